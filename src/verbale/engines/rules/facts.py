"""Facts from JSON or Python become FEEL values, by the declared type; FEEL values become JSON."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from .feel import Value
from .feel.temporal import Date, DateTime, DaysDuration, MonthsDuration, Time, of_datetime
from .feel.timetext import read_date, read_date_time, read_duration, read_time
from .feel.types import ANY, Constrained, ContextType, ListType, Simple, Type, bare, checker, conforms
from .feel.values import DECIMAL, Function, Range
from .feel.write import literal, plain

Fact: TypeAlias = Any
"""What JSON can say, a `Decimal`, a Python date or datetime, or a FEEL value."""
MAX_SAFE = 2**53
MAX_DEPTH = 40

_READERS: dict[str, Callable[[str], Value]] = {
    "date": read_date,
    "time": read_time,
    "date and time": read_date_time,
    "dateTime": read_date_time,
    "days and time duration": read_duration,
    "dayTimeDuration": read_duration,
    "years and months duration": read_duration,
    "yearMonthDuration": read_duration,
    "duration": read_duration,
}


class NoFact(ValueError):
    """A fact that its input cannot take; the text says what it is."""


def to_value(fact: Fact, kind: Type = ANY, depth: int = 0) -> Value:
    """The FEEL value of a fact that should be of type ``kind``. Raises `NoFact`."""
    if fact is None:
        return None
    value = _converted(fact, bare(kind), depth)
    if not conforms(value, kind):
        raise NoFact(literal(value))
    return value


def taker(kind: Type) -> Callable[[Fact], Value]:
    """`to_value` for one type, made ready; texts, the most of what comes, take a short way."""
    allows = checker(kind)
    if bare(kind) not in (ANY, Simple("string")):
        return lambda fact: to_value(fact, kind)

    def take(fact: Fact) -> Value:
        return fact if type(fact) is str and allows(fact) else to_value(fact, kind)

    return take


def _converted(fact: Fact, kind: Type, depth: int) -> Value:
    if depth > MAX_DEPTH:
        raise NoFact("nested too deeply")
    match fact:
        case bool() | Date() | Time() | DateTime() | DaysDuration() | MonthsDuration() | Range() | Function():
            return fact
        case str():
            return _text(fact, kind)
        case int() | Decimal() | float():
            return _number(fact)
        case datetime.datetime():
            return of_datetime(fact)
        case datetime.date():
            return Date(fact.year, fact.month, fact.day)
        case list() | tuple():
            item = kind.item if isinstance(kind, ListType) else ANY
            return tuple(to_value(each, item, depth + 1) for each in fact)
        case Mapping():
            members = dict(kind.members) if isinstance(kind, ContextType) else {}
            made = {str(key): to_value(each, members.get(str(key), ANY), depth + 1) for key, each in fact.items()}
            # A missing member is null, as a missing fact is.
            return {**dict.fromkeys(members), **made}
    raise NoFact(f"a Python {type(fact).__name__}")


def _text(fact: str, kind: Type) -> Value:
    read = _READERS.get(kind.name) if isinstance(kind, Simple) else None
    if read is None:
        return fact
    try:
        return read(fact)
    except ValueError as fault:
        raise NoFact(str(fault)) from None


def _number(fact: int | float | Decimal) -> Value:
    try:
        value = DECIMAL.plus(DECIMAL.create_decimal(repr(fact) if isinstance(fact, float) else fact))
    except ArithmeticError:
        raise NoFact("beyond the range of numbers") from None
    if not value.is_finite():
        raise NoFact(f"{fact}, which is no number")
    return value


def wanted(kind: Type) -> str:
    """What an input of this type takes, for a sentence."""
    match kind:
        case Simple("Any"):
            return "a value"
        case Simple(name):
            return f"a value of type {name}"
        case ListType(item):
            return f"a list, each item {wanted(item)}"
        case Constrained(_, text, _):
            return f"one of {text}"
    return "a context" if isinstance(kind, ContextType) else "another value"


def to_json(value: Value) -> Any:
    """A FEEL value for JSON.

    A number is a JSON number where every reader of JSON gets it back digit by digit (whole numbers up to 2**53,
    fractions that a double prints the same); else it is a text with all its digits, as RFC 7493 advises. Dates, times
    and durations are ISO texts; a range or function is its text.
    """
    match value:
        case None | bool() | str():
            return value
        case Decimal():
            return _json_number(value)
        case tuple():
            return [to_json(item) for item in value]
        case dict():
            return {key: to_json(item) for key, item in value.items()}
    return literal(value)


def _json_number(value: Decimal) -> int | float | str:
    if value == value.to_integral_value():
        return int(value) if abs(value) <= MAX_SAFE else plain(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else plain(value)


def read_facts(text: str | bytes) -> dict[str, Fact]:
    """Facts from a JSON object, its numbers exact.

    Raises ValueError, its text the reason, where the text is no JSON object or says a name twice.
    """
    try:
        found = json.loads(text, parse_float=Decimal, object_pairs_hook=_once)
    except json.JSONDecodeError as fault:
        raise ValueError(f"look at line {fault.lineno}, column {fault.colno}") from fault
    except UnicodeDecodeError as fault:
        raise ValueError("the text is not UTF-8") from fault
    except RecursionError as fault:
        raise ValueError("its lists and objects stand too deeply in one another") from fault
    if not isinstance(found, dict):
        raise ValueError("an object stands in braces")
    return found


def _once(pairs: list[tuple[str, Fact]]) -> dict[str, Fact]:
    """An object of which no name is said twice: which of two facts is meant, nobody could tell."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)}” stands in it twice")
    return made
