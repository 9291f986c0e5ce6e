# shellcheck shell=bash
# The web client in a real browser; the parts are in web-client/bench.

bench_web() {
  [ $# -eq 0 ] || die "bench web: unknown option $1 (./ren help)"
  need_node
  build_stale web
  # shellcheck source=/dev/null
  . "$root/infra/launcher/test.sh"
  mkdir -p "$REPORTS"
  find_chromium || die "bench web: no Chromium found. Install it (Debian: apt-get install chromium) or set REN_CHROMIUM."
  npm_run bench
}
