"""The pages of the shell in a real browser: accessible, fitting at 375 and 1440 pixels, usable by keyboard."""

import re

import pytest

from tests.browser.pages import faults, sign_in
from tests.web.conftest import PASSWORD
from tests.web.keys import public_keys
from verbale.domain.spine import authority, party_keys

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy(office, clock, settings, add_person):
    """The office, with something on every page."""
    settings.DEMO = True
    at = clock.now()
    chief = authority.define(code="chief", titles={"en": "Chief", "zh": "主管"}, by=office.administrator, at=at)
    office.held = authority.propose(
        person=office.approver, authority=chief, since=at.date(), until=None, by=office.administrator, at=at
    )
    office.keys = party_keys.add(party=office.partner, keys=public_keys("theirs"), by=office.administrator, at=at)
    office.boss = add_person("administrator", "auditor", "desk", handle="boss", name="Ada Keller")
    return office


def test_the_sign_in_page(page, live_server, busy):
    assert faults(page, f"{live_server.url}/sign-in") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_an_administrator(page, live_server, busy, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, "boss", PASSWORD)
    pages = [
        "/", "/search?q=hydrology", "/account", "/account/password", "/account/tokens/new", "/account/second-factor",
        "/office", "/office/names", "/office/languages", "/office/partner-and-keys", "/people", "/people/invite",
        f"/people/{busy.approver.pk}", f"/people/{busy.approver.pk}/roles", "/authorities", "/authorities/define",
        "/authorities/propose", f"/authorities/held/{busy.held.pk}", "/partners", "/partners/add",
        f"/partners/{busy.partner.pk}", f"/partners/keys/{busy.keys.pk}", "/channels", "/channels/add", "/journal",
        "/journal/3",
    ]  # fmt: skip
    found = [fault for one in pages for fault in faults(page, live_server.url + one)]
    assert found == []


def test_pages_in_chinese(page, live_server, busy):
    sign_in(page, live_server, "boss", PASSWORD)
    with page.expect_navigation():
        page.click("button[value=zh-hans]")
    assert page.get_attribute("html", "lang") == "zh-hans"
    assert [fault for one in ("/", "/partners", "/people") for fault in faults(page, live_server.url + one)] == []


def test_faults_of_a_form_are_summed_up_and_led_to(page, live_server, busy):
    sign_in(page, live_server, "boss", PASSWORD)
    page.goto(f"{live_server.url}/people/invite")
    page.fill("[name=name]", "Greta Ott")
    with page.expect_navigation():
        page.click("main .button")
    page.wait_for_function("document.activeElement.className === 'faults'")
    page.click(".faults a")
    page.wait_for_function("document.activeElement.name === 'handle'")
    described = page.get_attribute("[name=handle]", "aria-describedby").split()
    assert all(page.locator(f"#{one}").count() == 1 for one in described)


def test_the_keyboard_skips_to_the_content(page, live_server, busy):
    sign_in(page, live_server, "boss", PASSWORD)
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    page.wait_for_function("document.activeElement.className === 'skip'")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")


def test_two_people_grant_an_authority_by_hand(page, live_server, busy):
    sign_in(page, live_server, "boss", PASSWORD)
    page.goto(live_server.url)
    with page.expect_navigation():
        page.click("text=Confirm the authority chief")
    with page.expect_navigation():
        page.click("main .button:has-text('Confirm')")
    assert re.search("Confirmed. From now on it counts.", page.inner_text(".banners"))
