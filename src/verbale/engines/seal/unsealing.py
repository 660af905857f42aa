"""Decrypting a pouch as a stream, and telling why it does not decrypt."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage
from pyrage import x25519

from verbale.engines.seal.age import BEGINNING
from verbale.engines.seal.errors import NotAPouch, NotForUs, Tampered, Truncated
from verbale.engines.seal.tar import GRAIN

_LARGEST_HEADER = 1 << 16
_NONCE, _TAG = 16, 16


class Plaintext(Protocol):
    """Takes what was decrypted; remembers what it raised."""

    fault: BaseException | None

    def write(self, data: bytes) -> int: ...

    def flush(self) -> None: ...


def unseal(path: Path, plaintext: Plaintext, identities: Sequence[x25519.Identity]) -> None:
    """Decrypts into ``plaintext``, each piece authenticated, the end too; returns only if the whole file held."""
    with path.open("rb") as sealed:
        payload = os.fstat(sealed.fileno()).st_size - _header_size(sealed) - _NONCE
        try:
            pyrage.decrypt_io(sealed, plaintext, list(identities))
        except (pyrage.DecryptError, OSError) as fault:
            if plaintext.fault:
                raise plaintext.fault from None
            raise _refusal(fault, payload) from fault


def _header_size(sealed: BinaryIO) -> int:
    """Length of age's header; bounded here, since pyrage reads one of any length into memory."""
    begin = sealed.read(_LARGEST_HEADER)
    sealed.seek(0)
    if begin[: len(BEGINNING)] != BEGINNING[: len(begin)] or not begin:
        raise NotAPouch(why="it does not begin as an age file" if begin else "it is empty")
    mac = begin.find(b"\n--- ")
    end = begin.find(b"\n", mac + 1)
    if mac < 0 or end < 0:
        if len(begin) < _LARGEST_HEADER:
            raise Truncated(size=len(begin))
        raise NotAPouch(why=f"its header is longer than {_LARGEST_HEADER} bytes")
    return end + 1


def _refusal(fault: Exception, payload: int) -> Exception:
    """A pouch is a whole number of age's chunks, all full: another length was cut, the right length was changed."""
    if isinstance(fault, pyrage.DecryptError):
        # pyrage has one class for all of these, and only its text tells them apart.
        if str(fault) == "No matching keys found":
            return NotForUs(why="it is not encrypted to a key of ours")
        if payload >= 0:
            return Tampered(why=f"its header does not hold ({fault})")
    if payload <= 0 or payload % (GRAIN + _TAG) or str(fault) == "age file is truncated":
        return Truncated(size=max(payload, 0))
    return Tampered(why="its encrypted bytes were changed")
