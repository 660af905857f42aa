"""A decision table as the solver sees it: when each rule matches, and what becomes of a record."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ..engine import Step
from ..feel import Scope, Value, tree
from ..hits import SINGLE
from ..model import DecisionTable, Hit
from ..table import CompiledTable
from .axis import UNKNOWN, Axis, Class
from .bits import Bits, members
from .encoding import Encoding, Outside
from .formula import Asked, Formula
from .gathered import gather
from .limits import Limits
from .matching import Matches
from .outcome import Outcomes, Outputs, Resolve, equality, is_constant, mark
from .reading import Reader
from .source import Source
from .terms import Term

MOST_COMPARED = 2_000
"""Pairs of outputs, one of them computed, of which it is asked when they are equal."""


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of the records under ``guard``: the rules that decide, and the outputs; None stands for null.

    ``how`` is "rule", "none" (no rule matches), "clash" or "refused".
    """

    guard: Term
    rules: tuple[int, ...]
    outputs: Outputs | None
    how: str = "rule"


@dataclass
class Stage:
    """One table of a graph. Made in two steps: `read` tells the sources what is compared, `write` fills the rest."""

    step: Step
    table: DecisionTable
    compiled: CompiledTable
    rows: list[tuple[Formula, ...]]
    outputs: list[Outputs | None]
    default: Outputs | None
    heads: list[tree.Expression]
    refusals: list[tuple[Formula, Formula]]
    values: list[Asked | None]
    equal: dict[tuple[int, int], Formula]
    source: Source | None = None
    matches: Matches = field(init=False)
    encoding: Encoding = field(init=False)

    @property
    def name(self) -> str:
        """The decision's name."""
        return self.step.name

    def write(self, encoding: Encoding) -> None:
        """Writes the table for the solver."""
        self.encoding = encoding
        self.matches = Matches(encoding, self.rows)
        if not all(encoding.passing(each) for pair in self.refusals for each in pair):
            _ = self.refused
        self._refuse()
        if self.source is None:
            return
        if self.source.gathered:
            gather(encoding, self.source, self.compiled, self.matches, encoding.negated(self.refused))
        else:
            self._decide(encoding, self.source)

    @cached_property
    def refused(self) -> Term:
        """That a column has a value that it does not allow."""
        encoding, refused = self.encoding, self.encoding.false
        for known, allowed in self.refusals:
            each = encoding.all((encoding.yes(known), encoding.negated(encoding.yes(allowed))))
            refused = encoding.any((refused, each))
        return refused

    def _refuse(self) -> None:
        """Says at once what cannot be written. Raises `Outside`."""
        if self.table.hit is Hit.PRIORITY:
            self.precedence()
        if self.equal:
            _ = self.fates

    @cached_property
    def fates(self) -> list[Fate]:
        """What becomes of a record, one or the other, where one rule decides; written when it is first asked for."""
        fates = self._fates(self.encoding) if self.table.hit in SINGLE else ()
        return [replace(fate, guard=self.encoding.named(fate.guard)) for fate in fates]

    def _fates(self, encoding: Encoding) -> Iterator[Fate]:
        fits = encoding.negated(self.refused)
        if self.refused is not encoding.false:
            yield Fate(self.refused, (), None, "refused")
        hit = self.table.hit
        matches = [encoding.all((fits, each)) for each in self.matches]
        if hit in (Hit.FIRST, Hit.PRIORITY):
            yield from self._ordered(encoding, matches, fits)
        else:
            yield from self._agreeing(encoding, matches, fits)

    def _ordered(self, encoding: Encoding, matches: list[Term], fits: Term) -> Iterator[Fate]:
        seen = encoding.false
        for at in self.precedence():
            yield Fate(encoding.all((matches[at], encoding.negated(seen))), (at + 1,), self.outputs[at])
            seen = encoding.defined("seen", encoding.any((seen, matches[at])))
        yield Fate(encoding.all((fits, encoding.negated(seen))), (), self.default, "none")

    def _agreeing(self, encoding: Encoding, matches: list[Term], fits: Term) -> Iterator[Fate]:
        """Policies under which rules that match must agree, each with itself alone under U."""
        groups = self.groups()
        terms = [encoding.any(matches[at] for at in group) for group in groups]
        seen, clash = encoding.false, encoding.false
        before: list[Term] = []
        for at, term in enumerate(terms):
            apart = self._apart(encoding, groups, terms, at) if self.equal else seen
            clash = encoding.defined("clash", encoding.any((clash, encoding.all((apart, term)))))
            before.append(seen)
            seen = encoding.defined("seen", encoding.any((seen, term)))
        single = encoding.negated(clash)
        for group, term, earlier in zip(groups, terms, before, strict=True):
            rules = tuple(at + 1 for at in group)
            alone = encoding.negated(earlier) if self.equal else encoding.true
            yield Fate(encoding.all((term, alone, single)), rules, self.outputs[group[0]])
        yield Fate(clash, (), None, "clash")
        yield Fate(encoding.all((fits, encoding.negated(seen))), (), self.default, "none")

    def _apart(self, encoding: Encoding, groups: list[list[int]], terms: list[Term], at: int) -> Term:
        """When a group before this one matches and says something else."""
        pairs = ((terms[each], self.differing(encoding, groups[each][0], groups[at][0])) for each in range(at))
        return encoding.any(encoding.all(pair) for pair in pairs)

    @cached_property
    def marks(self) -> list[Hashable]:
        """What the outputs of each rule say: the same where they are the same."""
        return [mark(each) for each in self.outputs]

    def groups(self) -> list[list[int]]:
        """Rules, from 0, that may match together under the hit policy."""
        if self.table.hit is not Hit.ANY:
            return [[at] for at in range(len(self.table.rules))]
        found: dict[Hashable, list[int]] = {}
        for at, own in enumerate(self.marks):
            found.setdefault(own, []).append(at)
        return list(found.values())

    def differing(self, encoding: Encoding, one: int, other: int) -> Term:
        """When two rules, from 0, do not say the same."""
        formula = self.equal.get((min(one, other), max(one, other)))
        if formula is not None:
            return encoding.negated(encoding.truth(formula).yes)
        return encoding.false if self.marks[one] == self.marks[other] else encoding.true

    def opposed(self, at: int) -> Bits:
        """The rules, from 0, that certainly say something else than one."""
        unsure = members(one if other == at else other for one, other in self.equal if at in (one, other))
        return (1 << len(self.marks)) - 1 & ~self._agreeing_by_mark[self.marks[at]] & ~unsure

    @cached_property
    def _agreeing_by_mark(self) -> dict[Hashable, Bits]:
        found: dict[Hashable, Bits] = {}
        for at, own in enumerate(self.marks):
            found[own] = found.get(own, 0) | 1 << at
        return found

    def precedence(self) -> list[int]:
        """The rules, from 0, those that decide before others first."""
        numbers = range(len(self.table.rules))
        if self.table.hit is not Hit.PRIORITY:
            return list(numbers)
        return sorted(numbers, key=lambda at: (self.compiled.rank(self._stated(at)), at))

    def _stated(self, at: int) -> Value:
        outputs = self.outputs[at]
        if outputs is None or not is_constant(outputs):
            raise Outside(f"rule {at + 1} computes its output, and hit policy P ranks by it")
        return self.compiled.output(at, Scope({}))

    def _decide(self, encoding: Encoding, source: Source) -> None:
        """The outcomes as the classes of a source, for the decisions that ask for this one."""
        found: dict[str, tuple[Any, list[Term]]] = {"null": (None, [])}
        if self.table.hit not in SINGLE:
            found["unknown"] = (UNKNOWN, [encoding.true])
        for fate in self.fates:
            for label, (value, guard) in self._given(encoding, fate).items():
                found.setdefault(label, (value, []))[1].append(encoding.all((fate.guard, guard)))
        classes = [Class(value, True) for value, _ in found.values()]
        source.axis = Axis(source.key, classes, outcomes=True)
        guards = [encoding.any(guards) for _, guards in found.values()]
        encoding.decide(source, [encoding.defined(source.key, each) for each in guards])

    def _given(self, encoding: Encoding, fate: Fate) -> dict[Any, tuple[Any, Term]]:
        at = fate.rules[0] if fate.rules else 0
        asked = self.values[at] if fate.outputs is not None else None
        if asked is None:
            return {"null": (None, encoding.true)}
        if any(source.is_open for source in asked.sources):
            return {"unknown": (UNKNOWN, encoding.true)}
        return {str(label): pair for label, pair in encoding.outcomes(asked).items()}


