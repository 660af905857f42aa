"""What stands in the files of a generation of keys: their names and their text, plain or locked."""

from __future__ import annotations

from pathlib import Path

import pyrage
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_ssh_private_key,
)
from pyrage import x25519

from verbale.engines.seal.errors import BadKeyFile, WrongPassphrase

SIGNING, IDENTITY, OLDER, WRAPPED = "signing-key", "identity.txt", "older-identities.txt", ".age"
SIGNING_PUBLIC, RECIPIENT, RECOVERY_PUBLIC = "signing-key.pub", "recipient.txt", "recovery-key.pub"
RECOVERY, STATEMENT = "recovery-key", "statement.keys"

LOCKED = b"age-encryption.org/v1"
"""How a file begins that age encrypted."""


def signing_text(key: Ed25519PrivateKey) -> bytes:
    """The key as OpenSSH keeps it."""
    return key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


def identity_text(*identities: x25519.Identity) -> bytes:
    """Identities as age keeps them, one a line."""
    return "".join(f"{one}\n" for one in identities).encode("ascii")


def read_signing_key(path: Path, data: bytes) -> Ed25519PrivateKey:
    """The key that ``signing_text`` wrote; ``path`` names it in the error BadKeyFile."""
    try:
        key = load_ssh_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise BadKeyFile(path=path, why="it is not an OpenSSH key without a passphrase") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyFile(path=path, why="it is not an Ed25519 key")
    return key


def read_identity(path: Path, data: bytes) -> x25519.Identity:
    """The one identity in a file of age."""
    found = read_identities(path, data)
    if len(found) != 1:
        raise BadKeyFile(path=path, why="it is not one age identity")
    return found[0]


def read_identities(path: Path, data: bytes) -> list[x25519.Identity]:
    """The identities in a file of age; comments are left out."""
    try:
        lines = [line.strip() for line in data.decode("ascii").splitlines()]
        return [x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (ValueError, pyrage.IdentityError) as fault:
        raise BadKeyFile(path=path, why="it is not one age identity") from fault


def lock(data: bytes, passphrase: str) -> bytes:
    """Encrypts with a passphrase; slow on purpose."""
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def unlock(path: Path, data: bytes, passphrase: str) -> bytes:
    """What ``lock`` encrypted; raises WrongPassphrase, or BadKeyFile if the file is damaged."""
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError as fault:
        if str(fault) == "Decryption failed":
            raise WrongPassphrase(folder=path.parent) from fault
        raise BadKeyFile(path=path, why=str(fault)) from fault


def wrap(data: bytes, identity: x25519.Identity) -> bytes:
    """Encrypts to an identity that is itself locked."""
    return bytes(pyrage.encrypt(data, [identity.to_public()]))


def unwrap(path: Path, data: bytes, identity: x25519.Identity) -> bytes:
    """What ``wrap`` encrypted; raises BadKeyFile."""
    try:
        return bytes(pyrage.decrypt(data, [identity]))
    except pyrage.DecryptError as fault:
        raise BadKeyFile(path=path, why=str(fault)) from fault
