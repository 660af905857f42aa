"""What every walk of the demo stands on: two nodes with their people, a clock, and pouches carried between them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verbale.journeys.demo_cast import ANSWER_DAYS, NAMES, OURS, STAFF, THEIRS
from verbale.journeys.demo_side import Side
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home

Say = Callable[[str], None]


class Walk:
    """Two sides, each a node in a process of its own, and the moment; it says a line a step."""

    def __init__(self, home: Path, ports: tuple[int, int], clock: SetClock, say: Say, progress: Say) -> None:
        self.home, self.ports, self.clock, self._say, self.progress = home, ports, clock, say, progress
        self.number = 0
        self.ours = Side(home / "ours", OURS, progress)
        self.theirs = Side(home / "theirs", THEIRS, progress)
        self.signs_in: list[dict[str, str]] = []

    def say(self, text: str) -> None:
        self.number += 1
        self._say(f"{self.number:2}. {text}")

    def close(self) -> None:
        self.ours.close()
        self.theirs.close()

    def make_nodes(self, language: str) -> None:
        for side, port in zip((self.ours, self.theirs), self.ports, strict=True):
            spoken = "en" if side is self.ours else language
            first = side.do(
                "make", side=side.code, admin_name="Ada Lindt", names=NAMES[side.code], language=spoken,
                languages=["en", "zh"], port=port, at=self.clock.now(),
            )  # fmt: skip
            self.staff(side, port, first["invitation"])
        fingerprints = [side.do("introduce", **self.stranger(side, language)) for side in (self.ours, self.theirs)]
        self.say(f"Two nodes: {OURS} and {THEIRS}; each confirmed the other's keys ({fingerprints[0][:20]}…)")

    def stranger(self, side: Side, language: str) -> dict[str, Any]:
        other = self.theirs if side is self.ours else self.ours
        return {
            "code": other.code, "names": NAMES[other.code], "language": language if side is self.ours else "en",
            "keys": other.do("our_keys"), "folder": str(Home(other.home).inbox), "at": self.clock.now(),
        }  # fmt: skip

    def staff(self, side: Side, port: int, invitation: str) -> None:
        password = secrets.token_urlsafe(12)
        hired = [
            {"handle": handle, "name": name, "office": office, "roles": roles, "password": secrets.token_urlsafe(12),
             "email": f"{handle}@{side.code.lower()}.example"}
            for handle, name, office, roles in STAFF[side.code]
        ]  # fmt: skip
        side.do("staff", people=hired, invitation=invitation, password=password, at=self.clock.now())
        side.do("complete_office", address="1 Library Square", answer_days=ANSWER_DAYS, at=self.clock.now())
        address = f"http://127.0.0.1:{port}/"
        everybody = [{"handle": "admin", "password": password, "roles": ["administrator"]}, *hired]
        for one in everybody:
            self.signs_in.append(
                {"side": side.code, "address": address, "handle": str(one["handle"]),
                 "password": str(one["password"]), "roles": ", ".join(one["roles"])}
            )  # fmt: skip

    def exchange(self, what: str, sender: Side) -> None:
        """The sender's carrier runs, then the other's, until one of them has nothing to seal."""
        moved, side = 0, sender
        while done := side.carry(self.clock.forward(hours=1))["sealed"]:
            moved += len(done)
            side = self.theirs if side is self.ours else self.ours
        self.say(f"Carried {what}: {moved} sealed pouches")
