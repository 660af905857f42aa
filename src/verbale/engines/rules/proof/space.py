"""The rules of a table as boxes in one space, and points of it found without the solver.

To find a record that one rule takes and others leave is to find a class for every source such that no box of the others
holds them all. Sources are few and boxes many, so a set of rules is the bits of an integer. What a rule still forbids
is taken out of the classes that are left (a rule that holds all of them in every source but one leaves none of its own
there); of two classes the one that fewer rules hold is as good as the other; and what then remains is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import and_, or_

from ..feel import Value
from .bits import Bits, places
from .boxes import Box
from .holding import Holding
from .source import Source

MOST_TRIED = 400
"""Places at which one search tries classes before it gives up."""


@dataclass(frozen=True, slots=True)
class Found:
    """``classes``: one of each source; None: there is no such point, because of the rules in ``by``."""

    classes: tuple[int, ...] | None
    by: Bits = 0


class TooFar(Exception):
    """The search was given up."""


@dataclass
class _Search:
    left: int = MOST_TRIED
    by: Bits = 0


class Space:
    """The boxes of rules, told by their place.

    ``is_plain``: every source is an input by itself, and nothing is calculated, so that a point is a record.
    """

    def __init__(self, boxes: Sequence[Box], sources: Mapping[str, Source]) -> None:
        self.boxes = boxes
        self._sources = [source for source in sources.values() if source.path and not source.decided]
        plain = len(self._sources) == len(sources) and not any(source.real for source in sources.values())
        self.is_plain = plain and all(len(source.path) == 1 for source in self._sources)
        self._holding = [Holding(source, boxes) for source in self._sources] if self.is_plain else []

    def near(self, box: Box, others: Bits) -> Bits:
        """Those of the others whose boxes meet a box."""
        if not self.is_plain:
            return sum(1 << at for at in places(others) if box.meets(self.boxes[at]))
        return reduce(and_, (self._holding[at].met(bits)[0] for at, bits in self._sets(box)), others)

    def covering(self, box: Box, others: Bits) -> int | None:
        """The first of the others whose box certainly holds a box."""
        if self.is_plain:
            others = reduce(and_, (self._holding[at].met(bits)[1] for at, bits in self._sets(box)), others)
        return next((at for at in places(others) if self.boxes[at].covers(box)), None)

    def point(self, box: Box, others: Bits) -> Found:
        """A point of a box that none of the others has. Raises `TooFar`."""
        sets = self._all_sets(box)
        chosen, by = self._chosen(sets, others)
        return Found(None, by) if chosen is None else Found(self._natural(chosen, sets, others))

    def leaves(self, box: Box, others: Bits) -> bool:
        """Whether the others leave a point of a box over. Raises `TooFar`."""
        return self._chosen(self._all_sets(box), others)[0] is not None

    def _all_sets(self, box: Box) -> list[Bits]:
        return [box.sets.get(source.key, source.axis.admitted) & source.axis.admitted for source in self._sources]

    def _chosen(self, sets: list[Bits], others: Bits) -> tuple[list[int] | None, Bits]:
        """A class of each set such that no other rule holds them all; else None, and rules because of which."""
        if not all(sets):
            return None, 0
        known = [holding.met(bits) for holding, bits in zip(self._holding, sets, strict=True)]
        met = reduce(and_, (each[0] for each in known), others)
        over = reduce(and_, (each[1] for each in known), met)
        if over:
            return None, over & -over
        if not met:
            return [(bits & -bits).bit_length() - 1 for bits in sets], 0
        search = _Search()
        domains = [holding.least(bits) for holding, bits in zip(self._holding, sets, strict=True)]
        return self._hurried(domains, met) or self._searched(domains, met, search), search.by

    def along(self, facts: Mapping[str, Value], source: Source) -> Iterator[tuple[Value, Bits]]:
        """The values of one source, each with the rules whose boxes hold a record if it has this value."""
        own, rest = self._sources.index(source), -1
        for at, of in enumerate(self._sources):
            place = of.axis.place(of.read(facts))
            if at != own and place is not None:
                rest &= self._holding[at].by_class[place]
        for each in places(source.axis.admitted):
            yield source.axis.classes[each].value, self._holding[own].by_class[each] & rest

    def held(self, classes: Sequence[int]) -> Bits:
        """The rules whose boxes hold a point."""
        return reduce(and_, (holding.by_class[at] for holding, at in zip(self._holding, classes, strict=True)), -1)

    def record(self, classes: Sequence[int]) -> dict[str, Value]:
        """The facts at a point."""
        return {of.key: of.axis.classes[at].value for of, at in zip(self._sources, classes, strict=True)}

    def _sets(self, box: Box) -> Iterator[tuple[int, Bits]]:
        for at, source in enumerate(self._sources):
            bits = box.sets.get(source.key)
            if bits is not None:
                yield at, bits

    def _hurried(self, domains: list[list[int]], left: Bits) -> list[int] | None:
        """Of each domain the class that the fewest rules hold of those left, if that is enough; most often it is."""
        chosen = [domain[0] for domain in domains]
        for at in sorted(range(len(domains)), key=lambda each: len(domains[each])):
            held = self._holding[at].by_class
            found = [held[each] & left for each in domains[at]]
            left = min(found, key=int.bit_count)
            chosen[at] = domains[at][found.index(left)]
            if not left:
                return chosen
        return None

    def _searched(self, domains: list[list[int]], left: Bits, search: _Search) -> list[int] | None:
        """A class of each domain such that no rule of those left holds them all."""
        search.left -= 1
        if search.left < 0:
            raise TooFar
        domains = [self._holding[at].fewest(domain, left) for at, domain in enumerate(domains)]
        while left:
            count = sum(map(len, domains))
            left = self._narrowed(domains, left, search)
            if left < 0:
                return None
            if sum(map(len, domains)) == count:
                break
        if not left:
            return [domain[0] for domain in domains]
        domains = [self._holding[at].fewest(domain, left) for at, domain in enumerate(domains)]
        open_ = [at for at, domain in enumerate(domains) if len(domain) > 1]
        at = min(open_, key=lambda each: len(domains[each]), default=0)
        for each in domains[at]:
            found = self._searched([*domains[:at], [each], *domains[at + 1 :]], left, search)
            if found is not None:
                return found
        return None

    def _narrowed(self, domains: list[list[int]], left: Bits, search: _Search) -> Bits:
        """Takes out the classes with which some rule would hold every point; the rules that may still hold one.

        -1 where no class is left.
        """
        held = [[self._holding[at].by_class[each] for each in domain] for at, domain in enumerate(domains)]
        left = reduce(and_, (reduce(or_, own) for own in held), left)
        inside = [reduce(and_, own) for own in held]
        before = list(accumulate(inside, and_, initial=left))
        after = left
        for at in range(len(domains) - 1, -1, -1):
            others = before[at] & after
            after &= inside[at]
            if others:
                kept = [each for each, own in zip(domains[at], held[at], strict=True) if not own & others]
                if len(kept) < len(domains[at]):
                    for own in held[at]:
                        hit = own & others
                        # One of them is enough; one that is named already, if there is one.
                        search.by |= 0 if hit & search.by else hit & -hit
                    if not kept:
                        return -1
                    domains[at] = kept
        return left

    def _natural(self, chosen: list[int], sets: Sequence[Bits], others: Bits) -> tuple[int, ...]:
        """The point moved to classes that one would rather see: known, and of texts those that are named."""
        found = list(chosen)
        held = [holding.by_class[each] for holding, each in zip(self._holding, found, strict=True)]
        after = [*accumulate(reversed(held), and_, initial=-1)][-2::-1]
        before = others
        for at, (holding, bits) in enumerate(zip(self._holding, sets, strict=True)):
            rest = before & after[at]
            found[at] = next(each for each in holding.tastes(bits) if not holding.by_class[each] & rest)
            before &= holding.by_class[found[at]]
        return tuple(found)
