"""The channel with a partner in a real browser: what stands, what is held, and letting it go on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.pages import WIDTHS, faults, sign_in
from tests.domain.spine import pouches
from tests.engines.seal.pouches import fresh_keys
from tests.records.rows import make
from tests.web.conftest import PASSWORD
from verbale.domain.spine import channel as channels
from verbale.domain.spine import dispatch, party_keys
from verbale.records.channel import Channel, ReturnedPouch, Transfer
from verbale.records.dispatch import ArrivedPouch
from verbale.records.person import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def busy(office: Any, home: Any, clock: Any) -> dict[str, str]:
    """A channel that shows all that can stand on its page; the addresses by name."""
    at, partner, admin = clock.now(), office.partner, office.administrator
    for confirmed in (True, False):
        keys = fresh_keys().public
        row = party_keys.add(party=partner, keys=keys, by=admin, at=at)
        if confirmed:
            party_keys.confirm(keys=row, fingerprint=keys.fingerprint, by=admin, at=at)
    sealed = pouches.sealed(partner, at)
    dispatch.carried(pouch=sealed, at=at)
    dispatch.withheld(channel=channels.of(partner), why="Page 3 of “River ice” bears no marking.", at=at)
    channels.ask_epoch(partner=partner, epoch=1795302000, at=at)
    channels.stop(
        partner=partner, why="Pouch 7 from “FI-NHI” has two contents: we hold another with this number.", clause="5.6",
        at=at,
    )  # fmt: skip
    told = {"partner": partner, "arrived_at": at, "size": 4711}
    held = make(
        ArrivedPouch, **told, epoch=1, number=9, state="waiting", clause="5.8", sha256="a" * 64,
        file_name="FI-NHI-OURS-1-000009.pouch", refusal="Pouch 9 from “FI-NHI” came before pouch 7.",
    )  # fmt: skip
    forked = make(
        ArrivedPouch, **told, epoch=1, number=7, state="refused", clause="5.6", sha256="b" * 64,
        file_name="FI-NHI-OURS-1-000007.pouch", refusal="Pouch 7 from “FI-NHI” has two contents.",
    )  # fmt: skip
    make(ReturnedPouch, partner=partner, epoch=1, number=4, acts=[{"what": "order"}], returned_at=at)
    moved = {"partner": partner, "begun_at": at, "moved_at": at, "size": 3 * 2**30}
    make(Transfer, **moved, way="in", sha256="c" * 64, file_name="FI-NHI-OURS-1-000010.pouch", done=2**30)
    make(Transfer, **moved, way="out", sha256="d" * 64, file_name=sealed.file_name, done=3 * 2**30, ended_at=at)
    return {
        "partner": f"/partners/{partner.pk}", "channel": f"/partners/{partner.pk}/channel",
        "resume": f"/partners/{partner.pk}/channel/resume", "epoch": f"/partners/{partner.pk}/channel/epoch",
        "address": f"/partners/{partner.pk}/channel/address", "check": f"/partners/{partner.pk}/channel/check",
        "statement": f"/partners/{partner.pk}/keys/statement", "sealed": f"/pouches/{sealed.pk}",
        "held": f"/arrivals/{held.pk}", "forked": f"/arrivals/{forked.pk}", "pouches": "/pouches",
        "arrivals": "/arrivals",
    }  # fmt: skip


def test_an_administrator_lets_a_stopped_channel_go_on(page, live_server, busy):
    sign_in(page, live_server, "administrator", PASSWORD)
    shots = os.environ.get("VERBALE_SHOTS")
    for name, address in busy.items() if shots else ():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(live_server.url + address)
            page.screenshot(path=str(Path(shots) / f"{name}-{width}.png"), full_page=True)
    assert [fault for one in busy.values() for fault in faults(page, live_server.url + one)] == []
    page.goto(f"{live_server.url}{busy['channel']}")
    with page.expect_navigation():
        page.click("text=Let the channel go on")
    page.fill("[name=reason]", "Spoke to Ms Laine: a copy was sent by mistake.")
    with page.expect_navigation(url=f"**{busy['channel']}"):
        page.click("main button")
    assert "The channel goes on." in page.inner_text("main")
    assert Channel.objects.get().stopped_at is None
    assert Person.objects.filter(handle="administrator").exists()
