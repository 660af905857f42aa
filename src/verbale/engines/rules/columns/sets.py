"""Rules that match together, where the hit policy makes one output of all of them: a code for every set of rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np

from .axis import Axis
from .boxes import Box
from .errors import SINGLY
from .grid import Grid, inside, steps_of
from .related import Sets

MOST_BOXES = 2_000
"""Regions of rules that match together, as boxes; more are painted into a grid."""
MOST_WORDS = 1 << 21
"""Of a grid of sets: its cells, times the words that a set of rules takes."""
MOST_SETS = 50_000
_BITS = 62
Code: TypeAlias = Callable[[tuple[int, ...]], int]
"""The code of a set of rules, in their order."""


def combined(sure: Sequence[Box], code: Code, most: int | None = None) -> list[Box] | None:
    """A box for each region with all rules that match there, most rules first; None where there are too many."""
    regions: dict[Sets, frozenset[int]] = {}
    for box in sure:
        found: dict[Sets, frozenset[int]] = {box.sets: frozenset((box.action,))}
        for sets, rules in regions.items():
            common = box.within(sets)
            if common is not None:
                found[common.sets] = found.get(common.sets, frozenset()) | rules | {box.action}
        for sets, rules in found.items():
            regions[sets] = regions.get(sets, frozenset()) | rules
        if len(regions) > (most or MOST_BOXES):
            return None
    ordered = sorted(regions.items(), key=lambda each: (-len(each[1]), sorted(each[1])))
    return [Box(sets, code(tuple(sorted(rules)))) for sets, rules in ordered]


def painted_sets(sure: Sequence[Box], singly: Sequence[Box], axes: Sequence[Axis], code: Code) -> Grid | None:
    """A grid whose cells have the codes of all rules that match there; None where it would be too large."""
    steps = steps_of([*sure, *singly], axes)
    sizes = tuple(len(each.classes) for each in steps)
    words = max((box.action for box in sure), default=0) // _BITS + 1
    if np.prod(sizes, dtype=float) * words > MOST_WORDS:
        return None
    cells = np.zeros((*sizes, words), np.int64)
    for box in sure:
        word, bit = divmod(box.action, _BITS)
        cells[..., word][np.ix_(*inside(steps, box))] |= np.int64(1 << bit)
    found, which = np.unique(cells.reshape(-1, words), axis=0, return_inverse=True)
    if len(found) > MOST_SETS:
        return None
    codes = np.array([code(_rules(row)) for row in found.tolist()], np.int32)
    rules = codes[which.reshape(-1)].reshape(sizes)
    for box in singly:
        rules[np.ix_(*inside(steps, box))] = SINGLY
    return Grid(steps, rules.reshape(-1), code(()))


def _rules(words: Sequence[int]) -> tuple[int, ...]:
    return tuple(at * _BITS + bit for at, word in enumerate(words) for bit in range(_BITS) if word >> bit & 1)
