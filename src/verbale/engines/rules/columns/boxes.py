"""A table as an ordered list of boxes over its axes: the first box that holds a record says what is done.

A box is a set of classes for each axis. Its action is the number of a rule, or one of the codes below. All that
depends on the hit policy is settled here; afterwards a table of any policy is read from the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..feel.compare import same
from ..hits import SINGLE
from ..model import Hit
from .errors import CLASH, SINGLY, Uncompiled
from .gathered import Gathered, Part
from .outputs import Outputs
from .related import Sets, covering, meeting, positions

MOST_PAIRS = 2_000
"""Boxes for rules that match together; where there are more, each record is asked from the bottom too."""


@dataclass(frozen=True, slots=True)
class Box:
    """For each axis a set of classes, as bits; ``action`` is what is done with a record that lies in all of them."""

    sets: Sets
    action: int

    def within(self, sets: Sets) -> Box | None:
        """The part of the box inside others; None if there is none."""
        common = tuple(one & two for one, two in zip(self.sets, sets, strict=True))
        return Box(common, self.action) if all(common) else None

    def covers(self, sets: Sets) -> bool:
        """Whether every record in those sets lies in the box."""
        return not any(map(_beyond, self.sets, sets))


def _beyond(one: int, other: int) -> int:
    return other & ~one


class Boxes:
    """The boxes of one table. ``axes`` are the positions of the axes by name."""

    def __init__(self, gathered: Gathered, full: Sets, axes: Mapping[str, int], outputs: Outputs) -> None:
        self._gathered, self._full, self._axes, self._outputs = gathered, full, axes, outputs
        self._hit = gathered.table.hit
        self.uncompiled: list[Uncompiled] = []
        self.sure: list[Box] = []
        """Of each rule whose output is known."""
        self.before: list[Box] = []
        """What is decided singly whatever else matches, under a policy that does not stop at the first rule."""
        self.is_crowded = False
        """Whether too many rules may match together for a box each time; then the last rule is asked for too."""
        self.below: list[Box] = []
        """The boxes in the order in which the last rule is asked for."""

    @property
    def is_many(self) -> bool:
        """Whether all rules that match together make the output."""
        return self._hit not in SINGLE

    def made(self, rules: Sequence[Sequence[Part]]) -> list[Box]:
        """All boxes in order, or those of single rules where many make the output. ``rules`` are their cells."""
        sure: list[Box] = []
        doubtful: list[tuple[int, Box]] = []
        for rule, cells in enumerate(rules, 1):
            doubtful += [(rule, box) for box in self._doubts(cells)]
            box = self._box([(each.axis, each.passes) for each in cells], rule)
            if box is not None:
                sure.append(box)
        for box in sure:
            if self._outputs.why(box.action):
                doubtful.append((box.action, Box(box.sets, SINGLY)))
        self.sure = [box for box in sure if not self._outputs.why(box.action)]
        self.before = [box for _, box in doubtful]
        return [] if self.is_many else self._ordered(self.sure, doubtful)

    def _ordered(self, sure: list[Box], doubtful: list[tuple[int, Box]]) -> list[Box]:
        if self._hit is Hit.FIRST:
            # A rule's doubts stand before it.
            keyed = [((rule, 0), box) for rule, box in doubtful] + [((box.action, 1), box) for box in sure]
            return [box for _, box in sorted(keyed, key=lambda each: each[0])]
        before = self.before
        if self._hit is Hit.PRIORITY:
            rank = self._outputs.rank
            return before + sorted(sure, key=lambda box: (rank(self._outputs.of_rule(box.action)), box.action))
        clashes = self._clashes(sure)
        if self.is_crowded:
            groups = self._groups(sure)
            self.below = sorted(sure, key=lambda box: (-groups[box.action], box.action))
            return before + sorted(sure, key=lambda box: (groups[box.action], box.action))
        return before + clashes + sure

    def _groups(self, sure: list[Box]) -> dict[int, int]:
        """By rule the number of those it agrees with, so that rules match as they must if first and last are of one."""
        found: dict[int, int] = {}
        heads: list[Box] = []
        for box in sure:
            at = next((at for at, head in enumerate(heads) if self._agree(head, box)), len(heads))
            heads += [box] if at == len(heads) else []
            found[box.action] = at
        return found

    def _clashes(self, sure: list[Box]) -> list[Box]:
        found: list[Box] = []
        related = meeting([box.sets for box in sure])
        pairs = ((one, sure[at]) for first, one in enumerate(sure) for at in _later(related.to(one.sets), first))
        for one, two in pairs:
            common = None if self._agree(one, two) else one.within(two.sets)
            if common is not None and not any(box.covers(common.sets) for box in found[-50:]):
                found.append(Box(common.sets, CLASH))
                if len(found) > MOST_PAIRS:
                    self.is_crowded = True
                    return []
        return found

    def given_up(self) -> list[Box]:
        """All rules decided singly."""
        self.uncompiled.append(Uncompiled(self._gathered.owner, 0, "", "too many rules may match together"))
        return [Box(box.sets, SINGLY) for box in self.sure]

    def _agree(self, one: Box, two: Box) -> bool:
        if self._hit is not Hit.ANY:
            return False
        return same(self._outputs.of_rule(one.action), self._outputs.of_rule(two.action))

    def _doubts(self, cells: Sequence[Part]) -> Iterator[Box]:
        """Where a cell cannot be told: the cells before it may pass, those after it are never reached or may fault."""
        for at, cell in enumerate(cells):
            if cell.doubts:
                before = [(each.axis, each.passes | each.doubts) for each in cells[:at]]
                box = self._box([*before, (cell.axis, cell.doubts)], SINGLY)
                if box is not None:
                    yield box

    def _box(self, cells: Sequence[tuple[str | None, int]], action: int) -> Box | None:
        sets = list(self._full)
        for axis, bits in cells:
            if axis is not None:
                sets[self._axes[axis]] &= bits
            elif not bits & 1:
                return None
        return Box(tuple(sets), action) if all(sets) else None


def _later(bits: int, at: int) -> Iterator[int]:
    return positions(bits >> at + 1 << at + 1)


def simplified(boxes: Sequence[Box], full: Sets, otherwise: int) -> tuple[Box, ...]:
    """The boxes without those that an earlier one covers or that change nothing."""
    found: list[Box] = []
    related, kept = covering([box.sets for box in boxes]), 0
    for at, box in enumerate(boxes):
        if related.to(box.sets) & kept:
            continue
        found.append(box)
        kept |= 1 << at
        if box.covers(full):
            break
    while found and found[-1].action == otherwise:
        found.pop()
    return tuple(found)
