"""Is a rulebook sound in itself? Cells that cannot be read, unknown names, type errors, rules that never decide.

    checked = check(path.read_bytes(), name=path.name)
    for finding in checked.findings:
        print(finding.kind, finding.rule, finding.column, finding.why)

What a supply rulebook must keep besides is in `supplycheck`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .engine import prepare
from .errors import BadCell, BadExpression
from .feel.free import free_names
from .feel.types import Type
from .finding import Finding, Spot
from .model import Decision, DecisionTable, Model
from .reader import read_leniently
from .shadow import shadowed
from .spots import spots
from .typecheck import type_errors

UNREADABLE = "unreadable cell"
UNKNOWN_NAME = "unknown name"


@dataclass(frozen=True, slots=True)
class Checked:
    """The model, without the expressions that cannot be read, and the findings in the order of their subjects."""

    model: Model
    findings: tuple[Finding, ...]

    @property
    def readable(self) -> bool:
        """Whether every expression of the file could be read."""
        return all(each.kind != UNREADABLE for each in self.findings)


def check(data: bytes, *, name: str) -> Checked:
    """Every finding on a DMN file; none stops the others.

    Raises `NotDmn` if the bytes are no DMN, and `BadModel` if its parts do not fit together.
    """
    model, faults = read_leniently(data, name=name)
    prepare(model)
    unreadable = tuple(map(_unreadable, faults))
    findings = (*unreadable, *_unknown_names(model), *_tables(model, unreadable))
    return Checked(model, tuple(dict.fromkeys(findings)))


def _unreadable(fault: BadCell | BadExpression) -> Finding:
    facts = fault.facts
    why = f"character {facts['character']}: {facts['why']}"
    if isinstance(fault, BadExpression):
        return Finding(UNREADABLE, facts["where"], why, cell=facts["cell"])
    rule = int(facts["rule"]) if facts["rule"].isdecimal() else 0
    spot = Spot(facts["decision"], rule, facts["column"], facts["cell"])
    return spot.finding(UNREADABLE, why)


def _unknown_names(model: Model) -> Iterator[Finding]:
    for spot, node, seen in spots(model):
        for name in sorted(free_names(node, seen)):
            hint = f'; a text stands in quotation marks: "{name}"' if spot.rule else ""
            yield spot.finding(UNKNOWN_NAME, f"nothing is called “{name}” here{hint}")


def _tables(model: Model, unreadable: tuple[Finding, ...]) -> Iterator[Finding]:
    known: dict[str, tuple[str, Type]] = {each.id: (each.name, each.type) for each in model.inputs}
    known |= {each.id: (each.name, each.type) for each in model.decisions}
    for decision in model.decisions:
        if isinstance(decision.logic, DecisionTable):
            types = dict(known[need] for need in decision.requires)
            yield from type_errors(decision, decision.logic, types)
            yield from shadowed(decision.logic, decision.name, _rules(unreadable, decision))


def _rules(unreadable: tuple[Finding, ...], decision: Decision) -> frozenset[int]:
    return frozenset(each.rule for each in unreadable if each.decision == decision.name)
