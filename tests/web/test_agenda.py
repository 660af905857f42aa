"""The merged agenda in the pages: duties beside items, joining and parting, what is open first, into the minutes."""

from __future__ import annotations

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.commitments import article
from tests.domain.cycle.sitting import identity, in_force, item
from tests.records.rows import make
from tests.web.shelf import text_of
from tests.web.test_memorandum import address, room, they_tell, written  # noqa: F401 - the room is a fixture
from verbale.domain.cycle import agenda, memorandum, minutes_draft
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.minutes_outline import Outline
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.memorandum import JoinedItem
from verbale.records.minutes import MinutesDraft


def we_tell(room, *items):  # noqa: F811
    row = written(room, *items)
    memorandum.approve(memorandum=row, by=room.office.approver, at=room.at(), second_factor=True)
    memorandum.tell(memorandum=row, by=room.office.desk, at=room.at())


def words_of(page) -> str:
    """What a reader reads, without the marks around it."""
    return " ".join(re.sub(r"<[^>]*>", " ", text_of(page)).split())


def left_open(room, *numbers, state="open", **facts):  # noqa: F811
    """A second session, before which the minutes of the first left these conclusions open."""
    said = agreement.Revision(
        "minutes", ("en", "zh"), {"en": "Minutes of 2026", "zh": "纪要"}, tuple(article(one) for one in numbers)
    )
    text = in_force(room, said)
    make(records.Minutes, text=text, session=room.session)
    for number in numbers:
        make(
            records.Commitment, partner=room.partner, number=number, text=f"Taken down {number}", bound="ours",
            state=state, agreed=text, revision=said.hash, article=number, due="2026-10", **facts,
        )  # fmt: skip
    by = {"by": room.office.desk, "at": room.at()}
    room.session = sessions.plan(commission=room.commission, begins="2028-05", **by)


def test_both_sides_items_stand_by_duty(room):  # noqa: F811
    we_tell(room, item(1, "2"), item(2, "other"))
    they_tell(room, item(3, "1", side="b"))
    page = room.client("auditor").get(address(room, "agenda"))
    assert [(one["number"], one["duty"]) for one in page.context["entries"]] == [
        ("1", "Exchange of books"), ("2", "Standards"), ("10", "Other issues"),
    ]  # fmt: skip
    shown = words_of(page)
    for words in ("Duty 1: Exchange of books", "Duty 10: Other issues as another issue", "议题3", "Version 1, as told"):
        assert words in shown, words
    assert "Join them" not in shown


def test_what_is_still_open_comes_first_in_all_words(room):  # noqa: F811
    left_open(room, "3", "4")
    we_tell(room, item(1))
    page = room.client("desk").get(address(room, "agenda"))
    (first, second) = page.context["entries"]
    assert [one.words for one, _words, _state in first["carried"]] == ["Taken down 3", "Taken down 4"]
    shown = words_of(page)
    assert "Open commitments of earlier sessions 3 The sides exchange lists (3). Open October 2026 4 The" in shown
    assert second["entry"].place == 2


def test_items_are_joined_and_parted(room):  # noqa: F811
    we_tell(room, item(1), item(2))
    they_tell(room, item(1, side="b"))
    desk = room.client("desk")
    pair = {"ours": identity(1), "theirs": identity(1, "b")}
    assert desk.post(address(room, "agenda", "join"), pair).status_code == 302
    shown = text_of(desk.get(address(room, "agenda")))
    assert ("joined here" in shown, "Join them" in shown, "Part them" in shown) == (True, False, True)
    again = desk.post(address(room, "agenda", "join"), pair)
    assert again.status_code == 422
    assert desk.post(address(room, "agenda", "part"), {"ours": identity(1)}).status_code == 302
    assert not JoinedItem.objects.exists()
    refused = desk.post(address(room, "agenda", "part"), {"ours": identity(1)}, follow=True)
    assert "was joined with no item" in text_of(refused)
    for role in ("auditor", "approver", "librarian"):
        for act in ("join", "part", "article"):
            assert room.client(role).post(address(room, "agenda", act), pair).status_code == 403


def test_it_becomes_the_agenda_article_of_the_draft(room):  # noqa: F811
    desk = room.client("desk")
    desk.post(address(room, "agenda", "article"))
    assert not MinutesDraft.objects.exists()
    we_tell(room, item(1))
    assert desk.post(address(room, "agenda", "article")).status_code == 302
    kept = Outline.of_json(MinutesDraft.objects.get().content)
    (made,) = [one for one in kept.articles if "agenda" in one.roles]
    assert (dict(made.heading), dict(made.text)) == (
        {"en": "Agenda", "zh": "议程"}, {"en": "1. Item 1", "zh": "1. 议题1"},
    )  # fmt: skip
    they_tell(room, item(2, "2", side="b"))
    desk.post(address(room, "agenda", "article"))
    later = Outline.of_json(minutes_draft.of(room.session).content)
    (again,) = [one for one in later.articles if "agenda" in one.roles]
    assert again.text["zh"] == "1. 议题1\n2. 议题2"
    assert [one.identifier for one in later.articles] == [one.identifier for one in kept.articles]


def test_minutes_that_were_proposed_keep_theirs(room):  # noqa: F811
    we_tell(room, item(1))
    make(records.Minutes, session=room.session)
    page = room.client("desk").post(address(room, "agenda", "article"), follow=True)
    assert "were proposed already" in text_of(page)
    assert not MinutesDraft.objects.exists()


def test_nothing_is_on_it_yet(room):  # noqa: F811
    page = text_of(room.client("desk").get(address(room, "agenda")))
    assert ("There is nothing on it yet" in page, "Make it the agenda article" in page) == (True, False)


def test_a_page_costs_the_same_however_much_there_is(room):  # noqa: F811
    left_open(room, "3")
    we_tell(room, item(1))

    def cost():
        with CaptureQueriesContext(connection) as asked:
            room.client("auditor").get(address(room, "agenda"))
        return len(asked)

    cost()
    before = cost()
    they_tell(room, *(item(number, side="b") for number in range(1, 20)))
    assert cost() == before
    assert len(agenda.of(room.session).entries) == 20


def test_the_next_memorandum_is_drafted_from_what_is_open(room):  # noqa: F811
    left_open(room, "3", "4")
    desk, where = room.client("desk"), address(room, "memoranda", "draft")
    page = desk.get(where, {"from": "open"})
    assert "Drafted from 2 open commitments, 2 overdue, and from the account." in words_of(page)
    assert [row["title_zh"].value() for row in page.context["items"]] == [
        "纪要, 3: 双方交换目录（3）。", "纪要, 4: 双方交换目录（4）。",
    ]  # fmt: skip
    assert not room.session.memoranda.exists()
    forms = [page.context["form"], *page.context["items"], *page.context["rows"]]
    sent = {field.html_name: field.value() or "" for form in forms for field in form}
    kept = desk.post(where + "?from=open", sent | {"do": "save", "items": "2", "rows": "1", "papers": "0"})
    assert kept.status_code == 302
    row = room.session.memoranda.get()
    assert [one["want"]["en"] for one in row.agenda] == ["OURS: open; overdue, was due October 2026"] * 2
    assert "Drafted from" not in words_of(desk.get(where, {"from": "open"}))
