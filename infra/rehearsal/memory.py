"""What each function needs of memory and of a CPU, into infra/memory.json, which template.yaml's MemorySize is
held against (infra/checks/sizes.py has the rule). Run by hand, after ./ren test has packed the jar and made
the tools:

    target/ren/python/tools/bin/python -B infra/rehearsal/memory.py

The stack stands on the emulator, each function in a process of its own under Lambda's runtime interface
client. The integration tests and ./ren chat use it, a picture of the largest size is uploaded. A function
that none of them reaches (sockets, which the emulator cannot run) refuses 100 events of somebody whose session
is over. Memory is the process's high-water mark, with a heap of 256 MB; CPU is that of all its threads, of the
first invocation and the median of the later ones.

What it cannot tell: arm64, a restored snapshot, and how long DynamoDB takes, which is most of an invocation."""

import base64
import json
import os
import re
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

import emulated
import lambda_runtime
from test_suite import WITHOUT_SOCKETS

ROOT = emulated.ROOT
sys.path.insert(0, str(ROOT / "infra/bench"))
import coldstart  # noqa: E402

TABLE = ROOT / "infra/memory.json"
HEAP = "-Xmx256m"
REFUSALS = 100


def cpu_ms(pid):
    """Milliseconds on a CPU of all threads so far (proc(5), schedstat)."""
    stats = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e6


def peak_mb(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text()).group(1)) / 1024


class Watched:
    """Invocations of processes, by handler."""

    def __init__(self):
        self.seen = {}

    def invoke(self, handler, pid, work):
        before = cpu_ms(pid)
        answer = work()
        one = self.seen.setdefault(handler, {"cpu": [], "peak": 0})
        one["cpu"].append(cpu_ms(pid) - before)
        one["peak"] = max(one["peak"], peak_mb(pid))
        return answer

    def row(self, handler, by):
        one = self.seen[handler]
        return {
            "peak_mb": round(one["peak"]),
            "first_cpu_ms": round(one["cpu"][0]),
            "later_cpu_ms": round(statistics.median(one["cpu"][1:]), 1) if len(one["cpu"]) > 1 else None,
            "invocations": len(one["cpu"]),
            "by": by,
        }


def watch(function_class, watched):
    """Makes all processes of the rehearsal tell what they take."""
    start, invoke = function_class.__init__, function_class.invoke

    def started(self, configuration, *rest):
        start(self, configuration, *rest)
        self.handler = configuration["Handler"]

    function_class.__init__ = started
    function_class.invoke = lambda self, event: watched.invoke(
        self.handler, self.process.pid, lambda: invoke(self, event)
    )


def largest_picture():
    """A PNG of 4096 x 4096, RGBA of 16 bits, all of one colour."""
    side = 4096

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 16, 6, 0, 0, 0)
    rows = zlib.compress(bytes(1 + side * 8) * side, 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def use(door, folder):
    """People, as the command line and the integration tests have them."""
    tokens = []
    call = door.call

    def heard(method, path, headers, body, key):
        tokens.append(headers.get("Authorization"))
        return call(method, path, headers, body, key)

    door.call = heard
    chat(door, folder / "a", "register", "anna")
    chat(door, folder / "b", "register", "boris")
    (folder / "file").write_bytes(os.urandom(20_000_000))
    for _ in range(3):
        chat(door, folder / "a", "send", "boris", "hello")
    chat(door, folder / "a", "send", "boris", "--file", str(folder / "file"), "a file")
    chat(door, folder / "b", "read", "anna")
    (folder / "saved").mkdir()
    chat(door, folder / "b", "save", "anna", "4", cwd=folder / "saved")
    chat(door, folder / "b", "list")
    chat(door, folder / "a", "state")
    token = [t for t in tokens if t][-1]
    image = base64.urlsafe_b64encode(largest_picture()).decode().rstrip("=")
    for _ in range(5):
        body = json.dumps({"image": image}).encode()
        sent = {"Authorization": token, "Content-Type": "application/json"}
        status, _, answer = call("POST", "/api/user/update/avatar", sent, body, door.key)
        print("picture:", status, answer[:200], file=sys.stderr)
    selection = ",".join(f"{name}#{methods}" for name, methods in WITHOUT_SOCKETS.items())
    run(
        ["mvn", "-q", "-B", "-ntp", "-pl", "integration", "-am", "test", f"-Dtest={selection}"]
        + ["-Dsurefire.failIfNoSpecifiedTests=false"],
        cwd=ROOT,
        REN_TARGET_URL=door.url,
    )


def chat(door, profile, *arguments, cwd=None):
    url = ["--url", door.url, "--profile", str(profile)]
    run([ROOT / "ren", "chat", *arguments, *url], cwd=cwd or ROOT, REN_PASSWORD="a password for a rehearsal", REN_BUILT="1")


def run(command, cwd, **variables):
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **variables}, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(*command[:4], done.stdout[-800:], done.stderr[-800:], file=sys.stderr)


def refuse(watched, handlers, folder):
    bench = coldstart.Bench(folder, ",".join(map(str, sorted(os.sched_getaffinity(0)))))
    for name, handler in handlers:
        process = coldstart.Process(bench, handler, HEAP)
        process.await_ready()
        for _ in range(REFUSALS):
            watched.invoke(handler, process.process.pid, lambda: process.invoke(coldstart.event(name)))
        process.close()
    bench.close()


def main():
    watched = Watched()
    watch(lambda_runtime.Function, watched)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        emulator = emulated.Emulator(folder)
        lambdas = emulated.Lambdas(emulator)
        try:
            code, said = emulator.sam_deploy(emulated.template_for(folder, lambdas.url), emulated.STACK)
            assert code == 0, said
            door = emulated.Door(emulator)
            use(door, folder)
            door.close()
        finally:
            lambdas.close()
            emulator.close()
        reached = set(watched.seen)
        refuse(watched, [(n, h) for n, h in coldstart.handlers() if h not in reached], folder)
    functions = {
        name + "Function": watched.row(handler, "use" if handler in reached else "refusals")
        for name, handler in sorted(coldstart.handlers())
    }
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    table = {
        "measured": time.strftime("%Y-%m-%d", time.gmtime()),
        "how": "infra/rehearsal/memory.py",
        "machine": f"{model.group(1) if model else '?'}, {os.cpu_count()} CPUs, while other things ran",
        "functions": functions,
    }
    rows = ",\n".join(f'    "{name}": {json.dumps(row)}' for name, row in table.pop("functions").items())
    head = json.dumps(table, indent=2).removesuffix("\n}")
    TABLE.write_text(f'{head},\n  "functions": {{\n{rows}\n  }}\n}}\n')


if __name__ == "__main__":
    main()
