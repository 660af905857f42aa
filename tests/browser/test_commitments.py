"""Commitments and control in a browser: nothing wrong at two widths, by keyboard, one click to the sentence."""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.pages import faults, sign_in
from tests.domain.cycle.commitments import REPORT
from tests.domain.cycle.commitments import Desk as Promises
from tests.records.rows import make
from tests.web.conftest import HASHED, PASSWORD
from tests.web.desk import Desk, desk
from verbale.domain.cycle import commitment_date, commitment_heard, fund, reminder
from verbale.domain.cycle.commitment_content import Member, Source, Stage
from verbale.records import models as records
from verbale.records.commitment import Commitment, PartIn
from verbale.records.party import Party
from verbale.records.person import Person

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["desk"]


@pytest.fixture
def promises(desk: Desk) -> Promises:
    """Commitments in every way in which they stand in time, and one of which all is known."""
    Person.objects.update(password=HASHED)
    us, ada = Party.objects.get(is_us=True), Person.objects.get(handle="ada")
    room = Promises(us, desk.partner, desk.partner, ada, ada, desk.clock)
    report = room.report(title="On the visit", language="en")
    whole = room.committed(
        number="1", bound="both", due="../2026-12-31", due_as_written="by the end of 2026", own_due="2026-11-01",
        source=Source(report=report, start=3, end=40),
        stages=[Stage("Proposals", "2026-06"), Stage("Agreements", "2027")],
        members=[Member(PartIn.IN_CHARGE, "Ministry of Water"), Member(PartIn.LEADING, "Prof. C", "Lasers")],
    )  # fmt: skip
    commitment_date.reach(milestone=whole.milestones.get(place=1), on=date(2026, 6, 20), **room.doing())
    commitment_heard.hear(
        commitment=whole, said_on=date(2026, 11, 18), reason="A reshuffle", apology="Regretted", due="../2027-03-31",
        promised=[Stage("Negotiators are named")], **room.doing(),
    )  # fmt: skip
    fund.reserve(commitment=whole, as_written="two million", agreed_by=["Minister A", "Minister B"], **room.doing())
    for number, bound, due in (("2", "ours", "2026-10"), ("3", "theirs", "2026-09"), ("4", "ours", ""),
                               ("5", "ours", "2028/.."), ("6", "ours", "2027-06/2027-10")):  # fmt: skip
        room.committed(number=number, bound=bound, due=due)
    room.committed(number="7", state="proposed", due="immediately")
    reminder.make_rule(days_before=14, every=7, bound="ours", **room.doing())
    programme = make(records.Programme, partner=desk.partner, titles={"en": "To 2030"})
    make(records.Complex, programme=programme, number=7, titles={"en": "Lasers"})
    return room


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_commitments_are_sound(page, live_server, promises, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(page, live_server, "ada", PASSWORD)
    whole, proposed = (Commitment.objects.get(number=number).pk for number in ("1", "7"))
    acts = ("change", "move", "own", "reach", "step", "name", "fund", "agree", "delay", "accept", "sort")
    wanted = [
        *(f"/control?show={show}" for show in ("", "ours", "unanswered", "delays", "moved", "all")), "/commitments",
        "/commitments?q=nothing", "/commitments/record", f"/commitments/{whole}", f"/commitments/{proposed}",
        f"/commitments/{proposed}/confirm", f"/commitments/{proposed}/act/reject", "/reminder-rules",
        *(f"/commitments/{whole}/act/{name}" for name in (acts if scheme == "light" else acts[:1])),
    ]  # fmt: skip
    assert [fault for one in wanted for fault in faults(page, live_server.url + one)] == []


def test_from_control_to_the_sentence_and_back_to_an_act_by_keyboard(page, live_server, promises):
    sign_in(page, live_server, "ada", PASSWORD)
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto(f"{live_server.url}/control")
    with page.expect_navigation(url="**/text?at=3&to=40#place"):
        page.get_by_role("link", name="the sentence On the visit").press("Enter")
    assert page.locator("#place").inner_text() in REPORT
    page.goto(f"{live_server.url}/control?show=ours")
    for name in ("FI-NHI 2", "Change the state"):
        with page.expect_navigation():
            page.get_by_role("link", name=name).press("Enter")
    page.get_by_label("State").select_option("done")
    with page.expect_navigation():
        page.get_by_role("button", name="Change the state").press("Enter")
    assert Commitment.objects.get(number="2").state == "done"


def test_the_picture_is_wider_than_a_phone_only_within_its_own_box(page, live_server, promises):
    sign_in(page, live_server, "ada", PASSWORD)
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto(f"{live_server.url}/control?show=all")
    drawn = page.get_by_role("img", name="the table above says the same")
    assert drawn.bounding_box()["width"] > 700
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
