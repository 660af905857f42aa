"""The pages on which letters of a partner without a node are recorded, in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.pages import faults, sign_in
from tests.domain.spine import pouches
from tests.domain.spine.other_side import revision
from tests.web.conftest import PASSWORD
from verbale.domain.spine import text
from verbale.records.party import Party

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_pages_of_letters_are_accessible_and_fit(page: Any, live_server: Any, office: Any, clock: Any) -> None:
    Party.objects.filter(pk=office.partner.pk).update(by_letter=True)
    partner = Party.objects.get(pk=office.partner.pk)
    one = text.open_text(partner=partner, revision=revision(), by=office.desk, at=clock.forward(minutes=1))
    pouch = pouches.sealed(partner, clock.now())
    shown = [
        f"/texts/{one.pk}/letter", f"/texts/{one.pk}", f"/partners/{partner.pk}/letter", f"/pouches/{pouch.pk}/letter",
        f"/pouches/{pouch.pk}", f"/partners/{partner.pk}", "/partners",
    ]  # fmt: skip
    sign_in(page, live_server, "desk", PASSWORD)
    assert [fault for each in shown for fault in faults(page, live_server.url + each)] == []
