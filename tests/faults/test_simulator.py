"""Nothing is lost, repeated or put out of order, whatever a seed does to two nodes and the line between them.

VERBALE_SEEDS says how many seeds are walked (``make soak``: 10,000); VERBALE_SEED=N walks that one and tells each step.
"""

import os
import sys

import pytest

from tests.faults.simulator import simulate

SEEDS = int(os.environ.get("VERBALE_SEEDS", "500"))
ONE = os.environ.get("VERBALE_SEED")
CHUNK = 50

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(ONE is not None, reason="one seed is asked for")
@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_two_nodes_lose_and_repeat_nothing(first, templates, quick):
    broken = {}
    for seed in range(first, min(first + CHUNK, SEEDS)):
        try:
            simulate(seed, templates, quick / f"seed-{seed}")
        except Exception as fault:
            broken[seed] = f"{type(fault).__name__}: {str(fault)[:600]}"
    again = "walk one again with: VERBALE_SEED=N .venv/bin/pytest -s tests/faults/test_simulator.py"
    assert broken == {}, again


@pytest.mark.skipif(ONE is None, reason="VERBALE_SEED names no seed")
def test_one_seed(templates, quick):
    simulate(int(ONE or 0), templates, quick / f"seed-{ONE}", lambda line: print(line, file=sys.stderr))
