"""Long work: its page, which follows it, and the part of the page that asks for itself until the work is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.records.holding import Edition
from verbale.records.job import Job, JobState
from verbale.web import remarks
from verbale.web.access import for_everybody, one, seen
from verbale.web.moment import now
from verbale.web.places import place

PATIENCE = timedelta(seconds=10)
"""How long a running worker lets work wait that it could begin."""

TITLES = {
    "import edition": _("Import of an edition"), "publish offer": _("Publishing of a partner's catalogue"),
    "check rulebook": _("Check of a drafted rulebook"),
    "weigh lookups": _("What a change of the lookup tables would do"),
}  # fmt: skip
IMPORT = "import edition"
UNITS = {"records": _("records")}
RESULTS = ("edition", "offer", "policydraft", "lookupeffect")


def following(job: Job, at: datetime) -> dict[str, Any]:
    """What the part of a page shows that follows a piece of work."""
    made = next((kind for kind in RESULTS if kind in job.result), None)
    return {
        "job": job,
        "title": TITLES.get(job.what, job.what),
        "unit": UNITS.get(job.unit, job.unit),
        "going_on": job.state in (JobState.WAITING, JobState.RUNNING),
        "nobody_works": job.state == JobState.WAITING and at - job.asked_at > PATIENCE,
        "result": place(made, job.result[made]) if made else "",
    }


def imported(job: Job, viewer: Any) -> dict[str, Any]:
    """What the page of an import that is over says of its edition, to who may see it; or that it may be tried again."""
    if job.what != IMPORT:
        return {}
    edition = seen(Edition, viewer).filter(pk=job.result.get("edition", "")).first()
    if edition is None:
        return {"again": job.state == JobState.FAILED}
    counted = job.result.get("remarks", {})
    return {"edition": edition, "remark_kinds": [(kind, remarks.CALLED[kind], counted[kind]) for kind in counted]}


@for_everybody
def job(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Job, identifier, request.user, "asked_by")
    return render(request, "web/job/job.html", following(shown, now()) | imported(shown, request.user))


@for_everybody
def progress(request: HttpRequest, identifier: str) -> HttpResponse:
    return render(request, "web/job/progress.html", following(one(Job, identifier, request.user), now()))


urlpatterns = [
    path("jobs/<str:identifier>", job, name="job"),
    path("jobs/<str:identifier>/progress", progress, name="job-progress"),
]
