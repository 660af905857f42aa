"""Dates, times and durations of FEEL: any year, nanoseconds, offsets and named zones."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache

SECOND = 10**9
"""Nanoseconds in a second."""
DAY = 86_400 * SECOND
MAX_YEAR = 999_999_999
MAX_MONTHS = 24 * MAX_YEAR + 24
MAX_NANOS = 2 * 366 * (MAX_YEAR + 1) * DAY
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Of the proleptic Gregorian calendar."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month - 1]


@dataclass(frozen=True, slots=True, order=True)
class Date:
    """A day of the proleptic Gregorian calendar; ValueError if there is no such day."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not (abs(self.year) <= MAX_YEAR and 1 <= self.month <= 12):
            raise ValueError("no such month")
        if not 1 <= self.day <= month_length(self.year, self.month):
            raise ValueError("no such day")

    @property
    def ordinal(self) -> int:
        """Days since 1 March of the year 0; negative before it."""
        year, month = (self.year, self.month) if self.month > 2 else (self.year - 1, self.month + 12)
        return 365 * year + year // 4 - year // 100 + year // 400 + (153 * (month - 3) + 2) // 5 + self.day - 1

    @classmethod
    def of_ordinal(cls, ordinal: int) -> Date:
        """The inverse of ``ordinal``."""
        era, rest = divmod(ordinal, 146_097)
        year = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
        days = rest - (365 * year + year // 4 - year // 100)
        month = (5 * days + 2) // 153
        day = days - (153 * month + 2) // 5 + 1
        year += era * 400
        return cls(year, month + 3, day) if month < 10 else cls(year + 1, month - 9, day)

    @property
    def weekday(self) -> int:
        """1 is Monday, 7 is Sunday."""
        return (self.ordinal + 2) % 7 + 1

    def plus_months(self, months: int) -> Date:
        """The same day so many months on, or the last day of a shorter month."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        if abs(year) > MAX_YEAR:
            raise ValueError("beyond the calendar")
        return Date(year, month + 1, min(self.day, month_length(year, month + 1)))


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day; ``offset`` in seconds east of UTC, or a named ``zone``, or neither.

    ``second_hour``: where the clocks of a zone are put back, the later of the two hours that are called the same.
    """

    hour: int
    minute: int
    second: int
    nano: int = 0
    offset: int | None = None
    zone: str | None = None
    second_hour: bool = False

    def __post_init__(self) -> None:
        if not (0 <= self.hour < 24 and 0 <= self.minute < 60 and 0 <= self.second < 60 and 0 <= self.nano < SECOND):
            raise ValueError("no such time")
        if self.offset is not None and abs(self.offset) > 14 * 3600:
            raise ValueError("no such offset")

    @property
    def nanos(self) -> int:
        """Nanoseconds since midnight, local."""
        return ((self.hour * 60 + self.minute) * 60 + self.second) * SECOND + self.nano

    @property
    def is_local(self) -> bool:
        """Neither offset nor zone."""
        return self.offset is None and self.zone is None

    @property
    def usual_offset(self) -> int | None:
        """Seconds east of UTC on no particular day: for a named zone those of its standard time; None if local."""
        return self.offset if self.zone is None else _standard_offset(self.zone)

    def at_nanos(self, nanos: int) -> Time:
        """Another time of day with the same offset or zone."""
        seconds, nano = divmod(nanos % DAY, SECOND)
        return Time(seconds // 3600, seconds // 60 % 60, seconds % 60, nano, self.offset, self.zone)

    def offset_on(self, date: Date) -> int | None:
        """Seconds east of UTC on that day; None for a local time."""
        if self.zone is None:
            return self.offset
        near, zone = _near(date), zone_named(self.zone)
        clock = self.hour, self.minute, self.second
        return _seconds_east(datetime(*near, *clock, tzinfo=zone, fold=int(self.second_hour)))


@dataclass(frozen=True, slots=True)
class DateTime:
    """A day and a time of that day."""

    date: Date
    time: Time

    @property
    def instant(self) -> int:
        """Nanoseconds on one line: UTC where offset or zone is known, else local."""
        return self.date.ordinal * DAY + self.time.nanos - (self.time.offset_on(self.date) or 0) * SECOND

    def plus_nanos(self, nanos: int) -> DateTime:
        """Later by so many nanoseconds of real time, whatever a named zone does to its clocks meanwhile."""
        if self.time.zone is not None:
            return _in_zone(self.instant + nanos, self.time)
        days, rest = divmod(self.time.nanos + nanos, DAY)
        return DateTime(Date.of_ordinal(self.date.ordinal + days), self.time.at_nanos(rest))


def _near(date: Date) -> tuple[int, int, int]:
    """A day of Python's years 1 to 9999 on which the zones do the same: their rules repeat with the calendar."""
    if 1 < date.year < 9999:
        return date.year, date.month, date.day
    return (9200 if date.year > 1 else 400) + date.year % 400, date.month, date.day


def _seconds_east(moment: datetime) -> int:
    return int((moment.utcoffset() or timedelta()).total_seconds())


def _in_zone(instant: int, like: Time) -> DateTime:
    """The moment of a named zone at an instant of UTC."""
    days, rest = divmod(instant, DAY)
    moment = datetime(*_near(Date.of_ordinal(days)), tzinfo=UTC) + timedelta(microseconds=rest // 1000)
    local = moment.astimezone(zone_named(like.zone or "UTC"))
    days, rest = divmod(instant + _seconds_east(local) * SECOND, DAY)
    return DateTime(Date.of_ordinal(days), replace(like.at_nanos(rest), second_hour=bool(local.fold)))


@dataclass(frozen=True, slots=True, order=True)
class DaysDuration:
    """A duration in days and time, in nanoseconds; ValueError if it is longer than the calendar."""

    nanos: int

    def __post_init__(self) -> None:
        if abs(self.nanos) > MAX_NANOS:
            raise ValueError("a duration longer than the calendar")


@dataclass(frozen=True, slots=True, order=True)
class MonthsDuration:
    """A duration in years and months, in months; ValueError if it is longer than the calendar."""

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > MAX_MONTHS:
            raise ValueError("a duration longer than the calendar")


_NO_ZONES = frozenset(("localtime", "posixrules", "Factory"))
"""What lies among the zones of many machines, and is another zone on each."""


def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """The zone of that IANA name; ValueError if there is none."""
    if name in _NO_ZONES or name.startswith(("posix/", "right/")):
        raise ValueError(f"there is no time zone {name}")
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError) as fault:
        raise ValueError(f"there is no time zone {name}") from fault


@lru_cache(maxsize=256)
def _standard_offset(zone: str) -> int:
    """Seconds east of UTC in winter, north or south, by the rules of 2024: those of 1970 are long forgotten."""
    return min(_seconds_east(datetime(2024, month, 1, tzinfo=zone_named(zone))) for month in (1, 7))


def of_datetime(moment: datetime) -> DateTime:
    """A Python moment as a FEEL value; without time zone it is local."""
    offset = moment.utcoffset()
    time = Time(
        moment.hour,
        moment.minute,
        moment.second,
        moment.microsecond * 1000,
        0 if moment.tzinfo is UTC else None if offset is None else int(offset.total_seconds()),
    )
    return DateTime(Date(moment.year, moment.month, moment.day), time)
