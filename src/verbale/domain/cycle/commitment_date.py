"""Dates of commitments: moved with a reason, by whom, with which apology; every former date stays (S103, S106)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from verbale.domain.cycle.commitment import LONGEST, STANDING, BadCommitment
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import WrongUse
from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.records.commitment import Commitment, CommitmentMove, CommitmentState, Milestone
from verbale.records.person import Person, Role


class SameDate(WrongUse):
    """Commitment {number} has that date already, so nothing is moved."""


class NoReasonToMove(WrongUse):
    """Whoever moves the date of commitment {number} says why. Give the reason."""


class NotASide(WrongUse):
    """“{side}” is neither side. It was moved by {sides}."""


class Timing(StrEnum):
    """How a commitment stands in time on a day."""

    DONE = "done"
    NOT_YET = "not yet"
    DUE = "due"
    """The period that the date means has begun and is not over; or it is due within the days asked for."""
    OVERDUE = "overdue"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Due:
    """The date by which something is to be done: as kept, which of the two it is, and the last day it may mean."""

    when: ImpreciseDate
    own: bool

    @property
    def last(self) -> date | None:
        """The last day that it may mean; None without a date."""
        return self.when.latest


@transaction.atomic
def move(
    *, commitment: Commitment, due: str, reason: str, by: Person, at: datetime, milestone: Milestone | None = None,
    own: bool = False, side: str = "", apology: str = "",
) -> CommitmentMove:  # fmt: skip
    """Moves the agreed date of a commitment or of one milestone, or our own date (``own``); ``side`` says who moved it,
    ours unless given."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    sides = (party.us().code, locked.partner.code)
    if side and side not in sides:
        raise NotASide(side=side, sides=" / ".join(sides))
    if not reason.strip():
        raise NoReasonToMove(number=locked.number)
    if max(len(reason), len(apology)) > LONGEST:
        raise BadCommitment(why="the reason is too long")
    after = ImpreciseDate.read(due).edtf
    thing, field = (locked, "own_due" if own else "due") if milestone is None else (_locked(milestone, locked), "due")
    before = getattr(thing, field)
    if before == after:
        raise SameDate(number=locked.number)
    setattr(thing, field, after)
    thing.save(update_fields=[field])
    Commitment.objects.filter(pk=locked.pk).update(moved_at=at)
    row = CommitmentMove.objects.create(
        commitment=locked, milestone=milestone, before=before, after=after, own=own, side=side or sides[0],
        reason=reason.strip(), apology=apology.strip(), by=by, at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"number": locked.number, "before": before, "after": after, "side": row.side, "own": own}
    journal.record(act="commitment.moved", thing=locked, by=by, at=at, facts=facts)
    return row


def _locked(milestone: Milestone, commitment: Commitment) -> Milestone:
    return Milestone.objects.select_for_update().get(pk=milestone.pk, commitment=commitment)


def due_of(commitment: Commitment) -> Due:
    """The date by which a commitment counts as due: our own where there is one, else the one agreed (8.2)."""
    if commitment.own_due:
        return Due(ImpreciseDate.read(commitment.own_due), own=True)
    return Due(ImpreciseDate.read(commitment.due), own=False)


def timing(due: ImpreciseDate, *, standing: bool, on: date, days: int = 0) -> Timing:
    """How a date stands on a day: overdue once the last day it may mean has passed (8.6); "immediately" is due from
    the day it was said (8.7); due from the first day it may mean, or ``days`` before its last."""
    if not standing:
        return Timing.DONE
    if due.latest is None:
        return Timing.UNDATED
    if on > due.latest:
        return Timing.OVERDUE
    begun = due.earliest is not None and due.precision is not Precision.RANGE and on >= due.earliest
    return Timing.DUE if begun or (due.latest - on).days <= days else Timing.NOT_YET


def timing_of(commitment: Commitment, on: date, days: int = 0) -> Timing:
    """How a commitment stands in time on a day."""
    standing = CommitmentState(commitment.state) in STANDING
    return timing(due_of(commitment).when, standing=standing, on=on, days=days)
