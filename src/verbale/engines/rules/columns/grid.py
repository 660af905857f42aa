"""Very many rules: each record is numbered by the cell of a grid that it is in, and the rule of the cell looked up.

A grid has an axis for each column, with a step for each group of classes that no rule tells apart. All its cells are
painted beforehand, the last rule first, so that what the first says stays. Finding a record's cell costs a CASE a
column, however many rules there are; asking 300 rules one after another costs many times as much.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import prod

import ibis
import ibis.expr.datatypes as dt
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from .axis import NULL, Axis
from .boxes import Box
from .growth import groups
from .order import Column, Numbers
from .steps import CELL, Steps

CLOSE = 8
"""Steps of whole numbers from which they are taken for steps themselves."""
WORTH = 40
"""Boxes from which a grid is worth its painting."""
MOST_CELLS = 1 << 22


def _steps(axis: Axis, sets: set[int]) -> Steps:
    found = groups(axis.full, sets)
    if not (isinstance(axis.order, Numbers) and isinstance(axis.order.type, dt.Integer)) or len(found) < CLOSE:
        return Steps(found)
    inner: list[int] = [span[0] or 0 for span, _ in axis.spans[2:] if span]
    if inner[-1] - inner[0] > 2 * len(found):
        return Steps(found)
    values = range(inner[0] - 1, inner[-1] + 1)
    places = [bisect_right(inner, value) + 1 for value in values]
    return Steps((*(1 << place for place in places), NULL), inner[0])


@dataclass(frozen=True)
class Grid:
    """``rules`` are the codes of all cells, the last axis fastest; ``otherwise`` is the code of most."""

    steps: tuple[Steps, ...]
    rules: npt.NDArray[np.int32]
    otherwise: int

    def cell(self, axes: Sequence[Axis], columns: Sequence[Column]) -> Column:
        """The number of a record's cell."""
        sizes = [len(each.classes) for each in self.steps]
        parts = zip(axes, columns, self.steps, strict=True)
        found = [
            steps.number(axis, column, prod(sizes[at + 1 :]))
            for at, (axis, column, steps) in enumerate(parts)
            if sizes[at] > 1
        ]
        return reduce(lambda one, two: one + two, found) if found else ibis.literal(0, CELL)

    def lookup(self, cell: str, rule: str) -> ibis.Table:
        """The rules of all cells that have another than ``otherwise``, as a table of two columns."""
        (numbers,) = np.nonzero(self.rules != self.otherwise)
        return ibis.memtable(pa.table({cell: numbers.astype(np.int32), rule: self.rules[numbers]}))


def painted(boxes: Sequence[Box], axes: Sequence[Axis], otherwise: int) -> Grid | None:
    """The grid of these boxes; None where they are few or the grid would be too large."""
    if len(boxes) < WORTH:
        return None
    steps = steps_of(boxes, axes)
    sizes = tuple(len(each.classes) for each in steps)
    if prod(sizes) > MOST_CELLS:
        return None
    cells = np.full(sizes, otherwise, np.int32)
    for box in reversed(boxes):
        cells[np.ix_(*inside(steps, box))] = box.action
    return Grid(steps, cells.reshape(-1), otherwise)


def steps_of(boxes: Sequence[Box], axes: Sequence[Axis]) -> tuple[Steps, ...]:
    """The steps along each axis that tell all boxes apart."""
    return tuple(_steps(axis, {box.sets[at] for box in boxes}) for at, axis in enumerate(axes))


def inside(steps: Sequence[Steps], box: Box) -> list[list[int]]:
    """The steps that are in a box, by axis."""
    return [_inside(each.classes, bits) for each, bits in zip(steps, box.sets, strict=True)]


def _inside(steps: Sequence[int], bits: int) -> list[int]:
    return [at for at, group in enumerate(steps) if group & bits]
