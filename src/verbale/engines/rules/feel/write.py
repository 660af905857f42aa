"""A value as FEEL writes it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .temporal import Date, DateTime, DaysDuration, MonthsDuration, Time
from .timetext import write_temporal
from .values import MAX_ITEMS, MAX_TEXT, Failure, Function, Range, Value, parts

MAX_BRIEF = 200


def write(value: Value) -> str:
    """The text of a value, as `string()` gives it: texts stand bare, but quoted inside lists and contexts."""
    return value if isinstance(value, str) else literal(value)


def literal(value: Value) -> str:
    """The value as one would write it in a cell. `Failure` if that is beyond the length of texts."""
    if parts(value) > MAX_ITEMS:
        raise Failure(f"a value of more than {MAX_ITEMS} items is not written")
    made, size = [], 0
    for piece in _pieces(value):
        made.append(piece)
        size += len(piece)
        if size > MAX_TEXT:
            raise Failure(f"a text of more than {MAX_TEXT} characters")
    return "".join(made)


def brief(value: Value) -> str:
    """The beginning of it, for a sentence."""
    made = ""
    for piece in _pieces(value):
        made += piece[: MAX_BRIEF + 1]
        if len(made) > MAX_BRIEF:
            return f"{made[:MAX_BRIEF]}…"
    return made


def _pieces(value: Value) -> Iterator[str]:
    match value:
        case tuple():
            yield "["
            for at, item in enumerate(value):
                yield ", " if at else ""
                yield from _pieces(item)
            yield "]"
        case dict():
            yield "{"
            for at, (key, item) in enumerate(value.items()):
                yield f"{', ' if at else ''}{key}: "
                yield from _pieces(item)
            yield "}"
        case Range():
            yield from _range(value)
        case _:
            yield _plain(value)


def _plain(value: Value) -> str:
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
        case Function():
            return f"function {value.name}"
    return ""


def plain(value: Decimal) -> str:
    """A number in digits, without exponent and without zeros that say nothing."""
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _range(value: Range) -> Iterator[str]:
    if value.operator:
        yield f"({value.operator}"
        yield from _end(value.low)
        yield ")"
        return
    yield "[" if value.low_included else "("
    yield from _end(value.low)
    yield ".."
    yield from _end(value.high)
    yield "]" if value.high_included else ")"


def _end(value: Value) -> Iterator[str]:
    if isinstance(value, Date | Time | DateTime | DaysDuration | MonthsDuration):
        yield f'@"{write_temporal(value)}"'
    else:
        yield from _pieces(value)
