"""Epochs: the partner was restored, or we were; what each forgot goes again as it was sealed."""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.carrier.channel import came, note, order, rounds
from tests.domain.cycle.bureau import acts
from tests.domain.spine.told import last
from verbale.carrier.sealing import seal_waiting
from verbale.domain.spine import channel as channels
from verbale.domain.spine import dispatch, journal, party
from verbale.domain.spine.person import NeedsRole
from verbale.engines import chain
from verbale.engines.seal import Position, read_envelope
from verbale.records.dispatch import ArrivedPouch, Message, Pouch
from verbale.records.request import Order

EPOCH = 1_800_000_000


def confirm(bureau, epoch=EPOCH):
    channels.confirm_epoch(partner=bureau.partner, epoch=epoch, by=bureau.who("admin"), at=bureau.at())


def states():
    return list(Pouch.objects.order_by("epoch", "number").values_list("number", "state"))


@pytest.fixture
def talked(bureau, folder, channel, tmp_path):
    """Three orders of theirs came; of three pouches of ours the partner acknowledged two, and heard the third."""
    for number in (1, 2, 3):
        channel.send(order(number))
        rounds(bureau)
        channel.hears(max(folder.iterdir()), tmp_path / f"heard{number}")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_epoch_is_held_until_an_administrator_confirms_it(bureau, channel, talked):
    channel.put("new.pouch", channel.begins(order(9), epoch=EPOCH, remembers=3))
    assert came(bureau) == [("new.pouch", "waiting")]
    assert came(bureau) == [("new.pouch", "waiting")]
    assert (channels.of(bureau.partner).asks_epoch, acts().count("epoch.asked"), Order.objects.count()) == (EPOCH, 1, 3)
    assert ArrivedPouch.objects.get(state="waiting").clause == "5.10"
    confirm(bureau)
    assert last()["facts"] == {"partner": "THEIRS", "epoch": EPOCH}
    assert came(bureau) == [("new.pouch", "opened")]
    assert (channels.of(bureau.partner).asks_epoch, Order.objects.count()) == (None, 4)


@pytest.mark.parametrize("epoch", [1, 2, EPOCH - 1, EPOCH + 1])
def test_no_other_epoch_is_confirmed(bureau, channel, talked, epoch):
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=3))
    rounds(bureau)
    with pytest.raises(channels.NoEpochAsked):
        confirm(bureau, epoch)


def test_none_is_confirmed_that_nobody_asks_for(bureau):
    with pytest.raises(channels.NoEpochAsked):
        confirm(bureau, 1)


@pytest.mark.parametrize("handle", ["desk", "librarian", "auditor"])
def test_only_an_administrator_confirms(bureau, channel, talked, handle):
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=3))
    rounds(bureau)
    with pytest.raises(NeedsRole):
        channels.confirm_epoch(partner=bureau.partner, epoch=EPOCH, by=bureau.who(handle), at=bureau.at())


def test_what_a_restored_partner_no_longer_has_is_sent_again_as_it_was_sealed(bureau, folder, channel, talked):
    """Its backup is of after the first pouch: it forgot two of its own, and two of ours."""
    for path in folder.iterdir():
        path.unlink()
    channel.heard = Position(1, 1, Pouch.objects.get(number=1).envelope_hash)
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=1))
    rounds(bureau)
    assert list(folder.iterdir()) == []
    confirm(bureau)
    carried = [one["file"] for one in rounds(bureau)["carried"]]
    again = [f"OURS-THEIRS-1-00000{number}.pouch" for number in (2, 3)]
    assert carried == [*again, "OURS-THEIRS-1-000004.pouch"]
    assert {name: (folder / name).read_bytes() for name in again} == {name: talked[name] for name in again}
    assert states() == [(1, "acknowledged"), (2, "carried"), (3, "carried"), (4, "carried")]


def test_the_confirmation_is_the_acknowledgement_of_its_first_pouch(bureau, folder, channel, talked, tmp_path):
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=3))
    rounds(bureau)
    confirm(bureau)
    rounds(bureau)
    opened = channel.hears(max(folder.iterdir()), tmp_path / "last")
    assert opened.envelope.acknowledged == channel.sent[-1].position


