"""Two facts compared with each other: which is less, which are equal, which are missing."""

from __future__ import annotations

from typing import Any

import ibis

from .amounts import common
from .dates import counted
from .days import Days, Lengths, Moments
from .order import UNKNOWN, Column, Listed, Numbers, Texts
from .source import Render, Source

_LESS, _EQUAL, _MORE, _NO_LEFT, _NO_RIGHT, _NEITHER = range(6)
CODE = "int32"


def paired(one: Source | None, two: Source | None) -> Source | None:
    """The source of how two others compare; None where these are not two columns of one kind.

    Raises `Outside` where comparing them could take too many digits.
    """
    if one is None or two is None or one.is_finite or two.is_finite:
        return None
    renders = _alike(one, two)
    if renders is None:
        return None
    low, high = (one.order.classes(_two_edges(one))[at][1] for at in (0, 1))
    no_left, no_right = (UNKNOWN if each.strict else None for each in (one, two))
    values = [(low, high), (low, low), (high, low), (no_left, low), (low, no_right), (no_left, no_right)]
    name = f"={one.alias} beside {two.alias}"
    return Source(name, Listed(tuple(enumerate(values))), _compared(*renders), total=True, sides=True)


def _two_edges(one: Source) -> list[Any]:
    """An edge that makes two classes."""
    if isinstance(one.order, Texts):
        return [("b", False)]
    ends: Any = one.order
    return [ends.lowest + 1]


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
        case Moments(zoned=left), Moments(zoned=right) if left == right:
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
