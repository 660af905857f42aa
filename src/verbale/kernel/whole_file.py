"""Files of which nothing is seen until they are whole and on the disk, and the name that their content gives them."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

CHUNK = 1024 * 1024
"""Bytes that are held at a time."""
FULL = (errno.ENOSPC, errno.EDQUOT)
"""What the system says of a disk without room: nothing is wrong that room would not mend."""


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in lower-case hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@contextmanager
def passing_in(folder: Path) -> Iterator[Path]:
    """A name for a file that is not whole yet: hidden, nobody else's, and gone afterwards unless it was settled."""
    passing = folder / f".{secrets.token_hex(8)}.part"
    try:
        yield passing
    finally:
        passing.unlink(missing_ok=True)


@contextmanager
def written(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A new file to write to, on the disk afterwards; never one that is there already (FileExistsError)."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def settle(passing: Path, target: Path) -> None:
    """Gives a written file its name, taking it from another, and waits until the name is on the disk: somebody is told
    next that it is there."""
    passing.replace(target)
    sync(target.parent)


def put(target: Path, data: bytes, mode: int = 0o666) -> None:
    """Puts a file with these bytes in its place, or leaves there what was there."""
    with passing_in(target.parent) as passing:
        with written(passing, mode) as out:
            out.write(data)
        settle(passing, target)


def copy(source: Path, target: Path) -> None:
    """Copies a file of any size to a place, or leaves there what was there."""
    with passing_in(target.parent) as passing:
        with source.open("rb") as stream, written(passing) as out:
            shutil.copyfileobj(stream, out, CHUNK)
        settle(passing, target)


def sync(path: Path) -> None:
    """Waits until a file's bytes, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
