"""What sessions leave to do: our steps that are due, memoranda on their way, and what the partner owes or says (S15).

A step is named by what stands in its way: nothing written, not approved, not told. What came to stand in the plan only
after its days asks for nothing, and neither does what can no longer be done (COMMISSION.md, 3.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from verbale.domain.books.task import Task
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import session_plan
from verbale.domain.cycle.memorandum import AUTHORITY, has_begun
from verbale.domain.cycle.session_evidence import StepKind, evidence
from verbale.domain.cycle.session_plan import SOON, Step, StepState
from verbale.domain.spine.authority import holding
from verbale.domain.spine.office import zone
from verbale.domain.spine.party import us
from verbale.records.delegation import Delegation
from verbale.records.memorandum import Memorandum, MemorandumState
from verbale.records.minutes import Minutes
from verbale.records.person import Authority, Person
from verbale.records.report import Report
from verbale.records.session import Session, SessionState

_PRESSING = frozenset({StepState.DUE, StepState.LATE})
_IN_A_MEMORANDUM = frozenset({StepKind.AGENDA, StepKind.MEMORANDUM})
_OF_THEIRS = {
    StepKind.AGENDA: _("Ask the partner for its agenda"),
    StepKind.MEMORANDUM: _("Ask the partner for its memorandum"),
    StepKind.DELEGATION: _("Ask the partner who comes"),
}
_OF_MEMORANDA = {
    None: _("Write our memorandum"),
    MemorandumState.DRAFT: _("Have our memorandum approved"),
    MemorandumState.APPROVED: _("Tell the partner the approved memorandum"),
}


def of_sessions(person: Person, today: date) -> Iterator[Task]:
    """What a person at the desk has to do for the sessions of commissions."""
    rows = list(_unfinished(person).select_related("commission__partner", "word"))
    known, held = evidence(rows), _Held.of(rows, person)
    for session in rows:
        last = session_plan.bounds(session)[1]
        if last is not None and last < session.planned_at.astimezone(held.zone).date():
            continue
        mine = [one for one in session_plan.steps(session, today, known) if one.state in _PRESSING]
        yield from _steps(session, mine, held)
        yield from _memorandum_on_its_way(session, mine, held, today)
        if session_plan.missed(session, today):
            yield _task(_("Say whether a session was held"), session, held, last)
    for session in rows:
        if any(sessions.differences(session)):
            yield _task(_("Answer what the partner says of a session"), session, held)


def memoranda_to_approve(person: Person, today: date) -> Iterator[Task]:
    """Our drafts for coming sessions, for whoever holds the authority that approves them."""
    authority = Authority.objects.filter(code=AUTHORITY).first()
    if authority is None or holding(person, authority, today) is None:
        return
    rows = Memorandum.objects.visible_to(person).filter(side=us().code, state=MemorandumState.DRAFT)
    rows = rows.filter(session__state=SessionState.PLANNED).exclude(agenda=[]).exclude(schedule=[])
    for row in rows.select_related("session__commission"):
        if not has_begun(row.session, today):
            what = _("Approve as %(authority)s") % {"authority": authority.title(person.language)}
            yield Task(what, _about(row.session, person), row.kind, row.pk, row.written_at)


@dataclass(frozen=True, slots=True)
class _Held:
    """What we hold for some sessions: our newest memorandum, our delegation, whether minutes and report are begun."""

    person: Person
    ours: str
    zone: ZoneInfo
    memoranda: dict[str, Memorandum]
    delegations: dict[str, Delegation]
    minutes: dict[str, Minutes]
    reports: dict[str, Report]

    @classmethod
    def of(cls, rows: list[Session], person: Person) -> _Held:
        ours, among = us().code, [row.pk for row in rows]
        memoranda = Memorandum.objects.filter(session__in=among, side=ours).order_by("version")
        delegations = Delegation.objects.filter(session__in=among, side=ours)
        minutes, reports = Minutes.objects.filter(session__in=among), Report.objects.filter(session__in=among)
        return cls(
            person,
            ours,
            zone(),
            {row.session_id: row for row in memoranda.defer("agenda", "schedule", "supplements")},
            {str(row.session_id): row for row in delegations},
            {str(row.session_id): row for row in minutes.visible_to(person)},
            {str(row.session_id): row for row in reports.visible_to(person)},
        )

    def report_without_day(self, session: Session) -> bool:
        """Whether no report of a session is begun whose own day brings it to the inbox."""
        row = self.reports.get(session.pk)
        return row is None or row.due is None


def _unfinished(person: Person) -> QuerySet[Session]:
    """Sessions that are to come, and those held of which minutes or report are still open."""
    concluded = Minutes.objects.filter(session=OuterRef("pk"), concluded_at__isnull=False)
    reported = Report.objects.filter(session=OuterRef("pk")).exclude(dated="")
    seen = Session.objects.visible_to(person).exclude(state=SessionState.CANCELLED)
    return seen.exclude(Exists(concluded), Exists(reported), state=SessionState.HELD)


def _steps(session: Session, pressing: list[Step], held: _Held) -> Iterator[Task]:
    """Our steps that press, and the partner's that are late; of one memorandum once, by its first day."""
    asked: set[tuple[str, bool]] = set()
    for step in pressing:
        if step.side not in ("", held.ours) and step.state is not StepState.LATE:
            continue
        key = (step.side, step.kind in _IN_A_MEMORANDUM)
        if key[1] and key in asked:
            continue
        asked.add(key)
        if step.side not in ("", held.ours):
            yield _task(_OF_THEIRS[step.kind], session, held, step.due)
        elif step.kind is not StepKind.REPORT or held.report_without_day(session):
            yield _ours(session, step, held)


