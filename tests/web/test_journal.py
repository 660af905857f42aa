"""The auditor reads, filters and verifies the journal."""

from django.db import connection

from tests.web.test_person import text
from verbale.records import triggers
from verbale.records.journal import JournalPayload


def test_the_list_is_filtered(office, enter):
    client = enter(office.auditor)
    everything = client.get("/journal").context["page"].paginator.count
    assert everything == JournalPayload.objects.count()
    page = client.get("/journal", {"act": "person.invited"})
    assert page.context["page"].paginator.count == 5
    assert client.get("/journal", {"thing": "party", "since": "2026-11-21"}).context["page"].paginator.count == 2
    assert "No entry fits this filter." in text(client.get("/journal", {"who": "nobody at all"}))
    assert client.get("/journal", {"since": "yesterday", "page": "99"}).status_code == 200


def test_an_entry_is_shown_with_its_place_in_the_chain(office, enter):
    client = enter(office.auditor)
    first = JournalPayload.objects.select_related("entry").get(pk=1)
    shown = client.get("/journal/1").content.decode()
    assert [part in shown for part in (first.entry.hash, first.entry.digest, "person.invited")] == [True] * 3
    assert client.get("/journal/999").status_code == 404


def test_a_sound_chain_is_verified(office, enter):
    shown = text(enter(office.auditor).post("/journal/verify", follow=True))
    assert "and all of them hold" in shown


def test_a_broken_chain_is_told(office, enter):
    triggers.drop(connection)
    JournalPayload.objects.filter(pk=3).update(by_name="Somebody else")
    triggers.create(connection)
    shown = text(enter(office.auditor).post("/journal/verify", follow=True))
    assert "Entry 3 is broken: its payload is not the one that was entered." in shown


def test_the_timeline_of_a_thing_names_its_acts(office, enter):
    shown = text(enter(office.desk).get(f"/partners/{office.partner.pk}"))
    assert "Partner added" in shown
