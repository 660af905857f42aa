"""How large the next piece is: as much as the line carries in a few seconds, and not more than the partner takes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

SMALLEST, FIRST = 64 * 1024, 512 * 1024
QUICK, SLOW = 2.0, 10.0
"""Seconds: a piece that took less is followed by one twice as large, one that took more by one half as large."""


@dataclass(slots=True)
class Pieces:
    """The size of the next piece in bytes, at most ``largest``, and the end of this round's time for the transfer."""

    largest: int
    seconds: float
    size: int = FIRST
    begun: float = field(default_factory=lambda: time.monotonic())

    def next(self, left: int) -> int:
        """Bytes of the next piece, where so many are left."""
        return max(1, min(self.size, self.largest, left))

    def agree(self, told: object) -> None:
        """The partner takes pieces of so many bytes at most, if that is what it told."""
        if type(told) is int:
            self.largest = max(1, min(self.largest, told))

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Measures how long a piece takes, and adapts the next."""
        begin = time.monotonic()
        try:
            yield
        except Exception:
            self.size = max(SMALLEST, self.size // 2)
            raise
        took = time.monotonic() - begin
        if took < QUICK:
            self.size = min(self.size * 2, max(self.largest, SMALLEST))
        elif took > SLOW:
            self.size = max(SMALLEST, self.size // 2)

    @property
    def over(self) -> bool:
        """Whether the rest is left to the next round."""
        return time.monotonic() - self.begun >= self.seconds
