# shellcheck shell=bash
# Runs every test; sourced by ./ren, which sets root.
#
# Everything that a run makes is in a folder of its own, its stack is on a free port, and a lock
# keeps a second run in the same checkout waiting.

readonly REPORTS=${root:?}/target/ren/reports

test_everything() {
  need_jdk
  need_maven
  need_node
  build_stale java web
  lock
  trap end_tests EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  work=$(mktemp -d "${TMPDIR:-/tmp}/ren-test.XXXXXX")
  stack=
  export REN_BUILT=1
  clear_reports

  install_web
  start_stack
  in_background java_tests
  local java=$!
  in_background infra_tests
  local infra=$!
  web_tests
  in_background browser_tests
  local browser=$!
  wait "$java" || true
  wait "$infra" || true
  rehearsal_tests
  wait "$browser" || true
  summary
}

# In a process group of its own, so that end_tests reaches all of its processes.
in_background() {
  set -m
  "$@" &
  set +m
}

end_tests() {
  local group
  for group in $(jobs -p); do
    kill -- "-$group" 2>/dev/null || true
  done
  wait
  rm -rf "$work"
  unlock
}

clear_reports() {
  rm -rf "$REPORTS"
  mkdir -p "$REPORTS"
  find "$root" -name node_modules -prune -o -type d -name surefire-reports -print0 | xargs -0 rm -rf
}

# check NAME COMMAND...   Runs it quietly; tells its whole output if it fails.
check() {
  local name=$1 log
  shift
  log=$REPORTS/$name.log
  if ("$@") >"$log" 2>&1; then
    say "$name: ok"
  else
    cat "$log" >&2
    failed_check "$name"
  fi
}

failed_check() {
  say "$1: FAILED"
  printf '%s\n' "$1" >>"$REPORTS/failed-checks"
}

# The stack that integration and browser tests talk to. It takes its free port itself, so that two
# runs on one machine cannot choose the same.
start_stack() {
  : >"$work/stack.log"
  in_background up_for_tests
  stack=$!
  if url=$(ready_url); then
    export REN_TARGET_URL=$url REN_TARGET_DATA=$work/data REN_TARGET_LOG=$work/stack.log
  else
    cat "$work/stack.log" >&2
    failed_check stack
  fi
}

# All tests come from one address, so the limits per address are not for them.
up_for_tests() {
  exec "$root/ren" up --port 0 --data "$work/data" --parameter RateLimitFactor=100000 \
    >"$work/stack.log" 2>&1
}

# The address in the line that says that it is ready; fails if the stack ended before.
ready_url() {
  until sed -n 's/^Ready: //p' "$work/stack.log" | grep .; do
    kill -0 "$stack" 2>/dev/null || return 1
    sleep 0.1
  done
}

# What build_stale has just compiled is not compiled again because Maven packs it; tests are always
# compiled anew, since Maven then sees only their own changes.
#
# Failing tests stand in the reports; what fails here is what keeps tests from running. Told to
# ignore failing tests, so that no module's tests are left out, Maven ignores a crashed test JVM too.
java_tests() {
  check java mvn_verify
  if grep -q "forked VM terminated" "$REPORTS/java.log"; then
    cat "$REPORTS/java.log" >&2
    failed_check java-jvm
  fi
}

mvn_verify() {
  cd "$root" && rm -rf testkit/target/classes {,infra/}*/target/{test-classes,maven-status} &&
    mvn -q -B -ntp -Dstyle.color=never -Dmaven.compiler.useIncrementalCompilation=false \
      -Dmaven.test.failure.ignore=true verify
}

web_tests() {
  check web-lint npm_run lint
  check web-types npm_run typecheck
  check web-unused npm_run knip
  vitest web --config vite.config.ts
}

# vitest NAME OPTION...   Leaves a report and its exit code for the summary.
vitest() {
  local name=$1 code=0
  shift
  (cd "$root/web-client" && npx vitest run --reporter=default --reporter=json \
    --outputFile.json="$REPORTS/$name.vitest.json" "$@") >&2 || code=$?
  printf '%s\n' "$code" >"$REPORTS/$name.exit"
}

npm_run() {
  cd "$root/web-client" && npm run --silent "$1"
}

