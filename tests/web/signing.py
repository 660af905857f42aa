"""Minutes at the pages: our bureau's people, signed in, with minutes whose wording both sides agreed."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.carrier.conftest import bureau
from tests.domain.cycle.minuting import PASSPHRASE, Minuting, minuting
from verbale.domain.cycle import signing_certificate
from verbale.kernel.clock import SetClock
from verbale.records.minutes import SigningCertificate
from verbale.web import moment

__all__ = ["bureau", "room"]


def words_of(answer: Any) -> str:
    """What a page says, without its tags."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


class Pages:
    """Minutes and the people who look at them; ``client`` is somebody's browser."""

    def __init__(self, minuted: Minuting) -> None:
        self.minuting = minuted

    def client(self, handle: str) -> Client:
        made = Client()
        made.force_login(self.minuting.bureau.who(handle))
        return made

    def get(self, handle: str, address: str) -> Any:
        self.minuting.at()
        return self.client(handle).get(address)

    def post(self, handle: str, address: str, /, **data: Any) -> Any:
        self.minuting.at()
        return self.client(handle).post(address, data)

    def certificate(self) -> SigningCertificate:
        """One of ours, with its key on this node."""
        return signing_certificate.make(
            person="Franz Egli", office="Presidency", passphrase=PASSPHRASE,
            by=self.minuting.bureau.who("admin"), at=self.minuting.at(),
        )  # fmt: skip


@pytest.fixture
def room(bureau: Any, clock: SetClock, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Pages:
    """The bureau at its pages; in a demo, which asks nobody for a second factor."""
    monkeypatch.setattr(moment, "CLOCK", clock)
    settings.DEMO = True
    return Pages(minuting(bureau, monkeypatch, force="approval"))
