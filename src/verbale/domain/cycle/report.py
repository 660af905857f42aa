"""Reports on sessions and visits: author, holder, deadline; submitted upward, with a further one promised (S75, S40).

COMMISSION.md, 5.4. A report is ours alone: nothing of it is told.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from verbale.domain.cycle import session_plan, statute, words
from verbale.domain.cycle.statute import Terms
from verbale.domain.cycle.visit import last_day as visit_ends
from verbale.domain.spine import document, journal, office
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused, WrongUse
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.commitment import Commitment
from verbale.records.document import DocumentRole, StoredFile
from verbale.records.person import Person, Role
from verbale.records.report import MarkedSentence, Report
from verbale.records.session import Session
from verbale.records.text import Text, TextKind
from verbale.records.visit import Visit

LONGEST_AUTHOR = 200
LONGEST_REPORT = 5_000_000
"""Characters of a report's text."""


class BadReport(WrongUse):
    """A report cannot be recorded so: {why}."""


class AlreadyIssued(Refused):
    """The report “{title}” was issued before; it is dated {dated}."""


class NotIssued(Refused):
    """The report “{title}” was not issued yet, so it cannot be submitted. Give it its date first."""


class AlreadySubmitted(Refused):
    """The report “{title}” was submitted to {to} on {day}."""


class NoDeadline(Refused):
    """No deadline follows for “{title}”: no statute, or no end of its session or visit, says one.
    Give a day."""


class HasPlaces(Refused):
    """Sentences or commitments point to places in the text of “{title}”, so that text cannot be exchanged."""


class Standing(StrEnum):
    """How a report stands on a day."""

    UNDATED = "without a deadline"
    AWAITED = "awaited"
    OVERDUE = "overdue"
    ISSUED = "issued"
    ISSUED_LATE = "issued late"


