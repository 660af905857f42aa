"""A rulebook's way into force: drafted, checked, approved by somebody else, in force from a day."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import verbale
from tests.domain.spine.told import acts, last
from tests.records.rows import DAY, make, person
from tests.rulebooks import CASES
from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_approval, policy_checking
from verbale.domain.spine import policy_draft as drafts
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.person import NeedsRole, NeedsSecondFactor
from verbale.domain.spine.policy_check import Move, Review
from verbale.kernel.canonical import digest
from verbale.kernel.deadline import NEVER
from verbale.kernel.errors import VerbaleError
from verbale.records import models as records
from verbale.records.person import Role
from verbale.records.policy_draft import DraftState

pytestmark = pytest.mark.django_db

BOOKS = Path(verbale.__file__).parent / "rulebooks"
FIRST, AMENDED = ((BOOKS / f"{name}.dmn").read_bytes() for name in ("supply-1964", "supply-1964-amended"))
SINCE = date(1964, 2, 18)


@pytest.fixture
def policy(admin, now):
    return policies.define(code="supply", titles={"en": "Supply"}, by=admin, at=now)


@pytest.fixture
def committee(approver, admin, second_admin, now):
    authority = make(records.Authority, code="committee")
    make(
        records.AuthorityHeld, person=approver, authority=authority, since=DAY, proposed_by=admin, proposed_at=now,
        confirmed_by=second_admin, confirmed_at=now,
    )  # fmt: skip
    return authority


class Way:
    """The steps, each as somebody does it who may, unless the test says otherwise."""

    def __init__(self, policy, desk, approver, admin, committee, now):
        self.policy, self.desk, self.approver, self.admin = policy, desk, approver, admin
        self.committee, self.now = committee, now

    def draft(self, rulebook=FIRST, by=None, **facts):
        given = {"policy": self.policy, "rulebook": rulebook, "file_name": "supply.dmn", "by": by or self.desk}
        return drafts.draft(**given, at=self.now, **facts)

    def change(self, draft, by=None, **facts):
        return drafts.change(draft=draft, by=by or self.desk, at=self.now, **facts)

    def review(self, draft, moves=(), **facts):
        before = drafts.superseded(draft)
        given = {"rulebook": draft.rulebook_sha256, "against": before.pk if before else "", "editions": ()}
        return Review(**{**given, "moves": tuple(moves), **facts})

    def check(self, draft, by=None, until=NEVER, **facts):
        review = self.review(draft, **facts)
        return policy_checking.check(draft=draft, review=review, by=by or self.desk, at=self.now, until=until)

    def approve(self, draft, by=None, authority=None, reason="As decided", second_factor=True):
        return policy_approval.approve(
            draft=draft, authority=authority or self.committee, reason=reason, by=by or self.approver, at=self.now,
            second_factor=second_factor,
        )  # fmt: skip

    def into_force(self, draft, since=SINCE, by=None):
        return policy_approval.into_force(draft=draft, since=since, by=by or self.admin, at=self.now)

    def whole(self, rulebook=FIRST, since=SINCE, cases=b""):
        draft = self.draft(rulebook, cases=cases, cases_name="cases.csv")
        assert self.check(draft).state == DraftState.CHECKED
        self.approve(draft)
        return self.into_force(draft, since)


@pytest.fixture
def way(policy, desk, approver, admin, committee, now):
    return Way(policy, desk, approver, admin, committee, now)


def kept(draft):
    return records.PolicyDraft.objects.get(pk=draft.pk)


def refused(act):
    with pytest.raises(VerbaleError) as caught:
        act()
    return type(caught.value).__name__


def test_a_rulebook_that_imports_is_refused_with_what_to_do(way):
    part = b'<import name="shelf" namespace="urn:shelf" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'
    data = FIRST.replace(b"<extensionElements>", part + b"<extensionElements>", 1)
    for refused in (lambda: way.draft(data), lambda: policies.check_rulebook(data, "b.dmn")):
        with pytest.raises(policies.NotWhole, match="imports “shelf”, and a node takes no rulebook that imports"):
            refused()


class TestTheWay:
    def test_every_step_is_kept_and_told(self, way, policy):
        moves = (Move("", "supply", 2, ("Soil", "Snow")), Move("", "refuse", 1))
        draft = way.draft(note=" New. ", cases=CASES, cases_name="cases.csv")
        checked = way.check(draft, moves=moves, editions=("e1",))
        way.approve(draft)
        version = way.into_force(draft)
        row = kept(draft)
        assert (row.state, row.note, row.authority.code, row.approved_by.name, row.reason) == (
            "in force", "New.", "committee", "Juha Mäki", "As decided",
        )  # fmt: skip
        assert checked.review == {
            "rulebook": digest(FIRST), "against": "", "editions": ["e1"], "records": 3,
            "moves": [
                {"before": "", "after": "supply", "records": 2, "samples": ["Soil", "Snow"]},
                {"before": "", "after": "refuse", "records": 1, "samples": []},
            ],
            "terms": [],
        }  # fmt: skip
        assert [(case["passed"], case["line"]) for case in checked.cases["cases"]] == [(True, 2)]
        assert len(checked.cases["unfired"]) == checked.cases["rules"] - 1
        assert (version.number, version.draft, bytes(version.rulebook), version.in_force_from) == (1, row, FIRST, SINCE)
        assert acts() == [
            "policy.defined", "policy.drafted", "policy.checked", "policy.approved", "policy.version",
        ]  # fmt: skip
        facts = {"number": 1, "rulebook": digest(FIRST), "from": "1964-02-18", "draft": draft.pk}
        assert last() == {
            "act": "policy.version", "by": "Aino Laine", "thing": ("policyversion", version.pk), "basis": "",
            "facts": facts,
        }  # fmt: skip

    def test_an_instrument_goes_with_it(self, way):
        instrument = make(records.Instrument)
        draft = way.draft(instrument=instrument)
        way.check(draft)
        way.approve(draft)
        version = way.into_force(draft)
        assert list(instrument.policy_versions.all()) == [version]

    def test_the_next_version_ends_the_one_before(self, way):
        way.whole()
        second = way.whole(AMENDED, date(1970, 1, 1), CASES)
        told = records.PolicyVersion.objects.order_by("number").values_list("number", "in_force_until")
        assert (second.number, list(told)) == (2, [(1, date(1970, 1, 1)), (2, None)])

    @pytest.mark.parametrize("day", [SINCE, date(1964, 2, 17)])
    def test_it_begins_after_the_one_before(self, way, day):
        way.whole()
        draft = way.draft(AMENDED, cases=CASES, cases_name="cases.csv")
        way.check(draft)
        way.approve(draft)
        with pytest.raises(policies.NotLater) as caught:
            way.into_force(draft, day)
        assert caught.value.facts == {"policy": "supply", "day": "1964-02-18"}
        assert (kept(draft).state, records.PolicyVersion.objects.get().in_force_until) == ("approved", None)


TABLE = b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="made" namespace="urn:made"/>'


class TestDrafting:
    @pytest.mark.parametrize(
        "rulebook",
        [b"supply everything", b"", b'<!DOCTYPE d [<!ENTITY x "y">]>' + TABLE, b"<a/>"],
        ids=["no XML", "empty", "an entity", "no DMN"],
    )
    def test_what_is_no_dmn_is_refused(self, way, rulebook):
        assert refused(lambda: way.draft(rulebook)) == ("DocumentType" if b"DOCTYPE" in rulebook else "NotDmn")
        assert (records.PolicyDraft.objects.count(), acts()) == (0, ["policy.defined"])

    @pytest.mark.parametrize("facts", [{"rulebook": b" " * (drafts.MOST + 1)}, {"cases": b" " * (drafts.MOST + 1)}])
    def test_files_have_a_limit(self, way, facts):
        assert refused(lambda: way.draft(**facts)) == "TooLong"

    def test_words_have_a_limit(self, way):
        assert refused(lambda: way.draft(note="x" * (drafts.LONGEST + 1))) == "TooManyWords"
        draft = way.check(way.draft(note="x" * drafts.LONGEST))
        assert refused(lambda: way.change(draft, note="x" * (drafts.LONGEST + 1))) == "TooManyWords"
        assert refused(lambda: way.approve(draft, reason="x" * (drafts.LONGEST + 1))) == "TooManyWords"
        assert kept(draft).state == "checked"

    def test_drafts_are_numbered_and_stand_beside_each_other(self, way, admin):
        assert [way.draft().number, way.draft(AMENDED, by=admin).number] == [1, 2]

    @pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR, Role.LIBRARIAN])
    def test_who_drafts_and_checks(self, way, role):
        draft, somebody = way.draft(), person(role)
        for act in (lambda: way.draft(by=somebody), lambda: way.check(draft, by=somebody)):
            assert refused(act) == "NeedsRole"

    def test_only_who_drafted_it_changes_it(self, way, admin):
        draft = way.draft()
        with pytest.raises(drafts.NotDrafter) as caught:
            way.change(draft, by=admin, rulebook=AMENDED, file_name="b.dmn")
        assert caught.value.facts == {"person": "Liisa Koski"}

    @pytest.mark.parametrize("steps", [1, 2, 3])
    @pytest.mark.parametrize(
        "facts",
        [{"rulebook": AMENDED, "file_name": "b.dmn"}, {"cases": CASES, "cases_name": "c.csv"}, {"note": "Other"}],
        ids=["rulebook", "cases", "note"],
    )
    def test_a_changed_byte_makes_it_a_draft_again(self, way, steps, facts):
        draft = way.draft()
        for act in (lambda _: None, way.check, way.approve)[:steps]:
            act(draft)
        changed = way.change(draft, **facts)
        assert (changed.state, changed.approved_by, changed.authority, changed.reason) == ("draft", None, None, "")
        assert (changed.looked_at, changed.checked_rulebook, changed.review) == (None, "", {})
        assert refused(lambda: way.approve(draft)) == "NotOnItsWay"
        assert refused(lambda: way.into_force(draft)) == "NotOnItsWay"


BAD = {
    "no decision": (TABLE, "standard request"),
    "a cell that is no FEEL": (
        FIRST.replace(b'<text>"third country"</text>', b"<text>= = third</text>"), "unreadable cell",
    ),
    "an unknown input": (FIRST.replace(b'name="origin"', b'name="weather"'), "unknown name"),
}  # fmt: skip


class TestChecking:
    @pytest.mark.parametrize("name", BAD)
    def test_a_rulebook_with_errors_stays_a_draft(self, way, name):
        rulebook, kind = BAD[name]
        assert rulebook != FIRST
        looked = way.check(way.draft(rulebook))
        assert (looked.state, looked.looked_at is not None) == ("draft", True)
        assert kind in [finding["kind"] for finding in looked.findings if finding["error"]]
        assert refused(lambda: way.approve(looked)) == "NotOnItsWay"

    def test_a_finding_names_rule_and_cell(self, way):
        bad = FIRST.replace(b'<text>"open"</text>', b'<text>"open</text>', 1)
        (finding,) = way.check(way.draft(bad)).findings
        assert (finding["rule"], finding["column"], finding["cell"]) == (7, "distribution", '"open')

    def test_a_failing_case_keeps_it_a_draft(self, way):
        looked = way.check(way.draft(cases="distribution,→ outcome\n,supply\n".encode(), cases_name="c.csv"))
        (case,) = looked.cases["cases"]
        assert (looked.state, looked.findings, looked.cases["failed"]) == ("draft", [], 1)
        assert case["differences"] == [{"what": "outcome", "expected": '"supply"', "got": '"refuse"'}]

    @pytest.mark.parametrize("cases", [b"nonsense", b"\xff\xfe\x00", "weather,→ outcome\nrain,supply\n".encode()])
    def test_a_table_that_cannot_be_used_is_a_finding(self, way, cases):
        looked = way.check(way.draft(cases=cases, cases_name="c.csv"))
        assert (looked.state, [finding["kind"] for finding in looked.findings]) == ("draft", ["unreadable cases"])

    def test_what_supersedes_a_version_needs_cases(self, way):
        way.whole()
        looked = way.check(way.draft(AMENDED))
        assert (looked.state, [finding["kind"] for finding in looked.findings]) == ("draft", ["no cases"])
        assert way.check(way.change(looked, cases=CASES, cases_name="c.csv")).state == "checked"

    @pytest.mark.parametrize("facts", [{"rulebook": "0" * 64}, {"against": "somethingelse"}])
    def test_a_stale_review_is_refused(self, way, facts):
        draft = way.draft()
        assert refused(lambda: way.check(draft, **facts)) == "StaleReview"
        assert kept(draft).state == "draft"

    def test_it_is_checked_again_but_not_once_approved(self, way):
        draft = way.draft()
        assert [way.check(draft).state, way.check(draft).state] == ["checked", "checked"]
        way.approve(draft)
        assert refused(lambda: way.check(draft)) == "NotOnItsWay"

    @pytest.mark.parametrize(
        "bad",
        [
            lambda: Move("", "supply", 0),
            lambda: Move("", "supply", 1, ("a", "b")),
            lambda: Review("x", "", (), ()),
            lambda: Review("0" * 64, "", (), (Move("", "supply", 1), Move("", "supply", 2))),
        ],
    )
    def test_a_review_refuses_nonsense(self, bad):
        with pytest.raises(ValueError, match=r"records|review"):
            bad()


class TestApproving:
    @pytest.fixture
    def checked(self, way):
        return way.check(way.draft())

    def test_never_by_who_drafted_it(self, way, approver, committee, now):
        records.RoleHeld.objects.create(person=approver, role=Role.DESK)
        own = records.Person.objects.get(pk=approver.pk)
        draft = way.draft(by=own)
        way.check(draft)
        with pytest.raises(policy_approval.OwnDraft) as caught:
            way.approve(draft, by=own)
        assert caught.value.facts == {"person": "Juha Mäki"}
        with pytest.raises(policy_approval.OwnDraft):
            policy_approval.check_could_approve(draft=draft, by=own, at=now, second_factor=True)
        with pytest.raises(IntegrityError), transaction.atomic():
            records.PolicyDraft.objects.update(approved_by=own)

    def test_by_whoever_holds_the_authority_that_day_with_a_second_factor(self, way, checked):
        other = person(Role.APPROVER)
        with pytest.raises(NotHolder):
            way.approve(checked, by=other)
        with pytest.raises(NeedsRole):
            way.approve(checked, by=way.admin)
        with pytest.raises(NeedsSecondFactor):
            way.approve(checked, second_factor=False)
        assert refused(lambda: way.approve(checked, reason=" ")) == "NoReason"
        assert kept(checked).state == "checked"

    def test_an_administrator_alone_gets_nowhere(self, way, admin):
        draft = way.draft(by=admin)
        way.check(draft, by=admin)
        assert refused(lambda: way.into_force(draft)) == "NotOnItsWay"
        assert refused(lambda: way.approve(draft, by=admin)) == "NeedsRole"
        with pytest.raises(IntegrityError), transaction.atomic():
            records.PolicyDraft.objects.update(state="in force")

    def test_by_the_authority_that_the_policy_names(self, way, checked, approver, policy, admin, now):
        director = make(records.Authority, code="director")
        policies.define(code="supply", titles={}, by=admin, at=now, authority=director)
        with pytest.raises(policy_approval.WrongAuthority) as caught:
            way.approve(checked)
        assert caught.value.facts == {"policy": "supply", "wanted": "director", "authority": "committee"}
        again = kept(checked)
        assert policy_approval.authorities_of(draft=again, person=approver, day=now.date()) == []
        with pytest.raises(NotHolder):
            policy_approval.check_could_approve(draft=again, by=approver, at=now, second_factor=True)

    def test_what_one_may_approve_with(self, checked, approver, committee, now):
        assert policy_approval.authorities_of(draft=checked, person=approver, day=now.date()) == [committee]
        policy_approval.check_could_approve(draft=checked, by=approver, at=now, second_factor=True)
        for somebody, error in ((person(Role.APPROVER), "NoAuthority"), (person(Role.DESK), "NeedsRole")):
            told = {"draft": checked, "by": somebody, "at": now, "second_factor": True}
            assert refused(lambda told=told: policy_approval.check_could_approve(**told)) == error
        with pytest.raises(NeedsSecondFactor):
            policy_approval.check_could_approve(draft=checked, by=approver, at=now, second_factor=False)

    @pytest.mark.parametrize("field", ["rulebook", "cases_table"])
    def test_bytes_altered_behind_its_back_go_nowhere(self, way, checked, field):
        records.PolicyDraft.objects.update(**{field: AMENDED})
        assert refused(lambda: way.approve(checked)) == "Altered"
        records.PolicyDraft.objects.update(**{field: FIRST if field == "rulebook" else b""})
        way.approve(checked)
        records.PolicyDraft.objects.update(**{field: AMENDED})
        assert refused(lambda: way.into_force(checked)) == "Altered"

    def test_of_two_at_once_the_second_is_overtaken(self, way):
        first, second, third = way.draft(), way.draft(AMENDED), way.draft(AMENDED)
        for draft in (first, second, third):
            way.check(draft)
        for draft in (first, second):
            way.approve(draft)
        way.into_force(first)
        with pytest.raises(policy_approval.Overtaken) as caught:
            way.into_force(second, date(1970, 1, 1))
        assert caught.value.facts == {"policy": "supply"}
        assert refused(lambda: way.approve(third)) == "Overtaken"
        back = drafts.send_back(draft=second, reason="Overtaken", by=way.desk, at=way.now)
        assert [finding["kind"] for finding in way.check(back).findings] == ["no cases"]


class TestEnding:
    @pytest.mark.parametrize("role", [Role.DESK, Role.APPROVER, Role.ADMINISTRATOR])
    def test_it_is_sent_back_with_a_reason(self, way, role):
        draft = way.check(way.draft())
        way.approve(draft)
        back = drafts.send_back(draft=draft, reason="Rule 4 is wrong", by=person(role), at=way.now)
        assert (back.state, back.approved_by, last()["basis"]) == ("draft", None, "Rule 4 is wrong")
        assert refused(lambda: drafts.send_back(draft=draft, reason="x", by=way.desk, at=way.now)) == "NotOnItsWay"

    def test_what_is_withdrawn_stays_so(self, way):
        draft = way.check(way.draft())
        assert refused(lambda: drafts.withdraw(draft=draft, reason="", by=way.desk, at=way.now)) == "NoReason"
        assert drafts.withdraw(draft=draft, reason="No longer", by=way.desk, at=way.now).state == "withdrawn"
        for act in (way.check, way.approve, way.into_force, lambda one: way.change(one, note="x")):
            assert refused(lambda act=act: act(draft)) == "NotOnItsWay"

    def test_what_is_in_force_is_changed_only_by_another(self, way):
        draft = way.whole().draft
        for act in (way.check, way.approve, way.into_force, lambda one: way.change(one, note="x")):
            assert refused(lambda act=act: act(draft)) == "NotOnItsWay"
        assert refused(lambda: drafts.withdraw(draft=draft, reason="x", by=way.desk, at=way.now)) == "NotOnItsWay"

    @pytest.mark.parametrize("role", sorted(set(Role.values) - {"administrator"}))
    def test_only_an_administrator_sets_the_day(self, way, role):
        draft = way.check(way.draft())
        way.approve(draft)
        assert refused(lambda: way.into_force(draft, by=person(role))) == "NeedsRole"
