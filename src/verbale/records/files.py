"""The store of files: named by their SHA-256, synced to disk, and only then referenced by a row."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from verbale.kernel.errors import Refused, VerbaleError
from verbale.kernel.home import Home
from verbale.kernel.whole_file import CHUNK, FULL, passing_in, settle, sha256_of, sync, written


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
    with room_for(name), passing_in(home().files) as passing:
        sha256, size = _copy(stream, passing, name, limit)
        settle(passing, _place(sha256))
    return sha256, size


@contextmanager
def room_for(name: str) -> Iterator[None]:
    """Work that writes to the disk; where there is no room, ``DiskFull``, whichever library met it."""
    try:
        yield
    except VerbaleError:
        raise
    except Exception as fault:
        if getattr(fault, "errno", None) in FULL or any(os.strerror(number) in str(fault) for number in FULL):
            raise DiskFull(name=name) from fault
        raise


def _place(sha256: str) -> Path:
    """The path, its folder made: a name is only as safe on the disk as the folder that it stands in."""
    path = path_of(sha256)
    if not path.parent.is_dir():
        path.parent.mkdir(exist_ok=True)
        sync(path.parent.parent)
    return path


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
        return sha256_of(path_of(sha256)) == sha256
    except FileNotFoundError:
        return False


def room() -> int:
    """Free bytes on the disk of the home."""
    return shutil.disk_usage(home().path).free


def _copy(stream: BinaryIO, target: Path, name: str, limit: int) -> tuple[str, int]:
    state, size = hashlib.sha256(), 0
    with written(target) as out:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > limit:
                raise TooLarge(name=name, limit=limit)
            state.update(chunk)
            out.write(chunk)
    return state.hexdigest(), size
