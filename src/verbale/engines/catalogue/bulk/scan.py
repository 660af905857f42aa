"""The control characters of a chunk, found once: everything else in bulk reading is told by where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Octets = npt.NDArray[np.uint8]

SUB, FIELD, RECORD = 0x1F, 0x1E, 0x1D
_DELETE = b"\x7f"
BLANK = np.arange(256) == 0x20


@dataclass(frozen=True, slots=True)
class Scan:
    """``at``: where the three separators stand in ``data``, in order; ``kinds``: which of them.

    ``octets`` are the data as numbers; ``after`` is the byte behind each separator; ``others`` are the places of all
    other control characters.
    """

    data: bytes
    octets: Octets
    at: Ints
    kinds: Octets
    after: Octets
    others: Ints

    @classmethod
    def of(cls, data: bytes) -> Scan:
        """Scans a chunk."""
        octets = np.frombuffer(data, np.uint8)
        at = np.flatnonzero(octets < 0x20)
        kinds = octets.take(at)
        others = at.take(np.flatnonzero(kinds < RECORD))
        if len(others):
            parts = np.flatnonzero(kinds >= RECORD)
            at, kinds = at.take(parts), kinds.take(parts)
        if _DELETE in data:
            others = np.sort(np.concatenate([others, np.flatnonzero(octets == _DELETE[0])]))
        return cls(data, octets, at, kinds, octets[1:].take(at, mode="clip"), others)

    def beginnings(self, start: Ints, end: Ints, size: int) -> Octets:
        """The first bytes of each range, so many of them, zeros behind its end."""
        octets = self.octets if len(self.octets) >= size else np.zeros(size, np.uint8)
        windows: Octets = np.ndarray((len(octets) + 1 - size, size), np.uint8, octets, strides=(1, 1))
        found = windows[np.minimum(start, len(windows) - 1)]
        for place in np.flatnonzero(start >= len(windows)).tolist():
            rest = self.octets[start[place] :]
            found[place] = 0
            found[place, : len(rest)] = rest
        short = np.flatnonzero(end - start < size)
        found[short] *= np.arange(size) < (end - start)[short, None]
        return found

    def numbers(self, start: Ints, digits: int) -> Ints:
        """The decimal numbers of so many digits that stand at these places; -1 where one is none."""
        figures = self.beginnings(start, start + digits, digits) - np.uint8(0x30)
        powers = 10 ** np.arange(digits - 1, -1, -1)
        return np.where((figures <= 9).all(axis=1), figures.astype(np.int64) @ powers, -1)

    def highest(self, start: Ints, end: Ints) -> Octets:
        """The highest byte of each range, 0 of an empty one; ranges are in order and do not overlap."""
        found = np.zeros(len(start), np.uint8)
        some = np.flatnonzero(end > start)
        if len(some):
            bounds = np.stack([start[some], end[some]], axis=1).ravel()
            last = bounds[-1] == len(self.octets)
            found[some] = np.maximum.reduceat(self.octets, bounds[:-1] if last else bounds)[::2]
        return found


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """For groups of these sizes: each member's group, and its place within the group."""
    owner = np.repeat(np.arange(len(counts)), counts)
    begin = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - begin[owner]


def strip_left(octets: Octets, begin: Ints, end: Ints, some: Ints, letters: Flags) -> None:
    """Moves the beginning of some ranges behind these letters, in place."""
    some = some.take(np.flatnonzero(end.take(some) > begin.take(some)))
    while len(some := some.take(np.flatnonzero(letters.take(octets.take(begin.take(some)))))):
        begin[some] += 1
        some = some[end[some] > begin[some]]


def strip_right(octets: Octets, begin: Ints, end: Ints, some: Ints, letters: Flags) -> None:
    """Moves the end of some ranges before these letters, in place."""
    some = some.take(np.flatnonzero(end.take(some) > begin.take(some)))
    while len(some := some.take(np.flatnonzero(letters.take(octets.take(end.take(some) - 1))))):
        end[some] -= 1
        some = some[end[some] > begin[some]]