def test_the_partner_s_log_begins_anew_with_its_epoch(bureau, folder, channel, talked, tmp_path):
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=2))
    rounds(bureau)
    confirm(bureau)
    name = channel.send(order(8))
    assert came(bureau) == [("new.pouch", "opened"), (name, "opened")]
    assert channels.of(bureau.partner).their_log[0] == 2
    rounds(bureau)
    opened = channel.hears(max(folder.iterdir()), tmp_path / "last")
    assert note(opened, "countersigned.note").decode().startswith(f"verbale/THEIRS/OURS/{EPOCH}\n1\n")


def test_what_the_partner_remembers_and_we_do_not_have_comes_first(bureau, channel, talked):
    """The fourth was on its way when the partner was put back to just after it."""
    fourth = channel.seal(order(4))
    channel.put("1-new.pouch", channel.begins(order(9), epoch=EPOCH, remembers=4))
    assert came(bureau) == [("1-new.pouch", "waiting")]
    assert (ArrivedPouch.objects.get(state="waiting").clause, channels.of(bureau.partner).asks_epoch) == ("5.9", None)
    channel.put("2-fourth.pouch", fourth)
    assert came(bureau) == [("2-fourth.pouch", "opened"), ("1-new.pouch", "waiting")]
    assert ArrivedPouch.objects.get(state="waiting").clause == "5.10"
    confirm(bureau)
    assert came(bureau) == [("1-new.pouch", "opened")]
    assert (Order.objects.count(), acts().count("epoch.asked")) == (5, 1)


def test_a_number_beyond_the_first_waits_for_it(bureau, channel, talked):
    first = channel.begins(order(8), epoch=EPOCH, remembers=3)
    channel.put("2.pouch", channel.seal(order(9)))
    assert came(bureau) == [("2.pouch", "waiting")]
    channel.put("1.pouch", first)
    assert came(bureau) == [("1.pouch", "waiting"), ("2.pouch", "waiting")]
    confirm(bureau)
    assert came(bureau) == [("1.pouch", "opened"), ("2.pouch", "opened")]


def test_of_two_epochs_that_wait_people_are_asked_about_one_after_the_other(bureau, channel, talked):
    """The partner was restored twice from one backup; the first pouch of its first epoch was late."""
    first = channel.begins(order(8), epoch=EPOCH, remembers=3)
    channel.put("2.pouch", channel.begins(order(9), epoch=EPOCH + 1, remembers=3))
    assert came(bureau) == [("2.pouch", "waiting")]
    channel.put("1.pouch", first)
    assert came(bureau) == [("1.pouch", "waiting"), ("2.pouch", "waiting")]
    confirm(bureau)
    assert came(bureau) == [("1.pouch", "opened"), ("2.pouch", "waiting")]
    assert channels.of(bureau.partner).asks_epoch == EPOCH + 1
    confirm(bureau, EPOCH + 1)
    assert came(bureau) == [("2.pouch", "opened")]
    assert (channels.of(bureau.partner).asks_epoch, Order.objects.count()) == (None, 5)
    assert acts().count("epoch.asked") == 3


def test_an_earlier_epoch_that_is_late_does_not_unsettle_the_one_that_was_confirmed(bureau, channel, talked):
    first = channel.begins(order(8), epoch=EPOCH, remembers=3)
    channel.put("2.pouch", channel.begins(order(9), epoch=EPOCH + 1, remembers=3))
    assert came(bureau) == [("2.pouch", "waiting")]
    confirm(bureau, EPOCH + 1)
    channel.put("1.pouch", first)
    assert sorted(came(bureau)) == [("1.pouch", "refused"), ("2.pouch", "opened")]
    assert ArrivedPouch.objects.get(state="refused").clause == "5.3"
    assert (channels.of(bureau.partner).asks_epoch, acts().count("epoch.asked"), Order.objects.count()) == (None, 1, 4)


def test_what_was_on_its_way_when_its_epoch_ended_is_refused(bureau, channel, talked):
    late = channel.seal(order(4))
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=3))
    rounds(bureau)
    confirm(bureau)
    rounds(bureau)
    channel.put("late.pouch", late)
    assert came(bureau) == [("late.pouch", "refused")]
    assert ArrivedPouch.objects.get(state="refused").clause == "5.3"
    assert (channels.of(bureau.partner).stopped_at, Order.objects.count()) == (None, 3)