def read_stage(step: Step, reader: Reader, resolve: Resolve, source: Source | None, limits: Limits) -> Stage:
    """The table of a step, with every cell read as a condition."""
    compiled = step.table
    if compiled is None:
        raise Outside(f"decision “{step.name}” is no table")
    table = compiled.table
    if len(table.rules) > limits.rules:
        raise Outside(f"it has {len(table.rules)} rules, and tables of up to {limits.rules} are looked at")
    heads = [resolve(column.expression) for column in table.inputs]
    known: dict[tuple[int, str], Formula] = {}
    rows = []
    for rule, checks in zip(table.rules, compiled.rows, strict=True):
        row = []
        for at, check in checks:
            cell = rule.inputs[at]
            if (at, cell.text) not in known:
                known[at, cell.text] = reader.cell(heads[at], resolve(cell.tests), cell.text, check)
            row.append(known[at, cell.text])
        rows.append(tuple(row))
    outcomes = Outcomes(step, compiled, resolve, reader.types, reader.functions)
    outputs = list(_outputs(table, outcomes))
    default = outcomes.default()
    equal = _equalities(outputs, reader) if table.hit is Hit.ANY else {}
    refusals = [
        (reader.formula(tree.Comparison("!=", head, tree.Literal(None))), reader.cell(head, resolve(column.allowed)))
        for head, column in zip(heads, table.inputs, strict=True)
        if column.allowed is not None
    ]
    values = (
        [_value(reader, table, each) for each in (default, *outputs)] if source is not None and source.decided else []
    )
    return Stage(step, table, compiled, rows, outputs, default, heads, refusals, values, equal, source)


