"""Does a rulebook keep to the interface of a supply rulebook? Every finding names its place; none stops the others."""

from __future__ import annotations

from collections.abc import Iterator

from .check.soundness import UNREADABLE, Checked, unknown_names
from .check.spots import Box, Site, sites, spots
from .errors import BadFact, BadModel
from .facts import NoFact, to_value
from .feel import Scope, compile_unary_tests, tree
from .feel.free import called
from .finding import Finding, Spot
from .hits import SINGLE
from .model import Decision, DecisionTable, Hit, Model, Rule
from .standard import find, standard_request
from .supply import INPUTS, OUTCOMES, OUTPUTS, SUPPLY


def is_meant(model: Model) -> bool:
    """Whether a model gives itself out as a supply rulebook: by a standard request, or by deciding an outcome."""
    tables = [each.logic for each in model.final if isinstance(each.logic, DecisionTable)]
    return find(model) is not None or any(column.name == "outcome" for table in tables for column in table.outputs)


def check_supply(model: Model) -> tuple[Finding, ...]:
    """Findings in the order of the file; none means that the rulebook can be used."""
    findings = [*_inputs(model), *_standard(model)]
    final = model.final
    if len(final) != 1:
        names = ", ".join(each.name for each in final) or "none"
        return (*findings, Finding("decision", "model", f"it must end in one decision, not in: {names}"))
    for box, site in sites(model):
        findings.extend((*unknown_names(box, site), *_clock(box, site)))
    return (*findings, *_final(final[0]))


def check_beside(checked: Checked) -> tuple[Finding, ...]:
    """What `check_supply` adds to the findings on a rulebook, each once.

    Of a rule with a cell that cannot be read nothing more is said: what it would ask or give is not known.
    """
    closed = {(each.decision, each.rule) for each in checked.findings if each.kind == UNREADABLE and each.rule}
    known = {(each.kind, each.place) for each in checked.findings}
    known |= {(each.why, each.place) for each in checked.findings}
    return tuple(
        each
        for each in check_supply(checked.model)
        if not known & {(each.kind, each.place), (each.why, each.place)} and (each.decision, each.rule) not in closed
    )


def _inputs(model: Model) -> Iterator[Finding]:
    for each in model.inputs:
        if each.name not in INPUTS:
            known = ", ".join(INPUTS)
            yield Finding(
                "unknown input", f"input “{each.name}”", f"a supply rulebook is never given it; given are: {known}"
            )


def _standard(model: Model) -> Iterator[Finding]:
    if find(model) is None:
        yield Finding("standard request", "model", "it names no standard request")
        return
    try:
        facts = standard_request(model)
    except BadModel as fault:
        yield Finding("standard request", "standard request", str(fault.facts["why"]))
        return
    types = {each.name: each.type for each in model.inputs}
    for name, value in facts.items():
        place = f"standard request, “{name}”"
        if name not in INPUTS:
            yield Finding("standard request", place, "a supply rulebook is never given it")
        try:
            if name in types:
                to_value(value, types[name])
        except (NoFact, BadFact) as fault:
            yield Finding("standard request", place, f"its input cannot be {fault}")


def _clock(box: Box, site: Site) -> Iterator[Finding]:
    """Where the clock is asked for: a decision is judged, and judged again, by the facts that were recorded."""
    for each in spots(box, site):
        for name in sorted(_TIMES.intersection(called(each.node))):
            why = f"“{name}” is null here: a supply rulebook decides by facts alone, so that it can decide again"
            yield each.spot.finding("clock", why, error=False)


def _final(decision: Decision) -> Iterator[Finding]:
    spot = Spot(decision.name)
    table = decision.logic
    if not isinstance(table, DecisionTable):
        yield spot.finding("decision", "the final decision must be a decision table")
        return
    given = {column.name or column.label for column in table.outputs}
    for name in OUTPUTS:
        if name not in given:
            yield spot.finding("missing output", f"the output “{name}” is missing ({OUTPUTS[name]})")
    for name in sorted(given - set(OUTPUTS)):
        yield spot.finding("unknown output", f"nobody asks for the output “{name}”")
    if table.hit not in SINGLE:
        yield spot.finding("hit policy", f"hit policy {table.hit.value} gives a list; use U, A, F or P")
    for rule in table.rules:
        yield from _values(table, rule, decision.name)
        yield from _rule(table, rule, decision.name)
    yield from _unknown_released(table, decision.name)


def _values(table: DecisionTable, rule: Rule, decision: str) -> Iterator[Finding]:
    """Texts in cells that their fact can never have: such a cell waits for nothing."""
    for column, cell in zip(table.inputs, rule.inputs, strict=True):
        known = INPUTS[column.text].values if column.text in INPUTS else ()
        for test in cell.tests.tests if known else ():
            if isinstance(test, tree.Literal) and isinstance(test.value, str) and test.value not in known:
                spot = Spot(decision, rule.number, column.label, cell.text)
                yield spot.finding("unknown value", f"“{test.value}” is none of: {', '.join(known)}")


def _rule(table: DecisionTable, rule: Rule, decision: str) -> Iterator[Finding]:
    outcome, basis = _literal(table, rule, "outcome"), _literal(table, rule, "basis")
    if outcome is not _COMPUTED and outcome not in OUTCOMES:
        spot = Spot(decision, rule.number, "outcome")
        yield spot.finding("outcome", f"the outcome must be one of {', '.join(OUTCOMES)}")
    if _may_supply(table, rule) and basis is not _COMPUTED and not (isinstance(basis, str) and basis.strip()):
        spot = Spot(decision, rule.number, "basis")
        yield spot.finding("empty basis", "a supply cites its basis, and this one has none")


def _unknown_released(table: DecisionTable, decision: str) -> Iterator[Finding]:
    """Rules that would supply an item whose distribution is unknown."""
    for rule in table.rules:
        if _may_supply(table, rule):
            if _lets_unknown_pass(table, rule):
                spot = Spot(decision, rule.number)
                yield spot.finding("unknown released", "it supplies where distribution is unknown")
        elif table.hit is Hit.FIRST and _catches_all_unknown(table, rule):
            return


def _lets_unknown_pass(table: DecisionTable, rule: Rule) -> bool:
    return all(
        compile_unary_tests(cell.tests)(None, Scope({}))
        for column, cell in zip(table.inputs, rule.inputs, strict=True)
        if column.text == "distribution"
    )


def _catches_all_unknown(table: DecisionTable, rule: Rule) -> bool:
    others = (cell for column, cell in zip(table.inputs, rule.inputs, strict=True) if column.text != "distribution")
    return all(cell.tests.anything for cell in others) and _lets_unknown_pass(table, rule)


_COMPUTED = object()
_TIMES = frozenset(("now", "today"))


def _literal(table: DecisionTable, rule: Rule, output: str) -> object:
    for column, cell in zip(table.outputs, rule.outputs, strict=True):
        if column.name == output:
            return cell.expression.value if isinstance(cell.expression, tree.Literal) else _COMPUTED
    return _COMPUTED


def _may_supply(table: DecisionTable, rule: Rule) -> bool:
    return _literal(table, rule, "outcome") in (SUPPLY, _COMPUTED)
