"""The steps along an axis: by a few comparisons, which of many sets of classes a record is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import ibis

from .axis import Axis
from .order import Column, Whole

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
        if isinstance(axis.order, Whole):
            numbered.sort(key=lambda each: each[0] & -each[0])
            return _halved(axis, column, numbered)
        numbered.sort(key=lambda each: axis.cost(each[0]))
        *told, (_, last) = numbered
        made = [(axis.condition(column, bits, axis.full), ibis.literal(number, CELL)) for bits, number in told]
        return ibis.cases(*made, else_=ibis.literal(last, CELL))


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
