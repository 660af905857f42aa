"""An explicit clock: whoever needs the time is given one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from verbale.kernel.errors import WrongUse


class Clock(Protocol):
    """Tells the moment, always with a time zone."""

    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class SetClock:
    """A clock that stands still until it is moved; for tests, the demo, and replays."""

    moment: datetime

    def __post_init__(self) -> None:
        self.moment = require_zone(self.moment)

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> datetime:
        """Moves the clock on by the keywords of ``timedelta`` and tells the new moment."""
        self.moment += timedelta(**by)
        return self.moment


class NoZone(WrongUse):
    """The moment {moment} has no time zone. Give it one, for example 2026-11-21T09:00:00Z."""


class NoMoment(WrongUse):
    """“{text}” is no moment that can be kept. Write it like 2026-11-21T09:00:00Z."""


def require_zone(moment: datetime) -> datetime:
    """Returns the moment in UTC; refuses one without a zone."""
    if moment.utcoffset() is None:
        raise NoZone(moment=moment.isoformat())
    try:
        return moment.astimezone(UTC)
    except OverflowError as fault:
        raise NoMoment(text=moment.isoformat()) from fault


def stamp(moment: datetime) -> str:
    """The one spelling of a moment that is signed and hashed: RFC 3339, UTC, microseconds, Z."""
    return require_zone(moment).isoformat(timespec="microseconds").replace("+00:00", "Z")


_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)?", re.ASCII)


def read_stamp(text: str) -> datetime:
    """The moment that ``stamp`` wrote, or any RFC 3339 moment with a zone and at most microseconds."""
    if not _RFC_3339.fullmatch(text):
        raise NoMoment(text=text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as fault:
        raise NoMoment(text=text) from fault
    return require_zone(moment)
