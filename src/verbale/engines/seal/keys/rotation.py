"""Keys made, and replaced by new ones with a statement that says so (docs/PROTOCOL.md, 1.5–1.8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pyrage import x25519

from verbale.engines.seal.errors import NoKeys
from verbale.engines.seal.keys.files import RECOVERY
from verbale.engines.seal.keys.generation import Generation, places, read_public
from verbale.engines.seal.keys.node import NodeKeys, load_keys, load_what_is_left
from verbale.engines.seal.keys.placing import files, place_first, place_next
from verbale.engines.seal.keys.safe import RecoveryFile, read_recovery_key
from verbale.engines.seal.public import PublicKeys, signing_line
from verbale.engines.seal.statement import KeyStatement, SignedStatement, sign_statement
from verbale.kernel.errors import WrongUse


class RecoveryKeyNeeded(WrongUse):
    """A new recovery key counts only if the present one signs for it. Take that from the safe and name its file."""


class WhichKeys(WrongUse):
    """{folder} does not say which keys are to be replaced. Give the line with their public halves; partners have it."""


def make_keys(folder: Path, passphrase: str | None = None, recovery_to: Path | None = None) -> NodeKeys:
    """Makes fresh keys in ``folder`` (0700, files 0600), all or nothing; raises KeysExist unless it is empty or new.

    Without a passphrase, or with an empty one, the files are protected by their mode alone. The recovery key's private
    half is written to the new file ``recovery_to``, by default ``recovery-key`` in the folder, and nowhere else.
    """
    recovery = Ed25519PrivateKey.generate()
    made = _fresh(signing_line(recovery.public_key()))
    outside = RecoveryFile.of(recovery_to or folder / RECOVERY, recovery, passphrase)
    written = files(made, passphrase)
    if outside.path.parent.absolute() == folder.absolute() and outside.path.name not in written:
        place_first(folder, written | {outside.path.name: outside.data})
    else:
        place_first(folder, written, outside)
    return made


def rotate_keys(
    folder: Path, passphrase: str | None = None, *, side: str, number: int, at: datetime,
    new_recovery_to: Path | None = None, recovery: Path | None = None, recovery_passphrase: str | None = None,
) -> NodeKeys:  # fmt: skip
    """Replaces the present keys by new ones; what it returns has the ``statement`` that partners are told.

    ``number`` counts the statements of our ``side``. The recovery key stays, unless ``new_recovery_to`` names a file
    for a new one; then ``recovery``, the file of the present one, signs the statement, if there is one. A passphrase
    locks the new keys too. A crash leaves the old keys or the new ones, and the statement with these.
    """
    present = load_keys(folder, passphrase)
    signer = present.signing
    if new_recovery_to and present.recovery:
        if recovery is None:
            raise RecoveryKeyNeeded()
        signer = read_recovery_key(recovery, recovery_passphrase or passphrase, present.public)
    says = _Saying(replaced=present.public, signer=signer, revoked=False, side=side, number=number, at=at)
    return _replace(folder, passphrase, says, present.generations, new_recovery_to)


def recover_keys(
    folder: Path, recovery: Path, passphrase: str | None = None, *, side: str, number: int, at: datetime,
    replaced: PublicKeys | None = None, new_recovery_to: Path | None = None, recovery_passphrase: str | None = None,
) -> NodeKeys:  # fmt: skip
    """Replaces keys that are lost or no longer one's own; the ``statement`` of the new ones makes the old ones void.

    ``recovery`` is the file of the recovery key, brought from the safe. ``replaced`` are the keys that partners hold as
    confirmed: by default those in the folder, which may be incomplete; where nothing is left, or where somebody else
    replaced our keys by theirs, they must be given. Old keys that can still be read go on opening what came for them.
    """
    replaced = replaced or _present(folder)
    signer = read_recovery_key(recovery, recovery_passphrase or passphrase, replaced)
    older = load_what_is_left(folder, passphrase) if folder.is_dir() and places(folder) else ()
    says = _Saying(replaced=replaced, signer=signer, revoked=True, side=side, number=number, at=at)
    return _replace(folder, passphrase, says, older, new_recovery_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Saying:
    """What a statement is to say of fresh keys, and the key that signs it."""

    replaced: PublicKeys
    signer: Ed25519PrivateKey = field(repr=False)
    revoked: bool
    side: str
    number: int
    at: datetime

    def of(self, fresh: PublicKeys) -> SignedStatement:
        previous = self.replaced.fingerprint
        return sign_statement(KeyStatement(self.side, self.number, previous, fresh, self.revoked, self.at), self.signer)


def _replace(
    folder: Path, passphrase: str | None, says: _Saying, older: Sequence[Generation], new_recovery_to: Path | None
) -> NodeKeys:
    recovery = Ed25519PrivateKey.generate() if new_recovery_to else None
    fresh = _fresh(signing_line(recovery.public_key()) if recovery else says.replaced.recovery)
    made = replace(fresh, statement=says.of(fresh.public), older=tuple(older))
    outside = RecoveryFile.of(new_recovery_to, recovery, passphrase) if new_recovery_to and recovery else None
    place = place_next if folder.is_dir() and any(folder.iterdir()) else place_first
    place(folder, files(made, passphrase), outside)
    return made


def _present(folder: Path) -> PublicKeys:
    try:
        return read_public(places(folder)[-1])
    except (NoKeys, FileNotFoundError, IndexError) as fault:
        raise WhichKeys(folder=folder) from fault


def _fresh(recovery: str) -> NodeKeys:
    return NodeKeys(Ed25519PrivateKey.generate(), x25519.Identity.generate(), recovery)
