"""Properties on the way into force: proved at every check, binding for the next version, dropped only by name."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.domain.spine.test_policy_draft import AMENDED, FIRST, Way, committee, kept, policy, refused, way
from tests.domain.spine.told import last
from tests.records.rows import person
from tests.rulebooks import CASES
from tests.watch import Watch
from verbale.domain.spine import policy_approval, policy_checking, policy_proof, policy_property
from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.policy_check import is_cut_short
from verbale.engines.rules.dmn.reader import read_leniently
from verbale.engines.rules.properties import properties
from verbale.kernel.deadline import Deadline
from verbale.records import models as records
from verbale.records.person import Role

__all__ = ["Way", "committee", "policy", "way"]
pytestmark = pytest.mark.django_db

NAMES = [each.name for each in properties(read_leniently(FIRST, name="a").model)]
SECRET = "a confidential item is not supplied"
RULE_3 = b'<outputEntry id="rule_3_output_outcome"><text>"refer"</text>'
LEAKING = FIRST.replace(RULE_3, RULE_3.replace(b"refer", b"supply")).replace(
    b'<inputEntry id="rule_3_restricted"><text>-', b'<inputEntry id="rule_3_restricted"><text>false, null'
)
"""Supplies what is confidential, of which its own property says that it may not be."""


def without(rulebook, *names):
    """A rulebook without some properties, or without any."""
    told = rulebook.split(b"\n")
    return b"\n".join(
        line for line in told
        if b"<verbale:property " not in line or (names and not any(f'"{name}"'.encode() in line for name in names))
    )  # fmt: skip


def found(draft):
    return {each["name"]: each["holds"] for each in kept(draft).properties}


@pytest.fixture
def fresh(monkeypatch):
    """Nothing is known from checks before."""
    monkeypatch.setattr(policy_proof, "_known", lambda *_asked: [])


class TestProving:
    def test_what_holds_is_kept_with_the_draft(self, way):
        draft = way.check(way.draft())
        assert (draft.state, draft.unproved, found(draft)) == ("checked", 0, dict.fromkeys(NAMES, True))
        assert draft.properties[1] == {
            "name": SECRET, "feel": 'if distribution = "confidential" then outcome != "supply" else true', "of": "",
            "holds": True, "why": "", "counterexample": None, "fired": [], "outputs": None,
        }  # fmt: skip
        assert {name: last()["facts"][name] for name in ("properties", "unproved")} == {"properties": 7, "unproved": 0}

    def test_what_fails_keeps_it_a_draft_and_names_facts_that_break_it(self, way):
        draft = way.check(way.draft(LEAKING))
        (broken,) = [each for each in draft.properties if not each["holds"]]
        assert (draft.state, draft.unproved, broken["name"], broken["holds"]) == ("draft", 1, SECRET, False)
        assert broken["counterexample"]["distribution"] == "confidential"
        assert broken["outputs"]["outcome"] == "supply"
        assert [(each["decision"], each["rule"]) for each in broken["fired"]] == [("supply", 3)]
        assert refused(lambda: way.approve(draft)) == "NotOnItsWay"

    def test_what_is_out_of_reach_or_fails_keeps_it_a_draft_and_says_why(self, way):
        feel = 'if matches(series, "^a+b$") then outcome = "x" else true'
        more = f'<verbale:property name="one more">{feel}</verbale:property></verbale:properties>'.encode()
        draft = way.check(way.draft(FIRST.replace(b"</verbale:properties>", more)))
        (broken,) = [each for each in draft.properties if each["holds"] is not True]
        assert (draft.state, broken["name"]) == ("draft", "one more")
        assert broken["holds"] is False or broken["why"]

    def test_what_is_no_feel_is_an_error_and_nothing_is_proved(self, way):
        draft = way.check(way.draft(FIRST.replace(b"outcome != null</verbale", b"outcome = = null</verbale")))
        assert [each["kind"] for each in draft.findings if each["error"]] == ["property"]
        assert (draft.state, draft.properties) == ("draft", [])

    def test_what_speaks_of_an_unknown_name_is_an_error_too(self, way):
        draft = way.check(way.draft(FIRST.replace(b"outcome != null</verbale", b"nobody != null</verbale")))
        assert [each["why"] for each in draft.findings if each["error"]] == ["nothing is called “nobody” here"]
        assert (draft.state, draft.properties) == ("draft", [])

    def test_a_changed_byte_forgets_the_proofs(self, way):
        draft = way.change(way.check(way.draft(LEAKING)), rulebook=FIRST, file_name="b.dmn")
        assert (draft.properties, draft.unproved, draft.difference) == ([], 0, {})

    def test_the_database_refuses_one_that_is_not_proved(self, way):
        draft = way.check(way.draft())
        with pytest.raises(IntegrityError), transaction.atomic():
            records.PolicyDraft.objects.filter(pk=draft.pk).update(unproved=1)


class TestTime:
    """One end for all of a check: what was not reached by then is told, and never counts as proved."""

    def test_without_time_every_property_is_named_as_open(self, way, fresh):
        draft = way.check(way.draft(cases=CASES, cases_name="c.csv"), until=Deadline.after(0, Watch()))
        assert (draft.state, draft.unproved, found(draft)) == ("draft", 7, dict.fromkeys(NAMES))
        assert {each["why"] for each in draft.properties} == {"the time for it was used up"}
        assert [(each["kind"], each["decision"]) for each in draft.findings] == [
            ("not proved", "supply"),
            ("cut short", ""),
        ]
        (case,) = draft.cases["cases"]
        assert (case["passed"], case["differences"][0]["what"]) == (False, "time")
        assert is_cut_short(draft.findings)
        assert refused(lambda: way.approve(draft)) == "NotOnItsWay"

    @pytest.mark.parametrize("looks", [3, 9, 30])
    def test_whenever_it_ends_nothing_counts_that_was_not_reached(self, way, fresh, looks):
        draft = way.check(way.draft(LEAKING), until=Deadline.after(looks, Watch(1)))
        assert is_cut_short(draft.findings)
        assert (draft.state, found(draft)[SECRET] is True) == ("draft", False)
        assert all(each["holds"] is not None or each["why"] for each in draft.properties)

    def test_what_was_reached_is_known_and_what_was_not_is_asked_again(self, way, fresh):
        draft = way.check(way.draft(), until=Deadline.after(30, Watch(1)))
        assert {*found(draft).values()} == {True, None}
        draft = way.check(draft)
        assert (draft.state, found(draft), is_cut_short(draft.findings)) == (
            "checked",
            dict.fromkeys(NAMES, True),
            False,
        )


class TestBinding:
    def test_those_of_the_version_before_bind_where_they_are_not_repeated(self, way):
        way.whole()
        draft = way.check(way.draft(without(AMENDED), cases=CASES, cases_name="c.csv"))
        assert (draft.state, found(draft)) == ("checked", dict.fromkeys(NAMES, True))
        assert {each["of"] for each in draft.properties} == {"supply 1"}

    def test_they_bind_the_version_after_the_next_too(self, way):
        way.whole()
        way.whole(without(AMENDED), date(1970, 1, 1), CASES)
        draft = way.check(way.draft(without(LEAKING), cases=CASES, cases_name="c.csv"))
        assert (draft.state, found(draft)[SECRET]) == ("draft", False)

    def test_another_text_under_the_same_name_is_another_property(self, way):
        way.whole()
        weaker = FIRST.replace(b"outcome != null</verbale", b"true</verbale")
        draft = way.check(way.draft(weaker, cases=CASES, cases_name="c.csv"))
        same = [(each["feel"], each["of"]) for each in draft.properties if each["name"] == NAMES[5]]
        assert same == [("true", ""), ("outcome != null", "supply 1")]

    def test_one_is_dropped_by_name_with_a_reason_that_stays(self, way, desk, now):
        way.whole()
        draft = way.check(way.draft(without(LEAKING), cases=CASES, cases_name="c.csv"))
        assert draft.state == "draft"
        policy_property.drop(draft=draft, name=SECRET, reason=" Minute 7 ", by=desk, at=now)
        assert last() == {
            "act": "policy.property dropped", "by": "Liisa Koski", "thing": ("policydraft", draft.pk),
            "basis": "Minute 7",
            "facts": {"name": SECRET},
        }  # fmt: skip
        draft = way.check(draft)
        assert (draft.state, SECRET in found(draft)) == ("checked", False)
        assert draft.dropped == [
            {
                "name": SECRET, "reason": "Minute 7",
                "feel": 'if distribution = "confidential" then outcome != "supply" else true',
            }
        ]  # fmt: skip
        way.approve(draft)
        way.into_force(draft, date(1970, 1, 1))
        after = way.check(way.draft(without(LEAKING), cases=CASES, cases_name="c.csv"))
        assert (after.state, SECRET in found(after)) == ("checked", False)

    def test_it_is_a_draft_again_and_only_who_drafted_it_drops(self, way, desk, admin, now):
        way.whole()
        draft = way.check(way.draft(without(FIRST), cases=CASES, cases_name="c.csv"))
        told = {"draft": draft, "name": SECRET, "at": now}
        assert refused(lambda: policy_property.drop(**told, reason="x", by=admin)) == "NotDrafter"
        assert refused(lambda: policy_property.drop(**told, reason="x", by=person(Role.APPROVER))) == "NeedsRole"
        assert refused(lambda: policy_property.drop(**told, reason=" ", by=desk)) == "NoReason"
        assert refused(lambda: policy_property.drop(**{**told, "name": "x"}, reason="x", by=desk)) == "NoSuchProperty"
        assert kept(draft).state == "checked"
        assert policy_property.drop(**told, reason="x", by=desk).state == "draft"
        assert refused(lambda: policy_property.drop(**told, reason="x", by=desk)) == "NoSuchProperty"

    def test_what_was_dropped_is_kept_again(self, way, desk, now):
        way.whole()
        draft = way.draft(without(LEAKING), cases=CASES, cases_name="c.csv")
        policy_property.drop(draft=draft, name=SECRET, reason="x", by=desk, at=now)
        assert policy_property.keep(draft=draft, name=SECRET, by=desk, at=now).dropped == []
        assert refused(lambda: policy_property.keep(draft=draft, name=SECRET, by=desk, at=now)) == "NoSuchProperty"
        assert way.check(draft).state == "draft"

    def test_its_own_are_not_dropped_but_taken_out(self, way, desk, now):
        draft = way.draft()
        assert refused(lambda: policy_property.drop(draft=draft, name=SECRET, reason="x", by=desk, at=now)) == (
            "NothingSuperseded"
        )  # fmt: skip

    def test_what_is_dropped_while_it_is_looked_at_makes_the_look_stale(self, way, desk, now):
        way.whole()
        draft = way.draft(without(FIRST), cases=CASES, cases_name="c.csv")
        looked = policy_checking.look(draft)
        policy_property.drop(draft=draft, name=SECRET, reason="x", by=desk, at=now)
        review = way.review(draft)
        assert refused(lambda: policy_checking._keep(draft, looked, review, desk, now)) == "StaleReview"


class TestDifference:
    def test_the_difference_stays_with_the_version(self, way):
        way.whole()
        draft = way.draft(AMENDED, cases=CASES, cases_name="c.csv")
        assert way.check(draft).difference["relation"] == "neither"
        way.approve(draft)
        version = way.into_force(draft, date(1970, 1, 1))
        regions = version.draft.difference["regions"]
        assert sorted((each["old_rule"], each["new_rule"], each["direction"]) for each in regions) == [
            (12, 12, "equal"), (13, 13, "equal"), (13, 16, "stricter"), (16, 12, "looser"),
        ]  # fmt: skip
        (region,) = [each for each in regions if each["direction"] == "looser"]
        assert (region["old"]["outcome"], region["new"]["outcome"]) == ("refuse", "supply")
        assert region["witness"]["field"] in ("engineering", "agriculture")

    def test_the_same_again_is_equivalent(self, way):
        way.whole()
        draft = way.check(way.draft(FIRST, cases=CASES, cases_name="c.csv"))
        assert draft.difference == {"relation": "equivalent", "regions": [], "unproved": []}

    def test_a_first_version_has_none(self, way):
        assert way.check(way.draft()).difference == {}

    def test_nothing_supplied_any_more_is_stricter(self, way):
        way.whole()
        stricter = FIRST.replace(b'"supply"</text>', b'"refuse"</text>')
        draft = way.check(way.draft(without(stricter), cases=CASES, cases_name="c.csv"))
        assert draft.difference["relation"] == "stricter"
        assert {each["direction"] for each in draft.difference["regions"]} == {"stricter"}


def test_nobody_else_approves_what_is_not_proved(way, approver):
    assert drafts.superseded(way.draft()) is None
    draft = way.check(way.draft(LEAKING))
    with pytest.raises(drafts.NotOnItsWay):
        policy_approval.into_force(draft=draft, since=date(1970, 1, 1), by=person(Role.ADMINISTRATOR), at=way.now)


class TestFindings:
    def test_what_the_solver_finds_is_among_the_findings(self, way):
        unreached = b'<inputEntry id="rule_3_distribution"><text>"confidential"'
        gap = FIRST.replace(
            b'<inputEntry id="rule_16_distribution"><text>-', b'<inputEntry id="rule_16_distribution"><text>"open"'
        )
        assert (unreached in FIRST, gap != FIRST) == (True, True)
        draft = way.check(way.draft(without(gap)))
        assert {(each["kind"], each["error"]) for each in draft.findings} == {("gap", False)}
        assert draft.state == "checked"

    def test_a_rule_that_no_facts_reach_keeps_it_a_draft(self, way):
        """Rule 4 asks for what rules 1 and 3 leave nothing of."""
        never = FIRST.replace(b'rule_4_distribution"><text>-', b'rule_4_distribution"><text>null, "confidential"')
        draft = way.check(way.draft(never))
        assert draft.state == "draft"
        assert {each["rule"] for each in draft.findings if each["error"]} == {4}
