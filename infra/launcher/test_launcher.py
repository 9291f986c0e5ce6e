"""What ./ren promises at a terminal."""

import os
import subprocess
import urllib.request

import pytest
from running import ROOT, RunningRen, is_alive, wait_until_gone

GIGABYTE = 1_000_000_000


@pytest.fixture
def stack(tmp_path):
    running = RunningRen(tmp_path / "data")
    yield running
    running.close()


def test_the_stack_idles_below_a_gigabyte_and_ctrl_c_ends_every_process_of_it(stack):
    url = stack.ready()
    with urllib.request.urlopen(url) as page:
        assert b"REN" in page.read()

    processes = stack.processes()
    assert len(processes) > 1
    assert all(is_alive(pid) for pid in processes)
    assert sum(processes.values()) < GIGABYTE

    stack.interrupt()

    assert stack.ended() in (0, 130)
    wait_until_gone(processes)


def jdk(folder, version):
    (folder / "bin").mkdir(parents=True)
    javac = folder / "bin/javac"
    javac.write_text("#!/bin/sh\n")
    javac.chmod(0o755)
    (folder / "release").write_text(f'JAVA_VERSION="{version}"\n')
    return folder


MACHINE = '''
. "$1"; shift
homes=("$@")
jdk_candidates() { printf "%s\\n" "${homes[@]}"; }
need_jdk
printf "%s" "$JAVA_HOME"
'''


def found_jdk(*homes):
    """What the launcher makes of a machine that has these JDKs and no other."""
    return subprocess.run(
        ["bash", "-c", MACHINE, "machine", ROOT / "infra/launcher/tools.sh", *homes],
        env={name: value for name, value in os.environ.items() if name != "JAVA_HOME"},
        capture_output=True, text=True, check=False,
    )


def test_a_machine_with_an_older_jdk_only_gets_one_line_and_an_exit_code(tmp_path):
    refused = found_jdk(jdk(tmp_path / "seventeen", "17.0.12"))

    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.startswith("ren: no JDK 25 or newer found: install one")
    assert refused.stderr.count("\n") == 1


def test_the_first_jdk_that_is_new_enough_is_taken(tmp_path):
    seventeen, newest = jdk(tmp_path / "seventeen", "17.0.12"), jdk(tmp_path / "newest", "26")

    taken = found_jdk(seventeen, newest)

    assert (taken.returncode, taken.stdout) == (0, str(newest))


def test_help_explains_every_verb_and_an_unknown_one_is_one_line(tmp_path):
    told = subprocess.run([ROOT / "ren", "help"], capture_output=True, text=True, check=True)
    for verb in ("up", "chat", "test", "bench", "deploy", "destroy", "help"):
        assert any(line.split()[:1] == [verb] for line in told.stdout.splitlines()), verb

    unknown = subprocess.run([ROOT / "ren", "fly"], capture_output=True, text=True, check=False)
    assert unknown.returncode != 0
    assert unknown.stderr.count("\n") == 1
