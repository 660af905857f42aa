"""What visits and delegations leave to do: say what came of them, tell the partner who comes (S74, S76)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, F, Min
from django.utils.translation import gettext_lazy as _

from verbale.domain.books.task import Task
from verbale.domain.cycle import visit as visits
from verbale.domain.spine.party import us
from verbale.records.delegation import Delegation
from verbale.records.person import Person
from verbale.records.session import SessionState
from verbale.records.visit import Assignment, Fulfilled, Visit, VisitState, Wish


def of_visits(person: Person, today: date) -> Iterator[Task]:
    """What a person at the desk has to do about visits and delegations."""
    yield from _passed(person, today)
    yield from _unchecked(person)
    yield from _changed(person, today)


def _passed(person: Person, today: date) -> Iterator[Task]:
    """Visits whose days are over and of which nobody has said whether they were made."""
    for visit in visits.coming(among=Visit.objects.visible_to(person)):
        if visits.passed(visit, today):
            what, last = _("Say whether a visit was made"), visits.last_day(visit)
            yield Task(str(what), visit.title, visit.kind, visit.pk, visit.recorded_at, last)


def _unchecked(person: Person) -> Iterator[Task]:
    """Assignments and wishes of visits that were made, of which nobody has said what came of them."""
    for what, rows in (
        (_("Check the assignments of a visit"), Assignment.objects.visible_to(person).filter(fulfilled=Fulfilled.OPEN)),
        (_("Say whether wishes were met"), Wish.objects.visible_to(person).filter(met=Fulfilled.OPEN)),
    ):
        made = rows.filter(visit__state=VisitState.MADE).order_by()
        for row in made.values("visit", "visit__title").annotate(count=Count("pk"), since=Min("at")):
            yield Task(str(what), row["visit__title"], "visit", row["visit"], row["since"], count=row["count"])


def _changed(person: Person, today: date) -> Iterator[Task]:
    """Delegations of ours to coming sessions, of which the partner holds an older one."""
    rows = Delegation.objects.visible_to(person).filter(
        side=us().code, session__state=SessionState.PLANNED, told_at__lt=F("recorded_at"), delete_after__gte=today
    )
    for row in rows.select_related("session__commission"):
        assert row.session is not None
        about = f"{row.session.commission.title(person.language)} {row.session.number}"
        yield Task(str(_("Tell the partner the delegation anew")), about, row.kind, row.pk, row.recorded_at)
