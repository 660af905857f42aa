"""What a table gives for each rule, and where no rule matches, if that depends on nothing in the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from ..feel import Scope, Value, tree
from ..feel.scope import Exhausted
from ..feel.types import Type, coerce
from ..feel.values import Failure, weigh
from ..hits import settle
from ..table import CompiledTable
from .errors import SINGLY
from .names import Names


class Outputs:
    """Outputs by rule number; 0 is that of no rule."""

    def __init__(self, compiled: CompiledTable, names: Names, declared: Type) -> None:
        self.rank = compiled.rank
        self._compiled, self._names, self._declared = compiled, names, declared
        self._of_rule: dict[int, Value] = {}
        self._settled: dict[int, Value] = {}
        self._why: dict[int, str] = {}
        self._sets: dict[tuple[int, ...], int] = {}
        self._fired: dict[int, tuple[int, ...]] = {}
        self._values = 0
        self.table = compiled.table
        for rule in self.table.rules:
            self._tried(rule.number, [cell.expression for cell in rule.outputs])
        self._tried(0, [column.default for column in self.table.outputs if column.default])

    @property
    def numbers(self) -> range:
        """0, the numbers of all rules, then the codes of sets of rules, or of values."""
        return range(len(self.table.rules) + len(self._sets) + self._values + 1)

    def together(self, rules: tuple[int, ...]) -> int:
        """The code of a set of rules that match together; `SINGLY` where their output is found record by record."""
        if len(rules) < 2:
            code = rules[0] if rules else 0
        elif rules in self._sets:
            code = self._sets[rules]
        else:
            code = self._sets[rules] = len(self.numbers)
            self._guarded(
                code, lambda scope: self._settle(code, [(rule, self._of_rule[rule]) for rule in rules], scope)
            )
        return SINGLY if self.why(code) else code

    def valued(self, values: Sequence[Value]) -> int | None:
        """The first of the codes of these outputs, whichever rules they rest on; there are no sets of rules then.

        None where the decision may not give one of them.
        """
        rules = len(self.table.rules)
        for kept in (self._settled, self._fired, self._why):
            for code in [code for code in kept if code > rules]:
                del kept[code]
        self._sets.clear()
        for code, value in enumerate(values, rules + 1):
            self._guarded(code, partial(self._keep_value, code, value))
            if self.why(code):
                del self._why[code]
                return None
        self._values = len(values)
        return rules + 1

    @property
    def names_rules(self) -> bool:
        """Whether a code tells which rules an output rests on."""
        return not self._values

    def fired(self, code: int) -> tuple[int, ...]:
        """The rules on which the output under a code rests."""
        return self._fired[code]

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
        self._guarded(rule, lambda scope: self._find(rule, scope))

    def _guarded(self, code: int, find: Callable[[Scope], None]) -> None:
        scope = self._names.scope()
        try:
            find(scope)
        except (Failure, Exhausted, RecursionError, MemoryError) as fault:
            self._why[code] = str(fault)
            return
        if scope.budget.faults:
            self._why[code] = scope.budget.faults[0]

    def _find(self, rule: int, scope: Scope) -> None:
        if rule == 0:
            self._keep(0, self._compiled.default(scope), ())
        else:
            self._of_rule[rule] = self._compiled.output(rule - 1, scope)
            self._settle(rule, [(rule, self._of_rule[rule])], scope)

    def _settle(self, code: int, matched: list[tuple[int, Value]], scope: Scope) -> None:
        self._keep(code, *settle(self._compiled.table.hit, matched, self.rank, scope))

    def _keep_value(self, code: int, value: Value, _: Scope) -> None:
        self._keep(code, value, ())

    def _keep(self, code: int, found: Value, fired: tuple[int, ...]) -> None:
        weigh(found)
        value = coerce(found, self._declared)
        if value is None and found is not None:
            raise Failure("the result is not of the declared type")
        self._settled[code], self._fired[code] = value, fired
