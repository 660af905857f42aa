"""What the solver adds to the findings on a rulebook while it is edited: gaps, overlaps, dead rules, properties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from verbale.domain.spine.policy_check import findings_of
from verbale.engines.rules import DecisionTable, Fact, Model, prepare, read_model
from verbale.engines.rules.finding import Finding, Spot
from verbale.engines.rules.properties import Property, properties
from verbale.kernel.errors import VerbaleError

MOST_RULES = 200
"""Rules of a rulebook, above which nothing is proved while one edits; the check of the draft proves it."""
SECONDS = 1.0
"""Seconds of solving for one question while somebody waits."""
PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the facts that show it; none where it needs none."""

    finding: Finding
    facts: Mapping[str, Fact]


def findings_while_editing(data: bytes, name: str, bound: tuple[Property, ...] = ()) -> Iterator[Shown]:
    """All that a check finds, and what is proved besides; ``bound`` are properties beside those of the rulebook.

    Raises `NotDmn` and `BadModel`.
    """
    found = findings_of(data, name)
    for each in found:
        yield Shown(each, {})
    if any(each.error and each.cell for each in found):
        return
    try:
        model = read_model(data, name=name)
    except VerbaleError:
        return
    known = {(each.decision, each.rule) for each in found if each.rule and not each.column}
    yield from _proved(model, known, bound)


def _proved(model: Model, known: set[tuple[str, int]], bound: tuple[Property, ...]) -> Iterator[Shown]:
    rules = sum(len(each.logic.rules) for each in model.decisions if isinstance(each.logic, DecisionTable))
    if rules > MOST_RULES:
        why = f"its {rules} rules are too many to prove anything while you edit; the check of the draft does"
        yield Shown(Finding("not proved", "rulebook", why, error=False), {})
        return
    # The solver takes longer to import than most pages take.
    from verbale.engines.rules.proof import Limits, examine

    examined = examine(model, limits=Limits(seconds=SECONDS, told=20))
    for each in (*examined.findings, *examined.unproved):
        if not each.rule or (each.decision, each.rule) not in known:
            yield Shown(each, examined.witnesses.get(each, {}))
    own = properties(model)
    yield from _broken(model, (*own, *(each for each in bound if each not in own)))


def _broken(model: Model, asked: tuple[Property, ...]) -> Iterator[Shown]:
    from verbale.engines.rules.proof import BadProperty, Limits, UnknownName, prove

    book, final = prepare(model), model.final[0].name if len(model.final) == 1 else ""
    for each in asked:
        try:
            found = prove(book, each.feel, limits=Limits(seconds=SECONDS))
        except (BadProperty, UnknownName) as fault:
            yield Shown(Finding(PROPERTY, each.name, fault.sentence(), cell=each.feel), {})
            continue
        if found.holds is False and found.verdict is not None:
            rule = found.verdict.fired[0].rule if found.verdict.fired else 0
            spot = Spot(found.verdict.decision, rule, "", each.feel)
            why = f"the property “{each.name}” does not hold"
            yield Shown(spot.finding(PROPERTY, why), found.counterexample or {})
        elif found.holds is None:
            why = f"it could not be proved: {found.why}"
            yield Shown(Finding(PROPERTY, f"“{each.name}”", why, False, final, cell=each.feel), {})
