"""Long work: done once, whatever is killed in between, and told in words where it cannot be done."""

from io import BytesIO

import pytest
from django.utils.translation import gettext, override

from tests.web.conftest import add_person, clock_of_pages, enter, office
from tests.web.shelf import shelf, source
from tests.web.test_holding import STATED, asked
from verbale.domain.cycle import holding
from verbale.domain.cycle.edition import import_edition
from verbale.domain.cycle.likeness import AlreadyImported
from verbale.domain.spine import job as jobs
from verbale.domain.spine import policy
from verbale.domain.spine.person import NeedsRole
from verbale.engines.catalogue import NoMarc, NoStatement
from verbale.journeys import work
from verbale.records import files
from verbale.records.holding import Edition, Offer
from verbale.records.job import Job

__all__ = ["add_person", "clock_of_pages", "enter", "office", "shelf"]


def test_an_import_makes_an_edition_once(shelf):
    shelf.lookups()
    job = asked(shelf)
    work.run_job.call(job.pk)
    work.run_job.call(job.pk)
    edition = Edition.objects.get()
    job.refresh_from_db()
    assert (edition.records, edition.faulty, edition.imported_by) == (2, 1, shelf.office.desk)
    assert (job.state, job.done, job.result) == (
        "done", 3, {"edition": edition.pk, "records": 2, "faulty": 1, "remarks": {}},
    )  # fmt: skip


def test_a_worker_killed_after_the_edition_goes_on_without_making_it_twice(shelf):
    shelf.clock.forward(days=-800)
    job = asked(shelf)
    jobs.begin(job)
    data = source("Annals of Hydrology", "Snow and Ice")
    made, _ = import_edition(
        stream=BytesIO(data), name="source.mrc", **STATED, by=shelf.office.desk, at=shelf.clock.forward(minutes=1)
    )
    assert work.resume() == 1
    work.run_job.call(job.pk)
    job.refresh_from_db()
    assert (Edition.objects.count(), job.state, job.result["edition"]) == (1, "done", made.pk)


def test_asking_twice_for_the_same_makes_two_editions_where_that_is_meant(shelf):
    shelf.clock.forward(days=-800)
    for job in (asked(shelf), asked(shelf, another_source=True)):
        work.run_job.call(job.pk)
    assert Edition.objects.count() == 2
    assert len({job.result["edition"] for job in Job.objects.all()}) == 2


def test_a_file_imported_before_is_refused_before_any_work(shelf):
    work.run_job.call(asked(shelf).pk)
    with pytest.raises(AlreadyImported):
        asked(shelf)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 no records", b"\n", b"<!DOCTYPE x><collection/>"], ids=["a PDF", "a blank", "hostile XML"]
)
def test_an_unreadable_source_fails_in_words(shelf, data):
    job = asked(shelf, data=data)
    work.run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure.startswith("source.mrc")) == ("failed", True)
    assert not Edition.objects.exists()


def test_a_fault_of_the_program_is_told_without_its_words(shelf):
    job = Job.objects.create(what="unheard of", asked_by=shelf.office.desk, asked_at=shelf.clock.now(), argument={})
    work.run_job.call(job.pk)
    job.refresh_from_db()
    assert (job.state, job.failure.split("(")[1][:8]) == ("failed", "KeyError")


def test_the_failure_is_in_the_language_of_who_asked(shelf):
    shelf.office.desk.language = "zh-hans"
    shelf.office.desk.save()
    job = asked(shelf, data=b"%PDF")
    work.run_job.call(job.pk)
    job.refresh_from_db()
    with override("zh-hans"):
        assert job.failure == NoMarc(
            name="source.mrc", why="its beginning is that of none of the known forms"
        ).sentence(gettext)


@pytest.mark.parametrize("refused", [{"distribution": "all"}, {"reason": " "}])
def test_a_statement_is_checked_at_once(shelf, refused):
    with pytest.raises(NoStatement):
        work.ask_import(
            file=shelf.stored(b"x"), name="x", **{**STATED, **refused}, by=shelf.office.desk, at=shelf.clock.now()
        )


def test_only_the_desk_asks(shelf):
    with pytest.raises(NeedsRole):
        work.ask_import(file=shelf.stored(b"x"), name="x", **STATED, by=shelf.office.auditor, at=shelf.clock.now())


@pytest.fixture
def reviewable(shelf):
    """An edition, and a policy under which it is reviewed."""
    shelf.lookups()
    shelf.policy()
    return shelf.edition()


def asked_offer(shelf, edition):
    return work.ask_offer(partner=shelf.partner, editions=[edition], by=shelf.office.desk, at=shelf.clock.now())


def test_a_worker_killed_after_the_offer_goes_on_without_making_it_twice(shelf, reviewable):
    shelf.clock.forward(days=-800)
    job = asked_offer(shelf, reviewable)
    made = shelf.offer(reviewable)
    work.run_job.call(job.pk)
    job.refresh_from_db()
    assert (Offer.objects.count(), job.result["offer"]) == (1, made.pk)


def test_an_offer_of_nothing_or_without_a_policy_is_refused_at_once(shelf):
    edition = shelf.edition()
    with pytest.raises(policy.NoPolicy):
        asked_offer(shelf, edition)
    with pytest.raises(holding.NothingToOffer):
        work.ask_offer(partner=shelf.partner, editions=[], by=shelf.office.desk, at=shelf.clock.now())
    assert not Job.objects.exists()


@pytest.mark.parametrize(
    ("data", "number"),
    [
        (source("One", "Two"), 3),
        (b"<c><record>a</record><marc:record>b</marc:record></c>", 2),
        (b"x" * (files.CHUNK - 4) + b"</record>" + b"x" * files.CHUNK + b"\x1d", 2),
        (b"x" * files.CHUNK + b"\x1d" + b"\x1d" * files.CHUNK, files.CHUNK + 1),
        (b"", 0),
    ],
    ids=["ISO 2709", "MARCXML", "across chunks", "at the edge", "nothing"],
)
def test_records_are_counted_by_their_ends(shelf, data, number):
    assert work.records_in(shelf.stored(data)) == number
