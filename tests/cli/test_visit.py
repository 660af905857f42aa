"""Visits at the terminal: planned, moved, made, cancelled; checked assignment by assignment; wishes met or not."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Terminal
from verbale.records.journal import JournalPayload
from verbale.records.person import Role
from verbale.records.visit import Visit


@pytest.fixture
def desk(hire, partner) -> Terminal:
    return hire("desk", Role.DESK)


def planned(desk, title="Working visit", *more: str):
    return desk.done("visit", "plan", "FI-NHI", title, "--begins", "2027-05-10", "--ends", "2027-05-16", *more)["id"]


def test_a_visit_is_planned_moved_cancelled_and_planned_again(desk):
    one = planned(desk, "Working visit", "--side", "theirs", "--leader", "Li Wei, minister", "--place", "Bern")
    moved = desk.done("visit", "move", one, "--begins", "2027-06", "--reason", "Flights")
    assert (moved["side"], moved["begins"], moved["ends"], moved["reason"]) == ("FI-NHI", "2027-06", "", "Flights")
    assert desk.done("visit", "cancel", "Working visit", "--reason", "Ill")["state"] == "cancelled"
    assert [row["id"] for row in desk.done("visit", "list", "--state", "cancelled")] == [one]
    assert desk.done("visit", "list") == []
    assert desk.done("visit", "resume", one[:8])["state"] == "coming"
    made = desk.run("visit", "made", one, "--begins", "2027-06-01", "--ends", "2027-06-03").stdout
    assert made == f"Working visit: made, 2027-06-01 to 2027-06-03. {one}\n"


def test_particulars_and_words_are_corrected(desk):
    one = planned(desk, "Visit of the minster", "--place", "Bern")
    kept = desk.done("visit", "describe", one, "--title", "Visit of the minister", "--leader", "Li Wei")
    assert (kept["title"], kept["leader"], kept["place"]) == ("Visit of the minister", "Li Wei", "Bern")
    desk.done("instrument", "record", "--title", "Directive")
    desk.done("visit", "direct", one, "Directive")
    desk.done("visit", "assign", one, "See the libary")
    desk.done("visit", "wish", one, "See the archiv")
    assert desk.done("visit", "reword", one, "1", "See the library")["text"] == "See the library"
    assert desk.done("visit", "reword", one, "1", "See the archive", "--wish")["text"] == "See the archive"
    assert desk.run("visit", "reword", one, "2", "x").exit_code == 1


def test_coming_visits_of_leaders(desk):
    planned(desk, "Experts")
    leader = planned(desk, "President", "--side", "theirs", "--leader", "The president")
    assert [row["id"] for row in desk.done("visit", "list", "--leaders", "--partner", "FI-NHI")] == [leader]
    assert len(desk.done("visit", "list")) == 2


def test_a_directive_is_checked_assignment_by_assignment(desk):
    one = planned(desk)
    paper = desk.done("instrument", "record", "--title", "Directive of 21 April", "--dated", "2027-04-21")["id"]
    none_yet = desk.run("visit", "assign", one, "See the library")
    assert (none_yet.exit_code, "has no directive yet" in none_yet.stderr) == (1, True)
    assert desk.done("visit", "direct", one, "Directive of 21 April")["directive"] == paper
    assert desk.done("visit", "assign", one, "See the library")["number"] == 1
    assert desk.done("visit", "assign", one, "Agree on the list", "--number", "5")["number"] == 5
    early = desk.run("visit", "check", one, "1", "yes", "--shown-by", "Protocol")
    assert (early.exit_code, "can be said once it was made" in early.stderr) == (1, True)
    desk.done("visit", "made", one, "--begins", "2027-05-10", "--ends", "2027-05-16")
    checked = desk.done("visit", "check", one, "5", "partly", "--shown-by", "Protocol of 12 May")
    assert checked == {
        "number": 5, "text": "Agree on the list", "fulfilled": "partly", "shown_by": "Protocol of 12 May",
        "of_all": {"yes": 0, "partly": 1, "no": 0, "unsaid": 1},
    }  # fmt: skip
    said = desk.run("visit", "check", one, "1", "yes", "--shown-by", "Seen").stdout
    assert said == "Assignment 1: yes. Of all: yes 1, partly 1, no 0, not yet said 0.\n"
    assert desk.run("visit", "check", one, "2", "yes", "--shown-by", "x").exit_code == 1
    shown = desk.done("visit", "show", one)
    assert [(row["number"], row["fulfilled"]) for row in shown["assignments"]] == [(1, "yes"), (5, "partly")]
    assert shown["fulfilled"] == {"yes": 1, "partly": 1, "no": 0, "unsaid": 0}


def test_wishes_are_met_or_not(desk):
    one = planned(desk)
    assert desk.done("visit", "wish", one, "See the archive", "--side", "theirs")["side"] == "FI-NHI"
    desk.done("visit", "made", one, "--begins", "2027-05-10", "--ends", "2027-05-16")
    assert desk.done("visit", "meet", one, "1", "no", "--note", "Closed")["of_all"]["no"] == 1
    shown = desk.run("visit", "show", one).stdout
    assert ("See the archive" in shown, "Closed" in shown) == (True, True)


@pytest.mark.parametrize(
    ("args", "status", "words"),
    [
        (("plan", "FI-NHI", "x", "--begins", "soon"), 2, "is no date"),
        (("plan", "FI-NHI", "x", "--begins", "2027-05-10", "--ends", "2027-05-01"), 2, "ends before it begins"),
        (("plan", "FI-NHI", " ", "--begins", "2027"), 2, "it is empty"),
        (("plan", "XX", "x", "--begins", "2027"), 1, "no partner"),
        (("move", "Working visit", "--begins", "2027", "--reason", " "), 2, "Give the reason"),
        (("resume", "Working visit"), 1, "cannot become"),
        (("show", "nothing"), 1, "no visit"),
        (("check", "Working visit", "1", "maybe", "--shown-by", "x"), 2, "maybe"),
    ],
)
def test_what_cannot_be_is_refused(desk, args, status, words):
    planned(desk)
    result = desk.run("visit", *args)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr
    assert Visit.objects.get().state == "coming"


def test_only_the_desk_acts_and_a_librarian_sees_nothing(desk, hire):
    one = planned(desk)
    auditor, librarian = hire("auditor", Role.AUDITOR), hire("librarian", Role.LIBRARIAN)
    assert auditor.done("visit", "show", one)["id"] == one
    refused = auditor.run("visit", "cancel", one, "--reason", "x")
    assert (refused.exit_code, JournalPayload.objects.filter(act="visit.cancelled").exists()) == (1, False)
    assert librarian.done("visit", "list") == []
    assert librarian.run("visit", "show", one).exit_code == 1
