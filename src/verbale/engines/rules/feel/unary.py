"""Cells: does a value pass the tests? `(value, Scope) -> bool`; what cannot be compared does not pass."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from . import tree
from .compare import contains, holds
from .constant import constant, settled
from .free import mentioned
from .ordered import between, beyond
from .scope import Exhausted, Run, Scope
from .values import Failure, Value, weight

Check: TypeAlias = Callable[[Value, Scope], bool]
Answer: TypeAlias = Callable[[Value, Scope], bool | None]
Compiled: TypeAlias = Callable[[tree.Expression], Run]
"""How the expressions in tests are made ready. They have tests in them in their turn, so it is handed in."""


def check_of(tests: tree.Tests, compiled: Compiled) -> Check:
    """Whether a value passes. `not(…)` turns the answer round: `not("a")` lets null pass."""
    if tests.anything:
        return lambda value, scope: True
    member = _constants(tests.tests)
    asked = tuple(_one(test, compiled) for test in tests.tests)
    check = member or (_passes(asked[0]) if len(asked) == 1 else _any(asked))
    if tests.negated:
        return lambda value, scope: not check(value, scope)
    return check


def answer_of(tests: tree.Tests, compiled: Compiled) -> Answer:
    """The answer of `in`: as that of a cell, but null where no test says yes and one of them cannot be answered."""
    asked = tuple(_one(test, compiled) for test in tests.tests)

    def found(value: Value, scope: Scope) -> bool | None:
        sure = True
        for answer in asked:
            said = answer(value, scope)
            if said is True:
                return True
            sure = sure and said is False
        return False if sure else None

    return found


def _passes(answer: Answer) -> Check:
    return lambda value, scope: answer(value, scope) is True


def _any(asked: tuple[Answer, ...]) -> Check:
    return lambda value, scope: any(answer(value, scope) for answer in asked)


def _constants(tests: tuple[tree.Test | tree.Expression, ...]) -> Check | None:
    """One look-up in a set where all tests are texts, or all numbers: most cells are."""
    values = [test.value for test in tests if isinstance(test, tree.Literal)]
    for kind in (str, Decimal):
        if len(values) == len(tests) and all(type(value) is kind for value in values):
            return _member_of(frozenset(values), kind)
    return None


def _member_of(allowed: frozenset[Value], kind: type) -> Check:
    return lambda value, scope: type(value) is kind and value in allowed


def _one(test: tree.Test | tree.Expression, compiled: Compiled) -> Answer:
    """One test: true, false, or None where the value cannot be compared."""
    if isinstance(test, tree.Test):
        run = compiled(test.operand)
        wanted = constant(test.operand) or settled(test.operand, run)
        ready = beyond(test.operator, wanted[0]) if wanted else None
        return (lambda value, scope: ready(value)) if ready else _comparison(test.operator, run)
    fixed = constant(test)
    if fixed is not None:
        return _fixed(fixed[0])
    run = compiled(test)
    fixed = settled(test, run)
    if fixed is not None:
        return _fixed(fixed[0])
    if mentions_question_mark(test):
        return lambda value, scope: _truth(run(scope.within({"?": value})))
    if isinstance(test, tree.Comparison | tree.Logic | tree.Between | tree.In | tree.Quantified | tree.InstanceOf):
        return lambda value, scope: _alike(value, run(scope.within({"?": value})))

    def within(value: Value, scope: Scope) -> bool | None:
        found = run(scope)
        scope.budget.step(weight(found))
        return _alike(value, found)

    return within


def _fixed(wanted: Value) -> Answer:
    """A test for what is the same everywhere."""
    cost = weight(wanted)
    if not cost:
        ready = between(wanted)
        return (lambda value, scope: ready(value)) if ready else lambda value, scope: contains(wanted, value)

    def within(value: Value, scope: Scope) -> bool | None:
        scope.budget.step(cost)
        return contains(wanted, value)

    return within


def _comparison(operator: str, operand: Run) -> Answer:
    by_order = operator not in ("=", "!=")

    def answer(value: Value, scope: Scope) -> bool | None:
        wanted = operand(scope)
        if value is None and by_order:
            return None
        try:
            return holds(operator, value, wanted)
        except Exhausted:
            raise
        except Failure:
            return None

    return answer


def _truth(found: Value) -> bool | None:
    return found if isinstance(found, bool) else None


def _alike(value: Value, found: Value) -> bool | None:
    """Whether the value is, or is in, what was found; what is true or false of anything else is the answer itself."""
    if isinstance(found, bool) and not isinstance(value, bool):
        return found
    return contains(found, value)


def mentions_question_mark(node: tree.Node) -> bool:
    """Whether a test speaks of the value itself, by `?`."""
    return "?" in mentioned(node)
