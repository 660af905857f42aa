"""Sums, differences, products and roundings of number columns, wide enough that no digit is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext
from functools import reduce
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ..feel import tree
from .errors import Outside
from .names import Names
from .order import Column, Numbers
from .schema import MAX_DIGITS
from .source import Render, Source

_ENGINES = 38
"""Digits of the widest decimal that engines compare."""
_NARROW = 18
"""Digits of a decimal that DuckDB keeps in 64 bits."""
_LONG = 2**63
"""Of whole numbers that an engine divides without losing one."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in columns: its bounds and its column."""

    order: Numbers
    render: Render

    def source(self) -> Source:
        """As a source; what is computed of null is a fault."""
        return Source("", self.order, self.render, strict=True)


def number(node: tree.Expression, names: Names) -> Number | None:
    """The number that a node gives; None where it gives none in columns. Raises `Outside` for too many digits."""
    if names.is_constant(node):
        value = names.value(node)
        return _constant(value) if isinstance(value, Decimal) else None
    found = names.source(node)
    return Number(found.order, found.render) if found is not None and isinstance(found.order, Numbers) else None


def _constant(value: Decimal) -> Number:
    if value.adjusted() > MAX_DIGITS:
        raise Outside(f"a number of more than {MAX_DIGITS} digits")
    order = Numbers.holding(value)
    return Number(order, lambda table: order.literal(order.lowest))


def calculated(node: tree.Arithmetic | tree.Negation, names: Names) -> Source | None:
    """The source of a calculation with numbers."""
    if isinstance(node, tree.Negation):
        of = number(node.operand, names)
        return None if of is None else _applied("-", _constant(Decimal(0)), of).source()
    one, two = number(node.left, names), number(node.right, names)
    if one is None or two is None:
        return None
    if node.operator == "/":
        return _divided(one, node.right, names)
    return _applied(node.operator, one, two).source() if node.operator in ("+", "-", "*") else None


def _divided(one: Number, by: tree.Expression, names: Names) -> Source:
    """Division by a constant, as multiplication: exact where one divided by it has an end."""
    value = names.value(by) if names.is_constant(by) else None
    if not isinstance(value, Decimal) or not value:
        raise Outside("“/” by what is no constant may give digits without end")
    with localcontext() as digits:
        digits.prec, digits.traps[Inexact] = MAX_DIGITS, True
        try:
            return _applied("*", one, _constant(Decimal(1) / value)).source()
        except Inexact:
            raise Outside(f"“/ {value}” may give digits without end") from None


def _applied(operator: str, left: Number, right: Number) -> Number:
    """The result as a decimal that holds every digit."""
    one, two = left.order, right.order
    if operator == "*":
        order = _holding(one.scale + two.scale, [a * b for a in one.ends for b in two.ends], "“*”")
        kinds = _factors(one, two)
        return Number(
            order,
            lambda table: (left.render(table).cast(kinds[0]) * right.render(table).cast(kinds[1])).cast(order.type),
        )
    scale = max(one.scale, two.scale)
    high, low = (two.ends[1], two.ends[0]) if operator == "+" else (-two.ends[0], -two.ends[1])
    up, down = 10 ** (scale - one.scale), 10 ** (scale - two.scale)
    order = _holding(scale, [one.ends[0] * up + low * down, one.ends[1] * up + high * down], f"“{operator}”")
    return Number(order, lambda table: _added(operator, left, right, order, table))


def _holding(scale: int, ends: list[int], what: str) -> Numbers:
    digits = max(scale, *(len(str(abs(each))) for each in ends))
    if digits > MAX_DIGITS:
        raise Outside(f"{what} may give more than {MAX_DIGITS} digits")
    return Numbers(scale, min(ends), max(ends), dt.Decimal(max(digits, 1), scale))


def _added(operator: str, left: Number, right: Number, order: Numbers, table: ibis.Table) -> Column:
    one, two = left.render(table).cast(order.type), right.render(table).cast(order.type)
    return (one + two if operator == "+" else one - two).cast(order.type)


