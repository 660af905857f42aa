"""The control characters of a chunk, found once: everything else in bulk reading is told by where they stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Octets = npt.NDArray[np.uint8]

SUB, FIELD, RECORD = 0x1F, 0x1E, 0x1D


@dataclass(frozen=True, slots=True)
class Scan:
    """``at``: where bytes below 0x20 stand in ``data``, in order; ``kinds``: which; ``octets``: the data as numbers."""

    data: bytes
    octets: Octets
    at: Ints
    kinds: Octets

    @classmethod
    def of(cls, data: bytes) -> Scan:
        """Scans a chunk."""
        octets = np.frombuffer(data, np.uint8)
        at = np.flatnonzero(octets < 0x20)
        return cls(data, octets, at, octets[at])

    def numbers(self, start: Ints, digits: int) -> Ints:
        """The decimal numbers of so many digits that stand at these places; -1 where one is none."""
        columns = start[:, None] + np.arange(digits)
        figures = self.octets[np.minimum(columns, len(self.octets) - 1)] - np.uint8(0x30)
        sound = (figures <= 9).all(axis=1) & (start + digits <= len(self.octets))
        powers = 10 ** np.arange(digits - 1, -1, -1)
        return np.where(sound, figures.astype(np.int64) @ powers, -1)

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
