"""One decision of a table as a written Python function."""

from __future__ import annotations

import ast
from decimal import Decimal
from typing import Any

from ..engine import Prepared, Step
from ..facts import NoFact
from ..feel import Scope, Value, tree
from ..feel.constant import constant
from ..feel.scope import Exhausted, Run
from ..feel.types import coerce
from ..feel.unary import Check
from ..feel.values import Failure, weigh
from ..hits import settle
from ..model import Hit
from ..table import CompiledTable
from ..verdict import Decide, Fired, Verdict
from .cell import Odd, condition
from .reasons import Reasons
from .taken import Taken, loads, slow_return, taken
from .written import Written, all_of, any_of, assign, call, compared, give, load


class Unwritable(Exception):
    """The table has something that only closures can do."""


class Writer:
    """Writes the function of one table; ``slow`` decides what it leaves."""

    def __init__(self, prepared: Prepared, step: Step, table: CompiledTable, slow: Decide, explain: bool) -> None:
        self._step, self._table, self._model = step, table, table.table
        self._explain = explain
        self._written = Written("facts")
        self._inputs = [taken(each, f"v{at}") for at, each in enumerate(prepared.model.inputs)]
        self._seen = {name for name, _ in step.sees}
        self._slow = call(self._written.named(slow), load("facts"))
        self._columns = [self._column(column.expression) for column in self._model.inputs]

    def function(self) -> Decide:
        """The written function. Raises `Unwritable`."""
        body = loads(self._inputs, self._slow)
        body += [each.guard(self._written) for each in self._inputs]
        body += [ast.If(self._refused(at), [slow_return(self._slow)], []) for at in self._listed()]
        body += self._explained() if self._explain else self._decided()
        self._written.names.update(KeyError=KeyError, str=str, int=int)
        odd = self._written.named((NoFact, Odd, Exhausted, TypeError))
        self._written.body = [ast.Try(body, [ast.ExceptHandler(odd, None, [slow_return(self._slow)])], [], [])]
        return self._written.function()

    def _column(self, node: tree.Expression) -> Taken:
        found = next((each for each in self._inputs if node == tree.Name(each.input.name)), None)
        if found is None or found.input.name not in self._seen:
            raise Unwritable(f"a column reads {node}")
        return found

    def _listed(self) -> list[int]:
        return [at for at, column in enumerate(self._model.inputs) if column.allowed is not None]

    def _refused(self, at: int) -> ast.expr:
        """A value that the column's list of allowed values does not have."""
        allowed = self._model.inputs[at].allowed
        test = None if allowed is None else self._condition(allowed, at)
        if test is None:
            raise Unwritable("allowed values are more than a list")
        given = compared(load(self._columns[at].variable), ast.IsNot(), ast.Constant(None))
        return all_of([given, ast.UnaryOp(ast.Not(), test)])

    def _condition(self, tests: tree.Tests, at: int) -> ast.expr | None:
        column = self._columns[at]
        return condition(tests, column.variable, column.kind, self._written)

    def _cells(self, rule: int) -> list[tuple[int, ast.expr]]:
        found = []
        for at, cell in enumerate(self._model.rules[rule].inputs):
            if not cell.tests.anything:
                test = self._condition(cell.tests, at)
                if test is None:
                    raise Unwritable(f"cell {cell.text}")
                found.append((at, test))
        return found

    def _decided(self) -> list[ast.stmt]:
        if self._model.hit is Hit.FIRST:
            rules = [self._taking(at) for at in range(len(self._model.rules))]
            return [*rules, self._result(0)]
        found: list[ast.stmt] = [assign("hit", ast.Constant(0))]
        for at in range(len(self._model.rules)):
            # Two rules that match are left to the closures, whatever the policy makes of them.
            twice = ast.If(load("hit"), [slow_return(self._slow)], [])
            found.append(ast.If(self._matches(at), [twice, assign("hit", ast.Constant(at + 1))], []))
        return [*found, *self._by_number()]

    def _taking(self, at: int) -> ast.stmt:
        return ast.If(self._matches(at), [self._result(at + 1)], [])

    def _matches(self, at: int) -> ast.expr:
        return all_of([test for _, test in self._cells(at)])

    def _by_number(self) -> list[ast.stmt]:
        numbers = range(len(self._model.rules) + 1)
        return [
            ast.If(compared(load("hit"), ast.Eq(), ast.Constant(number)), [self._result(number)], [])
            for number in numbers
        ]

    def _result(self, number: int) -> ast.stmt:
        verdict = self._constant(number)
        if verdict is not None:
            return give(self._written.named(verdict))
        found = self._computed(number)
        return slow_return(self._slow if found is None else any_of([found, self._slow]))

    def _computed(self, number: int) -> ast.expr | None:
        """The verdict with outputs that read the facts; it is None, and false, where there is a fault."""
        if number == 0 or self._model.hit is not Hit.FIRST:
            return None
        seen = [each for each in self._inputs if each.input.name in self._seen]
        made = Computed(self._step, self._table, number, tuple(each.input.name for each in seen))
        return call(self._written.named(made), *(load(each.variable) for each in seen))

    def _constant(self, number: int) -> Verdict | None:
        return constant_verdict(self._step, self._table, number)

    def _explained(self) -> list[ast.stmt]:
        reasons = Reasons(self._model, self._columns, self._written)
        first, found = self._model.hit is Hit.FIRST, list[ast.stmt]()
        for at in range(len(self._model.rules)):
            found += reasons.of_rule(at, self._cells(at), first, self._slow)
        found = [*reasons.begun(), *found]
        verdicts = [self._constant(number) for number in range(len(self._model.rules) + 1)]
        found += reasons.looked_up(verdicts)
        for number, verdict in enumerate(verdicts):
            computed = self._computed(number) if verdict is None else None
            if computed is not None:
                found.append(reasons.computed(number, computed))
        return [*found, *reasons.told(self._step.name, self._slow)]


