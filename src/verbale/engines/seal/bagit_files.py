"""The files of a folder that came from outside: found without following a link, hashed in constant memory."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from verbale.engines.seal.bagit_report import Finding, Kind
from verbale.engines.seal.limits import Limits

ALGORITHMS = {
    "md5": 16,
    "sha1": 20,
    "sha224": 28,
    "sha256": 32,
    "sha384": 48,
    "sha512": 64,
    "sha3224": 28,
    "sha3256": 32,
    "sha3384": 48,
    "sha3512": 64,
    "blake2b": 64,
    "blake2b512": 64,
    "blake2s": 32,
    "blake2s256": 32,
}
"""Bytes of a checksum, by the algorithm's name as it stands in a manifest's (RFC 8493, 2.4: no capitals, no marks)."""

_HASHLIB = {"blake2b512": "blake2b", "blake2s256": "blake2s"}
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A plain file: its size in bytes, and which file it is, so that another put in its place is seen."""

    size: int
    device: int
    inode: int


@dataclass(slots=True)
class Folder:
    """What a folder holds: plain files and folders by path from it, and what is neither."""

    path: Path
    files: dict[str, Found] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    refused: dict[str, Finding] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """A small file whole; its size was judged before."""
        with open(_open(self.path / name, self.files[name]), "rb") as file:
            return file.read(self.files[name].size)

    def checksums(self, name: str, algorithms: Collection[str]) -> dict[str, str]:
        """The file's checksums in lower-case hexadecimal, by algorithm. Raises OSError."""
        hashes = {name: _hash(name) for name in algorithms}
        with open(_open(self.path / name, self.files[name]), "rb", buffering=0) as file:
            while chunk := file.read(_CHUNK):
                for hashed in hashes.values():
                    hashed.update(chunk)
        return {name: hashed.hexdigest() for name, hashed in hashes.items()}


def look_into(path: Path, limits: Limits) -> Folder:
    """Everything below a folder. Raises TooLarge when it is more than the limits allow, OSError if it has no entry."""
    found = Folder(path)
    waiting, size = [""], 0
    while waiting:
        below = waiting.pop()
        for name, status in _entries(path, below, found):
            if stat.S_ISDIR(status.st_mode):
                found.folders.add(name)
                waiting.append(name + "/")
            elif stat.S_ISREG(status.st_mode):
                found.files[name] = Found(status.st_size, status.st_dev, status.st_ino)
                size += status.st_size
                limits.check(f"“{name}”", status.st_size, limits.file_size)
            else:
                found.refused[name] = Finding(Kind.LINK, name)
            limits.check("the number of files", len(found.files), limits.files)
            limits.check("the number of folders", len(found.folders), limits.files)
            limits.check("the number of links", len(found.refused), limits.files)
            limits.check("the sum of its files", size, limits.total_size)
    return found


def _entries(path: Path, below: str, found: Folder) -> Iterator[tuple[str, os.stat_result]]:
    try:
        with os.scandir(path / below) as entries:
            for entry in entries:
                yield below + entry.name, entry.stat(follow_symlinks=False)
    except OSError as fault:
        if not below:
            raise
        found.refused[below.rstrip("/")] = Finding(Kind.UNREADABLE, below, str(fault.strerror))


def _open(path: Path, expected: Found) -> int:
    # Neither a link nor a pipe put there in the meantime is followed or waited for.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    status = os.fstat(descriptor)
    if Found(status.st_size, status.st_dev, status.st_ino) != expected or not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise OSError(0, "it changed while it was looked at")
    return descriptor


def _hash(name: str) -> hashlib._Hash:
    if re.fullmatch("sha3[0-9]{3}", name):
        name = f"sha3_{name[4:]}"
    return hashlib.new(_HASHLIB.get(name, name), usedforsecurity=False)
