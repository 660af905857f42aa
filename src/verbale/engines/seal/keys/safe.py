"""The file of the recovery key, which belongs on a disk in a safe: written once, read when it is brought back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verbale.engines.seal.errors import PassphraseNeeded
from verbale.engines.seal.keys.files import LOCKED, lock, read_signing_key, signing_text, unlock
from verbale.engines.seal.private_file import read_private, write_private
from verbale.engines.seal.public import PublicKeys, signing_line
from verbale.kernel.errors import NotAllowed, Refused
from verbale.kernel.whole_file import sync


class RecoveryKeyNotWritten(Refused):
    """The recovery key cannot be written to {path}: {why}. No keys were made. Name a new file on a disk that can be
    taken away."""


class NotTheRecoveryKey(NotAllowed):
    """{path} is not the recovery key of the keys {fingerprint}. Take the right one from the safe."""


@dataclass(frozen=True, slots=True)
class RecoveryFile:
    """A recovery key that is to be written to a new file (0600), encrypted if there is a passphrase."""

    path: Path
    data: bytes = field(repr=False)

    @classmethod
    def of(cls, path: Path, key: Ed25519PrivateKey, passphrase: str | None) -> RecoveryFile:
        text = signing_text(key)
        return cls(path, lock(text, passphrase) if passphrase else text)

    def write(self) -> None:
        """All or nothing; a file that is there is left alone. Raises RecoveryKeyNotWritten."""
        try:
            write_private(self.path, self.data)
            sync(self.path.parent)
        except FileExistsError as fault:
            raise RecoveryKeyNotWritten(path=self.path, why="there is a file already") from fault
        except OSError as fault:
            with suppress(OSError):
                self.path.unlink()
            raise RecoveryKeyNotWritten(path=self.path, why=fault.strerror or fault) from fault


def read_recovery_key(path: Path, passphrase: str | None, known: PublicKeys) -> Ed25519PrivateKey:
    """The recovery key from its file, if it is that of ``known``; raises NotTheRecoveryKey or why it cannot be read."""
    data = read_private(path.parent, path.name)
    if data.startswith(LOCKED):
        if not passphrase:
            raise PassphraseNeeded(folder=path.parent)
        data = unlock(path, data, passphrase)
    key = read_signing_key(path, data)
    if signing_line(key.public_key()) != known.recovery:
        raise NotTheRecoveryKey(path=path, fingerprint=known.fingerprint)
    return key