@transaction.atomic
def record(
    *, title: str, author: str, holder: str, by: Person, at: datetime, session: Session | None = None,
    visit: Visit | None = None, due: date | None = None, dated: str = "",
) -> Report:  # fmt: skip
    """Records a report that is due, or was issued already if it is dated.

    Without a given day its deadline follows from the end of its visit or session, by the statute; there may be none.
    """
    check_role(by, Role.DESK)
    if session is not None and visit is not None and visit.session_id != session.pk:
        raise BadReport(why="its visit was made beside another session")
    report = Report.objects.create(
        session=session, visit=visit, title=words.line(title, what="title"),
        author=words.line(author, what="author", longest=LONGEST_AUTHOR),
        holder=words.line(holder, what="holder", longest=LONGEST_AUTHOR),
        due=due or deadline(session=session, visit=visit), dated=_dated(dated, at) if dated.strip() else "",
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _record("report.recorded", report, by, at)
    return report


@transaction.atomic
def set_due(*, report: Report, by: Person, at: datetime, due: date | None = None) -> Report:
    """Gives a report another deadline: a day, or the one that follows from the statute as dates stand now."""
    check_role(by, Role.DESK)
    locked = _locked(report)
    before = locked.due.isoformat() if locked.due else ""
    counted = due or deadline(session=locked.session, visit=locked.visit)
    if counted is None:
        raise NoDeadline(title=locked.title)
    locked.due = counted
    locked.save(update_fields=["due"])
    _record("report.due", locked, by, at, {"before": before})
    return locked


@transaction.atomic
def issue(*, report: Report, dated: str, by: Person, at: datetime) -> Report:
    """Says that a report was issued, under its date."""
    check_role(by, Role.DESK)
    locked = _locked(report)
    if locked.dated:
        raise AlreadyIssued(title=locked.title, dated=locked.dated)
    locked.dated = _dated(dated, at)
    locked.save(update_fields=["dated"])
    _record("report.issued", locked, by, at)
    return locked


@transaction.atomic
def hand_over(*, report: Report, holder: str, by: Person, at: datetime) -> Report:
    """Names who holds a report from now on."""
    check_role(by, Role.DESK)
    locked = _locked(report)
    before = locked.holder
    locked.holder = words.line(holder, what="holder", longest=LONGEST_AUTHOR)
    locked.save(update_fields=["holder"])
    _record("report.handed over", locked, by, at, {"before": before, "after": locked.holder})
    return locked


@transaction.atomic
def submit(*, report: Report, on: date, by: Person, at: datetime, to: str = "") -> Report:
    """Says to whom a report was submitted and when; of one that was promised, it is to whom it was promised."""
    check_role(by, Role.DESK)
    locked = _locked(report)
    if not locked.dated:
        raise NotIssued(title=locked.title)
    if locked.submitted_on is not None:
        day = locked.submitted_on.isoformat()
        raise AlreadySubmitted(title=locked.title, to=locked.submitted_to, day=day)
    if on > office.day_of(at):
        raise BadReport(why="the day on which it was submitted has not come")
    locked.submitted_to, locked.submitted_on = words.line(to or locked.submitted_to, what="submitted to"), on
    locked.save(update_fields=["submitted_to", "submitted_on"])
    _record("report.submitted", locked, by, at, {"to": locked.submitted_to, "on": on.isoformat()})
    return locked


@transaction.atomic
def promise(
    *, report: Report, title: str, author: str, holder: str, due: date, by: Person, at: datetime, to: str = ""
) -> Report:
    """Records that a report promises a further one, to whom and until when; it is followed like any other (S40)."""
    check_role(by, Role.DESK)
    locked = _locked(report)
    further = Report.objects.create(
        session=locked.session, visit=locked.visit, follows=locked, title=words.line(title, what="title"),
        author=words.line(author, what="author", longest=LONGEST_AUTHOR),
        holder=words.line(holder, what="holder", longest=LONGEST_AUTHOR), due=due,
        submitted_to=words.line(to or locked.submitted_to, what="promised to"), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _record("report.promised", further, by, at, {"follows": locked.pk})
    return further


def attach(*, report: Report, file: StoredFile, file_name: str, by: Person, at: datetime) -> Report:
    """Attaches the paper of a report, after looking into it."""
    check_role(by, Role.DESK)
    examined = document.examine(file)
    with transaction.atomic():
        locked = _locked(report)
        locked.document = document.attach(
            thing=locked, file=examined, role=DocumentRole.ORIGINAL, file_name=file_name, title=locked.title,
            language=locked.language, by=by, at=at,
        )  # fmt: skip
        locked.save(update_fields=["document"])
        return locked


@transaction.atomic
def keep_text(*, report: Report, text: str, language: str, by: Person, at: datetime) -> Report:
    """Keeps what was read from a report, as it was read: places in it are counted in its characters."""
    check_role(by, Role.DESK)
    locked = _locked(report)
    pointed = (MarkedSentence.objects.filter(report=locked), Commitment.objects.filter(report=locked))
    if locked.text != text and any(rows.exists() for rows in pointed):
        raise HasPlaces(title=locked.title)
    if len(text) > LONGEST_REPORT or "\0" in text or not _encodable(text):
        raise BadReport(why=f"its text is longer than {LONGEST_REPORT} characters, or is no text")
    locked.text, locked.language = text, words.language(language)
    locked.save(update_fields=["text", "language"])
    _record("report.read", locked, by, at, {"characters": len(text)})
    return locked


def deadline(*, session: Session | None = None, visit: Visit | None = None) -> date | None:
    """The day that the statute says, counted from the last day of the visit, or else of the session (S75)."""
    end = last_day(session=session, visit=visit)
    terms = _terms(session, visit)
    return terms.report.after(end) if terms is not None and end is not None else None


def last_day(*, session: Session | None = None, visit: Visit | None = None) -> date | None:
    """The last day of what is reported on, as far as its dates say."""
    if visit is not None:
        return visit_ends(visit)
    return session_plan.bounds(session)[1] if session is not None else None


def standing(report: Report, on: date) -> Standing:
    """How a report stands on a day; one whose date leaves open whether it was late counts as in time."""
    if report.dated:
        issued = ImpreciseDate.read(report.dated).earliest
        late = report.due is not None and issued is not None and issued > report.due
        return Standing.ISSUED_LATE if late else Standing.ISSUED
    if report.due is None:
        return Standing.UNDATED
    return Standing.OVERDUE if report.due < on else Standing.AWAITED


def overdue(on: date) -> list[Report]:
    """The reports that were due before a day and were not issued, the longest due first."""
    return list(Report.objects.filter(dated="", due__lt=on).order_by("due", "title"))


def promised(report: Report) -> list[Report]:
    """The further reports that a report promised, the next due first."""
    return list(Report.objects.filter(follows=report).order_by("due", "recorded_at"))


def _terms(session: Session | None, visit: Visit | None) -> Terms | None:
    """The terms of the session's statute; for a visit by itself, of the only commission with that partner."""
    if session is None and visit is not None:
        session = visit.session
    if session is not None:
        return session_plan.terms_of(session)
    if visit is None:
        return None
    founded = Text.objects.filter(partner=visit.partner, text_kind=TextKind.COMMISSION).exclude(in_force="")
    rows = list(founded[:2])
    try:
        return statute.in_force(rows[0]).terms if len(rows) == 1 else None
    except NotFound:
        return None


def _dated(dated: str, at: datetime) -> str:
    read = ImpreciseDate.read(dated)
    if read.earliest is None or read.edtf.startswith("immediately"):
        raise BadReport(why="it has no date; a month or a year will do")
    if read.earliest > office.day_of(at):
        raise BadReport(why="its date has not come")
    return read.edtf


def _encodable(text: str) -> bool:
    """Whether no half of a pair of signs stands in it, which no database keeps."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("session", "visit").get(pk=report.pk)


def _record(act: str, report: Report, by: Person, at: datetime, more: dict[str, Json] | None = None) -> None:
    due = report.due.isoformat() if report.due else ""
    facts: dict[str, Json] = {"due": due, "dated": report.dated} | (more or {})
    journal.record(act=act, thing=report, by=by, at=at, facts=facts)
