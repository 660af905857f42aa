"""A property in FEEL, over the inputs and outputs of a decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verbale.kernel.errors import WrongUse

from ..engine import Prepared
from ..feel import Scope, Value, compile_expression, parse_expression, tree
from ..feel.free import free_names
from ..feel.syntax import SyntaxFault
from ..feel.types import ContextType, Type
from ..feel.write import brief
from ..model import Decision, DecisionTable
from ..verdict import Verdict
from .outcome import Outputs
from .rewriting import mapped, substituted


class BadProperty(WrongUse):
    """The property cannot be read at character {character}: {why}. It is an expression of FEEL over inputs and outputs,
    such as: if distribution = "confidential" then outcome != "supply" else true
    """


class UnknownName(WrongUse):
    """The property speaks of “{name}”, and decision “{decision}” has no input and no output of that name. Known are:
    {known}.
    """


class Property:
    """A property read for one decision. A bare name is an input if there is one of that name, else an output; after
    the decision's name and a dot it is always an output.
    """

    def __init__(self, text: str, prepared: Prepared, decision: Decision) -> None:
        self._prepared, self._decision = prepared, decision
        self._inputs = dict.fromkeys(each.name for each in prepared.model.inputs)
        steps = prepared.steps(decision)
        self._before = [step.name for step in steps if step.name != decision.name]
        self.names = _output_names(decision)
        known = dict.fromkeys((*self._inputs, *self.names, decision.name, *self._before))
        members = {name for each in prepared.model.inputs for name in _members(each.type)} | set(self.names)
        try:
            self.node = parse_expression(text, tuple(known), frozenset(members), prepared.model.types)
        except SyntaxFault as fault:
            raise BadProperty(character=fault.character, why=fault.why) from fault
        unknown = sorted(free_names(self.node) - known.keys())
        if unknown:
            raise UnknownName(name=unknown[0], decision=decision.name, known=", ".join(known))

    def of(self, outputs: Outputs | None) -> Any:
        """The property with the outputs put in; None stands for a decision that gives null."""
        given = outputs or (tree.Literal(None),) * len(self.names)
        known = dict(zip(self.names, given, strict=True))
        meanings = {name: node for name, node in known.items() if name and name not in self._inputs}
        whole: tree.Expression = tree.Literal(None)
        if outputs is not None:
            whole = outputs[0] if len(outputs) == 1 else tree.ContextOf(tuple(known.items()))
        name = self._decision.name

        def member(node: Any) -> Any:
            if isinstance(node, tree.Path) and node.source == tree.Name(name) and node.name in known:
                return known[node.name]
            return None

        meanings |= {name: whole} if name not in self._inputs else {}
        return substituted(mapped(self.node, member), meanings)

    def holds(self, facts: Mapping[str, Value], verdict: Verdict) -> bool:
        """Whether the property is true of a decision that was made."""
        return self._value(facts, verdict)[0] is True

    def why_not(self, facts: Mapping[str, Value], verdict: Verdict) -> str:
        """Why it is not true of a decision, where it is not simply false."""
        value, faults = self._value(facts, verdict)
        if value is False:
            return ""
        told = "it is null there" if value is None else f"it is {brief(value)} there, neither true nor false"
        return told + (f" ({'; '.join(dict.fromkeys(faults))})" if faults else "")

    def _value(self, facts: Mapping[str, Value], verdict: Verdict) -> tuple[Value, list[str]]:
        found = verdict.outputs if isinstance(verdict.outputs, dict) else {}
        values: dict[str, Value] = {name: found.get(name) for name in self.names}
        if len(self.names) == 1:
            values[self.names[0]] = verdict.outputs
        values |= {each.decision: each.outputs for each in verdict.required} | {self._decision.name: verdict.outputs}
        values |= {name: facts.get(name) for name in self._inputs}
        scope = Scope(values)
        return compile_expression(self.node)(scope), scope.budget.faults


def _output_names(decision: Decision) -> tuple[str, ...]:
    if not isinstance(decision.logic, DecisionTable):
        return (decision.name,)
    columns = decision.logic.outputs
    return (columns[0].name or decision.name,) if len(columns) == 1 else tuple(column.name for column in columns)


def _members(of: Type) -> set[str]:
    if not isinstance(of, ContextType):
        return set()
    return {name for name, _ in of.members} | {name for _, each in of.members for name in _members(each)}
