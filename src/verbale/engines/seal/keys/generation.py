"""One generation of keys: where its files lie, and what is read from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from verbale.engines.seal.errors import (
    BadKeyFile,
    BadPublicKey,
    KeysExposed,
    NoKeys,
    PassphraseNeeded,
)
from verbale.engines.seal.keys.files import (
    IDENTITY,
    OLDER,
    RECIPIENT,
    RECOVERY_PUBLIC,
    SIGNING,
    SIGNING_PUBLIC,
    STATEMENT,
    WRAPPED,
    read_identities,
    read_identity,
    read_signing_key,
    unlock,
    unwrap,
)
from verbale.engines.seal.private_file import check_private, read_private
from verbale.engines.seal.public import PublicKeys
from verbale.engines.seal.statement import SignedStatement, read_keys_file
from verbale.kernel.errors import VerbaleError

_FIRST = (SIGNING_PUBLIC, SIGNING, SIGNING + WRAPPED, IDENTITY, IDENTITY + WRAPPED)


@dataclass(frozen=True, slots=True)
class Generation:
    """Keys that were or are the node's. A private half is None where it is lost; ``statement`` brought them about."""

    public: PublicKeys
    signing: Ed25519PrivateKey | None = field(repr=False, default=None)
    identity: x25519.Identity | None = field(repr=False, default=None)
    statement: SignedStatement | None = field(repr=False, default=None)


def places(folder: Path) -> list[Path]:
    """Where the generations lie, oldest first: the folder itself, then those in it that are named 2, 3 …"""
    first = [folder] if any((folder / name).exists() for name in _FIRST) else []
    return [*first, *(folder / str(number) for number in sorted(_numbers(folder)))]


def _numbers(folder: Path) -> list[int]:
    names = [path.name for path in folder.iterdir()]
    return [int(name) for name in names if name.isascii() and name.isdigit() and not name.startswith("0")]


def read_private_halves(place: Path, passphrase: str | None) -> tuple[Ed25519PrivateKey, x25519.Identity]:
    """The private keys in a folder; raises NoKeys, KeysExposed, PassphraseNeeded, WrongPassphrase or BadKeyFile."""
    check_private(place, place.stat())
    if not is_locked(place):
        signing = read_signing_key(place / SIGNING, read_private(place, SIGNING))
        return signing, open_identity(place, passphrase)
    path = place / (SIGNING + WRAPPED)
    wrapped = read_private(place, path.name) if passphrase else b""
    identity = open_identity(place, passphrase)
    return read_signing_key(path, unwrap(path, wrapped, identity)), identity


def open_identity(place: Path, passphrase: str | None) -> x25519.Identity:
    """The identity in a folder; raises as ``read_private_halves`` does."""
    if not is_locked(place):
        return read_identity(place / IDENTITY, read_private(place, IDENTITY))
    if not passphrase:
        raise PassphraseNeeded(folder=place)
    path = place / (IDENTITY + WRAPPED)
    return read_identity(path, unlock(path, read_private(place, path.name), passphrase))


def read_older(place: Path, known: Mapping[str, x25519.Identity]) -> Generation:
    """An old generation; ``known`` are identities by recipient. What cannot be read any more is None.

    Files that others can reach are refused here too.
    """
    check_private(place, place.stat())
    public = read_public(place)
    try:
        identity = known.get(public.recipient) or read_identity(place / IDENTITY, read_private(place, IDENTITY))
    except (NoKeys, BadKeyFile):
        identity = None
    return Generation(public, _old_signing(place, identity), identity, read_own_statement(place))


def _old_signing(place: Path, identity: x25519.Identity | None) -> Ed25519PrivateKey | None:
    try:
        if not is_locked(place):
            return read_signing_key(place / SIGNING, read_private(place, SIGNING))
        if identity is None:
            return None
        path = place / (SIGNING + WRAPPED)
        return read_signing_key(path, unwrap(path, read_private(place, path.name), identity))
    except (NoKeys, BadKeyFile):
        return None


def older_identities(place: Path, identity: x25519.Identity) -> dict[str, x25519.Identity]:
    """The identities, by recipient, that a locked generation keeps of those before it."""
    path = place / (OLDER + WRAPPED)
    if not path.exists():
        return {}
    found = read_identities(path, unwrap(path, read_private(place, path.name), identity))
    return {str(one.to_public()): one for one in found}


def is_locked(place: Path) -> bool:
    """Whether a passphrase opens the generation in a folder."""
    return (place / (IDENTITY + WRAPPED)).exists()


def read_public(place: Path) -> PublicKeys:
    """The public halves of the generation in a folder; needs none of the private ones."""
    try:
        return PublicKeys(_word(place, SIGNING_PUBLIC), _word(place, RECIPIENT), read_recovery(place))
    except BadPublicKey as fault:
        raise BadKeyFile(path=place / SIGNING_PUBLIC, why="these public halves are no keys") from fault


def read_recovery(place: Path) -> str:
    """The public half of the recovery key, empty if there is none."""
    return _word(place, RECOVERY_PUBLIC) if (place / RECOVERY_PUBLIC).exists() else ""


def _word(place: Path, name: str) -> str:
    try:
        return read_private(place, name).decode("ascii").strip()
    except UnicodeDecodeError as fault:
        raise BadKeyFile(path=place / name, why="it is no public key") from fault


def read_own_statement(place: Path) -> SignedStatement | None:
    """The statement that brought about the generation in a folder; the first has none."""
    if not (place / STATEMENT).exists():
        return None
    try:
        return read_keys_file(read_private(place, STATEMENT))
    except (NoKeys, KeysExposed):
        raise
    except VerbaleError as fault:
        raise BadKeyFile(path=place / STATEMENT, why="it is no statement about keys") from fault
