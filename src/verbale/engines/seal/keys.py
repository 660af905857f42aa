"""A node's private keys: made, kept in a folder of their own, loaded. Only the carrier imports this room.

``signing-key`` is an Ed25519 key in OpenSSH's format, ``identity.txt`` an age identity. With a passphrase both names
end in ``.age``: the identity is encrypted with the passphrase, the signing key to the identity, so that the passphrase
is worked out once; ``age -d`` opens both. ``signing-key.pub`` and ``recipient.txt`` are the public halves.
"""

from __future__ import annotations

import os
import stat
import tempfile
from dataclasses import dataclass, field
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

from verbale.engines.seal.errors import BadKeyFile, KeysExist, KeysExposed, NoKeys, PassphraseNeeded, WrongPassphrase
from verbale.engines.seal.public import PublicKeys, signing_line

SIGNING, IDENTITY, WRAPPED = "signing-key", "identity.txt", ".age"
SIGNING_PUBLIC, RECIPIENT = "signing-key.pub", "recipient.txt"
_LARGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The private keys of a node; nothing of them shows in a log."""

    signing: Ed25519PrivateKey = field(repr=False)
    identity: x25519.Identity = field(repr=False)

    @property
    def public(self) -> PublicKeys:
        """The halves to give away."""
        return PublicKeys(signing_line(self.signing.public_key()), str(self.identity.to_public()))


def make_keys(folder: Path, passphrase: str | None = None) -> NodeKeys:
    """Makes fresh keys in ``folder`` (0700, files 0600), all or nothing; raises KeysExist unless it is empty or new."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise KeysExist(folder=folder)
    keys = NodeKeys(Ed25519PrivateKey.generate(), x25519.Identity.generate())
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
        ready = Path(made) / "keys"
        ready.mkdir(mode=0o700)
        for name, data in _files(keys, passphrase).items():
            _write(ready / name, data)
        try:
            ready.rename(folder)
        except OSError as fault:
            raise KeysExist(folder=folder) from fault
    return keys


def load_keys(folder: Path, passphrase: str | None = None) -> NodeKeys:
    """Loads the keys; raises NoKeys, KeysExposed, PassphraseNeeded, WrongPassphrase or BadKeyFile."""
    if not folder.is_dir():
        raise NoKeys(folder=folder, file=IDENTITY)
    _check_private(folder, folder.stat())
    wrapped = (folder / (IDENTITY + WRAPPED)).exists()
    if wrapped and passphrase is None:
        raise PassphraseNeeded(folder=folder)
    end = WRAPPED if wrapped else ""
    identity_file, signing_file = _read(folder, IDENTITY + end), _read(folder, SIGNING + end)
    if wrapped:
        identity_file = _unlock(folder, identity_file, passphrase or "")
    identity = _identity(folder / (IDENTITY + end), identity_file)
    if wrapped:
        signing_file = _unwrap(folder / (SIGNING + end), signing_file, identity)
    return NodeKeys(_signing(folder / (SIGNING + end), signing_file), identity)


def _files(keys: NodeKeys, passphrase: str | None) -> dict[str, bytes]:
    signing = keys.signing.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    identity = f"{keys.identity}\n".encode("ascii")
    files = {
        SIGNING_PUBLIC: f"{keys.public.signing}\n".encode("ascii"),
        RECIPIENT: f"{keys.public.recipient}\n".encode("ascii"),
    }
    if passphrase is None:
        return files | {SIGNING: signing, IDENTITY: identity}
    return files | {
        SIGNING + WRAPPED: pyrage.encrypt(signing, [keys.identity.to_public()]),
        IDENTITY + WRAPPED: pyrage.passphrase.encrypt(identity, passphrase),
    }


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _read(folder: Path, name: str) -> bytes:
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError as fault:
        raise NoKeys(folder=folder, file=name) from fault
    except OSError as fault:
        raise BadKeyFile(path=folder / name, why="it cannot be opened as a plain file") from fault
    with os.fdopen(descriptor, "rb") as stream:
        _check_private(folder / name, os.fstat(descriptor))
        return stream.read(_LARGEST)


def _check_private(path: Path, found: os.stat_result) -> None:
    if found.st_uid not in (os.geteuid(), 0):
        raise KeysExposed(path=path, why="it belongs to somebody else")
    if found.st_mode & 0o077:
        raise KeysExposed(path=path, why=f"its mode is {stat.S_IMODE(found.st_mode):04o}")


def _unlock(folder: Path, data: bytes, passphrase: str) -> bytes:
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError as fault:
        if str(fault) == "Decryption failed":
            raise WrongPassphrase(folder=folder) from fault
        raise BadKeyFile(path=folder / (IDENTITY + WRAPPED), why=str(fault)) from fault


def _unwrap(path: Path, data: bytes, identity: x25519.Identity) -> bytes:
    try:
        return bytes(pyrage.decrypt(data, [identity]))
    except pyrage.DecryptError as fault:
        raise BadKeyFile(path=path, why=str(fault)) from fault


def _identity(path: Path, data: bytes) -> x25519.Identity:
    try:
        lines = [line.strip() for line in data.decode("ascii").splitlines()]
        (secret,) = [line for line in lines if line and not line.startswith("#")]
        return x25519.Identity.from_str(secret)
    except (ValueError, pyrage.IdentityError) as fault:
        raise BadKeyFile(path=path, why="it is not one age identity") from fault


def _signing(path: Path, data: bytes) -> Ed25519PrivateKey:
    try:
        key = load_ssh_private_key(data, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise BadKeyFile(path=path, why="it is not an OpenSSH key without a passphrase") from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKeyFile(path=path, why="it is not an Ed25519 key")
    return key
