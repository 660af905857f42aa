"""What stands after a dot: an entry of a context, a part of a date, duration or range; of each item of a list."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from .temporal import DAY, SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time
from .values import Failure, Range, Value, kind, number


def member(value: Value, name: str) -> Value:
    """``value.name``; `Failure` if there is no such part."""
    if isinstance(value, dict):
        if name in value:
            found: Value = value[name]
            return found
        raise Failure(f"the context has no entry “{name}”")
    if isinstance(value, tuple):
        return tuple(_or_null(item, name) for item in value)
    part = _PARTS.get(type(value), {}).get(name)
    if part is None:
        raise Failure(f"{kind(value)} has no part “{name}”")
    return part(value)


def _or_null(value: Value, name: str) -> Value:
    try:
        return member(value, name)
    except Failure:
        return None


def _offset(offset: int | None) -> Value:
    return None if offset is None else DaysDuration(offset * SECOND)


_DATE: dict[str, Callable[[Date], Value]] = {
    "year": lambda date: number(date.year),
    "month": lambda date: number(date.month),
    "day": lambda date: number(date.day),
    "weekday": lambda date: number(date.weekday),
}
_TIME: dict[str, Callable[[Time], Value]] = {
    "hour": lambda time: number(time.hour),
    "minute": lambda time: number(time.minute),
    "second": lambda time: number(time.second) + Decimal(time.nano) / SECOND if time.nano else number(time.second),
    "time offset": lambda time: _offset(time.usual_offset),
    "timezone": lambda time: time.zone,
}
_DAYS: dict[str, Callable[[DaysDuration], Value]] = {
    "days": lambda duration: _signed(duration.nanos, DAY, None),
    "hours": lambda duration: _signed(duration.nanos, 3600 * SECOND, 24),
    "minutes": lambda duration: _signed(duration.nanos, 60 * SECOND, 60),
    "seconds": lambda duration: _signed(duration.nanos, SECOND, 60),
}
_MONTHS: dict[str, Callable[[MonthsDuration], Value]] = {
    "years": lambda duration: _signed(duration.months, 12, None),
    "months": lambda duration: _signed(duration.months, 1, 12),
}
_RANGE: dict[str, Callable[[Range], Value]] = {
    "start": lambda limits: limits.low,
    "end": lambda limits: limits.high,
    "start included": lambda limits: limits.low_included,
    "end included": lambda limits: limits.high_included,
}


def _signed(whole: int, unit: int, modulus: int | None) -> Value:
    count = abs(whole) // unit
    count = count if modulus is None else count % modulus
    return number(-count if whole < 0 else count)


def _of_moment(name: str) -> Callable[[DateTime], Value]:
    if name in _DATE:
        return lambda moment: _DATE[name](moment.date)
    if name == "time offset":
        return lambda moment: _offset(moment.time.offset_on(moment.date))
    return lambda moment: _TIME[name](moment.time)


_PARTS: dict[type, dict[str, Callable[..., Value]]] = {
    Date: {**_DATE},
    Time: {**_TIME},
    DateTime: {name: _of_moment(name) for name in (*_DATE, *_TIME)},
    DaysDuration: {**_DAYS},
    MonthsDuration: {**_MONTHS},
    Range: {**_RANGE},
}
MEMBER_NAMES = frozenset(name for parts in _PARTS.values() for name in parts)
"""The names of all parts; those with a space must be known when an expression is parsed."""


def has_part(of: type, name: str) -> bool:
    """Whether values of a class have a part of that name."""
    return name in _PARTS.get(of, {})
