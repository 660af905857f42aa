"""Each role's inbox: what waits, by due date and age."""

from datetime import UTC, date, timedelta

import pytest

from tests.domain.cycle.bureau import INTERNAL, OPEN
from tests.engines.seal.pouches import fresh_keys
from tests.records.rows import make
from verbale.domain.books.inbox import inbox
from verbale.domain.cycle import need, request
from verbale.domain.spine import authority, channel, correspondence, dispatch, party_keys, person, returned
from verbale.records.channel import ReturnedPouch
from verbale.records.dispatch import ArrivedPouch
from verbale.records.need import NeedLine
from verbale.records.person import Person


def tasks(bureau, handle):
    return [(task.what, task.about, task.due) for task in inbox(person=bureau.who(handle), at=bureau.clock.now())]


DUE = date(2026, 12, 21)


def test_the_desk_has_each_order_by_what_is_to_be_done(bureau):
    received, deciding, sourcing, ready, released, unavailable = bureau.lines(bureau.order(*[OPEN] * 5, {}))
    del received
    bureau.take_up(deciding)
    for line in (sourcing, ready, released, unavailable):
        bureau.decide(line)
    for line in (ready, released):
        bureau.attach(line)
        bureau.prepare(line)
    bureau.release(released)
    number = "THEIRS-2026-IN-1"
    assert sorted(tasks(bureau, "desk")) == [
        ("Decide", number, DUE),
        ("Get, attach and mark", number, DUE),
        ("Release", number, DUE),
        ("Take up", number, DUE),
    ]
    request.answer(order=request.Order.objects.get(), at=bureau.at())
    assert sorted(tasks(bureau, "desk")) == [("Get, attach and mark", number, None), ("Release", number, None)]


def test_lines_of_one_order_are_one_task_that_counts_them(bureau):
    order = bureau.order(OPEN, OPEN, OPEN)
    request.assign(order=order, to=bureau.who("desk2"), by=bureau.who("desk"), at=bureau.at())
    (task,) = inbox(person=bureau.who("desk"), at=bureau.at())
    assert (task.count, task.assigned_to, task.since) == (3, "Dario Keller", order.received_at)


def test_the_most_pressing_comes_first_and_what_is_late_shows(bureau):
    first = bureau.order(OPEN)
    bureau.at(days=5)
    second = bureau.order(OPEN)
    request.Order.objects.filter(pk=second.pk).update(answer_due=first.answer_due - timedelta(days=1))
    found = inbox(person=bureau.who("desk"), at=bureau.at())
    assert [task.about for task in found] == [second.number, first.number]
    assert [task.age(date(2026, 11, 26), UTC) for task in found] == [0, 5]
    assert [task.overdue(first.answer_due) for task in found] == [True, False]
    assert found[0].age(date(2026, 11, 1), UTC) == 0


