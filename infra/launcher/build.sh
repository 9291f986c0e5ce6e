# shellcheck shell=bash
# Builds what is stale; sourced by ./ren, which sets root.
#
# A part is stale if the checksum over its sources is not the one stored after its last build.
# Then Maven and npm are not even asked, and a built stack starts at once.

readonly BUILT=${root:?}/target/ren

# build_stale PART...   (java, web)
build_stale() {
  local part stale=()
  # Set by ./ren test, which has built everything and holds the lock.
  [ -z "${REN_BUILT:-}" ] || return 0
  for part in "$@"; do
    is_fresh "$part" || stale+=("$part")
  done
  [ ${#stale[@]} -gt 0 ] || return 0
  lock
  for part in "${stale[@]}"; do
    build_part "$part"
  done
  unlock
}

# Another ./ren may have built it while we waited for the lock, so we look again.
build_part() {
  local sum
  ! is_fresh "$1" || return 0
  sum=$(checksum "$1")
  build_"$1" >&2
  printf '%s\n' "$sum" >"$BUILT/$1.sum"
}

is_fresh() {
  [ -e "$(product "$1")" ] && [ "$(checksum "$1")" = "$(cat "$BUILT/$1.sum" 2>/dev/null)" ]
}

# What the part's build leaves last.
product() {
  case $1 in
    java) printf '%s\n' "$root/infra/local/target/class-path" ;;
    web) printf '%s\n' "$root/web-client/dist/index.html" ;;
  esac
}

build_java() {
  say "building the Java part (a minute or two, the first time longer)"
  need_maven
  quietly java mvn_compile || die "the Java part does not build"
}

mvn_compile() {
  cd "$root" && mvn -q -B -ntp -Dstyle.color=never -pl infra/local,client-java -am \
    -DincludeScope=runtime -Dmdep.outputFile=target/class-path \
    compile dependency:build-classpath
}

# quietly NAME COMMAND...   Shows what the command wrote only if it fails.
quietly() {
  local log=$BUILT/$1.log
  shift
  ("$@") >"$log" 2>&1 || { cat "$log" >&2; return 1; }
}

build_web() {
  say "building the web client"
  need_node
  install_web
  quietly web npm_build || die "the web client does not build"
}

npm_build() {
  cd "$root/web-client" && npm run --silent build
}

install_web() {
  local sum
  sum=$(cd "$root/web-client" && cksum package.json package-lock.json)
  [ "$sum" != "$(cat "$root/web-client/node_modules/.ren.sum" 2>/dev/null)" ] || return 0
  (cd "$root/web-client" && npm ci --no-audit --no-fund --loglevel=error) ||
    die "the web client's dependencies cannot be installed"
  printf '%s\n' "$sum" >"$root/web-client/node_modules/.ren.sum"
}

readonly JAVA_SOURCES=(
  pom.xml .mvn functions/pom.xml client-java/pom.xml infra/local/pom.xml infra/dynamodb-local/pom.xml
  infra/dynamodb-local/jars/pom.xml functions/src/main client-java/src/main infra/local/src/main
  infra/dynamodb-local/src/main
)

readonly WEB_SOURCES=(
  infra/openapi.yaml web-client/package.json web-client/package-lock.json web-client/index.html
  web-client/vite.config.ts web-client/serviceWorker.config.ts web-client/src web-client/public
)

# Made by the build out of infra/openapi.yaml, which counts itself.
readonly GENERATED=web-client/src/api/schema.d.ts

# checksum PART   Over names and contents of all files of its sources; a missing one counts as empty.
checksum() {
  local sources
  case $1 in
    java) sources=("${JAVA_SOURCES[@]}") ;;
    web) sources=("${WEB_SOURCES[@]}") ;;
  esac
  (cd "$root" && find "${sources[@]}" -type f ! -path "$GENERATED" -exec cksum {} + 2>/dev/null | LC_ALL=C sort | cksum) || true
}

# The class path of a module, from what Maven wrote down when it built it.
class_path() {
  printf '%s:%s\n' "$root/$1/target/classes" "$(cat "$root/$1/target/class-path")"
}

# One ./ren at a time builds in this checkout. The lock is a link to the holder's process id; it is
# void when that process is gone.
lock() {
  local holder waited=
  mkdir -p "$BUILT"
  until ln -s "$$" "$BUILT/lock" 2>/dev/null; do
    holder=$(readlink "$BUILT/lock" || true)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -f "$BUILT/lock"
    elif [ -z "$waited" ]; then
      say "waiting for another ./ren in this folder (process $holder)"
      waited=1
    fi
    sleep 0.2
  done
  trap unlock EXIT
}

unlock() {
  [ "$(readlink "$BUILT/lock" 2>/dev/null)" != "$$" ] || rm -f "$BUILT/lock"
}
