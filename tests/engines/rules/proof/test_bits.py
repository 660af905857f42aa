"""Sets as the bits of an integer."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.proof.bits import members, places, runs

SETS = st.sets(st.integers(0, 200))


def test_a_set_and_its_runs() -> None:
    assert members([3, 0, 1, 6]) == 0b1001011
    assert list(runs(0b1001011)) == [(0, 2), (3, 4), (6, 7)]
    assert list(places(0b1001011)) == [0, 1, 3, 6]
    assert (members([]), list(runs(0)), list(places(0))) == (0, [], [])


@given(SETS)
def test_the_members_come_back_in_order(found: set[int]) -> None:
    assert list(places(members(found))) == sorted(found)


@given(SETS)
def test_runs_are_as_long_as_can_be(found: set[int]) -> None:
    told = list(runs(members(found)))
    assert all(begin < end for begin, end in told)
    assert all(end < begin for (_, end), (begin, _) in pairwise(told))
