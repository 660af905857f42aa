"""Quantities: exact, and never without a unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.quantity import NoNumber, NotExact, NoUnit, Quantity, UnlikeUnits

AMOUNTS = st.decimals(-(10**17), 10**17, allow_nan=False, places=9)


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        ("1250.50", "CHF", "1250.50 CHF"),
        (12, "pages", "12 pages"),
        (" -3 ", " copies ", "-3 copies"),
        ("0", "m", "0 m"),
    ],
)
def test_amount_and_unit_are_read_and_written(amount, unit, text):
    assert str(Quantity.of(amount, unit)) == text


@pytest.mark.parametrize(
    "amount", ["", "1,250", "1 250", "1_000", "١٢", "1e5", "1e999999999", ".5", "5.", "NaN", "Infinity", 1.5]
)
def test_other_texts_are_no_numbers(amount):
    with pytest.raises(NoNumber):
        Quantity.of(amount, "CHF")


@pytest.mark.parametrize("amount", [Decimal("NaN"), Decimal("Infinity"), 1.5, 3])
def test_only_a_finite_decimal_is_an_amount(amount):
    with pytest.raises(NoNumber):
        Quantity(amount, "CHF")


@pytest.mark.parametrize("amount", ["1" * 19, "0.0000000001"])
def test_what_cannot_be_kept_exactly_is_refused(amount):
    with pytest.raises(NotExact):
        Quantity.of(amount, "CHF")
    with pytest.raises(NotExact):
        Quantity(Decimal("1E+999999"), "CHF")


@pytest.mark.parametrize("unit", ["", " ", " CHF"])
def test_an_amount_needs_a_unit(unit):
    with pytest.raises(NoUnit) as refusal:
        Quantity(Decimal("1.50"), unit)
    assert str(refusal.value) == "The amount 1.50 has no unit. Name one, for example pages, copies or CHF."


def test_unlike_units_are_neither_added_nor_subtracted():
    for verb in (Quantity.__add__, Quantity.__sub__):
        with pytest.raises(UnlikeUnits) as refusal:
            verb(Quantity.of(1, "CHF"), Quantity.of(2, "RUB"))
        assert refusal.value.facts == {"left": "1 CHF", "right": "2 RUB"}


def test_equal_amounts_are_equal_however_they_are_written():
    assert {Quantity.of("1.50", "CHF"), Quantity.of("1.5", "CHF")} == {Quantity.of("1.500", "CHF")}


@given(AMOUNTS, AMOUNTS)
def test_sums_are_exact(left, right):
    one, other = Quantity(left, "CHF"), Quantity(right, "CHF")
    assert (one + other) - other == one
    assert one + other == other + one


@given(AMOUNTS)
def test_what_is_written_is_read_back(amount):
    quantity = Quantity(amount, "CHF")
    assert Quantity.of(*str(quantity).split(" ")) == quantity