def test_what_waited_when_its_epoch_ended_is_refused(bureau, channel, talked):
    channel.seal(order(4))
    channel.put("late.pouch", channel.seal(order(5)))
    assert came(bureau) == [("late.pouch", "waiting")]
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=3))
    rounds(bureau)
    confirm(bureau)
    assert sorted(came(bureau)) == [("late.pouch", "refused"), ("new.pouch", "opened")]


def test_a_partner_that_remembers_another_past_is_not_believed(bureau, channel, talked):
    channel.sent[1] = read_envelope(Pouch.objects.get(number=2).envelope.encode())
    channel.sent = channel.sent[:2]
    forged = channel.seal(epoch=EPOCH, number=1, previous=Position(1, 2, "0" * 64))
    channel.put("new.pouch", forged)
    assert came(bureau) == [("new.pouch", "refused")]
    assert channels.of(bureau.partner).stopped_at is not None


def test_a_repeat_of_the_ended_epoch_is_known(bureau, channel, talked):
    channel.put("new.pouch", channel.begins(epoch=EPOCH, remembers=3))
    rounds(bureau)
    confirm(bureau)
    rounds(bureau)
    done = bureau.home.inbox / "done"
    channel.put("again.pouch", (done / "THEIRS-OURS-1-000002.pouch").read_bytes())
    assert came(bureau) == [("again.pouch", "seen before")]
    assert Order.objects.count() == 3


def restored(bureau):
    return channels.begin_epochs(at=bureau.at())


def test_our_own_restore_begins_an_epoch_in_each_channel(bureau, folder, channel, talked):
    begun = restored(bureau)
    stands = channels.of(bureau.partner)
    assert begun == {"THEIRS": stands.epoch, "FURTHER": stands.epoch}
    assert (stands.epoch, stands.catching_up, stands.owes_acknowledgement, stands.our_log) == (
        int(bureau.clock.now().timestamp()), True, True, [],
    )  # fmt: skip
    assert last()["act"] == "epoch.begun"


def test_restoring_one_backup_twice_begins_two_epochs(bureau, channel, talked):
    first = restored(bureau)["THEIRS"]
    stands = channels.of(bureau.partner)
    stands.epoch = 1
    stands.save()
    second = restored(bureau)["THEIRS"]
    assert 1 < first < second
    assert channels.begin_epochs(at=bureau.clock.now())["THEIRS"] == second + 1


def test_our_first_pouch_names_the_place_before_and_what_is_remembered_goes_first(
    bureau, folder, channel, talked, tmp_path
):
    for path in folder.iterdir():
        path.unlink()
    bureau.order({})
    epoch = restored(bureau)["THEIRS"]
    done = rounds(bureau)
    new = f"OURS-THEIRS-{epoch}-000001.pouch"
    assert [one["file"] for one in done["carried"]] == ["OURS-THEIRS-1-000003.pouch", new]
    assert (folder / "OURS-THEIRS-1-000003.pouch").read_bytes() == talked["OURS-THEIRS-1-000003.pouch"]
    opened = channel.hears(folder / new, tmp_path / "new")
    assert opened.envelope.previous == Position(1, 3, Pouch.objects.get(epoch=1, number=3).envelope_hash)
    assert opened.envelope.acknowledged == channel.sent[-1].position
    assert note(opened, "checkpoint.note").decode().startswith(f"verbale/OURS/THEIRS/{epoch}\n0\n")


def test_the_first_pouch_of_an_epoch_goes_even_if_nothing_waits_and_until_it_is_acknowledged(
    bureau, folder, channel, talked, tmp_path
):
    epoch = restored(bureau)["THEIRS"]
    rounds(bureau)
    new = folder / f"OURS-THEIRS-{epoch}-000001.pouch"
    before = new.read_bytes()
    new.unlink()
    bureau.clock.forward(minutes=bureau.partner.resend_after)
    rounds(bureau)
    assert new.read_bytes() == before
    assert channels.of(bureau.partner).catching_up
    channel.hears(new, tmp_path / "new")
    channel.send()
    rounds(bureau)
    assert not channels.of(bureau.partner).catching_up
    assert acts()[-2:] == ["pouch.opened", "channel.caught up"]
    bureau.clock.forward(minutes=bureau.partner.resend_after)
    assert rounds(bureau)["carried"] == []


