"""The values of FEEL, as Python values.

null is None; boolean bool; number `Decimal` (34 digits); string str; list tuple; context dict; the temporal ones,
ranges and functions are the classes here and in `temporal`. Never float.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import TYPE_CHECKING, TypeAlias, Union

from .temporal import Date, DateTime, DaysDuration, MonthsDuration, Time

if TYPE_CHECKING:
    from .scope import Scope
    from .types import Type

DECIMAL = Context(
    prec=34, rounding=ROUND_HALF_EVEN, Emin=-6143, Emax=6144, traps=[InvalidOperation, DivisionByZero, Overflow]
)
"""IEEE 754-2008 decimal128, as the standard demands for numbers."""


@dataclass(frozen=True, slots=True)
class Range:
    """Values from ``low`` to ``high``; an end that is None has no limit.

    ``operator`` is "=" or "!=" where the range was written `(= 10)` or `(!= 10)`.
    """

    low: Value
    low_included: bool
    high: Value
    high_included: bool
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Function:
    """Something that can be called. ``call`` takes the values in the order of ``parameters``.

    With ``variadic`` the last parameter takes any number of values; ``optional`` counts the parameters, from the end,
    that may be left out.
    """

    name: str
    parameters: tuple[str, ...]
    call: Callable[[Scope, tuple[Value, ...]], Value]
    types: tuple[Type, ...] = ()
    optional: int = 0
    variadic: bool = False
    result: Type | None = None
    alternatives: tuple[tuple[str, ...], ...] = ()


Value: TypeAlias = Union[
    None,
    bool,
    Decimal,
    str,
    Date,
    Time,
    DateTime,
    DaysDuration,
    MonthsDuration,
    Range,
    Function,
    "tuple[Value, ...]",
    "Mapping[str, Value]",
]


class Failure(Exception):
    """Why an evaluation gives null; caught at the nearest expression, and told as a reason."""


def number(value: int | str) -> Decimal:
    """A FEEL number, rounded to 34 digits."""
    return DECIMAL.create_decimal(value)


def integer(value: Value, what: str) -> int:
    """The whole number in ``value``; anything else is a `Failure` that names ``what``."""
    if not isinstance(value, Decimal) or value != value.to_integral_value():
        raise Failure(f"{what} must be a whole number, not {kind(value)}")
    if abs(value) > 10**12:
        raise Failure(f"{what} is too large")
    return int(value)


def kind(value: Value) -> str:
    """The name of a value's type, for a sentence."""
    for python, name in _KINDS:
        if isinstance(value, python):
            return name
    return "null"


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"),
    (Decimal, "a number"),
    (str, "a text"),
    (Date, "a date"),
    (Time, "a time"),
    (DateTime, "a date and time"),
    (DaysDuration, "a duration in days and time"),
    (MonthsDuration, "a duration in years and months"),
    (Range, "a range"),
    (Function, "a function"),
    (tuple, "a list"),
    (dict, "a context"),
)
