# Finds the JDK that builds and runs Recur, sets its environment, and starts the program. Sourced by
# bash scripts (bash 3.2, as on macOS, suffices); changes nothing except through its functions.

# Makes the scripts and Java behave the same in every environment: text is UTF-8, messages are
# English, and there are a home folder and a folder for temporary files. Each script calls it, after a
# first line that resets what a shell may pass on: options, aliases, functions, CDPATH.
ordinary_environment() {
  unset GREP_OPTIONS LANGUAGE
  [ -n "${HOME-}" ] || { unset HOME && export HOME=~; } # from the user database
  [ -d "${TMPDIR-/tmp}" ] || unset TMPDIR
  is_utf8 C.UTF-8 || is_utf8 en_US.UTF-8 ||
    is_utf8 "$(locale -a 2>/dev/null | LC_ALL=C grep -i -m 1 'utf-*8$')" || LC_ALL=C.UTF-8
  export LC_ALL
}

# Sets a locale, and returns whether it is installed and uses UTF-8. One that is not installed is ASCII
# to the C library, and so to Java, which decodes arguments and file names accordingly. In a UTF-8
# locale bash counts a letter of two bytes as one.
is_utf8() {
  local letter=$'\303\251'
  { LC_ALL=$1; } 2>/dev/null
  [ ${#letter} = 1 ]
}

# Prints "25.0.3+9" or "25.0.3" as one number that grows with the version; fails if it is not one.
jdk_number() {
  local version=${1%%[!0-9.]*} major minor patch
  IFS=. read -r major minor patch _ <<<"$version"
  case "$major" in '' | 1) return 1 ;; esac
  echo $((10#$major * 1000000 + 10#${minor:-0} * 1000 + 10#${patch:-0}))
}

# Prints the version of the JDK in folder $1 as such a number; $2 is the program that it must have.
jdk_version() {
  local line
  [ -x "$1/bin/$2" ] && [ -f "$1/release" ] || return 1
  while IFS= read -r line; do
    case "$line" in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        jdk_number "${line//\"/}"
        return
        ;;
    esac
  done <"$1/release"
  return 1
}

# Prints the folders that may contain a JDK, one per line.
jdk_folders() {
  local java link folder
  java=$(command -v java) && {
    while [ -L "$java" ]; do # macOS has no readlink -f
      link=$(readlink "$java")
      case "$link" in /*) java=$link ;; *) java=${java%/*}/$link ;; esac
    done
    (cd "${java%/*}/.." 2>/dev/null && pwd -P)
  }
  for folder in /usr/lib/jvm/* /opt/* /opt/java/* ~/.sdkman/candidates/java/* \
    ~/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$folder" ] && echo "$folder"
  done
}

# Prints the folder of a Java 25.0.3 or later that has the program $1 (javac to build, java to run):
# JAVA_HOME if it is suitable, else the newest 25, with which Recur is tested, else the newest.
find_jdk() {
  local needed=25000003 program=$1 best='' best_rank=0 folder version rank
  if [ -n "${JAVA_HOME-}" ] && version=$(jdk_version "$JAVA_HOME" "$program") &&
    [ "$version" -ge $needed ]; then
    echo "$JAVA_HOME"
    return
  fi
  while IFS= read -r folder; do
    version=$(jdk_version "$folder" "$program") && [ "$version" -ge $needed ] || continue
    rank=$version
    [ "$version" -ge 26000000 ] || rank=$((version + 1000000000))
    if [ "$rank" -gt "$best_rank" ]; then
      best=$folder best_rank=$rank
    fi
  done <<<"$(jdk_folders)"
  if [ -z "$best" ]; then
    echo "Recur needs a JDK 25.0.3 or later, but none was found: install one (for example Eclipse" \
      "Temurin 25) and set JAVA_HOME to its folder." >&2
    return 1
  fi
  echo "$best"
}

# Copies lines up to the JVM's warning about the incubating vector module, drops it, then copies
# everything else unchanged.
drop_incubator_warning() {
  local line
  while IFS= read -r line; do
    case "$line" in *'Using incubator modules: jdk.incubator.vector'*) exec cat ;; esac
    printf '%s\n' "$line"
  done
}

# Whether the arguments ask for one short answer: predict with a few words, or info on a model, with no
# options and a model that is quick to read. Not if the user sets Java options, which may only suit the
# usual way.
is_short() {
  local argument all="$*"
  [ -z "${JDK_JAVA_OPTIONS-}${JAVA_TOOL_OPTIONS-}" ] && [ $# -gt 1 ] && [ ${#all} -lt 1000 ] ||
    return 1
  for argument; do
    case "$argument" in '' | -*) return 1 ;; esac
  done
  case "$1" in
    predict) [ $# -gt 2 ] || return 1 ;;
    info) ;;
    *) return 1 ;;
  esac
  [ -f "$2" ] && [ -n "$(find "$2" -size -65536 2>/dev/null)" ] # 32 MiB in blocks of 512
}

# Becomes the program for one short answer, with the fastest start: the first compiler only; a plain
# class path without the vector module (its kernels take longer to warm up than the answer takes), and
# so no warning to filter; and an ahead-of-time cache of the JVM beside the jars. The first run creates
# it after its answer, by answering again silently. If no cache can be created or read, everything
# works without one; an empty file prevents further attempts.
run_short() {
  local jdk=$1 jars=$2 cache java
  shift 2
  cache=$jars/start-$(jdk_version "$jdk" java).aot
  java=("$jdk/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData -Xlog:disable
    -cp "$(IFS=: && set -- "$jars"/*.jar && echo "$*")")
  if [ -s "$cache" ]; then
    exec "${java[@]}" -XX:AOTCache="$cache" dev.recur.cli.Main "$@"
  elif [ -e "$cache" ] || [ "$1" != predict ] || [ ! -w "$jars" ]; then
    exec "${java[@]}" dev.recur.cli.Main "$@"
  fi
  "${java[@]}" dev.recur.cli.Main "$@" || exit
  trap 'rm -f "$cache.$$"*' EXIT
  trap 'exit 130' INT
  "${java[@]}" -XX:AOTCacheOutput="$cache.$$" dev.recur.cli.Main "$@" </dev/null >/dev/null 2>&1
  mv -f "$cache.$$" "$cache" 2>/dev/null || : >"$cache"
  exit 0
}

# Becomes the program: run_recur JDK FOLDER_OF_JARS ARGUMENTS... The library and its requirements run
# as modules, which hides its kernels and adds the vector module; all other jars of the folder are on
# the class path (the progress bar's module would require a terminal library).
#
# The incubator warning cannot be switched off. So the JVM's own output to standard error goes through
# the filter, and the program writes its errors directly to file descriptor 3 (see Main). RECUR_WIDTH
# is the width of the terminal that shows errors, 0 if none does; RECUR_PROGRAM is what the user types
# to call this program again (see Screen).
run_recur() {
  local jdk=$1 jars=$2 size=''
  shift 2
  [ ! -t 2 ] || size=$(stty size <&2 2>/dev/null) || size='24 80'
  export RECUR_WIDTH=${size#* } RECUR_PROGRAM=$0
  [ -n "$size" ] || RECUR_WIDTH=0
  [ "$(command -v -- "${0##*/}")" != "$0" ] || RECUR_PROGRAM=${0##*/}
  ! is_short "$@" || run_short "$jdk" "$jars" "$@"
  # A step reuses its arrays, so there is little to collect: the simplest collector with a small heap
  # trains as fast as G1 with half as much again. It would enlarge the heap, up to its limit, rather
  # than look for garbage, but for an array above PretenureSizeThreshold it looks first
  # (docs/decisions.md). A collector that the user names takes precedence.
  local heap=(-XX:+UseSerialGC -Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20
    -XX:PretenureSizeThreshold=1m)
  case "$OSTYPE" in
    linux-gnu*) heap+=(-XX:TrimNativeHeapInterval=300) ;; # memory that the JIT has released
  esac
  case "${JDK_JAVA_OPTIONS-}${JAVA_TOOL_OPTIONS-}" in *GC*) heap=() ;; esac
  RECUR_STDERR=3 exec "$jdk/bin/java" ${heap[@]+"${heap[@]}"} -p "$jars" --add-modules dev.recur \
    --enable-native-access=dev.recur.gpu \
    --add-opens java.base/java.io=ALL-UNNAMED -cp "$jars/*" dev.recur.cli.Main "$@" \
    3>&2 2> >(drop_incubator_warning >&3)
}
