"""Many rules by few comparisons: each record gets a mask of the classes it is in, and a rule asks one question of it.

Every class of every packed axis has a bit of its own. A record lies in a box if its mask has no bit outside the box:
one `&` and one comparison for all packed axes together, where a condition for each would cost as many again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import ibis

from .axis import Axis
from .boxes import Box
from .growth import groups
from .order import Column

WORTH = 24
"""Boxes from which masks are worth their making."""
MOST_GROUPS = 24
"""Groups of classes beyond which an axis is compared with rather than packed."""
BITS = 62
"""Of a word: a signed integer of 64 bits, one spared for the sign and one for safety."""
WORD = "int64"


@dataclass(frozen=True, slots=True)
class Packed:
    """One axis in a word: groups of classes that no box tells apart, the bit of the first."""

    axis: int
    groups: tuple[int, ...]
    first: int

    def outside(self, bits: int) -> int:
        """The mask of the groups that a set of classes does not have."""
        return sum(1 << self.first + at for at, group in enumerate(self.groups) if not group & bits)

    def inside(self, bits: int) -> int:
        """The mask of the groups in a set of classes."""
        return sum(1 << self.first + at for at, group in enumerate(self.groups) if group & bits)

    def mask(self, axis: Axis, column: Column) -> Column:
        """A record's bit, as a case by case expression; the groups that are told most easily first."""
        order = sorted(range(len(self.groups)), key=lambda at: axis.cost(self.groups[at]))
        *told, last = [(self.groups[at], ibis.literal(1 << self.first + at, WORD)) for at in order]
        return ibis.cases(*((axis.condition(column, bits, axis.full), bit) for bits, bit in told), else_=last[1])


@dataclass(frozen=True, slots=True)
class Word:
    """An integer of masks: axes that find room in it together."""

    packed: tuple[Packed, ...]

    def column(self, axes: Sequence[Axis], columns: Sequence[Column]) -> Column:
        """The masks of all its axes in one integer."""
        return reduce(
            lambda one, two: one + two, [each.mask(axes[each.axis], columns[each.axis]) for each in self.packed]
        )

    def outside(self, box: Box) -> int:
        """The bits that no record in the box has."""
        return sum(each.outside(box.sets[each.axis]) for each in self.packed)


def packed(boxes: Sequence[Box], axes: Sequence[Axis]) -> tuple[Word, ...]:
    """The words worth making for these boxes; none where they are few."""
    if len(boxes) < WORTH:
        return ()
    words: list[list[Packed]] = []
    for at, axis in enumerate(axes):
        found = groups(axis.full, {box.sets[at] for box in boxes})
        if 1 < len(found) <= MOST_GROUPS:
            if not words or _used(words[-1]) + len(found) > BITS:
                words.append([])
            words[-1].append(Packed(at, found, _used(words[-1])))
    return tuple(Word(tuple(each)) for each in words)


def _used(word: list[Packed]) -> int:
    return sum(len(each.groups) for each in word)
