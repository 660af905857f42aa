"""Where two tables of plain cells decide differently, found in the space of their boxes and without the solver.

A record that an old rule decides and a new one, differently, is a point of both boxes that none of the rules before
them has. Rules that ask the same in both versions, in the same order, are pairs: of two pairs, one rule decides before
in both versions, so a record that the old rule of one decides is never decided by the new rule of the other.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from ..model import Hit
from .bits import Bits, members, places
from .boxes import Box, allowed_box, boxes
from .outcome import Outputs, is_constant, mark
from .space import Space
from .stage import Stage
from .versions import Side, Versions
from .witness import Record


@dataclass(frozen=True, slots=True)
class Apart:
    """A record with the rules that decide it, by number; 0 stands for none."""

    old_rule: int
    new_rule: int
    record: Record


class _Ranks:
    """The rules of one version, those first that decide before others, and what no rule matches as the last of them."""

    def __init__(self, side: Side, versions: Versions) -> None:
        self.stage: Stage = side.book.table
        self._versions = versions
        order = self.stage.precedence()
        whole = allowed_box(self.stage, versions.encoding)
        own = boxes(self.stage, versions.encoding)
        self.boxes: list[Box] = [*(own[at] for at in order), whole]
        self.numbers = [*(at + 1 for at in order), 0]
        given: list[Outputs | None] = [*(self.stage.outputs[at] for at in order), self.stage.default]
        self.outputs = [side.named(each, versions.names) for each in given]
        self.marks = [mark(each) for each in self.outputs]
        self.whole = whole
        self.offset = 0

    @property
    def is_plain(self) -> bool:
        """Whether boxes and constants say all."""
        return all(each.exact for each in self.boxes) and all(map(is_constant, self.outputs)) and self._is_ordered

    @cached_property
    def _is_ordered(self) -> bool:
        """Whether one rule decides, and it is clear which."""
        if self.stage.table.hit is not Hit.UNIQUE:
            return self.stage.table.hit in (Hit.FIRST, Hit.PRIORITY)
        space = Space(self.boxes[:-1], self._versions.sources)
        return not any(space.near(box, ~(-1 << at)) for at, box in enumerate(self.boxes[:-1]) if all(box.sets.values()))

    def asked(self) -> list[Hashable]:
        """What every rule asks, in terms that mean the same in both versions."""
        return [frozenset(box.sets.items()) for box in self.boxes[:-1]]

    def before(self, at: int) -> Bits:
        """The rules that decide before one, in the space of both versions."""
        return ~(-1 << at) << self.offset


def apart(versions: Versions) -> Iterator[Apart] | None:
    """Every pair of rules that decide some record differently; None where boxes do not say all."""
    if not (versions.old.book.is_table and versions.new.book.is_table) or versions.encoding.reals:
        return None
    if any(source.decided for source in versions.sources.values()):
        return None
    old, new = _Ranks(versions.old, versions), _Ranks(versions.new, versions)
    if not (old.is_plain and new.is_plain) or old.whole != new.whole:
        return None
    new.offset = len(old.boxes)
    space = Space([*old.boxes, *new.boxes], versions.sources)
    return _pairs(space, old, new) if space.is_plain else None


def _pairs(space: Space, old: _Ranks, new: _Ranks) -> Iterator[Apart]:
    pairs = _paired(old.asked(), new.asked())
    free = members(range(len(new.boxes))) & ~members(pairs.values())
    alive: dict[int, bool] = {}

    def lives(ranks: _Ranks, at: int) -> bool:
        place = at + ranks.offset
        if place not in alive:
            alive[place] = space.point(ranks.boxes[at], ranks.before(at)).classes is not None
        return alive[place]

    for at, box in enumerate(old.boxes):
        others = free | 1 << pairs[at] if at in pairs else members(range(len(new.boxes)))
        others = members(to for to in places(others) if new.marks[to] != old.marks[at])
        met = space.near(box, others << new.offset) >> new.offset
        if not met or not lives(old, at):
            continue
        for to in places(met):
            if not lives(new, to):
                continue
            both = _both(box, new.boxes[to])
            found = space.point(both, old.before(at) | new.before(to))
            if found.classes is not None:
                yield Apart(old.numbers[at], new.numbers[to], Record(space.record(found.classes), sure=True))


def _both(one: Box, other: Box) -> Box:
    sets = dict(one.sets)
    for key, bits in other.sets.items():
        sets[key] = sets.get(key, bits) & bits
    return Box(sets, exact=True)


def _paired(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """The place in the new version of rules that ask the same in both, in the same order; no rule at all is one."""
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    found = {block.a + each: block.b + each for block in kept for each in range(block.size)}
    return {**found, len(old): len(new)}
