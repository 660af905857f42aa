"""What waits: decisions deferred, with what they wait for, and questions to be reviewed until answered (S51, S93).

COMMISSION.md, 5.5.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from verbale.domain.cycle import words
from verbale.domain.spine import journal, office
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.person import Person, Role
from verbale.records.report import Report, Waiting, WaitingKind
from verbale.records.session import Session


class NoReason(WrongUse):
    """Say what the decision waits for: a paper, an answer, somebody's return."""


class AlreadyAnswered(Refused):
    """This was answered on {day}, so it waits no longer."""


@transaction.atomic
def defer(
    *, text: str, waits_for: str, by: Person, at: datetime, report: Report | None = None,
    session: Session | None = None, review_on: date | None = None,
) -> Waiting:  # fmt: skip
    """Writes down a decision that was deferred, and what it waits for (S51)."""
    if not waits_for.strip():
        raise NoReason()
    return _keep(WaitingKind.DECISION, text, waits_for, by, at, report, session, review_on)


@transaction.atomic
def ask(
    *, text: str, by: Person, at: datetime, waits_for: str = "", report: Report | None = None,
    session: Session | None = None, review_on: date | None = None,
) -> Waiting:  # fmt: skip
    """Writes down a question that is to be reviewed; it stays until it is answered (S93)."""
    return _keep(WaitingKind.QUESTION, text, waits_for, by, at, report, session, review_on)


@transaction.atomic
def put_off(*, waiting: Waiting, by: Person, at: datetime, review_on: date | None, waits_for: str = "") -> Waiting:
    """Says when it is looked at again, and what it waits for now if that is another thing."""
    check_role(by, Role.DESK)
    locked = _open(waiting)
    before: dict[str, Json] = {
        "review": locked.review_on.isoformat() if locked.review_on else "", "waits for": locked.waits_for,
    }  # fmt: skip
    locked.review_on = review_on
    locked.waits_for = words.entry(waits_for, what="waits for", needed=False) or locked.waits_for
    locked.save(update_fields=["review_on", "waits_for"])
    _record("waiting.put off", locked, by, at, {"before": before})
    return locked


@transaction.atomic
def answer(*, waiting: Waiting, text: str, by: Person, at: datetime) -> Waiting:
    """Says what was decided, or what the answer is; it waits no longer."""
    check_role(by, Role.DESK)
    locked = _open(waiting)
    locked.answer, locked.answered_at = words.entry(text, what="answer"), at
    locked.save(update_fields=["answer", "answered_at"])
    _record("waiting.answered", locked, by, at, {})
    return locked


def still(what: WaitingKind | None = None) -> list[Waiting]:
    """What still waits, of one kind or of both: what is looked at again soonest first, then the oldest."""
    rows = Waiting.objects.filter(answered_at=None).select_related("report", "session")
    rows = rows.filter(what=what) if what is not None else rows
    return list(rows.order_by(F("review_on").asc(nulls_last=True), "recorded_at", "pk"))


def due(on: date) -> list[Waiting]:
    """What still waits though the day has come on which it is looked at again."""
    return [one for one in still() if one.review_on is not None and one.review_on <= on]


def _keep(
    what: WaitingKind, text: str, waits_for: str, by: Person, at: datetime, report: Report | None,
    session: Session | None, review_on: date | None,
) -> Waiting:  # fmt: skip
    check_role(by, Role.DESK)
    row = Waiting.objects.create(
        what=what, text=words.entry(text, what="in words"), report=report, session=session, review_on=review_on,
        waits_for=words.entry(waits_for, what="waits for", needed=False), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    _record("waiting.deferred" if what is WaitingKind.DECISION else "waiting.asked", row, by, at, {})
    return row


def _open(waiting: Waiting) -> Waiting:
    locked = Waiting.objects.select_for_update(of=("self",)).get(pk=waiting.pk)
    if locked.answered_at is not None:
        raise AlreadyAnswered(day=office.day_of(locked.answered_at).isoformat())
    return locked


def _record(act: str, row: Waiting, by: Person, at: datetime, more: dict[str, Json]) -> None:
    review = row.review_on.isoformat() if row.review_on else ""
    journal.record(act=act, thing=row, by=by, at=at, facts={"review": review} | more)