def test_an_approver_has_the_open_steps_of_authorities_held_today(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.decide(line)
    one = ("Approve as Department-in-charge", "THEIRS-2026-IN-1/1", DUE)
    assert (tasks(bureau, "department"), tasks(bureau, "committee")) == ([one], [])
    bureau.approve(line, "department")
    assert [len(tasks(bureau, handle)) for handle in ("department", "committee")] == [0, 1]
    (held,) = bureau.who("committee").authorities_held.all()
    authority.end(held=held, on=date(2026, 11, 20), by=bureau.who("admin"), at=bureau.at())
    assert tasks(bureau, "committee") == []


def test_nobody_is_asked_to_approve_what_they_entered(bureau):
    person.set_roles(
        person=bureau.who("department"), roles=["approver", "desk"], by=bureau.who("admin"), at=bureau.at()
    )
    bureau.people["desk"] = bureau.people["department"] = Person.objects.get(handle="department")
    bureau.decide(bureau.lines(bureau.order(INTERNAL, by_pouch=False))[0])
    assert tasks(bureau, "department") == []


def test_a_librarian_has_what_arrived_what_is_asked_and_what_is_recalled(bureau):
    asked, arrived, recalled = bureau.wanted("A", "B", "C")
    for line in (arrived, recalled):
        need.arrived(line=NeedLine.objects.get(pk=line.pk), at=bureau.at())
    need.questioned(partner=bureau.partner, identifier=asked.pk, question="?", at=bureau.at())
    need.recalled(partner=bureau.partner, identifier=recalled.pk, notice="!", at=bureau.at())
    assert tasks(bureau, "librarian") == [
        ("Confirm receipt", "THEIRS-2026-OUT-1/2", None),
        ("Answer their question", "THEIRS-2026-OUT-1/1", None),
        ("Give back what was recalled", "THEIRS-2026-OUT-1/3", None),
    ]


def test_the_desk_has_instructions_that_nobody_gave_yet(bureau):
    logging = {"on": "2026-11-21", "said_by": "Desk", "by": bureau.who("desk")}
    asked = correspondence.log(what="instruction asked", subject="May it go?", at=bureau.at(), **logging)
    assert tasks(bureau, "desk") == [("Waits for instructions", "May it go?", None)]
    correspondence.log(what="instruction given", subject="It may", at=bureau.at(), answers=asked, **logging)
    assert tasks(bureau, "desk") == []


def test_an_administrator_has_keys_authorities_and_refused_pouches_to_look_at(bureau):
    at = bureau.at()
    party_keys.add(party=bureau.third, keys=fresh_keys().public, by=bureau.who("admin"), at=at)
    (held,) = bureau.who("department").authorities_held.all()
    authority.propose(
        person=bureau.who("committee"), authority=held.authority, since=at.date(), until=None, by=bureau.who("admin"),
        at=at,
    )  # fmt: skip
    make(ArrivedPouch, partner=bureau.partner, state="refused", file_name="bad.pouch", arrived_at=at)
    mine = [("Confirm the fingerprint of", "FURTHER", None), ("Look into a refused pouch", "bad.pouch", None)]
    assert sorted(tasks(bureau, "admin")) == mine
    confirm = ("Confirm the authority department-in-charge", "Franz Egli", None)
    assert sorted(tasks(bureau, "admin2")) == [confirm, *mine]


def test_what_keeps_a_channel_from_going_is_told_to_who_can_do_something(bureau):
    told = {"partner": bureau.partner, "at": bureau.at()}
    channel.stop(why="Two pouches have number 7.", clause="5.6", **told)
    channel.ask_epoch(epoch=9, **told)
    dispatch.withheld(channel=channel.of(bureau.partner), why="A page bears no marking.", at=bureau.at())
    make(ReturnedPouch, partner=bureau.partner, epoch=1, number=4, returned_at=bureau.at())
    stopped = ("Speak to the partner: the channel is stopped", "THEIRS", None)
    epoch = ("Confirm that the partner begins a new epoch", "THEIRS", None)
    withheld = ("Mend what the inspector did not let leave", "THEIRS", None)
    back = ("See to a pouch that came back", "THEIRS 1/4", None)
    assert sorted(tasks(bureau, "admin")) == [epoch, withheld, back, stopped]
    assert sorted(tasks(bureau, "desk")) == [withheld, back, stopped]
    assert tasks(bureau, "auditor") == []
    channel.confirm_epoch(partner=bureau.partner, epoch=9, by=bureau.who("admin"), at=bureau.at())
    channel.go_on(partner=bureau.partner, reason="A copy.", by=bureau.who("admin"), at=bureau.at())
    returned.note(row=ReturnedPouch.objects.get(), by=bureau.who("desk"), at=bureau.at())
    assert tasks(bureau, "admin") == [withheld]


@pytest.mark.parametrize("handle", ["auditor", "librarian", "committee"])
def test_who_has_nothing_to_do_has_an_empty_inbox(bureau, handle):
    bureau.order(OPEN)
    assert tasks(bureau, handle) == []


def test_a_deactivated_person_has_no_tasks(bureau):
    bureau.order(OPEN)
    person.deactivate(person=bureau.who("desk"), by=bureau.who("admin"), at=bureau.at())
    assert inbox(person=Person.objects.get(handle="desk"), at=bureau.at()) == []


def test_an_inbox_of_three_orders_asks_no_more_than_one_of_one(bureau, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    bureau.order(OPEN)
    with CaptureQueriesContext(
        connection,
    ) as first:
        tasks(bureau, "desk")
    bureau.order(OPEN)
    bureau.order(OPEN, OPEN)
    with django_assert_num_queries(len(first)):
        assert len(tasks(bureau, "desk")) == 3
