"""Changing the lookup tables: what it would do is shown before it is kept."""

import pytest

from tests.domain.cycle.test_edition import item
from tests.domain.cycle.test_what_if import unknown
from tests.web.shelf import text_of
from tests.web.test_changes import imported
from verbale.journeys import weighing, work
from verbale.records.holding import Lookup
from verbale.records.job import Job

NORDIC = {"table": "publisher class", "key": "nordic *", "value": "listed press"}


@pytest.fixture
def edition(shelf):
    shelf.lookups()
    shelf.policy()
    return imported(shelf, item(1, "Waters") + unknown("Snow") + unknown("Ice"))


def asked(shelf, **given):
    """The address to which the desk is led."""
    answer = shelf.client("desk").post("/lookups", given)
    assert answer.status_code == 302
    return answer.headers["Location"]


def test_the_effect_is_shown_and_then_kept(shelf, edition):
    address, desk = asked(shelf, **NORDIC), shelf.client("desk")
    assert not Lookup.objects.filter(key="nordic *").exists()
    shown = text_of(desk.get(address))
    assert "2 of 3 records in the newest editions" in shown
    for words in ("Would be released", "Snow", "Ice", "FI-NHI", "not in the table", "Keep the change"):
        assert words in shown
    assert desk.post(address).headers["Location"] == "/lookups"
    assert Lookup.objects.get(key="nordic *").value == "listed press"
    assert "This change was kept" in text_of(desk.get(address))
    assert "kept before" in text_of(desk.post(address, follow=True))


def test_lines_are_taken_off_and_given_at_once(shelf, edition):
    line = Lookup.objects.get(table="publisher class")
    address = asked(shelf, off=[line.pk], **NORDIC)
    shown = text_of(shelf.client("desk").get(address))
    assert "Would be withheld" in shown
    shelf.client("desk").post(address)
    assert set(Lookup.objects.values_list("key", "value")) == {("sz", "domestic"), ("nordic *", "listed press")}
    only_off = asked(shelf, table="country group", off=[Lookup.objects.get(key="sz").pk])
    shelf.client("desk").post(only_off)
    assert list(Lookup.objects.values_list("key", flat=True)) == ["nordic *"]


@pytest.mark.parametrize(
    ("given", "status", "field"),
    [
        ({}, 422, "key"),
        ({"key": "nordic *"}, 422, "value"),
        ({"value": "other"}, 422, "key"),
        ({"off": ["9999"]}, 422, "off"),
        ({"key": "Meridian *", "value": "listed press"}, 400, "__all__"),
        ({"key": "a*b*c*d*e", "value": "other"}, 400, "__all__"),
    ],
)
def test_what_changes_nothing_or_cannot_be_kept_is_named(shelf, edition, given, status, field):
    answer = shelf.client("desk").post("/lookups", {"table": "publisher class", **given})
    assert (answer.status_code, list(answer.context["form"].errors)[:1]) == (status, [field])
    assert not Job.objects.filter(what=work.WEIGH).exists()


def test_a_large_catalogue_is_weighed_by_the_worker(shelf, edition, monkeypatch):
    monkeypatch.setattr(weighing, "AT_ONCE", 2)
    address, desk = asked(shelf, **NORDIC), shelf.client("desk")
    job = Job.objects.get(what=work.WEIGH)
    assert (job.state, job.total) == ("waiting", 3)
    assert "What a change of the lookup tables would do" in text_of(desk.get(address))
    assert "not known yet" in text_of(desk.post(address, follow=True))
    work.run_job.call(job.pk)
    assert f'href="{address}"' in desk.get(f"/jobs/{job.pk}").content.decode()
    assert "2 of 3 records" in text_of(desk.get(address))


def test_tables_that_changed_meanwhile_are_not_overrun(shelf, edition):
    first, second = asked(shelf, **NORDIC), asked(shelf, table="country group", key="fi", value="partner")
    desk = shelf.client("desk")
    desk.post(second)
    assert "were changed since" in text_of(desk.post(first, follow=True))
    assert not Lookup.objects.filter(key="nordic *").exists()


def test_who_may_look_and_who_may_keep(shelf, edition):
    address = asked(shelf, **NORDIC)
    seen = {role: shelf.client(role).get(address).status_code for role in ("desk", "auditor", "librarian")}
    assert seen == {"desk": 200, "auditor": 200, "librarian": 403}
    assert "Only the desk changes the tables" in text_of(shelf.client("auditor").get(address))
    shelf.client("auditor").post(address)
    assert not Lookup.objects.filter(key="nordic *").exists()
    other = Job.objects.exclude(what=work.WEIGH).first()
    assert shelf.client("desk").get(f"/lookups/effect/{other.pk}").status_code == 404


def test_lines_are_narrowed_and_a_line_is_taken_into_the_form(shelf, edition):
    desk = shelf.client("desk")
    shown = desk.get("/lookups", {"table": "publisher class", "key": "Meridian *", "value": "listed press"})
    assert [row.key for row in shown.context["page"]] == ["Meridian *"]
    assert 'value="Meridian *"' in shown.content.decode()
    assert [row.key for row in desk.get("/lookups", {"q": "DOMES"}).context["page"]] == ["sz"]
    assert len(desk.get("/lookups", {"table": "weather"}).context["page"].object_list) == 2
