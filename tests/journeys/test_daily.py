"""What the node does by itself: it answers orders on their day; what was left in quarantine goes after a day."""

import os
from datetime import timedelta

import pytest

from tests.domain.cycle.bureau import Bureau, open_bureau
from verbale.domain.cycle import request
from verbale.journeys.daily import answer_due_orders, clear_quarantine
from verbale.kernel.clock import SetClock
from verbale.kernel.home import Home


@pytest.fixture
def bureau(db: None, home: Home, clock: SetClock) -> Bureau:
    return open_bureau(home, clock)


def test_an_order_that_cannot_be_answered_holds_up_no_other_and_is_tried_again(bureau, monkeypatch, caplog):
    first, second, third = (bureau.order({}).number for _ in range(3))
    at, answer = bureau.at(days=40), request.answer

    def broken(*, order, at):
        if order.number == second:
            raise ValueError("a fault of the program")
        return answer(order=order, at=at)

    with monkeypatch.context() as patched:
        patched.setattr(request, "answer", broken)
        assert answer_due_orders(at=at) == [first, third]
    assert [record.getMessage() for record in caplog.records if record.name.endswith("daily")] == [
        f"order {second} could not be answered and will be tried again"
    ]
    assert answer_due_orders(at=at) == [second]
    assert answer_due_orders(at=at) == []


def test_only_what_is_old_is_removed_from_quarantine(home, clock):
    for name, hours in (("copy-old", 30), ("copy-new", 3)):
        folder = home.quarantine / name
        folder.mkdir(parents=True)
        (folder / "copy.pdf").write_bytes(b"%PDF-1.7")
        moment = (clock.now() - timedelta(hours=hours)).timestamp()
        os.utime(folder, (moment, moment))
    assert clear_quarantine(at=clock.now()) == ["copy-old"]
    assert [path.name for path in home.quarantine.iterdir()] == ["copy-new"]


def test_a_home_without_quarantine_has_nothing_to_clear(home, clock):
    if home.quarantine.is_dir():
        home.quarantine.rmdir()
    assert clear_quarantine(at=clock.now()) == []
