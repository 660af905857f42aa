"""The keys of a node: the present generation and all before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from verbale.engines.seal.errors import BadKeyFile, NoKeys
from verbale.engines.seal.keys.files import IDENTITY
from verbale.engines.seal.keys.generation import (
    Generation,
    older_identities,
    open_identity,
    places,
    read_older,
    read_own_statement,
    read_private_halves,
    read_recovery,
)
from verbale.engines.seal.private_file import check_private
from verbale.engines.seal.public import PublicKeys, signing_line
from verbale.engines.seal.statement import SignedStatement
from verbale.kernel.errors import NotFound


class NoSuchKeys(NotFound):
    """This node has no signing key of the keys {fingerprint}. Restore the folder of keys from the backup."""


@dataclass(frozen=True, slots=True)
class NodeKeys:
    """The private keys of a node; nothing of them shows in a log.

    ``signing``, ``identity`` and ``recovery`` (its public half, may be empty) are the present ones, brought about by
    ``statement`` unless they are the first; ``older`` are those before, oldest first.
    """

    signing: Ed25519PrivateKey = field(repr=False)
    identity: x25519.Identity = field(repr=False)
    recovery: str = field(repr=False, default="")
    statement: SignedStatement | None = field(repr=False, default=None)
    older: Sequence[Generation] = field(repr=False, default=())

    @property
    def public(self) -> PublicKeys:
        """The halves to give away."""
        return PublicKeys(signing_line(self.signing.public_key()), str(self.identity.to_public()), self.recovery)

    @property
    def generations(self) -> tuple[Generation, ...]:
        """All keys, oldest first, the present ones last."""
        return (*self.older, Generation(self.public, self.signing, self.identity, self.statement))

    @property
    def identities(self) -> tuple[x25519.Identity, ...]:
        """All identities that are not lost, the present one first: what was sealed for us opens with one of them."""
        return tuple(one.identity for one in reversed(self.generations) if one.identity is not None)

    def signing_for(self, fingerprint: str) -> Ed25519PrivateKey:
        """The signing key of the keys whose line has this fingerprint; raises NoSuchKeys."""
        for one in self.generations:
            if one.public.fingerprint == fingerprint and one.signing is not None:
                return one.signing
        raise NoSuchKeys(fingerprint=fingerprint, what="signing key", which=fingerprint)


def load_keys(folder: Path, passphrase: str | None = None) -> NodeKeys:
    """Loads the keys; raises NoKeys, KeysExposed, PassphraseNeeded, WrongPassphrase or BadKeyFile.

    Of an old generation a private half that is missing or damaged is lost and stops nobody; the present one is whole.
    """
    *before, present = _places(folder)
    signing, identity = read_private_halves(present, passphrase)
    known = older_identities(present, identity)
    return NodeKeys(
        signing, identity, read_recovery(present), read_own_statement(present),
        tuple(read_older(place, known) for place in before),
    )  # fmt: skip


def load_what_is_left(folder: Path, passphrase: str | None = None) -> tuple[Generation, ...]:
    """All generations, oldest first, with what can still be read of them, the present one too.

    Raises NoKeys, KeysExposed, PassphraseNeeded, WrongPassphrase, and BadKeyFile for public halves.
    """
    *_, present = there = _places(folder)
    known: Mapping[str, x25519.Identity] = {}
    with suppress(NoKeys, BadKeyFile):
        identity = open_identity(present, passphrase)
        known = {**older_identities(present, identity), str(identity.to_public()): identity}
    return tuple(read_older(place, known) for place in there)


def _places(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise NoKeys(folder=folder, file=IDENTITY)
    check_private(folder, folder.stat())
    found = places(folder)
    if not found:
        raise NoKeys(folder=folder, file=IDENTITY)
    return found
