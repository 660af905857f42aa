"""Visits: coming, made, cancelled; the directive's assignments checked one by one, and wishes met or not (S74, S113).

COMMISSION.md, 5.3. A visit is ours to know: nothing here is told to the partner.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from verbale.domain.cycle import words
from verbale.domain.spine import journal, party
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import Session
from verbale.records.visit import Assignment, Fulfilled, Visit, VisitState

MOST = 1_000
"""Assignments of a directive, and wishes before a visit."""

TRANSITIONS: dict[VisitState, frozenset[VisitState]] = {
    VisitState.COMING: frozenset({VisitState.MADE, VisitState.CANCELLED}),
    VisitState.MADE: frozenset(),
    VisitState.CANCELLED: frozenset({VisitState.COMING}),
}


class BadVisit(WrongUse):
    """A visit cannot be recorded so: {why}."""


class NotPossible(Refused):
    """The visit “{title}” is “{state}” and cannot become “{wanted}”."""


class NotComing(Refused):
    """The visit “{title}” is “{state}”. Only the dates of a visit that is still coming can be changed."""


class NoReason(WrongUse):
    """Whoever moves or cancels a visit says why. Give the reason."""


class HasAssignments(Refused):
    """The visit “{title}” has assignments of the directive “{directive}” already, so it keeps that directive."""


class NotMade(Refused):
    """The visit “{title}” is “{state}”. What came of it can be said once it was made."""


class NotAnAnswer(WrongUse):
    """“{said}” does not say whether it was fulfilled. Say: {known}."""


class TooMany(Refused):
    """The visit “{title}” has {limit} of these, which is the most."""


@dataclass(frozen=True, slots=True)
class Result:
    """How many assignments, or wishes, came out how; ``unsaid`` are those of which nobody has said it."""

    yes: int
    partly: int
    no: int
    unsaid: int

    @property
    def all_yes(self) -> bool:
        """Whether there are any, and every one was fulfilled."""
        return self.yes > 0 and not (self.partly or self.no or self.unsaid)


@transaction.atomic
def plan(
    *, partner: Party, title: str, side: str, begins: str, by: Person, at: datetime, ends: str = "", leader: str = "",
    place: str = "", session: Session | None = None, directive: Instrument | None = None,
) -> Visit:  # fmt: skip
    """Records a coming visit of one side to the other, beside a session if it is made in parallel with one (S81)."""
    check_role(by, Role.DESK)
    if side not in (party.us().code, partner.code):
        raise BadVisit(why="neither side travels")
    _check_session(session, partner)
    first, last = _dates(begins, ends)
    visit = Visit.objects.create(
        partner=partner, session=session, title=words.line(title, what="title"), side=side,
        leader=words.line(leader, what="leader", needed=False), place=words.line(place, what="place", needed=False),
        begins=first, ends=last, directive=directive, recorded_by=by, recorded_at=at,
    )  # fmt: skip
    record("visit.planned", visit, by, at, {"side": side, "begins": first})
    return visit


@transaction.atomic
def describe(
    *, visit: Visit, title: str, leader: str, place: str, by: Person, at: datetime, session: Session | None = None
) -> Visit:  # fmt: skip
    """Changes how a visit is called, who leads it, where to, and beside which session; the journal keeps the former."""
    check_role(by, Role.DESK)
    locked = locked_visit(visit)
    _check_session(session, locked.partner)
    before: dict[str, Json] = {name: getattr(locked, name) for name in ("title", "leader", "place")}
    locked.title = words.line(title, what="title")
    locked.leader = words.line(leader, what="leader", needed=False)
    locked.place = words.line(place, what="place", needed=False)
    locked.session = session
    locked.save(update_fields=["title", "leader", "place", "session"])
    record("visit.described", locked, by, at, {"before": before})
    return locked


@transaction.atomic
def move(*, visit: Visit, begins: str, reason: str, by: Person, at: datetime, ends: str = "") -> Visit:
    """Gives a coming visit other dates, with the reason; the journal keeps the former ones."""
    check_role(by, Role.DESK)
    said = _reason(reason)
    locked = locked_visit(visit)
    if locked.state != VisitState.COMING:
        raise NotComing(title=locked.title, state=locked.get_state_display())
    facts: dict[str, Json] = {"before": [locked.begins, locked.ends], "reason": said}
    locked.begins, locked.ends = _dates(begins, ends)
    locked.reason = said
    locked.save(update_fields=["begins", "ends", "reason"])
    record("visit.moved", locked, by, at, facts)
    return locked


@transaction.atomic
def made(*, visit: Visit, begins: str, ends: str, by: Person, at: datetime) -> Visit:
    """Says that a visit was made, from its first to its last day."""
    check_role(by, Role.DESK)
    first, last = _dates(begins, ends)
    locked = _become(visit, VisitState.MADE)
    locked.begins, locked.ends = first, last
    locked.save(update_fields=["state", "begins", "ends"])
    record("visit.made", locked, by, at, {"begins": first, "ends": last})
    return locked


@transaction.atomic
def cancel(*, visit: Visit, reason: str, by: Person, at: datetime) -> Visit:
    """Says that a coming visit will not be; it stays among the visits."""
    check_role(by, Role.DESK)
    said = _reason(reason)
    locked = _become(visit, VisitState.CANCELLED)
    locked.reason = said
    locked.save(update_fields=["state", "reason"])
    record("visit.cancelled", locked, by, at, {"reason": said})
    return locked


@transaction.atomic
def resume(*, visit: Visit, by: Person, at: datetime) -> Visit:
    """Plans a visit again that was cancelled."""
    check_role(by, Role.DESK)
    locked = _become(visit, VisitState.COMING)
    locked.reason = ""
    locked.save(update_fields=["state", "reason"])
    record("visit.resumed", locked, by, at, {})
    return locked


@transaction.atomic
def direct(*, visit: Visit, directive: Instrument, by: Person, at: datetime) -> Visit:
    """Names the directive under which a visit is made; it is not exchanged once there are assignments of it."""
    check_role(by, Role.DESK)
    locked = locked_visit(visit)
    before = locked.directive
    if before is not None and before.pk != directive.pk and Assignment.objects.filter(visit=locked).exists():
        raise HasAssignments(title=locked.title, directive=before.title)
    locked.directive = directive
    locked.save(update_fields=["directive"])
    record("visit.directed", locked, by, at, {"directive": directive.pk})
    return locked


def coming(
    partner: Party | None = None, *, led: bool = False, among: QuerySet[Visit] | None = None
) -> list[Visit]:  # fmt: skip
    """The coming visits, the next first; with ``led`` only those of which the leader is known (S113).

    ``among`` narrows them, such as to those that somebody may see.
    """
    rows = (Visit.objects.all() if among is None else among).filter(state=VisitState.COMING).select_related("partner")
    rows = rows.filter(partner=partner) if partner is not None else rows
    rows = rows.exclude(leader="") if led else rows
    return sorted(rows, key=lambda one: (_first_day(one) or date.max, one.title))


def passed(visit: Visit, on: date) -> bool:
    """Whether a visit is still said to be coming though its last possible day is over."""
    last = last_day(visit)
    return visit.state == VisitState.COMING and last is not None and last < on


def last_day(visit: Visit) -> date | None:
    """The last day that a visit may have, as far as its dates say."""
    return ImpreciseDate.read(visit.ends).latest or ImpreciseDate.read(visit.begins).latest


def _first_day(visit: Visit) -> date | None:
    begins = ImpreciseDate.read(visit.begins)
    return begins.earliest or begins.latest


def _dates(begins: str, ends: str) -> tuple[str, str]:
    first, last = ImpreciseDate.read(begins), ImpreciseDate.read(ends)
    if first.latest is None:
        raise BadVisit(why="it has no date on which it begins; a year will do")
    if last.latest is not None and first.earliest is not None and last.latest < first.earliest:
        raise BadVisit(why="it ends before it begins")
    return first.edtf, last.edtf


def _check_session(session: Session | None, partner: Party) -> None:
    if session is not None and session.commission.partner_id != partner.pk:
        raise BadVisit(why="its session is one with another partner")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise NoReason()
    return words.entry(reason, what="reason", longest=words.LONGEST_TEXT)


def next_number(visit: Visit, last: int | None, wanted: int | None) -> int:
    """The number of the next assignment or wish after the last, or the one wanted. Raises TooMany."""
    number = (last or 0) + 1 if wanted is None else wanted
    if not 1 <= number <= MOST:
        raise TooMany(title=visit.title, limit=MOST)
    return number


def check_made(visit: Visit) -> None:
    """Refuses to hear what came of a visit that was not made."""
    if visit.state != VisitState.MADE:
        raise NotMade(title=visit.title, state=visit.get_state_display())


def check_answer(said: str) -> None:
    """Refuses what does not say yes, partly or no."""
    known = [one.value for one in Fulfilled if one is not Fulfilled.OPEN]
    if said not in known:
        raise NotAnAnswer(said=said[:20], known=", ".join(known))


def counted(said: list[str]) -> Result:
    """How many came out how."""
    counts = (said.count(one) for one in (Fulfilled.YES, Fulfilled.PARTLY, Fulfilled.NO, Fulfilled.OPEN))
    return Result(*counts)


def locked_visit(visit: Visit) -> Visit:
    """The visit as it stands, locked, with partner and directive."""
    return Visit.objects.select_for_update(of=("self",)).select_related("partner", "directive").get(pk=visit.pk)


def _become(visit: Visit, wanted: VisitState) -> Visit:
    locked = locked_visit(visit)
    if wanted not in TRANSITIONS[VisitState(locked.state)]:
        raise NotPossible(title=locked.title, state=locked.get_state_display(), wanted=wanted.label)
    locked.state = wanted
    return locked


def record(act: str, visit: Visit, by: Person, at: datetime, facts: dict[str, Json]) -> None:
    """Writes an act on a visit into the journal."""
    journal.record(act=act, thing=visit, by=by, at=at, facts=facts)
