"""`verbale due`: what is due on a day, as one list; ours overdue first; bad days, sides and partners are refused."""

from __future__ import annotations

import pytest

from tests.domain.cycle.commitments import REPORT
from tests.records.rows import make
from verbale.domain.cycle import commitment, commitment_date
from verbale.domain.cycle.commitment_content import Member, Source, Stage
from verbale.kernel.clock import SystemClock
from verbale.records import models as records
from verbale.records.commitment import PartIn
from verbale.records.party import Party
from verbale.records.person import Person, Role


@pytest.fixture
def desk(hire):
    terminal, admin = hire("desk", Role.DESK), hire("admin", Role.ADMINISTRATOR)
    admin.done("partner", "add", "FI-NHI", "--name", "Nordic Institute")
    return terminal


def committed(**facts):
    said = {
        "partner": Party.objects.get(code="FI-NHI"), "number": "1", "text": "Send the lists.", "bound": "ours",
        "source": Source(), "members": [], "by": Person.objects.get(handle="desk"), "at": SystemClock().now(),
    }  # fmt: skip
    return commitment.record(**(said | facts))


def test_nothing_is_due(desk):
    assert desk.done("due") == []
    assert desk.run("due").stdout == "None.\n"


def test_a_commitment_is_told_with_all_its_facts(desk):
    report = make(records.Report, title="A visit", text=REPORT)
    row = committed(
        number="2a", due="1987-10", due_as_written="October 1987", own_due="1987-09",
        source=Source(report=report, start=3, end=40), stages=[Stage("Proposals", "1987-06", "June 1987")],
        members=[Member(PartIn.IN_CHARGE, "Minister A"), Member(PartIn.PARTICIPANT, "Minister B")],
    )  # fmt: skip
    desk_person, at = Person.objects.get(handle="desk"), SystemClock().now()
    commitment_date.move(
        commitment=row, due="1987-12", reason="Illness", apology="Regretted", side="FI-NHI", by=desk_person, at=at
    )
    moved = {
        "before": "1987-10", "after": "1987-12", "side": "FI-NHI", "reason": "Illness", "apology": "Regretted",
        "on": at.date().isoformat(), "own": False, "milestone": "",
    }  # fmt: skip
    step = {
        "what": "Proposals", "due": "1987-06", "as_written": "June 1987", "done_on": None, "timing": "overdue",
    }  # fmt: skip
    source = {
        "kind": "report", "id": report.pk, "title": "A visit", "revision": "", "article": "", "start": 3, "end": 40,
    }  # fmt: skip
    assert desk.done("due", "--as-of", "1987-07-02") == [
        {
            "id": row.pk, "number": "2a", "text": "Send the lists.", "partner": "FI-NHI", "bound": "ours",
            "due": "1987-12", "due_as_written": "October 1987", "own_due": "1987-09", "state": "open",
            "timing": "overdue", "days_over": 2, "pressing": "Proposals",
            "pressing_due": "1987-06", "in_charge": ["Minister A"], "controls": [],
            "milestones": [step], "moves": 1,
            "moved": [moved], "word": None, "complex": None, "source": source,
        }
    ]  # fmt: skip


def test_ours_overdue_comes_first_and_the_undated_last(desk):
    for number, bound, due in (
        ("1", "theirs", "1987-01"), ("2", "ours", ""), ("3", "ours", "1987-10"), ("4", "ours", "1987-05"),
        ("5", "both", "1987-04"), ("6", "ours", "immediately:1987-05-18"), ("7", "ours", "1988"),
    ):  # fmt: skip
        committed(number=number, bound=bound, due=due)
    rows = desk.done("due", "--as-of", "1987-10-01")
    assert [(row["number"], row["timing"], row["days_over"]) for row in rows] == [
        ("6", "overdue", 136), ("4", "overdue", 123), ("5", "overdue", 154), ("3", "due", 0), ("1", "overdue", 243),
        ("2", "undated", 0),
    ]  # fmt: skip


def test_days_side_and_partner_narrow_it(desk):
    committed(number="1", due="../1987-12-31")
    committed(number="2", due="1987-01", bound="both")
    committed(number="3", due="1987-01", bound="theirs")
    asked = ("due", "--as-of", "1987-11-01")
    for more, numbers in (
        ([], ["2", "3"]), (["--days", "60"], ["2", "1", "3"]), (["--side", "ours", "--days", "60"], ["1"]),
        (["--side", "theirs"], ["3"]), (["--side", "both"], ["2"]), (["--partner", "FI-NHI"], ["2", "3"]),
    ):  # fmt: skip
        assert [row["number"] for row in desk.done(*asked, *more)] == numbers


def test_for_people_it_is_a_table(desk):
    committed(number="2a", due="1987-10", text="Send the lists of journals.")
    told = desk.run("due", "--as-of", "1987-11-05").stdout
    assert [line.split() for line in told.splitlines()] == [
        ["timing", "days", "over", "pressing", "due", "bound", "partner", "number", "in", "charge", "text"],
        ["overdue", "5", "1987-10", "ours", "FI-NHI", "2a", "Send", "the", "lists", "of", "journals."],
    ]


@pytest.mark.parametrize(
    "wrong", [("--as-of", "soon"), ("--as-of", "1987-02-30"), ("--days", "-1"), ("--side", "neither")]
)
def test_wrong_use_says_so(desk, wrong):
    assert desk.run("due", *wrong).exit_code == 2


def test_a_partner_that_is_none_and_who_is_not_signed_in(desk, nobody):
    assert desk.run("due", "--partner", "XX").exit_code == 1
    assert nobody.run("due").exit_code == 1


def test_who_may_not_see_commitments_sees_none(desk, hire):
    committed(due="1987")
    assert hire("librarian", Role.LIBRARIAN).done("due") == []
    assert len(hire("auditor", Role.AUDITOR).done("due")) == 1
