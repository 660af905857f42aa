"""A model's decision over columns: one CASE that gives the number of the rule, then a lookup of its outputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import ibis

from ..engine import Prepared, Step
from ..facts import Fact, to_json
from ..feel import SyntaxFault, Value, parse_unary_tests
from ..feel.temporal import DateTime, of_datetime
from ..feel.types import Constrained, Type
from ..model import LiteralExpression
from ..table import CompiledTable
from ..verdict import Fired, Verdict
from .between import between
from .derived import derived
from .errors import CLASH, SINGLY, NotTold, Outside, Uncompiled
from .inline import asks_clock
from .marks import Marks
from .names import Names
from .render import CODE
from .schema import Schema
from .source import Source, of_column
from .stage import Stage, staged

_HIDDEN = "verbale "


@dataclass(frozen=True)
class Compiled:
    """A decision over columns. ``uncompiled`` names what is decided one record at a time, and why.

    ``absent`` are the inputs that neither a column nor a given fact tells: they are null for every record.
    """

    name: str
    stages: tuple[Stage, ...]
    kept: tuple[Source, ...]
    uncompiled: tuple[Uncompiled, ...]
    absent: tuple[str, ...] = ()

    def expression(self, table: ibis.Table, rule: str = "rule") -> ibis.Table:
        """``table`` with a column more: the rule that decides each record, by its number from 1.

        0: no rule matches. `CLASH`: rules match that must not match together, and the output is null. `SINGLY`: this
        record has to be decided alone. Under policy A, and where a rule takes precedence, it is the first rule; under
        those that make one output of all rules, numbers beyond the last rule's are sets of rules (`verdict`), or, where
        there are too many of these, what they come to (`names_rules`). The order of the records is the engine's; ask
        for one if it matters.
        """
        found, hidden = table, list[str]()
        kept = dict[str, str]()
        for stage in self.stages:
            read = {axis.name for axis in stage.axes}
            new = {each.name: f"{_HIDDEN}{at}" for at, each in enumerate(self.kept) if each.name in read - kept.keys()}
            if new:
                found = found.mutate(**{new[each.name]: each.render(found) for each in self.kept if each.name in new})
                kept |= new
            is_last = stage is self.stages[-1]
            found, needed = stage.expression(found, kept, rule if is_last else stage.column)
            hidden += needed if is_last else [*needed, stage.column]
        if not self.stages:
            found = found.mutate(**{rule: ibis.literal(SINGLY, CODE)})
        return found.drop(*kept.values(), *hidden)

    @property
    def rules(self) -> tuple[int, ...]:
        """The codes of which `output` and `verdict` are known: 0, and rules with outputs of their own."""
        if not self.stages:
            return ()
        outputs = self.stages[-1].outputs
        return tuple(code for code in outputs.numbers if not outputs.why(code))

    @property
    def names_rules(self) -> bool:
        """Whether `verdict` says which rules an output rests on; not of a sum with too many sets of rules to number."""
        return not self.stages or self.stages[-1].outputs.names_rules

    def output(self, rule: int) -> Value:
        """The decision's output under a code of the column ``rule``. Raises `NotTold` under `SINGLY`."""
        if rule == CLASH:
            return None
        outputs = self.stages[-1].outputs if self.stages else None
        if outputs is None or rule not in outputs.numbers or outputs.why(rule):
            raise NotTold(code=rule, decision=self.name)
        return outputs.settled(rule)

    def lookup(self, rule: str = "rule", outputs: str = "outputs") -> ibis.Table:
        """What each code of the column ``rule`` gives, as JSON in a column of texts; of other codes it has no row."""
        codes = [*self.rules, *([CLASH] if self.stages else [])]
        told = [json.dumps(to_json(self.output(code)), ensure_ascii=False) for code in codes]
        made = {rule: codes, outputs: told}
        return ibis.memtable(made, schema=ibis.schema({rule: CODE, outputs: "string"}))

    def verdict(self, rule: int) -> Verdict:
        """The verdict under a code of ``rules``; the decisions before it are left out. Raises `NotTold`."""
        output = self.output(rule)
        stage = self.stages[-1]
        fired: tuple[Fired, ...] = ()
        if rule > 0:
            rules = stage.outputs.table.rules
            fired = tuple(
                Fired(each, rules[each - 1].id, rules[each - 1].annotations, stage.outputs.of_rule(each))
                for each in stage.outputs.fired(rule)
            )
        return Verdict(self.name, output, fired)


