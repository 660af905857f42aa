"""Cells: does a value pass the tests? `(value, Scope) -> bool`; what cannot be compared does not pass."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from . import tree
from .compare import contains, holds
from .compiler import Run, compile_expression
from .scope import Exhausted, Scope
from .values import Failure, Range, Value

Check: TypeAlias = Callable[[Value, Scope], bool]


def compile_unary_tests(tests: tree.Tests) -> Check:
    """The closure of a cell. `not(…)` turns the answer round: `not("a")` lets null pass."""
    if tests.anything:
        return lambda value, scope: True
    checks = _constants(tests.tests) or tuple(_one(test) for test in tests.tests)
    check = checks[0] if len(checks) == 1 else _any(checks)
    if tests.negated:
        return lambda value, scope: not check(value, scope)
    return check


def compile_in(tests: tree.Tests) -> Callable[[Value, Scope], bool | None]:
    """The closure of `in`: as a cell, but null where no test says yes and the value cannot be compared with one."""
    checks = tuple((_one(test), _comparable(test)) for test in tests.tests)

    def found(value: Value, scope: Scope) -> bool | None:
        if any(check(value, scope) for check, _ in checks):
            return True
        return False if all(comparable(value, scope) for _, comparable in checks) else None

    return found


def _comparable(test: tree.Test | tree.Expression) -> Check:
    """Whether the answer to a test is a plain yes or no."""
    if mentions_question_mark(test):
        return lambda value, scope: True
    run = compile_expression(test.operand if isinstance(test, tree.Test) else test)
    operator = test.operator if isinstance(test, tree.Test) else "="

    def comparable(value: Value, scope: Scope) -> bool:
        limit = run(scope)
        if isinstance(limit, tuple) or (isinstance(limit, Range) and isinstance(value, Range)):
            return True
        if isinstance(limit, Range):
            limit, order = next((end for end in (limit.low, limit.high) if end is not None), None), "<"
            return _compares(order, value, limit)
        return _compares(operator, value, limit)

    return comparable


def _compares(operator: str, value: Value, limit: Value) -> bool:
    try:
        return holds(operator, value, limit) is not None
    except Failure:
        return False


def _any(checks: tuple[Check, ...]) -> Check:
    return lambda value, scope: any(check(value, scope) for check in checks)


def _constants(tests: tuple[tree.Test | tree.Expression, ...]) -> tuple[Check] | None:
    """One look-up in a set where all tests are texts, or all numbers: most cells are."""
    values = [test.value for test in tests if isinstance(test, tree.Literal)]
    for kind in (str, Decimal):
        if len(values) == len(tests) and all(type(value) is kind for value in values):
            return (_member_of(frozenset(values), kind),)
    return None


def _member_of(allowed: frozenset[Value], kind: type) -> Check:
    return lambda value, scope: type(value) is kind and value in allowed


def _one(test: tree.Test | tree.Expression) -> Check:
    if isinstance(test, tree.Test):
        return _comparison(test.operator, compile_expression(test.operand))
    run = compile_expression(test)
    if isinstance(test, tree.Literal) and (test.value is None or isinstance(test.value, bool)):
        wanted = test.value
        return lambda value, scope: value is wanted
    if mentions_question_mark(test):
        return lambda value, scope: run(scope.within({"?": value})) is True
    if isinstance(test, tree.Comparison | tree.Logic | tree.Between | tree.In | tree.Quantified | tree.InstanceOf):
        return _condition(run)
    return lambda value, scope: _equal_or_in(value, run(scope))


def _comparison(operator: str, operand: Run) -> Check:
    def check(value: Value, scope: Scope) -> bool:
        try:
            return holds(operator, value, operand(scope)) is True
        except Exhausted:
            raise
        except Failure:
            return False

    return check


def _condition(run: Run) -> Check:
    def check(value: Value, scope: Scope) -> bool:
        found = run(scope.within({"?": value}))
        return found is True if not isinstance(value, bool) else found is value

    return check


def _equal_or_in(value: Value, found: Value) -> bool:
    if isinstance(found, bool) and not isinstance(value, bool):
        return found
    return contains(found, value)


def mentions_question_mark(node: tree.Node) -> bool:
    """Whether a test speaks of the value itself, by `?`."""
    if isinstance(node, tree.Name):
        return node.name == "?"
    return any(mentions_question_mark(child) for child in tree.children(node))
