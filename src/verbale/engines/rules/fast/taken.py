"""Facts taken by a written function: the plain ones as they are, all others the long way."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from ..facts import taker
from ..feel import SyntaxFault, parse_unary_tests, tree
from ..feel.types import Constrained, Simple
from ..model import InputData
from .cell import PLAIN
from .written import Written, all_of, assign, call, compared, load, members, negated

MOST = 10**34
"""Whole numbers from here on are rounded when they are taken."""


@dataclass(frozen=True, slots=True)
class Taken:
    """An input of the model as a variable. ``kind`` is that of its values, "" if it may have any.

    ``texts`` are all the texts it may have, where they are listed.
    """

    input: InputData
    variable: str
    kind: str
    texts: frozenset[str] | None

    @property
    def closed(self) -> bool:
        """Whether all values that it may have are known."""
        return self.kind == "boolean" or self.texts is not None

    def guard(self, written: Written) -> ast.stmt:
        """Takes the long way with what is not plain."""
        fact = load(self.variable)
        kind = call(load("type"), fact)
        if self.texts is not None:
            odd = compared(fact, ast.NotIn(), members(self.texts | {None}))
        elif self.kind == "string" and isinstance(self.input.type, Simple):
            odd = all_of([compared(kind, ast.IsNot(), load("str")), _given(fact)])
        elif self.kind == "number" and isinstance(self.input.type, Simple):
            small = ast.Compare(ast.Constant(-MOST), [ast.Lt(), ast.Lt()], [fact, ast.Constant(MOST)])
            whole = compared(kind, ast.Is(), load("int"))
            odd = all_of([negated(all_of([whole, small])), _given(fact)])
        elif self.kind == "boolean":
            odd = all_of([compared(fact, ast.IsNot(), ast.Constant(each)) for each in (None, True, False)])
        else:
            odd = _given(fact)
        take = call(written.named(taker(self.input.type)), fact)
        return ast.If(odd, [assign(self.variable, take)], [])


def _given(fact: ast.expr) -> ast.expr:
    return compared(fact, ast.IsNot(), ast.Constant(None))


def taken(each: InputData, variable: str) -> Taken:
    """How an input is taken."""
    base = each.type.base if isinstance(each.type, Constrained) else each.type
    kind = base.name if isinstance(base, Simple) and base.name in PLAIN else ""
    return Taken(each, variable, kind, _texts(each) if kind == "string" else None)


def _texts(each: InputData) -> frozenset[str] | None:
    if not isinstance(each.type, Constrained):
        return None
    try:
        tests = parse_unary_tests(each.type.text)
    except SyntaxFault:
        return None
    values = [test.value for test in tests.tests if isinstance(test, tree.Literal)]
    listed = len(values) == len(tests.tests) and not tests.negated and not tests.anything
    return frozenset(map(str, values)) if listed and all(type(value) is str for value in values) else None


def loads(inputs: Sequence[Taken], slow: ast.expr) -> list[ast.stmt]:
    """Each fact in its variable; a missing one is null, and an unknown one is left to the long way."""
    facts = load("facts")
    each = [assign(one.variable, _item(facts, one)) for one in inputs]
    got = [
        assign(one.variable, call(ast.Attribute(facts, "get", ast.Load()), ast.Constant(one.input.name)))
        for one in inputs
    ]
    counted = compared(call(load("len"), facts), ast.NotEq(), ast.Constant(len(inputs)))
    known = compared(
        call(ast.Attribute(facts, "keys", ast.Load())),
        ast.LtE(),
        members(frozenset(one.input.name for one in inputs)),
    )
    missing = ast.ExceptHandler(load("KeyError"), None, [*got, ast.If(negated(known), [slow_return(slow)], [])])
    return [ast.Try([*each, ast.If(counted, [slow_return(slow)], [])], [missing], [], [])]


def _item(facts: ast.expr, one: Taken) -> ast.expr:
    return ast.Subscript(facts, ast.Constant(one.input.name), ast.Load())


def slow_return(slow: ast.expr) -> ast.stmt:
    """Leaves the decision to the closures."""
    return ast.Return(slow)
