"""What was accepted and sent so far, and so what is due next."""

import pytest

from tests.domain.spine import pouches
from verbale.domain.spine import acceptance, channel
from verbale.engines.seal import Acceptance, Position

pytestmark = pytest.mark.django_db

FIRST = pouches.envelope(1)


def test_before_anything_came_the_first_is_due(partner, us):
    accepted = acceptance.of(channel.of(partner), we=us)
    assert (accepted, accepted.due) == (Acceptance("FI-NHI", "OURS"), (1, 1))


def test_what_was_opened_and_sent_decides_what_is_due(partner, third, us, opened, sent):
    (ours,) = sent()
    opened(FIRST)
    opened(pouches.after(FIRST, acknowledged=Position(1, 1, ours.envelope_hash)))
    last_one = pouches.after(FIRST, acknowledged=Position(1, 1, ours.envelope_hash)).position
    assert acceptance.of(channel.of(partner), we=us) == Acceptance(
        "FI-NHI", "OURS", last=last_one, acknowledged=Position(1, 1, ours.envelope_hash),
        sent=Position(1, 1, ours.envelope_hash),
    )  # fmt: skip
    assert channel.acknowledgement(partner) == last_one
    assert acceptance.of(channel.of(third), we=us) == Acceptance("CZ-ACA", "OURS")


def test_hashes_are_looked_up_by_place_and_partner(partner, third, opened, sent):
    (ours,) = sent()
    opened(FIRST)
    assert [acceptance.hash_held(partner, *place) for place in ((1, 1), (1, 2), (2, 1))] == [FIRST.hash, None, None]
    assert [acceptance.hash_sent(partner, *place) for place in ((1, 1), (1, 2), (2, 1))] == [
        ours.envelope_hash,
        None,
        None,
    ]
    assert (acceptance.hash_held(third, 1, 1), acceptance.hash_sent(third, 1, 1)) == (None, None)


def test_the_largest_places_are_only_unknown(partner):
    assert acceptance.hash_held(partner, 2**53 - 1, 2**53 - 1) is None


def test_a_confirmed_epoch_is_due(partner, us, admin, opened, now):
    opened(FIRST)
    channel.ask_epoch(partner=partner, epoch=7, at=now)
    channel.confirm_epoch(partner=partner, epoch=7, by=admin, at=now)
    assert acceptance.of(channel.of(partner), we=us).due == (7, 1)
