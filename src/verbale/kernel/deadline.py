"""How long something may take that somebody waits for: one bound for all of its steps.

until = Deadline.after(20)
search(seconds=min(5, until.left))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from time import monotonic

Seconds = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a time, in seconds of a ``clock`` that never goes back, wherever it began to count."""

    end: float
    clock: Seconds = monotonic

    @classmethod
    def after(cls, seconds: float, clock: Seconds = monotonic) -> Deadline:
        """So many seconds from now."""
        return cls(clock() + seconds, clock)

    @property
    def left(self) -> float:
        """Seconds until then, none once it is past."""
        return max(self.end - self.clock(), 0.0)

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return not self.left

    def within(self, seconds: float) -> Deadline:
        """The same, or so many seconds from now if that is sooner."""
        return Deadline(min(self.end, self.clock() + seconds), self.clock)


NEVER = Deadline(inf)
"""Of what takes as long as it takes."""
