"""A drafted rulebook's page: each step by whom it may be, refusals beside what was typed, a sentence where not."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.rulebooks import CASES, director
from tests.web.shelf import RULEBOOK, text_of
from tests.web.test_policy import brought, defined
from verbale.domain.spine.policy_draft import MOST
from verbale.journeys import work
from verbale.records.job import Job
from verbale.records.person import Authority, AuthorityHeld
from verbale.records.policy import PolicyVersion
from verbale.records.policy_draft import PolicyDraft
from verbale.web.policy_draft_act import reading

BAD = RULEBOOK.read_bytes().replace(b'<text>"open"</text>', b'<text>"open</text>', 1)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True


@pytest.fixture
def committee(shelf):
    """The approver of the office holds the committee's authority."""
    office, at = shelf.office, shelf.clock.now()
    authority = Authority.objects.create(code="committee", titles={"en": "The committee"})
    AuthorityHeld.objects.create(
        person=office.approver, authority=authority, since="2020-01-01", proposed_by=office.administrator,
        proposed_at=at, confirmed_by=office.desk, confirmed_at=at,
    )  # fmt: skip
    return authority


def draft(shelf, policy, data=None, role="desk", cases=b"", **more):
    files = {"rulebook": SimpleUploadedFile("book.dmn", RULEBOOK.read_bytes() if data is None else data)}
    if cases:
        files["cases"] = SimpleUploadedFile("cases.csv", cases)
    return shelf.client(role).post(f"/policies/{policy.pk}/draft", {**files, "note": "", **more})


def act(shelf, name, role="desk", **data):
    one = PolicyDraft.objects.first()
    read = {"read": reading(one)} if name == "approve" else {}
    return shelf.client(role).post(f"/policy-drafts/{one.pk}/{name}", {**read, **data})


def shown(shelf, role="desk"):
    return shelf.client(role).get(f"/policy-drafts/{PolicyDraft.objects.first().pk}")


def offered(page):
    return {one.name: one.why_not for one in (*page.context["next"], *page.context["others"])}


def test_a_rulebook_walks_its_way_on_pages(shelf, committee):
    policy = defined(shelf)
    edition = shelf.edition()
    answer = draft(shelf, policy, note="As the report says", cases=CASES)
    assert answer.headers["Location"] == f"/policy-drafts/{PolicyDraft.objects.get().pk}"
    assert act(shelf, "check").status_code == 302
    page = text_of(shown(shelf, "approver"))
    for words in ("Checked", "As the report says", "1 case, 0 failed.", "Rules that no case fires", "1 records of one"):
        assert words in page, words
    assert PolicyDraft.objects.get().review["editions"] == [edition.pk]
    shelf.clock.forward(minutes=5)
    shelf.edition("Fog", name="another.mrc")
    assert "One edition came since then." in text_of(shown(shelf))
    act(shelf, "approve", "approver", authority="committee", reason="Minute of 3 May")
    assert "Minute of 3 May" in text_of(shown(shelf, "auditor"))
    answer = act(shelf, "into-force", "administrator", since="1964-11-01")
    version = PolicyVersion.objects.get()
    assert answer.headers["Location"] == f"/policy-versions/{version.pk}"
    assert [words in text_of(shown(shelf)) for words in ("as version 1", "Rulebook approved", "In force")] == [True] * 3
    assert shelf.client("desk").get(f"/policy-drafts/{version.draft_id}/cases").content == CASES
    assert shelf.client("desk").get(f"/policy-drafts/{version.draft_id}/rulebook").content == RULEBOOK.read_bytes()


def test_a_large_rulebook_is_proved_by_the_worker(shelf, monkeypatch):
    monkeypatch.setattr("verbale.web.policy_draft_act.LARGE", 100)
    draft(shelf, defined(shelf))
    assert act(shelf, "check").headers["Location"].startswith("/jobs/")


