"""What it would take: the fewest facts that would have to be others for a line that is not supplied to be supplied.

For our own eyes: nothing is kept of it, nobody is told, and no answer to a partner knows of it. It says what would have
to be true, never that it is. What the rulebook then asks for (approvals, marking) is told with each way.

Only facts that somebody could make others are proposed: what the partner asks, what nobody knows yet, and what
somebody's word keeps (a distribution, a restriction, a mark, a listing). That a report be an abstract is proposed to
nobody; where nothing else would help, it is said that the record would have to be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from verbale.domain.spine import policy
from verbale.domain.spine.person import check_role
from verbale.engines.rules import to_json
from verbale.engines.rules.supply import REQUEST_INPUTS, SUPPLY, WITHDRAWN, SupplyVerdict, judge
from verbale.kernel.canonical import Json
from verbale.kernel.deadline import Deadline
from verbale.kernel.errors import Refused
from verbale.records.decision import Decision
from verbale.records.person import Person, Role

READERS = (Role.DESK, Role.APPROVER)
SECONDS = 8.0
"""Of solving for all steps of a question together, while a page waits."""
LEAST = 0.1
"""Seconds that a step has at least, however long those before it took."""
FIXED = frozenset({"partner"})
"""Facts of which nobody asks what if: another partner is another order."""
ASKED = frozenset(each.name for each in REQUEST_INPUTS)
"""Facts of the request, which a partner could ask for otherwise."""
KEPT = frozenset({"distribution", "restricted", "bound by", "dual use", "personal data"})
"""Facts of the item that somebody's word keeps as they are, and could lift."""


class Hand(StrEnum):
    """How a fact could become another: the partner asks otherwise; somebody finds out what nobody knows; whoever keeps
    it so lifts it; or not at all, unless our record is wrong."""

    ASKING = "asking"
    FINDING_OUT = "finding out"
    LIFTING = "lifting"
    WRONG_RECORD = "wrong record"


class Supplied(Refused):
    """This line was decided to be supplied, so nothing has to be otherwise. Its approvals stand on its page."""


@dataclass(frozen=True, slots=True)
class Way:
    """Facts that would have to be others, as they are and as they would be, and what would be said then.

    A fact that is null is unknown. A value that stands for many is one of them.
    """

    facts: Mapping[str, tuple[Json, Json]]
    verdict: SupplyVerdict

    @property
    def hands(self) -> Mapping[str, Hand]:
        """How each of its facts could become another."""
        return {name: hand(name, was) for name, (was, _) in self.facts.items()}

    @property
    def by_asking(self) -> bool:
        """Whether the partner would only have to ask otherwise: the item can stay what it is."""
        return ASKED.issuperset(self.facts)


def hand(name: str, was: Json) -> Hand:
    """How a fact could become another than it is."""
    if name in ASKED:
        return Hand.ASKING
    if was is None:
        return Hand.FINDING_OUT
    return Hand.LIFTING if name in KEPT else Hand.WRONG_RECORD


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """The ways to a supply, those with the fewest facts first, and of these what the partner need only ask.

    ``withdrawn``: our catalogue no longer has the record, so that no fact helps. ``undecided`` says what is out of the
    solver's reach, and then the ways are not known. ``nobody``: nothing that somebody could make another would do, so
    that each way needs our record to be wrong.
    """

    decision: Decision
    ways: tuple[Way, ...]
    withdrawn: bool = False
    undecided: str = ""
    nobody: bool = False


def check_may_ask(person: Person) -> None:
    """The question of the person."""
    check_role(person, *READERS)


def what_it_takes(*, decision: Decision, by: Person) -> WhatItTakes:
    """Under the version that decided it, on the facts of then. Refuses what was decided to be supplied."""
    from verbale.engines.rules.proof import Outside

    check_may_ask(by)
    if decision.outcome == SUPPLY:
        raise Supplied()
    if decision.facts.get(WITHDRAWN) is True:
        return WhatItTakes(decision, (), withdrawn=True)
    inputs = [each.name for each in policy.prepared(decision.version).model.inputs if each.name not in FIXED]
    until = Deadline.after(SECONDS)
    likely = [name for name in inputs if hand(name, decision.facts.get(name)) is not Hand.WRONG_RECORD]
    try:
        if ways := _ways(decision, likely, until):
            return WhatItTakes(decision, ways)
        ways = _ways(decision, inputs, until)
        return WhatItTakes(decision, ways, nobody=bool(ways))
    except Outside as fault:
        return WhatItTakes(decision, (), undecided=str(fault))


def _ways(decision: Decision, changeable: Iterable[str], until: Deadline) -> tuple[Way, ...]:
    from verbale.engines.rules.proof import Limits, smallest_change

    prepared = policy.prepared(decision.version)
    inputs = [each.name for each in prepared.model.inputs]
    asked = {name: value for name, value in decision.facts.items() if name in inputs}
    wanted = _wanted(inputs, decision.facts)

    def ask(names: Iterable[str], most: int | None = None) -> list[Way]:
        few = "" if most is None else f" and (approvals = null or count(approvals) <= {most})"
        limits = Limits(seconds=max(until.left, LEAST))
        found = smallest_change(prepared, asked, wanted + few, list(names), limits=limits)
        return [_way(decision, {name: to_json(value) for name, value in each.facts.items()}) for each in found]

    ways = [_with_fewest_approvals(each, ask) for each in ask(changeable)]
    supplied = [each for each in ways if each.verdict.outcome == SUPPLY]
    return tuple(sorted(supplied, key=lambda each: (len(each.facts), not each.by_asking)))


def _with_fewest_approvals(way: Way, ask: Callable[[Iterable[str], int], list[Way]]) -> Way:
    """The same facts with those values that ask for the fewest approvals, as far as the solver can say."""
    from verbale.engines.rules.proof import Outside

    try:
        for most in range(len(way.verdict.approvals)):
            if easier := [each for each in ask(way.facts, most) if each.facts.keys() == way.facts.keys()]:
                return easier[0]
    except Outside:
        return way
    return way


def _way(decision: Decision, others: Mapping[str, Json]) -> Way:
    facts = {name: (decision.facts.get(name), value) for name, value in others.items()}
    return Way(facts, judge(policy.prepared(decision.version), {**decision.facts, **others}))


def _wanted(inputs: list[str], facts: Mapping[str, Json]) -> str:
    """A supply that what holds whatever a rulebook says lets pass (docs/rulebook.md), as a condition in FEEL.

    What the rulebook does not ask for stays as it is, so that it is a condition that is met or not.
    """

    def told(name: str, feel: str, met: bool) -> str:
        return feel if name in inputs else str(met).lower()

    free = " and ".join(
        (
            told("distribution", 'distribution != "confidential"', facts.get("distribution") != "confidential"),
            told("restricted", "(restricted = null or restricted = false)", facts.get("restricted") is not True),
            told("bound by", "(bound by = null or bound by = [])", not facts.get("bound by")),
        )
    )
    known = told("distribution", "distribution != null", facts.get("distribution") is not None)
    cited = 'basis != null and basis != ""'
    approved = "(approvals != null and approvals != [])"
    return f'outcome = "supply" and {cited} and {known} and ({approved} or ({free}))'
