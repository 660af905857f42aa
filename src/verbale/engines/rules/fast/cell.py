"""A cell as a Python condition on a plain value: None, or what its column's type says."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..feel import Scope, Value, compile_unary_tests, tree
from ..feel.free import free_names
from ..feel.unary import Check
from .written import Written, all_of, any_of, call, compared, load, members, negated

PLAIN: dict[str, type] = {"string": str, "number": Decimal, "boolean": bool}
"""The types of columns of which a cell may be written out, and the class of their literals."""
_SIGNS: dict[str, ast.cmpop] = {
    "=": ast.Eq(),
    "!=": ast.NotEq(),
    "<": ast.Lt(),
    "<=": ast.LtE(),
    ">": ast.Gt(),
    ">=": ast.GtE(),
}


class Odd(Exception):
    """A cell gave a fault; the decision is left to the closures, which say it."""


def condition(tests: tree.Tests, variable: str, kind: str, written: Written) -> ast.expr | None:
    """The condition that a cell sets, by its closure where it is not written out; None if it reads other facts."""
    found = _plainly(tests, variable, kind, written) if kind in PLAIN else None
    if found is not None:
        return found
    return None if free_names(tests) else _asked(Asked(compile_unary_tests(tests)), variable, written)


def _asked(asked: Asked, variable: str, written: Written) -> ast.expr:
    """The closure's answer; that for null is known beforehand, unless it is a fault."""
    answer = call(written.named(asked), load(variable))
    try:
        of_null = asked(None)
    except Odd:
        return answer
    return ast.IfExp(compared(load(variable), ast.Is(), ast.Constant(None)), ast.Constant(of_null), answer)


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell's closure, asked of one value."""

    check: Check

    def __call__(self, value: Any) -> bool:
        scope = Scope({})
        answer = self.check(Decimal(value) if type(value) is int else value, scope)
        if scope.budget.faults:
            raise Odd(scope.budget.faults[0])
        return answer


def _plainly(tests: tree.Tests, variable: str, kind: str, written: Written) -> ast.expr | None:
    found = _members(tests.tests, variable, kind, written)
    if found is None:
        parts = [_one(test, variable, kind, written) for test in tests.tests]
        if None in parts:
            return None
        found = any_of([part for part in parts if part is not None])
    return negated(found) if tests.negated else found


def _members(
    tests: tuple[tree.Test | tree.Expression, ...], variable: str, kind: str, written: Written
) -> ast.expr | None:
    values = [test.value for test in tests if isinstance(test, tree.Literal)]
    if len(tests) < 2 or len(values) < len(tests) or any(type(value) is not PLAIN[kind] for value in values):
        return None
    allowed = frozenset(_plain(value) for value in values)
    return compared(load(variable), ast.In(), members(allowed) if kind != "number" else written.named(allowed))


def _one(test: tree.Test | tree.Expression, variable: str, kind: str, written: Written) -> ast.expr | None:
    match test:
        case tree.Literal(None | True | False as value):
            return compared(load(variable), ast.Is(), ast.Constant(value))
        case tree.Literal(value):
            return _against("=", value, variable, kind, written)
        case tree.Test(operator, tree.Literal(value)):
            return _against(operator, value, variable, kind, written)
        case tree.Interval(operator="") if kind == "number":
            return _between(test, variable, written)
    return None


def _against(operator: str, value: Value, variable: str, kind: str, written: Written) -> ast.expr | None:
    if value is None or kind == "boolean":
        return None
    if type(value) is not PLAIN[kind]:
        # What is of two kinds is neither equal nor unequal, and has no order; null is unequal to anything.
        return compared(load(variable), ast.Is(), ast.Constant(None)) if operator == "!=" else ast.Constant(False)
    found = compared(load(variable), _SIGNS[operator], written.named(_plain(value)))
    if operator in ("=", "!="):
        return found
    return all_of([compared(load(variable), ast.IsNot(), ast.Constant(None)), found])


def _between(test: tree.Interval, variable: str, written: Written) -> ast.expr | None:
    low, high = test.low, test.high
    if not (isinstance(low, tree.Literal) and isinstance(high, tree.Literal)):
        return None
    if not (isinstance(low.value, Decimal) and isinstance(high.value, Decimal)):
        return None
    signs: list[ast.cmpop] = [
        ast.LtE() if test.low_included else ast.Lt(),
        ast.LtE() if test.high_included else ast.Lt(),
    ]
    ends = [load(variable), written.named(_plain(high.value))]
    within = ast.Compare(written.named(_plain(low.value)), signs, ends)
    return all_of([compared(load(variable), ast.IsNot(), ast.Constant(None)), within])


def _plain(value: Value) -> object:
    """A whole number as an int: it compares faster, and exactly, with ints and decimals."""
    if isinstance(value, Decimal) and value == value.to_integral_value() and abs(value) < 10**18:
        return int(value)
    return value