def test_many_records_are_reviewed_by_the_worker(shelf, monkeypatch):
    monkeypatch.setattr("verbale.web.policy_draft_act.AT_ONCE", 0)
    shelf.edition("Soil", "Snow")
    draft(shelf, defined(shelf))
    job = Job.objects.get(pk=act(shelf, "check").headers["Location"].rpartition("/")[2])
    assert (job.total, PolicyDraft.objects.get().state) == (2, "draft")
    work.run_job.call(job.pk)
    page = text_of(shelf.client("desk").get(f"/jobs/{job.pk}"))
    kept = PolicyDraft.objects.get()
    assert (kept.state, kept.review["records"]) == ("checked", 2)
    assert "Check of a drafted rulebook" in page
    assert f"/policy-drafts/{kept.pk}" in page
    assert shelf.client("auditor").post(f"/policy-drafts/{kept.pk}/check").status_code == 403


def test_what_takes_longer_than_a_page_waits_begins_again_in_the_worker(shelf, monkeypatch):
    monkeypatch.setattr("verbale.web.policy_draft_act.SECONDS", -1)
    draft(shelf, defined(shelf))
    job = Job.objects.get(pk=act(shelf, "check").headers["Location"].rpartition("/")[2])
    kept = PolicyDraft.objects.get()
    assert kept.state == "draft"
    assert {each["holds"] for each in kept.properties} <= {None, True}
    assert "the time for its check was used up" in text_of(shown(shelf))
    work.run_job.call(job.pk)
    kept = PolicyDraft.objects.get()
    assert (kept.state, {each["holds"] for each in kept.properties}) == ("checked", {True})
    assert "used up" not in text_of(shown(shelf))


def test_of_many_cases_some_are_shown(shelf, monkeypatch):
    monkeypatch.setattr("verbale.web.policy_draft.MOST_CASES", 2)
    rows = "".join(f"case {number},,{outcome}\n" for number, outcome in enumerate(("supply", "refuse") * 3))
    draft(shelf, defined(shelf), cases=f"case,distribution,→ outcome\n{rows}".encode())
    act(shelf, "check")
    page = shown(shelf)
    assert [[case["case"] for case in page.context[name]] for name in ("failed", "passed")] == [
        ["case 0", "case 2"], ["case 1", "case 3"],
    ]  # fmt: skip
    assert [words in text_of(page) for words in ("6 cases, 3 failed.", "the first 2 are shown")] == [True] * 2


def test_a_bad_cell_is_led_to_and_the_draft_is_changed(shelf):
    draft(shelf, defined(shelf), BAD)
    act(shelf, "check")
    page = shown(shelf).content.decode()
    assert 'href="#d1-7"' in page
    assert 'id="d1-7"' in page
    assert "Nothing was reviewed" in page
    assert "approve" not in offered(shown(shelf))
    act(shelf, "change", rulebook=SimpleUploadedFile("b.dmn", RULEBOOK.read_bytes()), note="Quotation mark")
    act(shelf, "check")
    kept = PolicyDraft.objects.get()
    assert (kept.state, kept.note, kept.file_name) == ("checked", "Quotation mark", "b.dmn")


def test_what_supersedes_a_version_is_told_to_need_cases(shelf):
    policy = defined(shelf)
    brought(shelf, policy)
    assert "needs a table of cases" in text_of(shelf.client("desk").get(f"/policies/{policy.pk}/draft"))
    draft(shelf, policy, RULEBOOK.read_bytes().replace(b'"not for re-export"', b'"for reference only"'))
    act(shelf, "check")
    assert "what supersedes a version needs a table of cases" in text_of(shown(shelf))
    failing = "distribution,→ outcome\n,supply\n".encode()
    act(shelf, "change", cases=SimpleUploadedFile("c.csv", failing), note="")
    act(shelf, "check")
    page = text_of(shown(shelf))
    assert [words in page for words in ("1 case, 1 failed.", "Outcome:", "&quot;supply&quot;")] == [True] * 3


@pytest.mark.parametrize(
    ("data", "status"), [(b"", 422), (b"no XML", 409), (b"<!DOCTYPE a><a/>", 409), (b" " * (MOST + 1), 422)],
    ids=["empty", "text", "doctype", "large"],
)  # fmt: skip
def test_what_is_no_rulebook_is_refused(shelf, data, status):
    answer = draft(shelf, defined(shelf), data)
    assert answer.status_code in (status, 422)
    assert answer.context["form"].errors
    assert not PolicyDraft.objects.exists()


