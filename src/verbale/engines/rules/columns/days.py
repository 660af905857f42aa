"""The orders of dates, of moments and of lengths of time: whole numbers underneath."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import ibis

from ..feel import Value
from ..feel.temporal import DAY, SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time
from .order import Column, Span, Whole

_SECONDS = 86_400
EPOCH = Date(1970, 1, 1).ordinal
_FIRST_DAY, _LAST_DAY = Date(1, 1, 1).ordinal - EPOCH, Date(9999, 12, 31).ordinal - EPOCH


@dataclass(frozen=True, slots=True)
class Lengths(Whole):
    """Durations as whole numbers: of days, or of months."""

    unit: str
    lowest: int
    highest: int

    def edges(self, constant: Value) -> Iterable[int]:
        if self.unit == "months":
            return (constant.months, constant.months + 1) if type(constant) is MonthsDuration else ()
        if type(constant) is not DaysDuration:
            return ()
        floor, rest = divmod(constant.nanos, DAY)
        return (floor + 1,) if rest else (floor, floor + 1)

    def of(self, whole: int) -> Value:
        return MonthsDuration(whole) if self.unit == "months" else DaysDuration(whole * DAY)

    def literal(self, whole: int) -> Any:
        return ibis.literal(whole, type="int32")


@dataclass(frozen=True, slots=True)
class Moments(Whole):
    """Dates with times, as whole seconds since 1970: FEEL compares no smaller parts."""

    zoned: bool = False
    """Whether they are of UTC rather than local."""
    later: int = 0
    """By how many seconds they are later than the column's."""
    lowest: int = _FIRST_DAY * _SECONDS
    highest: int = (_LAST_DAY + 1) * _SECONDS - 1

    def edges(self, constant: Value) -> Iterable[int]:
        if type(constant) is not DateTime:
            return ()
        second = (constant.instant - EPOCH * DAY) // SECOND - self.later
        return (second, second + 1)

    def of(self, whole: int) -> Value:
        day, second = divmod(whole + self.later, _SECONDS)
        time = Time(second // 3600, second // 60 % 60, second % 60, 0, 0 if self.zoned else None)
        return DateTime(Date.of_ordinal(day + EPOCH), time)

    def literal(self, whole: int) -> Any:
        zone = datetime.UTC if self.zoned else None
        return ibis.literal(datetime.datetime(1970, 1, 1, tzinfo=zone) + datetime.timedelta(seconds=whole))

    def before(self, column: Column, high: int) -> Column:
        return column < self.literal(high)  # a second has fractions

    def point(self, span: Span) -> Any:  # noqa: ARG002 - a second is not one moment
        return None


@dataclass(frozen=True, slots=True)
class Days(Whole):
    """Dates, as days since 1970."""

    lowest: int = _FIRST_DAY
    highest: int = _LAST_DAY
    counted: bool = False
    """Whether the days stand as numbers, which have no last one."""

    def edges(self, constant: Value) -> Iterable[int]:
        if type(constant) is not Date:
            return ()
        day = constant.ordinal - EPOCH
        return (day, day + 1)

    def of(self, whole: int) -> Value:
        return Date.of_ordinal(whole + EPOCH)

    def literal(self, whole: int) -> Any:
        if self.counted:
            return ibis.literal(whole, type="int32")
        return ibis.literal(datetime.date(1970, 1, 1) + datetime.timedelta(days=whole))
