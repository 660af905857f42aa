"""What shows that the steps towards sessions are done: read from the records, for many sessions at the cost of one.

A step is done because a record shows it, never because somebody ticked it (COMMISSION.md, 3.2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from verbale.domain.cycle import statute
from verbale.domain.cycle.statute import NoStatute, Statute, Terms
from verbale.domain.spine import office, party
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.delegation import Delegation
from verbale.records.journal import JournalPayload
from verbale.records.memorandum import Memorandum
from verbale.records.minutes import Minutes
from verbale.records.report import Report
from verbale.records.session import Session

_DELEGATION_TOLD = ("delegation.told", "delegation.partner told")


class StepKind(StrEnum):
    """What is due before or after a session."""

    AGENDA = "agenda"
    MEMORANDUM = "memorandum"
    DELEGATION = "delegation"
    MINUTES = "minutes"
    REPORT = "report"


Key = tuple[str, StepKind, str]
"""A session's identity, a step, and a side's code (empty for what both do)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records show of some sessions: the statute of each commission, and the day each step was done."""

    us: str
    statutes: Mapping[str, Statute | NoStatute]
    days: Mapping[Key, date]

    def statute_of(self, session: Session) -> Statute | None:
        """The statute in force for a session; None without one that can be read."""
        found = self.statutes.get(session.commission_id)
        return found if isinstance(found, Statute) else None

    def terms_of(self, session: Session) -> Terms | None:
        found = self.statute_of(session)
        return found.terms if found else None

    def done(self, session: Session, kind: StepKind, side: str = "") -> date | None:
        """The day on which a step was done first; None while it is not. Minutes are of both, the report is ours."""
        of = "" if kind in (StepKind.MINUTES, StepKind.REPORT) else side
        return self.days.get((session.pk, kind, of))


def evidence(sessions: Collection[Session]) -> Evidence:
    """The evidence of these sessions, whose ``commission`` is best read along."""
    ids = [one.pk for one in sessions]
    commissions = {one.commission_id: one.commission for one in sessions}
    zone, days = office.zone(), dict[Key, date]()
    told = ((key, at.astimezone(zone).date()) for read in (_memoranda, _delegations, _minutes) for key, at in read(ids))
    for key, day in (*told, *_reports(ids)):
        days[key] = min(day, days.get(key, day))
    return Evidence(party.us().code, statute.in_force_of(commissions.values()), days)


def _memoranda(ids: list[str]) -> Iterator[tuple[Key, datetime]]:
    """When a side's agenda and memorandum were told; an agenda is told in a memorandum."""
    for one in Memorandum.objects.filter(session__in=ids, told_at__isnull=False):
        assert one.told_at is not None
        if one.agenda:
            yield (one.session_id, StepKind.AGENDA, one.side), one.told_at
        if one.agenda or one.schedule:
            yield (one.session_id, StepKind.MEMORANDUM, one.side), one.told_at


def _delegations(ids: list[str]) -> Iterator[tuple[Key, datetime]]:
    """When delegations were first told: naming other people later makes it no later."""
    rows = {one.pk: one for one in Delegation.objects.filter(session__in=ids)}
    kind = str(Delegation._meta.model_name)
    acts = JournalPayload.objects.filter(thing_kind=kind, thing_id__in=list(rows), act__in=_DELEGATION_TOLD)
    first = {act.thing_id: act.at for act in acts.order_by("-entry")}
    for pk, row in rows.items():
        told = first.get(pk) or row.told_at
        if told is not None:
            yield (str(row.session_id), StepKind.DELEGATION, row.side), told


def _minutes(ids: list[str]) -> Iterator[tuple[Key, datetime]]:
    """When minutes were concluded on both nodes."""
    for one in Minutes.objects.filter(session__in=ids, concluded_at__isnull=False):
        assert one.concluded_at is not None
        yield (str(one.session_id), StepKind.MINUTES, ""), one.concluded_at


def _reports(ids: list[str]) -> Iterator[tuple[Key, date]]:
    """The days of our reports; a further report does not make the first one late."""
    for one in Report.objects.filter(session__in=ids).exclude(dated=""):
        day = ImpreciseDate.read(one.dated).latest
        if day is not None:
            yield (str(one.session_id), StepKind.REPORT, ""), day
