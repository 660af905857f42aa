"""When two values are equal, and which is less."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from decimal import Decimal
from typing import Any

from .temporal import DAY, SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time
from .values import Failure, Function, Range, Value, kind

MAX_PARTS = 200_000
_PLAIN = frozenset((bool, Decimal, str, type(None)))


def equal(left: Value, right: Value) -> bool | None:
    """FEEL's `=`: null equals only null; values of two kinds cannot be compared, which gives None."""
    if left is None or right is None:
        return left is right
    if type(left) is not type(right):
        return None
    match left, right:
        case (tuple(), tuple()) | (dict(), dict()):
            return _alike(left, right)
        case (Time(), Time()):
            return left.is_local == right.is_local and _time_key(left) == _time_key(right)
        case (DateTime(), DateTime()):
            return left.time.is_local == right.time.is_local and _seconds(left) == _seconds(right)
        case (Range(), Range()):
            ends = equal(left.low, right.low) and equal(left.high, right.high)
            same = _included(left) == _included(right)
            return bool(ends) and same
        case (Function(), Function()):
            return left is right
    return bool(left == right)


def identical(left: Value, right: Value) -> bool:
    """Whether two values are the same in all their parts: moments with different zones are not."""
    return _alike(left, right, _is)


def _is(left: Value, right: Value) -> bool | None:
    return left == right if isinstance(left, Time | DateTime) else equal(left, right)


def _alike(left: Value, right: Value, alike: Callable[[Value, Value], bool | None] = equal) -> bool:
    """Lists and contexts, part by part; `Failure` where there are too many parts, for a part may be in many places."""
    waiting, looked = [(left, right)], 0
    while waiting:
        one, two = waiting.pop()
        looked += 1
        if looked > MAX_PARTS:
            raise Failure(f"lists or contexts of more than {MAX_PARTS} parts are not compared")
        if isinstance(one, tuple) and isinstance(two, tuple):
            if len(one) != len(two):
                return False
            waiting += zip(one, two, strict=True)
        elif isinstance(one, dict) and isinstance(two, dict):
            if one.keys() != two.keys():
                return False
            waiting += [(one[key], two[key]) for key in one]
        elif not alike(one, two):
            return False
    return True


def key(value: Value) -> Hashable:
    """Something that is the same for values that are equal, and for no others; it visits all parts of a value."""
    if type(value) in _PLAIN:
        return type(value), value
    match value:
        case tuple():
            return tuple, tuple(map(key, value))
        case dict():
            return dict, frozenset((name, key(item)) for name, item in value.items())
        case Time():
            return Time, value.is_local, _time_key(value)
        case DateTime():
            return DateTime, value.time.is_local, _seconds(value)
        case Range():
            return Range, key(value.low), key(value.high), _included(value)
        case Function():
            return Function, id(value)
    return type(value), value


def _included(limits: Range) -> tuple[bool, bool, str]:
    return limits.low_included, limits.high_included, limits.operator


def same(left: Value, right: Value) -> bool:
    """Equality where what cannot be compared is just different."""
    return equal(left, right) is True


def likeness(wanted: Value) -> Callable[[Value], bool]:
    """`same` with one value, made ready: long lists are mostly of numbers or texts."""
    kind = type(wanted)
    if kind in _PLAIN:
        return lambda value: type(value) is kind and value == wanted
    return lambda value: same(value, wanted)


def _time_key(time: Time) -> int:
    # The standard compares times by whole seconds.
    nanos = time.nanos if time.is_local else (time.nanos - (time.usual_offset or 0) * SECOND) % DAY
    return nanos // SECOND


def _seconds(moment: DateTime) -> int:
    return moment.instant // SECOND


def order(left: Value, right: Value) -> int:
    """-1, 0 or 1; `Failure` for values that have no order among them."""
    if type(left) is type(right):
        key = ORDERED_BY.get(type(left))
        if key is not None and (type(left) not in _ZONED or _on_one_line(left, right)):
            one, two = key(left), key(right)
            return int(one > two) - int(one < two)
    raise Failure(f"{kind(left)} and {kind(right)} cannot be compared")


def _on_one_line(left: Value, right: Value) -> bool:
    """Whether both are local, or neither: between the two nobody knows which comes first."""
    if isinstance(left, DateTime) and isinstance(right, DateTime):
        return left.time.is_local == right.time.is_local
    return not (isinstance(left, Time) and isinstance(right, Time)) or left.is_local == right.is_local


ORDERED_BY: dict[type, Callable[..., Any]] = {
    Decimal: lambda value: value,
    str: lambda value: value,
    Date: lambda value: (value.year, value.month, value.day),
    Time: _time_key,
    DateTime: _seconds,
    DaysDuration: lambda value: value.nanos,
    MonthsDuration: lambda value: value.months,
}
"""For each kind of values that has an order, what its values are ordered by."""


_ZONED = (Time, DateTime)
_BY_SIGN: dict[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


def holds(operator: str, left: Value, right: Value) -> bool | None:
    """One of = != < <= > >=; None where the two cannot be compared. Order with null is a `Failure`."""
    if operator == "=":
        return equal(left, right)
    if operator == "!=":
        same_values = equal(left, right)
        return None if same_values is None else not same_values
    return _BY_SIGN[operator](order(left, right))


def within(value: Value, limits: Range) -> bool:
    """Whether ``value`` lies in a range; `Failure` if it cannot be compared with the ends."""
    if limits.operator == "!=":
        return order(value, limits.low) != 0
    if limits.low is not None:
        sign = order(value, limits.low)
        if sign < 0 or (sign == 0 and not limits.low_included):
            return False
    if limits.high is not None:
        sign = order(value, limits.high)
        if sign > 0 or (sign == 0 and not limits.high_included):
            return False
    return limits.low is not None or limits.high is not None


def contains(found: Value, value: Value) -> bool | None:
    """What `value in found` asks: an element of a list, a point of a range, or equality; None where the value cannot be
    compared with the one or the other."""
    if isinstance(found, tuple):
        # A list of ranges is asked range by range; a list within is an item like others.
        return same(found, value) or any(
            same(item, value) if isinstance(item, tuple) else contains(item, value) for item in found
        )
    if isinstance(found, Range) and not isinstance(value, Range):
        if value is None and (found.low is not None or found.high is not None):
            return None
        try:
            return within(value, found)
        except Failure:
            return None
    return equal(found, value)
