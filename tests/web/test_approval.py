"""Approvals: who may give their word, in which order, and why somebody cannot."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.desk import INTERNAL, desk
from verbale.domain.spine import authority
from verbale.records.approval import ApprovalStep
from verbale.records.dispatch import Message
from verbale.records.person import AuthorityHeld, Person, Role, RoleHeld
from verbale.records.request import OrderLine, Route

__all__ = ["desk"]


@pytest.fixture
def line(desk):
    """A line that waits for two approvals."""
    line = desk.line(INTERNAL, Route.DEPARTMENT)
    desk.act(line, "decide")
    return line


def state(line):
    return OrderLine.objects.get(pk=line.pk).state


def states():
    return list(ApprovalStep.objects.order_by("round", "position").values_list("state", flat=True))


def word(desk, line, handle, word, **told):
    return desk.act(line, "word", by=handle, word=word, **told)


def test_two_authorities_approve_in_their_order(desk, line):
    assert (state(line), states()) == ("waiting for approval", ["open", "waiting"])
    assert word(desk, line, "ann", "grant", remark="as agreed").status_code == 302
    assert (state(line), states()) == ("waiting for approval", ["granted", "open"])
    assert word(desk, line, "carl", "grant").status_code == 302
    assert (state(line), states()) == ("sourcing", ["granted", "granted"])
    step = ApprovalStep.objects.get(position=1)
    assert (step.by.handle, step.remark) == ("ann", "as agreed")
    assert "as agreed" in desk.client("ada").get(f"/lines/{line.pk}").content.decode()


def test_a_refusal_ends_the_line(desk, line):
    word(desk, line, "ann", "refuse", remark="not this one")
    assert (state(line), states()) == ("unavailable", ["refused", "lapsed"])


def test_the_wrong_person_reads_who_it_is_for(desk, line):
    answer = word(desk, line, "carl", "grant")
    assert (answer.status_code, states()) == (403, ["open", "waiting"])
    sentence = "Carl does not hold the authority “department-in-charge” on 2026-11-21. It is for: Ann."
    assert answer.context["form"].non_field_errors() == [sentence]
    shown = desk.client("carl").get(f"/lines/{line.pk}")
    assert [step.reason for step in shown.context["rounds"][0].steps] == [sentence, ""]
    assert "disabled" in shown.content.decode()


def test_nobody_without_the_role_gives_a_word(desk, line):
    assert desk.client("ada").post(f"/lines/{line.pk}/word", {"word": "grant"}).status_code == 403


def test_nobody_approves_their_own_order(desk):
    RoleHeld.objects.create(person=desk.people["ann"], role=Role.DESK)
    desk.people["ann"] = Person.objects.get(handle="ann")
    order = desk.order(INTERNAL, route=Route.DEPARTMENT, by="ann")
    line = order.lines.get()
    desk.act(line, "decide")
    answer = word(desk, line, "ann", "grant")
    assert answer.status_code == 403
    assert answer.context["rounds"][0].steps[0].reason.startswith("Ann entered this order and so may not approve it.")
    assert [step.reason[:17] for _, step in desk.client("ann").get("/approvals").context["waiting"]] == [
        "Ann entered this "
    ]


def test_without_a_second_factor_an_approver_is_led_to_one(desk, line, settings):
    settings.DEMO = False
    answer = desk.client("ann").get(f"/lines/{line.pk}")
    assert answer.status_code == 302
    assert states() == ["open", "waiting"]


def test_a_page_that_grew_old_never_grants_the_next_step(desk, line):
    desk_and_committee = authority.propose(
        person=desk.people["ann"], authority=AuthorityHeld.objects.get(person__handle="carl").authority,
        since=desk.clock.now().date() - timedelta(days=1), until=None, by=desk.people["root"], at=desk.tick(),
    )  # fmt: skip
    authority.confirm(held=desk_and_committee, by=desk.people["vera"], at=desk.tick())
    ann = desk.client("ann")
    told = {"read": ann.get(f"/lines/{line.pk}").context["read"], "word": "grant"}
    answers = [ann.post(f"/lines/{line.pk}/word", told).status_code for _ in range(2)]
    assert (answers, states()) == ([302, 409], ["granted", "open"])


def test_a_word_that_is_none_is_refused(desk, line):
    answer = word(desk, line, "ann", "perhaps")
    assert (answer.status_code, list(answer.context["form"].errors), states()) == (422, ["word"], ["open", "waiting"])


def test_the_page_of_approvals_shows_what_waits_and_what_was_said(desk, line):
    page = desk.client("ann").get("/approvals").context
    assert [(waiting.pk, step.authority) for waiting, step in page["waiting"]] == [(line.pk, "Department in charge")]
    assert desk.client("carl").get("/approvals").context["waiting"] == []
    word(desk, line, "ann", "grant")
    page = desk.client("ann").get("/approvals").context
    assert (page["waiting"], [said.state for _, said, _ in page["before"]]) == ([], ["granted"])
    assert desk.client("ada").get("/approvals").status_code == 403


def test_an_authority_that_has_ended_gives_no_right_and_nothing_to_see(desk, line):
    held = AuthorityHeld.objects.get(person__handle="ann")
    authority.end(held=held, on=held.since, by=desk.people["root"], at=desk.tick())
    ann = desk.client("ann")
    assert ann.get(f"/lines/{line.pk}").status_code == 404
    assert ann.post(f"/lines/{line.pk}/word", {"word": "grant"}).status_code == 404
    assert desk.client("ann").get("/approvals").context["waiting"] == []


BACK = "take_approval_back"


def back(desk, line, handle):
    """Taking back, as the reader is offered it."""
    return desk.client(handle).get(f"/lines/{line.pk}").context["back"]


@pytest.fixture
def approved(desk, line):
    """A line that both authorities approved, and whose item is being got."""
    for handle in ("ann", "carl"):
        word(desk, line, handle, "grant")
    return line


@pytest.mark.parametrize("handle", ["ann", "carl"])
def test_an_authority_takes_back_what_it_granted(desk, approved, handle):
    shown = desk.client(handle).get(f"/lines/{approved.pk}")
    assert (back(desk, approved, handle).reason, "Take the approval back" in shown.content.decode()) == ("", True)
    assert desk.act(approved, BACK, by=handle, text="It names a third party").status_code == 302
    assert (state(approved), states()) == ("deciding", ["recalled", "recalled"])
    assert OrderLine.objects.get().note == "It names a third party"
    assert back(desk, approved, handle) is None


def test_after_sealing_a_recall_notice_goes_without_the_remark(desk, approved):
    OrderLine.objects.update(state="shipped")
    assert str(back(desk, approved, "carl").act.hint).startswith("It left already.")
    assert desk.act(approved, BACK, by="carl", text="It names a third party").status_code == 302
    told = Message.objects.get(what="recall")
    assert (told.body["notice"], state(approved), states()) == ("", "shipped", ["granted", "granted"])


def test_who_did_not_grant_reads_why_they_cannot_take_back(desk, line):
    assert [back(desk, line, handle) for handle in ("ann", "carl", "ada")] == [None, None, None]
    word(desk, line, "ann", "grant")
    assert (back(desk, line, "ann").reason, back(desk, line, "ada")) == ("", None)
    sentence = f"Carl holds no authority that granted line {line}, so there is nothing for them to take back."
    assert back(desk, line, "carl").reason == sentence
    answer = desk.act(line, BACK, by="carl", text="x")
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (403, [sentence])
    assert desk.client("ada").post(f"/lines/{line.pk}/{BACK}", {"text": "x"}).status_code == 403
    assert states() == ["granted", "open"]


def test_nothing_is_taken_back_of_a_line_that_has_ended(desk, approved):
    OrderLine.objects.update(state="returned")
    assert back(desk, approved, "carl").reason == (
        "The line is “Returned”. This is possible only while it is “Waiting for approval”, “Sourcing”, “Ready”, "
        "“Shipped”, “Received by the partner”."
    )


def test_taking_back_needs_a_remark_and_a_page_that_is_not_old(desk, approved):
    bare = desk.act(approved, BACK, by="carl", text="")
    assert (bare.status_code, list(bare.context["form"].errors)) == (422, ["text"])
    old = desk.client("carl").post(f"/lines/{approved.pk}/{BACK}", {"text": "x", "read": "sourcing"})
    assert (old.status_code, states()) == (409, ["granted", "granted"])
