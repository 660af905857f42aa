"""The rules that were amended between two versions all of whose rules count, and records of them found by boxes."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import reduce
from operator import or_

from .bits import Bits, members
from .boxes import Box, allowed_box, boxes
from .outcome import mark
from .space import Space, TooFar
from .versions import Side, Versions
from .witness import Record

MOST_TRIED = 200
"""Points that are tried for one record before it is asked of the solver."""
Row = tuple[Hashable, Hashable]
"""What a rule asks, and what it says, in terms that mean the same in both versions."""


@dataclass(frozen=True, slots=True)
class Amended:
    """The places, from 0, of the old and the new form of a rule, None where it has none; ``same``: they say the same.

    It may make a difference where one of the forms matches; if they say the same, where just one of them does.
    """

    old: int | None
    new: int | None
    same: bool

    @property
    def numbers(self) -> tuple[int, int]:
        """The numbers of both forms, 0 for none."""
        old, new = (0 if at is None else at + 1 for at in (self.old, self.new))
        return old, new


def amendments(old: Sequence[Row], new: Sequence[Row]) -> list[Amended]:
    """What was amended: all but rules that ask and say the same in both versions, in the same order."""
    found = []
    for kind, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for at in range(0 if kind == "equal" else max(high - low, end - start)):
            one = low + at if low + at < high else None
            other = start + at if start + at < end else None
            same = one is not None and other is not None and old[one][1] == new[other][1]
            found.append(Amended(one, other, same))
    return found


def said(side: Side) -> list[Hashable]:
    """What each rule of a version says."""
    return [mark(side.named(each, side.names)) for each in side.book.table.outputs]


class ByBoxes:
    """Two versions whose boxes say all."""

    def __init__(self, versions: Versions, old: list[Box], new: list[Box], space: Space) -> None:
        self._space, self._old, self._new = space, old, new
        rows = [
            [(frozenset(box.sets.items()), own) for box, own in zip(its, said(side), strict=True)]
            for side, its in ((versions.old, old), (versions.new, new))
        ]
        self.amended = amendments(*rows)
        self._forms = [members(self._places(each)) for each in self.amended]

    def _places(self, amended: Amended) -> list[int]:
        old = [] if amended.old is None else [amended.old]
        return old if amended.new is None else [*old, len(self._old) + amended.new]

    def record(self, at: int, *, old: bool, new: bool) -> Record | None:
        """A record that the old form of a rule matches, or not, and the new form, and for which none of the amended
        rules before it makes a difference; None where there is none. Raises `TooFar` where that is not seen.
        """
        amended = self.amended[at]
        forms = [(amended.old, self._old, 0, old), (amended.new, self._new, len(self._old), new)]
        if not (old or new) or (old and new and amended.same) or any(place is None and on for place, _, _, on in forms):
            return None
        box, others = Box({}, exact=True), 0
        for place, own, offset, matches in forms:
            if matches and place is not None:
                box = box.within(own[place])
            elif place is not None:
                others |= 1 << offset + place
        # Where no other amended rule matches, none makes up for the difference.
        alone = self._space.point(box, reduce(or_, (*self._forms[:at], *self._forms[at + 1 :]), others)).classes
        if alone is not None:
            return Record(self._space.record(alone), sure=True)
        tries = iter(range(MOST_TRIED))
        others = reduce(or_, (own for each, own in self._earlier(at) if not each.same), others)
        found = self._point(box, others, [pair for pair in self._earlier(at) if pair[0].same], tries)
        return None if found is None else Record(self._space.record(found), sure=True)

    def _earlier(self, at: int) -> Iterator[tuple[Amended, Bits]]:
        return zip(self.amended[:at], self._forms, strict=False)

    def _point(
        self, box: Box, others: Bits, alike: list[tuple[Amended, Bits]], tries: Iterator[int]
    ) -> tuple[int, ...] | None:
        """A point of a box that none of the others has, and of the alike both forms or none."""
        if next(tries, None) is None:
            raise TooFar
        found = self._space.point(box, others).classes
        if found is None:
            return None
        held = self._space.held(found)
        apart = next((pair for pair in alike if held & pair[1] not in (0, pair[1])), None)
        if apart is None:
            return found
        amended, forms = apart
        none = self._point(box, others | forms, alike, tries)
        if none is not None or amended.old is None or amended.new is None:
            return none
        return self._point(box.within(self._old[amended.old]).within(self._new[amended.new]), others, alike, tries)


def by_boxes(versions: Versions) -> ByBoxes | None:
    """Two versions made ready; None where boxes do not say all."""
    old, new = versions.old.book.table, versions.new.book.table
    given = {stage.source.key for stage in (old, new) if stage.source is not None}
    sources = {key: source for key, source in versions.sources.items() if key not in given}
    wholes = [allowed_box(stage, versions.encoding) for stage in (old, new)]
    if wholes[0] != wholes[1] or mark(old.default) != mark(new.default):
        return None
    before, after = (boxes(stage, versions.encoding) for stage in (old, new))
    space = Space([*before, *after], sources)
    if not space.is_plain or not all(each.exact for each in space.boxes):
        return None
    return ByBoxes(versions, before, after, space)
