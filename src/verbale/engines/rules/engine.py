"""A model made ready: closures in the order of its requirement graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from .boxes import compile_boxed, function_of
from .errors import BadFact, NoDecision, UnknownDecision, UnknownInput, WhichDecision
from .facts import Fact, NoFact, taker, wanted
from .feel import Scope, Value
from .feel.calling import called
from .feel.scope import Budget, Run
from .feel.temporal import DateTime, of_datetime
from .feel.types import ANY, FunctionType, Type, coerce
from .feel.values import Failure, Function, weigh
from .graph import Graph
from .model import Decision, Knowledge, Model, Service
from .table import CompiledTable, TableRun
from .verdict import Fired, Missed, Record, Verdict, fired, missed


@dataclass(frozen=True, slots=True)
class Step:
    """One decision of a graph, ready to run; ``table`` where its logic is a decision table."""

    id: str
    name: str
    type: Type
    run: Run
    table: CompiledTable | None
    sees: tuple[tuple[str, str], ...]
    functions: Mapping[str, Value]
    imports: tuple[str, ...] = ()
    renames: bool = False
    """Whether it calls something otherwise than the whole model does, as parts of an imported model may."""

    def names(self, known: Mapping[str, Value]) -> dict[str, Value]:
        """What its expressions see. The parts of an import are names with a dot, and entries of its context."""
        seen = {name: known.get(need) for name, need in self.sees} | dict(self.functions)
        for alias in self.imports:
            own = f"{alias}."
            seen[alias] = {name.removeprefix(own): value for name, value in seen.items() if name.startswith(own)}
        return seen


class Prepared:
    """A model with its closures. Keeps no state between decisions; may be shared by threads.

    >>> prepared = Prepared(model)
    >>> prepared.decide({"distribution": "open"}).outputs
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._decisions = {each.id: each for each in model.decisions}
        self._inputs = {each.name: each for each in model.inputs}
        self._takers = {each.name: taker(each.type) for each in model.inputs}
        self._graph = Graph(model)
        self._names = self._graph.names
        self._types = {each.id: each.type for each in model.inputs} | {each.id: each.type for each in model.decisions}
        self._functions = self._knowledge_functions()
        self._steps = {each.id: self._step(each) for each in model.decisions}

    def decide(
        self,
        facts: Mapping[str, Fact],
        decision: str | None = None,
        *,
        explain: bool = False,
        now: datetime | None = None,
    ) -> Verdict:
        """The verdict on these facts. A missing fact is null; ``explain`` adds the rules that missed, and why.

        ``now`` is what FEEL's `now()` and `today()` answer; without it they are null. Raises `UnknownInput`, `BadFact`,
        `UnknownDecision` or `WhichDecision`.
        """
        moment = None if now is None else of_datetime(now)
        return self.run(self.values(facts), self.chosen(decision), explain=explain, now=moment)

    def run(
        self,
        values: Mapping[str, Value],
        decision: Decision,
        *,
        explain: bool = False,
        now: DateTime | None = None,
        trail: list[TableRun] | None = None,
    ) -> Verdict:
        """As `decide`, with FEEL values that are taken as they are.

        ``trail`` gathers the run of every table on the way, those inside knowledge models too.
        """
        known: dict[str, Value] = {each.id: values.get(name) for name, each in self._inputs.items()}
        records: list[Record] = []
        budget = Budget(now)
        for step in self._graph.path(decision.id):
            # What one decision leaves of the steps is all that the next one has.
            budget = Budget(now, budget.steps)
            records.append(self._made(self._steps[step], known, budget, explain))
            if trail is not None:
                trail.extend(each for each in budget.trail if isinstance(each, TableRun))
        last = records.pop()
        return Verdict(last.decision, last.outputs, last.fired, last.missed, last.faults, tuple(records))

    def invoke(self, name: str, values: Mapping[str, Value], *, now: DateTime | None = None) -> Record:
        """What a decision service or a knowledge model of that name gives; a value not given is null.

        Raises `UnknownDecision` if there is none.
        """
        known = self.called
        if name not in known:
            names = ", ".join(known) or "none"
            raise UnknownDecision(model=self.model.name, decision=name, known=names)
        function = self._functions[known[name]]
        scope = Scope({}, Budget(now))
        needs = next((each.inputs + each.given for each in self.model.services if each.id == known[name]), ())
        # What a service needs of an imported model may be known by its plain name.
        plain = dict(zip(function.parameters, map(self._names.__getitem__, needs), strict=False))
        given = tuple(values.get(each, values.get(plain.get(each, each))) for each in function.parameters)
        value = _guarded(name, lambda: called(function, given, scope), scope)
        return Record(name, value, faults=tuple(dict.fromkeys(scope.budget.faults)))

    @property
    def called(self) -> dict[str, str]:
        """The ids of what can be called, knowledge models and services, by name."""
        known = {each.name: each.id for each in self.model.knowledge}
        return known | {each.name: each.id for each in self.model.services}

    def chosen(self, decision: str | None) -> Decision:
        """The decision of that name or id; without a name, the only final one."""
        if decision is not None:
            found = self.model.decision(decision)
            if found is None:
                known = ", ".join(each.name for each in self.model.decisions) or "none"
                raise UnknownDecision(model=self.model.name, decision=decision, known=known)
            return found
        return self._final

    def needed(self, decision: Decision) -> tuple[Decision, ...]:
        """The decisions that one rests on, in the order they are made, and itself as the last."""
        return tuple(self._decisions[each] for each in self._graph.path(decision.id))

    @cached_property
    def _final(self) -> Decision:
        final = self.model.final
        if not final:
            raise NoDecision(model=self.model.name)
        if len(final) > 1:
            raise WhichDecision(model=self.model.name, known=", ".join(each.name for each in final))
        return final[0]

    def steps(self, decision: Decision) -> tuple[Step, ...]:
        """The decisions on which one rests, in the order they are made, itself the last."""
        return tuple(self._steps[each] for each in self._graph.path(decision.id))

    def values(self, facts: Mapping[str, Fact]) -> dict[str, Value]:
        """Facts as FEEL values, each by the type of its input. Raises `UnknownInput` or `BadFact`."""
        values: dict[str, Value] = {}
        for key, fact in facts.items():
            take = self._takers.get(key)
            if take is None:
                raise UnknownInput(model=self.model.name, key=key, known=", ".join(self._inputs) or "none")
            try:
                values[key] = take(fact)
            except NoFact as fault:
                what = wanted(self._inputs[key].type)
                raise BadFact(model=self.model.name, key=key, why=str(fault), wanted=what) from fault
        return values

    def _knowledge_functions(self) -> dict[str, Function]:
        made: dict[str, Function] = {}
        known = {each.id: each for each in self.model.knowledge}
        services = {each.id: each for each in self.model.services}
        for each in self._graph.order:
            if each in known:
                made[each] = _function(known[each], made)
            elif each in services:
                made[each] = self._service_function(services[each])
        return made

    def _service_function(self, service: Service) -> Function:
        needs = service.inputs + service.given
        names = tuple(service.calls.get(need, self._names[need]) for need in needs)

        def call(caller: Scope, values: tuple[Value, ...]) -> Value:
            return self._served(service, dict(zip(needs, values, strict=True)), caller.budget)

        result = service.type.result if isinstance(service.type, FunctionType) else service.type
        types = tuple(self._types[need] for need in needs)
        return Function(service.name, names, call, types, result=None if result == ANY else result)

    def _served(self, service: Service, known: dict[str, Value], budget: Budget) -> Value:
        given = frozenset(service.given)
        for output in service.outputs:
            for step in self._graph.path(output, given):
                if step not in known:
                    self._evaluated(self._steps[step], known, budget)
        if len(service.outputs) == 1:
            return known[service.outputs[0]]
        return {service.calls.get(output, self._names[output]): known[output] for output in service.outputs}

    def _step(self, decision: Decision) -> Step:
        run: Run = _nothing if decision.logic is None else compile_boxed(decision.logic, decision.name)
        table = run if isinstance(run, CompiledTable) else None
        sees = tuple((decision.calls.get(need, self._names[need]), need) for need in decision.requires)
        made = self._functions
        functions = {decision.calls.get(need, made[need].name): made[need] for need in decision.knowledge}
        imports = sorted({name.partition(".")[0] for name in decision.calls.values() if "." in name})
        return Step(
            decision.id, decision.name, decision.type, run, table, sees, functions, tuple(imports), bool(decision.calls)
        )

    def _evaluated(self, step: Step, known: dict[str, Value], budget: Budget) -> Value:
        scope = Scope(step.names(known), budget)
        found = _within_limits(step, scope)
        known[step.id] = value = coerce(found, step.type, budget)
        if value is None and found is not None:
            scope.fault(f"{step.name}: the result is not of the declared type")
        return value

    def _made(self, step: Step, known: dict[str, Value], budget: Budget, explain: bool) -> Record:
        value = self._evaluated(step, known, budget)
        faults = tuple(dict.fromkeys(budget.faults))
        hits: tuple[Fired, ...] = ()
        misses: tuple[Missed, ...] = ()
        run = budget.trail[0] if step.table is not None and budget.trail else None
        if isinstance(run, TableRun):
            hits = fired(run)
            misses = missed(run) if explain else ()
        return Record(step.name, value, hits, misses, faults)


