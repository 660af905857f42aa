"""Past decisions taken again, each on the facts that were recorded with it, by any rulebook. Nothing is changed by it.

    found = past_decisions.again(past_decisions.taken(by=person, policy=policy), prepared)
    found.ways                    # how many were "supply" and would be "refuse", and so on
    found.differing[0].decision, found.differing[0].differences

Where facts or rulebook no longer fit together, the decision is told with the reason, and not as one that stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, QuerySet

from verbale.domain.cycle.decision import differences
from verbale.domain.spine.office import zone
from verbale.engines.rules import BadFact, Prepared, UnknownInput
from verbale.engines.rules.supply import SupplyVerdict, judge
from verbale.kernel.canonical import Json
from verbale.kernel.deadline import NEVER, Deadline
from verbale.kernel.errors import VerbaleError
from verbale.records.decision import Decision
from verbale.records.person import Person
from verbale.records.policy import Policy, PolicyVersion


class Change(StrEnum):
    """What would be otherwise: the outcome; under which conditions something is supplied; only the words of its basis;
    nothing; or that the rulebook cannot be asked with these facts."""

    OUTCOME = "outcome"
    CONDITIONS = "conditions"
    BASIS = "basis"
    SAME = "same"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class Way:
    """How many decisions had one outcome and would have another, or the same. ``after`` is empty if not asked."""

    before: str
    after: str
    change: Change
    decisions: int


@dataclass(frozen=True, slots=True)
class TakenAgain:
    """A decision that would be otherwise: what it says of each answer that differs, then and now."""

    decision: Decision
    change: Change
    outcome: str
    differences: Mapping[str, tuple[Json, Json]]
    rules: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()
    """What the notes of the first rule that decides now say."""
    why_not: VerbaleError | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """What became of decisions that were taken again; ``left_off`` differing ones are counted and not listed."""

    looked_at: int
    ways: tuple[Way, ...]
    differing: tuple[TakenAgain, ...]
    left_off: int = 0

    @property
    def changed(self) -> int:
        """How many would be otherwise in anything."""
        return len(self.differing) + self.left_off


def taken(
    *, by: Person, policy: Policy, version: PolicyVersion | None = None, since: date | None = None,
    until: date | None = None, standing: bool = False,
) -> QuerySet[Decision]:  # fmt: skip
    """The decisions under a policy, or one version of it, that a person may see, the newest first.

    ``since`` and ``until`` are the first and the last day; ``standing`` leaves out those that a later one replaced.
    """
    found = Decision.objects.visible_to(by).filter(version__policy=policy)
    found = found.filter(version=version) if version else found
    found = found.filter(decided_at__gte=_start(since)) if since else found
    if until and until < date.max:
        found = found.filter(decided_at__lt=_start(until + timedelta(days=1)))
    if standing:
        later = Decision.objects.filter(line=OuterRef("line"), decided_at__gt=OuterRef("decided_at"))
        found = found.filter(~Exists(later))
    return found.select_related("line__order", "version__policy").order_by("-decided_at", "pk")


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, zone())


def again(
    decisions: Iterable[Decision], prepared: Prepared, *, most: int | None = None, until: Deadline = NEVER
) -> Again:
    """Takes decisions again by a rulebook; ``most`` differing ones are listed, None: all.

    After ``until`` no other one is taken up; ``looked_at`` says how far it went.
    """
    ways: Counter[tuple[str, str, Change]] = Counter()
    differing: list[TakenAgain] = []
    for decision in decisions:
        one = _again(decision, prepared)
        ways[decision.outcome, one.outcome, one.change] += 1
        if one.change is not Change.SAME and (most is None or len(differing) < most):
            differing.append(one)
        if until.passed:
            break
    found = [Way(*key, count) for key, count in ways.items()]
    found.sort(key=lambda each: (each.change is Change.SAME, -each.decisions, each.before, each.after))
    changed = sum(each.decisions for each in found if each.change is not Change.SAME)
    return Again(ways.total(), tuple(found), tuple(differing), changed - len(differing))


def _again(decision: Decision, prepared: Prepared) -> TakenAgain:
    try:
        verdict = judge(prepared, decision.facts)
    except (BadFact, UnknownInput) as fault:
        return TakenAgain(decision, Change.NOT_ASKED, "", {}, why_not=fault)
    found = differences(decision, verdict)
    return TakenAgain(decision, _change(found), verdict.outcome, found, verdict.rules, _clauses(verdict))


def _change(found: Mapping[str, object]) -> Change:
    if not found:
        return Change.SAME
    if "outcome" in found:
        return Change.OUTCOME
    return Change.BASIS if set(found) == {"basis"} else Change.CONDITIONS


def _clauses(verdict: SupplyVerdict) -> tuple[str, ...]:
    return tuple(note for note in verdict.annotation.values() if note)
