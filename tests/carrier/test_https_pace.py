"""The pace of calls and the size of pieces: they adapt, and end within bounds."""

from datetime import timedelta

import pytest

from tests.domain.cycle.bureau import open_bureau
from verbale.carrier import pieces
from verbale.carrier.pace import LONGEST, Pace
from verbale.carrier.pieces import SMALLEST, Pieces


@pytest.fixture
def bureau(db, home, clock):
    return open_bureau(home, clock)


def test_the_pause_doubles_with_each_fault_and_is_kept(bureau, clock):
    pauses = []
    for _ in range(9):
        pace = Pace.of(bureau.partner, bureau.home)
        pace.failed(clock.now())
        pauses.append((Pace.of(bureau.partner, bureau.home).rests_until - clock.now()).total_seconds())
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 900, 900]
    Pace.of(bureau.partner, bureau.home).worked()
    assert not Pace.of(bureau.partner, bureau.home).rests(clock.now())


def test_it_rests_until_then_or_as_long_as_it_was_told(bureau, clock):
    pace = Pace.of(bureau.partner, bureau.home)
    pace.failed(clock.now(), wait=40)
    resting = [pace.rests(clock.now() + timedelta(seconds=seconds)) for seconds in (0, 39, 40, -1000)]
    assert resting == [True, True, False, False]
    pace.failed(clock.now(), wait=10**9)
    assert pace.rests_until == clock.now() + LONGEST


def test_it_asks_seldom(bureau, clock):
    pace = Pace.of(bureau.partner, bureau.home)
    assert pace.asks(clock.now(), 30)
    pace.asked(clock.now())
    again = Pace.of(bureau.partner, bureau.home)
    assert [again.asks(clock.now() + timedelta(seconds=seconds), 30) for seconds in (0, 29, 30, -5)] == [
        False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "{}", "null", '{"faults": "x"}', '{"faults":1,"rests until":"x","asked at":""}'])
def test_what_cannot_be_read_begins_anew(bureau, clock, text):
    bureau.home.door.mkdir()
    (bureau.home.door / f"{bureau.partner.pk}.pace").write_text(text)
    pace = Pace.of(bureau.partner, bureau.home)
    assert (pace.faults, pace.rests(clock.now())) == (0, False)


class Watch:
    """A clock that each piece moves on."""

    def __init__(self):
        self.now = 0.0

    def monotonic(self):
        return self.now


def test_pieces_grow_and_shrink_with_the_line(monkeypatch):
    watch = Watch()
    monkeypatch.setattr(pieces, "time", watch)
    sizes, connection = [], Pieces(4 << 20, 100.0)
    for took in (1, 1, 1, 1, 5, 11, 11, 11, 11, 11, 11, 11):
        with connection.timed():
            watch.now += took
        sizes.append(connection.next(1 << 40) // 1024)
    assert sizes == [1024, 2048, 4096, 4096, 4096, 2048, 1024, 512, 256, 128, 64, 64]
    assert (connection.over, connection.next(10)) == (False, 10)
    watch.now += 20
    assert connection.over


def test_a_piece_that_failed_is_followed_by_a_smaller_one():
    connection = Pieces(4 << 20, 100.0)
    for _ in range(20):
        with pytest.raises(ValueError), connection.timed():
            raise ValueError
    assert connection.next(1 << 40) == SMALLEST


def test_a_partner_that_takes_little_gets_little():
    assert Pieces(1000, 100.0).next(1 << 40) == 1000
