"""Wishes before a visit, and whether they were met."""

import pytest

from tests.domain.cycle.sitting import sitting
from tests.domain.cycle.test_visit import made, planned
from verbale.domain.cycle import visit, wish
from verbale.domain.cycle.visit import Result
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records.journal import JournalPayload
from verbale.records.visit import Wish


@pytest.fixture
def room(bureau):
    return sitting(bureau)


def add(room, one, text="See the archive", side="OURS"):
    return wish.add(visit=one, side=side, text=text, **room.desk())


def test_wishes_of_both_sides_are_kept_and_met(room):
    one = planned(room)
    ours, theirs = add(room, one), add(room, one, "Longer talks", "THEIRS")
    with pytest.raises(visit.NotMade):
        wish.meet(wish=ours, met="yes", **room.desk())
    made(room, one)
    wish.meet(wish=ours, met="yes", **room.desk())
    wish.meet(wish=theirs, met="partly", note="One day", **room.desk())
    rows = list(Wish.objects.values_list("number", "side", "text", "met", "note"))
    assert rows == [(1, "OURS", "See the archive", "yes", ""), (2, "THEIRS", "Longer talks", "partly", "One day")]
    assert wish.result(one) == Result(1, 1, 0, 0)


def test_what_says_nothing_is_refused(room):
    one = planned(room)
    with pytest.raises(visit.BadVisit):
        add(room, one, side="FURTHER")
    row = add(room, one)
    made(room, one)
    with pytest.raises(visit.NotAnAnswer):
        wish.meet(wish=row, met="open", **room.desk())


def test_only_the_desk_writes(room):
    one, by = planned(room), {"by": room.bureau.who("auditor"), "at": room.at()}
    row = add(room, one)
    with pytest.raises(NeedsRole):
        wish.add(visit=one, side="OURS", text="x", **by)
    with pytest.raises(NeedsRole):
        wish.meet(wish=row, met="yes", **by)


def test_words_are_corrected_and_the_former_stay_in_the_journal(room):
    row = add(room, planned(room), "See the archiv")
    assert wish.reword(wish=row, text="See the archive", **room.desk()).text == "See the archive"
    assert JournalPayload.objects.get(act="visit.wish reworded").facts == {"number": 1, "before": "See the archiv"}
    with pytest.raises(BadWords):
        wish.reword(wish=row, text=" ", **room.desk())
    with pytest.raises(NeedsRole):
        wish.reword(wish=row, text="x", by=room.bureau.who("auditor"), at=room.at())
