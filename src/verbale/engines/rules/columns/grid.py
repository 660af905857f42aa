"""Very many rules: each record is numbered by the cell of a grid that it is in, and the rule of the cell looked up.

A grid has an axis for each column, with a step for each group of classes that no rule tells apart. All its cells are
painted beforehand, the last rule first, so that what the first says stays. Finding a record's cell costs a CASE a
column, however many rules there are; asking 300 rules one after another costs many times as much.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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
from .order import Column, Numbers, _Whole

CLOSE = 8
"""Steps of whole numbers from which they are taken for steps themselves."""
WORTH = 40
"""Boxes from which a grid is worth its painting."""
MOST_CELLS = 1 << 22
CELL = "int32"


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps along an axis, each with the classes that are on it.

    ``first`` is given where whole numbers lie close together and are steps themselves: that one is the second step,
    all below it are the first, all above the last but one, null is the last.
    """

    classes: tuple[int, ...]
    first: int | None = None

    def number(self, axis: Axis, column: Column, stride: int) -> Column:
        """Which step a record is on, times the stride."""
        if self.first is not None:
            low, high = self.first - 1, self.first + len(self.classes) - 3
            step = column.clip(axis.order.literal(low), axis.order.literal(high)).cast("int64") - low
            return step.fill_null(len(self.classes) - 1).cast(CELL) * ibis.literal(stride, CELL)
        numbered = [(bits, at * stride) for at, bits in enumerate(self.classes)]
        if isinstance(axis.order, _Whole):
            numbered.sort(key=lambda each: each[0] & -each[0])
            return _halved(axis, column, numbered)
        numbered.sort(key=lambda each: axis.cost(each[0]))
        *told, (_, last) = numbered
        made = [(axis.condition(column, bits, axis.full), ibis.literal(number, CELL)) for bits, number in told]
        return ibis.cases(*made, else_=ibis.literal(last, CELL))


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
    steps = tuple(_steps(axis, {box.sets[at] for box in boxes}) for at, axis in enumerate(axes))
    sizes = tuple(len(each.classes) for each in steps)
    if prod(sizes) > MOST_CELLS:
        return None
    cells = np.full(sizes, otherwise, np.int32)
    for box in reversed(boxes):
        inside = (_inside(each.classes, bits) for each, bits in zip(steps, box.sets, strict=True))
        cells[np.ix_(*inside)] = box.action
    return Grid(steps, cells.reshape(-1), otherwise)


def _inside(steps: Sequence[int], bits: int) -> list[int]:
    return [at for at, group in enumerate(steps) if group & bits]


def _halved(axis: Axis, column: Column, numbered: list[tuple[int, int]]) -> Column:
    """By halves: numbers and days lie in order, so that a few comparisons tell many steps."""
    if len(numbered) == 1:
        return ibis.literal(numbered[0][1], CELL)
    middle = len(numbered) // 2
    low, high = numbered[:middle], numbered[middle:]
    domain = sum(_bits(numbered))
    above = axis.condition(column, sum(_bits(high)), domain)
    return ibis.cases((above, _halved(axis, column, high)), else_=_halved(axis, column, low))


def _bits(numbered: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (bits for bits, _ in numbered)
