# shellcheck shell=bash
# Finds the tools that the launcher needs; sourced by ./ren.

readonly JDK_WANTED=25
readonly NODE_WANTED=20

die() {
  printf 'ren: %s\n' "$*" >&2
  exit 1
}

say() {
  printf 'ren: %s\n' "$*" >&2
}

# Sets and exports JAVA_HOME.
need_jdk() {
  local home
  # The others are not even looked for: to ask the one on the path takes the start of a JVM.
  if is_wanted_jdk "${JAVA_HOME:-}"; then
    export JAVA_HOME
    return
  fi
  while IFS= read -r home; do
    if is_wanted_jdk "$home"; then
      export JAVA_HOME=$home
      return
    fi
  done < <(jdk_candidates)
  die "no JDK $JDK_WANTED or newer found: install one (Debian: temurin-25-jdk or openjdk-25-jdk) or set JAVA_HOME"
}

jdk_candidates() {
  jdk_on_path
  printf '%s\n' /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/.sdkman/candidates/java/*
}

jdk_on_path() {
  { java -XshowSettings:properties -version 2>&1 || true; } | sed -n 's/^ *java\.home = //p'
}

is_wanted_jdk() {
  local version
  [ -n "$1" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$version" ] && [ "$version" -ge "$JDK_WANTED" ]
}

need_maven() {
  command -v mvn >/dev/null || die "no Maven found: install it (Debian: apt-get install maven)"
  # Maven's own libraries make JDK 25 warn of what concerns only Maven.
  export MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow"
}

need_node() {
  local version
  version=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p')
  [ "${version:-0}" -ge "$NODE_WANTED" ] ||
    die "no Node $NODE_WANTED or newer found: install it (https://nodejs.org)"
  command -v npm >/dev/null || die "no npm found: install it (Debian: apt-get install npm)"
}
