# shellcheck shell=bash
# What each action takes of AWS; measured by CostBench in integration's dev.ren.integration.bench.

bench_cost() {
  [ $# -eq 0 ] || die "bench cost: unknown option $1 (./ren help)"
  bench_java cost CostBench
}

# bench_java NAME CLASS: runs a bench that is a JUnit class, and prints what it has written.
bench_java() {
  need_jdk
  need_maven
  rm -f "${root:?}/target/bench/$1.json"
  quietly "bench-$1" mvn_bench "$2" || die "bench $1 failed"
  python3 -B "$root/infra/bench/table.py" "$root/target/bench/$1.json"
}

mvn_bench() {
  cd "$root" && mvn -q -B -ntp -Dstyle.color=never -pl integration -am test \
    -Dtest="$1" -Dsurefire.failIfNoSpecifiedTests=false
}
