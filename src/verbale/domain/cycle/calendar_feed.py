"""The plan of sessions as a calendar (ICS, RFC 5545): as a file, and as a feed under a secret (COMMISSION.md, 3.6).

Every event lasts whole days. A date that is imprecise is shown from its first to its last day, and how it was written
stands in the description. Equal plans give equal bytes: what changes with time is passed in.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_noop as _
from django.utils.translation import override
from icalendar import Calendar, Event

from verbale.domain.cycle import session_plan
from verbale.domain.cycle.session_beside import days
from verbale.domain.cycle.session_evidence import evidence
from verbale.domain.cycle.session_plan import NAMES, Step, StepState
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role, secret_hash
from verbale.kernel.errors import NotAllowed, NotFound
from verbale.kernel.identifier import Randomness
from verbale.kernel.imprecise import ImpreciseDate
from verbale.records.person import Person, Role
from verbale.records.session import CalendarFeed, Session, SessionBeside, SessionMove, SessionState
from verbale.records.text import Text, TextReads
from verbale.records.visit import Visit, VisitState

SECRET_BYTES = 24
MAKER = "-//Verbale//sessions//"
_DOMAIN = "verbale"
_STATUS = {
    SessionState.PLANNED: "TENTATIVE",
    SessionState.HELD: "CONFIRMED",
    SessionState.CANCELLED: "CANCELLED",
}


class NoSuchFeed(NotFound):
    """This address of a calendar was withdrawn, or never existed. Make a new one on the page of the sessions."""


class NotYourFeed(NotAllowed):
    """This calendar is somebody else's. Its holder or an administrator can withdraw it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the calendar: a name that stays, its first and last day, what it is, what is to be said of it."""

    uid: str
    first: date
    last: date
    title: str
    lines: tuple[str, ...] = ()
    place: str = ""
    status: str = "CONFIRMED"
    blocks: bool = False


def calendar(
    *, viewer: Person, on: date, at: datetime, commission: Text | None = None, language: str = "en"
) -> bytes:  # fmt: skip
    """The calendar of the sessions that a person may see, of one commission or of all, with what is due before and
    after each and what meets beside it.

    ``on`` is the day by which it is judged what is late; ``at`` is written as the moment at which it was made.
    """
    rows = (
        Session.objects.visible_to(viewer)
        .select_related("commission__partner")
        .prefetch_related("moves", "beside", "visits")
    )
    chosen = list(rows.filter(commission=commission) if commission else rows)
    made = Calendar()
    made.add("prodid", f"{MAKER}{language.upper()}")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("calscale", "GREGORIAN")
    with override(language):
        entries = sorted(_entries(chosen, on, language), key=lambda one: (one.first, one.uid))
        made.add("x-wr-calname", _plain(commission.title(language)) if commission else _t("Sessions"))
        for entry in entries:
            made.add_component(_event(entry, at))
    data: bytes = made.to_ical()
    return data


@transaction.atomic
def make(*, person: Person, at: datetime, random: Randomness = secrets.token_bytes) -> tuple[CalendarFeed, str]:
    """An address for a person's calendar: the feed, and its secret, which is shown this once. An earlier one ends."""
    check_role(person, *TextReads.readers)
    for former in CalendarFeed.objects.select_for_update().filter(person=person, withdrawn_at=None):
        withdraw(feed=former, by=person, at=at)
    secret = random(SECRET_BYTES).hex()
    feed = CalendarFeed.objects.create(person=person, secret_hash=secret_hash(secret), made_at=at)
    journal.record(act="calendar.made", thing=feed, by=person, at=at)
    return feed, secret


@transaction.atomic
def withdraw(*, feed: CalendarFeed, by: Person, at: datetime) -> None:
    """Ends an address now; one that ended stays ended."""
    if by.pk != feed.person_id and Role.ADMINISTRATOR not in by.roles:
        raise NotYourFeed()
    locked = CalendarFeed.objects.select_for_update().get(pk=feed.pk)
    if locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        journal.record(act="calendar.withdrawn", thing=locked, by=by, at=at)


def feed_of(person: Person) -> CalendarFeed | None:
    """The address that a person has, if any."""
    return CalendarFeed.objects.filter(person=person, withdrawn_at=None).first()


def find(secret: str) -> CalendarFeed:
    """The feed with this secret, for as long as its person may read the plan. Raises NoSuchFeed."""
    hashed = secret_hash(secret)
    found = CalendarFeed.objects.filter(secret_hash=hashed, withdrawn_at=None).select_related("person").first()
    if found is None or not found.person.is_active or not found.person.roles & TextReads.readers:
        raise NoSuchFeed()
    return found


