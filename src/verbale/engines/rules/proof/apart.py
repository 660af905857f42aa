"""Where two tables of plain cells decide differently, found in the space of their boxes and without the solver.

A record that an old rule decides and a new one, differently, is a point of both boxes that none of the rules before
them has. Rules that ask the same in both versions, in the same order, are pairs: of two pairs, one rule decides before
in both versions, so a record that the old rule of one decides is never decided by the new rule of the other. Under
policy U every other rule comes before, and a record that several rules match is decided by none of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..model import Hit
from .bits import Bits, members, places
from .boxes import Box, allowed_box, boxes
from .outcome import Outputs, is_constant, mark
from .space import Space, TooFar
from .stage import Stage
from .versions import Side, Versions
from .witness import Record

MOST_CLASHES = 2_000
"""Pairs of rules that are tried for a record that both match, before the search is given up."""


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
        order = self.stage.precedence()
        whole = allowed_box(self.stage, versions.encoding)
        own = boxes(self.stage, versions.encoding)
        self.boxes: list[Box] = [*(own[at] for at in order), whole]
        self.numbers = [*(at + 1 for at in order), 0]
        given: list[Outputs | None] = [*(self.stage.outputs[at] for at in order), self.stage.default]
        self.outputs = [side.named(each, versions.names) for each in given]
        self.marks = [mark(each) for each in self.outputs]
        self.nothing = mark(side.named(None, versions.names))
        self.rules = members(range(len(order)))
        self.whole = whole
        self.offset = 0
        self._alive: dict[int, bool] = {}

    @property
    def is_plain(self) -> bool:
        """Whether boxes and constants say all, and one rule decides."""
        if self.stage.table.hit not in (Hit.FIRST, Hit.PRIORITY, Hit.UNIQUE):
            return False
        return all(each.exact for each in self.boxes) and all(map(is_constant, self.outputs))

    @property
    def is_unique(self) -> bool:
        """Whether rules that match together give nothing."""
        return self.stage.table.hit is Hit.UNIQUE

    def lives(self, at: int, space: Space) -> bool:
        """Whether a rule decides some record."""
        if at not in self._alive:
            self._alive[at] = space.leaves(self.boxes[at], self.before(at))
        return self._alive[at]

    def asked(self) -> list[Hashable]:
        """What every rule asks, in terms that mean the same in both versions."""
        return [frozenset(box.sets.items()) for box in self.boxes[:-1]]

    def before(self, at: int) -> Bits:
        """The rules that decide before one, in the space of both versions."""
        if not self.is_unique:
            return ~(-1 << at) << self.offset
        return (self.rules & ~(1 << at)) << self.offset


def apart(versions: Versions) -> Iterator[Apart] | None:
    """Every pair of rules that decide some record differently; None where boxes do not say all."""
    if not (versions.old.book.is_table and versions.new.book.is_table):
        return None
    if any(source.decided for source in versions.sources.values()):
        return None
    old, new = _Ranks(versions.old, versions), _Ranks(versions.new, versions)
    if not (old.is_plain and new.is_plain) or old.whole != new.whole:
        return None
    new.offset = len(old.boxes)
    space = Space([*old.boxes, *new.boxes], versions.sources)
    return _all(space, old, new) if space.is_plain else None


def _all(space: Space, old: _Ranks, new: _Ranks) -> Iterator[Apart]:
    pairs = _paired(old.asked(), new.asked())
    yield from _pairs(space, old, new, pairs)
    for at, record in _clashes(space, old, new, pairs):
        yield Apart(old.numbers[at], 0, record)
    for at, record in _clashes(space, new, old, {after: before for before, after in pairs.items()}):
        yield Apart(0, new.numbers[at], record)


def _pairs(space: Space, old: _Ranks, new: _Ranks, pairs: dict[int, int]) -> Iterator[Apart]:
    """An old rule and a new one that decide a record differently."""
    free = members(range(len(new.boxes))) & ~members(pairs.values())
    for at, box in enumerate(old.boxes):
        others = free | 1 << pairs[at] if at in pairs else members(range(len(new.boxes)))
        others = members(to for to in places(others) if new.marks[to] != old.marks[at])
        met = space.near(box, others << new.offset) >> new.offset
        if not met or not old.lives(at, space):
            continue
        for to in places(met):
            if not new.lives(to, space):
                continue
            both = box.within(new.boxes[to])
            found = space.point(both, old.before(at) | new.before(to))
            if found.classes is not None:
                yield Apart(old.numbers[at], new.numbers[to], Record(space.record(found.classes), sure=True))


def _clashes(space: Space, one: _Ranks, other: _Ranks, pairs: dict[int, int]) -> Iterator[tuple[int, Record]]:
    """The rules of one version that decide a record of which the other gives nothing, because several rules match.

    Where the one version lets no rules match together, no rule that is in both versions matches but the one that
    decides. Raises `TooFar`.
    """
    if not other.is_unique:
        return
    free = other.rules & ~members(pairs.values())
    tries = iter(range(MOST_CLASHES))
    for at, box in enumerate(one.boxes):
        mine = free | 1 << pairs[at] if at in pairs else free
        mine = mine & other.rules if one.is_unique else other.rules
        met = space.near(box, mine << other.offset) if one.marks[at] != other.nothing else 0
        # Of rules that match together, there are two.
        if not met & met - 1 or not one.lives(at, space):
            continue
        reached = (to for to in places(met) if _is_reached(space, one, at, space.boxes[to]))
        for both in _together(space, box, members(reached)):
            if next(tries, None) is None:
                raise TooFar
            found = space.point(both, one.before(at))
            if found.classes is not None:
                yield at, Record(space.record(found.classes), sure=True)
                break


def _is_reached(space: Space, side: _Ranks, at: int, box: Box) -> bool:
    """Whether a rule decides some record of a box."""
    return space.leaves(side.boxes[at].within(box), side.before(at))


def _together(space: Space, box: Box, rules: Bits) -> Iterator[Box]:
    """What is in a box and in two rules."""
    for at in places(rules):
        mine = box.within(space.boxes[at])
        for to in places(space.near(mine, rules & (-2 << at))):
            yield mine.within(space.boxes[to])


def _paired(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """The place in the new version of rules that ask the same in both, in the same order; no rule at all is one."""
    kept = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    found = {block.a + each: block.b + each for block in kept for each in range(block.size)}
    return {**found, len(old): len(new)}
