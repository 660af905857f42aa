"""What is asked of a list of texts in a column: whether it has a text, how many, whether some or every item passes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ..feel import tree
from ..feel.free import mentioned
from .axis import Axis
from .errors import Outside
from .joint import together
from .marks import Marks
from .names import Names
from .order import BOOLEANS, UNKNOWN, Column, Listed, Numbers, Texts
from .reading import answers, rewrite
from .source import Items, Render, Source, storable
from .strings import text

_MOST = 2**31 - 1
_NO, _YES, _UNKNOWN = 0, 1, 2
_ITEM = "item"


def listed(node: tree.Expression, names: Names) -> Source | None:
    """The column of lists that a node reads."""
    found = None if names.is_constant(node) else names.source(node)
    return found if found is not None and isinstance(found.order, Items) else None


def called(name: str, arguments: Sequence[tree.Expression], names: Names) -> Source | None:
    """`list contains`, and `count`."""
    of = listed(arguments[0], names) if arguments else None
    if of is None:
        return None
    if name == "count" and len(arguments) == 1:
        length = Numbers(0, 0, _MOST, dt.int32)
        return Source("", length, lambda table: of.render(table).length().cast("int32"), strict=True)
    if name != "list contains" or len(arguments) != 2:
        return None
    wanted = arguments[1]
    if not names.is_constant(wanted):
        other = text(wanted, names)
        return None if other is None or other.strict else _containing(of, other.render)
    value = storable(names.value(wanted))
    if value is None:
        return Source("", BOOLEANS, lambda table: _has(of.render(table), lambda item: item.isnull()), strict=True)
    if not isinstance(value, str):
        raise Outside("a list of texts has nothing else in it")
    return _containing(of, lambda table: ibis.literal(value))


def _containing(of: Source, wanted: Render) -> Source:
    """Whether a text, or null, is among the items. Spark's own answer is null where one of them is."""

    def render(table: ibis.Table) -> Column:
        items, value = of.render(table), wanted(table)
        missing = _has(items, lambda item: item.isnull())
        told = (items.isnull(), ibis.literal(None, "boolean")), (value.isnull(), missing)
        return ibis.cases(*told, else_=items.contains(value).fill_null(False))

    return Source("", BOOLEANS, render, strict=True)


def chosen(node: tree.Filter, names: Names) -> Source | None:
    """The text at a place of a list, counted from 1."""
    of = listed(node.source, names)
    place = names.value(node.condition) if of is not None and names.is_constant(node.condition) else None
    if of is None or type(place) is not Decimal or place != place.to_integral_value() or not 0 < place <= _MOST:
        return None
    at = int(place)

    def render(table: ibis.Table) -> Column:
        items = of.render(table)
        return ibis.cases((items.length() >= at, items[at - 1]), else_=ibis.literal(None, "string"))

    return Source("", Texts(), render, strict=True)


def _has(items: Column, condition: Any) -> Column:
    return items.filter(condition).length() > 0


def quantified(node: tree.Quantified, names: Names) -> Source | None:
    """`some` and `every` over one column of lists, where the condition reads nothing but the item.

    Raises `Outside` where the condition is more than can be asked of a text in a column.
    """
    first, *others = node.iterators
    of = listed(first.source, names) if first.end is None and not others else None
    if of is None:
        return None
    if mentioned(node.condition) & ({"partial"} | names.sources.keys() - {first.name}):
        raise Outside("it asks of each item something that depends on other facts")
    found: dict[str, Source] = {}
    item = Source(first.name, Texts(), lambda table: table[_ITEM])
    constants = {name: value for name, value in names.constants.items() if name != first.name}
    inner = replace(names, constants=constants, sources={first.name: item}, made={})
    condition = rewrite(node.condition, inner, found)
    both = together(found.values(), lambda parts: Marks(inner, parts).of_condition(condition))
    axis = both.source.axis()
    yes, no = answers(both, axis, condition, inner)
    decisive, told = (no, _NO) if node.every else (yes, _YES)

    def render(table: ibis.Table) -> Column:
        items = of.render(table)
        asked = (axis.full & ~(yes | no), _UNKNOWN), (decisive, told)
        made = [(_some(items, both.source, axis, bits), _code(code)) for bits, code in asked if bits]
        return ibis.cases((items.isnull(), _code(None)), *made, else_=_code(_YES if node.every else _NO))

    return Source("", Listed(((_NO, False), (_YES, True), (_UNKNOWN, UNKNOWN))), render, strict=True)


def _some(items: Column, source: Source, axis: Axis, bits: int) -> Column:
    """Whether an item is in these classes."""
    return _has(items, lambda item: axis.condition(source.render({_ITEM: item}), bits, axis.full))


def _code(value: int | None) -> Any:
    return ibis.literal(value, type="int32")
