"""A node's private keys: made, kept in a folder of their own, loaded. Only the carrier imports this room.

``signing-key`` is an Ed25519 key in OpenSSH's format, ``identity.txt`` an age identity. With a passphrase both names
end in ``.age``: the identity is encrypted with the passphrase, the signing key to the identity, so that the passphrase
is worked out once; ``age -d`` opens both. ``signing-key.pub`` and ``recipient.txt`` are the public halves.
"""

from __future__ import annotations

import errno
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

from verbale.engines.seal.errors import BadKeyFile, KeysExist, NoKeys, PassphraseNeeded, WrongPassphrase
from verbale.engines.seal.private_file import check_private, read_private, sync_folder, write_private
from verbale.engines.seal.public import PublicKeys, signing_line

SIGNING, IDENTITY, WRAPPED = "signing-key", "identity.txt", ".age"
SIGNING_PUBLIC, RECIPIENT = "signing-key.pub", "recipient.txt"


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
    """Makes fresh keys in ``folder`` (0700, files 0600), all or nothing; raises KeysExist unless it is empty or new.

    Without a passphrase, or with an empty one, the files are protected by their mode alone.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise KeysExist(folder=folder)
    keys = NodeKeys(Ed25519PrivateKey.generate(), x25519.Identity.generate())
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
        ready = Path(made) / "keys"
        ready.mkdir(mode=0o700)
        for name, data in _files(keys, passphrase).items():
            write_private(ready / name, data)
        try:
            ready.rename(folder)
        except OSError as fault:
            if fault.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
                raise
            raise KeysExist(folder=folder) from fault
    for changed in (folder, folder.parent):
        sync_folder(changed)
    return keys


def load_keys(folder: Path, passphrase: str | None = None) -> NodeKeys:
    """Loads the keys; raises NoKeys, KeysExposed, PassphraseNeeded, WrongPassphrase or BadKeyFile."""
    if not folder.is_dir():
        raise NoKeys(folder=folder, file=IDENTITY)
    check_private(folder, folder.stat())
    if not (folder / (IDENTITY + WRAPPED)).exists():
        return NodeKeys(
            _signing(folder / SIGNING, read_private(folder, SIGNING)),
            _identity(folder / IDENTITY, read_private(folder, IDENTITY)),
        )
    if not passphrase:
        raise PassphraseNeeded(folder=folder)
    return _load_locked(folder, passphrase)


def _load_locked(folder: Path, passphrase: str) -> NodeKeys:
    identity_path, signing_path = folder / (IDENTITY + WRAPPED), folder / (SIGNING + WRAPPED)
    signing = read_private(folder, signing_path.name)
    identity = _identity(identity_path, _unlock(folder, read_private(folder, identity_path.name), passphrase))
    return NodeKeys(_signing(signing_path, _unwrap(signing_path, signing, identity)), identity)


def _files(keys: NodeKeys, passphrase: str | None) -> dict[str, bytes]:
    signing = keys.signing.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    identity = f"{keys.identity}\n".encode("ascii")
    files = {
        SIGNING_PUBLIC: f"{keys.public.signing}\n".encode("ascii"),
        RECIPIENT: f"{keys.public.recipient}\n".encode("ascii"),
    }
    if not passphrase:
        return files | {SIGNING: signing, IDENTITY: identity}
    return files | {
        SIGNING + WRAPPED: pyrage.encrypt(signing, [keys.identity.to_public()]),
        IDENTITY + WRAPPED: pyrage.passphrase.encrypt(identity, passphrase),
    }


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
