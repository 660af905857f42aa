"""Minutes in a real browser: ten articles written side by side, compared while they are written, proposed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.pages import faults, sign_in
from tests.domain.cycle.minuting import conclusion
from tests.web.conftest import PASSWORD
from tests.web.sitting_room import WRONG, proposed, room
from verbale.records.text import Text

__all__ = ["room"]

pytestmark = pytest.mark.django_db(transaction=True)

SAME = ("我方寄送三十三份目录。", "Наша сторона направит 33 каталога.")


@pytest.fixture
def enter() -> Any:
    """Nobody enters past the sign-in here."""
    return None


def fill(page: Any, place: int, chinese: str, russian: str) -> None:
    page.fill(f"[name=a{place}-text_zh]", chinese)
    page.fill(f"[name=a{place}-text_ru]", russian)


def test_ten_articles_from_the_first_word_to_the_proposal(page, live_server, settings, room):
    settings.DEMO = True
    sign_in(page, live_server, "desk", PASSWORD)
    page.goto(f"{live_server.url}/minutes")
    with page.expect_navigation():
        page.click("text=Write the minutes")
    page.fill("[name=languages]", "zh, ru")
    with page.expect_navigation():
        page.click("text=Show these languages")
    for part in page.query_selector_all("details[open] input"):
        if part.input_value() == "…":
            part.fill("李明" if (part.get_attribute("lang") or "") == "zh" else "Ли Мин")
    page.fill("[name=a0-fact_name-1-ru]", "Их сторона")
    page.fill("[name=a0-fact_name-2-ru]", "Наша сторона")
    fill(page, 1, *SAME)
    for place in range(2, 11):
        page.focus("#add")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"[name=a{place}-text_zh]")
        fill(page, place, *SAME)
    page.fill("[name=a4-text_ru]", "Наша сторона направит 34 каталога.")
    page.click("#compare")
    page.wait_for_selector("#row4 mark")
    assert page.locator("#row4 mark").all_inner_texts() != []
    assert page.locator("#row3 mark").count() == 0
    assert page.input_value("[name=a10-text_ru]") == SAME[1]
    page.fill("[name=a4-text_ru]", SAME[1])
    for act, told in (("Keep as a draft", "Draft kept by"), ("Review it", "Propose these minutes?")):
        with page.expect_navigation():
            page.click(f"text={act}")
        assert page.is_visible(f"text={told}")
    assert (
        page.locator("section[aria-label^='Article '] mark").all_inner_texts()
        == page.locator("section[aria-label='Article session'] mark").all_inner_texts()
    )
    with page.expect_navigation():
        page.click("text=Propose it")
    assert page.is_visible("text=The wording is agreed once both sides approve")
    assert len(Text.objects.get(text_kind="minutes").revisions.get().content["articles"]) == 11


def test_the_pages_are_accessible_and_fit(page, live_server, settings, room):
    settings.DEMO = True
    one, said = proposed(room, conclusion(), WRONG)
    sign_in(page, live_server, "desk", PASSWORD)
    addresses = ["minutes", f"minutes/{one.pk}", f"minutes/{one.pk}/check/{said.hash}", f"minutes/{one.pk}/write",
                 f"sessions/{room.session.pk}/minutes"]  # fmt: skip
    assert [fault for address in addresses for fault in faults(page, f"{live_server.url}/{address}")] == []
    with page.expect_navigation():
        page.click("text=Sign out")
    sign_in(page, live_server, "approver", PASSWORD)
    assert faults(page, f"{live_server.url}/texts/{one.pk}/approve/{said.hash}") == []
