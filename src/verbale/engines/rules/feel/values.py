"""The values of FEEL, as Python values.

null is None; boolean bool; number `Decimal` (34 digits); string str; list tuple; context dict; the temporal ones,
ranges and functions are the classes here and in `temporal`. Never float.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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


MAX_ITEMS = 100_000
"""Items of a list that a function makes, and of a whole result."""
MAX_TEXT = 1_000_000
"""Characters of a text that an operation makes."""
MAX_LEVELS = 60
"""Lists and contexts one in another, in a result."""


def sized(value: Value) -> Value:
    """``value`` itself; a `Failure` if it is a text or list beyond the limits."""
    if isinstance(value, str) and len(value) > MAX_TEXT:
        raise Failure(f"a text of more than {MAX_TEXT} characters")
    if isinstance(value, tuple) and len(value) > MAX_ITEMS:
        raise Failure(f"a list of more than {MAX_ITEMS} items")
    return value


def weigh(value: Value) -> None:
    """Refuses, with a `Failure`, a result that is nested too deeply or holds too much to be written down."""
    level: list[Value] = [value]
    items = 0
    for _ in range(MAX_LEVELS):
        level = [item for each in level if isinstance(each, tuple | dict) for item in _inside(each)]
        items += len(level)
        if items > MAX_ITEMS:
            raise Failure(f"a result of more than {MAX_ITEMS} items")
        if not level:
            return
    raise Failure(f"a result nested more than {MAX_LEVELS} levels deep")


def parts(value: Value) -> int:
    """How many items and entries a value has, those inside them included; it stops counting beyond `MAX_ITEMS`."""
    level, count = [value], 0
    while level and count <= MAX_ITEMS:
        level = [item for each in level if isinstance(each, tuple | dict) for item in _inside(each)]
        count += len(level)
    return count


def weight(value: Value) -> int:
    """The steps that going once through a value takes."""
    if isinstance(value, tuple | dict):
        return parts(value) >> 2
    return len(value) >> 8 if isinstance(value, str) else 0


def _inside(value: Value) -> Iterable[Value]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()


def number(value: int | str) -> Decimal:
    """A FEEL number, rounded to 34 digits; there is no -0."""
    return DECIMAL.plus(DECIMAL.create_decimal(value))


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
