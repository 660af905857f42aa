"""The log of what was said and written."""

import pytest

from tests.records.rows import make
from tests.web.shelf import text_of
from verbale.domain.spine import correspondence
from verbale.records.correspondence import Correspondence, What
from verbale.records.request import Order

TALK = {"what": "talk", "on": "1964-11", "said_by": "the attaché", "subject": "Supply of journals"}


def logged(shelf, what="talk", subject="Supply of journals", **more):
    return correspondence.log(
        what=what, on="1964-11-03", said_by="the attaché", subject=subject, by=shelf.office.desk,
        at=shelf.clock.forward(minutes=1), **more,
    )  # fmt: skip


def test_readers(shelf):
    entry = logged(shelf)
    expected = {"desk": (200, 200), "auditor": (200, 200), "approver": (200, 404), "librarian": (403, 403),
                "administrator": (403, 403)}  # fmt: skip
    for role, statuses in expected.items():
        client = shelf.client(role)
        addresses = ("/correspondence", f"/correspondence/{entry.pk}")
        assert tuple(client.get(address).status_code for address in addresses) == statuses
    assert [shelf.client(role).get("/correspondence/log").status_code for role in ("desk", "auditor")] == [200, 403]


def test_an_approver_sees_instructions_only(shelf):
    logged(shelf)
    asked = logged(shelf, What.INSTRUCTION_ASKED, "May these be supplied?")
    approver = shelf.client("approver")
    assert list(approver.get("/correspondence").context["page"]) == [asked]
    assert approver.get(f"/correspondence/{asked.pk}").status_code == 200


def test_what_an_approver_may_not_see_is_not_shown_beside_it(shelf):
    letter = logged(shelf, What.LETTER_IN, "A letter that stays with the desk")
    given = logged(shelf, What.INSTRUCTION_GIVEN, "Supply them", answers=letter)
    page = text_of(shelf.client("approver").get(f"/correspondence/{given.pk}"))
    assert "A letter that stays with the desk" not in page


def test_the_list_names_an_order_to_those_alone_who_may_see_it(shelf):
    order = make(Order, partner=shelf.partner)
    logged(shelf, What.INSTRUCTION_ASKED, "May these be supplied?", order=order)
    seen = {role: order.number in text_of(shelf.client(role).get("/correspondence")) for role in ("desk", "approver")}
    assert seen == {"desk": True, "approver": False}


@pytest.mark.parametrize(
    ("what", "numbered"),
    [
        ("request", True), ("oral assurance", False), ("talk", False), ("instruction asked", False),
        ("instruction given", False), ("letter in", True), ("letter out", True), ("note", False),
    ],
)  # fmt: skip
def test_every_kind_is_logged(shelf, what, numbered):
    answer = shelf.client("desk").post("/correspondence/log", {**TALK, "what": what, "partner": shelf.partner.pk})
    entry = Correspondence.objects.get()
    assert answer.headers["Location"] == f"/correspondence/{entry.pk}"
    assert (entry.what, bool(entry.number), entry.recorded_by) == (what, numbered, shelf.office.desk)
    page = text_of(shelf.client("desk").get(f"/correspondence/{entry.pk}"))
    assert "November 1964" in page


def test_an_instruction_given_answers_the_one_asked_for(shelf):
    asked = logged(shelf, What.INSTRUCTION_ASKED, "May these be supplied?", partner=shelf.partner)
    desk = shelf.client("desk")
    page = text_of(desk.get(f"/correspondence/{asked.pk}"))
    assert "waits for an answer" in page
    started = desk.get(f"/correspondence/log?what=instruction+given&answers={asked.pk}")
    assert started.context["form"].initial == {"what": "instruction given", "answers": asked.pk}
    desk.post("/correspondence/log", {**TALK, "what": "instruction given", "answers": asked.pk, "subject": "Yes"})
    given = Correspondence.objects.get(what="instruction given")
    assert given.answers == asked
    page = text_of(desk.get(f"/correspondence/{asked.pk}"))
    assert f"/correspondence/{given.pk}" in page
    assert "waits for an answer" not in page


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"what": "gossip"}, "what"),
        ({"on": ""}, "on"),
        ({"on": "recently"}, "on"),
        ({"said_by": ""}, "said_by"),
        ({"subject": ""}, "subject"),
        ({"partner": "x"}, "partner"),
        ({"order": "x"}, "order"),
    ],
)
def test_bad_input_is_named(shelf, given, field):
    answer = shelf.client("desk").post("/correspondence/log", {**TALK, **given})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Correspondence.objects.exists()


def test_filters(shelf):
    logged(shelf)
    letter = logged(shelf, What.LETTER_IN, "On snow and ice", partner=shelf.partner)
    desk = shelf.client("desk")
    for asked in ({"what": "letter in"}, {"partner": "FI-NHI"}, {"q": "ICE snow"}):
        assert list(desk.get("/correspondence", asked).context["page"]) == [letter]
    assert "No entry fits" in text_of(desk.get("/correspondence", {"q": "soils"}))
    assert len(desk.get("/correspondence", {"what": "gossip"}).context["page"].object_list) == 2


def test_an_empty_log_says_what_belongs_in_it(shelf):
    assert "Nothing logged yet" in text_of(shelf.client("desk").get("/correspondence"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_list(shelf, number, django_assert_num_queries):
    for _ in range(number):
        logged(shelf, partner=shelf.partner)
    desk = shelf.client("desk")
    with django_assert_num_queries(7):
        assert len(desk.get("/correspondence").context["page"].object_list) == number
