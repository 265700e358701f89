# Builds the jars for the scripts beside this file, if necessary: without tests, in folders called
# .bench, separate from those of ./build and ./recur. Sourced by bash scripts; sets root, jdk and
# jars.
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/.mvn/jdk.sh"
ordinary_environment
jdk=$(find_jdk javac) || exit 1
jars=$root/bench/.bench/app

build_jars() {
  local stamp=$root/bench/.bench/stamp
  local sources=(pom.xml .mvn core/pom.xml core/src/main gpu/pom.xml gpu/src/main pages/pom.xml
    pages/src/main bench/pom.xml bench/src/main/java)
  if [ -f "$stamp" ] && [ -z "$(cd "$root" && find "${sources[@]}" -newer "$stamp" 2>&1)" ]; then
    return
  fi
  echo "bench: building; this takes a minute." >&2
  rm -rf "$root"/*/.bench # a clean build: no old class or jar
  mkdir -p "$root/bench/.bench"
  touch "$stamp.new"
  (
    cd "$root" || exit 1
    export JAVA_HOME=$jdk
    export MAVEN_OPTS="--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS-}"
    ./mvnw -q -Dquick -Dtarget=.bench -Dmaven.test.skip=true -pl bench -am package
  ) >&2 && cp "$root"/bench/.bench/recur-bench-*.jar "$jars" && mv "$stamp.new" "$stamp" || {
    echo "bench: the benchmarks could not be built (see above)" >&2
    exit 1
  }
}
build_jars
