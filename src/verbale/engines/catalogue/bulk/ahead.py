"""Chunks cut off a stream and read in threads of their own before their turn comes, some of them at a time."""

from __future__ import annotations

import io
from collections import deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass

from verbale.engines.catalogue.bulk.chunk import Usual, read_usual
from verbale.engines.catalogue.bulk.frames import FILLER, Frames
from verbale.engines.catalogue.bulk.scan import Scan
from verbale.engines.catalogue.iso2709 import skip_filler
from verbale.engines.catalogue.record import RECORD_END, Fault
from verbale.engines.catalogue.window import Window

Broad = tuple[Scan, Frames, Usual]
"""What is read of a chunk by columns."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A chunk up to its last record terminator and, in ``window``, what followed it when it was cut.

    ``filling`` is told of what stood before it; ``gap`` are those bytes, if another chunk stood before them;
    ``reading`` is None of a chunk without any terminator, which is left in the stream.
    """

    window: Window
    size: int
    filling: Fault | None
    gap: bytes
    reading: Future[Broad] | None


class Ahead:
    """The chunks of a stream in their order, at most ``most`` of them read ahead.

    Every chunk is taken to begin where the last record of the one before ended. Who finds that it does not goes
    ``back``, and all chunks behind that place are cut anew.
    """

    def __init__(self, window: Window, beside: Executor, size: int, most: int) -> None:
        self._window, self._beside, self._size, self._most = window, beside, size, most
        self._cuts: deque[Cut] = deque()

    def next(self) -> Cut | None:
        """The next chunk, None at the end of the stream. What is returned has left the stream."""
        while len(self._cuts) < self._most and (cut := self._cut()):
            self._cuts.append(cut)
        return self._cuts.popleft() if self._cuts else None

    def back(self, cut: Cut, size: int) -> None:
        """Goes back behind so many bytes of the chunk that was returned last."""
        parts = [cut.window.data[size : cut.size]]
        for later in self._cuts:
            parts += [later.gap, later.window.data[: later.size]]
            if later.reading:
                later.reading.cancel()
        self._cuts.clear()
        self._window.data = b"".join([*parts, self._window.data])
        self._window.offset = cut.window.offset + size

    def _cut(self) -> Cut | None:
        window, first = self._window, not self._cuts
        if not (first or self._cuts[-1].reading) or not window.reach(1):
            return None
        gap = b"" if first else window.data[: len(window.data) - len(window.data.lstrip(FILLER))]
        if not first and len(gap) == len(window.data):
            return None  # the filling may be longer than what can be kept: first comes what is before it
        filling = skip_filler(window)
        if not (window.reach(self._size) or window.data):
            return Cut(Window(io.BytesIO()), 0, filling, gap, None) if filling else None
        part = self._part()
        size = part.data.rfind(RECORD_END) + 1
        window.skip(size)
        return Cut(part, size, filling, gap, self._beside.submit(_read, part.data) if size else None)

    def _part(self) -> Window:
        """The data of a chunk; not all that is there, if that is much because somebody went back."""
        window, part = self._window, Window(io.BytesIO())
        size = max(self._size, window.data.find(RECORD_END) + 1)
        whole = len(window.data) < 2 * size
        part.data = window.data if whole else window.data[:size]
        part.offset, part.ended = window.offset, window.ended and whole
        return part


def _read(data: bytes) -> Broad:
    scan = Scan.of(data)
    frames = Frames.of(scan)
    return scan, frames, read_usual(scan, frames)
