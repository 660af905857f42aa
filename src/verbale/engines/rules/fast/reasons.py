"""The reasons of a decision, written out: for every rule that did not fire the first cell that failed, and why."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from ..feel import Value
from ..feel.write import literal
from ..model import DecisionTable
from ..verdict import Fired, Missed, Verdict
from .taken import Taken, slow_return
from .written import Written, assign, call, compared, give, load, negated


class Reasons:
    """Statements that gather what missed in ``missed``, and the number of the rule that fired in ``hit``."""

    def __init__(self, table: DecisionTable, columns: Sequence[Taken], written: Written) -> None:
        self._table, self._columns, self._written = table, columns, written
        self._missed = written.named(Missed)
        self._new = written.named(tuple.__new__)

    def begun(self) -> list[ast.stmt]:
        """What stands before the rules: how each column's value is said, and what it is in FEEL."""
        found = [assign("missed", ast.List([], ast.Load())), assign("hit", ast.Constant(0))]
        for at, column in enumerate(self._columns):
            fact = load(column.variable)
            if column.texts is None:
                said = call(self._written.named(_said), fact)
            else:
                texts = {text: _said(text) for text in column.texts | {None}}
                said = ast.Subscript(self._written.named(texts), fact, ast.Load())
            found.append(assign(f"said{at}", said))
            met = fact if column.kind in ("string", "boolean") else call(self._written.named(_value), fact)
            found.append(assign(f"met{at}", met))
        return found

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
        whole = call(self._written.named(Verdict), ast.Constant(name), outputs, fired, missed)
        return [ast.If(nothing, [slow_return(slow)], []), give(whole)]

    def _failed(self, rule: int, at: int) -> ast.stmt:
        label, text = self._table.inputs[at].label, self._table.rules[rule].inputs[at].text
        why = _joined(f"{label} is ", f"said{at}", f", the cell asks for {text}")
        return self._add(ast.Constant(rule + 1), ast.Constant(label), ast.Constant(text), load(f"met{at}"), why)

    def _too(self, rule: int) -> ast.stmt:
        why = _joined("it matches too, but rule ", "hit", " takes precedence")
        return self._add(ast.Constant(rule), ast.Constant(""), ast.Constant(""), ast.Constant(None), why)

    def _add(self, *parts: ast.expr) -> ast.stmt:
        made = call(self._new, self._missed, ast.Tuple(list(parts), ast.Load()))
        return ast.Expr(call(ast.Attribute(load("missed"), "append", ast.Load()), made))


def _joined(before: str, name: str, after: str) -> ast.expr:
    return ast.JoinedStr([ast.Constant(before), ast.FormattedValue(load(name), -1, None), ast.Constant(after)])


def _said(value: Any) -> str:
    if value is None:
        return "unknown"
    return str(value) if type(value) is int else literal(value)


def _value(value: Any) -> Value:
    return Decimal(value) if type(value) is int else value


def _parts(verdict: Verdict | None) -> tuple[Value, tuple[Fired, ...]] | None:
    return None if verdict is None else (verdict.outputs, verdict.fired)
