"""Imprecise dates, as papers give them, each with the bounds between which it lies.

Written as EDTF where the standard has a form: a day ``1957-12-14``, a month ``1957-12``, a year ``1957``, a
range ``1987-06/1987-10``, by the end of ``../1987-12-31``, from then on ``1988/..``. "Immediately" has no EDTF form and
is written ``immediately:`` with the day on which it was said, or ``immediately`` where nobody knows that day; no date
at all is the empty text.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from verbale.kernel.errors import WrongUse


class Precision(StrEnum):
    """How a date was given."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    BY = "by"
    SINCE = "since"
    IMMEDIATELY = "immediately"
    NONE = "none"


class NoDate(WrongUse):
    """“{text}” is no date that can be kept. Write 1987-10-16, 1987-10, 1987, 1987-06/1987-10, ../1987-12-31,
    1988/.., immediately:1987-05-18, immediately, or nothing."""


class BackwardRange(WrongUse):
    """The range {text} ends before it begins."""


@dataclass(frozen=True, slots=True)
class ImpreciseDate:
    """A date with its precision and its bounds, all of which follow from its text.

    ``earliest`` and ``latest`` are the first and the last day it may mean; None where it has no bound. For
    "immediately" both are the day on which it was said, None where that is not known. Equality is equality of the
    text as kept.
    """

    edtf: str
    precision: Precision = field(init=False)
    earliest: date | None = field(init=False)
    latest: date | None = field(init=False)

    def __post_init__(self) -> None:
        for name, value in zip(("precision", "earliest", "latest"), _meaning(self.edtf), strict=True):
            object.__setattr__(self, name, value)

    @classmethod
    def read(cls, text: str) -> ImpreciseDate:
        """Reads the text described above, with spaces around it; anything else is refused."""
        return cls(text.strip())

    @classmethod
    def immediately(cls, anchor: date | None = None) -> ImpreciseDate:
        """At once, counted from the day on which it was said, if that is known."""
        return cls(f"{_AT_ONCE}:{anchor.isoformat()}" if anchor else _AT_ONCE)

    @classmethod
    def by(cls, latest: date) -> ImpreciseDate:
        """By the end of a day: any time up to and including it."""
        return cls(f"../{latest.isoformat()}")

    def __str__(self) -> str:
        return self.edtf


_AT_ONCE = "immediately"
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"(\d{4})", re.ASCII)

Meaning = tuple[Precision, date | None, date | None]


def _meaning(text: str) -> Meaning:
    if not text:
        return Precision.NONE, None, None
    if text == _AT_ONCE:
        return Precision.IMMEDIATELY, None, None
    if text.startswith(f"{_AT_ONCE}:"):
        precision, *bounds = _span(text.removeprefix(f"{_AT_ONCE}:"), text)
        if precision is not Precision.DAY:
            raise NoDate(text=text)
        return Precision.IMMEDIATELY, bounds[0], bounds[1]
    if "/" in text:
        return _interval(text)
    return _span(text, text)


def _interval(text: str) -> Meaning:
    begin, _, end = text.partition("/")
    if end == "..":
        _, earliest, _ = _span(begin, text)
        return Precision.SINCE, earliest, None
    _, _, latest = _span(end, text)
    if begin == "..":
        return Precision.BY, None, latest
    _, earliest, _ = _span(begin, text)
    if latest < earliest:
        raise BackwardRange(text=text)
    return Precision.RANGE, earliest, latest


def _span(text: str, whole: str) -> tuple[Precision, date, date]:
    try:
        if found := _DAY.fullmatch(text):
            day = date(*map(int, found.groups()))
            return Precision.DAY, day, day
        if found := _MONTH.fullmatch(text):
            year, month = map(int, found.groups())
            return Precision.MONTH, date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if found := _YEAR.fullmatch(text):
            return Precision.YEAR, date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)
    except (ValueError, calendar.IllegalMonthError) as fault:
        raise NoDate(text=whole) from fault
    raise NoDate(text=whole)
