"""Fetching: what waits is listed and given out in pieces, to the partner that it is for and to nobody else."""

import pytest

from tests.carrier.channel import rounds
from tests.domain.cycle.bureau import acts
from verbale.domain.spine import channel
from verbale.kernel.canonical import digest
from verbale.records.channel import Transfer
from verbale.records.dispatch import Pouch


@pytest.fixture
def pouch(visitor) -> Pouch:
    """One that waits for the partner."""
    visitor.bureau.release(visitor.bureau.ready())
    rounds(visitor.bureau)
    return Pouch.objects.get()


def listed(pouch, due=True):
    return {
        "sha256": pouch.sha256, "size": pouch.size, "name": "OURS-THEIRS-1-000001.pouch", "epoch": 1, "number": 1,
        "due": due,
    }  # fmt: skip


def test_what_waits_is_listed_and_fetched_in_pieces(visitor, pouch):
    assert visitor.ask("GET", "outbox") == (200, {"pouches": [listed(pouch)], "piece": 4 * 1024**2})
    ends = [0, 10, 1000, pouch.size]
    pieces = [
        visitor.ask("GET", f"outbox/{pouch.sha256}?from={begin}&to={end}")
        for begin, end in zip(ends, ends[1:], strict=False)
    ]
    data = b"".join(piece for _, piece in pieces)
    assert ({status for status, _ in pieces}, digest(data)) == ({200}, pouch.sha256)
    (row,) = Transfer.objects.all()
    assert (row.way, row.done, row.size) == ("out", pouch.size, pouch.size)
    pouch.refresh_from_db()
    assert pouch.state == "sealed"


def test_what_was_taken_is_handed_over_and_waits_until_it_is_acknowledged(visitor, pouch):
    assert visitor.ask("POST", f"outbox/{pouch.sha256}") == (200, {"taken": pouch.sha256})
    pouch.refresh_from_db()
    assert (pouch.state, pouch.carried_at, acts(pouch)[-1]) == ("carried", visitor.bureau.clock.now(), "pouch.carried")
    assert visitor.ask("GET", "outbox")[1]["pouches"] == [listed(pouch, due=False)]
    visitor.bureau.clock.forward(days=2)
    assert visitor.ask("GET", "outbox")[1]["pouches"] == [listed(pouch)]
    Pouch.objects.update(state="acknowledged")
    assert visitor.ask("GET", "outbox")[1]["pouches"] == []
    assert visitor.refused("GET", f"outbox/{pouch.sha256}?from=0&to=1") == (404, "NoSuchPouch")


def test_another_partner_gets_nothing_of_it(visitor, pouch):
    visitor.sender = visitor.signs_as = "FURTHER"
    assert visitor.ask("GET", "outbox")[1]["pouches"] == []
    assert visitor.refused("GET", f"outbox/{pouch.sha256}?from=0&to=1") == (404, "NoSuchPouch")
    assert visitor.refused("POST", f"outbox/{pouch.sha256}") == (404, "NoSuchPouch")


@pytest.mark.parametrize("query", ["from=0&to=0", "from=5&to=4", "from=0&to=99999999", "from=0&to=5000000"])
def test_a_piece_that_is_none_is_refused(visitor, pouch, query):
    assert visitor.refused("GET", f"outbox/{pouch.sha256}?{query}") == (400, "NoSuchPiece")


def test_while_the_channel_is_stopped_nothing_is_given_out(visitor, pouch):
    channel.stop(partner=visitor.bureau.partner, why="a fork", clause="5.12", at=visitor.bureau.at())
    assert visitor.ask("GET", "outbox")[1]["pouches"] == []
    assert visitor.refused("GET", f"outbox/{pouch.sha256}?from=0&to=1") == (404, "NoSuchPouch")


def test_bytes_that_are_gone_are_a_sentence(visitor, pouch):
    (visitor.bureau.home.outbox / pouch.file_name).unlink()
    assert visitor.refused("GET", f"outbox/{pouch.sha256}?from=0&to=1") == (503, "PouchGone")
