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
from .written import Written, all_of, any_of, assign, call, compared, give, load, negated

T = TypeVar("T")
MOST_KNOWN = 50_000
"""Reasons of one table that are made beforehand; those of further cells are made with the decision."""
_SHORT = MAX_BRIEF - 1
_ASKS = ", the cell asks for "
_LARGE = 10**15
"""Smaller numbers are written as Python writes them."""


class Reasons:
    """Statements that give each rule's reason a variable, None where it fired, and its number in ``hit``."""

    def __init__(self, table: DecisionTable, columns: Sequence[Taken], written: Written) -> None:
        self._table, self._columns, self._written = table, columns, written
        self._missed = written.named(Missed)
        self._new = written.named(tuple.__new__)
        self._named = [_named(column, at, table) for at, column in enumerate(columns)]
        said = [(_beginning(column.label), named) for column, named in zip(table.inputs, self._named, strict=True)]
        self._begun = [{value: begun(value) for value in named} for begun, named in said]
        self._rows: list[dict[Any, list[Missed]]] = [{value: [] for value in named} for named in self._named]
        self._asked: set[int] = set()
        self._open: set[int] = set()
        self._left = MOST_KNOWN

    def begun(self) -> list[ast.stmt]:
        """What stands before the rules, which are written by then."""
        said = [assign(f"said{at}", ast.Constant(None)) for at in sorted(self._open)]
        return [assign("hit", ast.Constant(0)), *said, *(self._row(at) for at in sorted(self._asked))]

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
        known = self._kept(self._named[at])
        for value in known:
            self._rows[at][value].append(Missed(rule + 1, label, text, value, self._begun[at][value] + text))
        if known and column.closed:
            return _reason(rule + 1, self._known(at))
        self._open.add(at)
        met = fact if column.kind in ("string", "boolean") else call(self._written.named(_value), fact)
        why = ast.BinOp(self._say(at), ast.Add(), ast.Constant(text))
        made = self._made(ast.Constant(rule + 1), ast.Constant(label), ast.Constant(text), met, why)
        return _reason(rule + 1, ast.IfExp(load(f"row{at}"), self._known(at), made) if known else made)

    def _known(self, at: int) -> ast.expr:
        """The reason made last for a column, out of the row of those for the value that it has."""
        self._asked.add(at)
        place = len(next(iter(self._rows[at].values()))) - 1
        return ast.Subscript(load(f"row{at}"), ast.Constant(place), ast.Load())

    def _row(self, at: int) -> ast.stmt:
        """The reasons made beforehand for the value that a column has, looked up once; None if it is none of those."""
        column, rows = self._columns[at], self._written.named(self._rows[at])
        row: ast.expr = ast.Subscript(rows, load(column.variable), ast.Load())
        if not column.closed:
            row = ast.IfExp(compared(load(column.variable), ast.In(), rows), row, ast.Constant(None))
        return assign(f"row{at}", row)

    def _say(self, at: int) -> ast.expr:
        """The beginning of a reason that names the value of a column, made once a decision."""
        said, column, label = f"said{at}", self._columns[at], self._table.inputs[at].label
        fact = load(column.variable)
        begun: ast.expr = call(self._written.named(_beginning(label)), fact)
        if column.kind == "string":
            parts = [ast.Constant(f'{label} is "'), ast.FormattedValue(fact, -1, None), ast.Constant(f'"{_ASKS}')]
            begun = ast.IfExp(_is_plain(fact, self._written), ast.JoinedStr(parts), begun)
        return any_of([load(said), ast.NamedExpr(ast.Name(said, ast.Store()), begun)])

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


def _is_plain(fact: ast.expr, written: Written) -> ast.expr:
    """Whether a text is short and needs no signs before its own."""
    short = compared(call(written.named(len), fact), ast.Lt(), ast.Constant(_SHORT))
    signs = [compared(ast.Constant(sign), ast.NotIn(), fact) for sign in ('"', "\\")]
    return all_of([compared(fact, ast.IsNot(), ast.Constant(None)), short, *signs])


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
        if type(value) is int and -_LARGE < value < _LARGE:
            return f"{label} is {value}{_ASKS}"
        return f"{label} is {'unknown' if value is None else brief(_value(value))}{_ASKS}"

    return begun


def _value(value: Any) -> Value:
    return Decimal(value) if type(value) is int else value


def _parts(verdict: Verdict | None) -> tuple[Value, tuple[Fired, ...]] | None:
    return None if verdict is None else (verdict.outputs, verdict.fired)
