"""Signed heads: what a chain's end was at a moment, kept by others, so that cutting or rewriting it shows later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.chain.link import GENESIS
from verbale.engines.chain.note import BadNote, NoteKey, sign_note, verify_note
from verbale.kernel.canonical import is_digest
from verbale.kernel.clock import read_stamp, require_zone, stamp
from verbale.kernel.errors import WrongUse

_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)


class BadHead(WrongUse):
    """This cannot be the head of a chain: {why}."""


class Comparison(StrEnum):
    """What a chain shows beside a head that was signed earlier."""

    INTACT = "intact"
    TRUNCATED = "truncated"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: whose chain (``origin``, one line), the last entry's number and hash, and the moment.

    An empty chain has number 0 and the hash GENESIS.
    """

    origin: str
    number: int
    hash: str
    at: datetime

    def __post_init__(self) -> None:
        if not self.origin.strip() or not self.origin.isprintable():
            raise BadHead(why="its origin is not one line of text")
        if self.number < 0 or not is_digest(self.hash):
            raise BadHead(why="its number or hash is none")
        if (self.number == 0) != (self.hash == GENESIS):
            raise BadHead(why="number 0 and the hash of an empty chain go together")
        object.__setattr__(self, "at", require_zone(self.at))

    def text(self) -> str:
        """The four lines that are signed: origin, number, hash, moment."""
        return f"{self.origin}\n{self.number}\n{self.hash}\n{stamp(self.at)}\n"


def sign_head(head: Head, key: Ed25519PrivateKey, name: str) -> str:
    """The head as a signed note; ``name`` is the signer's."""
    return sign_note(head.text(), key, name)


def verify_head(note: str, public_keys: Iterable[NoteKey]) -> Head:
    """The head in a note that one of the keys signed; raises BadNote, ForgedNote or UnknownSigner."""
    text, _ = verify_note(note, public_keys)
    try:
        origin, number, hashed, at = text.removesuffix("\n").split("\n")
        if not _NUMBER.fullmatch(number):
            raise ValueError("its number is none")
        head = Head(origin, int(number), hashed, read_stamp(at))
    except (ValueError, WrongUse) as fault:
        raise BadNote(why=f"its text is not a head ({fault})") from fault
    if head.text() != text:
        raise BadNote(why="its text is not written as a head is")
    return head


def compare(head: Head, hash_at: Callable[[int], str | None]) -> Comparison:
    """What a chain shows beside a signed head.

    ``hash_at`` gives the hash of the entry with a number, or None beyond the end. Only together with a chain that
    verifies does INTACT mean that nothing up to the head was changed.
    """
    found = hash_at(head.number) if head.number else GENESIS
    if found is None:
        return Comparison.TRUNCATED
    return Comparison.INTACT if found == head.hash else Comparison.REWRITTEN
