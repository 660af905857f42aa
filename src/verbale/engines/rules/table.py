"""A decision table as a closure. It leaves a `TableRun` on the scope's trail for whoever explains."""

from __future__ import annotations

from dataclasses import dataclass, field

from .feel import Scope, Value, compile_expression, compile_unary_tests
from .feel.constant import constant
from .feel.scope import Budget, Exhausted
from .feel.tree import Interval, Literal, Test, Tests
from .feel.types import Simple, checker, coerce, conforms
from .feel.unary import Check
from .feel.values import Failure
from .feel.write import brief
from .hits import Rank, settle
from .model import DecisionTable, Hit, InputColumn, OutputColumn, Rule


class CompiledTable:
    """The closures of one table: inputs, cells that are not `-`, outputs."""

    __slots__ = (
        "allowed",
        "checks",
        "constants",
        "cost",
        "defaults",
        "first",
        "inputs",
        "name",
        "outputs",
        "rank",
        "rows",
        "table",
    )

    def __init__(self, table: DecisionTable, name: str) -> None:
        self.table = table
        self.name = name
        self.inputs = tuple(compile_expression(column.expression) for column in table.inputs)
        self.allowed = tuple(
            (at, compile_unary_tests(column.allowed)) for at, column in enumerate(table.inputs) if column.allowed
        )
        self.rows: tuple[tuple[tuple[int, Check], ...], ...] = tuple(_row(rule, table.inputs) for rule in table.rules)
        self.outputs = tuple(
            tuple(compile_expression(cell.expression) for cell in rule.outputs) for rule in table.rules
        )
        self.constants = tuple(_constants(rule, table.outputs) for rule in table.rules)
        defaults = [column.default for column in table.outputs]
        self.defaults = tuple(compile_expression(each) if each else None for each in defaults)
        self.checks = tuple(output_check(column) for column in table.outputs)
        self.rank = _rank(table.outputs)
        self.first = table.hit is Hit.FIRST
        self.cost = 10 + len(table.rules)

    def __call__(self, scope: Scope) -> Value:
        """The output of the table; null with a reason on the scope where it has none."""
        scope.budget.step(self.cost)
        run = TableRun(self, scope, tuple(read(scope) for read in self.inputs))
        scope.budget.trail.append(run)
        try:
            run.output, run.fired = self._decided(run.values, scope, run)
        except Exhausted:
            raise
        except Failure as why:
            scope.fault(f"{self.name}: {why}")
        return run.output

    def _decided(self, values: tuple[Value, ...], scope: Scope, run: TableRun) -> tuple[Value, tuple[int, ...]]:
        for at, check in self.allowed:
            if values[at] is not None and not check(values[at], scope):
                column = self.table.inputs[at]
                raise Failure(f"{column.label} is {brief(values[at])}, allowed are {column.allowed_text}")
        matched = run.matched
        for at, row in enumerate(self.rows):
            for column_at, passes in row:
                if not passes(values[column_at], scope):
                    break
            else:
                matched.append((at + 1, self.output(at, scope)))
                if self.first:
                    break
        if not matched:
            return self.default(scope), ()
        return settle(self.table.hit, matched, self.rank, scope)

    def output(self, at: int, scope: Scope) -> Value:
        """What the rule at that position gives; `Failure` if its columns do not allow it."""
        return self._checked(at, self.constants[at] or self._computed(at, scope), scope)

    def taken(self, at: int, values: tuple[Value, ...], scope: Scope) -> Value:
        """What the rule at that position gives when its cells have these values; `Failure` as for `output`."""
        return self._checked(at, tuple(map(_fitting, values, self.table.outputs)), scope)

    def _checked(self, at: int, values: tuple[Value, ...], scope: Scope) -> Value:
        columns = self.table.outputs
        for column, check, value in zip(columns, self.checks, values, strict=True):
            if value is not None and not check(value, scope):
                wanted = f"allowed are {column.allowed_text}" if column.allowed else "its type is another"
                raise Failure(f"rule {at + 1} gives {column.label} {brief(value)}; {wanted}")
        if len(columns) == 1:
            return values[0]
        return {column.name: value for column, value in zip(columns, values, strict=True)}

    def _computed(self, at: int, scope: Scope) -> tuple[Value, ...]:
        """The outputs of a rule; what goes wrong in a cell is told with the rule and the column."""
        made: list[Value] = []
        for column, cell in zip(self.table.outputs, self.outputs[at], strict=True):
            known = len(scope.budget.faults)
            found = cell(scope)
            scope.place(known, f"rule {at + 1}, column “{column.label}”")
            made.append(_fitting(found, column, scope.budget))
        return tuple(made)

    def default(self, scope: Scope) -> Value:
        """What the table gives where no rule matches."""
        if not any(self.defaults):
            return None
        values = [read(scope) if read else None for read in self.defaults]
        if len(values) == 1:
            return values[0]
        return {column.name: value for column, value in zip(self.table.outputs, values, strict=True)}

    def first_failure(self, at: int, values: tuple[Value, ...], scope: Scope) -> int | None:
        """The column of the first cell of a rule that does not let its value pass; None if all do."""
        for column_at, passes in self.rows[at]:
            if not passes(values[column_at], scope):
                return column_at
        return None


