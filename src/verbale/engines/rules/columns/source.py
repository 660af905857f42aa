"""Where the values of an expression come from: a column, what is computed from columns, a decision before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.datatypes as dt

from ..feel import Value
from ..feel.types import ANY, ListType, Simple, Type
from .axis import Axis
from .doubles import Doubles
from .errors import Outside
from .order import UNKNOWN, Column, Edge, Listed, Order, Span, Texts, constants_in
from .schema import Holds, admits, order_of

Render = Callable[[Any], Column]
"""Makes a column of a table, or of a mapping by names of columns."""


@dataclass(frozen=True, slots=True)
class Opaque:
    """The order of a column whose values only a decision one at a time can read."""

    def edges(self, constant: Value) -> tuple[Edge, ...]:  # noqa: ARG002 - no constant tells anything
        return ()

    def classes(self, edges: object) -> list[tuple[Span, Any]]:  # noqa: ARG002
        return [((None, None), UNKNOWN)]

    def within(self, column: Column, span: object) -> Column:  # noqa: ARG002
        return column.notnull()

    def point(self, span: object) -> None:  # noqa: ARG002
        return None

    def literal(self, point: Any) -> Any:
        return point


@dataclass(frozen=True, slots=True)
class Items(Opaque):
    """The order of a column of lists of texts: only what is asked of their items can be read."""


@dataclass
class Source:
    """A source while the cells that read it are gathered; ``edges`` grow with the constants they name."""

    name: str
    order: Order
    render: Render
    admits: Callable[[Any], bool] = lambda value: True
    strict: bool = False
    """Whether null makes a fault: a sum with null is one."""
    total: bool = False
    """Whether it is never null."""
    sides: bool = False
    """Whether its values are pairs, of which an expression reads either side."""
    needed: bool = False
    """Whether a decision is this, so that its fault is one of the whole even where nothing reads it."""
    centre: str = ""
    """Of pairs, the alias of what stands on the left."""
    edges: set[Edge] = field(default_factory=set)

    @property
    def alias(self) -> str:
        """What stands for it in an expression; no FEEL name begins so."""
        return self.name if self.name.startswith("=") else f"={self.name}"

    @property
    def is_finite(self) -> bool:
        """Whether each of its values is a class of its own, so that any expression may read it."""
        return isinstance(self.order, Listed) or (isinstance(self.order, Texts) and self.order.values is not None)

    def mark(self, constant: Value) -> None:
        """A cell compares with this constant."""
        for each in constants_in(constant):
            self.edges.update(self.order.edges(storable(each)))

    def mark_prefix(self, prefix: str) -> None:
        """A cell asks whether it starts so: in the order of texts that is a span."""
        self.edges.update(prefix_edges(storable(prefix)))

    def axis(self) -> Axis:
        """The finished axis."""
        return Axis(self.name, self.order, frozenset(self.edges), self.render, self.admits, self.total, self.needed)

    def names(self, value: Any) -> Mapping[str, Value]:
        """What an expression sees when the source has this value; a fault, where it has none, is a missing name."""
        if value is UNKNOWN:
            return {}
        if self.sides:
            return {
                name: each for name, each in zip((left(self), right(self)), value, strict=True) if each is not UNKNOWN
            }
        return {self.alias: value}


def left(pair: Source) -> str:
    """The name of a pair's first value."""
    return f"{pair.alias} left"


def right(pair: Source) -> str:
    """The name of a pair's second value."""
    return f"{pair.alias} right"


def storable(constant: Value) -> Value:
    """The constant; `Outside` where it is a text that no column can hold."""
    if isinstance(constant, str) and ("\0" in constant or any("\ud800" <= each <= "\udfff" for each in constant)):
        raise Outside("a text with a character that no column can hold")
    return constant


def prefix_edges(prefix: Value) -> list[tuple[str, bool]]:
    """Where the texts that start with a prefix begin, and where they end."""
    if not isinstance(prefix, str):
        return []
    kept = prefix.rstrip("\U0010ffff")
    if not kept:
        return [(prefix, False)]
    point = ord(kept[-1]) + 1
    # Code points of surrogates stand for no character.
    after = kept[:-1] + chr(0xE000 if point == 0xD800 else point)
    return [(prefix, False), (after, False)]


def of_column(name: str, holds: Holds, declared: Type) -> Source:
    """The source of an input that a column gives."""
    order = order_of(holds)
    render = _column(holds.column, isinstance(order, Doubles))
    if order is None:
        texts = isinstance(holds.type, dt.Array) and isinstance(holds.type.value_type, dt.String)
        fits = texts and declared in (ANY, Simple("list"), ListType(ANY), ListType(Simple("string")))
        return Source(name, Items() if texts and fits else Opaque(), render, lambda value: fits)
    return Source(name, order, render, admits(order, declared))


def _column(name: str, is_float: bool) -> Render:
    return lambda table: table[name].cast("float64") if is_float else table[name]
