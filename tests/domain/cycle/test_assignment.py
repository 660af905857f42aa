"""A visit is checked against its directive: assignment by assignment, with what shows it."""

import pytest

from tests.domain.cycle.bureau import acts
from tests.domain.cycle.sitting import sitting
from tests.domain.cycle.test_visit import directive, made, planned
from verbale.domain.cycle import assignment, visit
from verbale.domain.cycle.visit import Result
from verbale.domain.cycle.words import BadWords
from verbale.domain.spine.person import NeedsRole
from verbale.records.journal import JournalPayload
from verbale.records.visit import Assignment


@pytest.fixture
def room(bureau):
    return sitting(bureau)


@pytest.fixture
def one(room):
    return planned(room, directive=directive(room))


def assign(room, one, *texts):
    return [assignment.assign(visit=one, text=text, **room.desk()) for text in texts]


def check(room, row, fulfilled, shown_by="Protocol, appendix 1"):
    return assignment.check(assignment=row, fulfilled=fulfilled, shown_by=shown_by, **room.desk())


def test_assignments_are_checked_one_by_one(room, one):
    rows = assign(room, one, "Agree on the programme", "See the library", "Invite the experts", "Ask for maps")
    made(room, one)
    assert assignment.unchecked(one) == rows
    check(room, rows[0], "yes")
    check(room, rows[1], "partly", "Two of three halls")
    check(room, rows[2], "no", "They were away")
    assert assignment.unchecked(one) == rows[3:]
    assert assignment.result(one) == Result(1, 1, 1, 1)
    assert not assignment.result(one).all_yes
    for row in rows[1:]:
        check(room, row, "yes")
    assert assignment.result(one) == Result(4, 0, 0, 0)
    assert assignment.result(one).all_yes
    assert Assignment.objects.get(number=2).shown_by == "Protocol, appendix 1"
    assert acts(one) == ["visit.planned", *["visit.assigned"] * 4, "visit.made", *["visit.checked"] * 6]


def test_a_visit_without_assignments_fulfilled_nothing(one):
    assert (assignment.result(one), assignment.result(one).all_yes) == (Result(0, 0, 0, 0), False)


def test_without_a_directive_there_are_no_assignments(room):
    with pytest.raises(assignment.NoDirective):
        assign(room, planned(room), "See the library")


def test_numbers_are_those_of_the_directive(room, one):
    assignment.assign(visit=one, text="Third", number=3, **room.desk())
    (after,) = assign(room, one, "Fourth")
    assert after.number == 4
    for number in (3, 0, 1001):
        with pytest.raises((visit.BadVisit, visit.TooMany)):
            assignment.assign(visit=one, text="x", number=number, **room.desk())


def test_nothing_is_checked_before_the_visit_was_made(room, one):
    (row,) = assign(room, one, "See the library")
    with pytest.raises(visit.NotMade):
        check(room, row, "yes")


@pytest.mark.parametrize(
    ("fulfilled", "shown_by", "fault"),
    [
        ("open", "x", visit.NotAnAnswer),
        ("surely", "x", visit.NotAnAnswer),
        ("yes", " ", assignment.NothingShows),
        ("no", "", assignment.NothingShows),
    ],
)
def test_an_answer_says_how_and_what_shows_it(room, one, fulfilled, shown_by, fault):
    (row,) = assign(room, one, "See the library")
    made(room, one)
    with pytest.raises(fault):
        check(room, row, fulfilled, shown_by)
    assert assignment.unchecked(one) == [row]


def test_only_the_desk_checks(room, one):
    (row,) = assign(room, one, "See the library")
    by = {"by": room.bureau.who("auditor"), "at": room.at()}
    with pytest.raises(NeedsRole):
        assignment.assign(visit=one, text="x", **by)
    with pytest.raises(NeedsRole):
        assignment.check(assignment=row, fulfilled="yes", shown_by="x", **by)


def test_words_are_corrected_and_what_was_checked_stays(room, one):
    (row,) = assign(room, one, "See the libary")
    made(room, one)
    checked = check(room, row, "yes")
    kept = assignment.reword(assignment=row, text=" See the library ", **room.desk())
    assert (kept.text, kept.fulfilled, kept.shown_by, kept.at) == (
        "See the library", "yes", checked.shown_by, checked.at,
    )  # fmt: skip
    assert JournalPayload.objects.get(act="visit.assignment reworded").facts == {
        "number": 1, "before": "See the libary",
    }  # fmt: skip
    for text, fault in ((" ", BadWords), ("a\0", BadWords)):
        with pytest.raises(fault):
            assignment.reword(assignment=row, text=text, **room.desk())
    with pytest.raises(NeedsRole):
        assignment.reword(assignment=row, text="x", by=room.bureau.who("auditor"), at=room.at())