@dataclass(slots=True)
class TableRun:
    """What one evaluation of a table met and gave; ``fired`` are the numbers its output rests on."""

    table: CompiledTable
    scope: Scope
    values: tuple[Value, ...]
    output: Value = None
    fired: tuple[int, ...] = ()
    matched: list[tuple[int, Value]] = field(default_factory=list)


def _row(rule: Rule, columns: tuple[InputColumn, ...]) -> tuple[tuple[int, Check], ...]:
    return tuple(
        (at, _cell(cell.tests, f"rule {rule.number}, column “{column.label}”"))
        for at, (cell, column) in enumerate(zip(rule.inputs, columns, strict=True))
        if not cell.tests.anything
    )


def _cell(tests: Tests, place: str) -> Check:
    """A cell; what goes wrong in one that computes is told with its place."""
    check = compile_unary_tests(tests)
    if all(isinstance(each.operand if isinstance(each, Test) else each, Literal | Interval) for each in tests.tests):
        return check

    def placed(value: Value, scope: Scope) -> bool:
        known = len(scope.budget.faults)
        passes = check(value, scope)
        scope.place(known, place)
        return passes

    return placed


def _constants(rule: Rule, columns: tuple[OutputColumn, ...]) -> tuple[Value, ...] | None:
    found = [constant(cell.expression) for cell in rule.outputs]
    if not all(found):
        return None
    return tuple(_fitting(each[0], column) for each, column in zip(found, columns, strict=True) if each)


def _fitting(value: Value, column: OutputColumn, budget: Budget | None = None) -> Value:
    """The value as its column wants it, if it can be made so."""
    fitting = coerce(value, column.type, budget)
    return value if fitting is None else fitting


def output_check(column: OutputColumn) -> Check:
    """Whether a table lets a value stand in a column; null always may."""
    if column.allowed is None:
        kind, fits = column.type, checker(column.type)
        if isinstance(kind, Simple):
            return lambda value, scope: fits(value)
        return lambda value, scope: conforms(value, kind, scope.budget)
    check = compile_unary_tests(column.allowed)
    # A list of allowed values lets a list pass whose items are all allowed.
    return lambda value, scope: (
        check(value, scope) or (isinstance(value, tuple) and all(check(item, scope) for item in value))
    )


def _rank(columns: tuple[OutputColumn, ...]) -> Rank:
    scales = [(column.name, _scale(column.allowed)) for column in columns if column.allowed]

    def rank(output: Value) -> tuple[int, ...]:
        return tuple(_place(output.get(name) if isinstance(output, dict) else output, scale) for name, scale in scales)

    return rank


def _scale(allowed: Tests) -> tuple[Check, ...]:
    return tuple(compile_unary_tests(Tests((test,))) for test in allowed.tests)


def _place(value: Value, scale: tuple[Check, ...]) -> int:
    return next((at for at, passes in enumerate(scale) if passes(value, Scope({}))), len(scale))
