"""How much a cold start loads, held against infra/bench/baselines/coldstart.json: a count, which no
machine's speed changes. One function of each kind, from the jar as it is deployed."""

import json
import os
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).resolve().parents[1] / "bench"
sys.path.insert(0, str(BENCH))
import coldstart  # noqa: E402

BASELINES = {one["name"]: one["value"] for one in json.loads((BENCH / "baselines/coldstart.json").read_text())}
# Which classes are loaded depends a little on which thread is first; a library more is hundreds.
MARGIN = 1.02
HANDLERS = dict(coldstart.handlers())
KINDS = [name.removesuffix(" classes") for name in BASELINES if name.endswith(" classes")]


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    made = coldstart.Bench(tmp_path_factory.mktemp("coldstart"), str(min(os.sched_getaffinity(0))))
    yield made
    made.close()


@pytest.mark.parametrize("name", KINDS)
def test_a_first_answer_loads_no_more_classes_than_it_did(bench, name):
    loaded = bench.classes(HANDLERS[name], coldstart.event(name))
    assert loaded <= BASELINES[name + " classes"] * MARGIN


def test_the_jar_is_no_larger_than_it_was():
    assert coldstart.JAR.stat().st_size <= BASELINES["jar bytes"] * MARGIN
