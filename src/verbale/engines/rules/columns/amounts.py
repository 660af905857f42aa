"""Sums, differences, products and roundings of number columns, wide enough that no digit is lost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, Inexact, localcontext
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ..feel import tree
from .errors import Outside
from .names import Names
from .order import Column, Numbers
from .schema import MAX_DIGITS
from .source import Render, Source


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
        common(one, two, twice=True)
        scale, ends = one.scale + two.scale, [a * b for a in one.ends for b in two.ends]
    else:
        scale = max(one.scale, two.scale)
        high, low = (two.ends[1], two.ends[0]) if operator == "+" else (-two.ends[0], -two.ends[1])
        up, down = 10 ** (scale - one.scale), 10 ** (scale - two.scale)
        ends = [one.ends[0] * up + low * down, one.ends[1] * up + high * down]
    order = _holding(scale, ends, f"“{operator}”")
    return Number(order, lambda table: _column(operator, left, right, order, table))


def _holding(scale: int, ends: list[int], what: str) -> Numbers:
    digits = max(len(str(abs(each))) for each in ends)
    if digits > MAX_DIGITS:
        raise Outside(f"{what} may give more than {MAX_DIGITS} digits")
    return Numbers(scale, min(ends), max(ends), dt.Decimal(max(digits, scale, 1), scale))


def _column(operator: str, left: Number, right: Number, order: Numbers, table: ibis.Table) -> Column:
    one, two = left.render(table), right.render(table)
    if operator == "*":
        kind = common(left.order, right.order, twice=True)
        return (one.cast(kind) * two.cast(kind)).cast(order.type)
    one, two = one.cast(order.type), two.cast(order.type)
    return (one + two if operator == "+" else one - two).cast(order.type)


def common(one: Numbers, two: Numbers, *, twice: bool = False) -> dt.Decimal:
    """A type for both numbers, for comparing; ``twice``: for factors, whose product has twice its digits."""
    scale = max(one.scale, two.scale)
    digits = max(len(str(abs(end))) - each.scale for each in (one, two) for end in each.ends) + scale
    if digits * (2 if twice else 1) > MAX_DIGITS:
        raise Outside(f"{'“*”' if twice else 'a comparison'} may need more than {MAX_DIGITS} digits")
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
    return Source("", order, lambda table: _rounded(of, order, name, table), strict=True)


def _rounded(of: Number, order: Numbers, name: str, table: ibis.Table) -> Any:
    wide = of.render(table).cast(common(of.order, order))
    found = {"abs": wide.abs, "floor": wide.floor, "ceiling": wide.ceil}[name]()
    return found.cast(order.type)
