"""Sessions in the pages: the plan, one session with all that belongs to it, and what the desk does with it."""

from __future__ import annotations

import html
import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.domain.cycle.sitting import found, govern, in_force
from tests.records.rows import make
from verbale.domain.cycle import session as sessions
from verbale.domain.cycle import session_parallel
from verbale.engines import agreement
from verbale.records import models as records
from verbale.records.dispatch import Message
from verbale.records.session import Session, SessionBeside, SessionMove
from verbale.web import session_act

READERS = ("desk", "approver", "administrator", "auditor")


@pytest.fixture
def board(office, clock, enter) -> SimpleNamespace:
    """The office with a commission and its statute: a session a year, in turns, first at our side."""

    def at(**by):
        return clock.forward(**(by or {"minutes": 1}))

    board = SimpleNamespace(
        office=office, partner=office.partner, at=at, who=lambda role: getattr(office, role), clock=clock,
        client=lambda role: enter(getattr(office, role)),
    )  # fmt: skip
    board.commission = found(board)
    board.statute = govern(board, board.commission, first_host="OURS")
    return board


def planned(board, begins="2027-05-10", ends="2027-05-16", **more):
    return sessions.plan(
        commission=board.commission, begins=begins, ends=ends, by=board.office.desk, at=board.at(), **more
    )  # fmt: skip


def their_word(board, one, **other):
    """What the partner tells of a session: what we say, but for what is named."""
    body = {
        "commission": one.commission_id, "number": one.number, "host": one.host, "begins": one.begins,
        "ends": one.ends, "place": one.place, "state": one.state, "reason": "",
    }  # fmt: skip
    return sessions.told(partner=board.partner, body=body | other, at=board.at())


