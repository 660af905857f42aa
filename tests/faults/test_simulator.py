"""Nothing is lost, repeated or put out of order, whatever a seed does to two nodes and the line between them.

VERBALE_SEEDS says how many seeds are walked (``make soak``: 10,000); VERBALE_SEED=N walks that one and tells each step.
"""

import contextlib
import json
import os
import sys

import pytest

from tests.faults.ledger import Broken
from tests.faults.planted import PLANTS
from tests.faults.simulator import simulate
from tests.forks import ended, fork

SEEDS = int(os.environ.get("VERBALE_SEEDS", "500"))
ONE = os.environ.get("VERBALE_SEED")
CHUNK = 50
FOUND_WITHIN = 100
"""Seeds among which one finds a planted bug."""

pytestmark = pytest.mark.django_db


def walked(seeds, templates, quick):
    """What was broken, by seed; every processor walks its share in a process of its own."""
    shares = [seeds[share :: os.cpu_count() or 1] for share in range(os.cpu_count() or 1)]
    processes = [fork(lambda seeds=seeds: walk(seeds, templates, quick)) for seeds in shares if seeds]
    assert [ended(process) for process in processes] == [0] * len(processes)
    told = {}
    for seeds in filter(None, shares):
        told |= json.loads((quick / f"broken-{seeds[0]}.json").read_text())
    return told


def walk(seeds, templates, quick):
    broken = {}
    for seed in seeds:
        try:
            simulate(seed, templates, quick / f"seed-{seed}")
        except Exception as fault:
            broken[seed] = f"{type(fault).__name__}: {str(fault)[:600]}"
    (quick / f"broken-{seeds[0]}.json").write_text(json.dumps(broken))


@pytest.mark.skipif(ONE is not None, reason="one seed is asked for")
@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_two_nodes_lose_and_repeat_nothing(first, templates, quick):
    broken = walked(range(first, min(first + CHUNK, SEEDS)), templates, quick)
    seeds = ", ".join(sorted(broken, key=int))
    again = "walk one again, told step by step: VERBALE_SEED=N .venv/bin/pytest -s tests/faults/test_simulator.py"
    assert broken == {}, f"broken by the seeds {seeds}; {again}"


@pytest.mark.skipif(ONE is None, reason="VERBALE_SEED names no seed")
def test_one_seed(templates, quick):
    simulate(int(ONE or 0), templates, quick / f"seed-{ONE}", lambda line: print(line, file=sys.stderr))


@pytest.mark.parametrize("bug", PLANTS)
def test_a_planted_bug_is_found(bug, templates, quick, monkeypatch):
    plant, first = PLANTS[bug]
    plant(monkeypatch)
    for seed in range(first, first + FOUND_WITHIN):
        with contextlib.suppress(Broken):
            simulate(seed, templates, quick / f"planted-{seed}")
            continue
        return
    pytest.fail(f"“{bug}” was not found by {FOUND_WITHIN} seeds")
