"""Talks in the pages: recorded, by speaker of both sides, with greetings, and that no promises were made."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.answer import table
from tests.web.shelf import text_of
from tests.web.test_visit import planned, room  # noqa: F401 - the room is a fixture
from verbale.domain.cycle import delegation, talk
from verbale.domain.cycle.delegation import Named
from verbale.records.talk import Talk, TalkEntry

TALK = {"title": "Talk on 7 October", "on": "2026-10-07", "place": "Academy"}


def recorded(room, **more) -> Talk:  # noqa: F811
    return talk.record(partner=room.partner, **(TALK | more), **room.acting())


def said(room, one, speaker="Anna Weber", side="OURS", kind="statement", text="Welcome.", **more) -> TalkEntry:  # noqa: F811
    return talk.say(talk=one, side=side, speaker=speaker, said=kind, text=text, **more, **room.acting())


def test_readers_and_writers(room):  # noqa: F811
    one = recorded(room)
    entry = said(room, one)
    read = ["/talks", f"/talks/{one.pk}"]
    write = ["/talks/record", f"/talks/{one.pk}/say", f"/talk-entries/{entry.pk}/correct"]
    may = {"desk": (200, 200), "approver": (200, 403), "auditor": (200, 403), "administrator": (200, 403),
           "librarian": (403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = room.client(role)
        for addresses, status in zip((read, write), expected, strict=True):
            assert [client.get(address).status_code for address in addresses] == [status] * len(addresses)
    shown = text_of(room.client("auditor").get(f"/talks/{one.pk}"))
    assert [word for word in ("/correct", "/say", "Add what was said") if word in shown] == []


def test_a_talk_is_recorded_on_a_visit_and_said_by_speaker(room):  # noqa: F811
    visit = planned(room)
    client = room.client()
    form = text_of(client.get(f"/talks/record?visit={visit.pk}&partner={room.partner.pk}"))
    assert f'<option value="{visit.pk}" selected>' in form
    answer = client.post("/talks/record", {"partner": room.partner.pk, "visit": visit.pk, "session": "", **TALK})
    one = Talk.objects.get()
    assert answer.headers["Location"] == f"/talks/{one.pk}"
    rows = [
        {"side": "theirs", "speaker": "李海", "office": "局长", "said": "greeting", "text": ""},
        {"side": "ours", "speaker": "Anna Weber", "office": "Director", "said": "statement", "text": "We thank you."},
        {"side": "theirs", "speaker": "李海", "office": "", "said": "question", "text": "Which standards?"},
    ]
    for row in rows:
        client.post(f"/talks/{one.pk}/say", row)
    assert [(each.place, each.side, each.speaker, each.said) for each in TalkEntry.objects.all()] == [
        (1, "FI-NHI", "李海", "greeting"), (2, "OURS", "Anna Weber", "statement"), (3, "FI-NHI", "李海", "question"),
    ]  # fmt: skip
    shown = client.get(f"/talks/{one.pk}")
    assert [(each["name"], each["side"], each["office"], each["count"]) for each in shown.context["speakers"]] == [
        ("李海", "FI-NHI", "局长", 2), ("Anna Weber", "OURS", "Director", 1),
    ]  # fmt: skip
    only = client.get(f"/talks/{one.pk}", {"speaker": "FI-NHI/李海"})
    assert [entry.place for entry in only.context["entries"]] == [1, 3]
    assert "Working visit" in text_of(shown)
    assert "Talk on 7 October" in text_of(client.get(f"/visits/{visit.pk}"))


def test_the_speaker_of_an_entry_goes_on(room):  # noqa: F811
    one = recorded(room)
    said(room, one, side="FI-NHI", speaker="Li Hai", office="Director")
    form = room.client().get(f"/talks/{one.pk}/say?after=1").context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "side": "theirs", "speaker": "Li Hai", "office": "Director", "said": "statement", "text": None,
    }  # fmt: skip
    assert room.client().get(f"/talks/{one.pk}/say?after=x").status_code == 200


def test_that_no_promises_were_made_is_a_fact_of_its_own(room):  # noqa: F811
    one, other = recorded(room), recorded(room, title="Another")
    said(room, other)
    client = room.client()
    form = client.get(f"/talks/{one.pk}/say?said=no+promise").context["form"]
    assert form["said"].value() == "no promise"
    client.post(f"/talks/{one.pk}/say", {"side": "ours", "speaker": "Anna Weber", "office": "", "said": "no promise",
                                         "text": ""})  # fmt: skip
    assert "Nobody said that none were made." in text_of(client.get(f"/talks/{other.pk}"))
    assert "Nobody said that none were made." not in text_of(client.get(f"/talks/{one.pk}"))
    found = text_of(client.get("/talks", {"said": "no promise"}))
    assert (TALK["title"] in found, "Another" in found) == (True, False)


def test_words_are_corrected_and_the_former_stay_in_what_happened(room):  # noqa: F811
    one = recorded(room)
    entry = said(room, one, text="We agree on ten journals.")
    client = room.client()
    answer = client.post(f"/talk-entries/{entry.pk}/correct", {"said": "assurance", "text": "On twelve journals."})
    assert answer.headers["Location"] == f"/talks/{one.pk}#e1"
    assert (TalkEntry.objects.get().said, TalkEntry.objects.get().text) == ("assurance", "On twelve journals.")
    assert "We agree on ten journals." in text_of(client.get(f"/talks/{one.pk}"))


def test_a_statement_without_words_is_refused_and_keeps_what_was_typed(room):  # noqa: F811
    one = recorded(room)
    answer = room.client().post(
        f"/talks/{one.pk}/say",
        {"side": "ours", "speaker": "Anna Weber", "office": "", "said": "statement", "text": " "},
    )
    assert answer.status_code == 400
    assert "Anna Weber" in text_of(answer)
    assert not TalkEntry.objects.exists()


@pytest.mark.parametrize(("asked", "found"), [("standards", 1), ("weber", 1), ("october", 1), ("absent", 0)])
def test_talks_are_found_by_title_speaker_and_words(room, asked, found):  # noqa: F811
    one = recorded(room)
    said(room, one, text="The standards came.")
    assert len(room.client().get("/talks", {"q": asked}).context["page"].object_list) == found


def test_the_cost_does_not_grow_with_rows(room):  # noqa: F811
    one = recorded(room)
    said(room, one)
    client = room.client("auditor")

    def cost(address):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        return len(asked)

    before = [cost(f"/talks/{one.pk}"), cost("/talks")]
    for number in range(6):
        recorded(room, title=f"Talk {number}")
        said(room, one, speaker=f"Speaker {number}")
    assert [cost(f"/talks/{one.pk}"), cost("/talks")] == before


def test_the_delegations_offer_their_people_as_speakers(room):  # noqa: F811
    visit = planned(room)
    people = [Named("Anna Weber", "Director", "head"), Named("Bernd Kurz", "Head of section")]
    delegation.name(to=visit, delegates=people, keep_until=date(2028, 5, 31), **room.acting())
    one = recorded(room, visit=visit)
    said(room, one)
    client = room.client()
    speakers = client.get(f"/talks/{one.pk}").context["speakers"]
    assert [(each["name"], each["office"], each["count"]) for each in speakers] == [
        ("Anna Weber", "", 1), ("Bernd Kurz", "Head of section", 0),
    ]  # fmt: skip
    form = client.get(f"/talks/{one.pk}/say?{speakers[1]['goes_on']}").context["form"]
    assert [form[name].value() for name in ("side", "speaker", "office")] == ["ours", "Bernd Kurz", "Head of section"]


def test_the_list_is_a_file_with_a_row_for_each_entry(room):  # noqa: F811
    one = recorded(room)
    said(room, one, text="@SUM(A1)")
    said(room, one, kind="no promise", text="")
    client = room.client("auditor")
    assert [row[4:] for row in table(client.get("/talks/export.csv"))[1:]] == [
        ["1", "OURS", "Anna Weber", "", "Statement", "'@SUM(A1)"],
        ["2", "OURS", "Anna Weber", "", "No promises were made", ""],
    ]
    assert len(table(client.get("/talks/export.csv?q=absent"))) == 1
