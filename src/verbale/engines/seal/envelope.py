"""The envelope: who sends to whom, in which epoch, which number, after which pouch, what it acknowledges, over what.

Signed as its canonical bytes (RFC 8785). It carries no time and nothing of the journal, since both would tell how much
the sender does besides. Clauses cited are those of docs/PROTOCOL.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from verbale.engines.seal.errors import BadEnvelope, NotAPouch
from verbale.kernel.canonical import Json, canonical, digest, is_digest, read_json
from verbale.kernel.errors import VerbaleError

VERSION = 1
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_LARGEST_NUMBER = 2**53 - 1
_FIELDS = frozenset({"version", "sender", "recipient", "epoch", "number", "previous", "acknowledged", "manifest"})


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a channel: epoch and number, both from 1, and the hash of the envelope there."""

    epoch: int
    number: int
    hash: str

    def __post_init__(self) -> None:
        for counted in (self.epoch, self.number):
            if type(counted) is not int or not 1 <= counted <= _LARGEST_NUMBER:
                raise BadEnvelope(why="an epoch or a number does not count from 1")
        _check_hash(self.hash)

    @property
    def place(self) -> tuple[int, int]:
        """Epoch and number: positions of one channel in their order."""
        return self.epoch, self.number

    def as_json(self) -> dict[str, Json]:
        """As it stands in an envelope."""
        return {"epoch": self.epoch, "number": self.number, "hash": self.hash}

    @classmethod
    def read(cls, value: Any) -> Position | None:
        """Reads what ``as_json`` wrote; None for null."""
        if value is None:
            return None
        if not isinstance(value, Mapping) or set(value) != set(cls.__slots__):
            raise BadEnvelope(why="a position is not of epoch, number and hash")
        return cls(**value)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the sender signs (clauses 3.1 to 3.4).

    ``number`` counts the pouches from this sender to this recipient within ``epoch``; ``previous`` is the position of
    the pouch before; ``acknowledged`` the last pouch of the other channel that the sender applied; ``manifest`` the
    SHA-256 of ``manifest-sha256.txt``.
    """

    sender: str
    recipient: str
    epoch: int
    number: int
    previous: Position | None
    acknowledged: Position | None
    manifest: str

    def __post_init__(self) -> None:
        for code in (self.sender, self.recipient):
            if not (isinstance(code, str) and _CODE.fullmatch(code)):
                raise BadEnvelope(why=f"a side is named {str(code)[:80]!r}; names are 1–64 of A–Z a–z 0–9 . _ -")
        if self.sender == self.recipient:
            raise BadEnvelope(why="its sender is its recipient")
        _check_hash(self.manifest)
        Position(self.epoch, self.number, self.manifest)
        self._check_previous()

    def _check_previous(self) -> None:
        before = self.previous
        if self.number > 1:
            if before is None or before.place != (self.epoch, self.number - 1):
                raise BadEnvelope(why="its previous is not the number before")
        elif before is not None and before.epoch >= self.epoch:
            raise BadEnvelope(why="number 1 follows no pouch of its own epoch or a later one")

    def as_bytes(self) -> bytes:
        """The canonical bytes: what ``pouch.json`` holds and the signature covers."""
        return canonical(
            {
                "version": VERSION,
                "sender": self.sender,
                "recipient": self.recipient,
                "epoch": self.epoch,
                "number": self.number,
                "previous": self.previous.as_json() if self.previous else None,
                "acknowledged": self.acknowledged.as_json() if self.acknowledged else None,
                "manifest": self.manifest,
            }
        )

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal; the next pouch names it as its previous."""
        return digest(self.as_bytes())

    @property
    def position(self) -> Position:
        """Where in its channel this envelope stands."""
        return Position(self.epoch, self.number, self.hash)


def read_envelope(data: bytes) -> Envelope:
    """The envelope in ``pouch.json``; refuses another version, unknown fields, and any but the canonical bytes."""
    try:
        value = read_json(data, "pouch.json")
        if not isinstance(value, dict) or value.get("version") != VERSION:
            raise NotAPouch(why=f"its envelope is not of version {VERSION}")
        if set(value) != _FIELDS:
            raise NotAPouch(why="its envelope has other fields than version 1 has")
        envelope = _read(value)
    except NotAPouch:
        raise
    except VerbaleError as fault:
        raise NotAPouch(why=f"its envelope cannot be read ({fault})") from fault
    if envelope.as_bytes() != data:
        raise NotAPouch(why="its envelope is not written canonically")
    return envelope


def _read(value: Mapping[str, Any]) -> Envelope:
    facts = {name: value[name] for name in Envelope.__slots__}
    facts["previous"] = Position.read(value["previous"])
    facts["acknowledged"] = Position.read(value["acknowledged"])
    return Envelope(**facts)


def _check_hash(hashed: object) -> None:
    if not is_digest(hashed):
        raise BadEnvelope(why="a hash is not 64 lower-case hexadecimal digits")
