"""What the inbox says of sessions: our steps by what is to be done next, the partner's that are late, memoranda."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.sitting import content, grant, sitting
from verbale.domain.books.inbox import inbox
from verbale.domain.cycle import delegation, memorandum, report
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle.delegation import Named
from verbale.domain.cycle.statute import Span
from verbale.records.session import Session

ABOUT = "Hydrology commission 1"
EARLY, AGENDA_NEAR, AGENDA_LATE = date(2027, 2, 1), date(2027, 3, 1), date(2027, 3, 20)
AFTER = date(2027, 8, 1)


@pytest.fixture
def room(bureau):
    grant(bureau, "memoranda", "department")
    return sitting(bureau, delegation=Span("P10D"), minutes=Span("P1M"), report=Span("P2W"))


def tasks(room, on, handle="desk"):
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    found = inbox(person=room.bureau.who(handle), at=at)
    return [(task.what, task.about, task.thing_kind, task.due) for task in found]


def drafted(room):
    return memorandum.draft(session=room.session, content=content(), **room.desk())


def approved(room):
    by = room.bureau.who("department")
    return memorandum.approve(memorandum=drafted(room), by=by, at=room.at(), second_factor=True)


def test_our_memorandum_comes_when_its_day_is_near_by_what_is_to_be_done_next(room):
    def on_it(handle="desk"):
        return tasks(room, AGENDA_NEAR, handle)

    due = date(2027, 3, 10)
    assert tasks(room, EARLY) == []
    assert on_it() == [("Write our memorandum", ABOUT, "session", due)]
    assert on_it("librarian") == on_it("department") == []
    row = drafted(room)
    assert on_it() == [("Have our memorandum approved", ABOUT, "memorandum", due)]
    assert on_it("department") == [("Approve as memoranda", ABOUT, "memorandum", None)]
    assert on_it("committee") == []
    by = room.bureau.who("department")
    memorandum.approve(memorandum=row, by=by, at=room.at(), second_factor=True)
    assert on_it("department") == []
    assert on_it() == [("Tell the partner the approved memorandum", ABOUT, "memorandum", due)]
    memorandum.tell(memorandum=row, **room.desk())
    assert on_it() == []


def test_what_was_approved_early_waits_to_be_told_without_a_day(room):
    approved(room)
    assert tasks(room, EARLY) == [("Tell the partner the approved memorandum", ABOUT, "memorandum", None)]


def test_a_draft_that_lacks_its_agenda_is_not_brought_to_whoever_approves(room):
    memorandum.draft(session=room.session, content=content(schedule=()), **room.desk())
    assert tasks(room, EARLY, "department") == []


def test_the_partner_is_asked_for_what_it_is_late_with_once(room):
    memorandum.tell(memorandum=approved(room), **room.desk())
    assert tasks(room, AGENDA_NEAR) == []
    assert tasks(room, AGENDA_LATE) == [("Ask the partner for its agenda", ABOUT, "session", date(2027, 3, 10))]
    assert tasks(room, date(2027, 4, 28)) == [
        ("Ask the partner for its agenda", ABOUT, "session", date(2027, 3, 10)),
        ("Name our delegation", ABOUT, "session", date(2027, 4, 30)),
    ]


def test_our_delegation_is_named_then_told(room):
    memorandum.tell(memorandum=approved(room), **room.desk())
    named = delegation.name(
        to=room.session,
        delegates=[Named("Anna Weber", "Director", "head"), Named("Bernd Kurz", "Engineer")],
        keep_until=date(2028, 1, 1),
        **room.desk(),
    )
    near = date(2027, 4, 28)
    told = ("Tell the partner our delegation", ABOUT, "delegation", date(2027, 4, 30))
    assert told in tasks(room, near)
    delegation.tell(delegation=named, **room.desk())
    assert [what for what, *_ in tasks(room, near)] == ["Ask the partner for its agenda"]


def test_after_the_session_its_minutes_and_its_report_are_asked_for(room):
    held = ("Say whether a session was held", ABOUT, "session", date(2027, 5, 16))
    report_due, minutes_due = date(2027, 5, 30), date(2027, 6, 16)
    wanted = [
        ("Write the report", ABOUT, "session", report_due), ("Write the minutes", ABOUT, "session", minutes_due),
    ]  # fmt: skip
    assert tasks(room, AFTER) == [held, *wanted]
    sessions.held(session=room.session, begins="2027-05-10", ends="2027-05-16", **room.desk(days=200))
    assert tasks(room, AFTER) == wanted
    row = report.record(session=room.session, title="On the session", author="A", holder="B", **room.desk())
    assert tasks(room, AFTER) == [("Write the report", "On the session", "report", report_due), wanted[1]]
    report.issue(report=row, dated="2027-05-20", **room.desk())
    assert tasks(room, AFTER) == wanted[1:]


def test_a_cancelled_session_and_one_recorded_after_its_days_ask_for_nothing(room):
    sessions.cancel(session=room.session, reason="Flood", **room.desk())
    sessions.plan(commission=room.commission, begins="1957-12-14", ends="1957-12-16", **room.desk())
    assert tasks(room, AFTER) == []


def test_another_word_of_the_partner_waits_for_an_answer(room):
    word = {"number": 1, "host": "OURS", "place": "", "begins": "2027-06-01", "ends": "", "state": "planned"}
    body = {"commission": room.commission.pk, "reason": "", **word}
    sessions.told(partner=room.bureau.partner, body=body, at=room.at())
    assert tasks(room, EARLY) == [("Answer what the partner says of a session", ABOUT, "session", None)]
    sessions.agree(session=Session.objects.get(), **room.desk())
    assert tasks(room, EARLY) == []


def test_it_waits_since_its_day_came_near(room):
    (task,) = inbox(person=room.bureau.who("desk"), at=datetime(2027, 3, 1, 12, tzinfo=UTC))
    assert task.age(AGENDA_NEAR, UTC) == 5


def test_many_sessions_cost_as_much_as_one(room):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            tasks(room, AFTER)
        return len(caught)

    approved(room)
    before = queries()
    for year in (2027, 2028, 2029):
        sessions.plan(commission=room.commission, begins=f"{year}-06-01", ends=f"{year}-06-02", **room.desk())
    assert queries() == before
