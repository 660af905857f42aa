"""Our memorandum drafted from what is open: ours overdue first, in every language, and nothing that is ours alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.commitments import article
from tests.domain.cycle.sitting import content, grant, in_force, sitting
from tests.records.rows import make
from verbale.domain.books import memorandum_draft
from verbale.domain.books.memorandum_draft import Draft, NoNextSession, draft, next_session
from verbale.domain.cycle import memorandum
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.commitment_carried import of as carried
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.need import NeedState

ON = date(2027, 1, 10)
LONG = "Words" * 200


@pytest.fixture
def room(bureau):
    """The first session is held; the second is to come."""
    grant(bureau, "memoranda", "department")
    room = sitting(bureau)
    room.first = room.session
    sessions.held(session=room.first, begins="2026-05-10", ends="2026-05-16", **room.desk())
    room.session = sessions.plan(commission=room.commission, begins="2027-05-10", ends="2027-05-16", **room.desk())
    return room


def minutes(room, *articles):
    """The minutes of the first session, as both sides agreed on them."""
    said = agreement.Revision("minutes", ("en", "zh"), {"en": "Minutes of 2026", "zh": "2026年纪要"}, articles)
    text = in_force(room.bureau, said)
    make(records.Minutes, text=text, session=room.first)
    return text


def promised(room, text, number, bound="ours", due="", state="open", **facts):
    return make(
        records.Commitment, partner=room.bureau.partner, number=number, text=f"Taken down {number}", bound=bound,
        state=state, agreed=text, due=due, revision=text.in_force if text else "",
        **({"article": number if text else ""} | facts),
    )  # fmt: skip


def made(room, on=ON) -> Draft:
    return draft(session=room.session, viewer=room.bureau.who("desk"), on=on)


def titles(found: Draft) -> list[str]:
    return [one.title["en"] for one in found.content.agenda]


def test_with_nothing_open_it_has_title_and_schedule(room):
    found = made(room)
    assert (found.commitments, found.overdue, found.left_out, found.own) == (0, 0, 0, 0)
    assert found.content == memorandum_draft.empty(room.session)
    assert dict(found.content.titles) == {"en": "Memorandum for session 2", "zh": "第2次会议备忘录"}
    assert [(one.on, one.what["zh"]) for one in found.content.schedule] == [
        ("2027-05-10", "会议开幕"), ("2027-05-16", "签署纪要，会议闭幕"),
    ]  # fmt: skip


def test_what_is_overdue_comes_first_ours_before_theirs(room):
    text = minutes(room, *(article(str(number)) for number in range(1, 8)))
    promised(room, text, "1", "theirs", "2026-10")
    promised(room, text, "2", "ours", "2027-10")
    promised(room, text, "3", "both", "2026-11-30")
    promised(room, text, "4", "ours", "2026-12", state="under way")
    promised(room, text, "5", "ours", "2026-09-01", state="done")
    promised(room, text, "6", "theirs")
    promised(room, text, "7", "ours", "2026-08-01", state="proposed")
    found = made(room)
    assert titles(found) == [f"Minutes of 2026, {n}: The sides exchange lists ({n})." for n in (4, 3, 1, 2, 6)]
    assert [one.want["en"] for one in found.content.agenda] == [
        "OURS: under way; overdue, was due December 2026",
        "OURS + THEIRS: open; overdue, was due November 30, 2026",
        "THEIRS: open; overdue, was due October 2026",
        "OURS: open; due October 2027",
        "THEIRS: open; without a date",
    ]
    first = found.content.agenda[0]
    assert (first.title["zh"], first.want["zh"]) == (
        "2026年纪要, 4: 双方交换目录（4）。", "OURS: 进行中; 已逾期，原定期限：2026年12月",
    )  # fmt: skip
    assert (found.commitments, found.overdue) == (5, 3)


def test_a_milestone_that_was_not_reached_makes_it_overdue(room):
    text = minutes(room, article("1"), article("2"))
    promised(room, text, "1", due="2027-08")
    late = promised(room, text, "2", due="2027-09")
    make(records.Milestone, commitment=late, place=1, what="Name the experts", due="2026-11")
    assert titles(made(room))[0].startswith("Minutes of 2026, 2:")


def test_our_own_dates_and_papers_stay_with_us(room):
    text = minutes(room, article("1"))
    promised(room, text, "1", due="2027-03", own_due="2026-12-24")
    promised(room, None, "9", due="2026-01")
    found = made(room)
    assert (found.commitments, found.overdue, found.own) == (1, 0, 1)
    assert "2026-12-24" not in str(found.content.as_json())
    assert "December" not in str(found.content.as_json())
    assert "Taken down 9" not in str(found.content.as_json())


def test_an_item_falls_under_the_duty_its_article_names_or_that_it_had_before(room):
    text = minutes(
        room, article("1", {"duty": "2"}), article("2"), article("3", {"duty": "99"}),
    )  # fmt: skip
    for number in ("1", "2", "3"):
        promised(room, text, number)
    earlier = memorandum.Item({"en": "The sides exchange lists (2)."}, "1")
    room.session, to_come = room.first, room.session
    said = content(earlier)
    told = {"commission": room.commission.pk, "session": 1, "version": 1, "title": dict(said.titles)}
    memorandum.told(partner=room.bureau.partner, body=told | said.as_json(), at=room.at())
    room.session = to_come
    assert [one.duty for one in made(room).content.agenda] == ["2", "1", "other"]


def test_the_account_is_an_item_of_each_side_that_owes(room):
    partner = room.bureau.partner
    order = make(records.Order, partner=partner, number="26-001", answer_due=date(2026, 12, 1))
    for position, state in enumerate(("sourcing", "delivered", "received"), start=1):
        make(records.OrderLine, order=order, position=position, state=state, citation=f"Soil Science {position}")
    need = make(records.Need, partner=partner, number="N-7", answer_due=date(2027, 6, 1))
    make(records.NeedLine, need=need, position=1, state=NeedState.PROMISED, citation="Annals 9")
    ours, theirs = made(room).content.agenda
    assert (ours.title["en"], ours.want["en"], ours.duty) == (
        "Deliveries that OURS owes", "Owed 2, delivered 1, open 1, overdue 1. Overdue: 26-001/1 Soil Science 1",
        "other",
    )  # fmt: skip
    assert (theirs.title["zh"], theirs.want["zh"]) == (
        "THEIRS应交付的资料", "应交1项，已交0项，未交1项，逾期0项。",
    )  # fmt: skip


def test_it_can_be_kept_approved_and_told_as_it_is(room):
    text = minutes(room, agreement.Article("1", {}, {"en": LONG, "zh": "双方交换。"}), article("2"))
    promised(room, text, "1")
    promised(room, text, "2", "theirs", "2026-10")
    row = memorandum.draft(session=room.session, content=made(room).content, **room.desk())
    row = memorandum.approve(
        memorandum=row, by=room.bureau.who("department"), at=room.at(), second_factor=True
    )  # fmt: skip
    assert memorandum.tell(memorandum=row, **room.desk()).state == "told"
    assert [len(one["title"]["en"]) for one in row.agenda] == [
        len("Minutes of 2026, 2: The sides exchange lists (2)."),
        400,
    ]


def test_what_has_no_article_is_said_as_it_was_taken_down(room):
    text = minutes(room, article("1"))
    promised(room, text, "1", article="8")
    (one,) = made(room).content.agenda
    assert dict(one.title) == {"en": "Minutes of 2026, 1: Taken down 1"}


def test_more_than_a_memorandum_takes_are_counted(room, monkeypatch):
    monkeypatch.setattr(memorandum_draft, "MOST_ITEMS", 2)
    text = minutes(room, *(article(str(number)) for number in range(1, 4)))
    for number in ("1", "2", "3"):
        promised(room, text, number)
    found = made(room)
    assert (len(found.content.agenda), found.commitments, found.left_out) == (2, 2, 1)


def test_the_next_session_is_the_planned_one_that_begins_first(room):
    desk = room.bureau.who("desk")
    later = sessions.plan(commission=room.commission, begins="2028", **room.desk())
    assert next_session(desk, ON) == room.session
    assert next_session(desk, date(2027, 5, 10), room.commission.pk) == later
    with pytest.raises(NoNextSession):
        next_session(desk, date(2029, 1, 1))
    with pytest.raises(NoNextSession):
        next_session(desk, ON, "another")


def test_it_costs_the_same_however_much_is_open(room, django_assert_num_queries):
    text = minutes(room, *(article(str(number)) for number in range(1, 12)))
    promised(room, text, "1")
    with CaptureQueriesContext(connection) as asked:
        made(room)
    for number in range(2, 12):
        promised(room, text, str(number))
    with django_assert_num_queries(len(asked)):
        made(room)
    assert len(carried(room.session)) == 11