def compile_table(
    prepared: Prepared,
    schema: Schema,
    *,
    given: Mapping[str, Fact] | None = None,
    decision: str | None = None,
    now: datetime | None = None,
) -> Compiled:
    """Compiles a decision for records whose inputs stand in the columns of ``schema``.

    ``given`` are facts that are the same for all records; an input in neither is null. ``now`` is what FEEL's `now()`
    and `today()` answer. Raises what `Prepared.decide` raises for the given facts.
    """
    asked = prepared.chosen(decision)
    absent = tuple(each.name for each in prepared.model.inputs if each.name not in {**schema, **(given or {})})
    known = _Known(prepared, schema, given or {}, None if now is None else of_datetime(now))
    for step in prepared.steps(asked):
        try:
            known.add(step, last=step.id == asked.id)
        except Outside as why:
            return Compiled(asked.name, (), (), (Uncompiled(step.name, 0, "", str(why)),), absent)
    uncompiled = tuple(each for stage in known.stages for each in stage.uncompiled)
    return Compiled(asked.name, tuple(known.stages), known.kept(), uncompiled, absent)


class _Known:
    """What is known while the decisions of a graph are compiled one after another: constants, sources, stages."""

    def __init__(self, prepared: Prepared, schema: Schema, given: Mapping[str, Fact], clock: DateTime | None) -> None:
        self._model, self._clock = prepared.model, clock
        self._constants = {each.name: None for each in prepared.model.inputs} | prepared.values(given)
        self._sources = {
            each.name: _taken(of_column(each.name, schema[each.name], each.type), each.type)
            for each in prepared.model.inputs
            if each.name in schema
        }
        self._inputs = tuple(self._sources.values())
        self._made: dict[str, Source] = {}
        self.stages: list[Stage] = []

    def add(self, step: Step, *, last: bool) -> None:
        """Compiles one more decision. Raises `Outside`."""
        names = self._names(step)
        foreign = _foreign(step, names)
        decision = self._model.decision(step.id)
        logic = decision.logic if decision else None
        if isinstance(step.table, CompiledTable) and not foreign:
            self._add_table(step, step.table, names, last)
        elif isinstance(logic, LiteralExpression) and not last and not foreign:
            self._add_expression(step, logic, names)
        else:
            raise Outside(foreign or "it is no decision table")

    def _add_table(self, step: Step, table: CompiledTable, names: Names, last: bool) -> None:
        # Of the decision asked for, every value that its inputs must not have is decided singly, read or not.
        others = (source for source in self._sources.values() if source not in self._inputs)
        unfit = (*self._inputs, *others) if last else ()
        self.stages.append(staged(step, table, names, f"{_HIDDEN}rule {len(self.stages)}", unfit))
        self._sources[step.name] = self.stages[-1].source()

    def _add_expression(self, step: Step, logic: LiteralExpression, names: Names) -> None:
        found = between(step, logic, names)
        if isinstance(found, Source):
            self._sources[step.name] = found
        else:
            self._constants[step.name] = found[0]

    def _names(self, step: Step) -> Names:
        """What the expressions of a decision see."""
        seen = {name for name, _ in step.sees}
        return Names(
            {name: value for name, value in self._constants.items() if name in seen and name not in self._sources}
            | dict(step.functions),
            {name: source for name, source in self._sources.items() if name in seen},
            self._made,
            derived,
            self._clock,
            {each.name: each for each in self._model.knowledge if each.name in step.functions},
        )

    def kept(self) -> tuple[Source, ...]:
        """The sources that are computed and that a stage reads."""
        used = {axis.name for stage in self.stages for axis in stage.axes}
        return tuple(source for name, source in self._made.items() if name in used)


def _foreign(step: Step, names: Names) -> str:
    """What a decision needs that is not in columns; empty if nothing."""
    if step.renames:
        return "it belongs to an imported model or needs one"
    if names.now is None and any(map(asks_clock, names.knowledge.values())):
        return "a knowledge model needs the clock"
    return "it calls a decision service" if step.functions.keys() - names.knowledge.keys() else ""


def _taken(source: Source, declared: Type) -> Source:
    """The source with the allowed values of its input as edges; without any value where these are no plain list."""
    if isinstance(declared, Constrained):
        try:
            Marks(Names({}, {}, {}, derived), {}, source).of_tests(parse_unary_tests(declared.text))
        except (Outside, SyntaxFault):
            source.admits = lambda value: False
    return source