def words(answer):
    """What a reader reads of a page, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def page(board, one, role="desk"):
    return board.client(role).get(f"/sessions/{one.pk}")


def test_readers_and_writers(board):
    one = planned(board)
    Session.objects.filter(pk=one.pk).update(told_at=None)
    read = ["/sessions", f"/sessions/{one.pk}", "/calendar", "/calendar/sessions.ics"]
    write = ["/sessions/plan", *(f"/sessions/{one.pk}/{act}" for act in session_act.ACTS)]
    for role in ("desk", "approver", "administrator", "auditor", "librarian"):
        client = board.client(role)
        may = (200 if role in READERS else 403, 200 if role == "desk" else 403)
        for addresses, status in zip((read, write), may, strict=True):
            assert {each: client.get(each).status_code for each in addresses} == dict.fromkeys(addresses, status)
        if role != "desk":
            assert {each: client.post(each, {"reason": "x"}).status_code for each in write} == dict.fromkeys(write, 403)
    assert board.client("desk").get("/sessions/x").status_code == 404
    assert board.client("desk").get("/sessions/x/move").status_code == 404


def test_what_one_may_not_do_is_not_offered(board):
    one = planned(board)
    assert [label for label, _address, _tone in page(board, one).context["openings"]] == [
        "Tell the partner", "Move it", "Record that it was held", "Record what meets beside it", "Cancel it"
    ]  # fmt: skip
    assert page(board, one, "auditor").context["openings"] == []
    assert "Plan a session" not in words(board.client("auditor").get("/sessions"))


def test_a_session_is_planned_with_number_and_host_by_the_statute(board):
    client = board.client("desk")
    sent = {"commission": board.commission.pk, "begins": "2027-05-10", "ends": "2027-05-16", "place": "Bern"}
    answer = client.post("/sessions/plan", sent)
    one = Session.objects.get()
    assert answer.headers["Location"] == f"/sessions/{one.pk}"
    assert (one.number, one.host, one.place, one.planned_by) == (1, "OURS", "Bern", board.office.desk)
    client.post("/sessions/plan", {"commission": board.commission.pk, "begins": "2028"})
    second = Session.objects.get(number=2)
    assert (second.host, second.begins) == ("FI-NHI", "2028")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"begins": "soon"}, "is no date that can be kept"), ({"begins": ""}, "Begins: This field is required."),
        ({"begins": "2027-05-10", "ends": "2027-05-01"}, "it ends before it begins"),
        ({"begins": "2027", "number": "1"}, "planned already"), ({"begins": "2027", "number": "0"}, "greater than"),
        ({"begins": "2027", "host": "XX"}, "Select a valid choice"), ({"begins": "../2027-12-31"}, "no date on which"),
        ({"begins": "2027", "commission": "x"}, "Select a valid choice"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused_and_nothing_typed_is_lost(board, wrong, said):
    planned(board)
    sent = {"commission": board.commission.pk, "place": "Old mint, room 3"} | wrong
    answer = board.client("desk").post("/sessions/plan", sent)
    assert answer.status_code in (409, 422, 400)
    assert said in words(answer)
    assert 'value="Old mint, room 3"' in answer.content.decode()
    assert Session.objects.count() == 1


def test_the_plan_shows_what_is_due_and_the_years_that_were_missed(board):
    planned(board, "2024-05-10", "2024-05-16")
    sessions.held(session=planned(board, "2022-03"), begins="2022-03", ends="", by=board.office.desk, at=board.at())
    planned(board, "2026-12-01", "2026-12-05")
    answer = board.client("auditor").get("/sessions")
    years = [(one.year, [row.session.number for row in one.rows], one.missed is not None) for one in
             answer.context["page"]]  # fmt: skip
    assert years == [(2026, [3], False), (2025, [], True), (2024, [1], True), (2023, [], True), (2022, [2], False)]
    shown = words(answer)
    assert shown.count("Missed: 0 held, the statute asks for 1 session a year.") == 3
    assert "Late Agenda, FI-NHI, OURS" in shown
    assert "0 of 8 done" in shown


def test_the_plan_costs_no_more_with_more_sessions(board):
    for number in range(2):
        _with_everything(board, planned(board, f"2027-0{number + 1}-10", ""))
    client = board.client("auditor")
    costs = []
    for number in range(3):
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert client.get("/sessions").status_code == 200
        costs.append(len(counted))
        if number < 2:
            for month in range(3, 9):
                _with_everything(board, planned(board, f"202{7 + number}-0{month}-11", ""))
    assert costs[0] == costs[1] == costs[2]


def _with_everything(board, one):
    their_word(board, one, place="Oulu")
    for side in ("OURS", "FI-NHI"):
        make(records.Memorandum, session=one, side=side, version=1, agenda=[{}], told_at=board.at())
        make(records.Delegation, session=one, side=side, told_at=board.at())
    make(records.Report, session=one, dated="2027-06-01")


def test_a_page_of_a_session_costs_no_more_with_more_rows(board):
    one = planned(board)
    _with_everything(board, one)
    client = board.client("auditor")
    with CaptureQueriesContext(connection) as first:
        client.get(f"/sessions/{one.pk}")
    for version in range(2, 6):
        make(records.Memorandum, session=one, side="OURS", version=version, approved_by=board.office.approver)
        make(records.Talk, session=one, partner=board.partner)
        make(records.Visit, session=one, partner=board.partner, begins="2027-05-10")
        meeting = {"title": f"Body {version}", "begins": "2027-05", "by": board.office.desk, "at": board.at()}
        session_parallel.beside(session=one, **meeting)
    with CaptureQueriesContext(connection) as second:
        assert client.get(f"/sessions/{one.pk}").status_code == 200
    assert len(first) == len(second)


def test_two_commissions_and_one_without_sessions(board):
    planned(board)
    article = agreement.Article("1", {}, {"en": "Founded."})
    other = in_force(board, agreement.Revision("commission", ("en",), {"en": "Soil commission"}, (article,)))
    client = board.client("desk")
    shown = words(client.get("/sessions"))
    assert "It has no statute in force, so nothing is due." in shown
    assert "No session is planned yet." in shown
    assert shown.index("Hydrology commission") < shown.index("Soil commission FI-NHI")
    one = client.get("/sessions", {"commission": other.pk}).context["page"]
    assert [year.commission.pk for year in one] == [other.pk]
    assert len(client.get("/sessions", {"commission": "x"}).context["page"]) == 2


def test_a_statute_that_cannot_be_read_is_named_and_hides_nothing(board):
    one = planned(board)
    article = agreement.Article("t", {}, {"en": "Terms."}, roles=("terms",),
                                facts={"commission": board.commission.pk, "costs": "nobody"})  # fmt: skip
    in_force(board, agreement.Revision("statute", ("en",), {"en": "Broken"}, (article,)))
    client = board.client("auditor")
    for address in ("/sessions", f"/sessions/{one.pk}"):
        shown = words(client.get(address))
        assert "The text “Broken” is no statute that can be read" in shown
    assert client.get("/calendar/sessions.ics").status_code == 200


def test_the_page_of_a_session_shows_all_that_belongs_to_it(board):
    one = planned(board, place="Bern")
    sessions.move(session=one, begins="2027-06-14", ends="2027-06-18", reason="Hall under repair",
                  by=board.office.desk, at=board.at())  # fmt: skip
    session_parallel.beside(session=one, title="3rd conference of the economic committee", body="Economic committee",
                    begins="2027-06-15", ends="2027-06-16", by=board.office.desk, at=board.at())  # fmt: skip
    make(records.Visit, session=one, partner=board.partner, title="Working visit", begins="2027-06-20", side="FI-NHI")
    make(records.Memorandum, session=one, side="FI-NHI", version=1, titles={"en": "Their wishes"}, told_at=board.at())
    make(records.Talk, session=one, partner=board.partner, title="On soils", on="2027-06-14")
    make(records.Report, session=one, title="Report on session 1")
    make(records.Waiting, session=one, text="Whether to exchange maps")
    shown = words(page(board, one, "auditor"))
    for said in (
        "Hydrology commission, session 1", "Organisation of the session OURS", "Delegation of FI-NHI FI-NHI",
        "10 May 2027 – 16 May 2027 OURS, Desk Person", "Hall under repair", "Their wishes",
        "3rd conference of the economic committee Economic committee", "within it", "Working visit", "after it",
        "On soils", "Report on session 1", "Whether to exchange maps", "What is due from whom",
        "What meets beside it recorded", "Begins 15 June 2027",
    ):  # fmt: skip
        assert said in shown, said


def test_what_meets_beside_is_corrected_and_taken_out(board):
    one = planned(board)
    row = session_parallel.beside(session=one, title="Conference", begins="2027", by=board.office.desk, at=board.at())
    client, addresses = board.client("desk"), [f"/sessions/beside/{row.pk}/{name}" for name in ("correct", "drop")]
    for address in addresses:
        assert address in page(board, one).content.decode()
        assert address not in page(board, one, "auditor").content.decode()
        assert board.client("auditor").post(address).status_code == 403
    assert 'value="Conference"' in client.get(addresses[0]).content.decode()
    answer = client.post(addresses[0], {"title": "3rd conference", "begins": "soon"})
    assert "is no date that can be kept" in words(answer)
    assert 'value="3rd conference"' in answer.content.decode()
    assert client.post(addresses[0], {"title": "3rd conference", "begins": "2027-05-11"}).status_code == 302
    assert "3rd conference" in words(client.get(addresses[1]))
    assert client.post(addresses[1]).status_code == 302
    assert "3rd conference — " not in words(page(board, one))
    assert not records.SessionBeside.objects.exists()


def test_what_can_no_longer_be_done_is_not_offered(board):
    one = planned(board)
    memorandum = f"/sessions/{one.pk}/memoranda/draft"
    coming = page(board, one).content.decode()
    assert memorandum in coming
    assert "Write our memorandum" in words(board.client("desk").get(f"/sessions/{one.pk}/memoranda"))
    Session.objects.update(begins="2026-01-10", ends="2026-01-12")
    over = page(board, one).content.decode()
    assert memorandum not in over
    assert "Write our memorandum" not in words(board.client("desk").get(f"/sessions/{one.pk}/memoranda"))


def test_dates_may_be_written_out(board):
    sent = {"commission": board.commission.pk, "begins": "10 May 2027", "ends": "2027年5月16日"}
    assert board.client("desk").post("/sessions/plan", sent).status_code == 302
    assert [(one.begins, one.ends) for one in Session.objects.all()] == [("2027-05-10", "2027-05-16")]


def test_another_host_is_named_with_a_move(board):
    one = planned(board)
    sent = {"begins": one.begins, "ends": one.ends, "host": "FI-NHI", "reason": "Their hall is free"}
    assert board.client("desk").post(f"/sessions/{one.pk}/move", sent).status_code == 302
    assert Session.objects.get().host == "FI-NHI"
    answer = board.client("desk").post(f"/sessions/{one.pk}/move", sent | {"host": "XX"})
    assert "Select a valid choice" in words(answer)


def test_our_memoranda_bear_the_number_under_which_the_partner_knows_them(board):
    one = planned(board)
    for version, told in ((1, None), (2, board.at()), (3, None)):
        make(records.Memorandum, session=one, side="OURS", version=version, titles={}, told_at=told,
             written_by=board.office.desk, state="told" if told else "draft")  # fmt: skip
    shown = words(page(board, one))
    assert "OURS, Version 1, as told" in shown
    assert "OURS, Draft 3" in shown
    assert ("Change our draft" in shown, "Write our memorandum" in shown) == (True, False)


def test_a_memorandum_of_the_partner_is_said_to_be_told_once(board):
    one = planned(board)
    titles = {"en": "Their memorandum"}
    make(records.Memorandum, session=one, side="FI-NHI", version=1, titles=titles, told_at=board.at(), state="told")
    shown = words(page(board, one)).split("Their memorandum ")[1]
    assert re.match(r"FI-NHI, Version 1, told on \d+ \w+ \d{4} Memoranda side by side", shown)
    assert "as told" not in shown


def test_the_partners_word_stands_beside_ours_until_we_agree(board):
    one = planned(board, place="Bern")
    their_word(board, one, begins="2027-09-01", ends="2027-09-05", reason="Our hall is free then")
    answer = page(board, one)
    assert answer.context["differs"] == [
        ("Begins", "10 May 2027", "1 September 2027"), ("Ends", "16 May 2027", "5 September 2027")
    ]  # fmt: skip
    assert "Their word differs from ours." in words(answer)
    assert "the partner says otherwise" in words(board.client("desk").get("/sessions"))
    client = board.client("desk")
    assert "1 September 2027" in words(client.get(f"/sessions/{one.pk}/agree"))
    assert client.post(f"/sessions/{one.pk}/agree").status_code == 302
    one = Session.objects.get()
    assert (one.begins, one.ends, SessionMove.objects.get().begins) == ("2027-09-01", "2027-09-05", "2027-05-10")
    assert "The same as we do." in words(page(board, one))


def test_a_session_is_moved_told_cancelled_and_planned_again(board):
    one, client = planned(board, place="Bern"), board.client("desk")
    start = client.get(f"/sessions/{one.pk}/move").context["form"].initial
    assert start == {"begins": "2027-05-10", "ends": "2027-05-16"}
    refused = client.post(f"/sessions/{one.pk}/move", {"begins": "2027-06-01", "ends": "2027-06-03"})
    assert (refused.status_code, "Reason: This field is required." in words(refused)) == (422, True)
    moved = {"begins": "2027-06-01", "ends": "2027-06-03", "reason": "Hall under repair"}
    assert client.post(f"/sessions/{one.pk}/move", moved).status_code == 302
    assert "not as it stands: tell them" in words(page(board, one))
    assert "Hall under repair" in words(client.get(f"/sessions/{one.pk}/tell"))
    assert client.post(f"/sessions/{one.pk}/tell").status_code == 302
    body = Message.objects.get(what="session").body
    assert {name: body[name] for name in ("begins", "place", "reason")} == {
        "begins": "2027-06-01", "place": "Bern", "reason": "Hall under repair"
    }  # fmt: skip
    assert client.post(f"/sessions/{one.pk}/cancel", {"reason": "No delegation"}).status_code == 302
    assert Session.objects.get().state == "cancelled"
    refused = client.post(f"/sessions/{one.pk}/held", {"begins": "2027-06-01"})
    assert (refused.status_code, "cannot become" in words(refused)) == (409, True)
    assert client.post(f"/sessions/{one.pk}/resume").status_code == 302
    assert Session.objects.get().state == "planned"


def test_a_session_that_was_held_on_other_days_keeps_both(board):
    one, client = planned(board), board.client("desk")
    assert client.post(f"/sessions/{one.pk}/held", {"begins": "2027-05-11", "ends": "2027-05-15"}).status_code == 302
    one.refresh_from_db()
    assert (one.state, one.begins, SessionMove.objects.get().begins) == ("held", "2027-05-11", "2027-05-10")
    assert client.get(f"/sessions/{one.pk}").context["openings"][-1][0] == "Record what meets beside it"


def test_what_meets_beside_it_is_recorded(board):
    one, client = planned(board), board.client("desk")
    sent = {"title": "Working visit", "body": "Academy", "begins": "2027-05-12", "ends": "", "place": "Basel"}
    assert client.post(f"/sessions/{one.pk}/beside", sent).status_code == 302
    row = SessionBeside.objects.get()
    assert (row.title, row.body, row.begins, row.place) == ("Working visit", "Academy", "2027-05-12", "Basel")
    refused = client.post(f"/sessions/{one.pk}/beside", sent | {"begins": "1957-13"})
    assert (refused.status_code, SessionBeside.objects.count()) == (422, 1)


def test_what_only_the_partner_planned_stands_in_the_plan(board):
    body = {"commission": board.commission.pk, "number": 4, "host": "FI-NHI", "begins": "2027-10", "ends": "",
            "place": "", "state": "planned", "reason": ""}  # fmt: skip
    sessions.told(partner=board.partner, body=body, at=board.at())
    assert "planned by the partner" in words(board.client("auditor").get("/sessions"))
    one = Session.objects.get()
    assert "the plan shows theirs" in words(page(board, one))
    client = board.client("desk")
    assert "October 2027" in words(client.get(f"/sessions/{one.pk}/agree"))
    assert client.post(f"/sessions/{one.pk}/agree").status_code == 302
    one.refresh_from_db()
    assert (one.planned_by, one.begins) == (board.office.desk, "2027-10")
    assert "Agree with the partner's word" not in words(page(board, one))


def test_nothing_is_founded_yet(office, enter):
    client = enter(office.desk)
    assert "No commission is in force." in words(client.get("/sessions"))
    assert "No commission is in force." in words(client.get("/sessions/plan"))
