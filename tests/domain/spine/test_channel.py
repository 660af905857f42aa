"""How the channels with a partner stand: what is due, what is acknowledged, what is sent now, who may let it go on."""

from datetime import timedelta

import pytest

from tests.domain.spine import pouches
from tests.domain.spine.told import acts, last
from verbale.domain.spine import channel, returned
from verbale.domain.spine.person import NeedsRole
from verbale.engines.seal import Position, Verdict
from verbale.records.channel import Channel
from verbale.records.dispatch import Pouch
from verbale.records.party import Party

pytestmark = pytest.mark.django_db

FIRST = pouches.envelope(1)
SECOND = pouches.after(FIRST)


def numbers(rows):
    return [row.number for row in rows]


def heard(partner, one, at):
    channel.heard(channel=channel.locked(partner), envelope=one, at=at)


def test_an_envelope_is_judged(partner, us, opened):
    opened(FIRST)
    judged = [channel.judge(partner=partner, we=us, envelope=one).verdict for one in (FIRST, SECOND)]
    assert judged == [Verdict.SEEN, Verdict.ACCEPT]


def test_an_acknowledgement_counts_for_all_before_it(partner, sent, now):
    first, second, _ = sent(3)
    heard(partner, pouches.envelope(acknowledged=Position(1, 2, second.envelope_hash)), now)
    assert list(Pouch.objects.order_by("number").values_list("state", flat=True)) == [
        "acknowledged", "acknowledged", "carried",
    ]  # fmt: skip
    assert Pouch.objects.get(pk=first.pk).acknowledged_at == now


def test_what_waits_is_sent_once_and_again_when_an_answer_is_overdue(partner, sent, now):
    sent(2)
    soon, late = (now + timedelta(minutes=partner.resend_after, seconds=seconds) for seconds in (-1, 0))
    assert (channel.to_send(partner, soon), numbers(channel.to_send(partner, late))) == ([], [1, 2])


def test_what_was_sent_later_is_not_due_yet(partner, sent, now, clock):
    sent()
    sent(at=clock.forward(hours=1))
    assert numbers(channel.to_send(partner, now + timedelta(minutes=partner.resend_after))) == [1]


def test_each_partner_has_its_own_patience(partner, sent, now):
    sent()
    partner.resend_after = 1
    partner.save()
    assert numbers(channel.to_send(partner, now + timedelta(minutes=1))) == [1]


def test_what_was_erased_or_acknowledged_is_not_sent(partner, sent, now):
    first, second, _ = sent(3)
    Pouch.objects.filter(pk=first.pk).update(erased_at=now)
    Pouch.objects.filter(pk=second.pk).update(state="acknowledged")
    assert numbers(channel.to_send(partner, now + timedelta(days=9))) == [3]


def test_nothing_is_sent_on_a_stopped_channel(partner, sent, now):
    sent()
    channel.stop(partner=partner, why="Two contents.", clause="5.6", at=now)
    assert channel.to_send(partner, now + timedelta(days=9)) == []
    with pytest.raises(channel.Stopped) as caught:
        channel.check_open(partner)
    assert caught.value.facts == {"partner": "FI-NHI", "why": "Two contents."}


def test_stopping_is_told_once_and_keeps_the_first_reason(partner, now):
    for why in ("Two contents.", "Another."):
        channel.stop(partner=partner, why=why, clause="5.6", at=now)
    assert (channel.of(partner).stopped_why, acts()) == ("Two contents.", ["channel.stopped"])
    assert last()["facts"] == {"partner": "FI-NHI", "clause": "5.6", "why": "Two contents."}


def test_only_an_administrator_lets_it_go_on_with_a_reason(partner, admin, desk, now):
    with pytest.raises(channel.NotStopped):
        channel.go_on(partner=partner, reason="x", by=admin, at=now)
    channel.stop(partner=partner, why="Two contents.", clause="5.6", at=now)
    for by, reason, error in ((desk, "x", NeedsRole), (admin, " ", channel.NoReason)):
        with pytest.raises(error):
            channel.go_on(partner=partner, reason=reason, by=by, at=now)
    channel.go_on(partner=partner, reason=" A copy. ", by=admin, at=now)
    assert (channel.of(partner).stopped_at, last()["facts"]) == (None, {"partner": "FI-NHI", "reason": "A copy."})


