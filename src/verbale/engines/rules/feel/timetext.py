"""Dates, times and durations read from ISO text and written as it."""

from __future__ import annotations

import re
from typing import TypeAlias

from .temporal import DAY, SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time, zone_named

Temporal: TypeAlias = Date | Time | DateTime | DaysDuration | MonthsDuration

_DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)", re.ASCII)
_TIME = re.compile(
    r"(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(?:(Z|z)|([+-])(\d\d):(\d\d)(?::(\d\d))?|@([A-Za-z][\w+/-]*))?", re.ASCII
)
_DAYS = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?", re.ASCII)
_MONTHS = re.compile(r"(-)?P(?:(\d+)Y)?(?:(\d+)M)?", re.ASCII)


def read_date(text: str) -> Date:
    """`YYYY-MM-DD`; ValueError otherwise."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a date; write 1964-02-18")
    return Date(int(match[1]), int(match[2]), int(match[3]))


def read_time(text: str) -> Time:
    """`HH:MM:SS`, with fraction, offset or `@Zone/Name` if wished; ValueError otherwise."""
    match = _TIME.fullmatch(text.removeprefix("T"))
    if match is None:
        raise ValueError(f"“{text}” is not a time; write 09:30:00")
    nano = int((match[4] or "0").ljust(9, "0"))
    offset = 0 if match[5] else None
    if match[6]:
        if int(match[8]) > 59 or int(match[9] or 0) > 59:
            raise ValueError("no such offset")
        seconds = int(match[7]) * 3600 + int(match[8]) * 60 + int(match[9] or 0)
        offset = -seconds if match[6] == "-" else seconds
    if match[10]:
        zone_named(match[10])
    return Time(int(match[1]), int(match[2]), int(match[3]), nano, offset, match[10])


def read_date_time(text: str) -> DateTime:
    """Date, `T`, time; a date alone is its midnight; ValueError otherwise."""
    day, mark, time = text.partition("T")
    if not mark:
        return DateTime(read_date(day), Time(0, 0, 0))
    if not time:
        raise ValueError("a time must follow the T")
    return DateTime(read_date(day), read_time(time) if time[:1] != "T" else read_time("?"))


def read_duration(text: str) -> DaysDuration | MonthsDuration:
    """ISO 8601 duration of one of FEEL's two kinds; ValueError otherwise."""
    if len(text) > 60:
        raise ValueError("the duration is too long")
    match = _MONTHS.fullmatch(text)
    if match and (match[2] or match[3]):
        months = int(match[2] or 0) * 12 + int(match[3] or 0)
        return MonthsDuration(-months if match[1] else months)
    match = _DAYS.fullmatch(text)
    if match is None or not any(match[part] for part in range(2, 6)):
        raise ValueError(f"“{text}” is not a duration; write P1Y6M or P3DT12H")
    seconds = ((int(match[2] or 0) * 24 + int(match[3] or 0)) * 60 + int(match[4] or 0)) * 60 + int(match[5] or 0)
    nanos = seconds * SECOND + int((match[6] or "")[:9].ljust(9, "0"))
    return DaysDuration(-nanos if match[1] else nanos)


def read_temporal(text: str) -> Temporal:
    """Whatever `@"…"` may hold; ValueError otherwise."""
    if text.lstrip("-").startswith("P"):
        return read_duration(text)
    if _DATE.fullmatch(text):
        return read_date(text)
    return read_date_time(text) if "T" in text.strip("T") and _DATE.match(text) else read_time(text)


def function_for(text: str) -> str:
    """The function that would read what `@"…"` is meant to hold."""
    if text.lstrip("-").startswith("P"):
        return "duration"
    if re.match(r"-?\d+-", text):
        return "date and time" if "T" in text else "date"
    return "time"


def write_temporal(value: Temporal) -> str:
    """The ISO text of a temporal value."""
    match value:
        case Date():
            return f"{'-' if value.year < 0 else ''}{abs(value.year):04d}-{value.month:02d}-{value.day:02d}"
        case Time():
            return f"{value.hour:02d}:{value.minute:02d}:{value.second:02d}{_fraction(value.nano)}{_place(value)}"
        case DateTime():
            return f"{write_temporal(value.date)}T{write_temporal(value.time)}"
        case MonthsDuration():
            return _write_months(value.months)
        case DaysDuration():
            return _write_days(value.nanos)


def _fraction(nano: int) -> str:
    return f".{nano:09d}".rstrip("0") if nano else ""


def _place(time: Time) -> str:
    if time.zone:
        return f"@{time.zone}"
    if time.offset is None:
        return ""
    if time.offset == 0:
        return "Z"
    hours, rest = divmod(abs(time.offset), 3600)
    seconds = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{'-' if time.offset < 0 else '+'}{hours:02d}:{rest // 60:02d}{seconds}"


def _write_months(months: int) -> str:
    years, rest = divmod(abs(months), 12)
    text = (f"{years}Y" if years else "") + (f"{rest}M" if rest else "")
    return ("-" if months < 0 else "") + "P" + (text or "0M")


def _write_days(nanos: int) -> str:
    days, rest = divmod(abs(nanos), DAY)
    seconds, nano = divmod(rest, SECOND)
    clock = (f"{seconds // 3600}H" if seconds >= 3600 else "") + (
        f"{seconds // 60 % 60}M" if seconds // 60 % 60 else ""
    )
    if seconds % 60 or nano:
        clock += f"{seconds % 60}{_fraction(nano)}S"
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if nanos < 0 else "") + "P" + (text or "T0S")