def test_an_acknowledgement_of_the_epoch_before_does_not_confirm_ours(bureau, folder, channel, talked):
    restored(bureau)
    channel.send()
    rounds(bureau)
    assert channels.of(bureau.partner).catching_up


def test_what_we_forgot_and_the_partner_acknowledges_is_no_alarm_in_our_new_epoch(
    bureau, folder, channel, talked, tmp_path
):
    bureau.order({})
    rounds(bureau)
    channel.hears(max(folder.iterdir()), tmp_path / "fourth")
    Message.objects.filter(pouch__number=4).update(state="recalled", pouch=None)
    Pouch.objects.filter(number=4).delete()
    restored(bureau)
    name = channel.send(order(4))
    assert came(bureau) == [(name, "opened")]
    assert channels.of(bureau.partner).stopped_at is None


def test_our_log_begins_anew_with_our_epoch(bureau, folder, channel, talked, tmp_path):
    epoch = restored(bureau)["THEIRS"]
    rounds(bureau)
    channel.hears(folder / f"OURS-THEIRS-{epoch}-000001.pouch", tmp_path / "first")
    channel.send()
    bureau.order({})
    rounds(bureau)
    second = channel.hears(folder / f"OURS-THEIRS-{epoch}-000002.pouch", tmp_path / "second")
    first = Pouch.objects.get(partner=bureau.partner, epoch=epoch, number=1)
    root = chain.tree_root([chain.leaf_hash(first.envelope.encode())])
    key = chain.NoteKey("OURS", bureau.keys["OURS"].signing.public_key())
    told = chain.verify_checkpoint(
        note(second, "checkpoint.note").decode(), [key], origin=f"verbale/OURS/THEIRS/{epoch}"
    )
    assert (told.size, told.root) == (1, root)


def test_no_act_is_told_until_the_partner_confirms_our_epoch(bureau, folder, channel, talked, tmp_path):
    epoch = restored(bureau)["THEIRS"]
    bureau.order({})
    rounds(bureau)
    rounds(bureau)
    assert list(Pouch.objects.filter(partner=bureau.partner, epoch=epoch).values_list("number", "asks")) == [(1, True)]
    channel.hears(folder / f"OURS-THEIRS-{epoch}-000001.pouch", tmp_path / "first")
    channel.send()
    rounds(bureau)
    assert Message.objects.filter(partner=bureau.partner, pouch__epoch=epoch, pouch__number=2).count() == 1


def test_where_nothing_can_be_sealed_yet_the_epoch_begins_and_waits(bureau, folder):
    bureau.partner.keys.all().update(revoked_at=None, confirmed_at=None, confirmed_by=None)
    assert set(restored(bureau)) == {"THEIRS", "FURTHER"}
    told = rounds(bureau)
    assert ([one["partner"] for one in told["sealed"]], told["faults"]) == (["FURTHER"], [])


def test_a_partner_introduced_after_a_restore_may_have_been_one_before_it(bureau):
    at = bureau.at()
    with transaction.atomic():
        journal.record(act=channels.RESTORED, thing=("office", "1"), by=None, at=at)
    later = party.introduce(code="LATER", names={"en": "Later"}, language="en", by=bureau.who("admin"), at=bureau.at())
    stands = channels.of(later)
    assert (stands.epoch, stands.catching_up) == (int(at.timestamp()), True)


def test_who_runs_no_node_confirms_no_epoch(bureau):
    bureau.partner.by_letter = True
    bureau.partner.save()
    epoch = restored(bureau)["THEIRS"]
    stands = channels.of(bureau.partner)
    assert (stands.epoch, stands.catching_up, stands.owes_acknowledgement) == (epoch, False, False)


def test_what_was_carried_later_than_now_is_sent_again(bureau, folder, channel):
    """The clock was ahead when it was carried, and was put right."""
    bureau.wanted("Item")
    ahead = bureau.clock.now() + timedelta(days=400)
    pouch = seal_waiting(partner=bureau.partner, keys=bureau.keys["OURS"], home=bureau.home, at=ahead)
    dispatch.carried(pouch=pouch, at=ahead)
    assert channels.to_send(bureau.partner, bureau.at()) == [pouch]
