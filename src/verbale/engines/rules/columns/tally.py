"""Very many rules that match together, of which only what they add up to is asked: sums, counts, least and greatest.

A scorecard of twelve facts has more sets of rules that may match together than can be numbered, but few sums. Rules
that ask of the same facts are a part; each record gets a weight from each part, and the weights are added. A weight
holds what the rules give and, above it, how many there are, so that no rule at all is told from rules that give zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from math import gcd

import ibis

from ..feel import Value
from ..model import Hit
from .axis import Axis
from .boxes import Box
from .growth import groups, grown
from .order import Column
from .outputs import Outputs
from .render import CODE, Rendering
from .sets import combined
from .steps import numbered

MOST_VALUES = 4_000
"""Sums that are told apart; where there may be more, each record is decided alone."""
_OVER = 1 << 62
"""In a weight, how much a rule counts beside what it gives, while it is not known how much that may come to."""
_REGIONS = 200
"""Of a part: sets of its rules that may match together, before it is halved."""


@dataclass(frozen=True, slots=True)
class Part:
    """Weights of rules on the same axes: by the classes of one axis, or by boxes."""

    axis: int | None
    weights: tuple[tuple[int, int], ...]
    boxes: tuple[Box, ...] = ()

    @property
    def options(self) -> list[int]:
        """All weights it may give."""
        return [weight for _, weight in self.weights] + [box.action for box in self.boxes]

    def weighed(self, over: int) -> Part:
        """With so much, rather than `_OVER`, for each rule."""
        weights = [(bits, self._weighed(weight, over)) for bits, weight in self.weights]
        boxes = [Box(box.sets, self._weighed(box.action, over)) for box in self.boxes]
        return Part(self.axis, tuple(weights), tuple(boxes))

    @staticmethod
    def _weighed(weight: int, over: int) -> int:
        return (weight - _sum(weight)) // _OVER * over + _sum(weight)

    def column(self, rendering: Rendering) -> Column:
        """The weight of each record."""
        if self.axis is not None:
            return numbered(rendering.axes[self.axis], rendering.columns[self.axis], self.weights)
        return rendering.case(grown(self.boxes, rendering.axes, 0))


@dataclass(frozen=True, slots=True)
class Tally:
    """``first`` is the code of the lowest sum, ``lowest``; there are ``count`` of them."""

    parts: tuple[Part, ...]
    first: int
    lowest: int
    count: int

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Those of all parts."""
        return tuple(box for part in self.parts for box in part.boxes)

    def code(self, rendering: Rendering, otherwise: int) -> Column:
        """The code of what the rules of each record come to; ``otherwise`` where there are none."""
        total = reduce(lambda one, two: one + two, [each.column(rendering) for each in self.parts])
        sums = (total - self.lowest) % self.count + self.first
        return (total == 0).ifelse(ibis.literal(otherwise, CODE), sums.cast(CODE))

    @property
    def codes(self) -> range:
        """All codes it may give."""
        return range(self.first, self.first + self.count)


def extremes(sure: Sequence[Box], hit: Hit, outputs: Outputs) -> list[Box] | None:
    """The rules in the order of what they give, each with the code of that; None where these are no numbers."""
    given = _given(sure, outputs) if hit in (Hit.MIN, Hit.MAX) else None
    if given is None:
        return None
    values = sorted(set(given.values()), reverse=hit is Hit.MAX)
    first = outputs.valued(values)
    if first is None:
        return None
    codes = {value: first + at for at, value in enumerate(values)}
    found = [Box(box.sets, codes[given[box.action]]) for box in sure]
    return sorted(found, key=lambda box: box.action)


def tallied(sure: Sequence[Box], hit: Hit, axes: Sequence[Axis], outputs: Outputs) -> Tally | None:
    """The sum or the number of the rules; None where it is neither, or there are too many sums."""
    given = {box.action: Decimal(1) for box in sure} if hit is Hit.COUNT else None
    if hit is Hit.SUM:
        given = _given(sure, outputs)
    if not given:
        return None
    scale = max(0, *(-int(each.normalize().as_tuple().exponent) for each in given.values()))
    wholes = {rule: int(each.scaleb(scale)) for rule, each in given.items()}
    unit = gcd(*wholes.values()) or 1
    if sum(abs(each // unit) for each in wholes.values()) >= _OVER // 2:
        return None
    parts = _parts(sure, axes, {rule: _OVER + each // unit for rule, each in wholes.items()})
    lowest, highest = (sum(choose(0, *map(_sum, part.options)) for part in parts) for choose in (min, max))
    count = highest - lowest + 1
    if count > MOST_VALUES:
        return None
    first = outputs.valued([Decimal(at * unit).scaleb(-scale) for at in range(lowest, highest + 1)])
    if first is None:
        return None
    return Tally(tuple(part.weighed(count) for part in parts), first, lowest, count)


def _sum(weight: int) -> int:
    """What rules give, of a weight in which there are so many times `_OVER` as rules."""
    return weight - (weight + _OVER // 2) // _OVER * _OVER


def _given(sure: Sequence[Box], outputs: Outputs) -> dict[int, Decimal] | None:
    found: dict[int, Value] = {box.action: outputs.of_rule(box.action) for box in sure}
    numbers = {rule: each for rule, each in found.items() if isinstance(each, Decimal)}
    return numbers if len(numbers) == len(found) else None


def _parts(sure: Sequence[Box], axes: Sequence[Axis], weights: Mapping[int, int]) -> list[Part]:
    kinds: dict[tuple[int, ...], list[Box]] = {}
    for box in sure:
        asked = tuple(at for at, axis in enumerate(axes) if box.sets[at] != axis.full)
        kinds.setdefault(asked, []).append(box)
    return [part for asked, boxes in kinds.items() for part in _part(asked, boxes, axes, weights)]


def _part(asked: tuple[int, ...], boxes: Sequence[Box], axes: Sequence[Axis], weights: Mapping[int, int]) -> list[Part]:
    if len(asked) == 1:
        (at,) = asked
        classes = groups(axes[at].full, {box.sets[at] for box in boxes})
        return [Part(at, tuple((bits, _weight(boxes, at, bits, weights)) for bits in classes))]
    made = combined(boxes, lambda rules: sum(weights[rule] for rule in rules), _REGIONS)
    if made is not None:
        return [Part(None, (), tuple(made))]
    middle = len(boxes) // 2
    halves = boxes[:middle], boxes[middle:]
    return [part for half in halves for part in _part(asked, half, axes, weights)]


def _weight(boxes: Sequence[Box], at: int, bits: int, weights: Mapping[int, int]) -> int:
    return sum(weights[box.action] for box in boxes if box.sets[at] & bits)
