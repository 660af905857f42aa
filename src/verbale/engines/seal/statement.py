"""Statements about keys: a side names its new keys, signed by a key that its partner has confirmed.

Clauses cited are those of docs/PROTOCOL.md. A statement travels as a message, or, signed by the recovery key, as a file
of its own, ``NAME.keys``.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.seal import sshsig
from verbale.engines.seal.public import PublicKeys, fingerprint
from verbale.kernel.canonical import Json, canonical, read_json
from verbale.kernel.clock import read_stamp, stamp
from verbale.kernel.errors import Refused, Unreadable, VerbaleError

NAMESPACE = "verbale-keys"
VERSION = 1
LARGEST = 1 << 14
"""Bytes of the largest ``.keys`` file that is read; a real one has about 1,000."""

Signed = Literal["signing", "recovery"]

_SIDE = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}", re.ASCII)
_LARGEST_NUMBER = 2**53 - 1
_FIELDS = frozenset({"version", "side", "number", "previous", "keys", "revoked", "at"})


class BadStatement(Unreadable):
    """This is no statement about keys: {why}. Ask the partner for it again."""


class StatementRefused(Refused):
    """Statement {number} about the keys of “{side}” is refused: {why}. Nothing was changed. Ask the partner, by another
    way than this came, which keys are its own."""


@dataclass(frozen=True, slots=True)
class KeyStatement:
    """What a side says about its keys (1.5).

    ``number`` counts the side's statements from 1; ``previous`` is the fingerprint of the keys that ``keys`` replaces;
    ``revoked`` says that the replaced ones are void; ``at`` has a time zone.
    """

    side: str
    number: int
    previous: str
    keys: PublicKeys
    revoked: bool
    at: datetime

    def __post_init__(self) -> None:
        if not (isinstance(self.side, str) and _SIDE.fullmatch(self.side)):
            raise BadStatement(why=f"a side is named {str(self.side)[:80]!r}; names are 1–64 of A–Z a–z 0–9 . _ -")
        if type(self.number) is not int or not 1 <= self.number <= _LARGEST_NUMBER:
            raise BadStatement(why="its number does not count from 1")
        if not (isinstance(self.previous, str) and _FINGERPRINT.fullmatch(self.previous)):
            raise BadStatement(why="its previous is not the fingerprint of keys")
        if type(self.revoked) is not bool:
            raise BadStatement(why="it does not say whether the replaced keys are void")
        if self.at.utcoffset() is None:
            raise BadStatement(why="its time has no zone")

    def as_json(self) -> dict[str, Json]:
        """The object that is signed."""
        return {
            "version": VERSION, "side": self.side, "number": self.number, "previous": self.previous,
            "keys": self.keys.line(), "revoked": self.revoked, "at": stamp(self.at),
        }  # fmt: skip

    def as_bytes(self) -> bytes:
        """The bytes that are signed."""
        return canonical(self.as_json())


@dataclass(frozen=True, slots=True)
class SignedStatement:
    """A statement and the armoured signature over it; whether that holds, ``verify_statement`` says."""

    statement: KeyStatement
    signature: bytes

    def as_file(self) -> bytes:
        """The bytes of a file ``NAME.keys`` (1.7)."""
        return canonical({"statement": self.statement.as_json(), "signature": self.signature.decode("ascii")})


def sign_statement(statement: KeyStatement, key: Ed25519PrivateKey) -> SignedStatement:
    """Signs a statement with the replaced signing key or the recovery key."""
    return SignedStatement(statement, sshsig.sign(statement.as_bytes(), key, NAMESPACE))


def read_statement(data: bytes) -> KeyStatement:
    """Reads the bytes that ``as_bytes`` wrote; raises BadStatement for any others, also for another spelling."""
    if len(data) > LARGEST:
        raise BadStatement(why=f"it is longer than {LARGEST} bytes")
    try:
        statement = _statement(read_json(data, "the statement"))
    except BadStatement:
        raise
    except VerbaleError as fault:
        raise BadStatement(why=fault.sentence()) from fault
    if statement.as_bytes() != data:
        raise BadStatement(why="it is not written in the one way that is signed")
    return statement


def _statement(value: Json) -> KeyStatement:
    if not isinstance(value, dict) or set(value) != _FIELDS:
        raise BadStatement(why=f"it is not of {', '.join(sorted(_FIELDS))}")
    if type(value["version"]) is not int or value["version"] != VERSION:
        raise BadStatement(why=f"its version is {str(value['version'])[:20]}; {VERSION} is read here")
    if not isinstance(value["keys"], str) or not isinstance(value["at"], str):
        raise BadStatement(why="its keys or its time are no text")
    facts = {name: value[name] for name in ("side", "number", "previous", "revoked")}
    return KeyStatement(keys=PublicKeys.read(value["keys"]), at=read_stamp(value["at"]), **facts)


def read_keys_file(data: bytes) -> SignedStatement:
    """Reads the bytes of a file ``NAME.keys``; spaces in it do not matter, its statement's text does."""
    if len(data) > LARGEST:
        raise BadStatement(why=f"it is longer than {LARGEST} bytes")
    value = read_json(data, "the file of keys")
    if not isinstance(value, dict) or set(value) != {"statement", "signature"}:
        raise BadStatement(why="it is not of statement and signature")
    if not (isinstance(value["signature"], str) and value["signature"].isascii()):
        raise BadStatement(why="its signature is no text")
    return SignedStatement(read_statement(canonical(value["statement"])), value["signature"].encode("ascii"))


