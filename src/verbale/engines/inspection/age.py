"""The age file around a pouch (age-encryption.org/v1): for two X25519 keys, not a byte too long.

The header is read here, byte by byte, since a further stanza, even a meaningless one, tells or carries something; the
content is decrypted by pyrage.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from typing import BinaryIO

import pyrage
from pyrage import x25519

from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.stanza import opens

RECIPIENTS = 2
"""The recipient's key and the sender's own (clause 2.1)."""

_VERSION = b"age-encryption.org/v1\n"
_STANZA = re.compile(rb"-> X25519 ([A-Za-z0-9+/]{43})\n([A-Za-z0-9+/]{43})\n")
_MAC = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
_HEADER_LIMIT = 64 * 1024
_NONCE, _TAG, _CHUNK = 16, 16, 64 * 1024
_PIECE = 1024 * 1024


class Reading:
    """The sealed file as a stream that is hashed as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sha256 = hashlib.sha256()
        self.size = 0

    def read(self, size: int) -> bytes:
        data = self._file.read(size)
        self._sha256.update(data)
        self.size += len(data)
        return data

    def finish(self) -> str:
        """Reads on to the end; SHA-256 of the whole file."""
        while self.read(_PIECE):
            pass
        return self._sha256.hexdigest()


class _Writing:
    """Where the plaintext goes; remembers what the disk said, which pyrage would call a fault of the file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.fault: OSError | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._file.write(data)
        except OSError as fault:
            self.fault = fault
            raise

    def flush(self) -> None:
        self._file.flush()


def check_header(sealed: BinaryIO, identity: x25519.Identity) -> Iterator[Finding]:
    """Whether the header is that of two X25519 recipients and nothing else, the second of them ourselves."""
    head = sealed.read(_HEADER_LIMIT)
    stanzas, _ = _header(head)
    if not head.startswith(_VERSION):
        yield Finding(Kind.SEAL, what="it is not an age file of version 1")
    elif stanzas is None or len(stanzas) != RECIPIENTS:
        shown = "more than X25519 stanzas" if stanzas is None else f"{len(stanzas)} stanzas"
        yield Finding(Kind.STANZA, what=f"it has {shown} instead of {RECIPIENTS} of X25519")
    elif [opens(share, body, identity) for share, body in stanzas] != [False, True]:
        yield Finding(Kind.STANZA, what="its second stanza, and that alone, must be for the sender's own key")


def decrypt(sealed: BinaryIO, plaintext: BinaryIO, identity: x25519.Identity) -> tuple[str, int, list[Finding]]:
    """Decrypts into ``plaintext``; SHA-256 and size of what was read, and what was found."""
    reading, writing = Reading(sealed), _Writing(plaintext)
    findings = []
    try:
        pyrage.decrypt_io(reading, writing, [identity])
    except (pyrage.DecryptError, OSError) as fault:
        if writing.fault is not None:
            raise writing.fault from None
        findings.append(Finding(Kind.SEAL, what=str(fault)))
    return reading.finish(), reading.size, findings


def check_length(sealed: BinaryIO, plaintext: BinaryIO) -> Iterator[Finding]:
    """Whether the sealed file is just as long as two stanzas and this plaintext make it."""
    sealed.seek(0)
    _, header = _header(sealed.read(_HEADER_LIMIT))
    size, content = os.fstat(sealed.fileno()).st_size, os.fstat(plaintext.fileno()).st_size
    needed = header + _NONCE + content + _TAG * max(1, -(-content // _CHUNK))
    if header and size != needed:
        yield Finding(Kind.LENGTH, "the sealed file", f"it has {size} bytes and needs {needed}")


def _header(head: bytes) -> tuple[list[tuple[str, str]] | None, int]:
    """Share and body of the X25519 stanzas (None where something else stands too), and the length (0: unknown)."""
    at = len(_VERSION)
    stanzas = []
    while found := _STANZA.match(head, at):
        stanzas.append((found[1].decode(), found[2].decode()))
        at = found.end()
    if mac := _MAC.match(head, at):
        return stanzas, mac.end()
    elsewhere = re.search(rb"\n--- [A-Za-z0-9+/]{43}\n", head)
    return None, elsewhere.end() if elsewhere else 0
