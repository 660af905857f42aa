"""A stream in UTF-16 as UTF-8, with the way back to the bytes as they stood."""

from __future__ import annotations

import codecs
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.record import RECORD_LIMIT, Fault, Record
from verbale.engines.catalogue.window import Source

_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BEGINNINGS = {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}
_KEPT = 4 * RECORD_LIMIT
_CONTINUED = bytes(range(0x80, 0xC0))
_PAIRS = bytes(range(0xF0, 0xF8))


def codec_of(head: bytes) -> str | None:
    """Which UTF-16 a source is in, by its byte order mark or by its beginning with ``<``; None if in neither."""
    return _BOMS.get(head[:2]) or _BEGINNINGS.get(head[:2])


Read = TypeVar("Read", bound=Record | Entry | Fault)


class Utf16Source:
    """Gives UTF-8. A letter that is broken becomes U+FFFD; the byte order mark is left out."""

    def __init__(self, stream: Source, codec: str, head: bytes) -> None:
        self._stream = stream
        self._codec = codec
        self._decoder = codecs.getincrementaldecoder(codec)("replace")
        marked = 2 * (head[:2] in _BOMS)
        self._head: bytes | None = head[marked:]
        self._chunks: deque[tuple[int, int, bytes]] = deque()
        self._given, self._units = 0, marked

    def read(self, size: int, /) -> bytes:
        """The next bytes, about as many as asked for; none at the end."""
        while True:
            raw, self._head = self._head if self._head is not None else self._stream.read(size), None
            made = self._decoder.decode(raw, final=not raw).encode("utf-8", "replace")
            if made or not raw:
                break
        self._chunks.append((self._given, self._units, made))
        self._given += len(made)
        self._units += _units(made)
        while self._given - self._chunks[0][0] > _KEPT and len(self._chunks) > 2:
            self._chunks.popleft()
        return made

    def restored(self, found: Iterator[Read]) -> Iterator[Read]:
        """What was read from the UTF-8, with offset and bytes as they stood; it must be asked for one by one."""
        return map(self._as_it_stood, found)

    def _as_it_stood(self, read: Read) -> Read:
        raw = read.raw.decode("utf-8", "replace").encode(self._codec)
        offset = self._place(read.offset)
        if isinstance(read, Fault):
            return replace(read, offset=offset, raw=raw, length=_units(read.raw) if read.length else 0)
        return replace(read, offset=offset, raw=raw, encoding="utf-16")

    def _place(self, offset: int) -> int:
        for given, units, made in reversed(self._chunks):
            if given <= offset:
                return units + _units(made[: offset - given])
        return self._chunks[0][1] if self._chunks else 0


def _units(made: bytes) -> int:
    """How many bytes this UTF-8 had in UTF-16: two for each letter, four for those that need a pair."""
    letters = len(made.translate(None, _CONTINUED))
    return 2 * (letters + len(made) - len(made.translate(None, _PAIRS)))
