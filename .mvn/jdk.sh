# Which JDK builds and runs Recur, in which environment, and how the program is started. Sourced by
# bash scripts (bash 3.2, the one that macOS has, suffices); sets nothing but what its functions say.

# Makes the environment one in which the scripts and Java mean the same everywhere: text is UTF-8,
# messages are English, and there is a home and a folder for temporary files. Each script calls it,
# after a first line that undoes what a shell may hand down: options, aliases, functions, CDPATH.
ordinary_environment() {
  unset GREP_OPTIONS LANGUAGE
  [ -n "${HOME-}" ] || { unset HOME && export HOME=~; } # the one in the list of users
  [ -d "${TMPDIR-/tmp}" ] || unset TMPDIR
  is_utf8 C.UTF-8 || is_utf8 en_US.UTF-8 ||
    is_utf8 "$(locale -a 2>/dev/null | LC_ALL=C grep -i -m 1 'utf-*8$')" || LC_ALL=C.UTF-8
  export LC_ALL
}

# Takes a locale, and says whether it is installed and in UTF-8: one that is not is ASCII to the C
# library, and so to Java, which reads arguments and names of files as it does. Where it works, bash
# counts a letter of two bytes as one.
is_utf8() {
  local letter=$'\303\251'
  { LC_ALL=$1; } 2>/dev/null
  [ ${#letter} = 1 ]
}

# "25.0.3+9" or "25.0.3" as one number that grows with the version; nothing where it is none.
jdk_number() {
  local version=${1%%[!0-9.]*} major minor patch
  IFS=. read -r major minor patch _ <<<"$version"
  case "$major" in '' | 1) return 1 ;; esac
  echo $((10#$major * 1000000 + 10#${minor:-0} * 1000 + 10#${patch:-0}))
}

# The version of the JDK in a folder, as that number. $2 is the program that it must have.
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

# The folders in which a JDK may lie, one a line.
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

# Prints the folder of a Java 25.0.3 or later that has the program $1 (javac to build, java to
# run): JAVA_HOME if it fits, else the newest 25, with which Recur is tried, else the newest.
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
    echo "Recur needs a JDK 25.0.3 or later, and found none: install one (for example Eclipse" \
      "Temurin 25) and set JAVA_HOME to its folder." >&2
    return 1
  fi
  echo "$best"
}

# Copies lines up to the JVM's warning that the vector module incubates, drops it, then copies
# everything as it comes.
drop_incubator_warning() {
  local line
  while IFS= read -r line; do
    case "$line" in *'Using incubator modules: jdk.incubator.vector'*) exec cat ;; esac
    printf '%s\n' "$line"
  done
}

# Whether the arguments ask for one short answer: predict of a few words, or info of a model, with
# nothing to parse and a model that is soon read. The user's own options of Java may suit the usual
# way only.
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

# Becomes the program for one short answer, with what starts soonest: the first compiler only, a
# plain class path without the vector module (its kernels take longer to warm up than the answer
# takes), and so no warning to filter; and an ahead-of-time cache of the JVM's beside the jars. The
# first answer makes that, once given, by asking again unheard. Where no cache can be made or read,
# everything works without; a file of no length keeps us from trying again.
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

# Becomes the program: run_recur JDK FOLDER_OF_JARS ARGUMENTS... The library and what it requires
# run as modules, which closes its kernels and brings the vector module; all other jars of the
# folder are class path (the progress bar's module would require a terminal library).
#
# The incubator warning cannot be switched off; so what the JVM says itself goes through the
# filter, and the program writes its own errors straight to file descriptor 3 (see Main).
# RECUR_WIDTH is how wide the terminal is that errors go to, 0 where they go elsewhere;
# RECUR_PROGRAM is what the user has to type to call this program again (see Screen).
run_recur() {
  local jdk=$1 jars=$2 size=''
  shift 2
  [ ! -t 2 ] || size=$(stty size <&2 2>/dev/null) || size='24 80'
  export RECUR_WIDTH=${size#* } RECUR_PROGRAM=$0
  [ -n "$size" ] || RECUR_WIDTH=0
  [ "$(command -v -- "${0##*/}")" != "$0" ] || RECUR_PROGRAM=${0##*/}
  ! is_short "$@" || run_short "$jdk" "$jars" "$@"
  # A step reuses its arrays, so there is little to collect: the plainest collector with a small heap
  # trains as fast as G1 does with half as much again. It would rather enlarge the heap, up to its
  # limit, than look for garbage, but for an array above PretenureSizeThreshold it looks first
  # (docs/decisions.md). Whoever names a collector gets that one.
  local heap=(-XX:+UseSerialGC -Xms32m -Xmn16m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=20
    -XX:PretenureSizeThreshold=1m)
  case "$OSTYPE" in
    linux-gnu*) heap+=(-XX:TrimNativeHeapInterval=300) ;; # memory that the JIT is done with
  esac
  case "${JDK_JAVA_OPTIONS-}${JAVA_TOOL_OPTIONS-}" in *GC*) heap=() ;; esac
  RECUR_STDERR=3 exec "$jdk/bin/java" ${heap[@]+"${heap[@]}"} -p "$jars" --add-modules dev.recur \
    --add-opens java.base/java.io=ALL-UNNAMED -cp "$jars/*" dev.recur.cli.Main "$@" \
    3>&2 2> >(drop_incubator_warning >&3)
}
