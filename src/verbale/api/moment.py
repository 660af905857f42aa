"""The clock of the door: the one place where it asks for the time."""

from __future__ import annotations

from datetime import datetime

from verbale.kernel.clock import Clock, SystemClock

CLOCK: Clock = SystemClock()


def now() -> datetime:
    """The moment, in UTC."""
    return CLOCK.now()
