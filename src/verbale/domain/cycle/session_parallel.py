"""What meets in parallel with a session: other bodies, conferences, visits (S81; COMMISSION.md, 3.5)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from verbale.domain.cycle.session import BadSession, Plan
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.records.person import Person, Role
from verbale.records.session import Session, SessionBeside

LONGEST_TITLE = 300


@transaction.atomic
def beside(
    *, session: Session, title: str, begins: str, by: Person, at: datetime, ends: str = "", body: str = "",
    place: str = "",
) -> SessionBeside:  # fmt: skip
    """Records what meets in parallel with a session: another body, a conference, a visit."""
    check_role(by, Role.DESK)
    row = SessionBeside(session=session, recorded_by=by, recorded_at=at)
    _write(row, title, begins, ends, body, place)
    _record("session.beside", row, by, at, {})
    return row


@transaction.atomic
def correct(
    *, beside: SessionBeside, title: str, begins: str, by: Person, at: datetime, ends: str = "", body: str = "",
    place: str = "",
) -> SessionBeside:  # fmt: skip
    """Writes what meets beside a session anew: it was moved, or was written down wrongly."""
    check_role(by, Role.DESK)
    row = SessionBeside.objects.select_for_update(of=("self",)).select_related("session").get(pk=beside.pk)
    before: list[Json] = [row.title, row.begins, row.ends]
    _write(row, title, begins, ends, body, place)
    _record("session.beside corrected", row, by, at, {"before": before})
    return row


@transaction.atomic
def drop(*, beside: SessionBeside, by: Person, at: datetime) -> None:
    """Takes out what does not meet beside a session after all; the journal keeps that it stood there."""
    check_role(by, Role.DESK)
    row = SessionBeside.objects.select_for_update(of=("self",)).select_related("session").get(pk=beside.pk)
    _record("session.beside dropped", row, by, at, {})
    row.delete()


def _write(row: SessionBeside, title: str, begins: str, ends: str, body: str, place: str) -> None:
    said = Plan(row.session.number, row.session.host, begins, ends, place.strip())
    if not title.strip() or max(len(title), len(body)) > LONGEST_TITLE or "\0" in title + body:
        raise BadSession(why=f"what meets beside it needs a title of at most {LONGEST_TITLE} characters")
    row.title, row.body, row.place = title.strip(), body.strip(), said.place
    row.begins, row.ends = said.begins, said.ends
    row.save()


def _record(act: str, row: SessionBeside, by: Person, at: datetime, more: dict[str, Json]) -> None:
    facts: dict[str, Json] = {"title": row.title, "begins": row.begins, **more}
    journal.record(act=act, thing=row.session, by=by, at=at, facts=facts)
