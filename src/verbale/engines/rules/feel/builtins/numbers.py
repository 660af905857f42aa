"""Functions of numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)

from ..temporal import DaysDuration, MonthsDuration
from ..values import DECIMAL, Failure, Value, integer
from .registry import Table, decimal, declare, single

NUMBERS: Table = {}
MIN_SCALE, MAX_SCALE = -6111, 6176


def _rounded(value: Value, scale: Value, rounding: str) -> Decimal:
    # A scale with a fraction loses it, as in decimal(1/3, 2.5).
    places = integer(decimal(scale).to_integral_value(ROUND_DOWN), "the scale")
    if not MIN_SCALE <= places <= MAX_SCALE:
        raise Failure("the scale must lie between -6111 and 6176")
    number = decimal(value)
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return number
    context = DECIMAL.copy()
    context.prec = 80 if places > -50 else 7000
    return DECIMAL.plus(number.quantize(Decimal(1).scaleb(-places), rounding, context))


def _rounding(name: str, rounding: str, optional: int) -> Callable[..., Value]:
    @declare(NUMBERS, name, "n, scale", optional=optional)
    def rounded(n: Value, scale: Value = Decimal(0)) -> Value:
        return _rounded(n, scale, rounding)

    return rounded


for _name, _mode, _optional in (
    ("decimal", ROUND_HALF_EVEN, 0),
    ("floor", ROUND_FLOOR, 1),
    ("ceiling", ROUND_CEILING, 1),
    ("round up", ROUND_UP, 0),
    ("round down", ROUND_DOWN, 0),
    ("round half up", ROUND_HALF_UP, 0),
    ("round half down", ROUND_HALF_DOWN, 0),
):
    _rounding(_name, _mode, _optional)


@declare(NUMBERS, "abs", "n")
def absolute(n: Value) -> Value:
    """The value without its sign; durations have one too."""
    n = single(n)
    if isinstance(n, DaysDuration):
        return DaysDuration(abs(n.nanos))
    if isinstance(n, MonthsDuration):
        return MonthsDuration(abs(n.months))
    return DECIMAL.abs(decimal(n))


@declare(NUMBERS, "modulo", "dividend, divisor")
def modulo(dividend: Value, divisor: Value) -> Value:
    """The remainder, with the sign of the divisor."""
    of, by = decimal(dividend), decimal(divisor)
    if by == 0:
        raise Failure("the divisor is 0")
    # Exact, however far apart the two are: the quotient may have thousands of digits.
    exact = DECIMAL.copy()
    exact.prec = max(of.adjusted() - by.adjusted(), 0) + 80
    rest = exact.remainder(of, by)
    return DECIMAL.plus(exact.add(rest, by) if rest and (rest < 0) != (by < 0) else rest)


@declare(NUMBERS, "sqrt", "number")
def root(number: Value) -> Value:
    """The square root."""
    if decimal(number) < 0:
        raise Failure("a negative number has no square root")
    return DECIMAL.sqrt(decimal(number))


@declare(NUMBERS, "log", "number", cost=16)
def logarithm(number: Value) -> Value:
    """The natural logarithm."""
    if decimal(number) <= 0:
        raise Failure("only positive numbers have a logarithm")
    return DECIMAL.ln(decimal(number))


@declare(NUMBERS, "exp", "number", cost=8)
def exponential(number: Value) -> Value:
    """e to the power of the number."""
    return DECIMAL.exp(decimal(number))


@declare(NUMBERS, "odd", "number")
def odd(number: Value) -> Value:
    """Whether a whole number is odd."""
    return _parity(number) == 1


@declare(NUMBERS, "even", "number")
def even(number: Value) -> Value:
    """Whether a whole number is even."""
    return _parity(number) == 0


def _parity(value: Value) -> int:
    whole = decimal(value)
    if whole != whole.to_integral_value():
        raise Failure("a whole number is wanted")
    # Writing a number of six thousand digits out would take long: with a positive exponent it is a multiple of ten.
    return 0 if int(whole.as_tuple().exponent) > 0 else int(whole) % 2
