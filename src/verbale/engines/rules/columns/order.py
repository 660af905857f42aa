"""How the values of a column are cut into classes within which every cell gives one answer.

An order knows the edges that a constant of a cell makes, a value that stands for each class between two edges, and the
condition that holds of exactly some classes. Edges of numbers and days are integers (numbers scaled by their places
after the point, so that no float ever comes in); those of texts follow code points.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Context, Decimal
from functools import reduce
from typing import Any, Protocol, TypeAlias

import ibis
import ibis.expr.datatypes as dt

from ..feel import Value
from ..feel.values import Range

Column: TypeAlias = Any
"""A column of an ibis expression."""
Edge: TypeAlias = Any
"""Where a class begins, in an order's own terms."""
Span: TypeAlias = tuple[Edge | None, Edge | None]
"""A run of classes from an edge (included) to another (excluded); None is without limit."""
_DIGITS = Context(prec=80, rounding=ROUND_FLOOR)


class Unknown:
    """Stands for values of which nothing exact can be said."""


UNKNOWN = Unknown()
ODD = "\uffff"
"""Stands in a column for texts of which nothing exact can be said there; no text in use has this character."""


class Order(Protocol):
    """What a kind of column can tell of its values."""

    def edges(self, constant: Value) -> Iterable[Edge]:
        """Where classes begin because a cell names this constant."""

    def classes(self, edges: Iterable[Edge]) -> list[tuple[Span, Any]]:
        """The classes in order, each with a value that stands for it."""

    def within(self, column: Column, span: Span) -> Column:
        """The condition that a value which is not null lies in a run of classes."""

    def point(self, span: Span) -> Any:
        """The only value of a class, as `literal` takes it; None where it has more."""

    def literal(self, point: Any) -> Any:
        """A point for an expression."""


class Whole:
    """Values that are integers underneath."""

    lowest: int
    highest: int

    def of(self, whole: int) -> Value:
        raise NotImplementedError

    def literal(self, whole: int) -> Any:
        raise NotImplementedError

    def classes(self, edges: Iterable[int]) -> list[tuple[Span, Any]]:
        starts = sorted({self.lowest, *(each for each in edges if self.lowest < each <= self.highest)})
        ends = [*starts[1:], self.highest + 1]
        return [((start, end), self.of(start)) for start, end in zip(starts, ends, strict=True)]

    def within(self, column: Column, span: Span) -> Column:
        low, high = span
        found = []
        if low is not None and low > self.lowest:
            found.append(column >= self.literal(low))
        if high is not None and high <= self.highest:
            found.append(self.before(column, high))
        return reduce(lambda one, two: one & two, found) if found else column.notnull()

    def before(self, column: Column, high: int) -> Column:
        """Whether a value stands before the whole number ``high``."""
        return column <= self.literal(high - 1)

    def point(self, span: Span) -> Any:
        low, high = span
        return low if low is not None and high == low + 1 else None


@dataclass(frozen=True, slots=True)
class Numbers(Whole):
    """Exact numbers: ``scale`` digits after the point, from ``lowest`` to ``highest`` as scaled integers."""

    scale: int
    lowest: int
    highest: int
    type: dt.DataType

    def edges(self, constant: Value) -> Iterable[int]:
        if not isinstance(constant, Decimal):
            return ()
        scaled = _DIGITS.scaleb(constant, self.scale)
        if scaled.adjusted() > 60:
            return ()
        floor = int(scaled.to_integral_value(ROUND_FLOOR))
        return (floor, floor + 1) if floor == scaled else (floor + 1,)

    @classmethod
    def holding(cls, constant: Decimal) -> Numbers:
        """The order of one number."""
        scale = max(0, -int(constant.normalize(_DIGITS).as_tuple().exponent))
        whole = int(_DIGITS.scaleb(constant, scale))
        digits = max(len(str(abs(whole))), scale, 1)
        return cls(scale, whole, whole, dt.Decimal(digits, scale))

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest value, scaled."""
        return self.lowest, self.highest

    def of(self, whole: int) -> Value:
        return _DIGITS.scaleb(Decimal(whole), -self.scale)

    def literal(self, whole: int) -> Any:
        # As text: a literal of digits beyond a double's would come through one on some engines.
        if isinstance(self.type, dt.Decimal):
            return ibis.literal(format(self.of(whole), "f")).cast(self.type)
        return ibis.literal(whole, type=self.type)


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts by code points. An edge is a text and whether the class begins after it rather than with it."""

    values: tuple[str, ...] | None = None
    """All the values the column has, where that is known."""
    has_odd: bool = False
    """Whether `ODD` may stand in it."""

    def edges(self, constant: Value) -> Iterable[tuple[str, bool]]:
        return ((constant, False), (constant, True)) if isinstance(constant, str) else ()

    def classes(self, edges: Iterable[tuple[str, bool]]) -> list[tuple[Span, Any]]:
        if self.values is not None:
            return [(((each, False), (each, True)), each) for each in sorted(set(self.values))]
        odd = self.edges(ODD) if self.has_odd else ()
        starts = sorted({("", False), *edges, *odd})
        ends = [*starts[1:], None]
        return [((start, end), self._value(start)) for start, end in zip(starts, ends, strict=True)]

    def _value(self, start: tuple[str, bool]) -> Any:
        return UNKNOWN if self.has_odd and start == (ODD, False) else _text_at(start)

    def within(self, column: Column, span: Span) -> Column:
        low, high = span
        found = []
        if low is not None and low != ("", False):
            found.append(column > low[0] if low[1] else column >= low[0])
        if high is not None:
            found.append(column <= high[0] if high[1] else column < high[0])
        return reduce(lambda one, two: one & two, found) if found else column.notnull()

    def point(self, span: Span) -> Any:
        low, high = span
        return low[0] if low is not None and not low[1] and high == (low[0], True) else None

    def literal(self, point: str) -> str:
        return point


def _text_at(edge: tuple[str, bool]) -> str:
    return edge[0] + "\0" if edge[1] else edge[0]


@dataclass(frozen=True, slots=True)
class Listed:
    """A few values, each a class of its own: booleans, or the rules of a decision that stands before.

    ``values`` maps what stands in the column to the FEEL value it means.
    """

    values: tuple[tuple[Any, Any], ...]

    def edges(self, constant: Value) -> Iterable[Edge]:  # noqa: ARG002 - every value is a class already
        return ()

    def classes(self, edges: Iterable[Edge]) -> list[tuple[Span, Any]]:  # noqa: ARG002
        return [((each, each), value) for each, value in self.values]

    def within(self, column: Column, span: Span) -> Column:
        first = [each for each, _ in self.values].index(span[0])
        last = [each for each, _ in self.values].index(span[1])
        return column.isin([each for each, _ in self.values[first : last + 1]])

    def point(self, span: Span) -> Any:
        return span[0] if span[0] == span[1] else None

    def literal(self, point: Any) -> Any:
        return point


BOOLEANS = Listed(((False, False), (True, True)))


def constants_in(value: Value) -> list[Value]:
    """The single values in a constant: ends of ranges, items of lists."""
    if isinstance(value, Range):
        return [value.low, value.high]
    if isinstance(value, tuple):
        return [each for item in value for each in constants_in(item)]
    return [value]
