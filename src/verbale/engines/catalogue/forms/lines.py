"""A window cut into lines, each with its offset, whatever a line's length, in constant memory."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.engines.catalogue.record import RECORD_LIMIT, Fault
from verbale.engines.catalogue.window import CHUNK, Window


@dataclass(frozen=True, slots=True)
class Line:
    """``raw`` with its line end; ``length`` is more than that of ``raw`` where the line was longer than the limit."""

    offset: int
    raw: bytes
    length: int

    @property
    def is_whole(self) -> bool:
        """Whether it was within the limit."""
        return self.length == len(self.raw)

    def fault(self, why: str) -> Fault:
        """This line as what is no usable record."""
        return Fault(self.offset, why, self.raw, self.length)


TOO_LONG = f"it has more than the {RECORD_LIMIT} bytes that a record may have"


class Lines:
    """Gives lines, and takes back what was given too many."""

    def __init__(self, window: Window) -> None:
        self._found = _lines(window)
        self._back: deque[Line] = deque()

    def __iter__(self) -> Iterator[Line]:
        return self

    def __next__(self) -> Line:
        return self._back.popleft() if self._back else next(self._found)

    def take_back(self, lines: list[Line]) -> None:
        """These lines are given again, next."""
        self._back.extendleft(reversed(lines))


def _lines(window: Window) -> Iterator[Line]:
    while window.reach(1):
        data, base, at = window.data, window.offset, 0
        while (end := data.find(b"\n", at)) >= 0:
            yield Line(base + at, data[at : min(end + 1, at + RECORD_LIMIT)], end + 1 - at)
            at = end + 1
        window.drop(at)
        if len(window.data) > RECORD_LIMIT:
            yield _endless(window)
        elif not window.reach(len(window.data) + CHUNK) and b"\n" not in window.data:
            if window.data:
                yield Line(window.offset, window.data[:RECORD_LIMIT], len(window.data))
            window.drop(len(window.data))


def _endless(window: Window) -> Line:
    """The beginning of a line beyond the limit; the rest is passed over."""
    offset, raw = window.offset, window.data[:RECORD_LIMIT]
    while (at := window.data.find(b"\n")) < 0 and not window.ended:
        window.drop(len(window.data))
        window.reach(1)
    window.drop(at + 1 if at >= 0 else len(window.data))
    return Line(offset, raw, window.offset - offset)
