"""The reasons of a decision, written out: for every rule that did not fire the first cell that failed, and why.

What a cell says of the values that its column lists or names is known when the function is made.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from ..feel import Value, tree
from ..feel.write import MAX_BRIEF, brief
from ..model import DecisionTable
from ..verdict import Fired, Missed, Verdict
from .taken import Taken, slow_return
from .written import Written, any_of, assign, call, compared, give, load, negated

T = TypeVar("T")
MOST_KNOWN = 50_000
"""Reasons of one table that are made beforehand; those of further cells are made with the decision."""


_SHORT = MAX_BRIEF - 1


class Reasons:
    """Statements that gather what missed in ``missed``, and the number of the rule that fired in ``hit``."""

    def __init__(self, table: DecisionTable, columns: Sequence[Taken], written: Written) -> None:
        self._table, self._columns, self._written = table, columns, written
        self._missed = written.named(Missed)
        self._new = written.named(tuple.__new__)
        self._named = [_named(column, at, table) for at, column in enumerate(columns)]
        self._open: set[int] = set()
        self._left = MOST_KNOWN

    def begun(self) -> list[ast.stmt]:
        """What stands before the rules, which are written by then."""
        add = ast.Attribute(load("missed"), "append", ast.Load())
        found = [assign("missed", ast.List([], ast.Load())), assign("add", add), assign("hit", ast.Constant(0))]
        return [*found, *(assign(f"said{at}", ast.Constant(None)) for at in sorted(self._open))]

    def of_rule(self, at: int, cells: Sequence[tuple[int, ast.expr]], first: bool, slow: ast.expr) -> list[ast.stmt]:
        """One rule. Where not only the first counts, a second one that matches is left to the closures."""
        matched = self._too(at + 1) if first else slow_return(slow)
        found: list[ast.stmt] = [ast.If(load("hit"), [matched], [assign("hit", ast.Constant(at + 1))])]
        for column, test in reversed(cells):
            found = [ast.If(negated(test), [self._failed(at, column)], found)]
        return found

    def looked_up(self, verdicts: Sequence[Verdict | None]) -> list[ast.stmt]:
        """Outputs and rules fired by the number of the rule, where they are constants."""
        parts = [None if each is None else (each.outputs, each.fired) for each in verdicts]
        return [assign("told", ast.Subscript(self._written.named(parts), load("hit"), ast.Load()))]

    def computed(self, number: int, verdict: ast.expr) -> ast.stmt:
        """The same of a rule with outputs that are computed, from a verdict without reasons or None."""
        made = call(self._written.named(_parts), verdict)
        return ast.If(compared(load("hit"), ast.Eq(), ast.Constant(number)), [assign("told", made)], [])

    def told(self, name: str, slow: ast.expr) -> list[ast.stmt]:
        """The verdict with its reasons; from the closures where nothing was told."""
        nothing = compared(load("told"), ast.Is(), ast.Constant(None))
        outputs, fired = (ast.Subscript(load("told"), ast.Constant(at), ast.Load()) for at in (0, 1))
        missed = call(self._written.named(tuple), load("missed"))
        empty = self._written.named(())
        # Its fields by their slots: half the time of a frozen dataclass, whose birth sets them by name.
        made = assign("whole", call(self._written.named(object.__new__), self._written.named(Verdict)))
        fields = {"decision": ast.Constant(name), "outputs": outputs, "fired": fired, "missed": missed}
        fields |= {"faults": empty, "required": empty}
        slots = [
            call(self._written.named(getattr(Verdict, each).__set__), load("whole"), fields[each]) for each in fields
        ]
        return [ast.If(nothing, [slow_return(slow)], []), made, *map(ast.Expr, slots), give(load("whole"))]

    def _failed(self, rule: int, at: int) -> ast.stmt:
        column, label, text = self._columns[at], self._table.inputs[at].label, self._table.rules[rule].inputs[at].text
        fact = load(column.variable)
        known = {
            value: Missed(rule + 1, label, text, value, f"{label} is {_said(value)}, the cell asks for {text}")
            for value in self._kept(self._named[at])
        }
        found = self._written.named(known)
        if known and column.closed:
            return self._add(ast.Subscript(found, fact, ast.Load()))
        self._open.add(at)
        met = fact if column.kind in ("string", "boolean") else call(self._written.named(_value), fact)
        why = _joined(f"{label} is ", self._say(at), f", the cell asks for {text}")
        made = self._made(ast.Constant(rule + 1), ast.Constant(label), ast.Constant(text), met, why)
        if not known:
            return self._add(made)
        return self._add(ast.IfExp(compared(fact, ast.In(), found), ast.Subscript(found, fact, ast.Load()), made))

    def _say(self, at: int) -> ast.expr:
        """How the value of a column is said, asked for once a decision."""
        said, fact = f"said{at}", load(self._columns[at].variable)
        asked = ast.NamedExpr(ast.Name(said, ast.Store()), call(self._written.named(_said), fact))
        return any_of([load(said), asked])

    def _too(self, rule: int) -> ast.stmt:
        before = self._kept(range(rule))
        if before:
            some = [Missed(rule, "", "", None, f"it matches too, but rule {hit} takes precedence") for hit in before]
            return self._add(ast.Subscript(self._written.named(some), load("hit"), ast.Load()))
        why = _joined("it matches too, but rule ", load("hit"), " takes precedence")
        return self._add(self._made(ast.Constant(rule), ast.Constant(""), ast.Constant(""), ast.Constant(None), why))

    def _kept(self, some: Collection[T]) -> Collection[T]:
        """What reasons are made of beforehand: all of it, or nothing where there would be too many."""
        if len(some) > self._left:
            return ()
        self._left -= len(some)
        return some

    def _made(self, *parts: ast.expr) -> ast.expr:
        return call(self._new, self._missed, ast.Tuple(list(parts), ast.Load()))

    def _add(self, made: ast.expr) -> ast.stmt:
        return ast.Expr(call(load("add"), made))


def _named(column: Taken, at: int, table: DecisionTable) -> frozenset[str | bool | None]:
    """The values of which a column is likely to have one: what it lists, and what its cells name."""
    if column.kind == "boolean":
        return frozenset((None, True, False))
    if column.kind != "string":
        return frozenset()
    tests = [test for rule in table.rules for test in rule.inputs[at].tests.tests]
    return frozenset(_texts(tests)) | (column.texts or frozenset()) | {None}


def _texts(tests: Sequence[tree.Test | tree.Expression]) -> Iterator[str]:
    for test in tests:
        if isinstance(test, tree.Literal) and isinstance(test.value, str):
            yield test.value


def _joined(before: str, said: ast.expr, after: str) -> ast.expr:
    return ast.JoinedStr([ast.Constant(before), ast.FormattedValue(said, -1, None), ast.Constant(after)])


def _said(value: Any) -> str:
    if value is None:
        return "unknown"
    if type(value) is int:
        return brief(Decimal(value))
    plain = type(value) is str and len(value) < _SHORT and '"' not in value and "\\" not in value
    return f'"{value}"' if plain else brief(value)


def _value(value: Any) -> Value:
    return Decimal(value) if type(value) is int else value


def _parts(verdict: Verdict | None) -> tuple[Value, tuple[Fired, ...]] | None:
    return None if verdict is None else (verdict.outputs, verdict.fired)
