"""A cell that covers another lets pass whatever the other does."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.rules.check.cover import covers, ready
from verbale.engines.rules.feel import (
    Scope,
    compile_expression,
    compile_unary_tests,
    parse_expression,
    parse_unary_tests,
)

NUMBERS = st.integers(-2, 3).map(str)
RANGES = st.builds("{}{}..{}{}".format, st.sampled_from("[("), NUMBERS, NUMBERS, st.sampled_from("])"))
COMPARED = st.builds("{} {}".format, st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), NUMBERS)
TEXTS = st.sampled_from(['"a"', '"b"', "true", "false", "null"])
SHAPES = ["[1, 2]", "= [1, 2]", "= [1..2]", "= true", "!= true", "!= 1", "= null", "!= null", "[true]"]
SHAPES += [f'@"{text}"' for text in ("10:00:00Z", "11:00:00+01:00", "10:00:00", "2020-01-01", "P1D", "PT24H")]
TESTS = st.one_of(NUMBERS, RANGES, COMPARED, TEXTS, st.sampled_from(SHAPES))
LISTS = st.lists(TESTS, min_size=1, max_size=3).map(", ".join)
CELLS = st.one_of(st.just("-"), LISTS, LISTS.map("not({})".format))
NUMERIC = [Decimal(each) / 2 for each in range(-6, 9)]
GIVEN = ["[1, 2]", "[1..2]", "[true]", *(text for text in SHAPES if text.startswith("@"))]
WRITTEN = [compile_expression(parse_expression(text))(Scope({})) for text in GIVEN]
VALUES = [None, True, False, "a", "b", *NUMERIC, *WRITTEN]


def covered(wide: str, narrow: str) -> bool:
    return covers(ready(parse_unary_tests(wide)), ready(parse_unary_tests(narrow)))


@given(CELLS, CELLS)
def test_a_yes_is_certain(wide, narrow):
    if covered(wide, narrow):
        passes, other = compile_unary_tests(parse_unary_tests(wide)), compile_unary_tests(parse_unary_tests(narrow))
        assert [one for one in VALUES if other(one, Scope({})) and not passes(one, Scope({}))] == []


@given(CELLS)
def test_every_cell_covers_itself_and_the_empty_one_covers_all(cell):
    assert covered(cell, cell)
    assert covered("", cell)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("<= 10", "[1..5]"),
        ("(0..10)", "(0..10)"),
        ("[0..10]", "(0..10), 10"),
        (">= -1", "-1, > 4"),
        ('"a", "b"', '"b"'),
        ('not("a")', '"b"'),
        ('not("a")', "null"),
        ('not("a")', 'not("a", "b")'),
        ("not([1..3])", "> 3"),
        ("= 4", "4.0"),
        ("= true", "true"),
        ('@"10:00:00Z"', '@"11:00:00+01:00"'),
    ],
)
def test_what_is_seen(wide, narrow):
    assert covered(wide, narrow)


@pytest.mark.parametrize(
    ("wide", "narrow"),
    [
        ("< 10", "<= 10"),
        ("(0..10)", "[0..10)"),
        ("<= 10", "-"),
        ('"a"', 'not("b")'),
        ('not("a", "b")', 'not("a")'),
        ('not("a")', '"a"'),
        ("1", "true"),
        ("!= 1", "!= true"),
        ("= [1, 2]", "[1, 2]"),
        ("[1, 2]", "= [1, 2]"),
        ('not(@"10:00:00Z")', '@"11:00:00+01:00"'),
    ],
)
def test_what_is_not_so(wide, narrow):
    assert not covered(wide, narrow)
