"""Matching two sequences: by keys, by likeness, in an order that can be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.match import in_order, matched, out_of_order, similar


@pytest.mark.parametrize(
    ("before", "after", "pairs"),
    [
        ([], [], {}),
        ([], [("a",)], {}),
        ([("a",), ("b",)], [("b",), ("a",)], {0: 1, 1: 0}),
        ([("a", "x"), ("b", "y")], [("c", "y"), ("a", "z")], {0: 1, 1: 0}),
        ([("", "x")], [("", "x")], {0: 0}),
        ([("",)], [("",)], {}),
        ([("a",), ("a",)], [("a",), ("a",), ("a",)], {0: 0, 1: 1}),
        ([("a", "x"), ("b", "x")], [("b", "x"), ("c", "x")], {0: 1, 1: 0}),
    ],
)
def test_the_surest_key_matches_first(before, after, pairs):
    assert matched(before, after) == pairs


def test_what_is_left_is_matched_by_likeness():
    before, after = ["abcd", "wxyz"], ["qqqq", "wxyq", "abqq"]

    def alike(one, other):
        return sum(a == b for a, b in zip(before[one], after[other], strict=True)) / 4

    assert similar({}, 2, 3, alike, 0.5) == {1: 1, 2: 0}
    assert similar({2: 0}, 2, 3, alike, 0.8) == {2: 0}
    assert similar({}, 0, 3, alike, 0.0) == {}


@pytest.mark.parametrize(
    ("before", "after", "pairs", "shown"),
    [
        (2, 2, {0: 0, 1: 1}, [(0, 0), (1, 1)]),
        (3, 2, {0: 0, 1: 2}, [(0, 0), (1, None), (2, 1)]),
        (2, 3, {0: 0, 2: 1}, [(0, 0), (None, 1), (1, 2)]),
        (2, 2, {0: 1, 1: 0}, [(1, 0), (0, 1)]),
        (2, 0, {}, [(0, None), (1, None)]),
        (1, 1, {}, [(None, 0), (0, None)]),
    ],
)
def test_what_went_stands_where_it_stood(before, after, pairs, shown):
    assert list(in_order(before, after, pairs)) == shown


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)))
def test_the_rest_keeps_its_order(order, left_out):
    pairs = {index: old for index, old in enumerate(order) if index not in left_out}
    moved = out_of_order(pairs)
    rest = [pairs[index] for index in sorted(pairs) if index not in moved]
    assert rest == sorted(rest)
    assert moved <= set(pairs)
    shown = list(in_order(8, 8, pairs))
    assert sorted(one for one, _ in shown if one is not None) == list(range(8))
    assert [other for _, other in shown if other is not None] == list(range(8))


@pytest.mark.parametrize(("pairs", "moved"), [({}, set()), ({0: 0, 1: 1}, set()), ({0: 2, 1: 0, 2: 1}, {0})])
def test_the_fewest_have_moved(pairs, moved):
    assert out_of_order(pairs) == moved
