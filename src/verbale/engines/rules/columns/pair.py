"""Two facts compared with each other: which is less, which are equal, which are missing."""

from __future__ import annotations

from decimal import Decimal

import ibis

from ..feel import Value, tree
from ..feel.temporal import Date
from .amounts import common, number
from .dates import counted, day
from .days import Days, Lengths, Moments
from .errors import Outside
from .names import Names
from .order import UNKNOWN, Column, Listed, Numbers, Order, Texts
from .source import Render, Source, storable

_LESS, _EQUAL, _MORE, _NO_LEFT, _NO_RIGHT, _NEITHER = range(6)
CODE = "int32"


def paired(one: Source | None, two: Source | None) -> Source | None:
    """The source of how two others compare; None where these are not two columns of one kind.

    All pairs with one on their left give it one value, so that an expression may read several of them. Raises `Outside`
    where comparing them could take too many digits.
    """
    if one is None or two is None or one.is_finite or two.is_finite:
        return None
    renders = _alike(one, two)
    if renders is None:
        return None
    low, middle, high = _three(one.order)
    no_left, no_right = (UNKNOWN if each.strict else None for each in (one, two))
    values = [(middle, high), (middle, middle), (middle, low), (no_left, low), (middle, no_right), (no_left, no_right)]
    order = Listed(tuple(enumerate(values)))
    name = f"={one.alias} beside {two.alias}"
    return Source(name, order, _compared(*renders), total=True, sides=True, centre=one.alias)


def beside(one: Source | None, node: tree.Expression, names: Names) -> Source | None:
    """The pair of a source and what a node gives, a source or a constant; None where there is none."""
    if one is None or one.is_finite:
        return None
    other = _constant(one, node, names) if names.is_constant(node) else names.source(node)
    pair = paired(one, other)
    return None if pair is None else names.keep(pair)


def _constant(like: Source, node: tree.Expression, names: Names) -> Source | None:
    """A constant as a column of the kind of another; its name is what it says."""
    name, value = f"={node}", names.value(node)
    match like.order:
        case Numbers():
            found = number(node, names)
            return None if found is None else Source(name, found.order, found.render)
        case Days():
            at = day(node, names)
            return None if at is None else Source(name, at.order, at.render)
        case Texts() if isinstance(storable(value), str):
            return Source(name, Texts(), lambda table: ibis.literal(value))
    return None


def _three(order: Order) -> tuple[Value, Value, Value]:
    """Three values of a kind, each less than the next."""
    match order:
        case Numbers():
            return Decimal(-1), Decimal(0), Decimal(1)
        case Texts():
            return "a", "b", "c"
        case Days():
            return Date(2000, 1, 1), Date(2000, 1, 2), Date(2000, 1, 3)
        case Moments() | Lengths():
            return order.of(0), order.of(1), order.of(2)
    raise Outside("it compares facts that no column can compare")


def _alike(one: Source, two: Source) -> tuple[Render, Render] | None:
    """The columns of both as one type."""
    match one.order, two.order:
        case Numbers() as left, Numbers() as right:
            kind = common(left, right)
            return lambda table: one.render(table).cast(kind), lambda table: two.render(table).cast(kind)
        case Days(), Days():
            return counted(one), counted(two)
        case Lengths(unit=left), Lengths(unit=right) if left == right:
            return one.render, two.render
        case Moments(zoned=left, later=0), Moments(zoned=right, later=0) if left == right:
            return lambda table: one.render(table).truncate("s"), lambda table: two.render(table).truncate("s")
        case Texts(has_odd=False), Texts(has_odd=False):
            return one.render, two.render
    return None


def _compared(one: Render, two: Render) -> Render:
    def render(table: ibis.Table) -> Column:
        left, right = one(table), two(table)
        told = [
            (left.isnull() & right.isnull(), _NEITHER),
            (left.isnull(), _NO_LEFT),
            (right.isnull(), _NO_RIGHT),
            (left < right, _LESS),
            (left == right, _EQUAL),
        ]
        made = [(condition, ibis.literal(code, CODE)) for condition, code in told]
        return ibis.cases(*made, else_=ibis.literal(_MORE, CODE))

    return render
