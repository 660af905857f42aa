"""A decision table as the solver sees it: when each rule matches, and what becomes of a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ..engine import Step
from ..feel import Scope, Value, tree
from ..feel.compiler import constant
from ..feel.scope import Exhausted
from ..feel.types import coerce
from ..feel.values import Failure
from ..hits import settle
from ..model import DecisionTable, Hit
from ..table import CompiledTable
from .axis import UNKNOWN, Axis, Class
from .encoding import Encoding, Outside, Term
from .formula import Asked, Formula
from .gathered import gather
from .limits import Limits
from .reading import Reader
from .source import Source

SINGLE = (Hit.UNIQUE, Hit.ANY, Hit.FIRST, Hit.PRIORITY)
Resolve = Callable[[Any], Any]
Outputs = tuple[tree.Expression, ...]


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
    source: Source | None = None
    matches: list[Term] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)
    refused: Any = None

    @property
    def name(self) -> str:
        """The decision's name."""
        return self.step.name

    def write(self, encoding: Encoding) -> None:
        """Writes the table for the solver."""
        self.matches = [encoding.named(encoding.all(encoding.truth(cell).yes for cell in row)) for row in self.rows]
        self.refused = encoding.false
        for known, allowed in self.refusals:
            refused = encoding.all((encoding.truth(known).yes, encoding.negated(encoding.truth(allowed).yes)))
            self.refused = encoding.any((self.refused, refused))
        fates = self._fates(encoding) if self.table.hit in SINGLE else ()
        self.fates = [replace(fate, guard=encoding.named(fate.guard)) for fate in fates]
        if self.source is None:
            return
        if self.source.gathered:
            gather(encoding, self.source, self.compiled, self.matches, encoding.negated(self.refused))
        else:
            self._decide(encoding, self.source)

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
        for term in terms:
            clash = encoding.defined("clash", encoding.any((clash, encoding.all((seen, term)))))
            seen = encoding.defined("seen", encoding.any((seen, term)))
        single = encoding.negated(clash)
        for group, term in zip(groups, terms, strict=True):
            rules = tuple(at + 1 for at in group)
            yield Fate(encoding.all((term, single)), rules, self.outputs[group[0]])
        yield Fate(clash, (), None, "clash")
        yield Fate(encoding.all((fits, encoding.negated(seen))), (), self.default, "none")

    def groups(self) -> list[list[int]]:
        """Rules, from 0, that may match together under the hit policy."""
        if self.table.hit is not Hit.ANY:
            return [[at] for at in range(len(self.table.rules))]
        found: dict[str, list[int]] = {}
        for at, outputs in enumerate(self.outputs):
            found.setdefault(repr(outputs), []).append(at)
        return list(found.values())

    def precedence(self) -> list[int]:
        """The rules, from 0, those that decide before others first."""
        numbers = range(len(self.table.rules))
        if self.table.hit is not Hit.PRIORITY:
            return list(numbers)
        return sorted(numbers, key=lambda at: (self.compiled.rank(self._stated(at)), at))

    def _stated(self, at: int) -> Value:
        outputs = self.outputs[at]
        known = [constant(each) for each in outputs or ()]
        if not known or not all(known):
            raise Outside(f"rule {at + 1} computes its output, and hit policy P ranks by it")
        found = [each[0] for each in known if each]
        names = [column.name for column in self.table.outputs]
        return found[0] if len(found) == 1 else dict(zip(names, found, strict=True))

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
    for rule in table.rules:
        row = []
        for at, cell in enumerate(rule.inputs):
            if not cell.tests.anything:
                if (at, cell.text) not in known:
                    known[at, cell.text] = reader.cell(heads[at], resolve(cell.tests))
                row.append(known[at, cell.text])
        rows.append(tuple(row))
    outputs = [_outputs(compiled, at, resolve) for at in range(len(table.rules))]
    defaults = [column.default for column in table.outputs]
    default = tuple(resolve(each) if each else tree.Literal(None) for each in defaults) if any(defaults) else None
    refusals = [
        (reader.formula(tree.Comparison("!=", head, tree.Literal(None))), reader.cell(head, resolve(column.allowed)))
        for head, column in zip(heads, table.inputs, strict=True)
        if column.allowed is not None
    ]
    values = (
        [_value(reader, step, table, each) for each in (default, *outputs)]
        if source is not None and source.decided
        else []
    )
    return Stage(step, table, compiled, rows, outputs, default, heads, refusals, values, source)


def _outputs(compiled: CompiledTable, at: int, resolve: Resolve) -> Outputs | None:
    """What a rule gives; None where the table refuses it."""
    rule = compiled.table.rules[at]
    if compiled.constants[at] is not None:
        try:
            compiled.output(at, Scope({}))
        except Failure:
            return None
    return tuple(resolve(cell.expression) for cell in rule.outputs)


def _value(reader: Reader, step: Step, table: DecisionTable, outputs: Outputs | None) -> Asked | None:
    """The output as the decisions after this one see it."""
    if outputs is None:
        return None
    names = [column.name for column in table.outputs]
    whole = outputs[0] if len(outputs) == 1 else tree.ContextOf(tuple(zip(names, outputs, strict=True)))
    asked = reader.asked(tree.ListOf(outputs)) if len(outputs) > 1 else reader.asked(whole)
    single = table.hit

    def ask(values: tuple[Any, ...]) -> Any:
        found = asked.ask(values)
        if found is UNKNOWN:
            return found
        value = dict(zip(names, found, strict=True)) if len(outputs) > 1 and isinstance(found, tuple) else found
        try:
            given, _ = settle(single, [(1, value)], lambda _: (), Scope({}))
        except (Failure, Exhausted):
            return None
        return coerce(given, step.type)

    return Asked(asked.sources, asked.constants, ask)
