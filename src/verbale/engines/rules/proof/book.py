"""A decision with all it rests on, read for the solver."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..check.kinds import classes, kinds
from ..engine import Prepared, Step
from ..feel import Value, tree
from ..feel.builtins import BUILTINS
from ..feel.free import free_names
from ..feel.types import ANY, FunctionType, Simple, Type
from ..hits import SINGLE
from ..model import Decision, LiteralExpression
from ..table import CompiledTable
from .constants import path_of
from .encoding import Encoding, Outside
from .gathered import gathered
from .limits import Limits
from .reading import Reader
from .rewriting import mapped, substituted
from .source import Source
from .stage import Stage, read_stage


class Book:
    """A decision of a prepared model; several books may share ``sources`` and ``functions``.

    ``tag`` tells its decisions from those of other books, but for the ``shared``, and ``calls`` its functions, where
    they are others.
    """

    def __init__(
        self,
        prepared: Prepared,
        decision: str | None,
        sources: dict[str, Source],
        limits: Limits,
        tag: str = "",
        functions: dict[str, Value] | None = None,
        calls: str = "",
        shared: frozenset[str] = frozenset(),
    ) -> None:
        self.prepared = prepared
        self.decision: Decision = prepared.chosen(decision)
        self.sources = sources
        self._tag, self._calls, self._shared = tag, calls, shared
        self.unknown: dict[str, str] = {}
        steps = prepared.steps(self.decision)
        self._inlined: dict[str, tree.Expression] = {}
        self._bodies = _bodies(prepared)
        self._functions = {} if functions is None else functions
        for step in steps:
            aliases = self._aliases(step)
            self._functions |= {calls + aliases[name]: value for name, value in step.functions.items()}
        roots: dict[str, Type] = {each.name: each.type for each in prepared.model.inputs}
        roots = {name: self._refined(name, of) for name, of in roots.items()}
        tables = frozenset(step.name for step in steps if step.table is not None)
        roots |= {step.name: step.type for step in steps if step.table is not None}
        self.roots = roots
        self.reader = Reader(sources, roots, tables, self._functions, tag)
        self.stages: list[Stage] = []
        for step in steps:
            if step.table is not None:
                source = self._output(step, step.table)
                self.stages.append(read_stage(step, self.reader, self._within(step), source, limits))
            else:
                self._write_out(step)

    def forget_output(self) -> None:
        """Nobody asks what the table itself gathers: it need not be said."""
        if self.is_table and self.table.source is not None:
            del self.sources[self.table.source.key]
            self.table.source = None

    @property
    def table(self) -> Stage:
        """The table of the decision itself. Raises `Outside` where it is none."""
        if not self.stages or self.stages[-1].name != self.decision.name:
            raise Outside(f"decision “{self.decision.name}” is no decision table")
        return self.stages[-1]

    @property
    def is_table(self) -> bool:
        return bool(self.stages) and self.stages[-1].name == self.decision.name

    def _refined(self, name: str, of: Type) -> Type:
        """The type of an input; where it says nothing, that of a column that asks for it."""
        if of != ANY:
            return of
        for step in self.prepared.steps(self.decision):
            for column in step.table.table.inputs if step.table else ():
                if column.expression == tree.Name(name) and column.type != ANY:
                    return column.type
        return of

    def _output(self, step: Step, table: CompiledTable) -> Source | None:
        """What stands for the output of a table: always where all rules count, else for the decisions after it."""
        is_last = step.name == self.decision.name
        if table.table.hit in SINGLE:
            return None if is_last else self.reader.source(tree.Name(step.name))
        key = self._tag + step.name
        try:
            self.sources[key] = gathered(table, key, step.name, step.type)
        except Outside as why:
            self.unknown[step.name] = str(why)
            return None if is_last else self.reader.source(tree.Name(step.name))
        return self.sources[key]

    def _within(self, step: Step) -> Callable[[Any], Any]:
        """`resolved` for the expressions of a step, which may call by other names what stands in imported models."""
        model = self.prepared.model
        known = {each.id: each.name for each in model.inputs} | {each.id: each.name for each in model.decisions}
        calls = {name: tree.Name(known[need]) for name, need in step.sees if name != known[need]}
        for alias, name in self._aliases(step).items():
            own = name if name in self._bodies else self._calls + name
            calls |= {alias: tree.Name(own)} if own != alias else {}
        if not calls:
            return self.resolved

        def renamed(node: Any) -> Any:
            path = ".".join(path_of(node))
            return calls.get(path) if "." in path else None

        return lambda node: self.resolved(substituted(mapped(node, renamed), calls))

    def _aliases(self, step: Step) -> dict[str, str]:
        """The functions that a step calls, by the name it calls them, with their name in the whole model."""
        model, decision = self.prepared.model, self.prepared.model.decision(step.id)
        names = {each.id: each.name for each in model.knowledge} | {each.id: each.name for each in model.services}
        needs = decision.knowledge if decision else ()
        return {decision.calls.get(need, names[need]): names[need] for need in needs} if decision else {}

    def _write_out(self, step: Step) -> None:
        """An expression stands for its name; any other box is a value of which nothing is known."""
        name, of = step.name, step.type
        logic = self.prepared.model.decision(name)
        box = logic.logic if logic else None
        if isinstance(box, LiteralExpression):
            node = self._within(step)(box.expression)
            if _fits(node, of, self.roots) and _fits(node, box.type, self.roots):
                self._inlined[name] = node
                return
        key = name if name in self._shared else self._tag + name
        self._inlined[name] = tree.Name(key)
        self.sources.setdefault(key, Source(key, of, told=f"decision “{name}”"))
        self.unknown[name] = f"decision “{name}” is more than a table or a plain expression"

    def resolved(self, node: Any) -> Any:
        """The tree with decisions and knowledge models that are expressions written out."""
        if self._bodies:
            node = mapped(node, self._called)
        return substituted(node, self._inlined)

    def _called(self, node: Any) -> Any:
        if not (isinstance(node, tree.Call) and isinstance(node.function, tree.Name)):
            return None
        known = self._bodies.get(node.function.name)
        if known is None:
            return None
        arguments = tuple(self.resolved(each) for each in node.arguments)
        call = tree.Call(tree.Name(self._calls + node.function.name), arguments, node.names)
        if node.names is not None or len(arguments) != len(known.parameters):
            return call
        made = substituted(known.body, dict(zip(known.parameters, arguments, strict=True)))
        fits = all(map(self._fits, (*arguments, made), (*known.types, known.result)))
        return made if fits else call

    def _fits(self, node: tree.Expression, of: Type) -> bool:
        return _fits(node, of, self.roots)

    def write(self, encoding: Encoding) -> None:
        """Writes inputs and tables for the solver; the axes are cut."""
        for stage in self.stages:
            stage.write(encoding)

    def localized(self, node: Any) -> Any:
        """A resolved tree whose names mean the same in every book over these sources."""
        return mapped(node, self.reader.named)

    def expression(self) -> tree.Expression | None:
        """What the decision says, where it is an expression."""
        return None if self.decision.name in self.unknown else self._inlined.get(self.decision.name)


def encoded(sources: dict[str, Source], limits: Limits) -> Encoding:
    """A solver that knows all sources, whose axes are cut now that every expression of the question is read."""
    encoding = Encoding(limits, finite=not any(source.real for source in sources.values()))
    for source in list(sources.values()):
        if not source.decided:
            source.cut(limits)
            encoding.add(source)
    for source in list(sources.values()):
        if source.made is not None and not any(of.decided for of in source.base):
            encoding.link(source)
    return encoding


def _fits(node: tree.Expression, of: Type, types: dict[str, Type]) -> bool:
    found = kinds(node, types)
    return of == ANY or (isinstance(of, Simple) and bool(found) and set(found) <= set(classes(of)))


@dataclass(frozen=True, slots=True)
class _Body:
    """A knowledge model that is an expression over its parameters alone, with the types that they and it must have."""

    parameters: tuple[str, ...]
    types: tuple[Type, ...]
    body: tree.Expression
    result: Type


def _bodies(prepared: Prepared) -> dict[str, _Body]:
    found = {}
    for each in prepared.model.knowledge:
        function = each.function
        if function is None or function.external or not isinstance(function.body, LiteralExpression):
            continue
        result = each.type.result if isinstance(each.type, FunctionType) else each.type
        own = {name for name, _ in function.parameters}
        is_closed = free_names(function.body.expression) <= own | BUILTINS.keys()
        if is_closed and not each.knowledge and function.body.type == ANY:
            names = tuple(name for name, _ in function.parameters)
            types = tuple(of for _, of in function.parameters)
            found[each.name] = _Body(names, types, function.body.expression, result)
    return found
