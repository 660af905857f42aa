"""What it would take, on a page beside the decision."""

import pytest

from tests.web.desk import INTERNAL, OPEN, SECRET, desk
from tests.web.shelf import text_of
from verbale.records.decision import Decision
from verbale.records.request import Route

__all__ = ["desk"]


def decided(desk, facts, route=Route.BILATERAL):
    line = desk.line(facts, route)
    desk.act(line, "decide")
    return Decision.objects.get(line=line)


def test_each_way_stands_with_what_is_asked_for_then(desk):
    made = decided(desk, INTERNAL)
    answer = desk.client("ada").get(f"/decisions/{made.pk}/what-it-takes")
    (way,) = [
        each for each in answer.context["ways"]
        if each.facts
        == (("Whom they asked", "Bilateral cooperation", "A department directly", "the partner asks otherwise"),)
    ]  # fmt: skip
    assert (way.approvals, way.rules) == (("Department in charge", "Committee"), (15,))
    text = text_of(answer)
    assert "the partner never learns of it" in text


def test_it_is_offered_beside_a_decision_that_does_not_supply(desk):
    refused, supplied = decided(desk, SECRET), decided(desk, OPEN, Route.INFORMATION_INSTITUTE)
    client = desk.client("ada")
    address = "/decisions/{}/what-it-takes"
    for made, offered in ((refused, True), (supplied, False)):
        for page in (f"/decisions/{made.pk}", f"/lines/{made.line.pk}"):
            assert (address.format(made.pk) in client.get(page).content.decode()) is offered
    assert address.format(refused.pk) not in desk.client("otto").get(f"/lines/{refused.line.pk}").content.decode()
    assert client.get(address.format(supplied.pk)).status_code == 409
    assert address.format(refused.pk) not in desk.client("otto").get(f"/decisions/{refused.pk}").content.decode()


@pytest.mark.parametrize(
    ("handle", "status"), [("ada", 200), ("ben", 200), ("ann", 404), ("otto", 403), ("root", 403), ("lena", 403)]
)
def test_who_may_ask(desk, handle, status):
    made = decided(desk, SECRET)
    assert desk.client(handle).get(f"/decisions/{made.pk}/what-it-takes").status_code == status


@pytest.mark.parametrize(
    ("found", "words"),
    [
        ({"withdrawn": True}, "no longer has the record"), ({"undecided": "a function"}, "cannot say: a function"),
        ({}, "Under no other facts"),
    ],
)  # fmt: skip
def test_where_there_is_no_way_the_reason_stands(desk, monkeypatch, found, words):
    from verbale.domain.cycle.what_it_takes import WhatItTakes

    made = decided(desk, SECRET)
    monkeypatch.setattr("verbale.web.what_it_takes.what_it_takes", lambda **_: WhatItTakes(made, (), **found))
    assert words in text_of(desk.client("ada").get(f"/decisions/{made.pk}/what-it-takes"))