class Computed:
    """The verdict of one rule some of whose outputs are computed from the facts, given in the order of ``names``."""

    __slots__ = ("_cells", "_columns", "_name", "_names", "_rule", "_type")

    def __init__(self, step: Step, table: CompiledTable, number: int, names: tuple[str, ...]) -> None:
        self._name, self._type, self._names = step.name, step.type, names
        self._rule = table.table.rules[number - 1]
        self._columns = [column.name for column in table.table.outputs]
        cells = zip(self._rule.outputs, table.outputs[number - 1], table.checks, strict=True)
        self._cells = [_cell(cell.expression, run, check) for cell, run, check in cells]

    def __call__(self, *facts: Any) -> Verdict | None:
        values = [Decimal(fact) if type(fact) is int else fact for fact in facts]
        scope = Scope(dict(zip(self._names, values, strict=True)))
        given = [value if run is None else run(scope) for value, run, _ in self._cells]
        for (_, _, check), value in zip(self._cells, given, strict=True):
            if check is not None and value is not None and not check(value, scope):
                return None
        output = given[0] if len(given) == 1 else dict(zip(self._columns, given, strict=True))
        found = coerce(output, self._type)
        if scope.budget.faults or (found is None and output is not None):
            return None
        hit = Fired(self._rule.number, self._rule.id, self._rule.annotations, output)
        return Verdict(self._name, found, (hit,))


def _cell(node: tree.Expression, run: Run, check: Check) -> tuple[Value, Run | None, Check | None]:
    """An output's constant, checked now, or its closure and what it is checked by."""
    known = constant(node)
    if known is None:
        return None, run, check
    if known[0] is not None and not check(known[0], Scope({})):
        raise Unwritable("a rule gives what its column does not allow")
    return known[0], None, None


def constant_verdict(step: Step, table: CompiledTable, number: int) -> Verdict | None:
    """The verdict where one rule alone matches, or none (0); None if it depends on the facts or has a fault."""
    return _verdict(step, table, number, Scope({}))


def _verdict(step: Step, table: CompiledTable, number: int, scope: Scope) -> Verdict | None:
    rules = table.table.rules
    hits: tuple[Fired, ...] = ()
    try:
        if number == 0:
            found = table.default(scope)
        else:
            output = table.output(number - 1, scope)
            found, _ = settle(table.table.hit, [(number, output)], table.rank, scope)
            rule = rules[number - 1]
            hits = (Fired(number, rule.id, rule.annotations, output),)
        weigh(found)
    except Failure:
        return None
    value = coerce(found, step.type)
    if scope.budget.faults or (value is None and found is not None):
        return None
    return Verdict(step.name, value, hits)
