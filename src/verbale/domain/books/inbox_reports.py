"""What reports leave to do: the one that is due, remarks on it, what is to be looked at again (S42, S51, S75, S93)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Min
from django.utils.translation import gettext_lazy as _

from verbale.domain.books.task import Task
from verbale.domain.cycle.session_plan import SOON
from verbale.records.person import Person
from verbale.records.report import Remark, Report, Waiting, WaitingKind

_WAITING = {
    WaitingKind.DECISION: _("Look again at a deferred decision"),
    WaitingKind.QUESTION: _("Look again at a question"),
}
LONGEST = 120
"""Characters of what waits that the inbox shows."""


def of_reports(person: Person, today: date) -> Iterator[Task]:
    """What a person at the desk has to do about reports, the remarks on them, and what was put off."""
    for row in Report.objects.visible_to(person).filter(dated="", due__lte=today + SOON):
        yield Task(str(_("Write the report")), row.title, row.kind, row.pk, row.recorded_at, row.due)
    remarks = Remark.objects.visible_to(person).filter(answered_at=None).order_by()
    for one in remarks.values("report", "report__title").annotate(count=Count("pk"), since=Min("recorded_at")):
        what, title = _("Answer the remarks on a report"), one["report__title"]
        yield Task(str(what), title, "report", one["report"], one["since"], count=one["count"])
    for waits in Waiting.objects.visible_to(person).filter(answered_at=None, review_on__lte=today):
        about = waits.text if len(waits.text) <= LONGEST else waits.text[: LONGEST - 1].rstrip() + "…"
        yield Task(
            str(_WAITING[WaitingKind(waits.what)]), about, waits.kind, waits.pk, waits.recorded_at, waits.review_on
        )
