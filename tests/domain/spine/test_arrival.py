"""What arrives: kept whatever became of it, and judged by what was accepted before."""

import pytest

from tests.domain.spine.told import acts, last
from verbale.domain.spine import arrival
from verbale.engines.seal import Acceptance, Envelope
from verbale.records.dispatch import ArrivedPouch

pytestmark = pytest.mark.django_db


def envelope(number, previous=None):
    return Envelope("FI-NHI", "OURS", number, previous, "a" * 64)


@pytest.fixture
def opened(partner, now):
    def act(one, sha256="1" * 64):
        return arrival.opened(partner=partner, envelope=one, sha256=sha256, size=9, file_name="1.pouch", at=now)

    return act


@pytest.fixture
def refused(partner, now):
    def act(sha256="1" * 64, **facts):
        given = {"partner": partner, "envelope": envelope(1), "size": 9, "file_name": "1.pouch", "why": "It is torn."}
        return arrival.refused(sha256=sha256, at=now, **(given | facts))

    return act


def test_before_anything_came_the_first_is_due(partner, us):
    assert arrival.acceptance(partner=partner, we=us) == Acceptance("FI-NHI", "OURS", 0, None)


def test_what_was_opened_decides_what_is_due(partner, us, opened):
    first = envelope(1)
    second = envelope(2, first.hash)
    for one in (first, second):
        opened(one)
    assert arrival.acceptance(partner=partner, we=us) == Acceptance("FI-NHI", "OURS", 2, second.hash)
    assert arrival.known(partner, 1) == {1: first.hash}
    assert arrival.known(partner, 3) == {}


def test_an_opened_pouch_is_told(partner, opened):
    pouch = opened(envelope(1))
    assert (pouch.state, pouch.number, pouch.envelope_hash) == ("opened", 1, envelope(1).hash)
    assert last() == {
        "act": "pouch.opened", "by": "", "thing": ("arrivedpouch", pouch.pk), "basis": "",
        "facts": {"partner": "FI-NHI", "number": 1, "sha256": "1" * 64},
    }  # fmt: skip


def test_a_refused_pouch_counts_for_nothing(partner, us, refused):
    pouch = refused()
    assert (pouch.state, pouch.refusal) == ("refused", "It is torn.")
    assert arrival.acceptance(partner=partner, we=us).last_number == 0
    assert last()["facts"] == {"sha256": "1" * 64, "why": "It is torn."}


def test_a_pouch_of_nobody_we_know_is_kept(refused):
    pouch = refused(partner=None, envelope=None, file_name="x" * 300)
    assert (pouch.partner, pouch.number, pouch.envelope_hash, len(pouch.file_name)) == (None, None, "", 200)


def test_the_same_pouch_is_refused_once(refused):
    assert refused() == refused()
    assert acts() == ["pouch.refused"]


def test_a_pouch_that_waited_is_opened_in_its_turn(refused, opened):
    refused(waits=True, envelope=envelope(2, "b" * 64))
    refused(waits=True, envelope=envelope(2, "b" * 64))
    opened(envelope(2, "b" * 64))
    assert list(ArrivedPouch.objects.values_list("number", "state")) == [(2, "opened")]
    assert acts() == ["pouch.waits", "pouch.opened"]


def test_one_partner_is_no_other(partner, third, us, opened):
    opened(envelope(1))
    assert arrival.acceptance(partner=third, we=us) == Acceptance("CZ-ACA", "OURS", 0, None)
    assert arrival.known(third, 1) == {}
