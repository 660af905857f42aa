"""The store of files: named by their SHA-256, synced to disk, and only then referenced by a row."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from verbale.kernel.errors import Refused
from verbale.kernel.home import Home

CHUNK = 1024 * 1024


class TooLarge(Refused):
    """The file “{name}” is larger than {limit} bytes, the most that is taken. Nothing of it was kept."""


class DiskFull(Refused):
    """There is no room on the disk for “{name}”. Nothing of it was kept; make room and try again."""


class FileGone(Refused):
    """The bytes of {sha256} are missing from the store or were altered. Restore them from a backup."""


def home() -> Home:
    """This node's home."""
    return settings.HOME


def path_of(sha256: str) -> Path:
    """Where the bytes with this SHA-256 lie."""
    return home().files / sha256[:2] / sha256


def put(stream: BinaryIO, *, name: str, limit: int | None = None) -> tuple[str, int]:
    """Stores what the stream gives; returns its SHA-256 and size. Over the limit, nothing is kept."""
    limit = settings.UPLOAD_LIMIT if limit is None else limit
    home().files.mkdir(parents=True, exist_ok=True)
    passing = home().files / f".{secrets.token_hex(8)}.part"
    try:
        sha256, size = _copy(stream, passing, name, limit)
        settle(passing, path_of(sha256))
    except OSError as fault:
        if fault.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(name=name) from fault
        raise
    finally:
        passing.unlink(missing_ok=True)
    return sha256, size


def put_path(path: Path, *, limit: int | None = None) -> tuple[str, int]:
    """Stores a file that lies elsewhere."""
    with path.open("rb") as stream:
        return put(stream, name=path.name, limit=limit)


def read(sha256: str) -> BinaryIO:
    """Opens the bytes for reading; refuses when they are gone."""
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError as fault:
        raise FileGone(sha256=sha256) from fault


def is_intact(sha256: str) -> bool:
    """Whether the stored bytes still have their hash."""
    try:
        with path_of(sha256).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def room() -> int:
    """Free bytes on the disk of the home."""
    return shutil.disk_usage(home().path).free


def _copy(stream: BinaryIO, target: Path, name: str, limit: int) -> tuple[str, int]:
    state, size = hashlib.sha256(), 0
    with target.open("xb") as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge(name=name, limit=limit)
            state.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return state.hexdigest(), size


def settle(passing: Path, target: Path) -> None:
    """Gives a file its name, and waits until the name is on the disk: a row says next that it is there."""
    target.parent.mkdir(exist_ok=True)
    passing.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
