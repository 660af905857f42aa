"""The Gregorian calendar in whole numbers, which every engine reckons alike."""

from __future__ import annotations

import ibis

from .days import EPOCH
from .order import Column

_CYCLE, _CYCLE_DAYS = 400, 146_097
"""Years after which the calendar repeats itself, and their days."""
_WHOLE = "int32"


def later(year: Column, month: Column, day: Column, months: int) -> Column:
    """So many months later, or earlier: the days since 1970; the last day of a shorter month."""
    # Whole cycles are added first, so that nothing is ever below zero.
    cycles = abs(months) // (12 * _CYCLE) + 1
    count = (year * 12 + month + (months - 1 + 12 * _CYCLE * cycles)).cast("int64")
    year, month = (count // 12).cast("int64"), (count % 12).cast("int64") + 1
    length = _length(year, month)
    return (_ordinal(year, month, (day > length).ifelse(length, day)) - _CYCLE_DAYS * cycles - EPOCH).cast(_WHOLE)


def _length(year: Column, month: Column) -> Column:
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    thirty = month.isin([4, 6, 9, 11])
    told = [(month == 2) & leap, month == 2, thirty]
    made = [(condition, ibis.literal(days, _WHOLE)) for condition, days in zip(told, (29, 28, 30), strict=True)]
    return ibis.cases(*made, else_=ibis.literal(31, _WHOLE))


def _ordinal(year: Column, month: Column, day: Column) -> Column:
    """Days since 1 March of the year 0, as `Date.ordinal` counts them."""
    early = month <= 2
    year = year - early.ifelse(1, 0)
    month = month + early.ifelse(12, 0)
    return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + day - 1
