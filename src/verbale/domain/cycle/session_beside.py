"""How what meets in parallel lies to a session: on its days, before or after it (S81; COMMISSION.md, 3.5)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Protocol

from verbale.kernel.imprecise import ImpreciseDate


class Dated(Protocol):
    """Whatever has two imprecise dates, as a session, a body beside it and a visit have."""

    begins: str
    ends: str


class Alongside(StrEnum):
    """How the days of one lie to those of another."""

    SAME = "same"
    WITHIN = "within"
    OVERLAPS = "overlaps"
    BEFORE = "before"
    AFTER = "after"
    OPEN = "open"
    """A date without a bound does not say."""


def days(one: Dated) -> tuple[date | None, date | None]:
    """The first day by which it may begin, and the last on which it may end."""
    begins, ends = ImpreciseDate.read(one.begins), ImpreciseDate.read(one.ends)
    return begins.earliest, ends.latest or begins.latest


def alongside(session: Dated, beside: Dated) -> Alongside:
    """How what meets beside a session lies to it, by the widest days that both dates may mean."""
    (first, last), (begins, ends) = days(session), days(beside)
    if first is None or last is None or begins is None or ends is None:
        return Alongside.OPEN
    if ends < first:
        return Alongside.BEFORE
    if begins > last:
        return Alongside.AFTER
    if (begins, ends) == (first, last):
        return Alongside.SAME
    return Alongside.WITHIN if first <= begins and ends <= last else Alongside.OVERLAPS
