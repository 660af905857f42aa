"""Weighing a change of the lookup tables as a piece of work, so that a large catalogue keeps no page waiting, and
keeping the very change that was weighed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import descent, what_if
from verbale.domain.cycle.lookup import LookupChange, change_lookups, effective
from verbale.domain.spine import job as jobs
from verbale.domain.spine.person import check_role
from verbale.journeys import work
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused
from verbale.records.job import Job, JobState
from verbale.records.person import Person, Role

AT_ONCE = 20_000
"""Records that are weighed within a request; more are the worker's."""


class NotWeighed(Refused):
    """What this change would do is not known yet. Wait until the work is done."""


class KeptAlready(Refused):
    """This change was kept before."""


def ask(*, changes: Sequence[LookupChange], by: Person, at: datetime) -> Job:
    """Asks what changes would do; they are looked at at once, and refused as ``effective`` refuses."""
    check_role(by, Role.DESK)
    argument: dict[str, Json] = {"changes": [change.as_json() for change in effective(changes)]}
    records = sum(edition.records for edition in descent.newest())
    job = jobs.ask(what=work.WEIGH, argument=argument, by=by, at=at, unit=work.UNIT, total=records or None)
    run = work.run_job.call if records <= AT_ONCE else work.run_job.enqueue
    run(job.pk)
    job.refresh_from_db()
    return job


@transaction.atomic
def keep(job: Job, *, by: Person, at: datetime) -> None:
    """Keeps what was weighed, if the tables are still those that were."""
    job = Job.objects.select_for_update().get(pk=job.pk)
    check_is_one(job)
    if job.state != JobState.DONE:
        raise NotWeighed()
    if job.result.get("kept"):
        raise KeptAlready()
    what_if.check_same(job.result["tables"])
    change_lookups(changes=work.changes_of(job), by=by, at=at)
    job.result = {**job.result, "kept": True}
    job.save(update_fields=["result"])


def check_is_one(job: Job) -> None:
    """Refuses work of another kind."""
    if job.what != work.WEIGH:
        raise NotFound(what="job", which=job.pk)
