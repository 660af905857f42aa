"""Records found without the solver: in the box of a rule and outside the boxes of others, looked for greedily."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from operator import and_, or_

from ..feel import Value
from .boxes import Box
from .source import Source

MOST_CLASSES = 40
"""Classes of a source that are tried."""
TURNS = 5
"""Orders of the sources that are tried."""


class Sample:
    """The boxes of a table, its rules told by number. Finds no record where boxes do not say all, and may miss one.

    ``is_plain``: every source is an input by itself, and nothing is calculated.
    """

    def __init__(self, boxes: list[Box], sources: Mapping[str, Source]) -> None:
        self._boxes = boxes
        self._sources = {key: source for key, source in sources.items() if source.path and not source.decided}
        plain = len(self._sources) == len(sources) and not any(source.real for source in sources.values())
        self.is_plain = plain and all(len(source.path) == 1 for source in sources.values())
        self._known: dict[tuple[str, int], list[int]] = {}
        self._holding = {key: self._by_class(key) for key in self._sources} if self.is_plain else {}

    def _by_class(self, key: str) -> list[int]:
        """For each class of a source the rules, as bits, whose boxes have it."""
        everywhere = sum(1 << rule for rule, box in enumerate(self._boxes) if key not in box.sets)
        found = [everywhere] * len(self._sources[key].axis.classes)
        for rule, box in enumerate(self._boxes):
            for at in _places(box.sets.get(key, 0)):
                found[at] |= 1 << rule
        return found

    def near(self, rule: int, others: Iterable[int]) -> list[int]:
        """Those of the others whose boxes meet that of a rule."""
        box = self._boxes[rule - 1]
        if not self.is_plain:
            return [other for other in others if box.meets(self._boxes[other - 1])]
        left = sum(1 << other - 1 for other in others)
        wide: dict[str, int] = {}
        for key, bits in box.sets.items():
            if len(self._holding[key]) <= MOST_CLASSES:
                left &= reduce(or_, (own for at, own in enumerate(self._holding[key]) if bits >> at & 1), 0)
            else:
                wide[key] = bits
        rest = Box(wide, exact=True)
        return [at + 1 for at in _places(left) if rest.meets(self._boxes[at])]

    def covering(self, rule: int, others: Iterable[int]) -> int:
        """One of the others whose box certainly holds that of a rule; 0 if there is none."""
        box = self._boxes[rule - 1]
        left = sum(1 << other - 1 for other in others)
        for key, bits in box.sets.items() if self.is_plain else ():
            if len(self._holding[key]) <= MOST_CLASSES:
                left = reduce(and_, (own for at, own in enumerate(self._holding[key]) if bits >> at & 1), left)
        return next((at + 1 for at in _places(left) if self._boxes[at].covers(box)), 0)

    def record(self, rule: int, others: Iterable[int]) -> dict[str, Value] | None:
        """The facts of a record that a rule matches and none of the others does."""
        box = self._boxes[rule - 1]
        if not self.is_plain or not box.exact or not all(box.sets.values()):
            return None
        left = sum(1 << other - 1 for other in others)
        keys = list(self._sources)
        for turn in range(min(TURNS, len(keys) or 1)):
            order = keys[turn:] + keys[:turn]
            chosen = self._tried(box, left, order)
            if chosen is not None:
                return {key: self._sources[key].axis.classes[chosen[key]].value for key in keys}
        return None

    def _tried(self, box: Box, left: int, order: list[str]) -> dict[str, int] | None:
        """A class for each source, in this order that with which the fewest others are left."""
        chosen: dict[str, int] = {}
        for key in order:
            holding, places = self._holding[key], self._places(key, box)
            best = min(places, key=lambda at: (left & holding[at]).bit_count())
            left &= holding[best]
            chosen[key] = best
        return None if left else chosen

    def _places(self, key: str, box: Box) -> list[int]:
        """The classes that are tried, null last."""
        axis = self._sources[key].axis
        bits = box.sets.get(key, axis.admitted)
        known = self._known.get((key, bits))
        if known is None:
            found = [at for at in range(len(axis.classes)) if bits >> at & 1]
            found = found[1:] + found[:1] if found[0] == 0 else found
            known = self._known[key, bits] = found[:: len(found) // MOST_CLASSES + 1]
        return known


def _places(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
