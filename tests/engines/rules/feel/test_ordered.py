"""What is made ready says what comparing says."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from verbale.engines.rules.feel.compare import contains, holds
from verbale.engines.rules.feel.ordered import between, beyond
from verbale.engines.rules.feel.temporal import Date, DaysDuration
from verbale.engines.rules.feel.values import Failure, Range

NUMBERS = [Decimal(each) for each in ("-1", "0", "0.50", "0.5", "3")]
DAYS = [Date(2020, 2, each) for each in (1, 28, 29)]
VALUES = [None, True, *NUMBERS, "", "a", "b", *DAYS, DaysDuration(5), (Decimal(0),)]


def _held(sign, value, wanted):
    try:
        return holds(sign, value, wanted)
    except Failure:
        return None


@pytest.mark.parametrize("sign", ["<", "<=", ">", ">="])
def test_comparisons(sign):
    for wanted in (*NUMBERS, "a", *DAYS):
        ready = beyond(sign, wanted)
        assert [ready(value) for value in VALUES] == [_held(sign, value, wanted) for value in VALUES]


def test_ranges():
    for kind in (NUMBERS, ["a", "b"], DAYS):
        for low, high, low_in, high_in in product(kind, kind, (True, False), (True, False)):
            limits = Range(low, low_in, high, high_in)
            asked = [*VALUES, Range(low, True, high, True)]
            ready = between(limits)
            assert [ready(value) for value in asked] == [contains(limits, value) for value in asked]


def test_what_is_not_made_ready():
    assert beyond("=", Decimal(1)) is None
    assert beyond("<", True) is None
    assert between(Range(Decimal(1), True, None, False)) is None
    assert between(Range(Decimal(1), True, "a", True)) is None
    assert between(Range(Decimal(1), True, Decimal(1), True, "=")) is None
    assert between(Decimal(1)) is None
