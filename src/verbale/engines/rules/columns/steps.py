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
        return numbered(axis, column, [(bits, at * stride) for at, bits in enumerate(self.classes)])


def numbered(axis: Axis, column: Column, parts: Sequence[tuple[int, int]]) -> Column:
    """For each record the number that stands beside the set of classes it is in."""
    if isinstance(axis.order, Whole):
        return _halved(axis, column, sorted(parts, key=lambda each: each[0] & -each[0]))
    *told, (_, last) = sorted(parts, key=lambda each: axis.cost(each[0]))
    made = [(axis.condition(column, bits, axis.full), ibis.literal(number, CELL)) for bits, number in told]
    return ibis.cases(*made, else_=ibis.literal(last, CELL)) if made else ibis.literal(last, CELL)


def _halved(axis: Axis, column: Column, parts: list[tuple[int, int]]) -> Column:
    """By halves: numbers and days lie in order, so that a few comparisons tell many steps."""
    if len(parts) == 1:
        return ibis.literal(parts[0][1], CELL)
    middle = len(parts) // 2
    low, high = parts[:middle], parts[middle:]
    domain = sum(_bits(parts))
    above = axis.condition(column, sum(_bits(high)), domain)
    return ibis.cases((above, _halved(axis, column, high)), else_=_halved(axis, column, low))


def _bits(parts: Sequence[tuple[int, int]]) -> Iterator[int]:
    return (bits for bits, _ in parts)
