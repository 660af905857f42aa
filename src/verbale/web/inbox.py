"""The inbox: what waits for the reader, the most pressing first; and counts for who looks after others' work."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from verbale.domain.books.inbox import inbox
from verbale.domain.books.task import Task
from verbale.domain.spine.office import zone
from verbale.web.access import for_everybody
from verbale.web.moment import now, today
from verbale.web.places import place


@for_everybody
def show(request: HttpRequest) -> HttpResponse:
    tasks = inbox(person=request.user, at=now())  # type: ignore[arg-type]
    whose = request.GET.get("whose", "")
    mine = [task for task in tasks if task.assigned_id == request.user.pk]
    free = [task for task in tasks if not task.assigned_id]
    shown = {"mine": mine, "free": free}.get(whose, tasks)
    day, counted_in = today(), zone()
    rows = [_row(task, day, counted_in) for task in shown]
    late = sum(row["overdue"] for row in rows)
    counts = {"all": len(tasks), "mine": len(mine), "free": len(free)}
    return render(request, "web/inbox.html", {"rows": rows, "whose": whose, "counts": counts, "late": late})


def _row(task: Task, day: date, counted_in: ZoneInfo) -> dict[str, Any]:
    return {
        "task": task,
        "place": place(task.thing_kind, task.thing_id),
        "age": task.age(day, counted_in),
        "overdue": task.overdue(day),
        "due_in": (task.due - day).days if task.due else None,
    }


urlpatterns = [path("", show, name="inbox")]
