"""Functions of dates, times and durations."""

from __future__ import annotations

from decimal import Decimal

from ..scope import Scope
from ..temporal import SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time
from ..timetext import read_date, read_date_time, read_duration, read_time
from ..values import Failure, Value, kind, number
from .registry import Table, decimal, declare, declare_scoped, single, text, whole_number

TEMPORALS: Table = {}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = tuple("January February March April May June July August September October November December".split())


@declare(TEMPORALS, "date", "from", "year, month, day", optional=0, variadic=True)
def date(*values: Value) -> Value:
    """From a text, from a moment, or from year, month and day."""
    if len(values) == 3:
        return Date(*(whole_number(value, name) for value, name in zip(values, ("year", "month", "day"), strict=True)))
    if len(values) != 1:
        raise Failure("it takes a text, a moment, or year, month and day")
    match single(values[0]):
        case str(written):
            return read_date(written)
        case Date() as day:
            return day
        case DateTime() as moment:
            return moment.date
    raise Failure(f"{kind(values[0])} is no date")


@declare(TEMPORALS, "time", "from", "hour, minute, second", "hour, minute, second, offset", variadic=True)
def time(*values: Value) -> Value:
    """From a text, from a moment, or from hour, minute, second and offset."""
    if len(values) in (3, 4):
        return _time_of(*values)
    if len(values) != 1:
        raise Failure("it takes a text, a moment, or hour, minute and second")
    match single(values[0]):
        case str(written):
            return read_time(written)
        case Time() as clock:
            return clock
        case DateTime() as moment:
            return moment.time
        case Date():
            return Time(0, 0, 0, 0, 0)
    raise Failure(f"{kind(values[0])} is no time")


def _time_of(hour: Value, minute: Value, second: Value, offset: Value = None) -> Time:
    offset = single(offset)
    if offset is not None and not isinstance(offset, DaysDuration):
        raise Failure("the offset must be a duration")
    nanos = int(decimal(second) * SECOND)
    return Time(
        whole_number(hour, "hour"),
        whole_number(minute, "minute"),
        nanos // SECOND,
        nanos % SECOND,
        None if offset is None else offset.nanos // SECOND,
    )


@declare(TEMPORALS, "date and time", "from", "date, time", variadic=True)
def date_and_time(*values: Value) -> Value:
    """From a text, or from a date and a time."""
    match tuple(map(single, values)):
        case (str(written),):
            return read_date_time(written)
        case (DateTime() as moment,):
            return moment
        case (Date() as day,):
            return DateTime(day, Time(0, 0, 0, 0, 0))
        case (Date() as day, Time() as clock):
            return DateTime(day, clock)
        case (DateTime() as moment, Time() as clock):
            return DateTime(moment.date, clock)
    raise Failure("it takes a text, or a date and a time")


@declare(TEMPORALS, "duration", "from")
def duration(value: Value) -> Value:
    """From a text."""
    value = single(value)
    return value if isinstance(value, DaysDuration | MonthsDuration) else read_duration(text(value))


@declare(TEMPORALS, "years and months duration", "from, to")
def months_between(start: Value, end: Value) -> Value:
    """Whole months between two days."""
    one, two = _day(start), _day(end)
    months = (two.year - one.year) * 12 + two.month - one.month
    if months > 0 and two.day < one.day:
        months -= 1
    elif months < 0 and two.day > one.day:
        months += 1
    return MonthsDuration(months)


def _day(value: Value) -> Date:
    value = single(value)
    if isinstance(value, DateTime):
        return value.date
    if isinstance(value, Date):
        return value
    raise Failure(f"a date is wanted, not {kind(value)}")


@declare(TEMPORALS, "day of year", "date")
def day_of_year(value: Value) -> Value:
    """1 to 366."""
    day = _day(value)
    return number(day.ordinal - Date(day.year, 1, 1).ordinal + 1)


@declare(TEMPORALS, "day of week", "date")
def day_of_week(value: Value) -> Value:
    """The English name of the day."""
    return _DAYS[_day(value).weekday - 1]


@declare(TEMPORALS, "month of year", "date")
def month_of_year(value: Value) -> Value:
    """The English name of the month."""
    return _MONTHS[_day(value).month - 1]


@declare(TEMPORALS, "week of year", "date")
def week_of_year(value: Value) -> Value:
    """The week of ISO 8601."""
    day = _day(value)
    thursday = Date.of_ordinal(day.ordinal - day.weekday + 4)
    return number((thursday.ordinal - Date(thursday.year, 1, 1).ordinal) // 7 + 1)


@declare(TEMPORALS, "last day of month", "date")
def last_day(value: Value) -> Value:
    """28 to 31."""
    day = _day(value)
    return Decimal(Date(day.year, day.month, 1).plus_months(1).ordinal - Date(day.year, day.month, 1).ordinal)


@declare_scoped(TEMPORALS, "now", "")
def now(scope: Scope) -> Value:
    """The moment of the decision, as the caller told it."""
    if scope.budget.now is None:
        raise Failure("nobody said what time it is")
    return scope.budget.now


@declare_scoped(TEMPORALS, "today", "")
def today(scope: Scope) -> Value:
    """The day of the decision, as the caller told it."""
    if scope.budget.now is None:
        raise Failure("nobody said what day it is")
    return scope.budget.now.date
