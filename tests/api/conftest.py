"""An office whose door stands open, and a partner's carrier that calls at it."""

import pytest

from tests.api.visitor import Visitor
from tests.domain.cycle.bureau import Bureau, in_this_process, open_bureau
from verbale.api import door, moment
from verbale.api.strangers import Strangers
from verbale.carrier.door_keys import keep_door


@pytest.fixture
def bureau(db, home, clock, monkeypatch) -> Bureau:
    in_this_process(monkeypatch)
    monkeypatch.setattr(moment, "CLOCK", clock)
    monkeypatch.setattr(door, "_STRANGERS", Strangers())
    made = open_bureau(home, clock)
    for partner in (made.partner, made.third):
        keep_door(partner=partner, keys=made.keys["OURS"], home=home, now=clock.now())
    return made


@pytest.fixture
def visitor(bureau, client) -> Visitor:
    return Visitor(bureau, client)
