"""Reports in a browser: nothing wrong at two widths; a report read in, a sentence marked, by mouse and keyboard."""

from __future__ import annotations

import pytest

from tests.browser.pages import faults, sign_in
from tests.web.conftest import HASHED, PASSWORD
from tests.web.desk import Desk, desk
from tests.web.test_report import PAPER
from verbale.records.commitment import Commitment
from verbale.records.person import Person
from verbale.records.report import MarkedSentence, Report

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["desk"]


@pytest.fixture
def signed_in(page, live_server, desk: Desk):
    Person.objects.update(password=HASHED)
    sign_in(page, live_server, "ada", PASSWORD)
    return page


def test_a_report_is_read_in_confirmed_and_marked(signed_in, live_server, desk):
    page = signed_in
    page.goto(f"{live_server.url}/reports/import")
    page.set_input_files("[name=file]", {"name": "bericht.txt", "mimeType": "text/plain", "buffer": PAPER.encode()})
    for name, value in (("title", "Reise"), ("author", "A. Weber"), ("holder", "Desk")):
        page.fill(f"[name={name}]", value)
    page.select_option("[name=partner]", desk.partner.pk)
    with page.expect_navigation(url="**/proposals"):
        page.click("button:has-text('Read it in')")
    report = Report.objects.get()
    proposals, text = f"/reports/{report.pk}/proposals", f"/reports/{report.pk}/text"
    second = Commitment.objects.get(number="2").pk
    wanted = ["/reports", "/reports/import", "/reports/labels", proposals, f"/commitments/{second}/confirm", text]
    assert [fault for one in wanted for fault in faults(page, live_server.url + one)] == []
    page.goto(live_server.url + proposals)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm 1 as read").press("Enter")
    page.goto(live_server.url + text)
    with page.expect_navigation():
        page.get_by_role("link", name="Es ist notwendig").press("Enter")
    page.get_by_label("Need").check()
    with page.expect_navigation(url="**/text?at=*"):
        page.get_by_role("button", name="Mark it").press("Enter")
    assert page.locator("#place").inner_text().startswith("Es ist notwendig")
    marked = MarkedSentence.objects.get()
    wanted = [f"/reports/{report.pk}", f"/reports/{report.pk}/sentences", f"/sentences/{marked.pk}/take-up",
              f"/reports/{report.pk}/do/promise", "/waiting", f"/waiting/defer?sentence={marked.pk}"]  # fmt: skip
    assert [fault for one in wanted for fault in faults(page, live_server.url + one)] == []