def load_keys_file(path: Path) -> SignedStatement:
    """Reads a file ``NAME.keys``, never more than a statement can have."""
    with path.open("rb") as stream:
        if os.fstat(stream.fileno()).st_size > LARGEST:
            raise BadStatement(why=f"{path.name} is longer than {LARGEST} bytes")
        return read_keys_file(stream.read(LARGEST + 1))


def verify_statement(
    statement: KeyStatement, signature: bytes, known: PublicKeys, *, side: str, number: int | None
) -> Signed:
    """Whether the keys that are confirmed for ``side`` let it say this, as the statement that is due, ``number``.

    ``number`` is None for keys that a person introduced: how many there were before, nobody told.
    Tells which of the ``known`` keys signed. Raises BadSignature if the signature does not hold, and StatementRefused.
    """
    _check_due(statement, known, side, number)
    signer = sshsig.verify(statement.as_bytes(), signature, NAMESPACE)
    if known.recovery and signer == known.recovery:
        _check_revoking(statement, known)
        return "recovery"
    if signer != known.signing:
        raise _refused(statement, f"it is signed with {fingerprint(signer)}, which is neither key that may say it")
    if statement.revoked:
        raise _refused(statement, "it says that keys are void, which the recovery key alone can say")
    if known.recovery and statement.keys.recovery != known.recovery:
        # Else whoever takes the signing key could shut its owner out for good.
        raise _refused(statement, "it names another recovery key, which the recovery key alone can replace")
    return "signing"


def _check_due(statement: KeyStatement, known: PublicKeys, side: str, number: int | None) -> None:
    if statement.side != side:
        raise _refused(statement, f"it came from “{side}”, which speaks only for itself")
    if number is not None and statement.number != number:
        raise _refused(statement, f"number {number} is due")
    if statement.previous != known.fingerprint:
        raise _refused(statement, f"it replaces {statement.previous}, and {known.fingerprint} is confirmed")
    if statement.keys == known:
        raise _refused(statement, "it names the keys that are confirmed already")


def _check_revoking(statement: KeyStatement, known: PublicKeys) -> None:
    kept = {statement.keys.signing, statement.keys.recovery} & {known.signing}
    if statement.revoked and (kept or statement.keys.recipient == known.recipient):
        raise _refused(statement, "it says that keys are void, and names one of them again")


def _refused(statement: KeyStatement, why: str) -> StatementRefused:
    return StatementRefused(side=statement.side, number=statement.number, why=why)
