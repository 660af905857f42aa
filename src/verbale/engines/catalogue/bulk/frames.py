"""Where the records of a chunk begin and end, and whether their lengths say so too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from verbale.engines.catalogue.bulk.scan import RECORD, Flags, Ints, Octets, Scan

SHORTEST = 26
FILLER = b"\r\n\x00\x1a"
"""What may stand between two records."""
_FILLER = np.isin(np.arange(256), list(FILLER))


_LINE_END = np.isin(np.arange(256), list(b"\r\n"))
_SHORT = 1


@dataclass(frozen=True, slots=True)
class Frames:
    """The pieces of a chunk up to each record terminator, filler before them left out.

    ``end`` is where the terminator stands, ``length`` what the leader declares (-1: no number), ``agrees`` whether
    that fits; ``highest`` is the highest byte, 0 where it does not agree.
    """

    start: Ints
    end: Ints
    length: Ints
    agrees: Flags
    highest: Octets

    @classmethod
    def of(cls, scan: Scan) -> Frames:
        """The frames of a chunk; what follows the last terminator is in none."""
        end = scan.at[scan.kinds == RECORD]
        start = np.concatenate(([0], end[:-1] + 1)) if len(end) else end
        while (filler := _FILLER[scan.octets[start]]).any():
            start = start + filler
        length = scan.numbers(start, 5)
        agrees = (length == end - start + 1) & (length >= SHORTEST)
        highest = scan.highest(start, np.where(agrees, end, start))
        return cls(start, end, length, agrees, highest)

    def fillings(self, scan: Scan) -> Iterator[tuple[int, int, int]]:
        """The frames before which something but line ends stands, and where it begins and ends."""
        if not len(self.end):
            return
        before = np.concatenate(([0], self.end[:-1] + 1))
        gaps = np.flatnonzero(self.start > before)
        some = gaps[(self.start[gaps] - before[gaps] > _SHORT) | ~_LINE_END[scan.octets[before[gaps]]]]
        for frame in some.tolist():
            low, high = int(before[frame]), int(self.start[frame])
            if not _LINE_END[scan.octets[low:high]].all():
                yield frame, low, high

    def holding(self, places: Ints) -> Ints:
        """The frames in which these places of the chunk lie."""
        return np.searchsorted(self.end, places)
