"""The clock of the pages: the one place where a view asks for the time."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from verbale.kernel.clock import Clock, SystemClock

CLOCK: Clock = SystemClock()


def now() -> datetime:
    """The moment, in UTC."""
    return CLOCK.now()


def today() -> date:
    """The day in the office's time zone, which is active while a request is answered."""
    return timezone.localtime(now()).date()
