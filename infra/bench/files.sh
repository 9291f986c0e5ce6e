# shellcheck shell=bash
# Files in a real browser, on a stack of its own; the parts are in web-client/bench.

bench_files() {
  local option
  while [ $# -gt 0 ]; do
    option=$1
    case $option in
      --megabytes) REN_BENCH_MB=$(value_of "$@") ;;
      --rounds) REN_BENCH_ROUNDS=$(value_of "$@") ;;
      *) die "bench files: unknown option $option (./ren help)" ;;
    esac
    shift 2
  done
  export REN_BENCH_MB=${REN_BENCH_MB:-1000} REN_BENCH_ROUNDS=${REN_BENCH_ROUNDS:-3}
  need_jdk
  need_node
  build_stale java web
  # shellcheck source=/dev/null
  . "$root/infra/launcher/test.sh"
  lock
  trap end_tests EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/ren-bench.XXXXXX")
  stack=
  export REN_BUILT=1
  mkdir -p "$REPORTS"
  find_chromium || die "bench files: no Chromium found. Install it (Debian: apt-get install chromium) or set REN_CHROMIUM."
  find_ffmpeg || say "bench files: no ffmpeg found, so no film is measured. Install it or set REN_FFMPEG."
  start_stack
  npm_run bench:files
}
