"""The table editor in a browser: a cell is edited, a finding comes beside it, it is corrected, saved and checked."""

import os
import re
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from lxml import etree

from tests.browser.pages import faults, sign_in
from tests.web.conftest import PASSWORD, enter
from tests.web.shelf import RULEBOOK, shelf
from tests.web.test_policy import defined
from verbale.domain.spine import policy_draft
from verbale.records.policy_draft import PolicyDraft
from verbale.web import rulebook_proved
from verbale.web.rulebook_editor import BUNDLE

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["enter", "shelf"]

CASES = "case,distribution,→ outcome\nnobody knows,,refuse\nconfidential,confidential,refer\n".encode()


@pytest.fixture
def editor(page, live_server, shelf):
    """The editor of a draft with cases, as its drafter has it open; `editor.said` is what the console said."""
    if finders.find(BUNDLE) is None:
        absent = pytest.fail if os.environ.get("VERBALE_REQUIRE_BROWSER") == "1" else pytest.skip
        absent("needs the table editor: npm, then make setup")
    drafted = policy_draft.draft(
        policy=defined(shelf), rulebook=RULEBOOK.read_bytes(), file_name="supply.dmn", by=shelf.office.desk,
        at=shelf.clock.now(), cases=CASES, cases_name="cases.csv",
    )  # fmt: skip
    sign_in(page, live_server, "desk", PASSWORD)
    page.said = []
    page.on("console", lambda message: page.said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.address = f"{live_server.url}/policy-drafts/{drafted.pk}/edit"
    page.goto(page.address)
    page.wait_for_selector(".editor-table td.input-cell")
    return page


def cell(page, rule, column):
    return page.locator(f'.editor-table td[data-coords="{rule - 1}:{column}"]')


def write(page, rule, column, text):
    """Puts a text into a cell at once: typed sign by sign, what is half written may be looked at in between."""
    cell(page, rule, column).click()
    cell(page, rule, column).locator("[contenteditable]:focus").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def mark(page, rule, column):
    """What stands in the corner of a cell."""
    return cell(page, rule, column).evaluate("cell => getComputedStyle(cell, '::after').content")


def test_a_finding_comes_and_goes_and_the_draft_is_saved_and_checked(editor):
    page, findings = editor, editor.locator("#looked-at")
    assert "No findings. 2 cases, 0 failed." in " ".join(findings.inner_text().split())
    write(page, 3, 2, "")
    page.keyboard.type("confidential")
    # While it is typed, what is half written may be looked at too.
    findings.get_by_text("nothing is called “confidential” here").wait_for()
    assert findings.get_by_role("link", name="rule 3, Distribution").count() == 1
    assert mark(page, 3, 2) == '"1"'
    assert page.locator(".editor-note").inner_text().startswith("1. nothing is called “confidential” here")
    assert page.locator("#editor-status").inner_text() == "1 finding; errors: 1."
    write(page, 3, 2, '"confidential", "internal"')
    findings.get_by_role("link", name="rule 6").wait_for()
    assert mark(page, 3, 2) == "none"
    assert "rule 3 too: that rule stands before it" in findings.inner_text()
    findings.get_by_role("link", name="rule 5").press("Enter")
    cell(page, 5, 0).locator("[contenteditable]:focus").wait_for()
    # The link led to it by keyboard, and the sentence stands beside it.
    assert "rule 3 too: that rule stands before it" in page.locator(".editor-note").inner_text()
    write(page, 3, 2, '"confidential"')
    findings.get_by_text("No findings.").wait_for()
    write(page, 3, "remark-1", "Settled there.")
    page.fill("[name=note]", "A remark")
    page.get_by_role("button", name="Save the draft").press("Enter")
    page.wait_for_selector(".banner--success")
    kept = PolicyDraft.objects.get()
    before, after = (canonical(each).splitlines() for each in (RULEBOOK.read_bytes(), bytes(kept.rulebook)))
    differing = [(one.strip(), other.strip()) for one, other in zip(before, after, strict=True) if one != other]
    assert differing == [(remark(""), remark("Settled there."))]
    assert kept.note == "A remark"
    page.goto(page.address.removesuffix("/edit"))
    with page.expect_navigation():
        page.get_by_role("button", name="Check it").click()
    assert PolicyDraft.objects.get().state == "checked"
    assert page.said == []


def canonical(data):
    return etree.canonicalize(data.decode(), with_comments=True)


def remark(text):
    return f"<annotationEntry><text>{text}</text></annotationEntry>"


def test_nothing_edited_is_lost_by_who_was_signed_out(editor, live_server):
    page, findings = editor, editor.locator("#looked-at")
    page.context.clear_cookies()
    write(page, 3, 2, "confidential")
    page.get_by_text("You are not signed in any more").wait_for()
    with page.expect_response(re.compile("/sign-in")):
        page.get_by_role("button", name="Save the draft").press("Enter")
    other = page.context.new_page()
    sign_in(other, live_server, "desk", PASSWORD)
    assert cell(page, 3, 2).inner_text().strip() == "confidential"
    page.bring_to_front()
    write(page, 3, 2, '"confidential", "internal"')
    findings.get_by_role("link", name="rule 6").wait_for()
    assert page.locator("#editor-trouble").is_hidden()
    page.get_by_role("button", name="Save the draft").press("Enter")
    page.wait_for_selector(".banner--success")
    assert b'"confidential", "internal"' in bytes(PolicyDraft.objects.get().rulebook)
    assert set(page.said) == {"Failed to load resource: the server responded with a status of 403 (Forbidden)"}


def test_what_is_refused_goes_on_being_edited(editor, shelf):
    page = editor
    write(page, 3, 2, '"confidential", "internal"')
    policy_draft.change(draft=PolicyDraft.objects.get(), note="Meanwhile", rulebook=RULEBOOK.read_bytes() + b" ",
                        file_name="x.dmn", by=shelf.office.desk, at=shelf.clock.now())  # fmt: skip
    page.get_by_role("button", name="Save the draft").press("Enter")
    page.get_by_text("saved from somewhere else").wait_for()
    page.locator("#looked-at").get_by_role("link", name="rule 6").wait_for()
    assert cell(page, 3, 2).inner_text().split() == ['"confidential",', '"internal"']
    assert page.locator("#save").is_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")


def test_a_file_of_which_the_editor_would_lose_anything_is_not_edited(editor, shelf):
    page, drafted = editor, PolicyDraft.objects.get()
    unknown = b'<rule id="rule_2"><office xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">desk</office>'
    policy_draft.change(
        draft=drafted, rulebook=RULEBOOK.read_bytes().replace(b'<rule id="rule_2">', unknown), file_name="x.dmn",
        by=shelf.office.desk, at=shelf.clock.now(),
    )  # fmt: skip
    page.goto(page.address)
    page.get_by_text("The editor would lose something of this file").wait_for()
    shown = [page.locator(each).is_visible() for each in ("#editor", "#save", "#rulebook table")]
    assert shown == [False, False, True]


def test_rules_come_and_go_by_keyboard(editor):
    page, rules = editor, editor.locator(".editor-table td.rule-index")
    assert page.get_by_role("button", name="Remove rule").is_disabled()
    cell(page, 3, 2).locator("[contenteditable]").focus()
    count = rules.count()
    for label, after in (("Remove rule", count - 1), ("Undo", count), ("Redo", count - 1), ("Undo", count)):
        page.get_by_role("button", name=label).press("Enter")
        page.wait_for_function("wanted => document.querySelectorAll('td.rule-index').length === wanted", arg=after)
    cell(page, 3, 2).locator("[contenteditable]").focus()
    page.get_by_role("button", name="Add rule below").press("Enter")
    page.locator("#looked-at").get_by_role("link", name="rule 4, Outcome").first.wait_for()
    assert cell(page, 4, 2).inner_text().strip() == ""
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    assert page.said == []


def test_a_sentence_beside_a_cell_keeps_off_the_watermark(editor):
    page = editor
    page.set_viewport_size({"width": 375, "height": 800})
    for rule in (2, 3, 4, 5):
        write(page, rule, 2, "nobody")
        page.locator("#looked-at").get_by_role("link", name=f"rule {rule}, Distribution").wait_for()
        page.locator(".editor-note").wait_for()
        note, mark = page.locator(".editor-note").bounding_box(), page.locator("a.bjs-powered-by").bounding_box()
        across = note["x"] < mark["x"] + mark["width"] and mark["x"] < note["x"] + note["width"]
        assert not (across and note["y"] < mark["y"] + mark["height"] and mark["y"] < note["y"] + note["height"])
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")


def corner(page):
    """What stands in the corner above the numbers of rules, where findings about the whole table have their place."""
    return page.locator(".editor-table th.index-column").evaluate("cell => getComputedStyle(cell, '::after').content")


WHOLE = re.compile(r"[?]whole=1$")


@contextmanager
def proofs_held(page):
    """Proofs that are asked for meanwhile are begun afterwards, so that what is shown until then stands there."""
    held = []
    page.route(WHOLE, lambda route: held.append(route))
    yield
    page.unroute(WHOLE)
    for route in held:
        route.continue_()


def test_of_a_large_table_the_cells_are_looked_at_first_and_the_proofs_come_after(editor, monkeypatch):
    page, findings = editor, editor.locator("#looked-at")
    monkeypatch.setattr(rulebook_proved, "AT_ONCE", 5)
    waits = findings.get_by_text("are looked for next")
    with proofs_held(page):
        page.goto(page.address)
        waits.wait_for()
    waits.wait_for(state="detached")
    assert corner(page) == "none"
    cell(page, 16, 2).locator("[contenteditable]").focus()
    with proofs_held(page):
        page.get_by_role("button", name="Remove rule").press("Enter")
        waits.wait_for()
    findings.get_by_text("no rule matches").first.wait_for()
    assert waits.count() == 0
    assert corner(page).startswith('"')
    page.locator(".editor-table th.index-column").hover()
    assert "no rule matches" in page.locator(".editor-note").inner_text()
    page.get_by_role("button", name="Undo").press("Enter")
    findings.get_by_text("No findings.").wait_for()
    waits.wait_for(state="detached")
    assert (corner(page), page.said) == ("none", [])
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")


def order(page, of):
    return page.eval_on_selector_all(f".editor-table {of}", "all => all.map(each => Object.values(each.dataset)[0])")


def test_rules_and_columns_move_by_buttons_within_what_they_are(editor):
    page, rows, heads = editor, "td.rule-index", "th[data-col-id]"
    before, columns = order(page, rows), order(page, heads)

    def press(label, key="Enter"):
        page.get_by_role("button", name=label, exact=True).press(key)

    # A remark belongs to a rule and to no column that could be moved.
    cell(page, 3, "remark-1").locator("[contenteditable]").focus()
    assert page.get_by_role("textbox", name="Rule 3, remark", exact=True).count() == 1
    page.locator(".editor-columns summary").click()
    assert page.get_by_role("button", name="Remove column").is_disabled()
    press("Move rule down")
    assert order(page, rows)[:4] == [before[0], before[1], before[3], before[2]]
    press("Undo")
    cell(page, 1, 0).locator("[contenteditable]").focus()
    for label in ("Move rule up", "Move column left"):
        press(label)
        assert (order(page, rows), order(page, heads)) == (before, columns)
    press("Move column right")
    assert order(page, heads)[:2] == columns[1::-1]
    press("Undo")
    press("Add column right")
    assert [at for at, each in enumerate(order(page, heads)) if each not in columns] == [1]
    press("Undo")
    press("Remove column")
    assert order(page, heads) == columns[1:]
    press("Undo")
    # The last input and the first output stay on their sides.
    cell(page, 1, 10).locator("[contenteditable]").focus()
    assert page.get_by_role("textbox", name="Rule 1, batch", exact=True).count() == 1
    press("Move column right")
    assert order(page, heads) == columns
    cell(page, 1, 2).locator("[contenteditable]").focus()
    page.keyboard.press("Shift+F10")
    page.get_by_text("Copy rule").wait_for()
    page.keyboard.press("Escape")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    assert page.said == []


def test_the_editor_speaks_the_reader_s_language(editor):
    page = editor
    page.context.add_cookies(
        [{"name": "verbale_language", "value": "zh-hans", "url": page.address.split("/policy")[0]}]
    )
    page.goto(page.address)
    page.wait_for_selector(".editor-table td.input-cell")
    assert page.locator(".hit-policy label, .hit-policy").first.inner_text().startswith("命中策略：")
    assert page.locator("th.output-cell .clause").all_inner_texts()[:2] == ["则", "且"]


SEVERAL = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="fees" name="Fees" namespace="n">
  <!-- of the lending desk -->
  <inputData name="pages"><variable name="pages" typeRef="number"/></inputData>
  <decision name="sheets"><literalExpression><text>pages / 2</text></literalExpression></decision>
  <decision id="parts" name="parts"><context><contextEntry><variable name="a"/>
    <literalExpression><text>pages</text></literalExpression></contextEntry></context></decision>
  <decision id="fee" name="fee">
    <informationRequirement><requiredDecision href="#sheets"/></informationRequirement>
    <decisionTable>
      <input><inputExpression><text>sheets</text></inputExpression></input><output name="fee"/>
      <rule><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>0</text></outputEntry></rule>
      <rule><inputEntry><text>&gt;= 10</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>
"""


def test_several_decisions_without_identifiers_are_edited_tab_by_tab(editor, shelf):
    page, drafted = editor, PolicyDraft.objects.get()
    policy_draft.change(
        draft=drafted, rulebook=SEVERAL, file_name="fees.dmn", cases=b"", by=shelf.office.desk, at=shelf.clock.now()
    )
    page.goto(page.address)
    tabs = page.locator(".editor-tabs button")
    tabs.first.wait_for()
    assert tabs.all_inner_texts() == ["sheets", "fee"]
    assert page.get_by_text("Not edited here, and kept as they are: parts.").is_visible()
    tabs.get_by_text("fee").click()
    write(page, 1, 0, "few")
    link = page.locator("#looked-at").get_by_role("link", name="fee, rule 1")
    link.first.wait_for()
    tabs.get_by_text("sheets").press("Enter")
    page.locator(".dmn-literal-expression-container").wait_for()
    link.first.press("Enter")
    cell(page, 1, 0).locator("[contenteditable]:focus").wait_for()
    write(page, 1, 0, "< 20")
    page.get_by_role("button", name="Save the draft").press("Enter")
    page.wait_for_selector(".banner--success")
    saved = SEVERAL.replace(b"20230324", b"20191111").replace(b"&lt; 10", b"&lt; 20")
    assert bytes(PolicyDraft.objects.get().rulebook).partition(b"\n")[2] == saved
    assert page.said == []


def test_facts_are_tried_with_what_was_edited(editor):
    page = editor
    write(page, 3, 11, '"refuse"')
    page.get_by_label("Distribution").select_option('"confidential"')
    page.get_by_role("button", name="Decide").click()
    verdict = page.locator("#verdict")
    verdict.get_by_text("Outcome").wait_for()
    assert "Refuse" in verdict.inner_text()
    assert "rule 3 · 1964 report, principle 7" in verdict.inner_text()
    verdict.get_by_role("link", name="rule 3").press("Enter")
    cell(page, 3, 0).locator("[contenteditable]:focus").wait_for()
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")


def test_nothing_is_wrong_with_the_pages(editor):
    page = editor
    assert page.locator(".editor-table a.bjs-powered-by").is_visible()
    assert faults(page, page.address, axe=WithTheEditor()) == []
    assert faults(page, page.address.removesuffix("edit") + "try") == []
    page.get_by_label("Distribution").select_option('"open"')
    page.get_by_role("button", name="Decide").press("Enter")
    page.locator("#verdict section").wait_for()


class WithTheEditor:
    """Axe on the page once the editor is there, without one empty heading that its markup has (decision 13)."""

    def run(self, page):
        page.wait_for_selector(".editor-table td.input-cell")
        return Axe().run(page, context={"exclude": [[".editor-table th.index-column"]]})
