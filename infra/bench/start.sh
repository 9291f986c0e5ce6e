# shellcheck shell=bash
# From the command to its line "Ready", with everything built.

bench_start() {
  [ $# -eq 0 ] || die "bench start: unknown option $1 (./ren help)"
  need_jdk
  build_stale java web
  python3 -B "${root:?}/infra/bench/start.py"
  python3 -B "$root/infra/bench/table.py" "$root/target/bench/start.json"
}
