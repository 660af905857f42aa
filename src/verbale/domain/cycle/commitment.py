"""Commitments: recorded from one sentence of one source, with who is in charge, and changed with reasons (S101, S114).

Dates and their moves stand in `commitment_date`, what a report proposes in `commitment_proposed`, what the partner
says of one in `commitment_arrival`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import adoption, words
from verbale.domain.cycle.commitment_content import BadCommitment, Content, Member, Source, Stage, natural, place
from verbale.domain.spine import dispatch, journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.commitment import Bound, Commitment, CommitmentChange, CommitmentState
from verbale.records.document import Document
from verbale.records.journal import JournalPayload
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.programme import Complex
from verbale.records.text import Text

WHAT = "commitment"
TOLD = "commitment.told"
LONGEST_TOLD = 4_000
"""Characters of a reason that a partner is told."""

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


class CannotBecome(Refused):
    """Commitment {number} is “{state}” and cannot become “{wanted}”."""


class ReasonWanted(WrongUse):
    """Whoever says that commitment {number} is “{wanted}” says why. Give the reason."""


class NotShared(Refused):
    """Commitment {number} comes from a paper of ours alone, so there is nothing of it to tell the partner."""


class NotConfirmed(Refused):
    """Commitment {number} is a proposal that nobody has confirmed. Confirm it first."""


class NumberTaken(Refused):
    """Article {article} has a commitment {number} already. Give this one another number, such as {number}a."""


@transaction.atomic
def record(
    *, partner: Party, number: str, text: str, bound: str, source: Source, members: Sequence[Member], by: Person,
    at: datetime, due: str = "", due_as_written: str = "", own_due: str = "", stages: Sequence[Stage] = (),
    sector_complex: Complex | None = None, state: CommitmentState = CommitmentState.OPEN,
) -> Commitment:  # fmt: skip
    """Records a commitment; ``due`` is the date agreed, ``own_due`` our own beside it (8.2)."""
    check_role(by, Role.DESK)
    said = Content(number, text, bound, members, due, due_as_written, own_due, stages)
    return keep(partner=partner, content=said, source=source, by=by, at=at, sector_complex=sector_complex, state=state)


def keep(
    *, partner: Party, content: Content, source: Source, by: Person | None, at: datetime, state: CommitmentState,
    sector_complex: Complex | None = None,
) -> Commitment:  # fmt: skip
    """Keeps a commitment, for a verb of the cycle that has asked who may; ``by`` is None where a partner caused it."""
    source.check_partner(partner)
    _check_complex(partner, sector_complex)
    check_number(source.text, source.article, content.number)
    if state not in _ACTS:
        raise BadCommitment(why=f"it begins as proposed or open, not as “{state.label}”")
    if state is CommitmentState.OPEN and source.text is not None:
        adoption.check_adopted(source.text, source.revision, source.article, Bound(content.bound))
    made = Commitment.objects.create(
        partner=partner, number=content.number, text=content.text, bound=content.bound, due=content.due,
        due_as_written=content.due_as_written, own_due=content.own_due, state=state, agreed=source.text,
        revision=source.revision, article=source.article, report=source.report, start=source.start, end=source.end,
        sector_complex=sector_complex, recorded_by=by, recorded_at=at, moved_at=at,
    )  # fmt: skip
    place(made, content.members, content.stages)
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
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("agreed").get(pk=commitment.pk)
    if state not in CommitmentState.values:
        raise BadCommitment(why=f"it cannot be “{state[:20]}”")
    before, wanted = CommitmentState(locked.state), CommitmentState(state)
    if wanted not in TRANSITIONS[before]:
        raise CannotBecome(number=locked.number, state=before.label, wanted=wanted.label)
    if wanted is CommitmentState.OPEN and locked.agreed is not None:
        adoption.check_adopted(locked.agreed, locked.revision, locked.article, Bound(locked.bound))
    why = words.entry(reason, what="the reason", needed=False)
    if wanted in REASONED and not why:
        raise ReasonWanted(number=locked.number, wanted=wanted.label)
    CommitmentChange.objects.create(
        commitment=locked, before=before, after=wanted, reason=why, evidence=evidence, by=by, at=at
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
    Content(locked.number, locked.text, locked.bound, members)
    before: list[Json] = [f"{one.part}: {one.who}" for one in locked.parts.all()]
    locked.parts.all().delete()
    place(locked, members, ())
    after: list[Json] = [f"{one.part}: {one.who}" for one in members]
    journal.record(act="commitment.named", thing=locked, by=by, at=at, facts={"before": before, "after": after})
    return locked


@transaction.atomic
def sort_under(*, commitment: Commitment, sector_complex: Complex | None, by: Person, at: datetime) -> Commitment:
    """Says to which complex of a programme a commitment belongs; None for none (9.2)."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("partner").get(pk=commitment.pk)
    _check_complex(locked.partner, sector_complex)
    locked.sector_complex = sector_complex
    locked.save(update_fields=["sector_complex"])
    facts: dict[str, Json] = {"complex": sector_complex.number if sector_complex else None}
    journal.record(act="commitment.sorted", thing=locked, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def tell(*, commitment: Commitment, by: Person, at: datetime, reason: str = "", apology: str = "") -> None:
    """Tells the partner our word on a commitment that follows from a shared article: state and agreed date (1.2).

    Our own date, who is in charge and what shows a state stay here.
    """
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("partner").get(pk=commitment.pk)
    if locked.agreed_id is None:
        raise NotShared(number=locked.number)
    if CommitmentState(locked.state) is CommitmentState.PROPOSED:
        raise NotConfirmed(number=locked.number)
    body: dict[str, Json] = {
        "text": locked.agreed_id, "article": locked.article, "number": locked.number, "state": locked.state,
        "due": locked.due, "reason": words.entry(reason, what="the reason", longest=LONGEST_TOLD, needed=False),
        "apology": words.entry(apology, what="the apology", longest=LONGEST_TOLD, needed=False),
    }  # fmt: skip
    dispatch.queue(partner=locked.partner, what=WHAT, body=body, thing=locked, at=at)
    facts: dict[str, Json] = {"number": locked.number, "state": locked.state, "due": locked.due}
    journal.record(act=TOLD, thing=locked, by=by, at=at, facts=facts)


def told_at(commitment: Commitment) -> datetime | None:
    """When the partner was told of a commitment last, as far as the journal still has it."""
    rows = JournalPayload.objects.filter(act=TOLD, thing_kind=commitment.kind, thing_id=commitment.pk)
    return rows.order_by("-entry").values_list("at", flat=True).first()


def of_session_text(text: Text) -> list[Commitment]:
    """The commitments that still stand from an agreed text, in the order of its articles and of their numbers."""
    rows = Commitment.objects.filter(agreed=text, state__in=STANDING)
    return sorted(rows, key=lambda one: (natural(one.article), natural(one.number)))


def side_of(commitment: Commitment) -> str:
    """The code of the side that a commitment binds; empty for both."""
    return {Bound.OURS: party.us().code, Bound.THEIRS: commitment.partner.code}.get(Bound(commitment.bound), "")


def check_number(text: Text | None, article: str, number: str) -> None:
    """Refuses a number that another commitment of an article has: the sides name commitments by article and number."""
    if text is not None and Commitment.objects.filter(agreed=text, article=article, number=number).exists():
        raise NumberTaken(article=article, number=number)


def _check_complex(partner: Party, sector_complex: Complex | None) -> None:
    if sector_complex is not None and sector_complex.programme.partner_id != partner.pk:
        raise BadCommitment(why="its complex is of a programme with another partner")
