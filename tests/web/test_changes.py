"""The page that lists what an edition changed in the one it follows, and following at the form of an import."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.domain.cycle.test_edition import BRIDGES, ROADS, WATERS, item
from tests.web.shelf import text_of
from verbale.journeys import work
from verbale.records.holding import Edition
from verbale.records.job import Job

STATED = {"distribution": "open", "reason": "the public catalogue"}


def imported(shelf, data, **given):
    file = shelf.stored(data)
    job = work.ask_import(file=file, name="source.mrc", **STATED, **given, by=shelf.office.desk, at=shelf.clock.now())
    work.run_job.call(job.pk)
    job.refresh_from_db()
    assert job.failure == ""
    return Edition.objects.get(pk=job.result["edition"])


@pytest.fixture
def pair(shelf):
    first = imported(shelf, WATERS + BRIDGES + ROADS)
    return first, imported(shelf, item(2, "Bridges and tunnels") + ROADS + item(4, "Rails"), follows=first.pk)


def test_changes_are_listed_and_narrowed(shelf, pair):
    first, second = pair
    desk = shelf.client("desk")
    answer = desk.get(f"/editions/{second.pk}/changes")
    rows = [(row.called, row.title, row.edition, row.number, row.columns) for row in answer.context["page"]]
    assert rows == [
        ("Withdrawn", "Waters", first.pk, 0, []),
        ("Changed", "Bridges and tunnels", second.pk, 0, ["Title", "other fields"]),
        ("Added", "Rails", second.pk, 2, []),
    ]
    narrowed = desk.get(f"/editions/{second.pk}/changes", {"kind": "added"})
    assert [row.title for row in narrowed.context["page"]] == ["Rails"]
    assert [row.title for row in desk.get(f"/editions/{second.pk}/changes", {"kind": "odd"}).context["page"]] == [
        "Waters", "Bridges and tunnels", "Rails",
    ]  # fmt: skip


def test_only_the_desk_and_the_auditor_see_them(shelf, pair):
    seen = {
        role: shelf.client(role).get(f"/editions/{pair[1].pk}/changes").status_code
        for role in ("desk", "auditor", "librarian")
    }
    assert seen == {"desk": 200, "auditor": 200, "librarian": 403}
    assert shelf.client("desk").get(f"/editions/{pair[0].pk}/changes").status_code == 404


def test_editions_say_what_they_follow(shelf, pair):
    first, second = pair
    desk = shelf.client("desk")
    assert "1 added, 1 changed, 1 withdrawn" in text_of(desk.get(f"/editions/{second.pk}"))
    assert "This edition was followed by" in text_of(desk.get(f"/editions/{first.pk}"))
    assert "1 added, 1 changed, 1 withdrawn" in text_of(desk.get("/editions"))
    chosen = [value for value, _ in desk.get("/offers/publish").context["form"].fields["editions"].choices]
    assert [str(value) for value in chosen] == [second.pk]


def test_the_form_follows_the_newest_of_a_source(shelf, pair):
    first, second = pair
    desk = shelf.client("desk")
    offered = desk.get("/editions/import").context["form"].fields["follows"].queryset
    assert list(offered) == [second]

    def sent(**given):
        source = SimpleUploadedFile("source.mrc", WATERS)
        return desk.post("/editions/import", {"source": source, **STATED, **given})

    assert sent(follows=second.pk, following="corrections", most_may_go="on").status_code == 302
    told = Job.objects.get(state="waiting").argument
    assert (told["follows"], told["corrections"], told["most_may_go"]) == (second.pk, True, True)
    again = SimpleUploadedFile("again.mrc", WATERS + BRIDGES + ROADS)
    assert "another source" in text_of(desk.post("/editions/import", {"source": again, **STATED}))
    again.seek(0)
    assert desk.post("/editions/import", {"source": again, **STATED, "another_source": "on"}).status_code == 302
    for given in ({"follows": first.pk}, {"following": "corrections"}, {"follows": "0" * 26}):
        assert sent(**given).status_code in (400, 422)


def test_a_refused_following_stands_on_the_page_of_the_work(shelf, pair):
    file = shelf.stored(item(8, "Another source"))
    job = work.ask_import(
        file=file, name="b.mrc", **STATED, by=shelf.office.desk, at=shelf.clock.now(), follows=pair[1].pk
    )
    work.run_job.call(job.pk)
    assert "This edition would withdraw 3 of the 3 records" in text_of(shelf.client("desk").get(f"/jobs/{job.pk}"))
    assert Edition.objects.count() == 2
