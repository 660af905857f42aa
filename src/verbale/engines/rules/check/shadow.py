"""Rules that say nothing of their own, because others of the table cover all their cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from ..feel.constant import constant
from ..feel.types import Type
from ..feel.values import Value
from ..finding import Finding, Spot
from ..hits import SINGLE
from ..model import DecisionTable, Hit, Rule
from ..table import CompiledTable
from .cover import alike, covers, ready
from .kinds import kinds
from .regions import Regions, is_impossible

DUPLICATE = "duplicate rule"
SHADOWED = "shadowed rule"
IMPOSSIBLE = "impossible cell"
NOT_COMPARED = "not compared"
NO_TYPES: Mapping[str, Type] = MappingProxyType({})
MAX_COMPARED = 1500
"""Rules of a table that are compared with each other: each with all others, so a limit must stand."""
MAX_JOINT = 500
"""Rules of a table up to which those are looked for that several others cover together."""


def shadowed(
    table: DecisionTable, decision: str, unreadable: frozenset[int], types: Mapping[str, Type] = NO_TYPES
) -> Iterator[Finding]:
    """Duplicates, and rules shadowed by one other or by several together; ``unreadable`` rules are left aside.

    ``types`` are those of the names in sight: a number column never has a text.

    Where all rules that match count, two rules alike may be meant: a warning. Elsewhere a rule that can never
    decide anything is an error; under policy A, one that says the same as the other is a warning.
    """
    judge = _Judge(table, decision, types)
    rules = [rule for rule in table.rules if rule.number not in unreadable]
    if len(rules) > MAX_COMPARED:
        why = f"it has {len(rules)} rules; only the first {MAX_COMPARED} are compared with each other"
        yield Spot(decision).finding(NOT_COMPARED, why, error=False)
        rules = rules[:MAX_COMPARED]
    for rule in rules:
        nothing = tuple(judge.impossible(rule))
        if nothing:
            yield from nothing
            continue
        others = (other for other in rules if other is not rule and judge.covered(rule, other))
        found = next((each for other in others if (each := judge.finding(rule, other))), None)
        found = found or judge.joint(rule, rules)
        if found is not None:
            yield found


class _Judge:
    def __init__(self, table: DecisionTable, decision: str, types: Mapping[str, Type]) -> None:
        self._types = types
        self._hit = table.hit
        self._decision = decision
        self._rank = CompiledTable(table, decision).rank
        self._names = [column.name for column in table.outputs]
        self._labels = [column.label for column in table.inputs]
        self._table = table
        self._cells = {rule.number: [ready(cell.tests) for cell in rule.inputs] for rule in table.rules}

    @cached_property
    def _regions(self) -> Regions:
        # What a column is declared as binds nobody; what its expression gives was held against its type.
        return Regions(self._table, [kinds(column.expression, self._types) for column in self._table.inputs])

    def covered(self, rule: Rule, by: Rule) -> bool:
        """Whether ``by`` matches whenever ``rule`` does."""
        return all(map(covers, self._cells[by.number], self._cells[rule.number]))

    def finding(self, rule: Rule, other: Rule) -> Finding | None:
        """What is to be said of ``rule`` because of ``other``, which covers it, if anything."""
        alike = self.covered(other, rule)
        if alike and other.number > rule.number and self._hit is not Hit.PRIORITY:
            return None
        if self._hit not in SINGLE:
            return self._listing(rule, other) if alike else None
        if self._hit is Hit.FIRST:
            told = "stands before it, so it never decides" if other.number < rule.number else ""
        elif self._hit is Hit.PRIORITY:
            told = "has a higher output, so it never decides" if self._outranked(rule, other) else ""
        elif self._hit is Hit.ANY and _same_outputs(rule, other):
            return self._told(rule, other, alike, "says the same", error=False)
        elif self._hit is Hit.ANY and not self._both_known(rule, other):
            told = ""
        else:
            told = f"matches whenever it does, which hit policy {self._hit.value} does not allow"
        return self._told(rule, other, alike, told) if told else None

    def impossible(self, rule: Rule) -> Iterator[Finding]:
        """Cells of a rule that let nothing pass, such as a range whose ends are the wrong way round."""
        for at, cell in enumerate(rule.inputs):
            if not is_impossible(cell.tests):
                continue
            spot = Spot(self._decision, rule.number, self._labels[at], cell.text)
            yield spot.finding(IMPOSSIBLE, "no value passes this cell, so the rule never decides")

    def joint(self, rule: Rule, others: Iterable[Rule]) -> Finding | None:
        """What is to be said of ``rule`` because several others always decide before it, if they do."""
        if self._hit is Hit.FIRST:
            before = [other.number for other in others if other.number < rule.number]
        elif self._hit is Hit.PRIORITY:
            before = [other.number for other in others if other is not rule and self._outranked(rule, other)]
        else:
            return None
        covering = self._regions.covered(rule.number, before) if len(self._table.rules) <= MAX_JOINT else ()
        if not covering:
            return None
        *numbers, last = map(str, covering)
        why = f"all its cases are cases of rules {', '.join(numbers)} and {last} together, so it never decides"
        return self._spot(rule).finding(SHADOWED, why)

    def _listing(self, rule: Rule, other: Rule) -> Finding | None:
        same = _same_outputs(rule, other)
        return self._told(rule, other, True, "says the same, and both count", error=False) if same else None

    def _told(self, rule: Rule, other: Rule, alike: bool, told: str, *, error: bool = True) -> Finding:
        asks = f"rule {other.number} asks the same" if alike else f"all its cases are cases of rule {other.number} too"
        why = f"{asks}: that rule {told}"
        return self._spot(rule).finding(DUPLICATE if alike else SHADOWED, why, error=error)

    def _spot(self, rule: Rule) -> Spot:
        return Spot(self._decision, rule.number, cell=" | ".join(cell.text or "-" for cell in rule.inputs))

    def _both_known(self, rule: Rule, other: Rule) -> bool:
        return self._output(rule) is not None and self._output(other) is not None

    def _outranked(self, rule: Rule, other: Rule) -> bool:
        own, others = self._output(rule), self._output(other)
        if own is None or others is None:
            return False
        # Of equal outputs the earlier rule decides.
        return (self._rank(others), other.number) < (self._rank(own), rule.number)

    def _output(self, rule: Rule) -> Value:
        values = [constant(cell.expression) for cell in rule.outputs]
        if not all(values):
            return None
        found = [value[0] for value in values if value]
        return found[0] if len(found) == 1 else dict(zip(self._names, found, strict=True))


def _same_outputs(rule: Rule, other: Rule) -> bool:
    pairs = zip(rule.outputs, other.outputs, strict=True)
    return all(alike(own.expression, its.expression) for own, its in pairs)
