"""One link of the chain: how an entry's hash is made.

``digest = SHA-256(salt ‖ canonical JSON of the body)`` and
``hash = SHA-256("verbale-chain-1", number, previous, digest)``, the four on a line each. The salt keeps a short body
from being guessed from its digest once it is erased, and goes with it.
"""

from __future__ import annotations

from dataclasses import dataclass

from verbale.kernel.canonical import Json, canonical
from verbale.kernel.canonical import digest as sha256
from verbale.kernel.errors import WrongUse

GENESIS = "0" * 64
"""What the first entry names as its previous."""
SALT_BYTES = 32
"""Length of a salt. It is fixed, so that salt and body cannot be cut apart elsewhere."""

_PURPOSE = "verbale-chain-1"


class BadSalt(WrongUse):
    """A salt of {length} bytes was given; it must have {expected} random bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the chain: its number from 1, the hash before, its body's digest, its own hash.

    Made by ``append`` it is right. One read from a store may be wrong, and is taken as it is: ``verify`` judges it.
    """

    number: int
    previous: str
    digest: str
    hash: str


def body_digest(salt: bytes, body: Json) -> str:
    """The salted digest of a body, in hexadecimal; raises NotCanonical if the body is not JSON."""
    if len(salt) != SALT_BYTES:
        raise BadSalt(length=len(salt), expected=SALT_BYTES)
    return sha256(salt + canonical(body))


def link(number: int, previous: str, digest: str) -> str:
    """The hash of the entry with this number and digest, after the entry with the hash ``previous``."""
    return sha256(f"{_PURPOSE}\n{number}\n{previous}\n{digest}\n".encode())


def append(last: Entry | None, digest: str) -> Entry:
    """The entry that follows ``last``; None begins the chain."""
    number, previous = (last.number + 1, last.hash) if last else (1, GENESIS)
    return Entry(number, previous, digest, link(number, previous, digest))
