"""Long work: asking for it, its progress, its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from verbale.kernel.canonical import Json
from verbale.records.job import Job, JobState
from verbale.records.person import Person

EVERY = timedelta(seconds=0.5)
"""How often progress is written: a page polls once a second."""


def ask(
    *, what: str, argument: Mapping[str, Json], by: Person, at: datetime, unit: str, total: int | None = None
) -> Job:
    """Keeps the wish for a piece of work; the worker takes it from there."""
    return Job.objects.create(what=what, argument=dict(argument), asked_by=by, asked_at=at, unit=unit, total=total)


def begin(job: Job) -> Callable[[int], None]:
    """Marks a job as running and returns what it reports its progress to."""
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    last = timezone.now()

    def progress(done: int) -> None:
        nonlocal last
        if timezone.now() - last >= EVERY:
            last = timezone.now()
            Job.objects.filter(pk=job.pk).update(done=done)

    return progress


def end(job: Job, *, result: Mapping[str, Json], done: int, at: datetime) -> None:
    """The work is done."""
    Job.objects.filter(pk=job.pk).update(state=JobState.DONE, done=done, result=dict(result), ended_at=at)


def fail(job: Job, *, why: str, at: datetime) -> None:
    """The work could not be done."""
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, failure=why, ended_at=at)
