"""Commitments: recorded from one sentence of one source, with who is in charge, and changed with reasons (S101, S114).

Dates and their moves stand in `commitment_date`, what a report proposes in `commitment_proposed`, what the partner
says of one in `commitment_arrival`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from verbale.domain.spine import dispatch, journal, party
from verbale.domain.spine.person import check_role
from verbale.domain.spine.text_record import revision_of
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import (
    Bound,
    Commitment,
    CommitmentChange,
    CommitmentPart,
    CommitmentState,
    Milestone,
    PartIn,
)
from verbale.records.document import Document
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.programme import Complex
from verbale.records.report import Report
from verbale.records.text import Text

WHAT = "commitment"
LONGEST, LONGEST_NAME, LONGEST_NUMBER = 20_000, 300, 40
MOST_PARTS, MOST_MILESTONES = 200, 100

TRANSITIONS: dict[CommitmentState, frozenset[CommitmentState]] = {
    CommitmentState.PROPOSED: frozenset({CommitmentState.OPEN, CommitmentState.DROPPED}),
    CommitmentState.OPEN: frozenset(
        {CommitmentState.UNDER_WAY, CommitmentState.DONE, CommitmentState.PARTLY, CommitmentState.NOT_DONE,
         CommitmentState.DROPPED, CommitmentState.SUPERSEDED}
    ),
    CommitmentState.UNDER_WAY: frozenset(
        {CommitmentState.OPEN, CommitmentState.DONE, CommitmentState.PARTLY, CommitmentState.NOT_DONE,
         CommitmentState.DROPPED, CommitmentState.SUPERSEDED}
    ),
    CommitmentState.PARTLY: frozenset(
        {CommitmentState.UNDER_WAY, CommitmentState.DONE, CommitmentState.NOT_DONE, CommitmentState.DROPPED,
         CommitmentState.SUPERSEDED}
    ),
    CommitmentState.NOT_DONE: frozenset(
        {CommitmentState.UNDER_WAY, CommitmentState.DONE, CommitmentState.PARTLY, CommitmentState.DROPPED,
         CommitmentState.SUPERSEDED}
    ),
    CommitmentState.DONE: frozenset({CommitmentState.UNDER_WAY}),
    CommitmentState.DROPPED: frozenset({CommitmentState.OPEN}),
    CommitmentState.SUPERSEDED: frozenset(),
}  # fmt: skip
STANDING = frozenset(
    {CommitmentState.OPEN, CommitmentState.UNDER_WAY, CommitmentState.PARTLY, CommitmentState.NOT_DONE}
)
"""The states in which something is still to be done."""
REASONED = frozenset(
    {CommitmentState.PARTLY, CommitmentState.NOT_DONE, CommitmentState.DROPPED, CommitmentState.SUPERSEDED}
)
"""The states that nobody gives without a reason."""


class BadCommitment(WrongUse):
    """This commitment cannot be recorded: {why}."""


class CannotBecome(Refused):
    """Commitment {number} is “{state}” and cannot become “{wanted}”."""


class ReasonWanted(WrongUse):
    """Whoever says that commitment {number} is “{wanted}” says why. Give the reason."""


class NotShared(Refused):
    """Commitment {number} comes from a paper of ours alone, so there is nothing of it to tell the partner."""


@dataclass(frozen=True, slots=True)
class Member:
    """A body or person with its part in a commitment; ``subject`` where the source names several subjects."""

    part: PartIn
    who: str
    subject: str = ""

    def __post_init__(self) -> None:
        if not self.who.strip() or max(len(self.who), len(self.subject)) > LONGEST_NAME:
            raise BadCommitment(why=f"who takes part needs a name of at most {LONGEST_NAME} characters")


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone: what is reached, and the date as it was written and as it is kept."""

    what: str
    due: str = ""
    as_written: str = ""

    def __post_init__(self) -> None:
        ImpreciseDate.read(self.due)
        if not self.what.strip() or max(len(self.what), len(self.as_written)) > LONGEST:
            raise BadCommitment(why="a milestone says what is reached, in fewer words")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a commitment was written: an article of an agreed text, or a place in a report; or nowhere yet."""

    text: Text | None = None
    revision: str = ""
    article: str = ""
    report: Report | None = None
    start: int | None = None
    end: int | None = None

    def __post_init__(self) -> None:
        if self.text is not None and self.report is not None:
            raise BadCommitment(why="it comes from one source, a text or a report, not from both")
        if self.text is not None and revision_of(self.text, self.revision).article(self.article) is None:
            raise NotFound(what="article", which=self.article)
        if self.report is not None and self.start is not None:
            place = (self.start, self.end if self.end is not None else self.start)
            if not 0 <= place[0] < place[1] <= len(self.report.text):
                raise BadCommitment(why=f"the report has no place {place[0]}–{place[1]}")


@transaction.atomic
def record(
    *, partner: Party, number: str, text: str, bound: str, source: Source, members: Sequence[Member], by: Person,
    at: datetime, due: str = "", due_as_written: str = "", own_due: str = "", stages: Sequence[Stage] = (),
    sector_complex: Complex | None = None, state: CommitmentState = CommitmentState.OPEN,
) -> Commitment:  # fmt: skip
    """Records a commitment; ``due`` is the date agreed, ``own_due`` our own beside it (8.2)."""
    check_role(by, Role.DESK)
    _check(number, text, bound, members, stages)
    made = Commitment.objects.create(
        partner=partner, number=number.strip(), text=text.strip(), bound=Bound(bound),
        due=ImpreciseDate.read(due).edtf, due_as_written=due_as_written.strip()[:LONGEST_NAME],
        own_due=ImpreciseDate.read(own_due).edtf, state=state, agreed=source.text, revision=source.revision,
        article=source.article, report=source.report, start=source.start, end=source.end,
        sector_complex=sector_complex, recorded_by=by, recorded_at=at, moved_at=at,
    )  # fmt: skip
    _place(made, members, stages)
    facts: dict[str, Json] = {"number": made.number, "partner": partner.code, "bound": made.bound, "due": made.due}
    journal.record(act=f"commitment.{_ACTS[state]}", thing=made, by=by, at=at, facts=facts)
    return made


_ACTS = {CommitmentState.PROPOSED: "proposed", CommitmentState.OPEN: "recorded"}


@transaction.atomic
def change(
    *, commitment: Commitment, state: str, by: Person, at: datetime, reason: str = "",
    evidence: Document | None = None,
) -> Commitment:  # fmt: skip
    """Moves a commitment to another state, with its reason and the paper that shows it (8.3)."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    before, wanted = CommitmentState(locked.state), CommitmentState(state)
    if wanted not in TRANSITIONS[before]:
        raise CannotBecome(number=locked.number, state=before.label, wanted=wanted.label)
    if wanted in REASONED and not reason.strip():
        raise ReasonWanted(number=locked.number, wanted=wanted.label)
    CommitmentChange.objects.create(
        commitment=locked, before=before, after=wanted, reason=reason.strip(), evidence=evidence, by=by, at=at
    )
    locked.state, locked.moved_at = wanted, at
    locked.save(update_fields=["state", "moved_at"])
    facts: dict[str, Json] = {"number": locked.number, "before": before.value, "after": wanted.value}
    journal.record(act="commitment.changed", thing=locked, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def name(*, commitment: Commitment, members: Sequence[Member], by: Person, at: datetime) -> Commitment:
    """Names anew who is in charge, takes part, leads, coordinates and controls."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    _check(locked.number, locked.text, locked.bound, members, ())
    before: list[Json] = [f"{one.part}: {one.who}" for one in locked.parts.all()]
    locked.parts.all().delete()
    _place(locked, members, ())
    after: list[Json] = [f"{one.part}: {one.who}" for one in members]
    journal.record(act="commitment.named", thing=locked, by=by, at=at, facts={"before": before, "after": after})
    return locked


@transaction.atomic
def reach(*, milestone: Milestone, on: date, by: Person, at: datetime) -> Milestone:
    """Says that a milestone was reached on a day."""
    check_role(by, Role.DESK)
    locked = Milestone.objects.select_for_update().select_related("commitment").get(pk=milestone.pk)
    locked.done_on = on
    locked.save(update_fields=["done_on"])
    facts: dict[str, Json] = {"milestone": locked.what[:LONGEST_NAME], "on": on.isoformat()}
    journal.record(act="commitment.milestone reached", thing=locked.commitment, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def tell(*, commitment: Commitment, by: Person, at: datetime, reason: str = "", apology: str = "") -> None:
    """Tells the partner our word on a commitment that follows from a shared article: state and agreed date (1.2).

    Our own date, who is in charge and what shows a state stay here.
    """
    check_role(by, Role.DESK)
    if commitment.agreed is None:
        raise NotShared(number=commitment.number)
    if max(len(reason), len(apology)) > LONGEST:
        raise BadCommitment(why="the reason is too long")
    body: dict[str, Json] = {
        "text": commitment.agreed_id, "article": commitment.article, "number": commitment.number,
        "state": commitment.state, "due": commitment.due, "reason": reason.strip(), "apology": apology.strip(),
    }  # fmt: skip
    dispatch.queue(partner=commitment.partner, what=WHAT, body=body, thing=commitment, at=at)
    facts: dict[str, Json] = {"number": commitment.number, "state": commitment.state, "due": commitment.due}
    journal.record(act="commitment.told", thing=commitment, by=by, at=at, facts=facts)


def of_session_text(text: Text) -> Iterable[Commitment]:
    """The commitments that stand from an agreed text, in the order of their numbers as written."""
    return Commitment.objects.filter(agreed=text, state__in=STANDING).order_by("article", "number")


def side_of(commitment: Commitment) -> str:
    """The code of the side that a commitment binds; empty for both."""
    return {Bound.OURS: party.us().code, Bound.THEIRS: commitment.partner.code}.get(Bound(commitment.bound), "")


def _check(number: str, text: str, bound: str, members: Sequence[Member], stages: Sequence[Stage]) -> None:
    if not number.strip() or len(number) > LONGEST_NUMBER:
        raise BadCommitment(why=f"its number is not 1 to {LONGEST_NUMBER} characters")
    if not text.strip() or len(text) > LONGEST:
        raise BadCommitment(why=f"its words are not 1 to {LONGEST} characters")
    if bound not in Bound.values:
        raise BadCommitment(why=f"it binds {', '.join(Bound.values)}, not “{bound[:20]}”")
    if len(members) > MOST_PARTS or len(stages) > MOST_MILESTONES:
        raise BadCommitment(why=f"it has more than {MOST_PARTS} who take part, or {MOST_MILESTONES} milestones")


def _place(made: Commitment, members: Sequence[Member], stages: Sequence[Stage]) -> None:
    CommitmentPart.objects.bulk_create(
        CommitmentPart(commitment=made, place=place, part=one.part, who=one.who.strip(), subject=one.subject.strip())
        for place, one in enumerate(members, start=1)
    )
    Milestone.objects.bulk_create(
        Milestone(
            commitment=made, place=place, what=one.what.strip(), due=ImpreciseDate.read(one.due).edtf,
            due_as_written=one.as_written.strip()[:LONGEST_NAME],
        )
        for place, one in enumerate(stages, start=1)
    )  # fmt: skip
