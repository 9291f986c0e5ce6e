# shellcheck shell=bash
# Measures; sourced by ./ren, which sets root. Part NAME lies in infra/bench/NAME.sh as bench_NAME and writes
# ${root:?}/target/bench/NAME.json, a list of {name, value, unit, goal}.

bench() {
  local part=${1:-}
  [ $# -eq 0 ] || shift
  case $part in
    *[!a-z]* | '') die "bench: name a part: $(bench_parts)" ;;
  esac
  [ -f "$root/infra/bench/$part.sh" ] || die "bench: unknown part '$part' ($(bench_parts))"
  # shellcheck source=/dev/null
  . "$root/infra/bench/$part.sh"
  "bench_$part" "$@"
}

bench_parts() {
  local part parts=
  for part in "$root"/infra/bench/*.sh; do
    part=${part##*/}
    parts+=${parts:+, }${part%.sh}
  done
  printf '%s\n' "$parts"
}
