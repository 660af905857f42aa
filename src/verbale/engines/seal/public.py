"""The public half of a node's keys: what a partner is given, and compares by fingerprint."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_public_key
from pyrage import RecipientError, x25519

from verbale.engines.seal.errors import BadPublicKey


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """A node's public keys, written together as one line (docs/PROTOCOL.md, 1.1).

    ``signing`` and ``recovery`` as OpenSSH writes them (``ssh-ed25519 AAAA…``, no comment), ``recipient`` as age does
    (``age1…``). ``recovery`` is empty where the side keeps no recovery key.
    """

    signing: str
    recipient: str
    recovery: str = ""

    def __post_init__(self) -> None:
        for line in (self.signing, self.recovery) if self.recovery else (self.signing,):
            if signing_line(read_signing(line)) != line:
                raise BadPublicKey(text=line[:200], why="it is not written as ssh-ed25519 AAAA… without a comment")
        if self.recovery == self.signing:
            raise BadPublicKey(text=self.line()[:200], why="its recovery key is its signing key")
        if str(read_recipient(self.recipient)) != self.recipient:
            # In capitals it is the same key, and would pass for another.
            raise BadPublicKey(text=self.recipient[:200], why="it is not written as age writes its recipients")

    @classmethod
    def read(cls, line: str) -> PublicKeys:
        """Reads ``ssh-ed25519 AAAA… age1… ssh-ed25519 AAAA…``; the last two words may be missing."""
        words = line.split()
        if len(words) not in (3, 5):
            raise BadPublicKey(text=line[:200], why="it is not ssh-ed25519 AAAA… age1…, or that and a recovery key")
        return cls(signing=" ".join(words[:2]), recipient=words[2], recovery=" ".join(words[3:]))

    def line(self) -> str:
        """The line that ``read`` reads."""
        return f"{self.signing} {self.recipient} {self.recovery}".rstrip()

    @property
    def fingerprint(self) -> str:
        """``SHA256:…`` of the whole line, so that another decryption or recovery key shows as well (1.2)."""
        return _fingerprint(self.line().encode("ascii"))


def fingerprint(signing: str) -> str:
    """``SHA256:…`` of one key, a line ``ssh-ed25519 AAAA…``, as ``ssh-keygen -lf`` shows it."""
    return _fingerprint(base64.b64decode(signing.split()[1]))


def _fingerprint(data: bytes) -> str:
    return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode("ascii").rstrip("=")


def signing_line(key: Ed25519PublicKey) -> str:
    """A public key as OpenSSH writes it, without a comment."""
    return key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")


def read_signing(line: str) -> Ed25519PublicKey:
    """The Ed25519 key in a line of OpenSSH; any other kind of key is refused."""
    try:
        key = load_ssh_public_key(line.encode())
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise BadPublicKey(text=line[:200], why="it is not an OpenSSH public key") from fault
    if not isinstance(key, Ed25519PublicKey):
        raise BadPublicKey(text=line[:200], why="it is not an Ed25519 key")
    return key


def read_recipient(text: str) -> x25519.Recipient:
    """The age recipient in a text ``age1…``."""
    try:
        return x25519.Recipient.from_str(text)
    except (RecipientError, ValueError) as fault:  # ValueError: half a letter, as in arguments that are no UTF-8
        raise BadPublicKey(text=text[:200], why=f"it is not an age recipient ({fault})") from fault
