"""A value as FEEL writes it."""

from __future__ import annotations

from decimal import Decimal

from .temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from .timetext import write_temporal
from .values import Function, Range, Value


def write(value: Value) -> str:
    """The text of a value, as `string()` gives it: texts stand bare, but quoted inside lists and contexts."""
    return value if isinstance(value, str) else literal(value)


def literal(value: Value) -> str:
    """The value as one would write it in a cell."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case Date() | Time() | DateTime() | DaysDuration() | MonthsDuration():
            return write_temporal(value)
        case Range():
            return _range(value)
        case Function():
            return f"function {value.name}"
        case tuple():
            return "[" + ", ".join(map(literal, value)) + "]"
    return "{" + ", ".join(f"{key}: {literal(item)}" for key, item in value.items()) + "}"


def plain(value: Decimal) -> str:
    """A number in digits, without exponent and without zeros that say nothing."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _range(value: Range) -> str:
    opening, closing = "[" if value.low_included else "(", "]" if value.high_included else ")"
    return f"{opening}{_end(value.low)}..{_end(value.high)}{closing}"


def _end(value: Value) -> str:
    if isinstance(value, Date | Time | DateTime | DaysDuration | MonthsDuration):
        return f'@"{write_temporal(value)}"'
    return literal(value)
