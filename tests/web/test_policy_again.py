"""Past decisions under a policy, taken again on a page."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.rulebooks import in_force
from tests.web.desk import INTERNAL, OPEN, RULEBOOK, SECRET, desk
from tests.web.shelf import text_of
from verbale.domain.spine import policy as policies
from verbale.domain.spine import policy_draft
from verbale.records.policy import Policy
from verbale.records.request import Route
from verbale.web import policy_again

__all__ = ["desk"]

OTHER = RULEBOOK.read_bytes().replace(
    b'channel"><text>"bilateral cooperation"</text>', b'channel"><text>"talks"</text>'
)


IMPORTING = RULEBOOK.read_bytes().replace(
    b"<extensionElements>",
    b'<import name="shelf" namespace="urn:shelf" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>'
    b"<extensionElements>", 1,
)  # fmt: skip


@pytest.fixture
def decided(desk):
    for facts in (OPEN, INTERNAL, SECRET):
        line = desk.line(facts, Route.DEPARTMENT)
        desk.act(line, "decide")
    policy_draft.draft(
        policy=Policy.objects.get(), rulebook=OTHER, file_name="b.dmn", by=desk.people["ada"], at=desk.tick()
    )
    return f"/policies/{Policy.objects.get().pk}/again"


def test_what_would_be_otherwise_stands_with_its_decision(desk, decided):
    answer = desk.client("ada").get(decided)
    again = answer.context["again"]
    assert (answer.status_code, again.looked_at, again.changed) == (200, 3, 1)
    assert [(way["way"].before, way["way"].after, str(way["word"])) for way in answer.context["ways"]] == [
        ("refer", "refer", "other conditions"), ("refuse", "refuse", "the same"), ("supply", "supply", "the same"),
    ]  # fmt: skip
    (row,) = answer.context["rows"]
    assert (row.differences, row.rules, row.clauses) == (
        (("Channel", "bilateral cooperation", "talks"),), (3,), ("1964 report, principle 7",),
    )  # fmt: skip
    text = text_of(answer)
    assert "3 decisions were taken again under Draft 2; 1 would be otherwise." in text
    assert f"/decisions/{row.decision.pk}" in answer.content.decode()


def test_a_draft_that_cannot_decide_is_not_asked_unless_chosen(desk, decided):
    unread = OTHER.replace(b"<text>null</text>", b"<text>= =</text>", 1)
    drafted = policy_draft.PolicyDraft.objects.get(file_name="b.dmn")
    policy_draft.change(draft=drafted, rulebook=unread, file_name="c.dmn", by=desk.people["ada"], at=desk.tick())
    client = desk.client("ada")
    usual, chosen = client.get(decided), client.get(decided, {"under": "draft-2"})
    assert (usual.status_code, usual.context["under"], chosen.status_code) == (200, "Version 1", 422)


def test_any_version_and_any_days_are_chosen(desk, decided):
    client = desk.client("otto")
    under = {"taken": "version-1", "under": "version-1", "standing": "on"}
    assert [client.get(decided, {**under, **days}).context["again"].looked_at for days in (
        {}, {"since": "2099-01-01"}, {"until": "2000-01-01"}, {"since": ""},
    )] == [3, 0, 0, 3]  # fmt: skip
    answer = client.get(decided, {**under, "under": "version-9"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["under"])


def test_a_file_that_is_no_draft_is_taken_for_an_answer(desk, decided):
    client = desk.client("otto")
    before = policy_draft.PolicyDraft.objects.count()
    given = {"taken": "any", "since": "", "rulebook": SimpleUploadedFile("next.dmn", OTHER)}
    answer = client.post(decided, given)
    assert (answer.status_code, answer.context["under"], answer.context["again"].changed) == (200, "next.dmn", 1)
    assert "3 decisions were taken again under next.dmn; 1 would be otherwise." in text_of(answer)
    assert policy_draft.PolicyDraft.objects.count() == before


@pytest.mark.parametrize(
    "data", [b"<x/>", b"", RULEBOOK.read_bytes().replace(b'name="outcome"', b'name="result"'), IMPORTING]
)
def test_a_file_that_is_no_rulebook_is_told_beside_its_field(desk, decided, data):
    answer = desk.client("ada").post(decided, {"taken": "any", "rulebook": SimpleUploadedFile("b.dmn", data)})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["rulebook"])
    assert desk.client("ada").post(decided, {"taken": "any"}).status_code == 422


def test_older_ones_are_counted_where_a_page_stops(desk, decided, monkeypatch):
    monkeypatch.setattr("verbale.web.policy_again.AT_ONCE", 1)
    answer = desk.client("ada").get(decided)
    assert (answer.context["again"].looked_at, answer.context["older"]) == (1, 2)
    assert "2 older decisions were left out" in text_of(answer)


def test_an_approver_takes_again_what_they_see(desk, decided):
    assert desk.client("ann").get(decided).context["again"].looked_at == 1
    assert [desk.client(who).get(decided).status_code for who in ("root", "lena")] == [403, 403]


def test_a_draft_that_is_no_rulebook_is_refused_in_a_sentence(desk, decided):
    bad = OTHER.replace(b'<text>"open"</text>', b"<text>= =</text>", 1)
    policy = Policy.objects.get()
    made = policy_draft.draft(policy=policy, rulebook=bad, file_name="c.dmn", by=desk.people["ada"], at=desk.tick())
    answer = desk.client("ada").get(decided, {"under": f"draft-{made.number}"})
    assert (answer.status_code >= 400, bool(answer.context["form"].errors)) == (True, True)


def test_it_is_offered_where_there_is_something_to_take(desk, decided):
    policy = Policy.objects.get()
    version = policy.versions.get()
    pages = [f"/policies/{policy.pk}", f"/policy-versions/{version.pk}", f"/policy-drafts/{policy.drafts.first().pk}"]
    for who, offered in (("ada", True), ("root", False)):
        told = [f"/policies/{policy.pk}/again" in desk.client(who).get(each).content.decode() for each in pages]
        assert told == [offered] * 3


def test_of_a_policy_without_versions_there_is_nothing(desk):
    made = policies.define(code="new", titles={}, by=desk.people["ada"], at=desk.tick())
    assert "no version and no draft yet" in text_of(desk.client("ada").get(f"/policies/{made.pk}/again"))


def test_what_was_decided_under_another_version_is_left_out(desk, decided):
    policy = Policy.objects.get()
    in_force(policy, OTHER, name="b.dmn", day=date(2026, 2, 1), by=desk.people["root"], at=desk.tick())
    answer = desk.client("ada").get(decided, {"taken": "version-2", "under": "version-1"})
    assert answer.context["again"].looked_at == 0


def test_a_slow_rulebook_holds_the_page_no_longer(desk, decided, monkeypatch):
    monkeypatch.setattr(policy_again, "SECONDS", -1.0)
    answer = desk.client("ada").get(decided, {"taken": "any", "under": "version-1"})
    assert (answer.context["again"].looked_at, answer.context["older"]) == (1, 2)
    assert "2 older decisions were left out; the command “verbale policy again” takes all." in text_of(answer)


def test_the_last_day_of_all_is_a_day(desk, decided):
    asked = {"taken": "any", "under": "version-1", "until": "9999-12-31", "since": "0001-01-01"}
    assert desk.client("ada").get(decided, asked).context["again"].looked_at == 3
