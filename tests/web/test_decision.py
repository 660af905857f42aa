"""One line: what is known of it, deciding, why, and what two officers at once come to."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rulebooks import in_force
from tests.web.desk import ABROAD, INTERNAL, OPEN, RULEBOOK, SECRET, desk
from verbale.domain.cycle import decision as decisions
from verbale.records.decision import Decision
from verbale.records.policy import Policy
from verbale.records.request import LineState, OrderLine, Route

__all__ = ["desk"]


def state(line):
    return OrderLine.objects.get(pk=line.pk).state


def faults(answer):
    return answer.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("handle", "status"), [("ada", 200), ("otto", 200), ("ann", 404), ("lena", 404), ("root", 404)]
)
def test_a_line_is_not_there_for_others(desk, handle, status):
    line = desk.line()
    assert desk.client(handle).get(f"/lines/{line.pk}").status_code == status


def test_only_the_desk_acts_on_a_line(desk):
    line = desk.line()
    shown = desk.client("otto").get(f"/lines/{line.pk}")
    assert shown.context["acts"] == {}
    assert '<form class="act' not in shown.content.decode()
    assert [desk.act(line, "decide", client=desk.client("otto")).status_code, state(line)] == [403, "received"]
    assert desk.client("ann").post(f"/lines/{line.pk}/decide").status_code == 403
    assert desk.client("ada").post(f"/lines/{line.pk}/vanish").status_code == 404
    assert desk.client("ada").get(f"/lines/{line.pk}/decide").status_code == 405


def test_a_line_is_taken_up_asked_back_and_clarified(desk):
    line = desk.line()
    for name, told, becomes in (
        ("take_up", {}, "deciding"),
        ("ask_back", {"text": "Which volume?"}, "needs clarification"),
        ("clarified", {"text": "Volume 3"}, "received"),
        ("cancel", {"text": ""}, "cancelled"),
    ):
        answer = desk.act(line, name, **told)
        assert (answer.status_code, state(line)) == (302, becomes)
    assert "Volume 3" in desk.client("ada").get(f"/lines/{line.pk}").content.decode()


def test_a_question_without_words_is_refused(desk):
    line = desk.line()
    answer = desk.act(line, "ask_back", text=" ")
    assert (answer.status_code, answer.context["form"].errors) == (422, {"text": ["This field is required."]})
    assert state(line) == "received"


def test_what_cannot_be_had_ends_and_an_act_out_of_order_is_refused(desk):
    line = desk.line()
    read = {"read": desk.client("ada").get(f"/lines/{line.pk}").context["read"]}
    answer = desk.client("ada").post(f"/lines/{line.pk}/cannot_be_had", read | {"text": "lost"})
    assert (answer.status_code, faults(answer)) == (
        409, [f"Line {line} is “received” and cannot become “unavailable”. Read it again; somebody may have acted."],
    )  # fmt: skip
    desk.act(line, "take_up")
    desk.act(line, "cannot_be_had", text="lost in a flood")
    assert state(line) == "unavailable"
    page = desk.client("ada").get(f"/lines/{line.pk}")
    assert page.context["acts"]["decide"].reason.startswith("The line is “Unavailable”. This is possible only while")


def test_missing_facts_are_stated_with_the_values_of_the_interface(desk):
    line = desk.line({"kind": "journal", "series": "Old"})
    desk.act(line, "take_up")
    told = {"origin": "domestic", "distribution": "open", "kind": "book", "year": "1987", "restricted": "false"}
    assert desk.act(line, "facts", **told).status_code == 302
    assert OrderLine.objects.get().facts == {
        "kind": "book", "series": None, "origin": "domestic", "distribution": "open", "year": 1987, "restricted": False,
    }  # fmt: skip
    answer = desk.act(line, "facts", origin="the moon", year="soon")
    assert (answer.status_code, sorted(answer.context["form"].errors)) == (422, ["origin", "year"])
    facts = {fact.name: (fact.value, fact.source) for fact in answer.context["facts"]}
    assert "Series" in answer.context["unknown"]
    assert (facts["Origin"], facts["Whom they asked"], facts["Batch"]) == (
        ("domestic", "stated by an officer"), ("Information institute", "the order"), ("no", "the order"),
    )  # fmt: skip


def test_a_decision_tells_its_rule_and_why_not_the_others(desk):
    line = desk.line()
    desk.act(line, "take_up")
    assert desk.act(line, "decide").status_code == 302
    told = desk.client("ada").get(f"/lines/{line.pk}").context["told"]
    assert (told.outcome, told.form, told.channel, told.approvals) == (
        "Supply", "Photocopy", "information institute", (),
    )  # fmt: skip
    (part,) = told.parts
    assert [rule for rule, _ in part.fired] == [10]
    assert ("1964 report, principle 3") in [note for _, note in part.fired[0][1]]
    assert [why.rule for why in part.missed] == [*range(1, 10), *range(11, 17)]
    assert (part.missed[0].column, part.missed[0].met, part.missed[0].cell) == ("Distribution", "open", "null")
    assert part.missed[-1].column == ""


def test_unknown_is_refused_and_stays_inside(desk):
    line = desk.line({"origin": "domestic"})
    desk.act(line, "decide")
    told = desk.client("otto").get(f"/lines/{line.pk}").context["told"]
    assert (state(line), told.outcome) == ("unavailable", "Refuse")


def test_two_officers_deciding_at_once_make_one_decision(desk):
    line = desk.line()
    ada, ben = desk.client("ada"), desk.client("ben")
    desk.act(line, "take_up")
    read = [client.get(f"/lines/{line.pk}").context["read"] for client in (ada, ben)]
    first = ada.post(f"/lines/{line.pk}/decide", {"read": read[0]})
    desk.tick()
    second = ben.post(f"/lines/{line.pk}/decide", {"read": read[1]})
    assert (first.status_code, second.status_code, Decision.objects.count()) == (302, 409, 1)
    assert faults(second)[0].startswith(f"Somebody acted on line {line} after you opened this page")
    assert (second.context["line"].state, second.context["told"].decision.decided_by.handle) == ("sourcing", "ada")


def test_deciding_again_keeps_the_earlier_decision(desk):
    line = desk.line(INTERNAL, Route.DEPARTMENT)
    desk.act(line, "decide")
    desk.act(line, "facts", origin="domestic", distribution="open", publisher_class="department")
    desk.act(line, "decide", by="ben")
    page = desk.client("ada").get(f"/lines/{line.pk}").context
    assert [decision.outcome for decision in page["earlier"]] == ["supply"]
    assert [step.step.state for step in page["rounds"][0].steps] == ["recalled", "recalled"]
    assert (page["told"].outcome, state(line)) == ("Refuse", "unavailable")


def test_a_decision_is_taken_again_as_of_a_day(desk):
    line = desk.line(INTERNAL, Route.DEPARTMENT)
    desk.act(line, "decide")
    decision = Decision.objects.get()
    changed = RULEBOOK.read_bytes().replace(b'"not for re-export"', b'"for reference only"')
    in_force(
        Policy.objects.get(), changed, name="later.dmn", day=date(2027, 1, 1), by=desk.people["root"], at=desk.tick()
    )
    client = desk.client("otto")
    assert client.get(f"/decisions/{decision.pk}").context["again"] is None
    assert client.get(f"/decisions/{decision.pk}?as_of=2026-06-01").context["again"].same
    later = client.get(f"/decisions/{decision.pk}?as_of=2027-06-01")
    assert later.context["differences"] == [("Marking", "not for re-export", "for reference only")]
    before = client.get(f"/decisions/{decision.pk}?as_of=1950-01-01")
    assert (before.status_code, list(before.context["form"].errors)) == (404, ["as_of"])
    assert client.get(f"/decisions/{decision.pk}?as_of=tomorrow").status_code == 422
    assert desk.client("lena").get(f"/decisions/{decision.pk}").status_code == 404
    assert desk.client("ann").get(f"/decisions/{decision.pk}").status_code == 200


def test_referrals_wait_for_the_talks(desk):
    order = desk.order(SECRET, OPEN, SECRET)
    for line in order.lines.all():
        desk.act(line, "decide")
    page = desk.client("ada").get("/referrals")
    assert [str(decision.line) for decision in page.context["page"]] == [f"{order}/1", f"{order}/3"]
    assert "not available" in page.content.decode()
    assert [desk.client(who).get("/referrals").status_code for who in ("otto", "ann", "lena")] == [200, 403, 403]


def test_a_lone_line_of_a_third_country_is_supplied(desk):
    line = desk.line(ABROAD)
    desk.act(line, "decide")
    assert (state(line), decisions.standing(line).channel) == (LineState.SOURCING, "trading company")
