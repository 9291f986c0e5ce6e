# shellcheck shell=bash
# The jar as it is deployed, and the class path on which the tests have Lambda's client.

bench_coldstart() {
  command -v taskset >/dev/null || die "bench coldstart needs taskset (Linux)"
  need_jdk
  build_stale java
  quietly bench-jar mvn_package_for_bench || die "the jar does not build"
  python3 -B "$root/infra/bench/coldstart.py" "$@"
}

mvn_package_for_bench() {
  need_maven
  cd "$root" && mvn -q -B -ntp -Dstyle.color=never -pl infra/local -am -DskipTests package
}
