"""Decisions: on which facts, failing closed, taken again, and by two officers at once."""

from datetime import date
from pathlib import Path

import pytest

from tests.domain.cycle.bureau import CONFIDENTIAL, FOREIGN, INTERNAL, OPEN, acts
from tests.domain.cycle.shelf import shelve
from verbale.domain.cycle import decision, request
from verbale.domain.spine import approval, dispatch, policy
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.person import NeedsSecondFactor
from verbale.kernel.errors import NotFound
from verbale.records.decision import Decision
from verbale.records.marking import ReceivedMark
from verbale.records.policy import PolicyUse
from verbale.records.request import OrderLine

TWO = ["department-in-charge", "committee"]


def decided(bureau, facts, **told):
    (line,) = bureau.lines(bureau.order(facts, **told))
    line = bureau.decide(line)
    made = decision.standing(line)
    return made.outcome, made.approvals, made.marking, line.state


@pytest.mark.parametrize(
    ("facts", "told", "expected"),
    [
        (OPEN, {}, ("supply", [], "", "sourcing")),
        (FOREIGN, {}, ("supply", [], "", "sourcing")),
        (INTERNAL, {}, ("supply", TWO, "not for re-export", "waiting for approval")),
        (INTERNAL, {"route": "bilateral cooperation"}, ("refer", [], "", "unavailable")),
        (INTERNAL, {"copies": 5}, ("refer", [], "", "unavailable")),
        (CONFIDENTIAL, {}, ("refer", [], "", "unavailable")),
        ({**OPEN, "restricted": True}, {}, ("refer", [], "", "unavailable")),
        ({**OPEN, "distribution": None}, {}, ("refuse", [], "", "unavailable")),
        ({}, {}, ("refuse", [], "", "unavailable")),
    ],
)
def test_an_outcome_sets_what_follows_going(bureau, facts, told, expected):
    assert decided(bureau, facts, **told) == expected


