"""Opening: into quarantine, trusting nothing before the signature holds, leaving nothing if anything is wrong."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyrage import x25519

from verbale.engines.seal import bag, sshsig
from verbale.engines.seal.envelope import Envelope
from verbale.engines.seal.errors import (
    BadSignature,
    ForeignSender,
    NotAPouch,
    NotForUs,
    QuarantineInUse,
    Tampered,
    TooLarge,
)
from verbale.engines.seal.intake import Intake, Judge, OpenedFile
from verbale.engines.seal.limits import Limits
from verbale.engines.seal.public import PublicKeys, fingerprint
from verbale.engines.seal.unsealing import unseal

Trusted = Mapping[str, Collection[PublicKeys]]
"""By sender's code, the keys that may sign for that sender."""


@dataclass(frozen=True, slots=True)
class OpenedPouch:
    """A pouch that held: its envelope, signature and manifest (keep all three: they are the proof), who signed, and its
    files in quarantine, sorted by path. Whether its number is due is judged by ``Acceptance``."""

    envelope: Envelope
    signature: bytes
    manifest: bytes
    signer: str
    files: tuple[OpenedFile, ...]

    @property
    def envelope_hash(self) -> str:
        return self.envelope.hash


def open_pouch(
    path: Path,
    quarantine: Path,
    *,
    identities: Sequence[x25519.Identity],
    trusted: Trusted,
    we: str,
    limits: Limits | None = None,
) -> OpenedPouch:
    """Decrypts and checks the pouch at ``path``, laying its files into ``quarantine``, an empty folder or none yet.

    ``identities`` are our decryption keys, old ones too (clause 1.8); ``we`` is our own code, which the envelope must
    name. Raises NotAPouch, Truncated, Tampered, ForeignSender, NotForUs
    or TooLarge; the quarantine is then empty. A process killed on the way leaves it filled: ``empty`` it first.
    """
    limits = limits or Limits()
    _check_size(path, limits)
    quarantine.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(quarantine.iterdir()):
        raise QuarantineInUse(folder=quarantine)
    try:
        intake = Intake(quarantine, limits, _judge(trusted, we))
        unseal(path, intake, identities)
        envelope = intake.finish()
    except BaseException:
        empty(quarantine)
        raise
    tags = intake.tags
    signer = sshsig.verify(tags[bag.ENVELOPE], tags[bag.SIGNATURE], bag.NAMESPACE)
    return OpenedPouch(envelope, tags[bag.SIGNATURE], tags[bag.MANIFEST], signer, tuple(intake.files))


def empty(quarantine: Path) -> None:
    """Takes everything out of a quarantine folder, if there is one; the folder stays."""
    if not quarantine.exists():
        return
    for entry in quarantine.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _check_size(path: Path, limits: Limits) -> None:
    # Headers, padding and encryption add less than an eighth and two kilobytes a file.
    limit = limits.total_size + limits.total_size // 8 + (limits.files << 13) + limits.manifest_size + (1 << 20)
    try:
        found = path.stat()
    except OSError as fault:
        raise NotAPouch(why=f"it cannot be read ({fault.strerror})") from fault
    if not stat.S_ISREG(found.st_mode):
        raise NotAPouch(why="it is no plain file")
    if (size := found.st_size) > limit:
        raise TooLarge(what="the sealed file", size=size, limit=limit)


def _judge(trusted: Trusted, we: str) -> Judge:
    def judge(envelope: Envelope, data: bytes, signature: bytes) -> None:
        try:
            signer = sshsig.verify(data, signature, bag.NAMESPACE)
        except BadSignature as fault:
            raise Tampered(why=f"its signature does not hold: {fault.facts['why']}") from fault
        keys = trusted.get(envelope.sender)
        if not keys or signer not in {key.signing for key in keys}:
            why = "that key is not known for this sender" if keys else "we know no such sender"
            raise ForeignSender(sender=envelope.sender, fingerprint=fingerprint(signer), why=why)
        if envelope.recipient != we:
            raise NotForUs(why=f"it is addressed to “{envelope.recipient}”")

    return judge
