"""Calls between two nodes: a request and its answer, each a signed statement (docs/PROTOCOL.md, 10.4).

Both statements travel in headers, the canonical JSON and its signature in base64. A call is signed by the node's key;
an answer by a door key, which the process that answers holds, and for which the node's key vouches.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from textwrap import wrap
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.seal import sshsig
from verbale.engines.seal.public import read_signing, signing_line
from verbale.kernel.canonical import Json, canonical, digest, is_digest, read_json
from verbale.kernel.clock import read_stamp, stamp
from verbale.kernel.errors import Unreadable, VerbaleError

NAMESPACE = "verbale-channel"
VERSION = 1
ROOT = "/channel/v1/"
"""Below this every call is addressed."""
CALL, ANSWER, DOOR = "Verbale-Call", "Verbale-Answer", "Verbale-Door"
"""The headers in which a call, an answer, and what is said of its door key travel."""
LARGEST = 4096
"""Characters of the longest header that is read; a real one has about 700."""

T = TypeVar("T")

_SIDE = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_NONCE = re.compile(r"[0-9a-f]{32,64}", re.ASCII)
_TARGET = re.compile(r"/[A-Za-z0-9/._~?&=%-]{0,1000}", re.ASCII)
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


class BadCall(Unreadable):
    """This call or answer of a carrier cannot be read: {why}."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request: ``path`` with its query, ``body`` the SHA-256 of what it brings, ``nonce`` never the same again."""

    method: str
    path: str
    sender: str
    recipient: str
    body: str
    at: datetime
    nonce: str

    def __post_init__(self) -> None:
        _check(
            {
                "method": self.method in ("GET", "PUT", "POST"),
                "path": _fits(_TARGET, self.path),
                "sender": _fits(_SIDE, self.sender),
                "recipient": _fits(_SIDE, self.recipient),
                "body": is_digest(self.body),
                "nonce": _fits(_NONCE, self.nonce),
            }
        )

    def as_json(self) -> dict[str, Json]:
        """What is signed."""
        return {
            "version": VERSION, "method": self.method, "path": self.path, "sender": self.sender,
            "recipient": self.recipient, "body": self.body, "at": stamp(self.at), "nonce": self.nonce,
        }  # fmt: skip

    @property
    def hash(self) -> str:
        """What an answer names it by."""
        return digest(canonical(self.as_json()))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to the call with the hash ``call``: its HTTP status, and the SHA-256 of its body."""

    call: str
    status: int
    body: str
    at: datetime

    def __post_init__(self) -> None:
        known = type(self.status) is int and 200 <= self.status <= 599
        _check({"call": is_digest(self.call), "status": known, "body": is_digest(self.body)})

    def as_json(self) -> dict[str, Json]:
        """What is signed."""
        return {
            "version": VERSION, "call": self.call, "status": self.status, "body": self.body, "at": stamp(self.at),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vouch:
    """What a node's key says of a door key (``ssh-ed25519 AAAA…``): it answers for ``side`` until a moment."""

    side: str
    key: str
    until: datetime

    def __post_init__(self) -> None:
        _check({"side": _fits(_SIDE, self.side), "key": _plain(self.key)})

    def as_json(self) -> dict[str, Json]:
        """What is signed."""
        return {"version": VERSION, "side": self.side, "door": self.key, "until": stamp(self.until)}


def write(said: Call | Answer | Vouch, key: Ed25519PrivateKey) -> str:
    """The value of a header: the statement and its signature, in base64, with a full stop between."""
    data = canonical(said.as_json())
    lines = sshsig.sign(data, key, NAMESPACE).decode("ascii").splitlines()
    return f"{base64.b64encode(data).decode('ascii')}.{''.join(lines[1:-1])}"


def read_call(header: str) -> tuple[Call, str]:
    """The call in a header and the key that signed it; whether that key counts is the caller's question.

    Raises BadCall, or BadSignature.
    """
    value, signer = _read(header, {"method", "path", "sender", "recipient", "body", "at", "nonce"})
    return _built(lambda: Call(**{**value, "at": _moment(value["at"])})), signer


def read_answer(header: str) -> tuple[Answer, str]:
    """The answer in a header and the door key that signed it."""
    value, signer = _read(header, {"call", "status", "body", "at"})
    return _built(lambda: Answer(**{**value, "at": _moment(value["at"])})), signer


def read_vouch(header: str) -> tuple[Vouch, str]:
    """What is said of a door key, and the node's key that signed it."""
    value, signer = _read(header, {"side", "door", "until"})
    return _built(lambda: Vouch(value["side"], value["door"], _moment(value["until"]))), signer


def _read(header: str, fields: set[str]) -> tuple[Mapping[str, Json], str]:
    if len(header) > LARGEST:
        raise BadCall(why=f"it is longer than {LARGEST} characters")
    said, _, signature = header.partition(".")
    try:
        data = base64.b64decode(said.encode("ascii"), validate=True)
        armoured = "\n".join([_BEGIN, *wrap(signature, 70), _END, ""]).encode("ascii")
    except (ValueError, binascii.Error) as fault:
        raise BadCall(why="it is no base64") from fault
    signer = sshsig.verify(data, armoured, NAMESPACE)
    return _object(data, fields), signer


def _object(data: bytes, fields: set[str]) -> dict[str, Json]:
    try:
        value = read_json(data, "the statement")
        spelt = canonical(value) == data
    except VerbaleError as fault:
        raise BadCall(why=fault.sentence()) from fault
    if not isinstance(value, dict) or set(value) != fields | {"version"} or not spelt:
        raise BadCall(why="it is not of the fields, or not of the spelling, that are signed")
    version = value.pop("version")
    if type(version) is not int or version != VERSION:
        raise BadCall(why=f"its version is {str(version)[:20]}; {VERSION} is read here")
    return value


def _built(make: Callable[[], T]) -> T:
    try:
        return make()
    except BadCall:
        raise
    except (VerbaleError, TypeError) as fault:
        raise BadCall(why=str(fault)) from fault


def _moment(text: Json) -> datetime:
    if not isinstance(text, str):
        raise BadCall(why="its time is no text")
    return read_stamp(text)


def _plain(key: Json) -> bool:
    try:
        return isinstance(key, str) and signing_line(read_signing(key)) == key
    except VerbaleError:
        return False


def _fits(pattern: re.Pattern[str], value: Json) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _check(fits: Mapping[str, bool]) -> None:
    for name, good in fits.items():
        if not good:
            raise BadCall(why=f"its {name} is none")
