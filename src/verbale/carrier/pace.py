"""The pace at which a partner's node is called: seldom while there is nothing, ever more seldom while it fails."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from verbale.kernel.clock import read_stamp, stamp
from verbale.kernel.errors import VerbaleError
from verbale.kernel.home import Home
from verbale.records.party import Party

FIRST, LONGEST = timedelta(seconds=10), timedelta(minutes=15)
"""How long after a fault the node is called again: the first time, and at most; the pause doubles with each fault."""


@dataclass(slots=True)
class Pace:
    """How often the line failed in a row, until when it rests, and when we last asked what waits for us."""

    path: Path
    faults: int = 0
    rests_until: datetime | None = None
    asked_at: datetime | None = None

    @classmethod
    def of(cls, partner: Party, home: Home) -> Pace:
        """As the last round left it; a new one if that cannot be read."""
        path = home.door / f"{partner.pk}.pace"
        try:
            told = json.loads(path.read_text("ascii"))
            return cls(path, int(told["faults"]), _moment(told["rests until"]), _moment(told["asked at"]))
        except (OSError, ValueError, TypeError, KeyError, VerbaleError):
            return cls(path)

    def rests(self, now: datetime) -> bool:
        """Whether the node is not to be called now. A clock that was put back ends the rest."""
        return self.rests_until is not None and self.rests_until - LONGEST <= now < self.rests_until

    def asks(self, now: datetime, pause: float) -> bool:
        """Whether it is time to ask what waits for us."""
        return self.asked_at is None or not timedelta(0) <= now - self.asked_at < timedelta(seconds=pause)

    def asked(self, now: datetime) -> None:
        """We asked."""
        self.asked_at = now
        self._keep()

    def worked(self) -> None:
        """The node answered."""
        if self.faults or self.rests_until is not None:
            self.faults, self.rests_until = 0, None
            self._keep()

    def failed(self, now: datetime, wait: int | None = None) -> None:
        """It did not, or asked us to ``wait`` so many seconds."""
        self.faults = min(self.faults + 1, 20)
        pause = FIRST * 2 ** (self.faults - 1) if wait is None else timedelta(seconds=wait)
        self.rests_until = now + min(pause, LONGEST)
        self._keep()

    def _keep(self) -> None:
        self.path.parent.mkdir(exist_ok=True, mode=0o750)
        told = {
            "faults": self.faults,
            "rests until": stamp(self.rests_until) if self.rests_until else "",
            "asked at": stamp(self.asked_at) if self.asked_at else "",
        }
        passing = self.path.with_name(f".{self.path.name}.part")
        passing.write_text(json.dumps(told), "ascii")
        passing.replace(self.path)


def _moment(text: str) -> datetime | None:
    return read_stamp(text) if text else None
