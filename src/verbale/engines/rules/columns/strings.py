"""What is computed of texts: capitals, parts, lengths, and whether a text has another in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ..feel import tree
from ..feel.values import MAX_TEXT
from .errors import Outside
from .names import Names
from .order import BOOLEANS, ODD, UNKNOWN, Column, Listed, Numbers, Texts
from .portable import LONGEST, portable
from .source import Render, Source, storable

CASED = (
    "\\t\\n\\r -~\u00a0-\u00b4\u00b6-\u00de\u00e0-\u00fe\u0400-\u045f"
    "\u2010-\u2027\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff"
)
"""Characters with one capital or small letter, or none, on which all engines agree; as a class of a pattern.

Not among them: the small letters whose capitals are two or lie elsewhere.
"""
_MOST = 2**31 - 1
_LONG = 2


def text(node: tree.Expression, names: Names) -> Source | None:
    """The column of texts that a node reads."""
    found = None if names.is_constant(node) else names.source(node)
    if found is None or found.is_finite or not isinstance(found.order, Texts):
        return None
    if not found.order.has_odd:
        return found
    return Source("", Texts(), lambda table: found.render(table).nullif(ODD), strict=True)


def joined(node: tree.Arithmetic, names: Names) -> Source | None:
    """Texts one after the other."""
    if node.operator != "+":
        return None
    parts = [part(each, names) for each in (node.left, node.right)]
    if parts[0] is None or parts[1] is None:
        return None
    one, two = parts[0], parts[1]
    return Source("", Texts(), lambda table: one(table) + two(table), strict=True)


def part(node: tree.Expression, names: Names) -> Render | None:
    """The text of a constant or a column, written in; None for what is neither."""
    if names.is_constant(node):
        value = storable(names.value(node))
        return (lambda table: ibis.literal(value)) if isinstance(value, str) else None
    found = text(node, names)
    return None if found is None else found.render


def called(name: str, arguments: Sequence[tree.Expression], names: Names) -> Source | None:
    """A function of one text, with constants or another text.

    Raises `Outside` for constants that no column can follow exactly.
    """
    of = text(arguments[0], names) if arguments else None
    make = _MADE.get(name)
    if of is None or make is None:
        return None
    if name in _ASKED and len(arguments) == 2 and not names.is_constant(arguments[1]):
        other = text(arguments[1], names)
        return None if other is None else _beside(of.render, _ASKED[name], other.render)
    if not all(names.is_constant(each) for each in arguments[1:]):
        return None
    return make(of.render, *(storable(names.value(each)) for each in arguments[1:]))


_ASKED = {"contains": "contains", "starts with": "startswith", "ends with": "endswith"}


def _beside(of: Render, method: str, other: Render) -> Source:
    return _boolean(lambda table: getattr(of(table), method)(other(table)))


def _boolean(render: Render) -> Source:
    return Source("", BOOLEANS, render, strict=True)


def _contains(of: Render, *found: Any) -> Source:
    return _boolean(lambda table: of(table).contains(_wanted(found)))


def _starts(of: Render, *found: Any) -> Source:
    return _boolean(lambda table: of(table).startswith(_wanted(found)))


def _ends(of: Render, *found: Any) -> Source:
    return _boolean(lambda table: of(table).endswith(_wanted(found)))


def _wanted(found: Sequence[Any]) -> str:
    if len(found) != 1 or not isinstance(found[0], str):
        raise Outside("what is looked for is no text")
    return found[0]


def _matches(of: Render, *given: Any) -> Source:
    if not 1 <= len(given) <= 2 or not all(isinstance(each, str | None) for each in given) or given[0] is None:
        raise Outside("a pattern that is no text")
    pattern = portable(given[0], given[1] or "" if given[1:] else "")

    def render(table: ibis.Table) -> Column:
        column = of(table)
        long = (column.length() > LONGEST, _code(_LONG))
        return ibis.cases((column.isnull(), _code(None)), long, (column.re_search(pattern), _code(1)), else_=_code(0))

    return Source("", Listed(((0, False), (1, True), (_LONG, UNKNOWN))), render, strict=True)


def _code(value: int | None) -> Any:
    return ibis.literal(value, type="int32")


def _length(of: Render) -> Source:
    return Source("", Numbers(0, 0, _MOST, dt.int32), lambda table: of(table).length().cast("int32"), strict=True)


def _cased(method: str) -> Callable[[Render], Source]:
    def made(of: Render) -> Source:
        def render(table: ibis.Table) -> Column:
            column = of(table)
            odd = column.re_search(f"[^{CASED}]")
            none = ibis.literal(None, "string")
            return ibis.cases((column.isnull(), none), (odd, ODD), else_=getattr(column, method)())

        return Source("", Texts(has_odd=True), render, strict=True)

    return made


def _substring(of: Render, *given: Any) -> Source:
    if not 1 <= len(given) <= 2 or not all(map(_is_place, given)) or not given[0]:
        raise Outside("“substring” from or of no whole number")
    if len(given) == 2 and given[1] < 1:
        raise Outside("“substring” of no characters")
    start, count = int(given[0]), int(given[1]) if len(given) == 2 else MAX_TEXT
    if start > 0:
        return Source("", Texts(), lambda table: of(table).substr(start - 1, count), strict=True)

    def from_end(table: ibis.Table) -> Column:
        column = of(table)
        length = column.length()
        none = ibis.literal(None, "string")
        return ibis.cases((column.isnull(), none), (length < -start, ""), else_=column.substr(length + start, count))

    return Source("", Texts(), from_end, strict=True)


def _is_place(value: Any) -> bool:
    return isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) <= MAX_TEXT


_MADE: dict[str, Callable[..., Source]] = {
    "contains": _contains,
    "starts with": _starts,
    "ends with": _ends,
    "matches": _matches,
    "string length": _length,
    "upper case": _cased("upper"),
    "lower case": _cased("lower"),
    "substring": _substring,
}
