"""Fetching by HTTPS: what waits for us at a partner's node, which may not be able to reach ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from verbale.carrier.connection import Connection, asked_to_wait
from verbale.carrier.pace import Pace
from verbale.carrier.pieces import Pieces
from verbale.domain.spine import party, transfer, transfer_in
from verbale.domain.spine.transfer_in import Offered
from verbale.kernel.canonical import is_digest
from verbale.kernel.errors import Refused, VerbaleError
from verbale.records.channel import Transfer, Way
from verbale.records.party import Party

LISTED = 1000
"""Pouches of a partner's list that are looked at in one round; the rest once these were acknowledged."""


class BadList(Refused):
    """The node of {partner} does not say rightly what waits for us: {why}."""


@dataclass(frozen=True, slots=True)
class Fetching:
    """The way from one partner's node in one round."""

    partner: Party
    connection: Connection
    pace: Pace

    def __call__(self) -> list[str]:
        """Fetches what waits for us, if it is time to ask; the names of the pouches that came whole."""
        now = self.connection.clock.now()
        if self.pace.rests(now) or not self.pace.asks(now, settings.CHANNEL_PAUSE):
            return []
        try:
            came = self._fetch()
        except (VerbaleError, OSError) as fault:
            self.pace.failed(self.connection.clock.now(), asked_to_wait(fault))
            raise
        self.pace.worked()
        return came

    def _fetch(self) -> list[str]:
        told = self.connection.ask_json("GET", "outbox")
        pieces = Pieces(settings.CHANNEL_PIECE, settings.CHANNEL_ROUND)
        came: list[str] = []
        pieces.agree(told.get("piece"))
        for offered, due in self._listed(told):
            if pieces.over:
                return came
            if transfer_in.have(offered):
                if due:
                    transfer.came_again(partner=self.partner, sha256=offered.sha256)
                    self._say_taken(offered)
            elif self._all_of(offered, pieces):
                self._say_taken(offered)
                came.append(offered.name)
            else:
                return came
        self.pace.asked(self.connection.clock.now())
        return came

    def _listed(self, told: dict[str, Any]) -> list[tuple[Offered, bool]]:
        """What the partner lists, in its order; a list that says anything else is not acted on at all."""
        try:
            return [(self._offered(row), row["due"] is True) for row in told["pouches"][:LISTED]]
        except (KeyError, TypeError) as fault:
            raise BadList(partner=self.partner.code, why="it is no list of pouches") from fault
        except VerbaleError as fault:
            raise BadList(partner=self.partner.code, why=fault.sentence()) from fault

    def _offered(self, row: dict[str, Any]) -> Offered:
        sha256, name, size = row["sha256"], row["name"], row["size"]
        if not isinstance(name, str) or type(size) is not int or not is_digest(sha256):
            raise BadList(partner=self.partner.code, why="a pouch has no name, size or SHA-256")
        return Offered(self.partner, party.us().code, sha256, name, size)

    def _all_of(self, offered: Offered, pieces: Pieces) -> bool:
        """Whether all of a pouch is here; False if it is gone on with in the next round."""
        try:
            offset = transfer_in.so_far(offered)
            while offset < offered.size:
                with pieces.timed():
                    offset = self._piece(offered, offset, pieces)
                if pieces.over:
                    break
        except (VerbaleError, OSError) as fault:
            now = self.connection.clock.now()
            transfer.failed(transfer=self._row(offered), why=str(fault), at=now)
            raise
        return offset == offered.size

    def _piece(self, offered: Offered, offset: int, pieces: Pieces) -> int:
        end = offset + pieces.next(offered.size - offset)
        data = self.connection.ask("GET", f"outbox/{offered.sha256}?from={offset}&to={end}")
        if len(data) != end - offset:
            raise BadList(partner=self.partner.code, why="a piece has another length than was asked for")
        try:
            return transfer_in.take(offered, offset, data, at=self.connection.clock.now())
        except transfer_in.WrongOffset as other:
            # The partner's own carrier is bringing it at the same time: either goes on where the other is.
            return int(other.facts["offset"])

    def _row(self, offered: Offered) -> Transfer:
        return transfer.begin(
            partner=self.partner, way=Way.IN, sha256=offered.sha256, file_name=offered.name, size=offered.size,
            at=self.connection.clock.now(),
        )  # fmt: skip

    def _say_taken(self, offered: Offered) -> None:
        self.connection.ask("POST", f"outbox/{offered.sha256}")
