"""An agreed text in a real browser: written in two languages side by side, countered, approved, concluded."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.browser.pages import faults, sign_in
from tests.domain.spine.other_side import OtherSide, revision
from tests.web.conftest import PASSWORD
from verbale.domain.spine import authority, text
from verbale.engines.agreement import Kind
from verbale.records.person import AuthorityHeld
from verbale.records.text import Text

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def theirs(office: Any, clock: Any, settings: Any) -> OtherSide:
    """The other side; our approver holds the authority that approves texts."""
    settings.DEMO = True
    defined = authority.define(code="texts", titles={"en": "Texts"}, by=office.administrator, at=clock.now())
    held = authority.propose(
        person=office.approver, authority=defined, since=date(2026, 1, 1), until=None, by=office.administrator,
        at=clock.now(),
    )  # fmt: skip
    AuthorityHeld.objects.filter(pk=held.pk).update(confirmed_by=office.desk, confirmed_at=clock.now())
    return OtherSide(office.partner, lambda: clock.forward(minutes=1))


def sign_out(page: Any) -> None:
    with page.expect_navigation():
        page.click("text=Sign out")


def write(page: Any, place: int, identifier: str, english: str, chinese: str) -> None:
    page.fill(f"[name=a{place}-identifier]", identifier)
    page.fill(f"[name=a{place}-text_en]", english)
    page.fill(f"[name=a{place}-text_zh]", chinese)


def test_a_text_from_proposal_to_conclusion(page, live_server, office, theirs):
    sign_in(page, live_server, "desk", PASSWORD)
    page.goto(f"{live_server.url}/texts/new")
    page.fill("[name=title_en]", "Exchange of publications")
    page.fill("[name=title_zh]", "出版物交换")
    write(page, 0, "1", "The sides exchange catalogues.", "双方交换目录。")
    page.check("[name=a0-basis]")
    write(page, 1, "2", "For three years.", "为期三年。")
    page.focus("#add")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=a2-identifier]")
    assert page.input_value("[name=a0-text_zh]") == "双方交换目录。"
    page.click("#remove2")
    page.wait_for_selector("[name=a2-identifier]", state="detached")
    page.click("#up1")
    page.wait_for_selector("[name=a0-identifier][value='2']")
    page.click("#down0")
    page.wait_for_selector("[name=a0-identifier][value='1']")
    assert page.is_checked("[name=a0-basis]")
    with page.expect_navigation():
        page.click("#writing > .buttons button")
    assert page.is_visible("text=Propose this revision?")
    with page.expect_navigation():
        page.click("text=Propose it")
    assert page.is_visible("text=It is not in force until both sides approve it")
    one = Text.objects.get()

    counter = revision("The sides exchange catalogues and maps.", _2="For five years.")
    theirs.does(Kind.PROPOSE, one, counter)
    page.goto(f"{live_server.url}/texts/{one.pk}")
    assert "Counter-proposal, not in force" in page.inner_text("main")
    inserted = [one.replace("\n", "") for one in page.locator("ins").all_inner_texts()]
    assert "[inserted:catalogues and maps]" in inserted
    assert page.locator("ins").last.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    assert page.locator("del").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    sign_out(page)

    sign_in(page, live_server, "approver", PASSWORD)
    page.goto(f"{live_server.url}/")
    with page.expect_navigation():
        page.click("text=Approve as Texts")
    with page.expect_navigation():
        page.click(f"text=Approve {counter.hash[:12]}")
    assert counter.hash in page.inner_text("main")
    with page.expect_navigation():
        page.click("main form.stack button")
    assert page.is_visible("text=This was done")
    assert "Approved by one side only, not in force" in page.inner_text("main")

    theirs.does(Kind.APPROVE, one, counter)
    page.goto(f"{live_server.url}/texts/{one.pk}")
    assert "Concluded, in force" in page.inner_text("main")
    assert "not in force" not in page.inner_text("main").lower()


@pytest.fixture
def places(office: Any, theirs: OtherSide) -> dict[str, list[str]]:
    """Every page about texts, by who opens it: one in force with a change under way, one that is only proposed."""
    first = theirs.opens(revision())
    theirs.opens(revision("Only proposed."), "6" * 26)
    text.approve(text=first, revision=revision().hash, by=office.approver, at=theirs.now(), second_factor=True)
    theirs.does(Kind.APPROVE, first, revision())
    theirs.does(Kind.CONCLUDE, first)
    changed = revision("The sides exchange catalogues and maps.", _2="For five years.")
    theirs.does(Kind.PROPOSE, first, changed)
    text.await_answer(text=first, respond_by=date(2026, 11, 1), by=office.desk, at=theirs.now())
    at = f"/texts/{first.pk}"
    return {
        "desk": ["/texts", "/texts/new", at, f"{at}/propose", f"{at}/await", f"{at}/print", "/commissions",
                 f"{at}/revisions/{changed.hash}", "/commissions/found", "/contact-bodies", "/contact-bodies/name"],
        "approver": [at, f"{at}/approve/{changed.hash}", f"{at}/notice"],
    }  # fmt: skip


@pytest.mark.parametrize(("role", "scheme"), [("desk", "light"), ("approver", "dark")])
def test_the_pages_are_accessible_and_fit(page, live_server, places, role, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, role, PASSWORD)
    assert [fault for one in places[role] for fault in faults(page, live_server.url + one)] == []
