"""How points and ranges stand to each other (the relations of Allen, as HL7 names them), and ranges from text."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..compare import order, same
from ..timetext import read_temporal
from ..values import Failure, Range, Value, number
from .registry import Table, declare, text

RANGES: Table = {}


def _as_range(value: Value) -> Range:
    if isinstance(value, Range):
        return value
    if value is None:
        raise Failure("a point or a range is wanted, not null")
    return Range(value, True, value, True)


def _is_before(one: Range, two: Range) -> bool:
    if one.high is None or two.low is None:
        return False
    sign = order(one.high, two.low)
    return sign < 0 or (sign == 0 and not (one.high_included and two.low_included))


def _starts_not_before(one: Range, two: Range) -> bool:
    if two.low is None:
        return True
    if one.low is None:
        return False
    sign = order(one.low, two.low)
    return sign > 0 or (sign == 0 and (two.low_included or not one.low_included))


def _ends_not_after(one: Range, two: Range) -> bool:
    if two.high is None:
        return True
    if one.high is None:
        return False
    sign = order(one.high, two.high)
    return sign < 0 or (sign == 0 and (two.high_included or not one.high_included))


def _same_start(one: Range, two: Range) -> bool:
    return same(one.low, two.low) and one.low_included == two.low_included


def _same_end(one: Range, two: Range) -> bool:
    return same(one.high, two.high) and one.high_included == two.high_included


def _within(one: Range, two: Range) -> bool:
    return _starts_not_before(one, two) and _ends_not_after(one, two)


def _overlap(one: Range, two: Range) -> bool:
    return not _is_before(one, two) and not _is_before(two, one)


def _meets(one: Range, two: Range) -> bool:
    return same(one.high, two.low) and one.high_included and two.low_included


def _relation(name: str, parameters: str, *others: str) -> Callable[[Callable[[Range, Range], bool]], None]:
    def put(test: Callable[[Range, Range], bool]) -> None:
        declare(RANGES, name, parameters, *others)(lambda one, two: test(_as_range(one), _as_range(two)))

    return put


_POINTS = ("point1, point2", "point, range", "range, point", "range1, range2")
_relation("before", *_POINTS)(_is_before)
_relation("after", *_POINTS)(lambda one, two: _is_before(two, one))
_relation("meets", "range1, range2")(_meets)
_relation("met by", "range1, range2")(lambda one, two: _meets(two, one))
_relation("overlaps", "range1, range2")(_overlap)
_relation("overlaps before", "range1, range2")(
    lambda one, two: _overlap(one, two) and not _starts_not_before(one, two) and _ends_not_after(one, two)
)
_relation("overlaps after", "range1, range2")(
    lambda one, two: _overlap(one, two) and not _starts_not_before(two, one) and _ends_not_after(two, one)
)
_relation("finishes", "range1, range2", "point, range")(
    lambda one, two: _same_end(one, two) and _starts_not_before(one, two)
)
_relation("finished by", "range1, range2", "range, point")(
    lambda one, two: _same_end(one, two) and _starts_not_before(two, one)
)
_relation("includes", "range1, range2", "range, point")(lambda one, two: _within(two, one))
_relation("during", "range1, range2", "point, range")(_within)
_relation("starts", "range1, range2", "point, range")(
    lambda one, two: _same_start(one, two) and _ends_not_after(one, two)
)
_relation("started by", "range1, range2", "range, point")(
    lambda one, two: _same_start(one, two) and _ends_not_after(two, one)
)
_relation("coincides", "range1, range2", "point1, point2")(
    lambda one, two: _same_start(one, two) and _same_end(one, two)
)

_RANGE_TEXT = re.compile(r"\s*([\[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\[\])])\s*", re.DOTALL)
_NUMBER = re.compile(r"-?(\d+(\.\d+)?|\.\d+)", re.ASCII)
_TEMPORAL = re.compile(r'(?:@|(?:date and time|date|time|duration)\s*\(\s*)"([^"]*)"\s*\)?')


@declare(RANGES, "range", "from")
def of_text(value: Value) -> Value:
    """A range from text such as `[1..10)`; the ends are literals."""
    match = _RANGE_TEXT.fullmatch(text(value))
    if match is None:
        raise Failure("the text is not a range; write [1..10]")
    low, high = _end(match[2]), _end(match[3])
    if low is not None and high is not None and order(low, high) > 0:
        raise Failure("the range ends before it starts")
    if (low is None and match[1] == "[") or (high is None and match[4] == "]"):
        raise Failure("an end without a value must be open")
    if low is None and high is None:
        raise Failure("a range needs at least one end")
    return Range(low, match[1] == "[", high, match[4] == "]")


def _end(written: str) -> Value:
    if written in ("", "null"):
        return None
    if _NUMBER.fullmatch(written):
        return number(written)
    if len(written) > 1 and written[0] == written[-1] == '"':
        return written[1:-1]
    match = _TEMPORAL.fullmatch(written)
    if match is None:
        raise Failure(f"“{written[:40]}” cannot be the end of a range")
    return read_temporal(match[1])
