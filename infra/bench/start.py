"""How long ./ren up takes when all is built, and the memory of everything it starts."""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "infra/launcher"))
from running import RunningRen  # noqa: E402

ROUNDS = 3


def start(data):
    """Seconds until it is ready, and then megabytes of all its processes."""
    begun = time.monotonic()
    stack = RunningRen(data)
    try:
        stack.ready()
        seconds = time.monotonic() - begun
        return seconds, sum(stack.processes().values()) / 1e6
    finally:
        stack.interrupt()
        stack.ended()
        stack.close()


def main():
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        rounds = [[start(Path(folder, str(number))) for _ in range(2)] for number in range(ROUNDS)]
    for which, name in ((0, "on an empty data folder"), (1, "on kept data")):
        seconds = statistics.median(one[which][0] for one in rounds)
        memory = max(one[which][1] for one in rounds)
        figures += [
            {"name": f"ready, {name}", "value": round(seconds, 2), "unit": "s", "goal": 10},
            {"name": f"memory, {name}", "value": round(memory), "unit": "MB", "goal": 1000},
        ]
    out = ROOT / "target/bench/start.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
