"""The editor's page: who edits and who reads, what is looked at and kept of nothing, what is saved and what refused."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.web.shelf import RULEBOOK, text_of
from tests.web.test_policy import brought, defined
from verbale.domain.spine import policy_draft as drafts
from verbale.engines.rules.dmn.graft import for_editor, grafted
from verbale.records.journal import JournalEntry, JournalPayload
from verbale.records.policy_draft import PolicyDraft
from verbale.web import rulebook_editor, rulebook_findings

CASES = "case,distribution,→ outcome\nnobody knows,,refuse\nopen,open,supply\n".encode()
EDITED = RULEBOOK.read_bytes().replace(b'<text>"confidential"</text>', b"<text>confidential</text>", 1)


@pytest.fixture(autouse=True)
def demo(settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.setattr(rulebook_editor, "BUNDLE", "web/verbale.css")


@pytest.fixture
def drafted(shelf):
    return drafts.draft(
        policy=defined(shelf), rulebook=RULEBOOK.read_bytes(), file_name="supply.dmn", by=shelf.office.desk,
        at=shelf.clock.now(), cases=CASES, cases_name="cases.csv",
    )  # fmt: skip


def look(shelf, drafted, data, role="desk", asked=""):
    return shelf.client(role).post(f"/policy-drafts/{drafted.pk}/look{asked}", data, content_type="application/xml")


def save(shelf, drafted, data=EDITED, role="desk", **more):
    given = {"edited": data.decode(), "was": drafted.rulebook_sha256, "note": "Why", **more}
    return shelf.client(role).post(f"/policy-drafts/{drafted.pk}/edit", given)


def test_who_drafted_it_edits_and_others_read(shelf, drafted):
    address = f"/policy-drafts/{drafted.pk}/edit"
    mine = shelf.client("desk").get(address)
    assert mine.context["editable"]
    assert mine.context["xml"].encode() == for_editor(RULEBOOK.read_bytes(), name="x")
    assert "built/editor.js" in mine.content.decode()
    for role in ("administrator", "approver", "auditor"):
        theirs = shelf.client(role).get(address)
        assert (theirs.status_code, theirs.context["editable"]) == (200, False)
        assert "built/editor.js" not in theirs.content.decode()
        assert 'id="d1-7"' in theirs.content.decode()
    assert "Desk Person drafted this, and only they change it." in text_of(shelf.client("administrator").get(address))
    assert shelf.client("librarian").get(address).status_code == 403
    assert address in shelf.client("auditor").get(f"/policy-drafts/{drafted.pk}").content.decode()


def test_styles_are_relaxed_on_this_page_alone_and_scripts_nowhere(shelf, drafted):
    desk = shelf.client("desk")
    policies = [
        desk.get(f"/policy-drafts/{drafted.pk}{end}").headers["Content-Security-Policy"].split("; ")
        for end in ("/edit", "", "/try")
    ]
    assert ["style-src 'self' 'unsafe-inline'" in each for each in policies] == [True, False, False]
    assert ["script-src 'self'" in each for each in policies] == [True] * 3


def test_without_the_editor_the_page_says_so_and_leads_to_the_upload(shelf, drafted, monkeypatch):
    monkeypatch.setattr(rulebook_editor, "BUNDLE", "built/no-such-file.js")
    page = shelf.client("desk").get(f"/policy-drafts/{drafted.pk}/edit")
    assert "The table editor is not built on this node" in text_of(page)
    assert f'<a href="/policy-drafts/{drafted.pk}">To the upload</a>' in page.content.decode()
    assert [words in page.content.decode() for words in ('id="d1-7"', 'id="try"', "built/editor.js")] == [
        True, True, False,
    ]  # fmt: skip


def test_what_was_edited_is_looked_at_and_not_kept(shelf, drafted):
    entries = JournalEntry.objects.count()
    page = look(shelf, drafted, EDITED)
    assert "nothing is called “confidential” here" in text_of(page)
    (found,) = page.context["looked"].found
    assert (found.number, found.identifier, found.rule, found.column, found.error) == (1, "decision_supply", 3, 2, True)
    assert 'data-decision="decision_supply" data-rule="3" data-column="2"' in page.content.decode()
    assert "The cases run once the errors are corrected." in text_of(page)
    assert (bytes(PolicyDraft.objects.get().rulebook), JournalEntry.objects.count()) == (RULEBOOK.read_bytes(), entries)


def test_a_failing_case_is_a_finding_at_the_rule_that_it_fires(shelf, drafted):
    page = look(shelf, drafted, RULEBOOK.read_bytes(), asked="?untouched=1")
    (found,) = page.context["looked"].found
    assert (found.place, found.rule, found.column) == ("open", 16, -1)
    assert "2 cases, 1 failed." in text_of(page)
    assert "Case open" in text_of(page)
    assert page.context["loses"] is False


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "cannot be read as a DMN file"),
        (b"<!DOCTYPE a><a/>", "declares a document type"),
        (b" " * (drafts.MOST + 1), "have at most"),
        (RULEBOOK.read_bytes().replace(b'id="decision_supply"', b'id="other"'), "its decisions are others"),
        (RULEBOOK.read_bytes().replace(b"<text>origin</text>", b"<text></text>", 1), "has no expression"),
    ],
    ids=["empty", "doctype", "large", "other", "no expression"],
)  # fmt: skip
def test_what_cannot_be_looked_at_is_told_in_place_of_the_findings(shelf, drafted, data, says):
    page = look(shelf, drafted, data)
    assert (page.status_code, says in text_of(page)) == (200, True)


def test_cases_hold_the_page_no_longer_than_somebody_waits(shelf, drafted, monkeypatch):
    monkeypatch.setattr(rulebook_findings, "SECONDS_FOR_CASES", -1.0)
    page = look(shelf, drafted, RULEBOOK.read_bytes())
    (found,) = page.context["looked"].found
    assert (found.place, "this case and those after it were not run" in found.why) == ("nobody knows", True)


def test_a_loss_is_told(shelf, drafted):
    less = RULEBOOK.read_bytes().replace(
        b"<annotationEntry><text>1964 report, principle 7</text></annotationEntry>", b""
    )
    assert "The editor would lose something of this file" in text_of(look(shelf, drafted, less, asked="?untouched=1"))


def test_saving_is_a_change_of_the_draft(shelf, drafted):
    assert save(shelf, drafted).headers["Location"] == f"/policy-drafts/{drafted.pk}/edit"
    kept = PolicyDraft.objects.get()
    assert bytes(kept.rulebook).count(b"<text>confidential</text>") == 1
    assert (kept.note, kept.file_name, kept.cases_name) == ("Why", "supply.dmn", "cases.csv")
    assert JournalPayload.objects.latest("entry").act == "policy.draft changed"


def test_of_two_windows_that_save_at_once_the_second_is_refused(shelf, drafted, monkeypatch):
    def slowly(*given, **more):
        made = grafted(*given, **more)
        given = {"rulebook": RULEBOOK.read_bytes() + b"\n", "file_name": "other.dmn"}
        drafts.change(draft=drafted, **given, by=shelf.office.desk, at=shelf.clock.now())
        return made

    monkeypatch.setattr(rulebook_editor, "grafted", slowly)
    answer = save(shelf, drafted)
    assert (answer.status_code, "saved from somewhere else" in text_of(answer)) == (409, True)
    assert PolicyDraft.objects.get().file_name == "other.dmn"


def test_what_is_refused_stays_in_the_editor(shelf, drafted):
    other = RULEBOOK.read_bytes().replace(b'id="decision_supply"', b'id="other"')
    answers = [
        save(shelf, drafted, was="0" * 64), save(shelf, drafted, other), save(shelf, drafted, b"<a/>"),
        save(shelf, drafted, b" " * (drafts.MOST + 1)), save(shelf, drafted, note="x" * 5000),
    ]  # fmt: skip
    said = [
        "saved from somewhere else",
        "its decisions are others",
        "its first element",
        "have at most",
        "at most 4000",
    ]
    assert [one in text_of(answer) for one, answer in zip(said, answers, strict=True)] == [True] * 5
    assert [answer.status_code for answer in answers] == [409, 422, 422, 400, 422]
    assert [answer.context["unsaved"] for answer in answers] == [True] * 5
    assert save(shelf, drafted, role="administrator").context["form"].status == 403
    assert save(shelf, drafted, role="auditor").status_code == 403
    assert bytes(PolicyDraft.objects.get().rulebook) == RULEBOOK.read_bytes()


def test_a_withdrawn_draft_is_read_only(shelf, drafted):
    drafts.withdraw(draft=drafted, reason="No longer", by=shelf.office.desk, at=shelf.clock.now())
    page = shelf.client("desk").get(f"/policy-drafts/{drafted.pk}/edit")
    assert (page.context["editable"], "is at its end" in text_of(page)) == (False, True)
    assert save(shelf, drafted).status_code == 409


def test_a_version_of_another_dmn_is_shown_as_1_3(shelf):
    older = RULEBOOK.read_bytes().replace(
        b"https://www.omg.org/spec/DMN/20191111/", b"https://www.omg.org/spec/DMN/20230324/"
    )
    drafted = drafts.draft(
        policy=defined(shelf), rulebook=older, file_name="s.dmn", by=shelf.office.desk, at=shelf.clock.now()
    )
    page = shelf.client("desk").get(f"/policy-drafts/{drafted.pk}/edit")
    assert 'xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"' in page.context["xml"]


def test_what_the_editor_does_not_show_is_named(shelf):
    boxed = RULEBOOK.read_bytes().replace(
        b"<decision ",
        b'<businessKnowledgeModel id="k" name="fee of"><encapsulatedLogic><literalExpression><text>1</text>'
        b"</literalExpression></encapsulatedLogic></businessKnowledgeModel>"
        b'<decision id="b" name="parts"><context/></decision><decision ',
        1,
    )
    drafted = drafts.draft(
        policy=defined(shelf), rulebook=boxed, file_name="s.dmn", by=shelf.office.desk, at=shelf.clock.now()
    )
    page = shelf.client("desk").get(f"/policy-drafts/{drafted.pk}/edit")
    assert page.context["kept"] == ["parts", "fee of"]
    assert "not drawn here" in text_of(page)


def test_a_rulebook_that_cannot_be_prepared_is_shown_with_the_reason(shelf):
    circle = RULEBOOK.read_bytes().replace(
        b'<informationRequirement id="need_origin">',
        b'<informationRequirement><requiredDecision href="#decision_supply"/></informationRequirement>'
        b'<informationRequirement id="need_origin">',
    )
    drafted = drafts.draft(
        policy=defined(shelf), rulebook=circle, file_name="s.dmn", by=shelf.office.desk, at=shelf.clock.now()
    )
    page = shelf.client("desk").get(f"/policy-drafts/{drafted.pk}/edit")
    assert (page.status_code, "in a circle" in page.context["refused"]) == (200, True)


def test_properties_of_the_version_before_bind_what_is_edited(shelf):
    policy = defined(shelf)
    brought(shelf, policy)
    bare = re.sub(rb"(?s)<verbale:properties>.*?</verbale:properties>", b"", RULEBOOK.read_bytes())
    drafted = drafts.draft(
        policy=policy, rulebook=bare, file_name="s.dmn", by=shelf.office.desk, at=shelf.clock.now(), cases=CASES,
        cases_name="c.csv",
    )  # fmt: skip
    looser = bare.replace(b'<text>"refer"</text>', b'<text>"supply"</text>', 1)
    found = look(shelf, drafted, looser).context["looked"].found
    assert "the property “a confidential item is not supplied” does not hold" in [each.why for each in found]


def test_a_rulebook_with_faults_can_be_opened(shelf):
    shelf.client("desk").post(
        f"/policies/{defined(shelf).pk}/draft", {"rulebook": SimpleUploadedFile("b.dmn", EDITED), "note": ""}
    )
    page = shelf.client("desk").get(f"/policy-drafts/{PolicyDraft.objects.get().pk}/edit")
    assert (page.status_code, len(page.context["looked"].found)) == (200, 1)


def test_the_licences_of_what_is_in_the_bundle_come_with_it():
    found = finders.find("built/editor.js.LEGAL.txt")
    if found is None:
        pytest.skip("needs the table editor: npm, then make setup")
    told = " ".join(Path(found).read_text(encoding="utf-8").split())
    packages = ("dmn-js", "dmn-js-decision-table", "dmn-moddle", "table-js", "inferno", "@codemirror/view")
    assert [each for each in packages if not re.search(rf"--- {re.escape(each)} \d", told)] == []
    assert "the watermark must stay fully visible and not visually overlapped by other elements" in told
