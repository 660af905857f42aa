"""The reasons of a decision, written out: for every rule that did not fire the first cell that failed, and why.

What a cell says of the values that its column lists or names is known when the function is made.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
    """Statements that give each rule's reason a variable, None where it fired, and its number in ``hit``."""

    def __init__(self, table: DecisionTable, columns: Sequence[Taken], written: Written) -> None:
        self._table, self._columns, self._written = table, columns, written
        self._missed = written.named(Missed)
        self._new = written.named(tuple.__new__)
        self._named = [_named(column, at, table) for at, column in enumerate(columns)]
        self._open: set[int] = set()
        self._left = MOST_KNOWN

    def begun(self) -> list[ast.stmt]:
        """What stands before the rules, which are written by then."""
        return [assign("hit", ast.Constant(0)), *(assign(f"said{at}", ast.Constant(None)) for at in sorted(self._open))]

    def of_rule(self, at: int, cells: Sequence[tuple[int, ast.expr]], first: bool, slow: ast.expr) -> list[ast.stmt]:
        """One rule. Where not only the first counts, a second one that matches is left to the closures."""
        matched = self._too(at + 1) if first else slow_return(slow)
        fired = [assign("hit", ast.Constant(at + 1)), assign(f"m{at + 1}", ast.Constant(None))]
        found: list[ast.stmt] = [ast.If(load("hit"), [matched], fired)]
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
        missed, empty = call(self._written.named(tuple), load("missed")), self._written.named(())
        fields = {"decision": ast.Constant(name), "outputs": outputs, "fired": fired, "missed": missed}
        whole = self._whole({**fields, "faults": empty, "required": empty})
        return [ast.If(nothing, [slow_return(slow)], []), *self._gathered(), *whole]

    def _gathered(self) -> list[ast.stmt]:
        """The reasons of all rules but the one that fired, as a list."""
        rules = [load(f"m{rule.number}") for rule in self._table.rules]
        fired = ast.Subscript(load("missed"), ast.BinOp(load("hit"), ast.Sub(), ast.Constant(1)), ast.Del())
        return [assign("missed", ast.List(rules, ast.Load())), ast.If(load("hit"), [ast.Delete([fired])], [])]

    def _whole(self, fields: Mapping[str, ast.expr]) -> list[ast.stmt]:
        """The verdict, its fields set by their slots: half the time of a frozen dataclass, which sets them by name."""
        made = assign("whole", call(self._written.named(object.__new__), self._written.named(Verdict)))
        setters = [self._written.named(getattr(Verdict, each).__set__) for each in fields]
        values = zip(setters, fields.values(), strict=True)
        return [made, *(ast.Expr(call(each, load("whole"), value)) for each, value in values), give(load("whole"))]

    def _failed(self, rule: int, at: int) -> ast.stmt:
        column, label, text = self._columns[at], self._table.inputs[at].label, self._table.rules[rule].inputs[at].text
        fact = load(column.variable)
        known = {
            value: Missed(rule + 1, label, text, value, _beginning(label)(value) + text)
            for value in self._kept(self._named[at])
        }
        found = self._written.named(known)
        if known and column.closed:
            return _reason(rule + 1, ast.Subscript(found, fact, ast.Load()))
        self._open.add(at)
        met = fact if column.kind in ("string", "boolean") else call(self._written.named(_value), fact)
        why = ast.BinOp(self._say(at), ast.Add(), ast.Constant(text))
        made = self._made(ast.Constant(rule + 1), ast.Constant(label), ast.Constant(text), met, why)
        if not known:
            return _reason(rule + 1, made)
        return _reason(
            rule + 1, ast.IfExp(compared(fact, ast.In(), found), ast.Subscript(found, fact, ast.Load()), made)
        )

    def _say(self, at: int) -> ast.expr:
        """The beginning of a reason that names the value of a column, made once a decision."""
        said, fact = f"said{at}", load(self._columns[at].variable)
        beginning = self._written.named(_beginning(self._table.inputs[at].label))
        asked = ast.NamedExpr(ast.Name(said, ast.Store()), call(beginning, fact))
        return any_of([load(said), asked])

    def _too(self, rule: int) -> ast.stmt:
        before = self._kept(range(rule))
        if before:
            some = [Missed(rule, "", "", None, f"it matches too, but rule {hit} takes precedence") for hit in before]
            return _reason(rule, ast.Subscript(self._written.named(some), load("hit"), ast.Load()))
        parts = (
            ast.Constant("it matches too, but rule "),
            ast.FormattedValue(load("hit"), -1, None),
            ast.Constant(" takes precedence"),
        )
        why = ast.JoinedStr(list(parts))
        return _reason(
            rule, self._made(ast.Constant(rule), ast.Constant(""), ast.Constant(""), ast.Constant(None), why)
        )

    def _kept(self, some: Collection[T]) -> Collection[T]:
        """What reasons are made of beforehand: all of it, or nothing where there would be too many."""
        if len(some) > self._left:
            return ()
        self._left -= len(some)
        return some

    def _made(self, *parts: ast.expr) -> ast.expr:
        return call(self._new, self._missed, ast.Tuple(list(parts), ast.Load()))


def _reason(rule: int, made: ast.expr) -> ast.stmt:
    return assign(f"m{rule}", made)


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


def _beginning(label: str) -> Callable[[Any], str]:
    """How a reason begins that names a value of a column."""

    def begun(value: Any) -> str:
        if type(value) is str and len(value) < _SHORT and '"' not in value and "\\" not in value:
            return f'{label} is "{value}", the cell asks for '
        return f"{label} is {'unknown' if value is None else brief(_value(value))}, the cell asks for "

    return begun


def _value(value: Any) -> Value:
    return Decimal(value) if type(value) is int else value


def _parts(verdict: Verdict | None) -> tuple[Value, tuple[Fired, ...]] | None:
    return None if verdict is None else (verdict.outputs, verdict.fired)
