"""./ren up as a person at a terminal runs it: in a process group of its own, which Ctrl-C reaches whole."""

import os
import signal
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Only what hangs takes longer, in seconds.
PATIENCE = 300


class RunningRen:
    """One stack on a free port, with its data in the given folder."""

    def __init__(self, data):
        self.process = subprocess.Popen(
            [ROOT / "ren", "up", "--port", "0", "--data", data],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # A shell lets what it runs in the background ignore Ctrl-C, and children inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )

    def ready(self):
        """Waits for the line that says so; answers the address."""
        line = self.process.stdout.readline()
        assert line.startswith("Ready: "), line
        return line.removeprefix("Ready: ").strip()

    def processes(self):
        """Of this process and all below it: process id to resident memory in bytes."""
        parents, memory = {}, {}
        listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True)
        for line in listed.stdout.splitlines():
            pid, parent, kilobytes = map(int, line.split())
            parents.setdefault(parent, []).append(pid)
            memory[pid] = kilobytes * 1024
        found, waiting = {}, [self.process.pid]
        while waiting:
            pid = waiting.pop()
            found[pid] = memory.get(pid, 0)
            waiting += parents.get(pid, [])
        return found

    def interrupt(self):
        """Ctrl-C: to every process of the group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def ended(self):
        """Waits for the end; answers the exit code."""
        return self.process.wait(PATIENCE)

    def close(self):
        """Leaves nothing behind, whatever happened."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait(PATIENCE)
        self.process.stdout.close()


def wait_until_gone(pids):
    """Waits for the end of processes that are not ours to wait for."""
    until = time.monotonic() + PATIENCE
    for pid in pids:
        while is_alive(pid):
            assert time.monotonic() < until, f"process {pid} goes on"
            time.sleep(0.05)


def is_alive(pid):
    """Whether it runs: what has ended and was not waited for counts as gone."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip()[:1] not in ("", "Z")
