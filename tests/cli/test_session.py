"""Sessions at the terminal: planned, moved, told, shown; the plan as a calendar, and its address."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from icalendar import Calendar

from tests.domain.cycle.sitting import found, govern
from tests.records.rows import make
from verbale.domain.cycle import session as sessions
from verbale.kernel.clock import SystemClock
from verbale.records import models as records
from verbale.records.dispatch import Message
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.session import CalendarFeed, Session


@pytest.fixture
def board(hire, partner) -> SimpleNamespace:
    """A desk officer and an auditor at their terminals, and a commission with its statute."""
    board = SimpleNamespace(
        desk=hire("desk", Role.DESK), auditor=hire("auditor", Role.AUDITOR), hire=hire,
        partner=Party.objects.get(code=partner), at=SystemClock().now,
    )  # fmt: skip
    board.commission = found(board)
    govern(board, board.commission, first_host="OURS")
    return board


def planned(board, begins="2099-05-10", *more):
    return board.desk.done("session", "plan", board.commission.pk, "--begins", begins, *more)


def test_a_session_is_planned_moved_told_and_held(board):
    one = planned(board, "2099-05-10", "--ends", "2099-05-16", "--place", "Bern")
    assert {name: one[name] for name in ("number", "host", "begins", "ends", "place", "state", "planned_by")} == {
        "number": 1, "host": "OURS", "begins": "2099-05-10", "ends": "2099-05-16", "place": "Bern",
        "state": "planned", "planned_by": "desk",
    }  # fmt: skip
    which = f"{board.commission.pk}/1"
    moved = board.desk.done("session", "move", which, "--begins", "2099-06", "--reason", "Hall under repair")
    assert (moved["begins"], moved["place"], moved["moves"][0]["begins"]) == ("2099-06", "Bern", "2099-05-10")
    told = board.desk.done("session", "tell", which)
    assert (Message.objects.get(what="session").body["reason"], told["told_at"] is None) == ("Hall under repair", False)
    assert board.desk.done("session", "cancel", which, "--reason", "No delegation")["state"] == "cancelled"
    assert board.desk.done("session", "resume", which)["state"] == "planned"
    held = board.desk.done("session", "held", one["id"], "--begins", "2099-06-14", "--ends", "2099-06-18")
    assert (held["state"], [each["begins"] for each in held["moves"]]) == ("held", ["2099-05-10", "2099-06"])


def test_the_plan_lists_what_is_due_and_the_years_missed(board):
    planned(board, "2024-05-10", "--ends", "2024-05-16")
    planned(board, "2025-03")
    board.desk.done("session", "held", f"{board.commission.pk}/2", "--begins", "2025-03-02")
    (one,) = board.auditor.done("session", "list")
    assert [(each["number"], each["state"], each["missed"]) for each in one["sessions"]] == [
        (2, "held", False), (1, "planned", True)
    ]  # fmt: skip
    assert one["missed_years"][:1] == [{"year": 2024, "wanted": 1, "had": 0}]
    steps = [(each["what"], each["side"], each["state"]) for each in one["sessions"][1]["due"]]
    assert ("memorandum", "FI-NHI", "missed") in steps
    shown = board.auditor.run("session", "list").stdout
    assert "2024: missed; 0 held, the statute asks for 1 a year" in shown
    assert "planned (missed)" in shown
    assert "  session 1: memorandum of FI-NHI missed 2024-04-26" in shown.splitlines()
    (only,) = board.auditor.done("session", "list", "--commission", board.commission.pk, "--state", "held")
    assert [each["number"] for each in only["sessions"]] == [2]
    assert only["missed_years"] == one["missed_years"]


def test_a_session_is_shown_with_who_pays_and_what_meets_beside_it(board):
    planned(board, "2099-05-10", "--ends", "2099-05-16")
    which = f"{board.commission.pk}/1"
    board.desk.done(
        "session", "beside", which, "3rd conference", "--body", "Economic committee", "--begins", "2099-05-15",
        "--ends", "2099-05-20",
    )  # fmt: skip
    make(records.Visit, session=Session.objects.get(), partner=board.partner, title="Working visit", begins="2099-04")
    one = board.auditor.done("session", "show", which)
    assert [(each["what"], each["body"], each["against_session"]) for each in one["beside"]][:1] == [
        ("3rd conference", "Economic committee", "overlaps")
    ]  # fmt: skip
    assert one["beside"][1]["against_session"] == "before"
    assert one["costs"] == [
        {"what": "organisation", "of": "", "paid_by": ["OURS"], "together": False},
        {"what": "delegation", "of": "OURS", "paid_by": ["OURS"], "together": False},
        {"what": "delegation", "of": "FI-NHI", "paid_by": ["FI-NHI"], "together": False},
    ]
    shown = board.auditor.run("session", "show", which).stdout
    assert "organisation: OURS, delegation of OURS: OURS, delegation of FI-NHI: FI-NHI" in shown


def test_what_meets_beside_is_corrected_and_taken_out(board):
    planned(board, "2099-05-10")
    which = f"{board.commission.pk}/1"
    (row,) = board.desk.done("session", "beside", which, "Conference", "--begins", "2099-05")["beside"]
    words = ("session", "beside-correct", row["id"], "3rd conference", "--begins", "2099-05-11")
    assert board.auditor.run(*words).exit_code == 1
    (again,) = board.desk.done(*words)["beside"]
    assert (again["id"], again["what"], again["begins"]) == (row["id"], "3rd conference", "2099-05-11")
    assert board.auditor.run("session", "beside-drop", row["id"]).exit_code == 1
    assert board.desk.done("session", "beside-drop", row["id"])["beside"] == []
    assert board.desk.run("session", "beside-drop", row["id"]).exit_code == 1


def test_dates_may_be_written_out(board):
    board.desk.done("session", "plan", board.commission.pk, "--begins", "10 May 2099", "--ends", "16.5.2099")
    assert [(one.begins, one.ends) for one in Session.objects.all()] == [("2099-05-10", "2099-05-16")]


def test_another_host_is_named_with_a_move(board):
    planned(board, "2099-05-10")
    which = f"{board.commission.pk}/1"
    moved = board.desk.done("session", "move", which, "--begins", "2099-05-10", "--host", "FI-NHI", "--reason", "Hall")
    assert (moved["host"], moved["begins"]) == ("FI-NHI", "2099-05-10")


def test_the_partners_word_is_shown_and_agreed(board):
    planned(board, "2099-05-10")
    one = Session.objects.get()
    body = {"commission": one.commission_id, "number": 1, "host": "OURS", "begins": "2099-09-01", "ends": "",
            "place": "", "state": "planned", "reason": "Their hall"}  # fmt: skip
    sessions.told(partner=board.partner, body=body, at=board.at())
    which = f"{board.commission.pk}/1"
    shown = board.auditor.done("session", "show", which)
    assert shown["differs"] == [{"what": "begins", "ours": "2099-05-10", "theirs": "2099-09-01"}]
    assert shown["partner_says"]["reason"] == "Their hall"
    assert "the partner says otherwise" in board.auditor.run("session", "list").stdout
    assert board.desk.done("session", "agree", which)["differs"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("plan", "COMMISSION", "--begins", "soon"), 2, "is no date that can be kept"),
        (("plan", "COMMISSION", "--begins", "2099", "--host", "XX"), 2, "Name the host"),
        (("plan", "COMMISSION", "--begins", "2099", "--number", "1"), 1, "planned already"),
        (("move", "COMMISSION/1", "--begins", "2099", "--reason", " "), 2, "says why"),
        (("show", "COMMISSION/7"), 1, "session"), (("agree", "COMMISSION/1"), 1, "word of the partner"),
        (("resume", "COMMISSION/1"), 1, "cannot become"),
        (("beside", "COMMISSION/1", "", "--begins", "2099"), 2, "needs a title"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(board, words, code, said):
    planned(board)
    result = board.desk.run("session", *(word.replace("COMMISSION", board.commission.pk) for word in words))
    assert (result.exit_code, said in result.stderr) == (code, True), result.stderr


def test_only_the_desk_acts(board):
    planned(board)
    which = f"{board.commission.pk}/1"
    for words in (
        ("plan", board.commission.pk, "--begins", "2100"), ("tell", which), ("cancel", which, "--reason", "x"),
        ("move", which, "--begins", "2100", "--reason", "x"), ("held", which, "--begins", "2099"),
        ("beside", which, "x", "--begins", "2100"), ("agree", which), ("resume", which),
    ):  # fmt: skip
        assert (words[0], board.auditor.run("session", *words).exit_code) == (words[0], 1)
    librarian = board.hire("lena", Role.LIBRARIAN)
    assert librarian.done("session", "list") == []
    assert librarian.run("session", "show", which).exit_code == 1


def test_the_calendar_is_a_file_that_calendars_read(board, tmp_path):
    planned(board, "2099-05-10", "--ends", "2099-05-16")
    file = tmp_path / "sessions.ics"
    board.auditor.done("session", "calendar", "--save", str(file))
    titles = [str(event["summary"]) for event in Calendar.from_ical(file.read_bytes()).walk("VEVENT")]
    assert "Hydrology commission, session 1" in titles
    again = board.auditor.run("session", "calendar", "--save", str(file))
    assert (again.exit_code, "sessions.ics" in again.stderr) == (1, True)
    printed = board.auditor.run("session", "calendar", "--commission", board.commission.pk)
    assert Calendar.from_ical(printed.stdout_bytes).walk("VEVENT")
    told = board.auditor.done("session", "calendar", "--language", "zh")
    assert "第 1 " in told["calendar"] or "水文委员会" in told["calendar"]


def test_an_address_is_made_shown_once_and_withdrawn(board):
    assert board.auditor.done("session", "feed", "show") == {"made_at": None}
    made = board.auditor.done("session", "feed", "make", "--at", "https://node.example.org/")
    assert made["address"].startswith("https://node.example.org/calendar/feed.ics?key=")
    feed = CalendarFeed.objects.get()
    assert feed.person == Person.objects.get(handle="auditor")
    assert board.auditor.done("session", "feed", "show")["made_at"] is not None
    assert "key=" not in board.auditor.run("session", "feed", "show").stdout
    board.auditor.done("session", "feed", "withdraw")
    feed.refresh_from_db()
    assert feed.withdrawn_at is not None
    assert board.auditor.run("session", "feed", "withdraw").exit_code == 1
    assert board.auditor.run("session", "feed", "make", "--at", "ftp://x").exit_code == 2


def test_sessions_are_a_table_that_is_exported(board):
    planned(board, "2024-05-10", "--ends", "2024-05-16", "--place", "Bern")
    (row,) = board.auditor.done("export", "sessions")
    assert {name: row[name] for name in ("commission", "partner", "number", "place", "missed")} == {
        "commission": "Hydrology commission", "partner": "FI-NHI", "number": 1, "place": "Bern", "missed": True,
    }  # fmt: skip
    assert "memorandum of OURS missed 2024-04-26" in row["due"]
