"""A table as an ordered list of boxes over its axes: the first box that holds a record says what is done.

A box is a set of classes for each axis. Its action is the number of a rule, or one of the codes below. All that
depends on the hit policy is settled here; afterwards a table of any policy is read from the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from ..feel.compare import same
from ..model import Hit
from .errors import Uncompiled
from .gathered import Gathered
from .outputs import Outputs

NONE, SINGLY, CLASH = 0, -1, -2
"""No rule matches; this record is decided alone; rules match that must not match together."""
MOST_PAIRS = 2_000
"""Boxes for rules that match together; where there are more, those rules are decided singly."""
Sets: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Box:
    sets: Sets
    action: int

    def within(self, sets: Sets) -> Box | None:
        """The part of the box inside others; None if there is none."""
        common = tuple(one & two for one, two in zip(self.sets, sets, strict=True))
        return Box(common, self.action) if all(common) else None

    def covers(self, sets: Sets) -> bool:
        return not any(map(_beyond, self.sets, sets))


def _beyond(one: int, other: int) -> int:
    return other & ~one


class Boxes:
    """The boxes of one table. ``axes`` are the positions of each column's axis; None for a constant."""

    def __init__(self, gathered: Gathered, full: Sets, axes: Sequence[int | None], outputs: Outputs) -> None:
        self._gathered, self._full, self._axes, self._outputs = gathered, full, axes, outputs
        self._hit = gathered.table.hit
        self.uncompiled: list[Uncompiled] = []

    def made(self, masks: Sequence[list[tuple[int, int]]]) -> list[Box]:
        """All boxes in order. ``masks`` gives the classes that pass and those in doubt, by rule and column."""
        sure: list[Box] = []
        doubtful: list[tuple[int, Box]] = []
        for rule, bits in enumerate(masks, 1):
            doubtful += [(rule, box) for box in self._doubts(bits)]
            box = self._box([passes for passes, _ in bits], rule)
            if box is not None:
                sure.append(box)
        for box in sure:
            if self._outputs.why(box.action):
                doubtful.append((box.action, Box(box.sets, SINGLY)))
        return self._ordered([box for box in sure if not self._outputs.why(box.action)], doubtful)

    def _ordered(self, sure: list[Box], doubtful: list[tuple[int, Box]]) -> list[Box]:
        if self._hit is Hit.FIRST:
            # A rule's doubts stand before it.
            keyed = [((rule, 0), box) for rule, box in doubtful] + [((box.action, 1), box) for box in sure]
            return [box for _, box in sorted(keyed, key=lambda each: each[0])]
        before = [box for _, box in doubtful]
        if self._hit is Hit.PRIORITY:
            rank = self._outputs.rank
            return before + sorted(sure, key=lambda box: (rank(self._outputs.of_rule(box.action)), box.action))
        return before + self._together(sure) + sure

    def _together(self, sure: list[Box]) -> list[Box]:
        action = CLASH if self._hit in (Hit.UNIQUE, Hit.ANY) else SINGLY
        found: list[Box] = []
        for one, two in combinations(sure, 2):
            common = None if self._agree(one, two) else one.within(two.sets)
            if common is not None and not any(box.covers(common.sets) for box in found[-50:]):
                found.append(Box(common.sets, action))
                if len(found) > MOST_PAIRS:
                    self._name("too many rules may match together")
                    return [Box(box.sets, SINGLY) for box in sure]
        if found and action == SINGLY:
            self._name(f"rules that may match together give a list under hit policy {self._hit.value}")
        return found

    def _name(self, why: str) -> None:
        self.uncompiled.append(Uncompiled(self._gathered.owner, 0, "", why))

    def _agree(self, one: Box, two: Box) -> bool:
        if self._hit is not Hit.ANY:
            return False
        return same(self._outputs.of_rule(one.action), self._outputs.of_rule(two.action))

    def _doubts(self, bits: list[tuple[int, int]]) -> Iterator[Box]:
        """Where a cell cannot be told: the cells before it may pass, those after it are never reached or may fault."""
        for at, (_, doubts) in enumerate(bits):
            if doubts:
                before = [passes | doubt for passes, doubt in bits[:at]]
                box = self._box([*before, doubts, *[-1] * (len(bits) - at - 1)], SINGLY)
                if box is not None:
                    yield box

    def _box(self, columns: Sequence[int], action: int) -> Box | None:
        sets = list(self._full)
        for axis, bits in zip(self._axes, columns, strict=True):
            if axis is not None:
                sets[axis] &= bits
            elif not bits & 1:
                return None
        return Box(tuple(sets), action) if all(sets) else None


def simplified(boxes: Sequence[Box], full: Sets, otherwise: int) -> tuple[Box, ...]:
    """The boxes without those that an earlier one covers or that change nothing."""
    found: list[Box] = []
    for box in boxes:
        if any(other.covers(box.sets) for other in found):
            continue
        found.append(box)
        if box.covers(full):
            break
    while found and found[-1].action == otherwise:
        found.pop()
    return tuple(found)
