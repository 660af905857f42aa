"""How a new generation comes to stand in the folder: written whole beside it, then renamed once."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from verbale.engines.seal.errors import KeysExist
from verbale.engines.seal.keys.files import (
    IDENTITY,
    OLDER,
    RECIPIENT,
    RECOVERY_PUBLIC,
    SIGNING,
    SIGNING_PUBLIC,
    STATEMENT,
    WRAPPED,
    identity_text,
    lock,
    signing_text,
    wrap,
)
from verbale.engines.seal.keys.generation import places
from verbale.engines.seal.keys.node import NodeKeys
from verbale.engines.seal.keys.safe import RecoveryFile
from verbale.engines.seal.private_file import write_private
from verbale.kernel.whole_file import sync

_UNFINISHED = ".new-"


def files(keys: NodeKeys, passphrase: str | None) -> dict[str, bytes]:
    """Name and bytes of each file of the present generation.

    Beside a locked one the older identities are kept, encrypted to it, so that one passphrase opens them all.
    """
    written = {SIGNING_PUBLIC: _line(keys.public.signing), RECIPIENT: _line(keys.public.recipient)}
    if keys.recovery:
        written[RECOVERY_PUBLIC] = _line(keys.recovery)
    if keys.statement:
        written[STATEMENT] = keys.statement.as_file()
    if not passphrase:
        return written | {SIGNING: signing_text(keys.signing), IDENTITY: identity_text(keys.identity)}
    if keys.identities[1:]:
        written[OLDER + WRAPPED] = wrap(identity_text(*keys.identities[1:]), keys.identity)
    return written | {
        SIGNING + WRAPPED: wrap(signing_text(keys.signing), keys.identity),
        IDENTITY + WRAPPED: lock(identity_text(keys.identity), passphrase),
    }


def _line(text: str) -> bytes:
    return f"{text}\n".encode("ascii")


def place_first(folder: Path, files: Mapping[str, bytes], recovery: RecoveryFile | None = None) -> None:
    """Makes the folder (0700) of these files; raises KeysExist unless it is empty or new."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise KeysExist(folder=folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as made:
        _write(Path(made) / "keys", folder, files, recovery)
    sync(folder.parent)


def place_next(folder: Path, files: Mapping[str, bytes], recovery: RecoveryFile | None = None) -> None:
    """Adds a generation of these files to a folder, which becomes the present one.

    What a run that was killed left unfinished is swept away: it was nobody's key yet.
    """
    for left in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left)
    numbers = [1 if place == folder else int(place.name) for place in places(folder)]
    with tempfile.TemporaryDirectory(dir=folder, prefix=_UNFINISHED) as made:
        _write(Path(made) / "keys", folder / str(max(numbers, default=0) + 1), files, recovery)
    sync(folder)


def _write(ready: Path, target: Path, files: Mapping[str, bytes], recovery: RecoveryFile | None) -> None:
    """The recovery key is away before its keys count; it is taken back only if they never did."""
    ready.mkdir(mode=0o700)
    for name, data in files.items():
        write_private(ready / name, data)
    sync(ready)
    if recovery:
        recovery.write()
    try:
        ready.rename(target)
    except BaseException as fault:
        if recovery and ready.exists():
            with suppress(OSError):
                recovery.path.unlink()
        if isinstance(fault, OSError) and fault.errno in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise KeysExist(folder=target) from fault
        raise
