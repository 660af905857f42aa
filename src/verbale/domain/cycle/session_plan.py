"""The plan of a commission's sessions: what is due from whom, what was missed, and years without a session (S2).

Everything here is worked out from the statute, the dates and the records; a step is done because a record shows it
(COMMISSION.md, 3.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from verbale.domain.cycle import statute
from verbale.domain.cycle.statute import Terms
from verbale.domain.spine import office, party
from verbale.kernel.errors import NotFound
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.delegation import Delegation
from verbale.records.journal import JournalPayload
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import Minutes
from verbale.records.report import Report
from verbale.records.session import Session, SessionState
from verbale.records.text import Text

SOON = timedelta(days=14)


class StepKind(StrEnum):
    """What is due before or after a session."""

    AGENDA = "agenda"
    MEMORANDUM = "memorandum"
    DELEGATION = "delegation"
    MINUTES = "minutes"
    REPORT = "report"


NAMES = {
    StepKind.AGENDA: _("Agenda"),
    StepKind.MEMORANDUM: _("Memorandum"),
    StepKind.DELEGATION: _("Delegation named"),
    StepKind.MINUTES: _("Minutes concluded"),
    StepKind.REPORT: _("Report"),
}


class StepState(StrEnum):
    """How a step stands on a day."""

    DONE = "done"
    DONE_LATE = "done late"
    COMING = "coming"
    DUE = "due"
    LATE = "late"
    MISSED = "missed"
    """Not done, and the session is over."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one side towards a session; ``side`` is a code, or empty for what both do."""

    kind: StepKind
    side: str
    due: date
    done: date | None
    state: StepState


@dataclass(frozen=True, slots=True)
class MissedYear:
    """A year with fewer sessions than the statute asks for; it stays in the plan for ever (3.3)."""

    year: int
    wanted: int
    had: int


def steps(session: Session, on: date) -> tuple[Step, ...]:
    """What is due for a session, in the order of its days; none without a statute or a day precise enough."""
    terms = terms_of(session)
    first, last = bounds(session)
    if terms is None or first is None or last is None or session.state == SessionState.CANCELLED:
        return ()
    sides = (party.us().code, session.commission.partner.code)
    found = [
        _step(kind, side, lead.before(first), _done(kind, session, side), last, on)
        for kind, lead in (
            (StepKind.AGENDA, terms.agenda),
            (StepKind.MEMORANDUM, terms.memorandum),
            (StepKind.DELEGATION, terms.delegation),
        )
        for side in sides
    ]
    found.append(_step(StepKind.MINUTES, "", terms.minutes.after(last), _minutes_done(session), None, on))
    found.append(_step(StepKind.REPORT, sides[0], terms.report.after(last), _report_done(session), None, on))
    return tuple(sorted(found, key=lambda step: (step.due, step.kind, step.side)))


def bounds(session: Session) -> tuple[date | None, date | None]:
    """The first day by which a session may begin, and the last on which it may end, as far as its dates say."""
    begins, ends = ImpreciseDate.read(session.begins), ImpreciseDate.read(session.ends)
    return begins.earliest, ends.latest or begins.latest


def terms_of(session: Session) -> Terms | None:
    """The terms of the statute that a session follows, as they are in force; None without one."""
    try:
        return statute.in_force(session.commission).terms
    except NotFound:
        return None


def missed_years(commission: Text, on: date) -> tuple[MissedYear, ...]:
    """The years over, from that of the first session on, that had fewer sessions than the statute's least."""
    try:
        least = statute.in_force(commission).terms.sessions[0]
    except NotFound:
        return ()
    rows = list(Session.objects.filter(commission=commission))
    return tuple(_missed(rows, least, on))


def _missed(rows: Sequence[Session], least: int, on: date) -> Iterable[MissedYear]:
    dated = [(first.year, one) for one in rows if (first := bounds(one)[0]) is not None]
    if not dated:
        return
    for year in range(min(each for each, _one in dated), on.year):
        had = sum(each == year and one.state == SessionState.HELD for each, one in dated)
        if had < least:
            yield MissedYear(year, least, had)


def missed(session: Session, on: date) -> bool:
    """Whether a planned session's last possible day is over and nobody said that it was held or cancelled."""
    last = bounds(session)[1]
    return session.state == SessionState.PLANNED and last is not None and last < on


def _step(kind: StepKind, side: str, due: date, done: date | None, over: date | None, on: date) -> Step:
    """``over`` is the day after which a step that was not done is missed rather than late."""
    if done is not None:
        state = StepState.DONE if done <= due else StepState.DONE_LATE
    elif over is not None and on > over:
        state = StepState.MISSED
    elif on > due:
        state = StepState.LATE
    else:
        state = StepState.DUE if due - on <= SOON else StepState.COMING
    return Step(kind, side, due, done, state)


def _done(kind: StepKind, session: Session, side: str) -> date | None:
    """The day on which a side's agenda, memorandum or delegation was first told; an agenda is told in a memorandum."""
    if kind is StepKind.DELEGATION:
        return _delegation_told(session, side)
    rows = Memorandum.objects.filter(session=session, side=side, told_at__isnull=False).order_by("version")
    for one in rows:
        if one.told_at and (one.agenda if kind is StepKind.AGENDA else one.schedule or one.agenda):
            return office.day_of(one.told_at)
    return None


def _delegation_told(session: Session, side: str) -> date | None:
    """The day on which a delegation was told for the first time: naming other people later makes it no later."""
    row = Delegation.objects.filter(session=session, side=side).first()
    if row is None:
        return None
    acts = JournalPayload.objects.filter(thing_kind=row.kind, thing_id=row.pk, act__in=_DELEGATION_TOLD)
    first = acts.order_by("entry").first()
    told = first.at if first else row.told_at
    return office.day_of(told) if told else None


_DELEGATION_TOLD = ("delegation.told", "delegation.partner told")


def _minutes_done(session: Session) -> date | None:
    """The day on which the minutes were concluded on both nodes."""
    row = Minutes.objects.filter(session=session, concluded_at__isnull=False).first()
    return office.day_of(row.concluded_at) if row and row.concluded_at else None


def _report_done(session: Session) -> date | None:
    row = Report.objects.filter(session=session).exclude(dated="").first()
    return ImpreciseDate.read(row.dated).latest if row else None
