"""Reminders: on the days that a rule names, made up for where the node was off, and never twice a person and day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.cycle.commitments import acts, open_desk
from tests.records.rows import person
from verbale.domain.cycle import commitment, reminder
from verbale.domain.cycle.commitment_content import Stage
from verbale.domain.cycle.reminder import claim, end_rule, make_rule, reminders
from verbale.domain.spine.person import NeedsRole
from verbale.records.commitment import CommitmentState, ReminderRule, ReminderSent
from verbale.records.person import Role

DUE = date(2026, 12, 31)


@pytest.fixture
def desk(db, clock):
    return open_desk(clock)


def rule(desk, **facts):
    return make_rule(**({"days_before": 14, "bound": "ours", "every": 7} | facts), **desk.doing())


DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(0, 60), st.none() | st.integers(1, 60), st.integers(-200, 200))
def test_a_rule_reminds_so_many_days_before_and_then_every_so_many_after(last, before, every, offset):
    on = last + timedelta(days=offset)
    named = {last - timedelta(days=before)} | {last + timedelta(days=every * times) for times in range(1, 201) if every}
    past = [day for day in named if day <= on]
    assert reminder.reminding_day(last, days_before=before, every=every, on=on) == (max(past) if past else None)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"bound": "nobody"}, reminder.BadRule),
        ({"days_before": -1}, reminder.BadRule),
        ({"days_before": 3651}, reminder.BadRule),
        ({"every": 0}, reminder.BadRule),
        ({"every": 3651}, reminder.BadRule),
    ],
)
def test_a_rule_refuses_nonsense(desk, facts, refusal):
    with pytest.raises(refusal):
        rule(desk, **facts)
    assert not ReminderRule.objects.exists()


def test_rules_are_made_once_ended_once_and_stay(desk):
    made = rule(desk)
    with pytest.raises(reminder.SameRule):
        rule(desk, every=None)
    rule(desk, bound="theirs")
    end_rule(rule=made, **desk.doing())
    with pytest.raises(reminder.RuleEnded):
        end_rule(rule=made, **desk.doing())
    rule(desk)
    assert (ReminderRule.objects.count(), acts(made)) == (3, ["reminder.ruled", "reminder.rule ended"])
    with pytest.raises(NeedsRole):
        make_rule(days_before=1, bound="ours", by=desk.librarian, at=desk.at())


def mailed(desk, on, who=None):
    return claim(person=who or desk.clerk, on=on)


def test_a_person_is_mailed_on_the_days_of_the_rule_and_on_no_other(desk):
    row = desk.committed(due="2026-12")
    assert mailed(desk, DUE) == set()
    rule(desk)
    days = [DUE + timedelta(days=offset) for offset in range(-20, 30)]
    assert [day for day in days if mailed(desk, day) == {row.pk}] == [
        DUE - timedelta(days=14), DUE + timedelta(days=7), DUE + timedelta(days=14), DUE + timedelta(days=21),
        DUE + timedelta(days=28),
    ]  # fmt: skip


def test_never_twice_a_day_and_each_person_by_themselves(desk):
    row, other = desk.committed(due="2026-12"), person(Role.DESK, handle="matti")
    rule(desk)
    on = DUE - timedelta(days=14)
    assert [mailed(desk, on) for _ in range(3)] == [{row.pk}, set(), set()]
    assert (mailed(desk, on, other), mailed(desk, on, desk.librarian)) == ({row.pk}, set())
    assert sorted(ReminderSent.objects.values_list("person__handle", "on")) == [("liisa", on), ("matti", on)]


def test_a_day_on_which_the_node_was_off_is_made_up_for_once(desk):
    row = desk.committed(due="2026-12")
    rule(desk)
    late = DUE + timedelta(days=9)
    assert [mailed(desk, late + timedelta(days=more)) for more in (0, 1, 5)] == [{row.pk}, set(), {row.pk}]


@pytest.mark.parametrize(
    ("bound", "wanted"),
    [("ours", ["ours", "both"]), ("theirs", ["theirs", "both"]), ("both", ["ours", "theirs", "both"])],
)
def test_a_rule_is_for_ours_theirs_or_all(desk, bound, wanted):
    for one in ("ours", "theirs", "both"):
        desk.committed(bound=one, due="2026-12")
    rule(desk, bound=bound)
    found = [one.commitment.bound for one in reminders(person=desk.clerk, on=DUE)]
    assert sorted(found) == sorted(wanted)


def test_what_does_not_stand_or_has_no_date_reminds_nobody(desk):
    desk.committed()
    desk.committed(due="2026-12", state=CommitmentState.PROPOSED)
    commitment.change(commitment=desk.committed(due="2026-12"), state="done", **desk.doing())
    ended = rule(desk)
    assert reminders(person=desk.clerk, on=DUE) == []
    desk.committed(due="2026-12")
    end_rule(rule=ended, **desk.doing())
    assert reminders(person=desk.clerk, on=DUE) == []


def test_our_own_date_and_milestones_remind_the_most_pressing_first(desk):
    rule(desk)
    own = desk.committed(number="1", due="2026-12", own_due="2026-11")
    steps = desk.committed(number="2", stages=[Stage("Proposals", "2026-10"), Stage("Agreements", "2027-06")])
    found = reminders(person=desk.clerk, on=date(2026, 11, 20))
    assert [(one.commitment, one.due.last, one.due.milestone, one.due.own, one.day) for one in found] == [
        (steps, date(2026, 10, 31), "Proposals", False, date(2026, 11, 14)),
        (own, date(2026, 11, 30), "", True, date(2026, 11, 16)),
    ]


@pytest.mark.parametrize("many", [1, 3])
def test_the_queries_are_as_many_for_many(desk, many, django_assert_num_queries):
    rule(desk)
    for number in range(many):
        desk.committed(due="2026-12", number=str(number), stages=[Stage("A", "2026-11")])
    desk.clerk.roles  # noqa: B018 - read once a request
    with django_assert_num_queries(3):
        assert len(reminders(person=desk.clerk, on=DUE)) == many