def _ours(session: Session, step: Step, held: _Held) -> Task:
    """One step of ours, by what is to be done next for it, at the place where that is done."""
    row: Memorandum | Delegation | Minutes | Report | None
    if step.kind in _IN_A_MEMORANDUM:
        row = held.memoranda.get(session.pk)
        what = _OF_MEMORANDA[MemorandumState(row.state) if row else None]
    elif step.kind is StepKind.DELEGATION:
        row = held.delegations.get(session.pk)
        what = _("Tell the partner our delegation") if row else _("Name our delegation")
    elif step.kind is StepKind.MINUTES:
        row = held.minutes.get(session.pk)
        what = _("Bring the minutes to their conclusion") if row else _("Write the minutes")
    else:
        row = held.reports.get(session.pk)
        what = _("Date and submit the report") if row else _("Write the report")
    at = (row.text.kind, row.text_id) if isinstance(row, Minutes) else (row.kind, row.pk) if row else None
    return _task(what, session, held, step.due, at)


def _memorandum_on_its_way(session: Session, pressing: list[Step], held: _Held, today: date) -> Iterator[Task]:
    """An approved version that was not told, where no step that presses brings it."""
    row = held.memoranda.get(session.pk)
    if row is None or row.state != MemorandumState.APPROVED or has_begun(session, today):
        return
    if not any(one.kind in _IN_A_MEMORANDUM and one.side == row.side for one in pressing):
        what = _OF_MEMORANDA[MemorandumState.APPROVED]
        yield Task(str(what), _about(session, held.person), row.kind, row.pk, row.approved_at or row.written_at)


def _task(
    what: object, session: Session, held: _Held, due: date | None = None, at: tuple[str, str] | None = None
) -> Task:
    """A task about a session, which waits since its day came near."""
    kind, place = at or (session.kind, session.pk)
    near = datetime.combine(due - SOON, time(), held.zone) if due else session.planned_at
    return Task(str(what), _about(session, held.person), kind, place, max(near, session.planned_at), due)


def _about(session: Session, person: Person) -> str:
    return f"{session.commission.title(person.language)} {session.number}"
