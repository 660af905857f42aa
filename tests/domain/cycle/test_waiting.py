"""Decisions deferred with what they wait for, and questions to be reviewed until answered."""

from datetime import date

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.sitting import sitting
from tests.domain.cycle.test_report import recorded
from verbale.domain.cycle import waiting
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records.report import Waiting, WaitingKind


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def defer(room, text="The loan of the press", **more):
    given = {"waits_for": "The answer of the bank"} | more
    return waiting.defer(text=text, **given, **room.desk())


def ask(room, text="Are the circuits cheaper?", **more):
    return waiting.ask(text=text, **more, **room.desk())


def test_what_waits_stays_until_it_is_answered(room):
    undated, decision = ask(room, report=recorded(room)), defer(room, session=room.session)
    soon = ask(room, "Which institute?", review_on=date(2027, 1, 10))
    assert waiting.still() == [soon, undated, decision]
    assert waiting.still(WaitingKind.DECISION) == [decision]
    assert [waiting.due(date(2027, 1, day)) for day in (9, 10)] == [[], [soon]]
    waiting.answer(waiting=soon, text="The third.", **room.desk())
    assert (waiting.still(), waiting.due(date(2028, 1, 1))) == ([undated, decision], [])
    kept = Waiting.objects.get(pk=soon.pk)
    assert (kept.answer, kept.answered_at is not None) == ("The third.", True)
    assert acts(soon) == ["waiting.asked", "waiting.answered"]
    for act in (
        lambda: waiting.answer(waiting=soon, text="x", **room.desk()),
        lambda: waiting.put_off(waiting=soon, review_on=None, **room.desk()),
    ):
        with pytest.raises(waiting.AlreadyAnswered):
            act()


def test_what_waits_can_be_put_off(room):
    row = defer(room, review_on=date(2027, 1, 10))
    waiting.put_off(waiting=row, review_on=date(2027, 2, 10), **room.desk())
    kept = waiting.put_off(waiting=row, review_on=None, waits_for="The board", **room.desk())
    assert (kept.review_on, kept.waits_for) == (None, "The board")
    assert acts(row) == ["waiting.deferred", "waiting.put off", "waiting.put off"]


def test_a_deferred_decision_says_what_it_waits_for(room):
    with pytest.raises(waiting.NoReason):
        defer(room, waits_for=" ")
    for act in (defer, ask):
        with pytest.raises(BadWords):
            act(room, " ")
    assert Waiting.objects.count() == 0


def test_only_the_desk_writes(room):
    row, by = ask(room), {"by": room.bureau.who("auditor"), "at": room.at()}
    for act in (
        lambda: waiting.defer(text="x", waits_for="x", **by),
        lambda: waiting.ask(text="x", **by),
        lambda: waiting.put_off(waiting=row, review_on=None, **by),
        lambda: waiting.answer(waiting=row, text="x", **by),
    ):
        with pytest.raises(NeedsRole):
            act()
    assert list(Waiting.objects.visible_to(room.bureau.who("auditor"))) == [row]
