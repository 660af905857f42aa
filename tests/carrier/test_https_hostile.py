"""A partner's node that holds up the carrier, or talks to our terminal: it costs the others no round."""

import contextlib
import json
import time
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from tests.carrier.test_https_connection import connection, plain, served
from verbale.carrier.connection import ConnectionBroken, PartnerRefused
from verbale.carrier.fetching import LISTED, Fetching
from verbale.carrier.pace import Pace
from verbale.carrier.pieces import Pieces
from verbale.carrier.sending import Sending
from verbale.domain.spine import transfer, transfer_in
from verbale.kernel.clock import SetClock

__all__ = ["connection", "served"]


def test_an_answer_of_which_a_byte_comes_now_and_then_is_broken_off(connection, served, clock):
    def trickling(call):
        status, headers, body = plain(call, clock)
        headers["Content-Length"] = "100000"
        return status, headers, body

    served["answer"] = trickling
    stop = []
    served["after"] = lambda out: trickle(out, stop)
    connection.lasts = 0.2
    with pytest.raises(ConnectionBroken):
        connection.ask("GET", "outbox", patience=0.5)
    stop.append(True)


def trickle(out, stop):
    with contextlib.suppress(OSError):
        while not stop:
            out.write(b"x")
            out.flush()
            time.sleep(0.05)


def test_what_a_partner_says_begins_no_line_and_moves_no_cursor(connection, served, clock):
    said = json.dumps({"refused": "Bad\x1b[2J", "sentence": "no\nverbale: all is well\x00\x1b[31m"}).encode()
    served["answer"] = lambda call: plain(call, clock, status=409, body=said)
    with pytest.raises(PartnerRefused) as refused:
        connection.ask("GET", "outbox")
    assert refused.value.sentence() == "The node of CN says: no?verbale: all is well??[31m"
    assert refused.value.facts["code"] == "Bad?[2J"


@dataclass
class Slow:
    """A connection on which every answer takes a while, by the clock that rounds are measured with."""

    clock: SetClock
    list: dict[str, Any]
    called: list[str] = field(default_factory=list)

    def ask_json(self, method, place, *_):
        return self.list if place == "outbox" else {"offset": 0}

    def ask(self, method, place, *_):
        self.called.append(place)
        return b""


def listed(number):
    return {"sha256": f"{number:064x}", "name": f"CN-DD-1-{number:06d}.pouch", "size": 10, "due": True}


@pytest.fixture
def fetching(monkeypatch, clock, tmp_path):
    """Fetching from a partner that lists many pouches, all of which are here already."""
    monkeypatch.setattr(transfer_in, "have", lambda offered: True)
    monkeypatch.setattr(transfer, "came_again", lambda **told: None)
    monkeypatch.setattr(Fetching, "_offered", lambda self, told: SimpleNamespace(**told))
    monkeypatch.setattr(Fetching, "_say_taken", lambda self, offered: self.connection.called.append("taken"))
    connection = Slow(clock, {"pouches": [listed(number) for number in range(1, 3 * LISTED)]})
    return Fetching(None, connection, Pace(tmp_path / "pace"))


def test_of_a_partners_list_only_so_many_are_looked_at(fetching):
    fetching()
    assert len(fetching.connection.called) == LISTED


def test_a_partner_that_answers_slowly_has_one_time_for_its_whole_list(fetching, monkeypatch):
    monkeypatch.setattr(Pieces, "over", property(lambda self: len(fetching.connection.called) >= 7))
    fetching()
    assert len(fetching.connection.called) == 7


def test_a_partner_that_takes_slowly_has_one_time_for_all_pouches(clock, tmp_path, monkeypatch):
    monkeypatch.setattr(Pieces, "over", property(lambda self: True))
    sending = Sending(None, Slow(clock, {}), Pace(tmp_path / "pace"), None)
    assert sending(None) is False
