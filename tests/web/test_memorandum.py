"""Memoranda in the pages: both sides' beside each other; ours written in rows, approved, told; drafted from what is
open."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.sitting import content, found, govern, identity, item
from tests.web.desk import pdf  # noqa: F401 - a fixture
from tests.web.shelf import text_of
from verbale.domain.cycle import memorandum
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.memorandum_version import content_of
from verbale.domain.spine import authority
from verbale.records.dispatch import Message
from verbale.records.memorandum import Memorandum, SupplementPaper
from verbale.records.person import AuthorityHeld


@pytest.fixture
def room(office, clock, enter, db) -> SimpleNamespace:
    """The office with a session to come, and an approver who holds the authority for memoranda."""

    def now(**by):
        return clock.forward(**(by or {"minutes": 1}))

    defined = authority.define(code="memoranda", titles={"en": "Memoranda"}, by=office.administrator, at=now())
    held = authority.propose(
        person=office.approver, authority=defined, since=date(2026, 1, 1), until=None, by=office.administrator, at=now()
    )
    AuthorityHeld.objects.filter(pk=held.pk).update(confirmed_by=office.desk, confirmed_at=now())
    here = SimpleNamespace(
        office=office, partner=office.partner, at=now, clock=clock, client=lambda role: enter(getattr(office, role))
    )
    here.commission = found(here)
    govern(here, here.commission, first_host="OURS")
    here.session = sessions.plan(
        commission=here.commission, begins="2027-05-10", ends="2027-05-16", by=office.desk, at=now()
    )
    return here


def they_tell(room, *items, version=1):
    said = content(*items)
    named = {"commission": room.commission.pk, "session": room.session.number}
    body = named | {"version": version, "title": dict(said.titles)}
    return memorandum.told(partner=room.partner, body=body | said.as_json(), at=room.at())


def written(room, *items):
    by = {"by": room.office.desk, "at": room.at()}
    return memorandum.draft(session=room.session, content=content(*items), **by)


def rows(**more) -> dict[str, str]:
    """The form as it is sent, with one row of each kind."""
    return {
        "do": "save", "changes": "", "languages": "", "title_en": "Our memorandum", "title_zh": "我方备忘录",
        "items": "2", "rows": "1", "papers": "1",
        "items0-duty": "1", "items0-title_en": "Exchange of maps", "items0-title_zh": "交换地图",
        "items0-want_en": "A list",
        "items1-duty": "other", "items1-title_en": "A joint anniversary",
        "rows0-on": "2027-05-10", "rows0-at": "10:00", "rows0-what_en": "Opening",
        "papers0-language": "ru", "papers0-pages": "12", "papers0-title_en": "List of maps",
    } | more  # fmt: skip


def address(room, *parts):
    return "/".join((f"/sessions/{room.session.pk}", *parts))


def test_readers_and_writers(room):
    row = written(room)
    read = [address(room, "memoranda"), address(room, "agenda"), f"/memoranda/{row.pk}"]
    write = [address(room, "memoranda", "draft"), f"/memoranda/{row.pk}/tell", f"/memoranda/{row.pk}/papers/1"]
    sign = [f"/memoranda/{row.pk}/approve"]
    may = {"desk": (200, 200, 403), "approver": (200, 403, 200), "auditor": (200, 403, 403),
           "administrator": (200, 403, 403), "librarian": (403, 403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = room.client(role)
        for addresses, status in zip((read, write, sign), expected, strict=True):
            assert {one: client.get(one).status_code for one in addresses} == dict.fromkeys(addresses, status)
    shown = room.client("auditor").get(read[2]).content.decode()
    assert [one for one in ("/approve", "/tell", "/draft", "/papers/") if one in shown] == []
    assert room.client("auditor").post(write[0], rows()).status_code == 403
    assert room.client("desk").get("/memoranda/nothing").status_code == 404


def test_ours_is_written_in_rows_approved_and_told(room):
    desk = room.client("desk")
    answer = desk.post(address(room, "memoranda", "draft"), rows())
    row = Memorandum.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/memoranda/{row.pk}")
    said = content_of(row)
    assert dict(said.titles) == {"en": "Our memorandum", "zh": "我方备忘录"}
    assert [(dict(one.title), one.duty, dict(one.want)) for one in said.agenda] == [
        ({"en": "Exchange of maps", "zh": "交换地图"}, "1", {"en": "A list"}),
        ({"en": "A joint anniversary"}, "other", {}),
    ]  # fmt: skip
    assert [one.as_json() for one in said.schedule] == [{"on": "2027-05-10", "at": "10:00", "what": {"en": "Opening"}}]
    assert [one.as_json() for one in said.supplements] == [
        {"title": {"en": "List of maps"}, "language": "ru", "pages": 12}
    ]
    shown = text_of(desk.get(f"/memoranda/{row.pk}"))
    assert "Duty 1: Exchange of books" in shown
    assert "Other issues that both sides deem necessary" in shown
    assert "The partner does not see this before it is told." in shown
    assert room.client("approver").post(f"/memoranda/{row.pk}/approve").status_code == 302
    assert desk.post(f"/memoranda/{row.pk}/tell").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.approved_by, Message.objects.get(what="memorandum").body["version"]) == (
        "told", room.office.approver, 1,
    )  # fmt: skip
    assert "version 1 as told" in text_of(desk.get(f"/memoranda/{row.pk}"))


def test_a_draft_is_changed_and_its_items_stay_themselves(room):
    row = written(room, item(1), item(2))
    desk = room.client("desk")
    page = desk.get(address(room, "memoranda", "draft")).content.decode()
    assert identity(2) in page
    sent = rows(changes=row.pk, **{"items0-id": identity(2), "items1-id": identity(1)})
    assert desk.post(address(room, "memoranda", "draft"), sent).status_code == 302
    row.refresh_from_db()
    assert [one["id"] for one in row.agenda] == [identity(2), identity(1)]


def test_rows_are_added_moved_and_removed_and_nothing_typed_is_lost(room):
    desk, where = room.client("desk"), address(room, "memoranda", "draft")
    maps, feast = "Exchange of maps", "A joint anniversary"
    for do, expected in {
        "add-items": [maps, feast, ""], "remove-items-0": [feast], "down-items-0": [feast, maps],
        "add-rows": [maps, feast], "up-items-1": [feast, maps], "remove-items-9": [maps, feast],
    }.items():  # fmt: skip
        page = desk.post(where, rows(do=do))
        assert page.status_code == 200
        assert [row["title_en"].value() or "" for row in page.context["items"]] == expected
        assert page.context["form"]["title_zh"].value() == "我方备忘录"
    refused = desk.post(where, rows(**{"rows0-on": "soon"}))
    assert refused.status_code == 422
    assert "Some rows cannot be taken" in text_of(refused)
    assert refused.context["items"][0]["title_en"].value() == "Exchange of maps"
    assert not Memorandum.objects.exists()


def test_what_the_domain_refuses_stands_on_the_form(room):
    where = address(room, "memoranda", "draft")
    desk = room.client("desk")
    empty = desk.post(where, rows(title_en="", title_zh=""))
    assert (empty.status_code, "“title of the memorandum” cannot be kept so" in text_of(empty)) == (400, True)
    written(room)
    twice = desk.post(where, rows())
    assert (twice.status_code, "is still a draft" in text_of(twice)) == (409, True)
    row = Memorandum.objects.get()
    early = desk.post(f"/memoranda/{row.pk}/tell")
    assert (early.status_code, "cannot be told" in text_of(early)) == (409, True)
    AuthorityHeld.objects.all().delete()
    unheld = room.client("approver").post(f"/memoranda/{row.pk}/approve")
    assert unheld.status_code == 403


def test_both_sides_stand_beside_each_other_with_their_versions(room):
    they_tell(room, item(1, "2", side="b"))
    they_tell(room, item(1, "2", side="b"), item(2, "other", side="b"), version=2)
    written(room, item(1, same_as=identity(1, "b")))
    page = room.client("auditor").get(address(room, "memoranda"))
    shown = text_of(page)
    for words in ("Ours (OURS)", "Theirs (FI-NHI)", "Draft 1", "Version 1, as told", "Version 2, as told",
                  "one with “Item 1”", "Duty 2: Standards"):  # fmt: skip
        assert words in shown, words
    assert "Draft it from the account" not in shown
    assert page.content.decode().count('lang="zh"') > 2


def test_a_page_costs_the_same_however_much_there_is(room):
    they_tell(room, item(1, side="b"))
    written(room)
    client, where = room.client("auditor"), address(room, "memoranda")

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        return len(asked)

    cost()
    before = cost()
    for version in range(2, 6):
        they_tell(room, *(item(number, side="b") for number in range(1, 6)), version=version)
    assert cost() == before


def test_a_paper_is_attached_to_a_supplement(room, pdf):  # noqa: F811
    row = written(room)
    desk = room.client("desk")
    sent = {"paper": SimpleUploadedFile("maps.pdf", pdf, "application/pdf")}
    assert desk.post(f"/memoranda/{row.pk}/papers/1", sent).status_code == 302
    assert SupplementPaper.objects.get(memorandum=row).document.file_name == "maps.pdf"
    assert "maps.pdf" in text_of(desk.get(f"/memoranda/{row.pk}"))
    wrong = desk.post(f"/memoranda/{row.pk}/papers/7", {"paper": SimpleUploadedFile("maps.pdf", pdf)})
    assert (wrong.status_code, "has no supplement 7" in text_of(wrong)) == (400, True)