def _nothing(scope: Scope, what: str = "decision") -> Value:
    scope.fault(f"the {what} has no logic")
    return None


def _within_limits(step: Step, scope: Scope) -> Value:
    return _guarded(step.name, lambda: step.run(scope), scope)


def _guarded(name: str, run: Callable[[], Value], scope: Scope) -> Value:
    try:
        found = run()
        if isinstance(found, tuple | dict):
            weigh(found)
        return found
    except Failure as fault:
        why = str(fault)
    except (RecursionError, MemoryError):
        why = "calls or values nested too deeply"
    scope.fault(f"{name}: given up: {why}")
    return None


def _function(knowledge: Knowledge, made: Mapping[str, Function]) -> Function:
    calls = knowledge.calls
    seen: dict[str, Value] = {
        calls.get(need, made[need].name): made[need] for need in knowledge.knowledge if need in made
    }
    if knowledge.function is None:
        return Function(knowledge.name, (), lambda scope, _: _nothing(scope, "knowledge model"))
    body = compile_boxed(knowledge.function.body, knowledge.name)
    kind = knowledge.type.result if isinstance(knowledge.type, FunctionType) else knowledge.type
    function = function_of(knowledge.function, knowledge.name, Scope(seen), body, kind)
    seen[calls.get(knowledge.id, knowledge.name)] = function
    return function


def prepare(model: Model) -> Prepared:
    """A model made ready for many decisions. Raises `BadModel` if its requirements go in a circle."""
    return Prepared(model)


def decide(
    model: Model,
    facts: Mapping[str, Fact],
    *,
    decision: str | None = None,
    explain: bool = True,
    now: datetime | None = None,
) -> Verdict:
    """One verdict; for many, `prepare` the model once."""
    return prepare(model).decide(facts, decision, explain=explain, now=now)
