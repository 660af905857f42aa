"""Signed notes: a short text with Ed25519 signatures under it.

Source: C2SP, signed-note. A signature line is ``— name base64(4 bytes of key hash ‖ signature)``; a key is published as
``name+hash+base64(0x01 ‖ public key)``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from verbale.kernel.errors import NotAllowed, Refused, Unreadable, WrongUse

LARGEST = 1 << 16
"""Bytes of the largest note that is read."""
_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+\x00-\x1f\x7f\ud800-\udfff]+")


class BadNoteKey(WrongUse):
    """“{text}” is no key for signed notes: {why}."""


class BadNote(Unreadable):
    """This is no signed note: {why}."""


class ForgedNote(Refused):
    """The note carries a signature of “{name}” that does not hold. Its text or its signature was changed."""


class UnknownSigner(NotAllowed):
    """Nobody whose key is known signed the note; it names {names}."""


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A public key under a name, as signed notes know it. A name holds no space and no plus sign."""

    name: str
    key: Ed25519PublicKey

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise BadNoteKey(text=self.name[:80], why="its name is empty or no UTF-8, or holds a space or a plus sign")

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature line names the key."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self._raw).digest()[:4]

    @property
    def line(self) -> str:
        """The key as it is published."""
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(_ED25519 + self._raw).decode('ascii')}"

    @classmethod
    def read(cls, line: str) -> NoteKey:
        """Reads what ``line`` wrote."""
        try:
            name, hashed, encoded = line.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
            if raw[:1] != _ED25519:
                raise ValueError("it is not Ed25519")
            key = cls(name, Ed25519PublicKey.from_public_bytes(raw[1:]))
        except (ValueError, binascii.Error) as fault:
            raise BadNoteKey(text=line[:200], why=str(fault)) from fault
        if key.hash.hex() != hashed:
            raise BadNoteKey(text=line[:200], why="its hash is that of another key")
        return key

    @property
    def _raw(self) -> bytes:
        return self.key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def sign_note(text: str, key: Ed25519PrivateKey, name: str) -> str:
    """The text with one signature under it; the text ends with a line break and holds no other control character."""
    if why := _text_fault(text):
        raise BadNote(why=why)
    signature = base64.b64encode(NoteKey(name, key.public_key()).hash + key.sign(text.encode())).decode("ascii")
    return f"{text}\n— {name} {signature}\n"


def verify_note(note: str, known: Iterable[NoteKey]) -> tuple[str, tuple[NoteKey, ...]]:
    """The text and the known keys that signed it, at least one.

    Signatures by unknown keys are passed over; one by a known key that does not hold refuses the note.
    """
    text, lines = _split(note)
    keys = {(key.name, key.hash): key for key in known}
    signers: list[NoteKey] = []
    for name, hashed, signature in lines:
        if key := keys.get((name, hashed)):
            _check(key, signature, text)
            signers.append(key)
    if not signers:
        raise UnknownSigner(names=", ".join(name for name, _, _ in lines))
    return text, tuple(signers)


def _check(key: NoteKey, signature: bytes, text: str) -> None:
    try:
        key.key.verify(signature, text.encode())
    except InvalidSignature as fault:
        raise ForgedNote(name=key.name) from fault


def _split(note: str) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    if len(note) > LARGEST:
        raise BadNote(why=f"it is longer than {LARGEST} characters")
    text, blank, signatures = note.rpartition("\n\n")
    text += "\n"
    if not blank or not signatures.endswith("\n"):
        raise BadNote(why="it has no signatures after an empty line")
    if why := _text_fault(text):
        raise BadNote(why=why)
    return text, [_read_line(line) for line in signatures[:-1].split("\n")]


def _read_line(line: str) -> tuple[str, bytes, bytes]:
    try:
        dash, name, encoded = line.split(" ")
        blob = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as fault:
        raise BadNote(why="a signature line is none") from fault
    spelled = base64.b64encode(blob).decode("ascii") == encoded
    if dash != "—" or not _NAME.fullmatch(name) or len(blob) <= 4 or not spelled:
        raise BadNote(why="a signature line is none")
    return name, blob[:4], blob[4:]


def _text_fault(text: str) -> str | None:
    if not text.endswith("\n") or text == "\n":
        return "its text does not end with a line break"
    if any(sign < " " and sign != "\n" for sign in text):
        return "its text holds a control character"
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        return "its text is not UTF-8"
    return None
