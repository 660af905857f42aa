"""Whether another value of one input ever changes what a table gives, seen in the space of its boxes.

Two records that differ in one input alone are one point, if that input is there twice: the rules ask for its value in
the first record, and once more for that in the second. Of the two rules that decide, the one that comes before the
other must ask for the input; else it would decide both.
"""

from __future__ import annotations

from copy import copy

from ..model import Hit
from .bits import Bits, members, places
from .boxes import Box, allowed_box
from .outcome import is_constant, mark
from .problem import Problem
from .source import Source
from .space import Space, TooFar

MOST_TRIED = 4_000
"""Pairs of rules that are tried before the search is given up."""


def moves(problem: Problem, source: Source, dead: Bits) -> bool | None:
    """Whether it does; None where boxes do not say. ``dead``: rules, from 0, that never decide."""
    stage = problem.stage
    outputs = [*stage.outputs, stage.default]
    plain = problem.space.is_plain and all(box.exact for box in problem.boxes) and not stage.refusals
    constant = all(each is None or is_constant(each) for each in outputs)
    if stage.table.hit not in (Hit.FIRST, Hit.PRIORITY, Hit.UNIQUE) or not (plain and constant):
        return None
    try:
        found = _Twice(problem, source, dead).moves()
    except TooFar:
        return None
    # Under policy U, a record that several rules match is one more that comes out otherwise.
    return found or (None if stage.table.hit is Hit.UNIQUE else False)


class _Twice:
    def __init__(self, problem: Problem, source: Source, dead: Bits) -> None:
        stage = problem.stage
        order = stage.precedence()
        self._key, self._is_unique = source.key, stage.table.hit is Hit.UNIQUE
        self._first = [*(problem.boxes[at] for at in order), allowed_box(stage, problem.encoding)]
        again = copy(source)
        again.key = f"{source.key} again"
        self._second = [_renamed(box, source.key, again.key) for box in self._first]
        self._marks = [*(stage.marks[at] for at in order), mark(stage.default)]
        self._alive = members(rank for rank, at in enumerate(order) if not dead >> at & 1) | 1 << len(order)
        self._space = Space([*self._first, *self._second], {**problem.sources, again.key: again})

    def moves(self) -> bool:
        count, tries = len(self._first), iter(range(MOST_TRIED))
        for at in places(self._alive):
            box = self._first[at]
            if self._key not in box.sets:
                continue
            later = members(to for to in places(self._alive & -2 << at) if self._marks[to] != self._marks[at])
            for to in places(self._space.near(box, later << count) >> count):
                if next(tries, None) is None:
                    raise TooFar
                both = box.within(self._second[to])
                if self._space.leaves(both, self._before(at) | self._before(to) << count):
                    return True
        return False

    def _before(self, at: int) -> Bits:
        """The rules that keep one from deciding."""
        if not self._is_unique:
            return ~(-1 << at)
        return ~(-1 << len(self._first) - 1) & ~(1 << at)


def _renamed(box: Box, key: str, other: str) -> Box:
    return Box({other if each == key else each: bits for each, bits in box.sets.items()}, box.exact)
