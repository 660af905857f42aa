"""The decrypted pouch: which files it has, read from the open file without keeping them."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from verbale.engines.inspection.envelope import ENVELOPE, SIGNATURE
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.tar import Member, read_members

FOLDER, DATA = "pouch/", "data/"
DECLARATION, MANIFEST, TAG_MANIFEST = "bagit.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
TAGS = (ENVELOPE, SIGNATURE, DECLARATION, MANIFEST, TAG_MANIFEST)
"""The tag files in their order (clause 2.3)."""

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PIECE = 1024 * 1024


class Pouch:
    """The files of a pouch by path under ``pouch/``; of several with one path, the first."""

    def __init__(self, descriptor: int) -> None:
        self.findings: list[Finding] = []
        self._descriptor = descriptor
        listed = read_members(descriptor, self._tell)
        self.paths = [member.name.removeprefix(FOLDER) if member.name.startswith(FOLDER) else f"../{member.name}"
                      for member in listed]  # fmt: skip
        self._members: dict[str, Member] = {}
        for path, member in zip(self.paths, listed, strict=True):
            self._members.setdefault(path, member)

    def __contains__(self, path: str) -> bool:
        return path in self._members

    def size(self, path: str) -> int:
        """Size in bytes of a file that is there."""
        return self._members[path].size

    def whole(self, path: str, limit: int) -> bytes:
        """A file whole; nothing if it is not there, or has more than ``limit`` bytes."""
        member = self._members.get(path)
        return b"" if member is None or member.size > limit else b"".join(self.pieces(path))

    def pieces(self, path: str) -> Iterator[bytes]:
        """A file that is there, piece by piece."""
        member = self._members[path]
        at, end = member.offset, member.offset + member.size
        while at < end and (piece := os.pread(self._descriptor, min(_PIECE, end - at), at)):
            yield piece
            at += len(piece)

    def sha256(self, path: str) -> str:
        """SHA-256 of a file that is there, in hexadecimal."""
        hashed = hashlib.sha256()
        for piece in self.pieces(path):
            hashed.update(piece)
        return hashed.hexdigest()

    def stream(self, path: str) -> io.BufferedReader:
        """A file that is there, to be read line by line."""
        return io.BufferedReader(_Pieces(self.pieces(path)), _PIECE)

    def copy(self, path: str, target: Path) -> None:
        """Writes a file that is there to a new file that nobody else may read."""
        target.touch(0o600, exist_ok=False)
        with target.open("wb") as out:
            out.writelines(self.pieces(path))

    def _tell(self, kind: str, where: str, what: str) -> None:
        self.findings.append(Finding(Kind(kind), where, what))


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self._rest = self._rest or next(self._pieces, b"")
        count = min(len(buffer), len(self._rest))
        buffer[:count], self._rest = self._rest[:count], self._rest[count:]
        return count


def check_order(found: list[str], payload: Collection[str]) -> Iterator[Finding]:
    """Whether the pouch has just the files it must have, each once, in the one order (clauses 2.3 and 2.4)."""
    wanted = [*TAGS, *(DATA + path for path in sorted(payload))]
    there, allowed = set(found), set(wanted)
    for path in dict.fromkeys(found):
        if path not in allowed:
            yield Finding(Kind.UNNAMED, path)
    for path in wanted:
        if path not in there:
            yield Finding(Kind.MISSING, path)
    kept = [path for path in found if path in allowed]
    if len(kept) != len(set(kept)):
        yield Finding(Kind.ORDER, "the pouch", "a file stands there twice")
    elif kept != [path for path in wanted if path in there]:
        yield Finding(Kind.ORDER, "the pouch", "its files are")


def check_manifests(tags: dict[str, bytes], payload: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Whether the bag's own files say what follows from the others; ``payload`` is by path the SHA-256 allowed."""
    lines = "".join(f"{sha256}  {DATA}{path}\n" for path, sha256 in sorted(payload))
    if tags[MANIFEST] != lines.encode():
        yield Finding(Kind.MANIFEST, MANIFEST)
    hashed = "".join(f"{hashlib.sha256(tags[name]).hexdigest()}  {name}\n" for name in TAGS[:-1])
    if tags[TAG_MANIFEST] != hashed.encode():
        yield Finding(Kind.MANIFEST, TAG_MANIFEST)
    if tags[DECLARATION] != _BAGIT:
        yield Finding(Kind.CONTENT, DECLARATION, "it is not the declaration of a bag of version 1.0")
