"""Dates of commitments: moved with a reason, by whom, with which apology; every former date stays (S103, S106)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.cycle.commitment import STANDING
from verbale.domain.cycle.commitment_content import MOST_MILESTONES, BadCommitment, Stage
from verbale.domain.spine import journal, party
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate, Precision
from verbale.records.commitment import Commitment, CommitmentMove, CommitmentState, Milestone
from verbale.records.person import Person, Role


class SameDate(WrongUse):
    """Commitment {number} has that date already, so nothing is moved."""


class NoReasonToMove(WrongUse):
    """Whoever moves the date of commitment {number} says why. Give the reason."""


class NotASide(WrongUse):
    """“{side}” is neither side. It was moved by {sides}."""


class NothingToMove(Refused):
    """Commitment {number} is “{state}”, so its dates move no more."""


class NotYetReached(WrongUse):
    """A milestone cannot have been reached on {on}, which is still to come."""


class Timing(StrEnum):
    """How a commitment stands in time on a day."""

    DONE = "done"
    """Nothing is awaited of it: it is done, dropped or superseded, or nobody has confirmed it."""
    NOT_YET = "not yet"
    DUE = "due"
    """The period that the date means has begun and is not over; or it is due within the days asked for."""
    OVERDUE = "overdue"
    UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Due:
    """A date by which something is to be done: as kept, and what it is the date of.

    ``own`` says that it is our own beside the one agreed; ``milestone`` names the step it belongs to, empty for the
    whole commitment.
    """

    when: ImpreciseDate
    own: bool = False
    milestone: str = ""

    @property
    def last(self) -> date | None:
        """The last day that it may mean; None without a date."""
        return self.when.latest


@dataclass(frozen=True, slots=True)
class Pressing:
    """How a commitment stands in time on a day, the date that makes it stand so, and whole days since it passed."""

    timing: Timing
    due: Due
    days_over: int = 0


@transaction.atomic
def move(
    *, commitment: Commitment, due: str, reason: str, by: Person, at: datetime, milestone: Milestone | None = None,
    own: bool = False, side: str = "", apology: str = "",
) -> CommitmentMove:  # fmt: skip
    """Moves the agreed date of a commitment or of one milestone, or our own date (``own``); ``side`` says who moved it,
    ours unless given. Only the partner's move may lack a reason: then none was given."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update(of=("self",)).select_related("partner").get(pk=commitment.pk)
    if CommitmentState(locked.state) not in STANDING:
        raise NothingToMove(number=locked.number, state=locked.get_state_display())
    ours, theirs = party.us().code, locked.partner.code
    mover = side or ours
    if mover not in (ours, theirs):
        raise NotASide(side=side, sides=f"{ours} / {theirs}")
    if own and (milestone is not None or mover == theirs):
        raise BadCommitment(why="our own date is one of the whole commitment, and only we move it")
    why = words.entry(reason, what="the reason", needed=False)
    if not why and mover == ours:
        raise NoReasonToMove(number=locked.number)
    thing, field = (locked, "own_due" if own else "due") if milestone is None else (_locked(milestone, locked), "due")
    before, after = getattr(thing, field), ImpreciseDate.read(due).edtf
    if before == after:
        raise SameDate(number=locked.number)
    setattr(thing, field, after)
    thing.save(update_fields=[field])
    Commitment.objects.filter(pk=locked.pk).update(moved_at=at)
    row = CommitmentMove.objects.create(
        commitment=locked, milestone=milestone, before=before, after=after, own=own, side=mover, reason=why,
        apology=words.entry(apology, what="the apology", needed=False), by=by, at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"number": locked.number, "before": before, "after": after, "side": mover, "own": own}
    journal.record(act="commitment.moved", thing=locked, by=by, at=at, facts=facts)
    return row


def _locked(milestone: Milestone, commitment: Commitment) -> Milestone:
    found = Milestone.objects.select_for_update().filter(pk=milestone.pk, commitment=commitment).first()
    if found is None:
        raise NotFound(what="milestone", which=milestone.what)
    return found


