"""What goes into a pouch: a path, a size, a hash, and how to read it again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from verbale.engines.seal.errors import BadContent, ContentChanged
from verbale.engines.seal.paths import check_path
from verbale.kernel.canonical import is_digest

CHUNK = 1 << 18
"""Bytes read at once."""


@dataclass(frozen=True, slots=True)
class Content:
    """One file to seal: its path in the pouch, its size in bytes and SHA-256 (known beforehand, since the manifest
    leaves first), and a way to open it, once for each sealing."""

    path: str
    size: int
    sha256: str
    open: Callable[[], BinaryIO] = field(compare=False, repr=False)

    def __post_init__(self) -> None:
        check_path(self.path)
        if self.size < 0 or not is_digest(self.sha256):
            raise BadContent(path=self.path, why=f"{self.size} bytes, {self.sha256[:80]!r}")

    @classmethod
    def of_file(cls, path: str, source: Path) -> Content:
        """Reads the file once for its size and hash; sealing reads it a second time."""
        size, sha256 = 0, hashlib.sha256()
        with source.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                sha256.update(chunk)
        return cls(path, size, sha256.hexdigest(), lambda: source.open("rb"))

    @classmethod
    def of_bytes(cls, path: str, data: bytes) -> Content:
        """A small content held in memory."""
        return cls(path, len(data), hashlib.sha256(data).hexdigest(), lambda: io.BytesIO(data))

    def chunks(self) -> Iterator[bytes]:
        """Reads it in pieces; raises ContentChanged if it is not what was described."""
        size, sha256 = 0, hashlib.sha256()
        with self.open() as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > self.size:
                    raise ContentChanged(path=self.path, why="it grew")
                sha256.update(chunk)
                yield chunk
        if size != self.size:
            raise ContentChanged(path=self.path, why="it shrank")
        if sha256.hexdigest() != self.sha256:
            raise ContentChanged(path=self.path, why="its bytes are others")
