# shellcheck shell=bash
# Messages per second and how long they take; measured by SendBench in integration's dev.ren.integration.bench.

bench_send() {
  [ $# -eq 0 ] || die "bench send: unknown option $1 (./ren help)"
  # shellcheck source=/dev/null
  . "${root:?}/infra/bench/cost.sh"
  bench_java send SendBench
}
