"""What the solver adds to the findings on a rulebook while it is edited: gaps, overlaps, dead rules, properties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _t

from verbale.domain.spine.policy_check import findings_of
from verbale.engines.rules import DecisionTable, Fact, Model, prepare, read_model
from verbale.engines.rules.check import TYPE_ERROR, UNKNOWN_NAME, UNREADABLE, check
from verbale.engines.rules.finding import Finding, Spot
from verbale.engines.rules.properties import Property, properties
from verbale.engines.rules.supplycheck import check_beside
from verbale.kernel.deadline import NEVER, Deadline
from verbale.kernel.errors import VerbaleError
from verbale.web import rulebook_words
from verbale.web.refusal import sentence

AT_ONCE = 60
"""Rules of a rulebook that is proved with the first look at it; of more, the cells are looked at first."""
MOST_RULES = 600
"""Rules of a rulebook, above which nothing is proved while one edits; the check of the draft proves it."""
SECONDS = 1.0
"""Seconds of solving for one question while somebody waits."""
SECONDS_FOR_PROPERTIES = 8.0
"""Seconds of solving for all properties together."""
NOT_PROVED, PROPERTY = "not proved", "property"
_STOPS = (UNREADABLE, UNKNOWN_NAME, TYPE_ERROR)


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with the facts that show it, none where it needs none; ``said``: in the reader's words already."""

    finding: Finding
    facts: Mapping[str, Fact]
    said: bool = False


def many_rules(model: Model) -> bool:
    """Whether a rulebook has so many rules that its proofs come after all that is found sooner."""
    return _rules(model) > AT_ONCE


def says_something(known: Iterable[Finding]) -> bool:
    """Whether every cell says something, so that it is worth while to prove and to run cases."""
    return not any(each.error and each.kind in _STOPS for each in known)


def _rules(model: Model) -> int:
    return sum(len(each.logic.rules) for each in model.decisions if isinstance(each.logic, DecisionTable))


def found_in_cells(data: bytes, name: str) -> tuple[Shown, ...]:
    """What a check finds without comparing rules. Raises `NotDmn` and `BadModel`."""
    checked = check(data, name=name, shadows=False)
    return tuple(Shown(each, {}) for each in (*checked.findings, *check_beside(checked)))


def found(data: bytes, name: str) -> tuple[Shown, ...]:
    """All that a check finds without the solver. Raises `NotDmn` and `BadModel`."""
    return tuple(Shown(each, {}) for each in findings_of(data, name))


def proved(data: bytes, name: str, bound: tuple[Property, ...] = (), until: Deadline = NEVER) -> Iterator[Shown]:
    """What the solver adds to that; ``bound`` are properties beside those of the rulebook.

    What was not reached ``until`` then is told as not proved.

    Nothing, where a cell says nothing. Raises `NotDmn` and `BadModel`.
    """
    known = findings_of(data, name)
    if not says_something(known):
        return
    try:
        model = read_model(data, name=name)
    except VerbaleError:
        return
    if _rules(model) > MOST_RULES:
        why = _t("its %(count)s rules are too many to prove anything while you edit; the check of the draft does")
        told = Finding(NOT_PROVED, _t("rulebook"), why % {"count": _rules(model)}, error=False)
        yield Shown(told, {}, said=True)
        return
    rules = {(each.decision, each.rule) for each in known if each.rule and not each.column}
    yield from _examined(model, rules, until)
    own = properties(model)
    yield from _broken(model, (*own, *(each for each in bound if each not in own)), until)


def _examined(model: Model, known: set[tuple[str, int]], until: Deadline) -> Iterator[Shown]:
    # The solver takes longer to import than most pages take.
    from verbale.engines.rules.proof import Limits, SolverDisagrees, examine

    try:
        examined = examine(model, limits=Limits(seconds=SECONDS, told=20, until=until))
    except SolverDisagrees as fault:
        yield Shown(Finding(NOT_PROVED, _t("rulebook"), sentence(fault), error=False), {}, said=True)
        return
    for each in (*examined.findings, *examined.unproved):
        if not each.rule or (each.decision, each.rule) not in known:
            yield Shown(each, examined.witnesses.get(each, {}))


def _broken(model: Model, asked: tuple[Property, ...], until: Deadline) -> Iterator[Shown]:
    from verbale.engines.rules.proof import Limits, prove

    book, final = prepare(model), model.final[0].name if len(model.final) == 1 else ""
    limits = Limits(seconds=min(SECONDS, SECONDS_FOR_PROPERTIES / max(len(asked), 1)), until=until)
    for each in asked:
        try:
            found = prove(book, each.feel, limits=limits)
        except VerbaleError as fault:
            # It cannot be read, or which of several decisions it is about is not said: the others are asked anyway.
            yield Shown(Finding(PROPERTY, each.name, sentence(fault), cell=each.feel), {}, said=True)
            continue
        if found.holds is False and found.verdict is not None:
            rule = found.verdict.fired[0].rule if found.verdict.fired else 0
            spot = Spot(found.verdict.decision, rule, "", each.feel)
            why = _t("the property “%(name)s” does not hold") % {"name": each.name}
            yield Shown(spot.finding(PROPERTY, why), found.counterexample or {}, said=True)
        elif found.holds is None:
            told = {"name": each.name, "why": rulebook_words.why(found.why)}
            why = _t("the property “%(name)s” could not be proved: %(why)s") % told
            yield Shown(Finding(PROPERTY, f"“{each.name}”", why, False, final, cell=each.feel), {}, said=True)
