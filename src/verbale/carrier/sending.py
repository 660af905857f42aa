"""Sending by HTTPS: a sealed pouch is brought to the partner's node in pieces, from where it stopped."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from verbale.carrier.carrying import PouchDamaged
from verbale.carrier.connection import Connection, PartnerRefused, asked_to_wait
from verbale.carrier.file_state import fingerprint
from verbale.carrier.pace import Pace
from verbale.carrier.pieces import Pieces
from verbale.domain.spine import transfer
from verbale.kernel.errors import Refused, VerbaleError
from verbale.kernel.home import Home
from verbale.records.channel import Transfer, Way
from verbale.records.dispatch import Pouch
from verbale.records.party import Party

ASTRAY = 3
"""How often the partner may name another place to go on from than the one that we know."""
HASHED = 50 * 1024**2
"""Bytes of a pouch that the partner's node surely hashes in a second, before it says that all came."""


class BadAnswer(Refused):
    """The node of {partner} says that {offset} bytes of the pouch came, and the pouch has {size}."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The way to one partner's node in one round; a carrier like the folder."""

    partner: Party
    connection: Connection
    pace: Pace
    home: Home
    pieces: Pieces = field(default_factory=lambda: Pieces(settings.CHANNEL_PIECE, settings.CHANNEL_ROUND))
    """One time for all pouches of the round: a slow partner must not hold up the others by many small ones."""

    def __call__(self, pouch: Pouch) -> bool:
        """Whether the partner's node has the pouch whole now; False if it is gone on with later."""
        now = self.connection.clock.now()
        if self.pace.rests(now) or self.pieces.over:
            return False
        row = transfer.begin(
            partner=self.partner, way=Way.OUT, sha256=pouch.sha256, file_name=pouch.file_name, size=pouch.size, at=now
        )
        try:
            whole = self._send(pouch, row)
        except (VerbaleError, OSError) as fault:
            self._failed(row, fault)
            raise
        self.pace.worked()
        return whole

    def _failed(self, row: Transfer, fault: Exception) -> None:
        now = self.connection.clock.now()
        transfer.failed(transfer=row, why=str(fault), at=now)
        self.pace.failed(now, asked_to_wait(fault))

    def _send(self, pouch: Pouch, row: Transfer) -> bool:
        path = self.home.outbox / pouch.file_name
        pieces, astray = self.pieces, 0
        offset = self._began(pouch, path, row, pieces)
        while offset < pouch.size:
            try:
                with pieces.timed():
                    offset = self._piece(pouch, path, offset, pieces)
            except PartnerRefused as refusal:
                if refusal.facts["code"] != "WrongOffset" or (astray := astray + 1) > ASTRAY:
                    raise
                offset = self._checked(refusal.facts["offset"], pouch)
            transfer.moved(transfer=row, done=offset, at=self.connection.clock.now())
            if pieces.over:
                break
        if offset < pouch.size:
            transfer.paused(transfer=row, at=self.connection.clock.now())
        return offset == pouch.size

    def _began(self, pouch: Pouch, path: Path, row: Transfer, pieces: Pieces) -> int:
        told = self.connection.ask_json("GET", self._place(pouch))
        offset = self._checked(told.get("offset"), pouch)
        pieces.agree(told.get("piece"))
        if offset == 0 and (not path.is_file() or fingerprint(path) != (pouch.sha256, pouch.size)):
            raise PouchDamaged(name=pouch.file_name)
        transfer.moved(transfer=row, done=offset, at=self.connection.clock.now())
        return offset

    def _piece(self, pouch: Pouch, path: Path, offset: int, pieces: Pieces) -> int:
        with path.open("rb") as stream:
            stream.seek(offset)
            piece = stream.read(pieces.next(pouch.size - offset))
        if not piece:
            raise PouchDamaged(name=pouch.file_name)
        last = offset + len(piece) == pouch.size
        patience = 60.0 + (pouch.size / HASHED if last else 0)
        told = self.connection.ask_json("PUT", self._place(pouch, offset=offset), piece, patience)
        return self._checked(told.get("offset"), pouch)

    def _checked(self, offset: Any, pouch: Pouch) -> int:
        if type(offset) is not int or not 0 <= offset <= pouch.size:
            raise BadAnswer(partner=self.partner.code, offset=str(offset)[:20], size=pouch.size)
        return offset

    def _place(self, pouch: Pouch, **more: int) -> str:
        told = {"name": pouch.file_name, "size": pouch.size, **more}
        return f"pouches/{pouch.sha256}?{urlencode(told)}"
