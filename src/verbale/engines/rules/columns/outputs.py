"""What a table gives for each rule, and where no rule matches, if that depends on nothing in the record."""

from __future__ import annotations

from ..feel import Scope, Value, tree
from ..feel.scope import Exhausted
from ..feel.types import Type, coerce
from ..feel.values import Failure, weigh
from ..hits import settle
from ..table import CompiledTable
from .reading import Names


class Outputs:
    """Outputs by rule number; 0 is that of no rule."""

    def __init__(self, compiled: CompiledTable, names: Names, declared: Type) -> None:
        self.rank = compiled.rank
        self._compiled, self._names, self._declared = compiled, names, declared
        self._of_rule: dict[int, Value] = {}
        self._settled: dict[int, Value] = {}
        self._why: dict[int, str] = {}
        self.table = compiled.table
        for rule in self.table.rules:
            self._tried(rule.number, [cell.expression for cell in rule.outputs])
        self._tried(0, [column.default for column in self.table.outputs if column.default])

    @property
    def numbers(self) -> range:
        """0, and the numbers of all rules."""
        return range(len(self.table.rules) + 1)

    def why(self, rule: int) -> str:
        """Why the rule's output has to be found record by record; empty where it has not."""
        return self._why.get(rule, "")

    def of_rule(self, rule: int) -> Value:
        """The output as the rule states it."""
        return self._of_rule[rule]

    def settled(self, rule: int) -> Value:
        """The output of the decision where this rule alone matches, or none (0)."""
        return self._settled[rule]

    def _tried(self, rule: int, expressions: list[tree.Expression]) -> None:
        if not all(self._names.is_constant(each) for each in expressions):
            self._why[rule] = "its output is computed from the record"
            return
        scope = Scope(self._names.constants)
        try:
            self._find(rule, scope)
        except (Failure, Exhausted, RecursionError, MemoryError) as fault:
            self._why[rule] = str(fault)
            return
        if scope.budget.faults:
            self._why[rule] = scope.budget.faults[0]

    def _find(self, rule: int, scope: Scope) -> None:
        if rule == 0:
            found = self._compiled.default(scope)
        else:
            self._of_rule[rule] = self._compiled.output(rule - 1, scope)
            found, _ = settle(self._compiled.table.hit, [(rule, self._of_rule[rule])], self.rank, scope)
        weigh(found)
        value = coerce(found, self._declared)
        if value is None and found is not None:
            raise Failure("the result is not of the declared type")
        self._settled[rule] = value