@transaction.atomic
def reach(*, milestone: Milestone, on: date, by: Person, at: datetime) -> Milestone:
    """Says that a milestone was reached on a day."""
    check_role(by, Role.DESK)
    if on > day_of(at):
        raise NotYetReached(on=on.isoformat())
    locked = Milestone.objects.select_for_update().select_related("commitment").get(pk=milestone.pk)
    locked.done_on = on
    locked.save(update_fields=["done_on"])
    facts: dict[str, Json] = {"milestone": locked.what[: words.LONGEST_LINE], "on": on.isoformat()}
    journal.record(act="commitment.milestone reached", thing=locked.commitment, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def add_stage(*, commitment: Commitment, stage: Stage, by: Person, at: datetime) -> Milestone:
    """Adds a milestone to a commitment that stands: what was promised in addition, such as negotiators to be named."""
    check_role(by, Role.DESK)
    locked = Commitment.objects.select_for_update().get(pk=commitment.pk)
    if CommitmentState(locked.state) not in STANDING:
        raise NothingToMove(number=locked.number, state=locked.get_state_display())
    places = list(locked.milestones.values_list("place", flat=True))
    if len(places) >= MOST_MILESTONES:
        raise BadCommitment(why=f"it has {MOST_MILESTONES} milestones, which is the most")
    row = Milestone.objects.create(
        commitment=locked, place=max(places, default=0) + 1, what=stage.what, due=stage.due,
        due_as_written=stage.as_written,
    )  # fmt: skip
    Commitment.objects.filter(pk=locked.pk).update(moved_at=at)
    facts: dict[str, Json] = {"milestone": row.what[: words.LONGEST_LINE], "due": row.due}
    journal.record(act="commitment.milestone added", thing=locked, by=by, at=at, facts=facts)
    return row


def due_of(commitment: Commitment) -> Due:
    """The date by which a commitment counts as due: our own where there is one, else the one agreed (8.2)."""
    if commitment.own_due:
        return Due(ImpreciseDate.read(commitment.own_due), own=True)
    return Due(ImpreciseDate.read(commitment.due))


def timing(due: ImpreciseDate, *, standing: bool, on: date, days: int = 0) -> Timing:
    """How a date stands on a day: overdue once the last day it may mean has passed (8.6); "immediately" is due from
    the day it was said (8.7); due from the first day it may mean, or ``days`` before its last. What has no last day
    ("from 1988 on", "immediately" of an unknown day) is due from its first and never overdue."""
    if not standing:
        return Timing.DONE
    if due.precision is Precision.NONE:
        return Timing.UNDATED
    if due.latest is not None and on > due.latest:
        return Timing.OVERDUE
    begun = due.earliest is not None and on >= due.earliest
    at_once = due == ImpreciseDate.immediately()
    near = due.latest or due.earliest
    return Timing.DUE if begun or at_once or (near and (near - on).days <= days) else Timing.NOT_YET


def pressing(commitment: Commitment, on: date, days: int = 0) -> Pressing:
    """How a commitment stands on a day, with its milestones: one that was not reached makes the whole overdue.

    Of several dates the one that passed, or will pass, first counts. A list prefetches the milestones.
    """
    standing = CommitmentState(commitment.state) in STANDING
    dates = dates_of(commitment) or [due_of(commitment)]
    stands = [(timing(one.when, standing=standing, on=on, days=days), one) for one in dates]
    worst, counted = min(stands, key=lambda one: (_ORDER.index(one[0]), one[1].last or date.max))
    over = (on - counted.last).days if worst is Timing.OVERDUE and counted.last is not None else 0
    return Pressing(worst, counted, over)


_ORDER = (Timing.OVERDUE, Timing.DUE, Timing.NOT_YET, Timing.UNDATED, Timing.DONE)


def dates_of(commitment: Commitment) -> list[Due]:
    """Every date that still counts: of the whole, and of the milestones that were not reached."""
    steps = (
        Due(ImpreciseDate.read(one.due), milestone=one.what)
        for one in commitment.milestones.all()
        if one.done_on is None
    )
    return [one for one in (due_of(commitment), *steps) if one.when.precision is not Precision.NONE]


def timing_of(commitment: Commitment, on: date, days: int = 0) -> Timing:
    """How a commitment stands in time on a day."""
    return pressing(commitment, on, days).timing
