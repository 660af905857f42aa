"""Where sides stand: sums of what is due and delivered, in each unit by itself."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.ledger import Negative, Obligation, Overdelivered, Standing, standings
from verbale.kernel.quantity import Quantity, UnlikeUnits

TODAY = date(2026, 11, 21)
DAYS = {"": None, "past": TODAY - timedelta(days=1), "today": TODAY, "later": TODAY + timedelta(days=1)}


def obligation(line):
    """``side owed delivered unit day``"""
    side, owed, delivered, unit, *day = line.split()
    return Obligation(side, Quantity.of(owed, unit), Quantity.of(delivered, unit), DAYS["".join(day)])


def standing(line):
    """``side unit due delivered open overdue``"""
    side, unit, *amounts = line.split()
    return Standing(side, unit, *map(Decimal, amounts))


CASES = {
    "nothing": ([], []),
    "one, undelivered": (["DD 3 0 items"], ["DD items 3 0 3 0"]),
    "one, in part": (["DD 3 1 items later"], ["DD items 3 1 2 0"]),
    "one, delivered": (["DD 3 3 items past"], ["DD items 3 3 0 0"]),
    "due today": (["DD 3 1 items today"], ["DD items 3 1 2 0"]),
    "overdue": (["DD 3 1 items past"], ["DD items 3 1 2 2"]),
    "nothing was due": (["DD 0 0 items past"], ["DD items 0 0 0 0"]),
    "three of one side": (
        ["DD 3 1 items past", "DD 2 0 items later", "DD 1 1 items"],
        ["DD items 6 2 4 2"],
    ),
    "both sides, in their order": (
        ["DD 1 1 items", "CN 2 0 items past"],
        ["CN items 2 0 2 2", "DD items 1 1 0 0"],
    ),
    "units are never added up": (
        ["DD 12.50 2.50 CHF", "DD 3 0 pages", "DD 1 1 CHF"],
        ["DD CHF 13.50 3.50 10.00 0", "DD pages 3 0 3 0"],
    ),
    "tenths are exact": (["DD 0.1 0 t", "DD 0.2 0 t"], ["DD t 0.3 0 0.3 0"]),
}


@pytest.mark.parametrize("name", CASES)
def test_the_sums(name):
    obligations, expected = CASES[name]
    assert standings(map(obligation, obligations), today=TODAY) == tuple(map(standing, expected))


@pytest.mark.parametrize(
    ("line", "fulfilment"),
    [
        ("DD items 3 1 2 0", Fraction(1, 3)),
        ("DD items 3 3 0 0", Fraction(1)),
        ("DD items 3 0 3 0", Fraction(0)),
        ("DD items 0 0 0 0", None),
        ("DD t 0.3 0.1 0.2 0", Fraction(1, 3)),
    ],
)
def test_fulfilment_is_delivered_over_due(line, fulfilment):
    assert standing(line).fulfilment == fulfilment


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("DD 1 2 items", Overdelivered),
        ("DD -1 0 items", Negative),
        ("DD -1 -3 items", Negative),
        ("DD 1 -1 t", Negative),
    ],
)
def test_an_obligation_that_makes_no_sense_is_refused(line, error):
    with pytest.raises(error):
        obligation(line)


def test_what_is_delivered_has_the_unit_of_what_is_owed():
    with pytest.raises(UnlikeUnits):
        Obligation("DD", Quantity.of(3, "copies"), Quantity.of(1, "pages"))


AMOUNTS = st.decimals(0, 1000, places=2)


@st.composite
def obligations(draw):
    unit, owed = draw(st.sampled_from(["items", "CHF"])), draw(AMOUNTS)
    delivered = draw(st.decimals(0, owed, places=2))
    day = draw(st.sampled_from(list(DAYS.values())))
    return Obligation(draw(st.sampled_from(["DD", "CN"])), Quantity(owed, unit), Quantity(delivered, unit), day)


@given(st.lists(obligations(), max_size=12))
def test_the_sums_hold_together(some):
    found = standings(some, today=TODAY)
    assert [(one.side, one.unit) for one in found] == sorted({(one.side, one.owed.unit) for one in some})
    for one in found:
        assert one.due == one.delivered + one.open
        assert 0 <= one.overdue <= one.open
        assert one.fulfilment is None or 0 <= one.fulfilment <= 1


@given(st.lists(obligations(), max_size=12), st.randoms(use_true_random=False))
def test_the_order_does_not_matter(some, random):
    shuffled = list(some)
    random.shuffle(shuffled)
    assert standings(shuffled, today=TODAY) == standings(some, today=TODAY)


@given(st.lists(obligations(), max_size=8), st.lists(obligations(), max_size=8))
def test_sums_of_parts_add_up(left, right):
    def sums(some):
        return {
            (one.side, one.unit): (one.due, one.delivered, one.open, one.overdue)
            for one in standings(some, today=TODAY)
        }

    whole, parts, nothing = sums(left + right), [sums(left), sums(right)], (Decimal(0),) * 4
    added = {key: tuple(map(sum, zip(*(part.get(key, nothing) for part in parts)))) for key in {**parts[0], **parts[1]}}
    assert whole == added
