"""Files that only their owner may reach."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

from verbale.engines.seal.errors import BadKeyFile, KeysExposed, NoKeys
from verbale.kernel.whole_file import written

LARGEST = 1 << 16
"""Bytes of the largest key file that is read; a real one has a few hundred."""


def write_private(path: Path, data: bytes) -> None:
    """Writes a new file (0600) and waits until it is on the disk; an existing one is never overwritten."""
    with written(path, 0o600) as out:
        out.write(data)


def read_private(folder: Path, name: str) -> bytes:
    """Reads a key file; follows no link. Raises NoKeys, KeysExposed (if others can reach it) or BadKeyFile.

    What the system refuses otherwise stays an OSError: a disk that fails says nothing about the key.
    """
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError as fault:
        raise NoKeys(folder=folder, file=name) from fault
    except OSError as fault:
        if fault.errno != errno.ELOOP:
            raise
        raise BadKeyFile(path=folder / name, why="it is a link, not a plain file") from fault
    with os.fdopen(descriptor, "rb") as stream:
        check_private(folder / name, os.fstat(descriptor))
        return stream.read(LARGEST)


def check_private(path: Path, found: os.stat_result) -> None:
    """Refuses what belongs to somebody else or what others can reach; ``found`` is its stat."""
    if found.st_uid not in (os.geteuid(), 0):
        raise KeysExposed(path=path, why="it belongs to somebody else")
    if found.st_mode & 0o077:
        raise KeysExposed(path=path, why=f"its mode is {stat.S_IMODE(found.st_mode):04o}")
