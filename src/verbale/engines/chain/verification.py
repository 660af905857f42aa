"""Verifying a chain as a stream: how far it holds, and the first entry that does not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from verbale.engines.chain.link import GENESIS, BadSalt, Entry, body_digest, link
from verbale.kernel.canonical import Json, NotCanonical
from verbale.kernel.errors import Faulty


class Why(StrEnum):
    """What is wrong with an entry."""

    NUMBER = "it does not have the next number"
    PREVIOUS = "it does not name the hash of the entry before it"
    HASH = "its hash is not made from its number, previous hash and digest"
    DIGEST = "its payload is not the one that was entered"
    MISSING = "its payload is missing, and nobody erased it"
    NOT_ERASED = "its payload was erased, and is still there"


class BrokenChain(Faulty):
    """Entry {number} is broken: {why}. The {good} entries before it hold. Compare with a backup and with the signed
    heads that were exported."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What an entry was made of: the salt and the body."""

    salt: bytes
    body: Json


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as a store gives it: with its payload, or without one if it was erased."""

    entry: Entry
    payload: Payload | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken entry: the number it should have, the one it has, and why."""

    number: int
    found: int
    why: Why


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries hold, the hash of the last of them, the numbers of those without payload, and the first fault.

    Whether each erasure was allowed is for the reader of the journal: compare ``erased`` with the acts that erased.
    """

    count: int
    head: str
    erased: tuple[int, ...]
    first_fault: Fault | None

    def demand(self) -> None:
        """Raises BrokenChain unless every entry holds."""
        if self.first_fault:
            raise BrokenChain(number=self.first_fault.number, why=self.first_fault.why, good=self.count)


def verify(entries: Iterable[Kept], *, after: tuple[int, str] = (0, GENESIS)) -> Verification:
    """Reads the entries in order, in constant memory, up to the first fault.

    ``after`` is the number and hash of the entry before the first one given, if that was verified earlier. A chain that
    ends too early cannot be told from a short one: ``compare`` it with a signed head.
    """
    number, head = after
    erased: list[int] = []
    for kept in entries:
        if why := _fault(kept, number + 1, head):
            return Verification(number, head, tuple(erased), Fault(number + 1, kept.entry.number, why))
        number, head = kept.entry.number, kept.entry.hash
        if kept.erased:
            erased.append(number)
    return Verification(number, head, tuple(erased), None)


def _fault(kept: Kept, number: int, previous: str) -> Why | None:
    entry = kept.entry
    if entry.number != number:
        return Why.NUMBER
    if entry.previous != previous:
        return Why.PREVIOUS
    if entry.hash != link(entry.number, entry.previous, entry.digest):
        return Why.HASH
    return _payload_fault(kept)


def _payload_fault(kept: Kept) -> Why | None:
    if kept.payload is None:
        return None if kept.erased else Why.MISSING
    if kept.erased:
        return Why.NOT_ERASED
    try:
        held = body_digest(kept.payload.salt, kept.payload.body) == kept.entry.digest
    except (BadSalt, NotCanonical):
        held = False
    return None if held else Why.DIGEST
