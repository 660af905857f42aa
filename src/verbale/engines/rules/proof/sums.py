"""Sums, differences and multiples of numbers and dates, as terms over sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..feel import Value, tree
from ..feel.free import mentioned
from ..feel.temporal import DAY, Date, DaysDuration
from .constants import evaluated
from .formula import Sum
from .source import Source

NUMBER, DATE, DAYS = "number", "date", "days"
Find = Callable[[tree.Node], Source | None]


def sum_of(node: tree.Node, find: Find) -> Sum | None:
    """The expression as a sum; None where it is no such thing, or reads what is neither a number nor a date."""
    source = find(node) if isinstance(node, tree.Name | tree.Path) else None
    if source is not None:
        kind = NUMBER if source.kinds == (Decimal,) else DATE if source.kinds == (Date,) else ""
        is_plain = not source.decided and source.made is None
        return Sum(kind, ((source, Fraction(1)),), Fraction(0), plain=True) if kind and is_plain else None
    if not mentioned(node):
        return _constant(evaluated(node))
    match node:
        case tree.Negation(operand):
            return _scaled(sum_of(operand, find), Fraction(-1))
        case tree.Arithmetic(operator, left, right):
            return _calculated(operator, sum_of(left, find), sum_of(right, find))
        case tree.Call(tree.Name("date" | "duration"), arguments) if not any(map(mentioned, arguments)):
            return _constant(evaluated(node))
    return None


def _constant(value: Value) -> Sum | None:
    match value:
        case Decimal():
            return Sum(NUMBER, (), Fraction(value), plain=True)
        case Date():
            return Sum(DATE, (), Fraction(value.ordinal), plain=True)
        case DaysDuration(nanos) if nanos % DAY == 0:
            return Sum(DAYS, (), Fraction(nanos // DAY), plain=True)
    return None


def _scaled(of: Sum | None, by: Fraction) -> Sum | None:
    if of is None or of.kind == DATE or of.rounded:
        return None
    return Sum(of.kind, tuple((source, factor * by) for source, factor in of.terms), of.constant * by)


_KINDS = {
    ("+", NUMBER, NUMBER): NUMBER, ("-", NUMBER, NUMBER): NUMBER, ("+", DAYS, DAYS): DAYS, ("-", DAYS, DAYS): DAYS,
    ("-", DATE, DATE): DAYS, ("+", DATE, DAYS): DATE, ("-", DATE, DAYS): DATE, ("+", DAYS, DATE): DATE,
}  # fmt: skip


def _calculated(operator: str, left: Sum | None, right: Sum | None) -> Sum | None:
    if left is None or right is None or left.rounded or right.rounded:
        return None
    if operator == "*" and left.kind == right.kind == NUMBER:
        return (
            _scaled(left, right.constant) if not right.terms else None if left.terms else _scaled(right, left.constant)
        )
    if operator == "/" and left.kind == right.kind == NUMBER and not right.terms and right.constant:
        quotient = _scaled(left, 1 / right.constant)
        return replace(quotient, rounded=not _is_finite(right.constant)) if quotient else None
    kind = _KINDS.get((operator, left.kind, right.kind))
    if kind is None:
        return None
    sign = 1 if operator == "+" else -1
    terms: dict[Any, Fraction] = {}
    for source, factor in left.terms:
        terms[source] = terms.get(source, Fraction(0)) + factor
    for source, factor in right.terms:
        terms[source] = terms.get(source, Fraction(0)) + sign * factor
    return Sum(kind, tuple(terms.items()), left.constant + sign * right.constant)


def _is_finite(divisor: Fraction) -> bool:
    """Whether dividing by it always ends, so that nothing is rounded."""
    rest = divisor.numerator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return abs(rest) == 1
