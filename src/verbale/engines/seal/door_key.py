"""The door key: what the process that answers a partner's carrier signs with, so that it needs no key of the node.

It signs answers and nothing else, and only until the vouch for it ends (docs/PROTOCOL.md, 10.4).
"""

from __future__ import annotations

from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_ssh_private_key

from verbale.engines.seal.public import signing_line
from verbale.kernel.errors import Unreadable


class BadDoorKey(Unreadable):
    """{path} holds no door key: {why}. Remove it; the carrier makes another in its next round."""


def door_key_text(key: Ed25519PrivateKey) -> bytes:
    """The key as OpenSSH keeps it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def read_door_key(path: Path) -> Ed25519PrivateKey:
    """The key in a file that ``door_key_text`` wrote; raises FileNotFoundError or BadDoorKey."""
    with path.open("rb") as stream:
        data = stream.read(1 << 14)
    try:
        key = load_ssh_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise BadDoorKey(path=path, why="it is not an OpenSSH key without a passphrase") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise BadDoorKey(path=path, why="it is not an Ed25519 key")
    return key


def public_line(key: Ed25519PrivateKey) -> str:
    """Its public half (``ssh-ed25519 AAAA…``)."""
    return signing_line(key.public_key())
