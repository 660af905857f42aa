"""The door key: what the process that answers a partner's carrier signs with, so that it needs no key of the node.

It signs answers to one partner and nothing else, and only until the vouch for it ends (docs/PROTOCOL.md, 10.4).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_ssh_private_key

from verbale.engines.seal.calls import Vouch, read_vouch, write
from verbale.engines.seal.public import signing_line
from verbale.kernel.canonical import canonical, read_json
from verbale.kernel.errors import Unreadable, VerbaleError

_LARGEST = 1 << 14


class BadDoorKey(Unreadable):
    """{path} holds no door key: {why}. Remove it; the carrier makes another in its next round."""


@dataclass(frozen=True, slots=True)
class DoorKey:
    """A door key, and the header that vouches for it."""

    key: Ed25519PrivateKey = field(repr=False)
    vouch: str

    def as_file(self) -> bytes:
        """The bytes of its file."""
        text = self.key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()).decode("ascii")
        return canonical({"key": text, "vouch": self.vouch})

    def vouched(self) -> tuple[Vouch, str]:
        """What is said of the key, and the node's key that said it."""
        return read_vouch(self.vouch)


def make_door_key(key: Ed25519PrivateKey, vouch: Vouch, node: Ed25519PrivateKey) -> DoorKey:
    """Lets the node's key vouch for a door key."""
    return DoorKey(key, write(vouch, node))


def read_door_key(path: Path) -> DoorKey:
    """Reads a file that ``as_file`` wrote; raises FileNotFoundError or BadDoorKey."""
    with path.open("rb") as stream:
        data = stream.read(_LARGEST)
    try:
        value = read_json(data, "the file")
        key, vouch = load_ssh_private_key(value["key"].encode(), None), value["vouch"]
    except (ValueError, TypeError, KeyError, AttributeError, UnsupportedAlgorithm, VerbaleError) as fault:
        raise BadDoorKey(path=path, why="it is not an OpenSSH key without a passphrase and a vouch for it") from fault
    if not isinstance(key, Ed25519PrivateKey) or not isinstance(vouch, str):
        raise BadDoorKey(path=path, why="it is not an Ed25519 key")
    return DoorKey(key, vouch)


def public_line(key: Ed25519PrivateKey) -> str:
    """The public half of a key (``ssh-ed25519 AAAA…``)."""
    return signing_line(key.public_key())
