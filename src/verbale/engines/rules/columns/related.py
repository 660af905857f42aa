"""Which of many boxes meet, or cover, each other: axis by axis, for every set that stands there, all boxes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TypeAlias

Sets: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """By axis and set of classes, the boxes in relation to it, as the bits of an integer."""

    axes: tuple[dict[int, int], ...]

    def to(self, sets: Sets) -> int:
        """The boxes that are in relation to this one on every axis."""
        return reduce(lambda one, two: one & two, (axis[bits] for axis, bits in zip(self.axes, sets, strict=True)), -1)


def meeting(boxes: Sequence[Sets]) -> Related:
    """Boxes that have something in common."""
    return _related(boxes, lambda mine, other: bool(mine & other))


def covering(boxes: Sequence[Sets]) -> Related:
    """Boxes in which another lies."""
    return _related(boxes, lambda mine, other: not mine & ~other)


def _related(boxes: Sequence[Sets], is_so: Callable[[int, int], bool]) -> Related:
    found = []
    for column in zip(*boxes, strict=True):
        where: dict[int, int] = {}
        for at, bits in enumerate(column):
            where[bits] = where.get(bits, 0) | 1 << at
        found.append(
            {
                mine: reduce(lambda one, two: one | two, [at for other, at in where.items() if is_so(mine, other)])
                for mine in where
            }
        )
    return Related(tuple(found))


def positions(bits: int) -> Iterator[int]:
    """The places of the ones, from the lowest."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
