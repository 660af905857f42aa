"""The plan of a commission's sessions: what is due from whom, what was missed, and years without a session (S2).

Everything here is worked out from the statute, the dates and the records; a step is done because a record shows it
(COMMISSION.md, 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.utils.translation import gettext_noop as _

from verbale.domain.cycle import statute
from verbale.domain.cycle.session_beside import days
from verbale.domain.cycle.session_evidence import Evidence, StepKind, evidence
from verbale.domain.cycle.statute import NoStatute, Statute, Terms
from verbale.records.session import Session, SessionState
from verbale.records.text import Text

__all__ = [
    "NAMES", "SOON", "MissedYear", "Step", "StepKind", "StepState", "bounds", "missed", "missed_years", "missing",
    "steps", "terms_of",
]  # fmt: skip

SOON = timedelta(days=14)


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


def steps(session: Session, on: date, known: Evidence | None = None) -> tuple[Step, ...]:
    """What is due for a session, in the order of its days; none without a statute or a day precise enough.

    ``known`` is the evidence of several sessions, read together; without it, it is read for this one.
    """
    shown = known or evidence([session])
    terms = shown.terms_of(session)
    first, last = bounds(session)
    if terms is None or first is None or last is None or session.state == SessionState.CANCELLED:
        return ()
    sides = (shown.us, session.commission.partner.code)
    found = [
        _step(kind, side, lead.before(first), shown.done(session, kind, side), last, on)
        for kind, lead in (
            (StepKind.AGENDA, terms.agenda),
            (StepKind.MEMORANDUM, terms.memorandum),
            (StepKind.DELEGATION, terms.delegation),
        )
        for side in sides
    ]
    for kind, side, lead in ((StepKind.MINUTES, "", terms.minutes), (StepKind.REPORT, sides[0], terms.report)):
        found.append(_step(kind, side, lead.after(last), shown.done(session, kind), None, on))
    return tuple(sorted(found, key=lambda step: (step.due, step.kind, step.side)))


def bounds(session: Session) -> tuple[date | None, date | None]:
    """The first day by which a session may begin, and the last on which it may end, as far as its dates say."""
    return days(session)


def terms_of(session: Session) -> Terms | None:
    """The terms of the statute that a session follows, as they are in force; None without one that can be read."""
    return evidence([session]).terms_of(session)


def missed_years(commission: Text, on: date) -> tuple[MissedYear, ...]:
    """The years over, from that of the first session on, that had fewer sessions than the statute's least."""
    rules = statute.in_force_of([commission]).get(commission.pk)
    return missing(list(Session.objects.filter(commission=commission)), rules, on)


def missing(rows: Sequence[Session], rules: Statute | NoStatute | None, on: date) -> tuple[MissedYear, ...]:
    """The years over that had fewer sessions than a statute's least, where these are all sessions of a commission."""
    return tuple(_missed(rows, rules.terms.sessions[0], on)) if isinstance(rules, Statute) else ()


def _missed(rows: Sequence[Session], least: int, on: date) -> Iterator[MissedYear]:
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
