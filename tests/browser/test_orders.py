"""The release desk in a real browser: accessible, fitting at 375 and 1440 pixels, usable without a mouse or script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.browser.pages import faults, sign_in
from tests.web.conftest import HASHED, PASSWORD
from tests.web.desk import ABROAD, INTERNAL, OPEN, SECRET, Desk, desk, pdf
from verbale.records.document import Document
from verbale.records.person import Person
from verbale.records.request import OrderLine, Route

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["desk", "pdf"]


@pytest.fixture
def busy(desk: Desk, pdf: bytes) -> dict[str, str]:
    """Orders with a line in every state that a page shows differently; their addresses by name."""
    Person.objects.update(password=HASHED)
    desk.people = {person.handle: person for person in Person.objects.all()}
    order = desk.order(OPEN, SECRET, ABROAD, INTERNAL, OPEN)
    asked = desk.line(INTERNAL, Route.DEPARTMENT)
    desk.act(asked, "decide")
    ready, secret, abroad, clarify, fresh = order.lines.order_by("position")
    for line in (ready, secret, abroad):
        desk.act(line, "decide")
    desk.act(clarify, "ask_back", text="Which volume of the series do you mean?")
    desk.act(ready, "upload", file=SimpleUploadedFile("soils.pdf", pdf), title="Soils of the north")
    desk.act(ready, "prepare")
    desk.act(ready, "release")
    lines = {"ready": ready, "secret": secret, "abroad": abroad, "clarify": clarify, "fresh": fresh, "asked": asked}
    places = {name: f"/lines/{line.pk}" for name, line in lines.items()}
    document = Document.objects.filter(role="marked").get()
    decision = secret.decisions.get()
    return {
        **places, "order": f"/orders/{order.pk}", "document": f"/documents/{document.pk}",
        "decision": f"/decisions/{decision.pk}?as_of=2026-05-01",
    }  # fmt: skip


def test_the_orders_of_a_desk_officer(page, live_server, busy):
    sign_in(page, live_server, "ada", PASSWORD)
    wanted = [
        "/orders", "/orders?q=nothing", "/orders/new", "/orders/spreadsheet", "/referrals", busy["order"],
        busy["document"], busy["decision"],
    ]  # fmt: skip
    assert [fault for one in wanted for fault in faults(page, live_server.url + one)] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_line_in_each_of_its_states(page, live_server, busy, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, "ada", PASSWORD)
    wanted = [busy[name] for name in ("ready", "secret", "abroad", "clarify", "fresh", "asked")]
    assert [fault for one in wanted for fault in faults(page, live_server.url + one)] == []


def test_everything_that_is_folded_away_is_accessible_too(page, live_server, busy):
    sign_in(page, live_server, "ada", PASSWORD)
    page.set_viewport_size({"width": 375, "height": 900})
    for name in ("fresh", "abroad", "secret"):
        page.goto(live_server.url + busy[name])
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert [one["id"] for one in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_the_approvals_of_an_approver(page, live_server, busy):
    sign_in(page, live_server, "ann", PASSWORD)
    found = [fault for one in ("/approvals", busy["asked"]) for fault in faults(page, live_server.url + one)]
    assert found == []
    with page.expect_navigation():
        page.click("button:has-text('Grant')")
    assert OrderLine.objects.get(pk=busy["asked"].split("/")[2]).state == "waiting for approval"
    assert "Granted" in page.inner_text(".approvals")


def test_the_pages_in_chinese(page, live_server, busy):
    sign_in(page, live_server, "ada", PASSWORD)
    with page.expect_navigation():
        page.click("button[value=zh-hans]")
    wanted = ("/orders", busy["order"], busy["ready"])
    assert [fault for one in wanted for fault in faults(page, live_server.url + one)] == []


def test_a_line_is_clarified_decided_and_read_by_hand(page, live_server, busy):
    sign_in(page, live_server, "ada", PASSWORD)
    page.goto(live_server.url + busy["clarify"])
    page.fill("#clarified-text", "Volume 3")
    with page.expect_navigation():
        page.click("button:has-text('Record the answer')")
    with page.expect_navigation():
        page.click("button:has-text('Decide')")
    assert "Refuse" in page.inner_text("main")
    page.click("summary:has-text('Why not the other')")
    assert page.is_visible("text=First cell that failed")


def test_the_second_of_two_officers_reads_what_happened(page, live_server, busy, desk):
    sign_in(page, live_server, "ben", PASSWORD)
    page.goto(live_server.url + busy["fresh"])
    desk.act(OrderLine.objects.get(pk=busy["fresh"].split("/")[2]), "decide")
    with page.expect_navigation():
        page.click("button:has-text('Decide')")
    assert "after you opened this page" in page.inner_text(".faults")
    assert page.inner_text(".actions .state") == "Sourcing"


def test_an_order_is_entered_by_keyboard_with_rows_added(page, live_server, busy):
    sign_in(page, live_server, "ada", PASSWORD)
    page.goto(f"{live_server.url}/orders/new")
    page.fill("#id_form-0-citation", "Peat, 1985")
    page.focus("button[name=more]")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.input_value("#id_form-0-citation") == "Peat, 1985"
    page.fill("#id_form-9-citation", "Bogs, 1986")
    page.focus("button:has-text('Enter the order')")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Order FI-NHI" in page.inner_text("h1")
    assert "Peat, 1985" in page.inner_text("main")
    assert "Bogs, 1986" in page.inner_text("main")