def _outputs(table: DecisionTable, outcomes: Outcomes) -> Iterator[Outputs | None]:
    """What each rule gives; those that state the same are looked at once."""
    known: dict[tuple[str, ...], Outputs | None] = {}
    for at, rule in enumerate(table.rules):
        texts = tuple(cell.text for cell in rule.outputs)
        if texts not in known:
            found = outcomes.of(at)
            if not all(texts) or found is None or not is_constant(found):
                yield found
                continue
            known[texts] = found
        yield known[texts]


def _equalities(outputs: list[Outputs | None], reader: Reader) -> dict[tuple[int, int], Formula]:
    """When outputs say the same of which that is not certain, for the first rules that give them; by rules, from 0."""
    computed = [at for at, each in enumerate(outputs) if each is not None and not is_constant(each)]
    if len(computed) * len(outputs) > MOST_COMPARED:
        raise Outside(f"{len(computed)} rules compute their outputs, and hit policy A compares them")
    found = {}
    for at in computed:
        for other, its in enumerate(outputs):
            pair = min(at, other), max(at, other)
            if its is not None and mark(its) != mark(outputs[at]) and pair not in found:
                found[pair] = reader.formula(equality(outputs[at], its))
    return found


def _value(reader: Reader, table: DecisionTable, outputs: Outputs | None) -> Asked | None:
    """The output as the decisions after this one see it."""
    if outputs is None:
        return None
    names = [column.name for column in table.outputs]
    whole = outputs[0] if len(outputs) == 1 else tree.ContextOf(tuple(zip(names, outputs, strict=True)))
    asked = reader.asked(tree.ListOf(outputs)) if len(outputs) > 1 else reader.asked(whole)

    def ask(values: tuple[Any, ...]) -> Any:
        found = asked.ask(values)
        if found is UNKNOWN:
            return found
        return dict(zip(names, found, strict=True)) if len(outputs) > 1 and isinstance(found, tuple) else found

    return Asked(asked.sources, asked.constants, ask)
