"""All that is wrong with a rulebook in itself: what cannot be read, what is not known, what the other modules find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..dmn.expressions import Fault
from ..dmn.parts import NO_FILES, Files
from ..dmn.reader import read_leniently
from ..engine import prepare
from ..errors import BadExpression, BadModel
from ..feel.free import called, free_names
from ..finding import Finding, Spot
from ..model import DecisionTable, Model
from ..properties import check_properties
from ..texts import check_texts
from .shadow import shadowed
from .spots import Box, Site, sites, spots
from .typecheck import type_errors

UNREADABLE = "unreadable cell"
UNKNOWN_NAME = "unknown name"
NO_RULES = "no rules"
NO_OUTPUT = "no output"


@dataclass(frozen=True, slots=True)
class Checked:
    """The model, without the expressions that cannot be read, and the findings in the order of their subjects."""

    model: Model
    findings: tuple[Finding, ...]

    @property
    def readable(self) -> bool:
        """Whether every expression of the file could be read."""
        return all(each.kind != UNREADABLE for each in self.findings)


def check(data: bytes, *, name: str, parts: Files = NO_FILES, shadows: bool = True) -> Checked:
    """Every finding on a DMN file, and on what it needs of its ``parts``; none stops the others.

    Without ``shadows`` no rule is compared with those before it, which takes longest where there are many. Raises
    `NotDmn` if the bytes are no DMN, and `BadModel` if its parts do not fit together.
    """
    read = read_leniently(data, name=name, parts=parts)
    model = read.model
    prepare(model)
    unreadable = tuple(map(_unreadable, read.faults))
    found = (
        each
        for box, site in sites(model)
        for each in _box(box, site, _rules(unreadable, site.decision) if shadows else None)
    )
    whole = (*unreadable, *map(_unknown_type, read.unknown_types), *_undecided(model))
    carried = (*check_properties(model), *(check_texts(model) if not unreadable else ()))
    return Checked(model, tuple(dict.fromkeys((*whole, *found, *carried))))


def _unknown_type(name: str) -> Finding:
    return Finding(
        UNKNOWN_NAME, f"type “{name}”", "nothing defines this type, so any value is taken for it", error=False
    )


def _undecided(model: Model) -> Iterator[Finding]:
    if not model.decisions and not model.knowledge:
        yield Finding(NO_RULES, "model", "it decides nothing", error=False)
    for each in model.decisions:
        if each.logic is None:
            yield Spot(each.name).finding(NO_RULES, "it has no logic, so it gives null", error=False)


def _unreadable(fault: Fault) -> Finding:
    facts = fault.facts
    if isinstance(fault, BadModel):
        return Finding(UNREADABLE, facts["where"], facts["why"])
    why = f"character {facts['character']}: {facts['why']}"
    if isinstance(fault, BadExpression):
        return Finding(UNREADABLE, facts["where"], why, cell=facts["cell"])
    rule = int(facts["rule"]) if facts["rule"].isdecimal() else 0
    spot = Spot(facts["decision"], rule, facts["column"], facts["cell"])
    return spot.finding(UNREADABLE, why)


def _box(box: Box, site: Site, unreadable: frozenset[int] | None) -> Iterator[Finding]:
    """What is wrong with an expression; rules are compared unless it is None which of them are ``unreadable``."""
    yield from unknown_names(box, site)
    yield from type_errors(box, site)
    if isinstance(box, DecisionTable):
        yield from _silent(box, site)
        if unreadable is not None:
            yield from shadowed(box, site.decision, unreadable, site.types)
        if not box.rules:
            yield Spot(site.decision).finding(NO_RULES, "its table has no rules, so it never decides", error=False)


def _silent(table: DecisionTable, site: Site) -> Iterator[Finding]:
    """Output cells that were left empty, or hold the dash that means anything only where a table asks."""
    for rule in table.rules:
        for column, cell in zip(table.outputs, rule.outputs, strict=True):
            if cell.text in ("", "-"):
                why = f"this output says {'“-”' if cell.text else 'nothing'}, so the rule gives null here"
                spot = Spot(site.decision, rule.number, column.label, cell.text)
                yield spot.finding(NO_OUTPUT, why, error=False)


def unknown_names(box: Box, site: Site) -> Iterator[Finding]:
    """Names that mean nothing where they stand, those of functions told as such."""
    for each in spots(box, site):
        functions = called(each.node)
        for name in sorted(free_names(each.node, frozenset(each.types))):
            if name in functions:
                yield each.spot.finding(UNKNOWN_NAME, f"no function is called “{name}” here")
                continue
            hint = f'; a text stands in quotation marks: "{name}"' if each.spot.rule else ""
            yield each.spot.finding(UNKNOWN_NAME, f"nothing is called “{name}” here{hint}")


def _rules(unreadable: tuple[Finding, ...], decision: str) -> frozenset[int]:
    return frozenset(each.rule for each in unreadable if each.decision == decision)
