"""Visits in the pages: planned, moved, made, cancelled; checked assignment by assignment; wishes met or not."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.answer import table
from tests.web.shelf import text_of
from verbale.domain.cycle import assignment, visit, wish
from verbale.domain.spine import instrument
from verbale.records.visit import Assignment, Visit, Wish

PLAN = {
    "title": "Working visit of the secretary", "side": "theirs", "leader": "Li Wei, State Secretary",
    "place": "Zürich", "begins": "2027-05-10", "ends": "2027-05-16",
}  # fmt: skip


@pytest.fixture
def room(office, clock, enter, db) -> SimpleNamespace:
    def acting():
        return {"by": office.desk, "at": clock.forward(minutes=1)}

    return SimpleNamespace(
        office=office, clock=clock, acting=acting, partner=office.partner,
        client=lambda role="desk": enter(getattr(office, role)),
    )  # fmt: skip


def planned(room, **more) -> Visit:
    given = {"title": "Working visit", "side": "OURS", "begins": "2027-05-10", "ends": "2027-05-16"} | more
    return visit.plan(partner=room.partner, **given, **room.acting())


def directed(room, one, *texts) -> list[Assignment]:
    paper = instrument.record(title="Directive of 21 April", dated="2027-04-21", **room.acting())
    visit.direct(visit=one, directive=paper, **room.acting())
    return [assignment.assign(visit=one, text=text, **room.acting()) for text in texts]


def made(room, one) -> Visit:
    return visit.made(visit=one, begins="2027-05-10", ends="2027-05-16", **room.acting())


def test_readers_and_writers(room):
    one = planned(room)
    (row,) = directed(room, one, "See the library")
    wished = wish.add(visit=one, side="OURS", text="See it", **room.acting())
    read = ["/visits", f"/visits/{one.pk}"]
    write = ["/visits/plan", *(f"/visits/{one.pk}/{act}" for act in (
        "particulars", "move", "made", "cancel", "resume", "directive", "assignments/new", "wishes/new", "delegation",
    )), f"/assignments/{row.pk}/check", f"/wishes/{wished.pk}/meet",
        f"/assignments/{row.pk}/reword", f"/wishes/{wished.pk}/reword"]  # fmt: skip
    may = {"desk": (200, 200), "approver": (200, 403), "auditor": (200, 403), "administrator": (200, 403),
           "librarian": (403, 403)}  # fmt: skip
    for role, expected in may.items():
        client = room.client(role)
        for addresses, status in zip((read, write), expected, strict=True):
            found = {address: client.get(address).status_code for address in addresses}
            assert (role, found) == (role, dict.fromkeys(addresses, status))
    assert room.client().get("/visits/x").status_code == 404


def test_what_one_may_not_do_is_not_offered(room):
    one = planned(room)
    directed(room, one, "See the library")
    assert "Cancel the visit" in text_of(room.client().get(f"/visits/{one.pk}"))
    shown = text_of(room.client("auditor").get(f"/visits/{one.pk}"))
    assert [
        word for word in ("Cancel the visit", "Move", "Write down", "/check", "Name a delegation") if word in shown
    ] == []


def test_a_visit_of_a_leader_is_planned_and_stands_among_the_coming_ones(room):
    planned(room, title="Experts", begins="2027-01")
    answer = room.client().post("/visits/plan", {"partner": room.partner.pk, **PLAN})
    kept = Visit.objects.get(title=PLAN["title"])
    assert answer.headers["Location"] == f"/visits/{kept.pk}"
    assert (kept.side, kept.leader, kept.begins, kept.state) == ("FI-NHI", PLAN["leader"], "2027-05-10", "coming")
    every, led = (text_of(room.client("auditor").get(at)) for at in ("/visits", "/visits?led=on"))
    assert every.index("Experts") < every.index(PLAN["title"])
    assert (PLAN["title"] in led, "Experts" in led) == (True, False)
    assert "Li Wei, State Secretary" in led
    assert "No visit matches." in text_of(room.client().get("/visits?state=made"))


def test_an_unknown_filter_is_passed_over(room):
    planned(room)
    assert "Working visit" in text_of(room.client().get("/visits?state=x&partner=y&page=z"))


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"title": ""}, ["title"]),
        ({"begins": "soon"}, ["begins"]),
        ({"begins": ""}, ["begins"]),
        ({"ends": "2027-05-01"}, ["__all__"]),
        ({"title": "a\u202eb"}, ["__all__"]),
        ({"partner": "x"}, ["partner"]),
        ({"session": "x"}, ["session"]),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(room, given, fields):
    answer = room.client().post("/visits/plan", {"partner": room.partner.pk, **PLAN, **given})
    assert list(answer.context["form"].errors) == fields
    assert answer.status_code in (400, 422)
    assert "Li Wei, State Secretary" in text_of(answer)
    assert not Visit.objects.exists()


def test_why_it_was_moved_or_cancelled_is_asked_and_shown(room):
    one = planned(room)
    client = room.client()
    address = f"/visits/{one.pk}"
    assert client.post(f"{address}/move", {"begins": "2027-06-01", "ends": ""}).status_code == 422
    client.post(f"{address}/move", {"begins": "2027-06-01", "ends": "2027-06-03", "reason": "No flights"})
    shown = text_of(client.get(address))
    assert ("Why it was moved" in shown, "No flights" in shown, "1 June 2027" in shown) == (True, True, True)
    client.post(f"{address}/cancel", {"reason": "Illness of the head"})
    shown = text_of(client.get(address))
    assert ("Why it was cancelled" in shown, "Illness of the head" in shown) == (True, True)
    answer = client.post(f"{address}/move", {"begins": "2027", "ends": "", "reason": "x"})
    assert (answer.status_code, "Only the dates of a visit that is still coming" in text_of(answer)) == (409, True)
    client.post(f"{address}/resume")
    assert (Visit.objects.get().state, Visit.objects.get().reason) == ("coming", "")


def test_particulars_and_words_are_corrected(room):
    one = planned(room, title="Visit of the minster")
    (row,) = directed(room, one, "See the libary")
    wished = wish.add(visit=one, side="OURS", text="See the archiv", **room.acting())
    client = room.client()
    form = client.get(f"/visits/{one.pk}/particulars").context["form"]
    assert {name: form[name].value() for name in form.fields} == {
        "title": "Visit of the minster", "leader": "", "place": "", "session": "",
    }  # fmt: skip
    client.post(f"/visits/{one.pk}/particulars", {"title": "Visit of the minister", "leader": "Li Wei", "session": ""})
    client.post(f"/assignments/{row.pk}/reword", {"text": "See the library"})
    client.post(f"/wishes/{wished.pk}/reword", {"text": "See the archive"})
    kept = Visit.objects.get()
    assert (kept.title, kept.leader) == ("Visit of the minister", "Li Wei")
    assert (Assignment.objects.get().text, Wish.objects.get().text) == ("See the library", "See the archive")
    shown = text_of(client.get(f"/visits/{one.pk}"))
    assert [former for former in ("minster", "libary", "archiv ") if former not in f"{shown} "] == ["archiv "]
    assert "See the archiv<" in shown


def test_a_visit_whose_days_are_over_says_so(room):
    one = planned(room, begins="2026-11-01", ends="2026-11-02")
    assert "its days are over" in text_of(room.client().get("/visits"))
    assert "nobody has said yet whether it was made" in text_of(room.client().get(f"/visits/{one.pk}"))


def test_a_directive_is_checked_assignment_by_assignment(room):
    one = planned(room)
    client = room.client()
    paper = instrument.record(title="Directive of 21 April", dated="2027-04-21", **room.acting())
    client.post(f"/visits/{one.pk}/directive", {"directive": paper.pk})
    for text in ("See the library", "Agree on the list", "Ask about standards"):
        client.post(f"/visits/{one.pk}/assignments/new", {"text": text, "number": ""})
    first, second, third = Assignment.objects.all()
    early = client.post(f"/assignments/{first.pk}/check", {"fulfilled": "yes", "shown_by": "A protocol"})
    assert (early.status_code, "can be said once it was made" in text_of(early)) == (409, True)
    client.post(f"/visits/{one.pk}/made", {"begins": "2027-05-10", "ends": "2027-05-16"})
    unshown = client.post(f"/assignments/{first.pk}/check", {"fulfilled": "yes", "shown_by": " "})
    assert list(unshown.context["form"].errors) == ["shown_by"]
    on = client.post(f"/assignments/{first.pk}/check", {"fulfilled": "yes", "shown_by": "Protocol of 11 May"})
    assert on.headers["Location"] == f"/assignments/{second.pk}/check"
    client.post(f"/assignments/{second.pk}/check", {"fulfilled": "partly", "shown_by": "List without prices"})
    back = client.post(f"/assignments/{third.pk}/check", {"fulfilled": "no", "shown_by": "Nobody was there"})
    assert back.headers["Location"] == f"/visits/{one.pk}"
    shown = text_of(room.client("auditor").get(f"/visits/{one.pk}"))
    assert "Yes: 1 · partly: 1 · no: 1 · not yet said: 0" in shown
    for words in ("Directive of 21 April", "Protocol of 11 May", "List without prices", "Nobody was there"):
        assert words in shown


def test_wishes_before_a_visit_are_met_or_not(room):
    one = planned(room)
    client = room.client()
    client.post(f"/visits/{one.pk}/wishes/new", {"side": "ours", "text": "See the archive"})
    client.post(f"/visits/{one.pk}/wishes/new", {"side": "theirs", "text": "Meet the rector"})
    ours, theirs = Wish.objects.all()
    assert (ours.side, theirs.side) == ("OURS", "FI-NHI")
    made(room, one)
    client.post(f"/wishes/{ours.pk}/meet", {"met": "yes", "note": "On the second day"})
    client.post(f"/wishes/{theirs.pk}/meet", {"met": "no", "note": ""})
    shown = text_of(client.get(f"/visits/{one.pk}"))
    assert "Yes: 1 · partly: 0 · no: 1 · not yet said: 0" in shown
    assert "On the second day" in shown


def test_the_cost_does_not_grow_with_rows(room):
    one = planned(room)
    directed(room, one, "First")
    wish.add(visit=one, side="OURS", text="See it", **room.acting())
    client = room.client("auditor")

    def cost(address):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(address)
        return len(asked)

    before = [cost(f"/visits/{one.pk}"), cost("/visits")]
    for number in range(6):
        planned(room, title=f"Visit {number}")
        assignment.assign(visit=one, text="More", **room.acting())
        wish.add(visit=one, side="OURS", text="More", **room.acting())
    assert [cost(f"/visits/{one.pk}"), cost("/visits")] == before


def test_the_list_is_a_file_narrowed_as_it_is(room):
    planned(room, title="=1+1", leader="Li Wei")
    planned(room, title="Experts")
    client = room.client("auditor")
    assert [row[:4] for row in table(client.get("/visits/export.csv?led=on"))] == [
        ["Visit", "Partner", "Who travels", "Led by"], ["'=1+1", "FI-NHI", "OURS", "Li Wei"],
    ]  # fmt: skip
    assert len(table(client.get("/visits/export.csv?state=cancelled"))) == 1