@pytest.mark.parametrize(("asks", "owes"), [(True, True), (False, False)])
def test_a_repeat_owes_an_acknowledgement_if_it_asks(partner, opened, asks, owes):
    opened(FIRST, asks=asks)
    channel.repeated(partner=partner, envelope=FIRST)
    assert channel.of(partner).owes_acknowledgement is owes


def test_a_repeat_has_what_is_open_sent_again(partner, opened, sent, now):
    sent(2)
    opened(FIRST)
    channel.repeated(partner=partner, envelope=FIRST)
    assert (numbers(channel.to_send(partner, now)), channel.of(partner).owes_acknowledgement) == ([1, 2], False)


def test_a_repeat_of_what_we_never_opened_is_none(partner, sent, now):
    sent()
    channel.repeated(partner=partner, envelope=FIRST)
    assert channel.to_send(partner, now) == []


def test_an_epoch_is_asked_about_once_and_confirmed_as_asked(partner, admin, now):
    for _ in range(2):
        channel.ask_epoch(partner=partner, epoch=7, at=now)
    with pytest.raises(channel.NoEpochAsked):
        channel.confirm_epoch(partner=partner, epoch=8, by=admin, at=now)
    channel.confirm_epoch(partner=partner, epoch=7, by=admin, at=now)
    channel.ask_epoch(partner=partner, epoch=7, at=now)
    assert (channel.of(partner).confirmed, acts()) == (7, ["epoch.asked", "epoch.confirmed"])


def test_what_a_restored_partner_does_not_acknowledge_goes_again(partner, sent, now):
    first, *_ = sent(3)
    Pouch.objects.filter(number__lt=3).update(state="acknowledged", acknowledged_at=now)
    begins = pouches.envelope(1, epoch=7, acknowledged=Position(1, 1, first.envelope_hash))
    heard(partner, begins, now)
    assert numbers(channel.to_send(partner, now)) == [2, 3]
    assert list(Pouch.objects.filter(acknowledged_at=None).values_list("number", flat=True).order_by("number")) == [
        2,
        3,
    ]


def test_one_that_remembers_nothing_gets_all_of_it(partner, sent, now):
    sent(2)
    Pouch.objects.update(state="acknowledged", acknowledged_at=now)
    heard(partner, pouches.envelope(1, epoch=7), now)
    assert numbers(channel.to_send(partner, now)) == [1, 2]


def test_a_restored_node_begins_an_epoch_in_every_channel(partner, third, sent, now):
    """Also where it remembers nothing: a pouch may have left after the backup."""
    ours = sent(2)
    begun = channel.begin_epochs(at=now)
    told = {one.code for one in Party.objects.partners()}
    assert begun == dict.fromkeys(told, int(now.timestamp()))
    assert {"FI-NHI", "CZ-ACA"} <= told
    assert channel.next_place(channel.of(partner)) == (begun["FI-NHI"], 1, Position(1, 2, ours[1].envelope_hash))
    assert numbers(channel.to_send(partner, now)) == [1, 2]
    assert channel.next_place(channel.of(third)) == (begun["CZ-ACA"], 1, None)
    assert acts().count("epoch.begun") == len(told)


def test_an_epoch_never_goes_back(partner, opened, now):
    opened(FIRST)
    Channel.objects.update_or_create(partner=partner, defaults={"epoch": 2**40})
    assert channel.begin_epochs(at=now)["FI-NHI"] == 2**40 + 1


def test_we_have_caught_up_once_our_epoch_is_acknowledged(partner, opened, now):
    opened(FIRST)
    epoch = channel.begin_epochs(at=now)["FI-NHI"]
    pouch = pouches.sealed(partner, now)
    heard(partner, pouches.after(FIRST), now)
    assert channel.of(partner).catching_up
    heard(partner, pouches.after(FIRST, acknowledged=Position(epoch, 1, pouch.envelope_hash)), now)
    assert (channel.of(partner).catching_up, last()["act"]) == (False, "channel.caught up")


def test_what_a_partner_forgot_is_what_it_does_not_remember_of_earlier_epochs(partner, opened):
    for one in (FIRST, SECOND):
        opened(one)
    told = {
        previous: numbers(returned.forgotten(partner=partner, envelope=pouches.envelope(1, epoch=7, previous=previous)))
        for previous in (None, FIRST.position, SECOND.position)
    }
    assert told == {None: [1, 2], FIRST.position: [2], SECOND.position: []}
