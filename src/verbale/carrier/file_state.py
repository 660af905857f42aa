"""The state of a file, by which it is known again without being read, and its hash, which is read once a state."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class DiskState:
    """By what a file is known to be the same as before without reading it."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int
    """When anything of it was changed, which nobody can set back as the time of its last writing can be."""

    @classmethod
    def of(cls, found: os.stat_result) -> DiskState:
        return cls(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)

    @classmethod
    def at(cls, path: Path) -> DiskState:
        return cls.of(path.stat())


def fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file; what lies there unchanged from round to round is read once."""
    found = DiskState.at(path)
    try:
        return _digest(path, found), found.size
    except _Changed:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest(), os.fstat(stream.fileno()).st_size


class _Changed(Exception):
    """A file was written to while it was read: what was read is not kept."""


@lru_cache(maxsize=4096)
def _digest(path: Path, before: DiskState) -> str:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        if DiskState.of(os.fstat(stream.fileno())) != before:
            raise _Changed
    return digest
