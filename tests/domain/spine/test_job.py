"""Long work: asked for, begun, told of, ended."""

from datetime import timedelta

import pytest

from verbale.domain.spine import job as jobs
from verbale.records.job import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(desk, now):
    return jobs.ask(what="import", argument={"file": "a.mrc"}, by=desk, at=now, unit="records", total=3)


def kept():
    return Job.objects.values("state", "done", "result", "failure", "ended_at").get()


FRESH = {"state": "waiting", "done": 0, "result": {}, "failure": "", "ended_at": None}


def test_a_job_is_asked_for(job, desk):
    assert kept() == FRESH
    assert (job.what, job.argument, job.asked_by, job.unit, job.total) == (
        "import", {"file": "a.mrc"}, desk, "records", 3,
    )  # fmt: skip


def test_progress_is_written_now_and_then(job, monkeypatch):
    monkeypatch.setattr(jobs, "EVERY", timedelta(hours=1))
    progress = jobs.begin(job)
    progress(1)
    assert kept() == FRESH | {"state": "running"}
    monkeypatch.setattr(jobs, "EVERY", timedelta(0))
    progress(2)
    assert kept() == FRESH | {"state": "running", "done": 2}


def test_a_job_ends_with_its_result(job, now):
    jobs.begin(job)
    jobs.end(job, result={"edition": "1"}, done=3, at=now)
    assert kept() == FRESH | {"state": "done", "done": 3, "result": {"edition": "1"}, "ended_at": now}


def test_a_job_that_fails_says_why(job, now):
    jobs.begin(job)
    jobs.fail(job, why="The file is gone.", at=now)
    assert kept() == FRESH | {"state": "failed", "failure": "The file is gone.", "ended_at": now}
