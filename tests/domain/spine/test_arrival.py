"""What arrives: kept whatever became of it, and judged again while it waits."""

import pytest

from tests.domain.spine import pouches
from tests.domain.spine.told import acts, last
from verbale.domain.spine import acceptance, arrival, channel
from verbale.records.dispatch import ArrivedPouch

pytestmark = pytest.mark.django_db

FIRST = pouches.envelope(1)
SECOND = pouches.after(FIRST)
THIRD = pouches.after(SECOND)


@pytest.fixture
def opened(partner, now):
    def act(one, sha256="1" * 64, to=partner):
        return arrival.opened(
            partner=to, pouch=pouches.opened(one), told="2" * 64, asks=True, sha256=sha256, size=9,
            file_name="1.pouch", at=now,
        )  # fmt: skip

    return act


@pytest.fixture
def refused(partner, now):
    def act(sha256="1" * 64, **facts):
        given = {"partner": partner, "envelope": FIRST, "size": 9, "file_name": "1.pouch", "why": "It is torn."}
        return arrival.refused(sha256=sha256, at=now, **(given | facts))

    return act


def test_an_opened_pouch_is_told_with_its_proof(opened):
    pouch = opened(FIRST)
    assert (pouch.state, pouch.epoch, pouch.number, pouch.envelope_hash) == ("opened", 1, 1, FIRST.hash)
    assert (pouch.envelope, pouch.signature, pouch.manifest, pouch.told, pouch.asks) == (
        FIRST.as_bytes().decode(), "signature", "manifest", "2" * 64, True,
    )  # fmt: skip
    assert last() == {
        "act": "pouch.opened", "by": "", "thing": ("arrivedpouch", pouch.pk), "basis": "",
        "facts": {"partner": "FI-NHI", "epoch": 1, "number": 1, "sha256": "1" * 64},
    }  # fmt: skip


def test_a_refused_pouch_counts_for_nothing(partner, us, refused):
    pouch = refused(clause="5.11")
    assert (pouch.state, pouch.refusal, pouch.clause) == ("refused", "It is torn.", "5.11")
    assert acceptance.of(channel.of(partner), we=us).last is None
    assert last()["facts"] == {"sha256": "1" * 64, "clause": "5.11", "why": "It is torn."}


def test_a_pouch_of_nobody_we_know_is_kept(refused):
    pouch = refused(partner=None, envelope=None, file_name="x" * 300)
    assert (pouch.partner, pouch.epoch, pouch.number, pouch.envelope_hash, len(pouch.file_name)) == (
        None, None, None, "", 200,
    )  # fmt: skip


def test_the_same_pouch_is_refused_once(refused):
    assert refused() == refused()
    assert acts() == ["pouch.refused"]


def test_another_reason_replaces_the_one_before(refused):
    refused()
    refused(why="It is of nobody.", clause="5.1")
    assert list(ArrivedPouch.objects.values_list("refusal", "clause")) == [("It is of nobody.", "5.1")]


def test_a_pouch_that_waited_is_opened_in_its_turn(refused, opened):
    refused(waits=True, envelope=SECOND)
    refused(waits=True, envelope=SECOND)
    opened(SECOND)
    assert list(ArrivedPouch.objects.values_list("number", "state")) == [(2, "opened")]
    assert acts() == ["pouch.waits", "pouch.opened"]


def test_what_never_came_does_not_wait(us):
    assert arrival.still_waits("1" * 64, we=us) == ""


def test_what_was_refused_does_not_wait(us, refused):
    refused()
    assert arrival.still_waits("1" * 64, we=us) == ""


def test_it_waits_as_long_as_one_before_is_missing_and_says_which(us, refused, opened):
    refused("3" * 64, waits=True, envelope=THIRD, clause="5.8")
    sentence = "Pouch 3 from “FI-NHI” came before pouch {}. Ask for what is missing; this one is opened after it."
    assert arrival.still_waits("3" * 64, we=us) == sentence.format(1)
    opened(FIRST)
    assert arrival.still_waits("3" * 64, we=us) == sentence.format(2)
    assert ArrivedPouch.objects.get(state="waiting").refusal == sentence.format(2)
    opened(SECOND, "2" * 64)
    assert arrival.still_waits("3" * 64, we=us) == ""


def test_it_waits_while_the_channel_is_stopped(partner, us, admin, refused, now):
    refused(waits=True, clause="5.8")
    channel.stop(partner=partner, why="Two contents.", clause="5.6", at=now)
    assert arrival.still_waits("1" * 64, we=us).startswith("The channel with “FI-NHI” is stopped.")
    assert ArrivedPouch.objects.get().clause == "5.2"
    channel.go_on(partner=partner, reason="A copy.", by=admin, at=now)
    assert arrival.still_waits("1" * 64, we=us) == ""


def test_an_epoch_about_which_nobody_is_asked_is_looked_at_again(partner, us, refused, opened, now):
    begins = pouches.envelope(1, epoch=7, previous=SECOND.position)
    opened(FIRST)
    refused("7" * 64, waits=True, envelope=begins, clause="5.9")
    assert arrival.still_waits("7" * 64, we=us)
    opened(SECOND, "2" * 64)
    assert arrival.still_waits("7" * 64, we=us) == ""
    ArrivedPouch.objects.filter(state="waiting").update(clause="5.10")
    assert arrival.still_waits("7" * 64, we=us) == ""
    channel.ask_epoch(partner=partner, epoch=7, begins=begins.hash, at=now)
    assert arrival.still_waits("7" * 64, we=us).startswith("“FI-NHI” was restored from a backup and begins epoch 7.")


def test_a_message_acts_once(partner, third, opened):
    first, again = opened(FIRST), opened(SECOND, "2" * 64)
    told = [
        arrival.told_before(partner=to, arrived=arrived, message="m1")
        for to, arrived in ((partner, first), (partner, first), (partner, again), (third, again))
    ]
    assert told == [False, True, True, False]
