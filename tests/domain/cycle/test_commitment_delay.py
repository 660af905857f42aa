"""A partner's delays as facts: since when nothing came, what reason was given, what was promised instead."""

from datetime import date

import pytest

from tests.domain.cycle.commitments import open_desk
from verbale.domain.cycle import commitment, commitment_date
from verbale.domain.cycle.commitment_arrival import accept_word, told
from verbale.domain.cycle.commitment_content import Stage
from verbale.domain.cycle.commitment_delay import Delay, delays

ON = date(2027, 1, 31)


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def found(desk, on=ON):
    return delays(partner=desk.partner, on=on, viewer=desk.clerk)


def tell(desk, row, **changed):
    said = {
        "text": row.agreed_id, "article": "3", "number": row.number, "state": "open", "due": "", "reason": "",
        "apology": "",
    }  # fmt: skip
    return told(partner=desk.partner, body=said | changed, at=desk.at())


def fact(row, **changed):
    said = {
        "commitment": row.pk, "partner": "FI-NHI", "number": row.number, "text": row.text, "milestone": "",
        "was_due": "2026-10",
        "days": 92, "answered_on": None, "reason": "", "apology": "", "promised": "", "accepted": False, "moved": 0,
        "standing": True,
    }  # fmt: skip
    return Delay(**(said | changed))


def test_what_passed_without_a_word_is_unanswered(desk):
    row = desk.shared(bound="theirs", due="2026-10")
    assert found(desk, date(2026, 10, 31)) == []
    assert found(desk, date(2026, 11, 1)) == [fact(row, days=1)]
    assert (found(desk), found(desk)[0].unanswered) == ([fact(row)], True)


def test_an_answer_that_came_late_is_counted_to_its_day(desk):
    row = desk.shared(bound="theirs", due="2026-10")
    tell(desk, row, due="2027-03", reason="Illness", apology="We regret it")
    answered = {"days": 21, "answered_on": date(2026, 11, 21), "reason": "Illness", "apology": "We regret it"}
    assert found(desk) == [fact(row, **answered, promised="2027-03")]
    accept_word(commitment=row, **desk.doing())
    assert found(desk) == [fact(row, **answered, promised="2027-03", accepted=True, moved=1)]


def test_a_word_before_the_date_is_no_answer_unless_it_names_another(desk):
    row = desk.shared(bound="theirs", due="2026-12")
    tell(desk, row, due="2026-12", reason="All is well")
    assert found(desk) == [fact(row, was_due="2026-12", days=31)]
    tell(desk, row, due="2027-06", reason="Later")
    assert found(desk) == [
        fact(row, was_due="2026-12", days=0, answered_on=date(2026, 11, 21), reason="Later", promised="2027-06")
    ]


def test_a_second_promise_stands_beside_the_first_move(desk):
    row = desk.shared(bound="both", due="2026-10")
    tell(desk, row, due="2026-12", reason="Illness", apology="We regret it")
    accept_word(commitment=row, **desk.doing())
    desk.at(days=60)
    tell(desk, row, due="2027-03", reason="Again")
    assert found(desk) == [
        fact(row, days=21, answered_on=date(2026, 11, 21), reason="Again", promised="2027-03", moved=1)
    ]


def test_a_milestone_is_late_by_itself(desk):
    row = desk.shared(bound="theirs", stages=[Stage("Proposals", "2026-10"), Stage("Agreements", "2027-06")])
    assert found(desk) == [fact(row, milestone="Proposals")]
    step = row.milestones.get(place=1)
    commitment_date.move(
        commitment=row, milestone=step, due="2026-12", reason="", side="FI-NHI", apology="Sorry", **desk.doing()
    )
    moved = {"days": 21, "answered_on": date(2026, 11, 21), "apology": "Sorry", "promised": "2026-12"}
    assert found(desk) == [fact(row, milestone="Proposals", accepted=True, moved=1, **moved)]


def test_what_was_delayed_and_done_stays_a_fact(desk):
    row = desk.shared(bound="theirs", due="2026-10")
    commitment_date.move(commitment=row, due="2026-12", reason="Illness", side="FI-NHI", **desk.doing())
    commitment.change(commitment=row, state="done", **desk.doing())
    assert [(one.moved, one.standing, one.was_due) for one in found(desk)] == [(1, False, "2026-10")]


def test_ours_what_we_moved_and_what_was_done_in_time_are_no_delays_of_theirs(desk):
    desk.committed(bound="ours", due="2026-10")
    desk.committed(bound="theirs")
    moved = desk.committed(bound="theirs", due="2026-12")
    commitment_date.move(commitment=moved, due="2027-06", reason="We asked for it", **desk.doing())
    own = desk.committed(bound="theirs", due="2027-06", own_due="2026-10")
    commitment_date.move(commitment=own, due="2026-09", own=True, reason="Sooner", **desk.doing())
    commitment.change(commitment=desk.committed(bound="theirs", due="2026-10"), state="done", **desk.doing())
    assert found(desk) == []


def test_the_unanswered_come_first_the_longest_before_the_others(desk):
    for number, due in (("1", "2026-12"), ("2", "2026-10"), ("3", "2026-11")):
        desk.committed(bound="theirs", number=number, due=due)
    late = desk.shared(bound="theirs", due="2025-10", number="4")
    tell(desk, late, due="2027-10")
    assert [one.number for one in found(desk)] == ["2", "3", "1", "4"]


def test_who_may_not_see_commitments_sees_no_delays(desk):
    desk.committed(bound="theirs", due="2026-10")
    assert delays(partner=desk.partner, on=ON, viewer=desk.librarian) == []
    assert delays(partner=desk.third, on=ON, viewer=desk.clerk) == []


@pytest.mark.parametrize("many", [1, 3])
def test_the_queries_are_as_many_for_many(desk, many, django_assert_num_queries):
    for number in range(many):
        desk.committed(bound="theirs", due="2026-10", number=str(number), stages=[Stage("A", "2026-09")])
    desk.clerk.roles  # noqa: B018 - read once a request
    with django_assert_num_queries(4):
        assert len(found(desk)) == 2 * many
