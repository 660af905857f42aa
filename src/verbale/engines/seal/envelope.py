"""The envelope: who sends to whom, which number, after which pouch, over which manifest.

Signed as its canonical bytes (RFC 8785). It carries no time and nothing of the journal, since both would tell how much
the sender does besides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from verbale.engines.seal.errors import BadEnvelope, NotAPouch
from verbale.kernel.canonical import canonical, digest, read_json
from verbale.kernel.errors import VerbaleError

VERSION = 1
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LARGEST_NUMBER = 2**53 - 1


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the sender signs.

    ``number`` counts the pouches from this sender to this recipient from 1; ``previous`` is the hash of the envelope
    before (None for number 1); ``manifest`` the SHA-256 of ``manifest-sha256.txt``.
    """

    sender: str
    recipient: str
    number: int
    previous: str | None
    manifest: str

    def __post_init__(self) -> None:
        for code in (self.sender, self.recipient):
            if not (isinstance(code, str) and _CODE.fullmatch(code)):
                raise BadEnvelope(why=f"a side is named {str(code)[:80]!r}; names are 1–64 of A–Z a–z 0–9 . _ -")
        if type(self.number) is not int or not 1 <= self.number <= _LARGEST_NUMBER:
            raise BadEnvelope(why="its number does not count from 1")
        if (self.previous is None) != (self.number == 1):
            raise BadEnvelope(why="number 1 alone has no previous pouch")
        for hashed in (self.manifest, self.previous or self.manifest):
            if not (isinstance(hashed, str) and _HASH.fullmatch(hashed)):
                raise BadEnvelope(why="a hash is not 64 lower-case hexadecimal digits")

    def as_bytes(self) -> bytes:
        """The canonical bytes: what ``pouch.json`` holds and the signature covers."""
        return canonical(
            {
                "version": VERSION,
                "sender": self.sender,
                "recipient": self.recipient,
                "number": self.number,
                "previous": self.previous,
                "manifest": self.manifest,
            }
        )

    @property
    def hash(self) -> str:
        """SHA-256 of the canonical bytes, in hexadecimal; the next pouch names it as its previous."""
        return digest(self.as_bytes())


def read_envelope(data: bytes) -> Envelope:
    """The envelope in ``pouch.json``; refuses another version, unknown fields, and any but the canonical bytes."""
    try:
        value = read_json(data, "pouch.json")
        if not isinstance(value, dict) or value.get("version") != VERSION:
            raise NotAPouch(why=f"its envelope is not of version {VERSION}")
        fields: dict[str, Any] = {name: value.get(name) for name in Envelope.__slots__}
        envelope = Envelope(**fields)
    except NotAPouch:
        raise
    except VerbaleError as fault:
        raise NotAPouch(why=f"its envelope cannot be read ({fault})") from fault
    if envelope.as_bytes() != data:
        raise NotAPouch(why="its envelope is not written canonically")
    return envelope
