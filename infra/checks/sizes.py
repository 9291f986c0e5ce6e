"""How much memory each function gets, by what was measured of it (infra/memory.json).

Lambda gives a share of a CPU that grows with the memory: 1,769 MB are a whole one (Lambda developer guide,
"Configure Lambda function memory"). So CPU milliseconds become time at a size by arithmetic, without waits."""

import json

from conftest import ROOT

WHOLE_CPU = 1769
SIZES = [512, 1024, WHOLE_CPU]
# The heap may double before a function ends for want of memory.
ROOM = 2
# A first invocation without a snapshot, as after a fault of SnapStart.
FIRST_MS = 4000
# One that is warm, beside the waits for DynamoDB. Fewer than these tell of the JIT and not of the function.
LATER_MS = 600
LATER_AT_LEAST = 5

TABLE = json.loads((ROOT / "infra/memory.json").read_text())
FUNCTIONS = TABLE["functions"]


def later_ms(row):
    """CPU milliseconds of a warm invocation; none where too few were seen."""
    return row["later_cpu_ms"] if row["invocations"] > LATER_AT_LEAST else 0


def milliseconds(cpu_ms, size):
    """How long it takes at a size, if it waits for nothing."""
    return cpu_ms * WHOLE_CPU / min(size, WHOLE_CPU)


def smallest(rows):
    """The smallest size that is enough for all of them, or a whole CPU."""

    def enough(row, size):
        first = milliseconds(row["first_cpu_ms"], size) <= FIRST_MS
        later = milliseconds(later_ms(row), size) <= LATER_MS
        return first and later and row["peak_mb"] * ROOM <= size

    return next((size for size in SIZES if all(enough(row, size) for row in rows)), WHOLE_CPU)


def memory():
    """Each function's megabytes: the same for all that mostly wait, more for who computes."""
    computing = {name for name, row in FUNCTIONS.items() if milliseconds(later_ms(row), SIZES[1]) > LATER_MS}
    waiting = smallest([row for name, row in FUNCTIONS.items() if name not in computing])
    return {name: smallest([row]) if name in computing else waiting for name, row in FUNCTIONS.items()}
