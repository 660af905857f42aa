"""Which rules have which classes of a source in their boxes; a set of rules is the bits of an integer."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import accumulate
from operator import and_, or_, xor

from .axis import NULL
from .bits import Bits, members, places, runs
from .boxes import Box
from .source import Source


class Holding:
    """The rules, told by their place, that hold each class of a source."""

    def __init__(self, source: Source, boxes: Sequence[Box]) -> None:
        classes = source.axis.classes
        self.of = source
        # Of texts, one would rather see those that are named.
        self._liked = members(at for at, each in enumerate(classes) if each.exact) if source.kinds == (str,) else -1
        changes, begun, ended = ([0] * (len(classes) + 1) for _ in range(3))
        self._broken = 0
        for bits, rules in _alike(source, boxes).items():
            if not bits:
                continue
            low, end = bits & -bits, bits.bit_length()
            begun[low.bit_length() - 1] |= rules
            ended[end - 1] |= rules
            if bits + low == 1 << end:
                changes[low.bit_length() - 1] ^= rules
                changes[end] ^= rules
                continue
            self._broken |= rules
            # A run of classes begins and ends where a bit is not as the one before it.
            for at in places(bits ^ bits << 1):
                changes[at] ^= rules
        self.by_class: list[Bits] = list(accumulate(changes, xor))[:-1]
        self._begun = list(accumulate(begun, or_))
        self._lasting = list(accumulate(reversed(ended), or_))[::-1]
        self._dips = [at for at in range(len(classes)) if self._is_dip(at)]
        self._met: dict[Bits, tuple[Bits, Bits]] = {}
        self._least: dict[Bits, list[int]] = {}

    def met(self, bits: Bits) -> tuple[Bits, Bits]:
        """The rules that hold a class of a set, and those that hold them all."""
        known = self._met.get(bits)
        if known is None:
            some, every = 0, -1
            for begin, end in runs(bits):
                near = self._begun[end - 1] & self._lasting[begin]
                if near & self._broken:
                    near &= reduce(or_, self.by_class[begin:end])
                over = self.by_class[begin] & self.by_class[end - 1]
                if over & self._broken:
                    over = reduce(and_, self.by_class[begin:end])
                some, every = some | near, every & over
            known = self._met[bits] = some, every
        return known

    def least(self, bits: Bits) -> list[int]:
        """Classes of a set, without some of those for which another stands as well, since fewer rules hold it."""
        known = self._least.get(bits)
        if known is None:
            known = []
            for begin, end in runs(bits):
                between = self._dips[bisect_right(self._dips, begin) : bisect_left(self._dips, end - 1)]
                known += [begin, *between, *([end - 1] if end - 1 > begin else [])]
            if bits & NULL:
                # Few rules hold null, and hardly any class is held by fewer.
                known = self.fewest(known, -1)
            self._least[bits] = known
        return known

    def fewest(self, classes: list[int], left: Bits) -> list[int]:
        """The classes than which no other is held by fewer of some rules; those that the fewest hold first."""
        if len(classes) < 2:
            return classes
        own: dict[Bits, int] = {}
        for each in classes:
            own.setdefault(self.by_class[each] & left, each)
        least: list[Bits] = []
        for bits in sorted(own, key=int.bit_count):
            if all(fewer & ~bits for fewer in least):
                least.append(bits)
        return [own[bits] for bits in least]

    def tastes(self, bits: Bits) -> Iterator[int]:
        """The classes of a set, null last and of texts those first that are named."""
        yield from places(bits & ~NULL & self._liked)
        yield from places(bits & ~NULL & ~self._liked)
        yield from places(bits & NULL)

    def _is_dip(self, at: int) -> bool:
        """Whether the classes on both sides are each held by a rule that does not hold this one."""
        own = self.by_class[at]
        before = self.by_class[at - 1] if at else -1
        after = self.by_class[at + 1] if at + 1 < len(self.by_class) else -1
        return bool(after & ~own) and (before == own or bool(before & ~own))


def _alike(source: Source, boxes: Sequence[Box]) -> dict[Bits, Bits]:
    """By their classes of a source, the rules that have just these."""
    found: dict[Bits, Bits] = {}
    full = source.axis.full
    for rule, box in enumerate(boxes):
        bits = box.sets.get(source.key, full) & full
        found[bits] = found.get(bits, 0) | 1 << rule
    return found
