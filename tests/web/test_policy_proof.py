"""A draft's page: which properties hold, what breaks one, how it differs, and dropping one by name."""

import re
from datetime import date

import pytest

from tests.rulebooks import CASES, in_force
from tests.web.shelf import RULEBOOK, text_of
from tests.web.test_policy import brought, defined
from tests.web.test_policy_draft import act, draft, offered, shown
from verbale.records.policy_draft import PolicyDraft

RULE_3 = b'<outputEntry id="rule_3_output_outcome"><text>"refer"</text>'
LEAKING = RULEBOOK.read_bytes().replace(RULE_3, RULE_3.replace(b"refer", b"supply")).replace(
    b'<inputEntry id="rule_3_restricted"><text>-', b'<inputEntry id="rule_3_restricted"><text>false, null'
)  # fmt: skip
BARE = b"\n".join(line for line in LEAKING.split(b"\n") if b"<verbale:property " not in line)
SECRET = "a confidential item is not supplied"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def policy(shelf):
    made = defined(shelf)
    brought(shelf, made)
    return made


def of(page, name=SECRET):
    return next(each for each in page.context["properties"] if each.name == name)


def test_before_a_check_they_wait(shelf, policy):
    draft(shelf, policy, LEAKING, cases=CASES)
    page = shown(shelf)
    assert (len(page.context["properties"]), of(page).state) == (7, ("waiting", "not proved yet"))
    assert "What shall hold whatever is asked" in text_of(page)


def test_a_counterexample_stands_beside_its_property(shelf, policy):
    draft(shelf, policy, LEAKING, cases=CASES)
    act(shelf, "check")
    page = shown(shelf, "approver")
    found = of(page)
    assert (found.state, found.of) == (("failed", "does not hold"), "")
    assert ("Distribution", "confidential") in found.facts
    assert ("Outcome", "Supply") in found.outputs
    assert found.fired == (("supply", "d1", 3),)
    assert '<a href="#d1-3">supply, rule 3</a>' in page.content.decode()
    assert [of(page, name).state[1] for name in ("unknown is never released",)] == ["holds"]
    difference = page.context["difference"]
    assert difference.relation == "It is looser than the version before: nothing is held more strictly."
    assert ("Outcome", "Refer", "Supply") in difference.regions[0].answers
    assert "looser" in text_of(page)


def test_one_of_the_version_before_is_dropped_and_kept_again(shelf, policy):
    draft(shelf, policy, BARE, cases=CASES)
    act(shelf, "check")
    page = shown(shelf)
    assert (of(page).of, "drop-property" in offered(page), "keep-property" in offered(page)) == (
        "supply-1964 1", True, False,
    )  # fmt: skip
    assert act(shelf, "drop-property", property=SECRET, reason="").status_code == 422
    assert act(shelf, "drop-property", property="nothing", reason="x").status_code == 422
    assert act(shelf, "drop-property", property=SECRET, reason="Minute 7").status_code == 302
    page = shown(shelf, "approver")
    assert ("Minute 7" in text_of(page), "drop-property" in offered(page)) == (True, False)
    act(shelf, "check")
    assert PolicyDraft.objects.first().state == "checked"
    assert "This draft drops a property of the version before" in text_of(shown(shelf, "approver"))
    assert act(shelf, "keep-property", property=SECRET).status_code == 302
    assert (PolicyDraft.objects.first().dropped, PolicyDraft.objects.first().state) == ([], "draft")


def test_only_who_drafted_it_is_offered_to_drop(shelf, policy):
    draft(shelf, policy, BARE, cases=CASES)
    assert "drop-property" not in offered(shown(shelf, "administrator"))
    assert act(shelf, "drop-property", "administrator", property=SECRET, reason="x").status_code == 403
    assert act(shelf, "drop-property", "auditor", property=SECRET, reason="x").status_code == 403


def test_a_rulebook_without_properties_says_so(shelf):
    draft(shelf, defined(shelf), BARE)
    page = shown(shelf)
    assert (page.context["properties"], page.context["difference"]) == ((), None)
    assert "None: neither this rulebook nor the version before" in text_of(page)


def test_the_same_again_and_other_words_are_told(shelf, policy):
    draft(shelf, policy, RULEBOOK.read_bytes(), cases=CASES)
    act(shelf, "check")
    assert shown(shelf).context["difference"].relation.startswith("It says the same")
    other = RULEBOOK.read_bytes().replace(b'"Principle 7: confidential', b'"Seven: confidential')
    draft(shelf, policy, other, cases=CASES)
    act(shelf, "check")
    assert shown(shelf).context["difference"].relation.startswith("It is as strict as the version before")


def test_it_stays_with_the_version(shelf, policy):
    amended = RULEBOOK.with_name("supply-1964-amended.dmn").read_bytes()
    version = in_force(
        policy, amended, name="b.dmn", day=date(1970, 1, 1), by=shelf.office.administrator, at=shelf.clock.now()
    )
    page = shelf.client("auditor").get(f"/policy-drafts/{version.draft.pk}")
    assert page.context["difference"].relation.startswith("It is stricter than the version before in some cases")
    assert {each.state[1] for each in page.context["properties"]} == {"holds"}
    page = shelf.client("auditor").get(f"/policy-versions/{version.pk}")
    told = text_of(page)
    assert [words in told for words in ("bind the version after it", SECRET, "How it differs", "in some cases")] == (
        [True] * 4
    )


def test_what_nothing_decides_and_what_is_wrong_stand_first_and_are_said(shelf, policy):
    open_ended = re.sub(rb'(?s)<rule id="rule_16".*?</rule>', b"", LEAKING)
    draft(shelf, policy, open_ended, cases="case,distribution,rule\nx,open,→ rule\n".encode())
    act(shelf, "check")
    page = shown(shelf)
    assert of(page, "something is always decided").outputs == ()
    assert "→ No rule decided." in text_of(page)
    errors = [each["error"] for each in page.context["findings"]]
    assert (errors, True in errors) == (sorted(errors, reverse=True), True)
    answers = [answer for region in page.context["difference"].regions for answer in region.answers]
    assert [name for name, before, now in answers if before == now] == []
