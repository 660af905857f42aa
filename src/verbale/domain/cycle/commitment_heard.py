"""What the partner said of a commitment in talks or in a letter, recorded here by a person (S106).

Kept as its word, as one that came by pouch is; a date promised instead becomes a move of its side at once, since the
person who records it was told so; what it promised besides becomes milestones.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.cycle.commitment import LONGEST_TOLD, NotConfirmed
from verbale.domain.cycle.commitment_arrival import HEARD
from verbale.domain.cycle.commitment_content import Stage
from verbale.domain.cycle.commitment_date import add_stage, move
from verbale.domain.spine import journal
from verbale.domain.spine.office import day_of, zone
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Bound, Commitment, CommitmentState, CommitmentWord, Milestone
from verbale.records.person import Person, Role


class NotTheirs(Refused):
    """Commitment {number} binds us alone, so the partner cannot be late with it."""


class NotYetSaid(WrongUse):
    """The partner cannot have said this on {on}, which is still to come."""


class NothingSaid(WrongUse):
    """Give what the partner said of commitment {number}: a reason, an apology, a new date, or what it promised."""


@transaction.atomic
def hear(
    *, commitment: Commitment, said_on: date, by: Person, at: datetime, reason: str = "", apology: str = "",
    due: str = "", milestone: Milestone | None = None, promised: Sequence[Stage] = (), source: str = "",
) -> Commitment:  # fmt: skip
    """Records what the partner said on a day of what it owes: its reason and apology, the date promised instead
    (``due``, of the whole or of one milestone), what it promised besides, and where that is found."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("partner").get(pk=commitment.pk)
    _check(locked, said_on, at)
    why = words.entry(reason, what="the reason", longest=LONGEST_TOLD, needed=False)
    sorry = words.entry(apology, what="the apology", longest=LONGEST_TOLD, needed=False)
    when = ImpreciseDate.read(due).edtf
    if not (why or sorry or when or promised):
        raise NothingSaid(number=locked.number)
    whole = when if milestone is None else ""
    said = {"state": locked.state, "due": whole, "reason": why, "apology": sorry, "told_at": _moment(said_on, at)}
    CommitmentWord.objects.update_or_create(commitment=locked, defaults=said)
    facts: dict[str, Json] = {
        "number": locked.number, "state": locked.state, "due": when, "reason": why, "apology": sorry,
        "on": said_on.isoformat(), "source": words.line(source, what="the source", needed=False),
    }  # fmt: skip
    journal.record(act=HEARD, thing=locked, by=by, at=at, facts=facts)
    if when and when != (milestone.due if milestone else locked.due):
        side = locked.partner.code
        move(
            commitment=locked, due=when, reason=why, apology=sorry, milestone=milestone, side=side, by=by, at=at
        )  # fmt: skip
    for stage in promised:
        add_stage(commitment=locked, stage=stage, by=by, at=at)
    return Commitment.objects.get(pk=locked.pk)


def _check(row: Commitment, said_on: date, at: datetime) -> None:
    if row.bound == Bound.OURS:
        raise NotTheirs(number=row.number)
    if row.state == CommitmentState.PROPOSED:
        raise NotConfirmed(number=row.number)
    if said_on > day_of(at):
        raise NotYetSaid(on=said_on.isoformat())


def _moment(said_on: date, at: datetime) -> datetime:
    """Noon of the day on which it was said, or now if that is still to come."""
    return min(datetime.combine(said_on, time(12), zone()), at)