# The templates, the workflows, ./ren deploy and ./ren up, by tools written in Python.
infra_tests() {
  with_tools tools infra/checks/requirements.txt infra/checks infra/launcher || return 0
  with_tools checkov infra/checks/checkov.txt || true
  install_actionlint
  pytest checks
  pytest launcher
}

# Where there is Go: its package for Python loads a binary from elsewhere.
install_actionlint() {
  local version=v1.7.12 folder=$root/target/ren/go
  [ "$version" != "$("$folder/actionlint" -version 2>/dev/null | head -n 1)" ] || return 0
  GOBIN=$folder go install "github.com/rhysd/actionlint/cmd/actionlint@$version" >"$REPORTS/actionlint.log" 2>&1 ||
    say "ACTIONLINT SKIPPED: it cannot be built (Go, and its module proxy)."
}

# A deployment of what Java's tests have packed, on an emulator.
rehearsal_tests() {
  with_tools tools infra/checks/requirements.txt infra/rehearsal || return 0
  with_tools ministack infra/rehearsal/ministack.txt infra/rehearsal || return 0
  pytest rehearsal
}

# with_tools NAME REQUIREMENTS FOLDER...   Tells, and counts FOLDER's tests as skipped, if there are none.
with_tools() {
  local log=$REPORTS/$1-tools.log folder
  ! python_tools "$1" "$2" >"$log" 2>&1 || return 0
  cat "$log" >&2
  say "CHECKS SKIPPED: $2 cannot be installed from PyPI (python3 with venv and pip)."
  for folder in "${@:3}"; do
    cat "$root/$folder"/test_*.py | grep -c '^def test_' | sed "s,\$, test in $folder," >>"$REPORTS/skipped"
  done
  return 1
}

# pytest FOLDER   Below infra; leaves a report and its exit code for the summary. The tools that it
# calls again and again keep what Python compiles of them, whatever the environment says.
pytest() {
  local code=0
  (cd "$root" && unset PYTHONDONTWRITEBYTECODE && PYTHONPYCACHEPREFIX=$PYTHON_TOOLS/bytecode \
    "$PYTHON_TOOLS/tools/bin/python" -m pytest -q -p no:cacheprovider \
    --junitxml="$REPORTS/$1.junit.xml" "infra/$1") >&2 || code=$?
  printf '%s\n' "$code" >"$REPORTS/$1.exit"
}

browser_tests() {
  [ -n "$(find "$root/web-client/e2e" -name '*.e2e.ts' 2>/dev/null)" ] || return 0
  if ! find_chromium; then
    say "BROWSER TESTS SKIPPED: no Chromium found. Install it (Debian: apt-get install chromium) or set REN_CHROMIUM."
    printf '%s browser test\n' "$(count_browser_tests)" >>"$REPORTS/skipped"
    return
  fi
  find_ffmpeg || say "VIDEO TESTS SKIPPED: no ffmpeg found. Install it (Debian: apt-get install ffmpeg) or set REN_FFMPEG."
  vitest browser --config vitest.e2e.config.ts
}

count_browser_tests() {
  (cd "$root/web-client" && npx vitest list --config vitest.e2e.config.ts) | wc -l
}

find_chromium() {
  if [ -n "${REN_CHROMIUM:-}" ]; then return; fi
  chromium_on_path >/dev/null || apt_install chromium
  REN_CHROMIUM=$(chromium_on_path) && export REN_CHROMIUM
}

# apt_install PACKAGE   On Debian, as root; another run that installs is waited for.
apt_install() {
  [ "$(id -u)" = 0 ] && [ -r /etc/debian_version ] || return 0
  say "installing $1"
  (
    flock 9
    apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"
  ) 9>"${TMPDIR:-/tmp}/ren-apt.lock" >"$REPORTS/$1.log" 2>&1 || cat "$REPORTS/$1.log" >&2
}

# The test of video makes its own film.
find_ffmpeg() {
  if [ -n "${REN_FFMPEG:-}" ]; then return; fi
  command -v ffmpeg >/dev/null || apt_install ffmpeg
  REN_FFMPEG=$(command -v ffmpeg) && export REN_FFMPEG
}

chromium_on_path() {
  command -v chromium || command -v chromium-browser || command -v google-chrome
}

# The last line of a run; its exit code is the run's.
summary() {
  node "$root/infra/launcher/summary.mjs" "$root" "$REPORTS"
}
