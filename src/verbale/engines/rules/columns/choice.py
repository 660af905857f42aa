"""`if … then … else` whose branches are columns or constants of one kind."""

from __future__ import annotations

from dataclasses import dataclass

import ibis

from ..feel import tree
from .amounts import common, number
from .dates import day
from .days import Days
from .errors import Outside
from .joint import together
from .marks import Marks
from .names import Names
from .order import Column, Numbers, Order, Texts
from .reading import answers, rewrite
from .source import Render, Source
from .strings import part

_YES, _NO = tree.Literal(True), tree.Literal(False)


@dataclass(frozen=True, slots=True)
class _Branches:
    order: Order
    then: Render
    otherwise: Render
    strict: bool


def chosen(node: tree.If, names: Names) -> Source | None:
    """The source of a choice; None where its branches are not of one kind that columns hold. Raises `Outside`."""
    if names.is_constant(node.then) and names.is_constant(node.otherwise):
        return None
    branches = _branches(node.then, node.otherwise, names)
    if branches is None:
        return None
    found: dict[str, Source] = {}
    condition = rewrite(node.condition, names, found)
    if not found:
        raise Outside("it needs the clock")
    both = together(found.values(), lambda parts: Marks(names, parts).of_condition(condition))
    axis = both.source.axis()
    yes, no = answers(both, axis, tree.If(condition, _YES, _NO), names)
    faults = axis.full & ~(yes | no)
    if both.source.total:
        faults &= ~1

    def render(table: ibis.Table) -> Column:
        column, then = both.source.render(table), branches.then(table)
        told = [(axis.condition(column, yes, axis.full), then)]
        if faults:
            told.insert(0, (axis.condition(column, faults, axis.full), ibis.null(then.type())))
        return ibis.cases(*told, else_=branches.otherwise(table))

    return Source("", branches.order, render, strict=branches.strict or bool(faults))


def _branches(then: tree.Expression, otherwise: tree.Expression, names: Names) -> _Branches | None:
    return _numbers(then, otherwise, names) or _days(then, otherwise, names) or _texts(then, otherwise, names)


def _strict(names: Names, *nodes: tree.Expression) -> bool:
    sources = (names.source(each) for each in nodes if not names.is_constant(each))
    return any(each is not None and each.strict for each in sources)


def _numbers(then: tree.Expression, otherwise: tree.Expression, names: Names) -> _Branches | None:
    one, two = number(then, names), number(otherwise, names)
    if one is None or two is None:
        return None
    kind = common(one.order, two.order)
    ends = [end * 10 ** (kind.scale - each.order.scale) for each in (one, two) for end in each.order.ends]
    first, second = one.render, two.render
    return _Branches(
        Numbers(kind.scale, min(ends), max(ends), kind),
        lambda table: first(table).cast(kind),
        lambda table: second(table).cast(kind),
        _strict(names, then, otherwise),
    )


def _days(then: tree.Expression, otherwise: tree.Expression, names: Names) -> _Branches | None:
    one, two = day(then, names), day(otherwise, names)
    if one is None or two is None:
        return None
    ends = (one.order.lowest, two.order.lowest), (one.order.highest, two.order.highest)
    order = Days(min(ends[0]), max(ends[1]), counted=True)
    return _Branches(order, one.render, two.render, _strict(names, then, otherwise))


def _texts(then: tree.Expression, otherwise: tree.Expression, names: Names) -> _Branches | None:
    one, two = part(then, names), part(otherwise, names)
    return None if one is None or two is None else _Branches(Texts(), one, two, _strict(names, then, otherwise))
