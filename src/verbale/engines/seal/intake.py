"""Reading a bag from a stream that pushes: envelope and signature are judged before anything is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from verbale.engines.seal import bag, tar
from verbale.engines.seal.envelope import Envelope, read_envelope
from verbale.engines.seal.errors import NotAPouch, Tampered
from verbale.engines.seal.limits import Limits

LARGEST_TAG = 1 << 16
"""Bytes of the largest envelope, signature, declaration or tag manifest."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file that arrived whole: its path in the pouch, size in bytes, SHA-256, and where it lies in quarantine."""

    path: str
    size: int
    sha256: str
    location: Path


Judge = Callable[[Envelope, bytes, bytes], None]
"""Given the envelope, its bytes and its signature: raises unless they may be trusted."""

Steps = Generator[None, None, None]


class Intake:
    """Takes a pouch's plaintext piece by piece and lays its files into a folder; raises at the first thing wrong.

    After the last piece, ``finish`` tells what arrived.
    """

    def __init__(self, folder: Path, limits: Limits, judge: Judge) -> None:
        self.fault: BaseException | None = None
        self.tags: dict[str, bytes] = {}
        self.files: list[OpenedFile] = []
        self._folder, self._limits, self._judge = folder, limits, judge
        self._buffer, self._taken = bytearray(), 0
        self._done = False
        self._steps = self._read()
        next(self._steps)

    def write(self, data: bytes) -> int:
        """Takes the next piece of any length."""
        try:
            if self._done:
                raise NotAPouch(why="something follows its end")
            self._buffer += data
            next(self._steps, None)
        except BaseException as fault:
            self.fault = fault
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing waits to be written."""

    def finish(self) -> Envelope:
        """The envelope of a bag that arrived whole."""
        if not self._done or self._buffer:
            raise NotAPouch(why="its bag and its encryption do not end together")
        return self.envelope

    def _read(self) -> Steps:
        yield
        yield from self._read_tags()
        manifest = bag.read_manifest(self.tags[bag.MANIFEST])
        self._limits.check("the number of files", len(manifest), self._limits.files)
        total = 0
        for path, sha256 in manifest.items():
            size = yield from self._header(bag.DATA + path)
            total += size
            self._limits.check(f"“{path}”", size, self._limits.file_size)
            self._limits.check("the sum of its files", total, self._limits.total_size)
            yield from self._lay(path, sha256, size)
        yield from self._constant(tar.ending(self._taken), "its end is not empty")
        self._done = True

    def _read_tags(self) -> Steps:
        yield from self._tag(bag.ENVELOPE)
        yield from self._tag(bag.SIGNATURE)
        self.envelope = read_envelope(self.tags[bag.ENVELOPE])
        self._judge(self.envelope, self.tags[bag.ENVELOPE], self.tags[bag.SIGNATURE])
        yield from self._tag(bag.DECLARATION)
        yield from self._tag(bag.MANIFEST, self._limits.manifest_size)
        yield from self._tag(bag.TAG_MANIFEST)
        if hashlib.sha256(self.tags[bag.MANIFEST]).hexdigest() != self.envelope.manifest:
            raise Tampered(why="its manifest is not the one that was signed")
        if self.tags[bag.DECLARATION] != bag.BAGIT:
            raise NotAPouch(why="it does not declare BagIt 1.0 in UTF-8")
        if self.tags[bag.TAG_MANIFEST] != bag.write_tag_manifest(self.tags):
            raise Tampered(why="its tag manifest does not fit its tag files")

    def _tag(self, name: str, limit: int = LARGEST_TAG) -> Steps:
        size = yield from self._header(name)
        self._limits.check(f"“{name}”", size, limit)
        self.tags[name] = yield from self._exactly(size)
        yield from self._constant(tar.padding(size), f"“{name}” is not padded with zeros")

    def _header(self, name: str) -> Generator[None, None, int]:
        """The size of the next member, which must be the regular file of this name."""
        head = yield from self._exactly(tar.BLOCK)
        if (pax := tar.pax_size(head)) is not None:
            if pax > tar.LARGEST_PAX:
                raise NotAPouch(why=f"a header before “{name}” is too long")
            head += yield from self._exactly(pax + len(tar.padding(pax)) + tar.BLOCK)
        told = tar.read_header(head)
        if told is None or told[0] != bag.FOLDER + name:
            raise NotAPouch(why=f"the plain file “{name}” should come next, and does not")
        return told[1]

    def _lay(self, path: str, sha256: str, size: int) -> Steps:
        location = self._folder.joinpath(*path.split("/"))
        location.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        hashed, left = hashlib.sha256(), size
        with location.open("xb") as out:
            while left:
                chunk = yield from self._upto(left)
                hashed.update(chunk)
                out.write(chunk)
                left -= len(chunk)
        if hashed.hexdigest() != sha256:
            raise Tampered(why=f"“{path}” is not what its manifest says")
        yield from self._constant(tar.padding(size), f"“{path}” is not padded with zeros")
        self.files.append(OpenedFile(path, size, sha256, location))

    def _constant(self, expected: bytes, why: str) -> Steps:
        if (yield from self._exactly(len(expected))) != expected:
            raise NotAPouch(why=why)

    def _exactly(self, size: int) -> Generator[None, None, bytes]:
        while len(self._buffer) < size:
            yield
        return self._take(size)

    def _upto(self, size: int) -> Generator[None, None, bytes]:
        while not self._buffer:
            yield
        return self._take(min(size, len(self._buffer)))

    def _take(self, size: int) -> bytes:
        data = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._taken += size
        return data
