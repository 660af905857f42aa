"""One column with its values cut into classes; a set of classes is the bits of an integer, bit 0 stands for null."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import ibis

from .order import Column, Edge, Order, Span, Whole

NULL = 1


@dataclass(frozen=True)
class Axis:
    """``render`` gives the column of a table; ``admits`` says of a value whether the decision's input takes it."""

    name: str
    order: Order
    edges: frozenset[Edge]
    render: Callable[[ibis.Table], Column]
    admits: Callable[[Any], bool]
    total: bool = False
    """Whether no record is null here."""
    needed: bool = False
    """Whether null is a fault, whatever reads it."""

    @cached_property
    def spans(self) -> tuple[tuple[Span | None, Any], ...]:
        """The classes: what they span, and a value for each; the first is null."""
        return ((None, None), *self.order.classes(self.edges))

    @cached_property
    def places(self) -> dict[Edge | None, int]:
        """By the edge with which it begins, the place of a class."""
        return {span[0]: at for at, (span, _) in enumerate(self.spans) if span}

    @property
    def values(self) -> tuple[Any, ...]:
        """A value for each class."""
        return tuple(value for _, value in self.spans)

    @cached_property
    def full(self) -> int:
        """All classes."""
        return (1 << len(self.spans)) - 1

    @cached_property
    def unfit(self) -> int:
        """The classes that the decision's input does not take."""
        return (NULL if self.needed else 0) | sum(
            1 << at for at, value in enumerate(self.values) if value is not None and not self.admits(value)
        )

    def condition(self, column: Column, wanted: int, domain: int) -> Column:
        """What is true of the wanted classes and of no other in ``domain``; null counts as false."""
        choices = {wanted & domain, wanted & domain | self.full & ~domain}
        return min((self._parts(each) for each in choices), key=lambda parts: parts.cost).render(column, self.order)

    def cost(self, wanted: int) -> int:
        """How much there is to compare."""
        return self._parts(wanted).cost

    def _parts(self, bits: int) -> _Parts:
        found = self._positive(bits)
        return found if found.cost < 2 else min(found, self._negative(bits), key=lambda parts: parts.cost)

    def _positive(self, bits: int) -> _Parts:
        points, spans = self._split(bits)
        return _Parts(bool(bits & NULL), points, spans)

    def _negative(self, bits: int) -> _Parts:
        points, spans = self._split(self.full & ~bits)
        return _Parts(bool(bits & NULL), points, spans, negative=True)

    def _split(self, bits: int) -> tuple[list[object], list[Span]]:
        points: list[object] = []
        spans: list[Span] = []
        for first, last in _runs(bits >> 1):
            run = [span for span, _ in self.spans[first + 1 : last + 2] if span]
            singles = [self.order.point(span) for span in run]
            if all(each is not None for each in singles) and (len(run) == 1 or not isinstance(self.order, Whole)):
                points += singles
            else:
                spans.append((run[0][0], run[-1][1]))
        return points, spans


@dataclass(frozen=True, slots=True)
class _Parts:
    null: bool
    points: list[object]
    spans: list[Span]
    negative: bool = False

    @property
    def cost(self) -> int:
        if self.negative and self.spans:
            return 1_000_000
        return self.null + len(self.points) + 2 * len(self.spans)

    def render(self, column: Column, order: Order) -> Column:
        found = [column.isnull()] if self.null else []
        points = [order.literal(point) for point in self.points]
        if self.negative:
            found.append(_not_in(column, points))
        else:
            found += [column == points[0]] if len(points) == 1 else []
            found += [column.isin(points)] if len(points) > 1 else []
            found += [order.within(column, span) for span in self.spans]
        return reduce(lambda one, two: one | two, found) if found else ibis.literal(False)


def _not_in(column: Column, points: list[object]) -> Column:
    if not points:
        return column.notnull()
    return column != points[0] if len(points) == 1 else column.notin(points)


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    at = 0
    while bits:
        skipped = (bits & -bits).bit_length() - 1
        bits, at = bits >> skipped, at + skipped
        length = (~bits & (bits + 1)).bit_length() - 1
        yield at, at + length - 1
        bits, at = bits >> length, at + length
