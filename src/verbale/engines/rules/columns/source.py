"""Where the values of an expression come from: a column, a sum of columns, a part of a date, a decision before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ..feel import Value, tree
from ..feel.types import ANY, ListType, Simple, Type
from .axis import Axis
from .errors import Outside
from .order import Column, Days, Edge, Listed, Numbers, Order, Texts, constants_in
from .schema import MAX_DIGITS, Holds, admits, order_of

PARTS = {"year": (-9999, 9999), "month": (1, 12), "day": (1, 31), "weekday": (1, 7)}


class Unknown:
    """Stands for values of which nothing exact can be said."""


UNKNOWN = Unknown()


@dataclass(frozen=True, slots=True)
class Opaque:
    """The order of a column whose values only a decision one at a time can read."""

    def edges(self, constant: Value) -> tuple[Edge, ...]:  # noqa: ARG002 - no constant tells anything
        return ()

    def classes(self, edges: object) -> list[tuple[tuple[None, None], Any]]:  # noqa: ARG002
        return [((None, None), UNKNOWN)]

    def within(self, column: Column, span: object) -> Column:  # noqa: ARG002
        return column.notnull()

    def point(self, span: object) -> None:  # noqa: ARG002
        return None

    def literal(self, point: Any) -> Any:
        return point


@dataclass
class Source:
    """A source while the cells that read it are gathered; ``edges`` grow with the constants they name."""

    name: str
    order: Order
    render: Callable[[ibis.Table], Column]
    admits: Callable[[Any], bool] = lambda value: True
    strict: bool = False
    """Whether null makes a fault: a sum with null is one."""
    edges: set[Edge] = field(default_factory=set)

    @property
    def is_finite(self) -> bool:
        """Whether each of its values is a class of its own, so that any expression may read it."""
        return isinstance(self.order, Listed) or (isinstance(self.order, Texts) and self.order.values is not None)

    def mark(self, constant: Value) -> None:
        """A cell compares with this constant."""
        for each in constants_in(constant):
            if isinstance(each, str) and not _storable(each):
                raise Outside("a text with a character that no column can hold")
            self.edges.update(self.order.edges(each))

    def axis(self) -> Axis:
        """The finished axis."""
        return Axis(self.name, self.order, frozenset(self.edges), self.render, self.admits)


def _storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def of_column(name: str, holds: Holds, declared: Type) -> Source:
    """The source of an input that a column gives."""
    order = order_of(holds)
    render = _column(holds.column)
    if order is None:
        return Source(name, Opaque(), render, lambda value: _takes_list(holds.type, declared))
    return Source(name, order, render, admits(order, declared))


def _takes_list(kind: dt.DataType, declared: Type) -> bool:
    texts = isinstance(kind, dt.Array) and isinstance(kind.value_type, dt.String)
    return texts and declared in (ANY, Simple("list"), ListType(ANY), ListType(Simple("string")))


def _column(name: str) -> Callable[[ibis.Table], Column]:
    return lambda table: table[name]


def derived(node: tree.Expression, sources: Mapping[str, Source]) -> Source | None:
    """The source of a sum, difference, product or part of a date over columns; None for anything else.

    Raises `Outside` where its digits could be rounded.
    """
    if isinstance(node, tree.Path) and node.name in PARTS:
        return _part(node, sources)
    if not isinstance(node, tree.Arithmetic | tree.Negation):
        return None
    made = _number(node, sources)
    return None if made is None else Source(f"={node}", made.order, made.render, strict=True)


def _part(node: tree.Path, sources: Mapping[str, Source]) -> Source | None:
    of = sources.get(node.source.name) if isinstance(node.source, tree.Name) else None
    if of is None or not isinstance(of.order, Days):
        return None
    return Source(f"={node}", Numbers(0, *PARTS[node.name], dt.int32), _part_of(of, node.name), strict=True)


def _part_of(of: Source, name: str) -> Callable[[ibis.Table], Column]:
    if name == "weekday":
        return lambda table: (of.render(table).day_of_week.index() + 1).cast("int32")
    return lambda table: getattr(of.render(table), name)().cast("int32")


@dataclass(frozen=True, slots=True)
class _Number:
    order: Numbers
    render: Callable[[ibis.Table], Column]


def _number(node: tree.Expression, sources: Mapping[str, Source]) -> _Number | None:
    match node:
        case tree.Literal(Decimal() as value):
            if value.adjusted() > MAX_DIGITS:
                raise Outside(f"a number of more than {MAX_DIGITS} digits")
            order = Numbers.holding(value)
            return _Number(order, lambda table: order.literal(order.lowest))
        case tree.Name(name) if name in sources and isinstance(sources[name].order, Numbers):
            return _Number(sources[name].order, sources[name].render)  # type: ignore[arg-type]
        case tree.Negation(operand):
            of = _number(operand, sources)
            return None if of is None else _calculated("-", _zero(), of)
        case tree.Arithmetic(operator, left, right) if operator in ("+", "-", "*"):
            one, two = _number(left, sources), _number(right, sources)
            return None if one is None or two is None else _calculated(operator, one, two)
    return None


def _zero() -> _Number:
    order = Numbers(0, 0, 0, dt.Decimal(1, 0))
    return _Number(order, lambda table: order.literal(0))


def _calculated(operator: str, left: _Number, right: _Number) -> _Number:
    """The result as a decimal wide enough to hold every digit."""
    one, two = left.order, right.order
    if operator == "*":
        _common(one, two)
        scale, ends = one.scale + two.scale, [a * b for a in one.ends for b in two.ends]
    else:
        scale = max(one.scale, two.scale)
        high, low = (two.ends[1], two.ends[0]) if operator == "+" else (-two.ends[0], -two.ends[1])
        up, down = 10 ** (scale - one.scale), 10 ** (scale - two.scale)
        ends = [one.ends[0] * up + low * down, one.ends[1] * up + high * down]
    digits = max(len(str(abs(each))) for each in ends)
    if digits > MAX_DIGITS:
        raise Outside(f"“{operator}” may give more than {MAX_DIGITS} digits")
    order = Numbers(scale, min(ends), max(ends), dt.Decimal(max(digits, scale, 1), scale))
    return _Number(order, lambda table: _applied(operator, left, right, order, table))


def _applied(operator: str, left: _Number, right: _Number, order: Numbers, table: ibis.Table) -> Column:
    one, two = left.render(table), right.render(table)
    if operator == "*":
        kind = _common(left.order, right.order)
        return (one.cast(kind) * two.cast(kind)).cast(order.type)
    one, two = one.cast(order.type), two.cast(order.type)
    return (one + two if operator == "+" else one - two).cast(order.type)


def _common(one: Numbers, two: Numbers) -> dt.Decimal:
    """A type for both factors: engines multiply two of one type, into one with twice its digits."""
    scale = max(one.scale, two.scale)
    digits = max(len(str(abs(end))) - each.scale for each in (one, two) for end in each.ends) + scale
    if 2 * digits > MAX_DIGITS:
        raise Outside(f"“*” may need more than {MAX_DIGITS} digits")
    return dt.Decimal(max(digits, scale, 1), scale)
