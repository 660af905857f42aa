"""From a long list of boxes to a tree: a few questions that part the records, then short lists.

Engines ask every condition of a CASE of all records that none before it took, so that 300 rules cost 25 times 12. A
long list is therefore first parted by the column that leaves the shortest lists, as long as the whole does not grow
beyond a budget.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .axis import Axis
from .boxes import Box
from .related import Sets

SHORT = 24
"""Boxes in a list that is not parted further."""
GROWTH = 1.6
"""How many times the boxes may be written down, at most."""
MOST_BRANCHES = 16
MOST_AXES = 12
"""Axes that are tried: those of which most boxes ask something."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Boxes from the top, then ``otherwise``, for records in ``domain``."""

    domain: Sets
    boxes: tuple[Box, ...]
    otherwise: int


@dataclass(frozen=True, slots=True)
class Parted:
    """By the classes of one axis: sets of classes, each with the tree for it; the last takes what is left."""

    domain: Sets
    axis: int
    branches: tuple[tuple[int, Tree], ...]


Tree: TypeAlias = Listed | Parted


def grown(boxes: Sequence[Box], axes: Sequence[Axis], otherwise: int) -> Tree:
    """The tree of boxes that stand in order."""
    domain = tuple(axis.full for axis in axes)
    return _grown(list(boxes), domain, axes, otherwise, GROWTH * len(boxes))


def _grown(boxes: list[Box], domain: Sets, axes: Sequence[Axis], otherwise: int, budget: float) -> Tree:
    if len(boxes) > SHORT:
        found = [_Part.of(at, boxes, domain, axes) for at in _asked(boxes, domain)]
        best = min((part for part in found if part and part.total <= budget), key=lambda part: part.cost, default=None)
        if best is not None and best.cost < 0.8 * len(boxes):
            return best.tree(domain, axes, otherwise, budget)
    if boxes and boxes[-1].covers(domain):
        return Listed(domain, tuple(boxes[:-1]), boxes[-1].action)
    return Listed(domain, tuple(boxes), otherwise)


def _asked(boxes: Sequence[Box], domain: Sets) -> list[int]:
    """The axes of which most boxes ask something, in their order."""
    counts = [sum(1 for box in boxes if whole & ~box.sets[at]) for at, whole in enumerate(domain)]
    found = sorted(range(len(domain)), key=lambda at: -counts[at])[:MOST_AXES]
    return sorted(at for at in found if counts[at])


@dataclass(frozen=True, slots=True)
class _Part:
    axis: int
    branches: list[tuple[int, list[Box]]]

    @classmethod
    def of(cls, at: int, boxes: list[Box], domain: Sets, axes: Sequence[Axis]) -> _Part | None:
        parts = groups(domain[at], {box.sets[at] for box in boxes})
        if len(parts) < 2:
            return None
        if len(parts) > MOST_BRANCHES:
            parts = _halves(at, domain[at], boxes)
        made = [(bits, _clipped(boxes, _narrowed(domain, at, bits), at)) for bits in parts]
        # What is hardest to tell is told by what it is not.
        made.sort(key=lambda each: axes[at].cost(each[0]))
        return cls(at, made)

    @property
    def total(self) -> int:
        return sum(len(boxes) for _, boxes in self.branches)

    @property
    def cost(self) -> float:
        """Boxes asked of a record on average, if no class is commoner than another, and the asking which class."""
        classes = sum(bits.bit_count() for bits, _ in self.branches)
        asked = sum(bits.bit_count() * len(boxes) for bits, boxes in self.branches) / classes
        return asked + 0.5 * (len(self.branches) - 1)

    def tree(self, domain: Sets, axes: Sequence[Axis], otherwise: int, budget: float) -> Parted:
        share = budget / max(1, self.total)
        made = tuple(
            (bits, _grown(boxes, _narrowed(domain, self.axis, bits), axes, otherwise, share * len(boxes)))
            for bits, boxes in self.branches
        )
        return Parted(domain, self.axis, made)


def _clipped(boxes: list[Box], domain: Sets, at: int) -> list[Box]:
    """The boxes that have a part in the domain, down to one that covers it."""
    found = []
    for box in boxes:
        if box.sets[at] & domain[at]:
            found.append(box)
            if box.covers(domain):
                break
    return found


def _narrowed(domain: Sets, at: int, bits: int) -> Sets:
    return (*domain[:at], bits, *domain[at + 1 :])


def groups(whole: int, sets: set[int]) -> tuple[int, ...]:
    """Classes that none of the sets tells apart, together."""
    parts = [whole]
    for bits in sets:
        parts = [piece for part in parts for piece in (part & bits, part & ~bits) if piece]
    return tuple(parts)


def _halves(at: int, whole: int, boxes: list[Box]) -> tuple[int, ...]:
    """Two parts of an axis with many classes: below and above the middle of what the boxes ask."""
    asked = [box.sets[at] & whole for box in boxes if whole & ~box.sets[at]]
    weights = [sum(bits >> bit & 1 for bits in asked) for bit in range(whole.bit_length())]
    half, running, cut = sum(weights[1:]) / 2, 0, 1
    while cut < len(weights) - 1 and running + weights[cut] <= half:
        running += weights[cut]
        cut += 1
    above = whole >> cut << cut
    return tuple(part for part in (whole & ~above, above) if part)