def _entries(sessions: Collection[Session], on: date, language: str) -> Iterator[Entry]:
    known = evidence(sessions)
    for one in sessions:
        title = _titled(one, language)
        session = _session(one, title)
        if session is not None:
            yield session
        yield from (_step(one, step, title) for step in session_plan.steps(one, on, known))
        for row in one.beside.all():
            yield from _beside(row, title, row.body)
        for visit in one.visits.all():
            yield from _beside(visit, title, visit.leader, _VISITS[VisitState(visit.state)])


def _titled(session: Session, language: str) -> str:
    """How a session is called: the commission and its number."""
    named = {"commission": session.commission.title(language), "number": session.number}
    return _t("%(commission)s, session %(number)s") % named


def _session(session: Session, title: str) -> Entry | None:
    first, last = session_plan.bounds(session)
    if first is None or last is None:
        return None
    state = SessionState(session.state)
    lines = [
        _t("Host: %(side)s") % {"side": session.host},
        _t("State: %(state)s") % {"state": state.label},
        _dates(session.begins, session.ends),
        session.reason,
        *(_moved(one) for one in session.moves.all()),
    ]
    return Entry(
        _uid(session.pk), first, max(first, last), title, tuple(lines), session.place, _STATUS[state],
        blocks=state is not SessionState.CANCELLED,
    )  # fmt: skip


def _moved(one: SessionMove) -> str:
    told = {"before": _written(one.begins, one.ends), "side": one.side, "reason": one.reason or "–"}
    return _t("Was %(before)s until %(side)s moved it: %(reason)s") % told


def _dates(begins: str, ends: str) -> str:
    """How the dates were written, where they are no single days; nothing where the days say it all."""
    read = [ImpreciseDate.read(one) for one in (begins, ends) if one]
    if all(one.earliest == one.latest for one in read):
        return ""
    return _t("Date as written: %(date)s") % {"date": _written(begins, ends)}


def _written(begins: str, ends: str) -> str:
    return " – ".join(one for one in (begins, ends) if one)


def _step(session: Session, step: Step, title: str) -> Entry:
    """A step shows on its day, that nobody is busy; its name stays whatever becomes of it."""
    what = _t(NAMES[step.kind])
    who = f" ({step.side})" if step.side else ""
    done = _t("Done on %(day)s") % {"day": step.done.isoformat()} if step.done else ""
    lines = (_t("State: %(state)s") % {"state": _t(_STATES[step.state])}, done)
    return Entry(_uid(session.pk, step.kind, step.side), step.due, step.due, f"{what}{who}: {title}", lines)


_STATES = {
    StepState.DONE: _("Done"),
    StepState.DONE_LATE: _("Done late"),
    StepState.COMING: _("Coming"),
    StepState.DUE: _("Due"),
    StepState.LATE: _("Late"),
    StepState.MISSED: _("Missed"),
}


def _beside(row: SessionBeside | Visit, title: str, who: str, status: str = "CONFIRMED") -> Iterator[Entry]:
    """A body, a conference or a visit beside a session; nothing where its dates have no bounds."""
    first, last = days(row)
    if first is None or last is None:
        return
    lines = (who, _t("Beside: %(session)s") % {"session": title}, _dates(row.begins, row.ends))
    yield Entry(_uid(row.pk), first, max(first, last), row.title, lines, row.place, status)


_VISITS = {VisitState.COMING: "TENTATIVE", VisitState.MADE: "CONFIRMED", VisitState.CANCELLED: "CANCELLED"}


def _event(entry: Entry, at: datetime) -> Event:
    made = Event()
    made.add("uid", entry.uid)
    made.add("dtstamp", at.replace(microsecond=0))
    made.add("dtstart", entry.first)
    made.add("dtend", _day_after(entry.last))
    made.add("summary", _plain(entry.title))
    if told := "\n".join(_plain(line) for line in entry.lines if line):
        made.add("description", told)
    if entry.place:
        made.add("location", _plain(entry.place))
    made.add("status", entry.status)
    made.add("transp", "OPAQUE" if entry.blocks else "TRANSPARENT")
    return made


def _day_after(day: date) -> date:
    """An event of whole days ends before its end (RFC 5545, 3.6.1)."""
    return day + timedelta(days=1) if day < date.max else day


def _plain(text: str) -> str:
    """A text on one line: what a partner wrote must not begin a line of the calendar."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _uid(*parts: str) -> str:
    return "-".join(part for part in parts if part) + f"@{_DOMAIN}"
