"""What the clauses of docs/PROTOCOL.md, sections 4, 5 and 7, come to: nothing is lost, repeated or out of order."""

from hypothesis import given
from hypothesis import strategies as st

from tests.engines.seal.channels import Channels

names = st.sampled_from(["DD", "CN"])
sending = st.tuples(st.just("send"), names, st.integers(1, 3))
arriving = st.tuples(st.just("deliver"), names, st.integers(0, 60))
again = st.tuples(st.just("send again"), names, st.just(0))
confirming = st.tuples(st.just("confirm"), names, st.just(0))
backing_up = st.tuples(st.just("back up"), names, st.just(0))
restoring = st.tuples(st.just("restore"), names, st.integers(0, 8))
quiet = st.lists(st.one_of(sending, arriving, arriving, again), max_size=40)
eventful = st.lists(
    st.one_of(sending, arriving, arriving, again, confirming, backing_up, restoring), min_size=5, max_size=60
)


def act(channels, step, *, forget_later_backups=True):
    what, name, which = step
    side = channels.sides[name]
    if what == "send":
        for _ in range(which):
            channels.send(name)
    elif what == "deliver" and side.wire:
        channels.deliver(name, side.wire[which % len(side.wire)])
    elif what == "send again":
        channels.send_again(name)
    elif what == "confirm":
        channels.confirm(name)
    elif what == "back up":
        channels.back_up(name)
    elif what == "restore" and side.backups:
        which %= len(side.backups)
        channels.restore(name, which)
        if forget_later_backups:
            del side.backups[which + 1 :]


def check_order(channels):
    """True at every moment: what a side accepted is in order, each once, and each after what its sender says."""
    for side in channels.sides.values():
        places = [one.position.place for one in side.kept.accepted]
        assert places == sorted(set(places))
        assert len({one.manifest for one in side.kept.accepted}) == len(places)


def check_all_arrived(channels):
    """True at rest: what a side remembers to have sent, the other accepted, and nothing else but what was forgotten."""
    for side in channels.sides.values():
        other = channels.sides[side.them]
        remembered = {one.hash for one in side.kept.sent}
        assert [one for one in other.kept.accepted if one.hash in remembered] == list(side.kept.sent)
        assert other.kept.waiting == ()


@given(quiet)
def test_whatever_is_repeated_reordered_or_dropped_all_is_accepted_once_and_in_order(steps):
    channels = Channels()
    for step in steps:
        act(channels, step)
        check_order(channels)
        assert all(not side.stopped for side in channels.sides.values())
    channels.settle()

    for side in channels.sides.values():
        assert channels.sides[side.them].kept.accepted == side.kept.sent


@given(eventful)
def test_however_often_either_side_is_restored_nothing_it_remembers_is_lost_or_repeated(steps):
    channels = Channels()
    for name in channels.sides:
        channels.back_up(name)
    for step in steps:
        act(channels, step)
        check_order(channels)
        assert all(not side.stopped for side in channels.sides.values())
    channels.settle()

    assert all(not side.stopped for side in channels.sides.values())
    check_order(channels)
    check_all_arrived(channels)


@given(eventful)
def test_a_backup_of_a_life_that_the_partner_left_can_only_stop_the_channel(steps):
    """Restored to Monday, then to Tuesday of the life before: what Tuesday remembers, the partner may have refused."""
    channels = Channels()
    for name in channels.sides:
        channels.back_up(name)
    for step in steps:
        act(channels, step, forget_later_backups=False)
        check_order(channels)

    assert {one.clause for side in channels.sides.values() for one in side.stopped} <= {"5.7", "5.9", "5.12"}


def delivered(channels, name):
    """Delivers all that is on the wire to a side, the last sent first."""
    arriving = channels.sides[name].wire[::-1]
    channels.sides[name].wire.clear()
    for envelope in arriving:
        channels.deliver(name, envelope)


def test_of_two_restores_in_a_row_the_later_epoch_may_come_first():
    channels = Channels()
    channels.send("DD")
    delivered(channels, "CN")
    channels.back_up("DD")
    channels.restore("DD", 0)
    early = channels.send("DD")
    channels.back_up("DD")
    channels.restore("DD", 1)
    late = channels.send("DD")

    delivered(channels, "CN")

    partner = channels.sides["CN"]
    assert partner.stopped == []
    assert set(partner.kept.waiting) == {early, late}
    channels.settle()
    assert [one.epoch for one in partner.kept.accepted][:3] == [1, early.epoch, late.epoch]
    check_all_arrived(channels)


def test_both_sides_restored_to_before_their_first_pouch_begin_again():
    channels = Channels()
    for name in channels.sides:
        channels.back_up(name)
        channels.send(name)
    for name in channels.sides:
        delivered(channels, name)
        channels.restore(name, 0)

    channels.settle()

    assert all(not side.stopped for side in channels.sides.values())
    check_all_arrived(channels)


def test_a_restore_that_says_nothing_is_a_fork_for_the_partner():
    channels = Channels()
    channels.back_up("DD")
    channels.send("DD")
    delivered(channels, "CN")
    channels.sides["DD"].kept = channels.sides["DD"].backups[0]
    channels.send("DD")

    delivered(channels, "CN")

    assert [one.clause for one in channels.sides["CN"].stopped] == ["5.6"]


def test_a_restore_that_says_nothing_is_an_alarm_as_soon_as_the_partner_acknowledges():
    channels = Channels()
    channels.back_up("DD")
    channels.send("DD")
    delivered(channels, "CN")
    channels.sides["DD"].kept = channels.sides["DD"].backups[0]
    channels.send("CN")

    delivered(channels, "DD")

    assert [one.clause for one in channels.sides["DD"].stopped] == ["5.12"]