def _factors(one: Numbers, two: Numbers) -> tuple[dt.Decimal, dt.Decimal]:
    """Types for two factors whose product no engine cuts short; one type holds the other, as ibis wants it."""
    wide, slim = (_held(each.scale, each) for each in (one, two))
    scale = max(one.scale, two.scale)
    if is_turned := wide.precision - wide.scale < slim.precision - slim.scale:
        wide, slim = slim, wide
    wide = dt.Decimal(wide.precision - wide.scale + scale, scale)
    if wide.precision <= _NARROW < wide.precision + slim.precision:
        # DuckDB keeps the product of narrow factors narrow, and gives up where it is not.
        wide = dt.Decimal(_NARROW + 1, scale)
    if wide.precision + slim.precision >= _ENGINES:
        raise Outside(f"“*” may need more than {_ENGINES} digits")
    return (slim, wide) if is_turned else (wide, slim)


def common(*orders: Numbers) -> dt.Decimal:
    """A type for all these numbers, for comparing."""
    return _held(max(each.scale for each in orders), *orders)


def _held(scale: int, *orders: Numbers) -> dt.Decimal:
    """A type of that scale for every number of these orders."""
    digits = max(len(str(abs(end))) - each.scale for each in orders for end in each.ends) + scale
    if digits > _ENGINES:
        raise Outside(f"a comparison may need more than {_ENGINES} digits")
    return dt.Decimal(max(digits, scale, 1), scale)


def rounded(node: tree.Expression, names: Names, name: str) -> Source | None:
    """`floor`, `ceiling` or `abs` of a number."""
    of = number(node, names)
    if of is None:
        return None
    low, high = of.order.ends
    if name == "abs":
        order = _holding(of.order.scale, [0, abs(low), abs(high)], name)
    else:
        unit = 10**of.order.scale
        order = _holding(0, [low // unit, -(-high // unit)], name)
    kind = common(of.order, order)

    def render(table: ibis.Table) -> Any:
        wide = of.render(table).cast(kind)
        found = {"abs": wide.abs, "floor": wide.floor, "ceiling": wide.ceil}[name]()
        return found.cast(order.type)

    return Source("", order, render, strict=True)


def extreme(name: str, nodes: Sequence[tree.Expression], names: Names) -> Source | None:
    """`min` or `max` of several numbers; null where one of them is."""
    found = [number(each, names) for each in nodes]
    of = [each for each in found if each is not None]
    if len(of) < len(found) or len(of) < 2:
        return None
    kind = common(*(each.order for each in of))
    ends = [[end * 10 ** (kind.scale - each.order.scale) for end in each.order.ends] for each in of]
    choose: Callable[[Iterable[int]], int] = min if name == "min" else max
    order = Numbers(kind.scale, choose(low for low, _ in ends), choose(high for _, high in ends), kind)

    def render(table: ibis.Table) -> Any:
        columns = [each.render(table).cast(kind) for each in of]
        missing = reduce(lambda one, two: one | two, [each.isnull() for each in columns])
        chosen = (ibis.least if name == "min" else ibis.greatest)(*columns)
        return ibis.cases((missing, ibis.null(kind)), else_=chosen)

    return Source("", order, render, strict=True)


def remainder(node: tree.Expression, by: Any, names: Names) -> Source | None:
    """`modulo` of a whole number by a constant one; the result has the sign of the constant."""
    of = number(node, names)
    if of is None or type(by) is not Decimal or by != by.to_integral_value() or not 1 < abs(by) < _LONG // 2:
        return None
    if of.order.scale or not -_LONG <= of.order.lowest <= of.order.highest < _LONG:
        raise Outside("“modulo” of what may have a fraction, or more than 18 digits")
    divisor = int(by)
    order = Numbers(0, min(0, divisor + 1), max(0, divisor - 1), dt.int64)

    def render(table: ibis.Table) -> Any:
        whole = of.render(table).cast("int64")
        return ((whole % divisor + divisor) % divisor).cast("int64")

    return Source("", order, render, strict=True)
