"""The calendar in the pages: a file, and an address that answers without signing in for as long as it may."""

from __future__ import annotations

import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from tests.web.test_session import board, planned, words
from verbale.domain.cycle import calendar_feed, session_parallel
from verbale.domain.cycle import session as sessions
from verbale.domain.spine import person
from verbale.records.journal import JournalPayload
from verbale.records.person import RoleHeld
from verbale.records.session import CalendarFeed

__all__ = ["board"]


def titles(data):
    return sorted(str(one["summary"]) for one in Calendar.from_ical(data).walk("VEVENT"))


def made(board, role="desk"):
    """The address that somebody makes, without the host."""
    answer = board.client(role).post("/calendar", {"do": "make"})
    (address,) = re.findall(r"http://testserver(/calendar/feed\.ics\?key=\w+)", answer.content.decode())
    return address


def test_the_plan_is_a_file(board):
    planned(board, place="Bern")
    answer = board.client("auditor").get("/calendar/sessions.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sessions.ics"'
    assert "Hydrology commission, session 1" in titles(answer.content)
    one = board.client("auditor").get("/calendar/sessions.ics", {"commission": board.commission.pk})
    assert titles(one.content) == titles(answer.content)
    assert board.client("auditor").get("/calendar/sessions.ics", {"commission": "x"}).status_code == 404


def test_an_address_is_shown_once_and_answers_without_signing_in(board):
    planned(board)
    address = made(board)
    assert "key=" not in board.client("desk").get("/calendar").content.decode()
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.cookies == {}
    assert "Hydrology commission, session 1" in titles(answer.content)
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405


def test_the_feed_shows_what_became_of_the_plan(board):
    one, address = planned(board), made(board)
    sessions.move(session=one, begins="2027-06-14", ends="2027-06-18", reason="Hall", by=board.office.desk,
                  at=board.at())  # fmt: skip
    events = {str(event["uid"]): event for event in Calendar.from_ical(Client().get(address).content).walk("VEVENT")}
    assert events[f"{one.pk}@verbale"].decoded("dtstart").isoformat() == "2027-06-14"


def test_an_address_ends_when_it_is_withdrawn_or_made_anew(board):
    first = made(board)
    second = made(board)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (404, 200)
    assert "made" in words(board.client("desk").get("/calendar"))
    assert board.client("desk").post("/calendar", {"do": "withdraw"}).status_code == 302
    assert Client().get(second).status_code == 404
    assert board.client("desk").post("/calendar", {"do": "withdraw"}).status_code == 302
    assert CalendarFeed.objects.filter(withdrawn_at=None).count() == 0


def test_an_address_ends_with_its_person(board):
    address = made(board, "auditor")
    RoleHeld.objects.filter(person=board.office.auditor).delete()
    assert Client().get(address).status_code == 404
    other = made(board, "approver")
    person.deactivate(person=board.office.approver, by=board.office.administrator, at=board.at())
    assert Client().get(other).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?key=", "?key=nonsense", "?key=" + "a" * 5000, "?key=%00", "?other=1", "?key=%FF"]
)
def test_what_is_no_secret_is_not_found(board, query):
    made(board)
    answer = Client().get(f"/calendar/feed.ics{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "nonsense" not in answer.content.decode()


def test_the_secret_stands_in_no_log_and_not_in_the_journal(board, caplog):
    caplog.set_level(logging.DEBUG)
    address = made(board)
    secret = address.partition("key=")[2]
    Client().get(address)
    board.client("desk").post("/calendar", {"do": "withdraw"})
    assert Client().get(address).status_code == 404
    assert "/calendar/feed.ics" in caplog.text
    assert secret not in caplog.text
    told = [(row.act, str(row.facts)) for row in JournalPayload.objects.filter(act__startswith="calendar.")]
    assert told == [("calendar.made", "{}"), ("calendar.withdrawn", "{}")]
    assert not CalendarFeed.objects.filter(secret_hash__contains=secret).exists()


def test_only_readers_have_a_calendar(board):
    client = board.client("librarian")
    assert [client.get("/calendar").status_code, client.get("/calendar/sessions.ics").status_code] == [403, 403]
    assert client.post("/calendar", {"do": "make"}).status_code == 403
    assert Client().get("/calendar").status_code == 302


def test_the_feed_speaks_its_holders_language(board):
    planned(board)
    address = made(board)
    type(board.office.desk).objects.filter(pk=board.office.desk.pk).update(language="zh-hans")
    assert any("水文委员会" in one for one in titles(Client().get(address).content))


def test_the_calendar_costs_no_more_with_more_sessions(board):

    counts = []
    for number in range(1, 8):
        one = planned(board, f"2027-0{number}-10", "")
        session_parallel.beside(session=one, title="Visit", begins="2027", by=board.office.desk, at=board.at())
        with CaptureQueriesContext(connection) as counted:
            calendar_feed.calendar(viewer=board.office.desk, on=board.at().date(), at=board.at())
        counts.append(len(counted))
    assert counts[0] == counts[-1]