def test_a_decision_keeps_its_facts_version_basis_and_person(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.decide(line)
    made = Decision.objects.get()
    assert made.facts == {
        **INTERNAL, "partner": "THEIRS", "form": "photocopy", "route": "department", "batch": False,
        "purpose": "Research",
    }  # fmt: skip
    assert (str(made.version), made.agreement_clause, made.decided_by) == ("supply 1", "Article 4", bureau.who("desk"))
    assert made.basis == "Principle 7: internal items asked of a department need two approvals"
    assert acts(line) == ["line.facts stated", "line.decided"]


def test_what_our_catalogue_says_comes_before_what_an_officer_states(bureau):
    item = shelve(bureau, title="Open waters", distribution="open")
    (line,) = bureau.lines(bureau.order({"distribution": "internal", "country": "atlantis"}))
    OrderLine.objects.filter(pk=line.pk).update(item=item)
    facts = decision.facts_of(bureau.line(line))
    assert (facts["distribution"], facts["country"], facts["restricted"]) == ("open", "sz", False)


def test_an_officer_s_statement_counts_where_the_catalogue_knows_nothing(bureau):
    item = shelve(bureau, title="Open waters", distribution="open", publisher="Nobody's Press", country="enk")
    (line,) = bureau.lines(bureau.order({"publisher class": "university"}))
    OrderLine.objects.filter(pk=line.pk).update(item=item)
    assert decision.facts_of(bureau.line(line))["publisher class"] == "university"


def test_a_mark_received_on_the_file_comes_before_any_statement(bureau):
    (line,) = bureau.lines(bureau.order({**OPEN, "bound by": None}))
    bureau.decide(line)
    file = bureau.attach(line).file
    ReceivedMark.objects.create(
        file=file, party=bureau.third, caveat="internal", text="INTERNAL", bars_onward_release=True,
        received_at=bureau.at(),
    )  # fmt: skip
    bureau.decide(line)
    assert decision.standing(line).facts["bound by"] == ["internal"]
    assert (decision.standing(line).outcome, bureau.line(line).state) == ("refuse", "unavailable")


def test_a_batch_cannot_be_had_line_by_line(bureau):
    order = bureau.order(INTERNAL, INTERNAL, INTERNAL, INTERNAL, INTERNAL, OPEN)
    outcomes = [decision.standing(bureau.decide(line)).outcome for line in bureau.lines(order)]
    assert outcomes == ["refer"] * 5 + ["supply"]


def test_cancelled_lines_are_no_part_of_a_batch(bureau):
    order = bureau.order(INTERNAL, INTERNAL, INTERNAL, INTERNAL, INTERNAL)
    first, second, *_ = bureau.lines(order)
    request.cancel(line=second, by=None, at=bureau.at())
    assert decision.standing(bureau.decide(first)).outcome == "supply"


def test_without_a_policy_nothing_is_decided(bureau):
    (line,) = bureau.lines(bureau.order(OPEN))
    PolicyUse.objects.all().delete()
    with pytest.raises(policy.NoPolicy):
        bureau.decide(line)
    assert (bureau.line(line).state, Decision.objects.count()) == ("received", 0)
    with pytest.raises(NotFound):
        decision.standing(line)


def test_without_the_authority_that_a_rule_names_nothing_is_decided(bureau):
    from verbale.records.approval import ApprovalStep
    from verbale.records.person import Authority, AuthorityHeld

    (line,) = bureau.lines(bureau.order(INTERNAL))
    AuthorityHeld.objects.all().delete()
    Authority.objects.filter(code="committee").delete()
    with pytest.raises(approval.NoSuchAuthority):
        bureau.decide(line)
    assert (bureau.line(line).state, ApprovalStep.objects.count()) == ("received", 0)


def test_a_fact_that_the_rulebook_cannot_take_is_refused_by_name(bureau):
    from verbale.kernel.errors import VerbaleError

    (line,) = bureau.lines(bureau.order({"distribution": ["open"]}))
    with pytest.raises(VerbaleError) as refusal:
        bureau.decide(line)
    assert "distribution" in refusal.value.sentence()
    assert bureau.line(line).state == "received"


def test_approvals_go_in_their_order_each_by_its_holder(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.decide(line)
    with pytest.raises(NotHolder):
        bureau.approve(line, "committee")
    with pytest.raises(NeedsSecondFactor):
        decision.approve(line=line, remark="", by=bureau.who("department"), at=bureau.at(), second_factor=False)
    assert bureau.approve(line, "department").state == "waiting for approval"
    assert bureau.approve(line, "committee").state == "sourcing"
    with pytest.raises(approval.NotOpen):
        bureau.approve(line, "committee")


def test_a_refused_step_ends_it(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.decide(line)
    assert bureau.reject(line, "department").state == "unavailable"
    assert [step.state for step in approval.steps_of(line)] == ["refused", "lapsed"]


def test_nobody_approves_what_they_entered(bureau):
    from verbale.records.person import RoleHeld

    RoleHeld.objects.create(person=bureau.who("department"), role="desk")
    bureau.who("department").__dict__.pop("roles", None)
    bureau.people["desk"] = bureau.who("department")
    (line,) = bureau.lines(bureau.order(INTERNAL, by_pouch=False))
    bureau.decide(line)
    with pytest.raises(approval.OwnOrder):
        bureau.approve(line, "department")


def test_deciding_anew_asks_for_approvals_anew(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    bureau.decide(line)
    bureau.approve(line, "department")
    line = bureau.decide(line)
    assert line.state == "waiting for approval"
    assert [step.state for step in approval.steps_of(line)] == ["open", "waiting"]
    assert acts(approval.steps_of(line)[0]) == []


def test_deciding_anew_takes_back_what_was_released(bureau):
    line = bureau.ready()
    bureau.release(line)
    assert bureau.decide(line).state == "sourcing"
    assert dispatch.release_of(line) is None
    assert [message.what for message in dispatch.waiting(bureau.partner)] == ["order acknowledged"]


def test_the_second_of_two_officers_who_read_the_same_page_is_refused(bureau):
    (line,) = bureau.lines(bureau.order(OPEN))
    bureau.take_up(line)
    first, second = bureau.line(line), bureau.line(line)
    decision.decide(line=first, by=bureau.who("desk"), at=bureau.at())
    with pytest.raises(request.NotPossible) as refusal:
        decision.decide(line=second, by=bureau.who("desk2"), at=bureau.at())
    assert refusal.value.sentence() == (
        "Line THEIRS-2026-IN-1/1 is “sourcing” and cannot become “deciding”. Read it again; somebody may have acted."
    )
    assert [made.decided_by for made in Decision.objects.all()] == [bureau.who("desk")]
    bureau.decide(line)
    assert Decision.objects.count() == 2


def test_a_past_decision_is_taken_again_as_of_a_day(bureau):
    (line,) = bureau.lines(bureau.order({**INTERNAL, "publisher class": "provincial or municipal"}))
    made = decision.standing(bureau.decide(line))
    again = decision.retake(decision=made, day=date(2026, 11, 21))
    assert (again.same, again.outcome, again.differences, again.version) == (True, "supply", {}, made.version)
    bureau.supersede("release-today.dmn", date(2026, 12, 1))
    assert decision.retake(decision=made, day=date(2026, 11, 30)).same
    later = decision.retake(decision=made, day=date(2026, 12, 1))
    assert (later.same, later.version.number, later.differences["outcome"]) == (False, 2, ("supply", later.outcome))
    with pytest.raises(NotFound):
        decision.retake(decision=made, day=date(1960, 1, 1))


def test_a_decision_is_taken_under_the_version_in_force_that_day(bureau):
    bureau.supersede("supply-1964-amended.dmn", date(2026, 11, 22))
    (before,) = bureau.lines(bureau.order(OPEN))
    assert decision.standing(bureau.decide(before)).version.number == 1
    bureau.at(days=1)
    (after,) = bureau.lines(bureau.order(OPEN))
    assert decision.standing(bureau.decide(after)).version.number == 2


def test_a_decision_can_be_explained_rule_by_rule(bureau):
    (line,) = bureau.lines(bureau.order(INTERNAL))
    made = decision.standing(bureau.decide(line))
    verdict = decision.explain(made)
    assert [each.rule for each in verdict.fired] == made.rules


def test_two_officers_at_once_on_a_real_database(tmp_path: Path):
    """Two threads on a file: one decision is kept, and the other officer reads why theirs is not."""
    from tests.domain.cycle.racing import race

    kept, refused, states, entries = race(tmp_path / "home")
    assert (kept, states) == (1, ["sourcing"])
    assert refused == [
        "Line THEIRS-2026-IN-1/1 is “sourcing” and cannot become “deciding”. Read it again; somebody may have acted."
    ]
    assert entries.count("line.decided") == 1
