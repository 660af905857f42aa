"""A visit checked against its directive, assignment by assignment: fulfilled or not, and what shows it (S74)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.cycle import words
from verbale.domain.cycle.visit import (
    BadVisit,
    Result,
    check_answer,
    check_made,
    counted,
    locked_visit,
    next_number,
    record,
)
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused, WrongUse
from verbale.records.person import Person, Role
from verbale.records.visit import Assignment, Fulfilled, Visit


class NoDirective(Refused):
    """The visit “{title}” has no directive yet, so there are no assignments. Record the directive first."""


class NothingShows(WrongUse):
    """Say what shows that assignment {number} was fulfilled, in part or not: a protocol, a letter, what was seen."""


@transaction.atomic
def assign(*, visit: Visit, text: str, by: Person, at: datetime, number: int | None = None) -> Assignment:
    """Writes down an assignment of the directive, under its number there or the next."""
    check_role(by, Role.DESK)
    locked = locked_visit(visit)
    if locked.directive_id is None:
        raise NoDirective(title=locked.title)
    rows = Assignment.objects.filter(visit=locked)
    wanted = next_number(locked, rows.aggregate(last=Max("number"))["last"], number)
    if rows.filter(number=wanted).exists():
        raise BadVisit(why=f"its directive has an assignment {wanted} already")
    said = words.entry(text, what="assignment")
    row = Assignment.objects.create(visit=locked, number=wanted, text=said, by=by, at=at)
    record("visit.assigned", locked, by, at, {"number": wanted})
    return row


@transaction.atomic
def reword(*, assignment: Assignment, text: str, by: Person, at: datetime) -> Assignment:
    """Corrects the words of an assignment; the journal keeps the former ones, and what was checked stays checked."""
    check_role(by, Role.DESK)
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("visit").get(pk=assignment.pk)
    facts: dict[str, Json] = {"number": locked.number, "before": locked.text}
    locked.text = words.entry(text, what="assignment")
    locked.save(update_fields=["text"])
    record("visit.assignment reworded", locked.visit, by, at, facts)
    return locked


@transaction.atomic
def check(*, assignment: Assignment, fulfilled: str, shown_by: str, by: Person, at: datetime) -> Assignment:
    """Says of one assignment whether it was fulfilled, in part or not, and what shows it (S74)."""
    check_role(by, Role.DESK)
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("visit").get(pk=assignment.pk)
    check_made(locked.visit)
    check_answer(fulfilled)
    shown = words.entry(shown_by, what="what shows it", needed=False)
    if not shown:
        raise NothingShows(number=locked.number)
    before = locked.fulfilled
    locked.fulfilled, locked.shown_by, locked.by, locked.at = fulfilled, shown, by, at
    locked.save()
    facts: dict[str, Json] = {"number": locked.number, "before": before, "after": fulfilled}
    record("visit.checked", locked.visit, by, at, facts)
    return locked


def unchecked(visit: Visit) -> list[Assignment]:
    """The assignments of which nobody has said whether they were fulfilled, by number."""
    return list(Assignment.objects.filter(visit=visit, fulfilled=Fulfilled.OPEN).order_by("number"))


def result(visit: Visit) -> Result:
    """How the assignments of a visit's directive came out."""
    return counted(list(Assignment.objects.filter(visit=visit).values_list("fulfilled", flat=True)))
