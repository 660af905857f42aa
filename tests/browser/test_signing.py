"""Certificates, glossary, signing, verifying and adoption in a real browser: accessible, within the screen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import faults
from tests.carrier.conftest import bureau
from tests.domain.cycle.minuting import PASSPHRASE, conclusion
from tests.records.rows import make
from tests.web.signing import Pages, room
from verbale.domain.cycle import adoption, minutes_answer
from verbale.domain.cycle import term as terms
from verbale.records import models as records
from verbale.records.minutes import SignedPaper

pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["bureau", "room"]


@pytest.fixture
def db(transactional_db: None) -> None:
    """The office's fixtures ask for this one; the server of the browser needs what is written."""


def enter(page: Any, server: Any, room: Pages, handle: str) -> None:
    """The browser as somebody who is signed in."""
    page.context.clear_cookies()
    cookies = room.client(handle).cookies
    page.context.add_cookies([{"name": name, "value": one.value, "url": server.url} for name, one in cookies.items()])


def test_the_pages_of_signing(page, live_server, room):
    def look(handle: str, *addresses: str) -> list[str]:
        enter(page, live_server, room, handle)
        found = []
        for number, address in enumerate(addresses):
            found += faults(page, live_server.url + address)
            if folder := os.environ.get("VERBALE_PICTURES"):
                name = f"{handle}-{number}-{address.strip('/').replace('/', '-')[:60]}"
                for width in (390, 1280):
                    page.set_viewport_size({"width": width, "height": 900})
                    page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        return found

    minuted = room.minuting
    minutes = minuted.agreed(minuted.revision(conclusion("1"), conclusion("2")))
    desk = {"by": minuted.bureau.who("desk")}
    term = terms.add(forms={"zh": ["水文研究所"], "ru": ["Институт гидрологии"]}, at=minuted.at(), **desk)
    minuted.key("stranger", "THEIRS", trusted=False)
    stranger = minuted.made["stranger"].certificate
    room.post("admin", "/signing-certificates/add")
    enter(page, live_server, room, "committee")
    page.goto(f"{live_server.url}/signing-certificates/make")
    page.fill("[name=office]", "Presidency")
    page.fill("[name=passphrase]", PASSPHRASE)
    page.fill("[name=again]", PASSPHRASE)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.is_visible(".fingerprint")
    place = f"/minutes/{minutes.text_id}"
    assert look("committee", f"{place}/sign", "/signing-certificates", "/signing-certificates/make") == []
    page.goto(f"{live_server.url}{place}/sign")
    page.fill("[name=secret]", PASSPHRASE)
    with page.expect_navigation(url=f"**{place}"):
        page.keyboard.press("Enter")
    paper = SignedPaper.objects.get()
    minuted.answers(paper, f"The certificate {stranger.fingerprint} is not known here.")
    assert look("committee", f"{place}/sign", f"{place}/verify") == []
    minuted.arrives(minutes, minuted.they_sign(minuted.bytes_of(minuted.signs(minutes))))
    decree = make(records.Instrument, title="Decree 7", recorded_by=minuted.bureau.who("desk"))
    adoption.adopt(
        text=minutes.text, article="1", adopted=True, instrument=decree, agencies=["Institute of Hydrology"],
        note="In part", at=minuted.at(), **desk,
    )  # fmt: skip
    said = {"text": minutes.text_id, "article": "1", "adopted": False, "agencies": [], "note": "Without funds"}
    adoption.told(partner=minuted.bureau.partner, body=said, at=minuted.at())
    assert minutes_answer.refusals(minuted.fresh(minutes)) == []
    assert look(
        "desk", f"{place}/verify", f"{place}/approved", f"{place}/adoptions", f"{place}/adoptions/1",
        f"{place}/adoptions/1/tell", "/terms", f"/terms/{term.pk}", "/terms/add", f"/terms/{term.pk}/drop",
        "/papers/verify",
    ) == []  # fmt: skip
    theirs = records.SigningCertificate.objects.filter(side=minuted.bureau.partner).first()
    one = f"/signing-certificates/{theirs.pk}"
    assert look("admin", one, f"{one}/confirm", f"{one}/revoke", "/signing-certificates/add") == []