def test_who_reads_and_who_drafts(shelf):
    policy = defined(shelf)
    draft(shelf, policy)
    roles = {"desk": (200, 200), "administrator": (200, 200), "approver": (200, 403), "auditor": (200, 403),
             "librarian": (403, 403)}  # fmt: skip
    for role, statuses in roles.items():
        assert (shown(shelf, role).status_code, shelf.client(role).get(f"/policies/{policy.pk}/draft").status_code) == (
            statuses
        ), role
    assert shelf.client("desk").get("/policy-drafts/x").status_code == 404
    assert act(shelf, "sing").status_code == 404
    assert shelf.client("desk").get(f"/policy-drafts/{PolicyDraft.objects.get().pk}/check").status_code == 405


def test_what_stands_in_the_way_is_a_sentence(shelf, committee):
    draft(shelf, defined(shelf))
    assert offered(shown(shelf)) == {"check": "", "change": "", "withdraw": ""}
    assert "administrator" in offered(shown(shelf, "auditor"))["check"].lower()
    act(shelf, "check")
    assert offered(shown(shelf, "approver")) == {"approve": "", "send-back": ""}
    assert offered(shown(shelf))["approve"] == (
        "It waits for somebody who holds an authority and did not draft it: Approver Person"
    )
    assert "draft 1" in text_of(shelf.client("desk").get("/policies"))
    AuthorityHeld.objects.update(until="2020-01-02")
    assert "holds no authority today" in offered(shown(shelf, "approver"))["approve"]
    AuthorityHeld.objects.update(until=None)
    act(shelf, "approve", "approver", authority="committee", reason="As decided")
    assert "administrator" in offered(shown(shelf))["into-force"].lower()
    assert offered(shown(shelf, "administrator"))["into-force"] == ""


@pytest.mark.parametrize(
    ("name", "role", "data", "field"),
    [
        ("approve", "approver", {"authority": "committee", "reason": ""}, "reason"),
        ("approve", "approver", {"authority": "nobody", "reason": "x"}, "authority"),
        ("send-back", "approver", {"reason": ""}, "reason"),
        ("withdraw", "desk", {"reason": ""}, "reason"),
    ],
)
def test_bad_input_is_named_on_the_page(shelf, committee, name, role, data, field):
    draft(shelf, defined(shelf))
    act(shelf, "check")
    answer = act(shelf, name, role, **data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert f'id="{name}-{field}"' in answer.content.decode()


def test_an_act_out_of_turn_is_refused_beside_its_form(shelf, committee):
    draft(shelf, defined(shelf))
    answer = act(shelf, "approve", "approver", authority="committee", reason="Too early")
    assert (answer.status_code, "somebody may have acted" in text_of(answer)) == (409, True)
    assert act(shelf, "into-force", "desk", since="1964-11-01").status_code == 403
    assert act(shelf, "withdraw", reason="No longer").status_code == 302
    assert offered(shown(shelf)) == {}
    assert "No longer" in text_of(shown(shelf))


def test_only_what_was_read_is_approved(shelf, committee):
    draft(shelf, defined(shelf))
    act(shelf, "check")
    read = reading(PolicyDraft.objects.get())
    assert f'name="read" value="{read}"' in shown(shelf, "approver").content.decode()
    act(shelf, "change", rulebook=SimpleUploadedFile("other.dmn", RULEBOOK.read_bytes() + b"\n"), note="")
    shelf.clock.forward(seconds=1)
    act(shelf, "check")
    for old in (read, ""):
        answer = act(shelf, "approve", "approver", authority="committee", reason="As read", read=old)
        assert (answer.status_code, "load the page again" in text_of(answer)) == (409, True)
    assert PolicyDraft.objects.get().state == "checked"
    assert act(shelf, "approve", "approver", authority="committee", reason="As read").status_code == 302


def test_a_day_that_is_not_later_is_refused(shelf):
    policy = defined(shelf)
    brought(shelf, policy)
    person, authority = director(shelf.office.administrator, shelf.clock.now())
    draft(shelf, policy, cases=CASES)
    act(shelf, "check")
    shelf.office.director = person
    shelf.client("director").post(
        f"/policy-drafts/{PolicyDraft.objects.first().pk}/approve",
        {"authority": authority.code, "reason": "So be it", "read": reading(PolicyDraft.objects.first())},
    )
    answer = act(shelf, "into-force", "administrator", since="1964-11-01")
    assert (answer.status_code, "1964-11-01" in text_of(answer)) == (409, True)
    assert PolicyVersion.objects.count() == 1
