"""Transfers: how far each is, seldom written; how often a partner called; which of our keys it knows."""

from datetime import timedelta

import pytest

from tests.carrier.channel import rounds
from tests.domain.cycle.bureau import Bureau, in_this_process, open_bureau
from tests.engines.seal.pouches import fresh_keys
from verbale.domain.spine import channel, party_keys, transfer
from verbale.records.channel import Transfer, Way
from verbale.records.dispatch import Pouch
from verbale.records.party import PartyKeys


@pytest.fixture
def bureau(db, home, clock, monkeypatch) -> Bureau:
    in_this_process(monkeypatch)
    return open_bureau(home, clock)


def begun(bureau, size=100, way=Way.OUT, sha256="ab" * 32):
    return transfer.begin(
        partner=bureau.partner, way=way, sha256=sha256, file_name="x.pouch", size=size, at=bureau.clock.now()
    )


def kept():
    return [(row.done, row.fault, row.ended_at is not None) for row in Transfer.objects.all()]


def test_how_far_it_is_is_written_seldom_and_its_end_always(bureau):
    row, at = begun(bureau), bureau.clock.now()
    transfer.moved(transfer=row, done=10, at=at + timedelta(seconds=1))
    assert kept() == [(0, "", False)]
    transfer.moved(transfer=row, done=20, at=at + timedelta(seconds=2))
    assert kept() == [(20, "", False)]
    transfer.moved(transfer=row, done=100, at=at + timedelta(seconds=2))
    assert kept() == [(100, "", True)]


def test_going_back_and_going_on_after_a_fault_are_written(bureau):
    row, at = begun(bureau), bureau.at()
    transfer.moved(transfer=row, done=50, at=at)
    transfer.failed(transfer=row, why="the line broke", at=at)
    assert kept() == [(50, "the line broke", False)]
    transfer.moved(transfer=row, done=51, at=at)
    transfer.moved(transfer=row, done=52, at=at)
    assert kept() == [(51, "", False)]
    transfer.paused(transfer=row, at=at)
    assert kept() == [(52, "", False)]
    transfer.moved(transfer=row, done=53, at=at)
    transfer.failed(transfer=row, why="again", at=at)
    assert kept() == [(53, "again", False)]
    transfer.moved(transfer=row, done=0, at=at)
    assert kept() == [(0, "", False)]


def test_a_transfer_is_begun_once(bureau):
    assert begun(bureau).pk == begun(bureau).pk != begun(bureau, way=Way.IN).pk


def test_who_sees_transfers(bureau):
    begun(bureau)
    seen = {handle: transfer.listed(bureau.who(handle)).count() for handle in ("desk", "admin", "librarian")}
    other = transfer.listed(bureau.who("admin"), bureau.third).count()
    assert (seen["desk"], seen["admin"], other) == (1, 1, 0)


def test_calls_are_counted_by_partner_and_minute(bureau):
    at = bureau.clock.now()
    for _ in range(2):
        transfer.count_call(partner=bureau.partner, limit=2, at=at)
    transfer.count_call(partner=bureau.third, limit=2, at=at)
    with pytest.raises(transfer.TooOften) as caught:
        transfer.count_call(partner=bureau.partner, limit=2, at=at + timedelta(seconds=59))
    assert caught.value.facts == {"limit": 2, "wait": 1}
    transfer.count_call(partner=bureau.partner, limit=2, at=at + timedelta(seconds=60))


def test_what_another_carrier_took_is_brought_as_well_until_it_is_there(bureau):
    bureau.release(bureau.ready())
    rounds(bureau)
    pouch = Pouch.objects.get()
    assert transfer.to_bring(bureau.partner, bureau.at()) == [pouch]
    Pouch.objects.update(state="carried", carried_at=bureau.clock.now())
    assert channel.to_send(bureau.partner, bureau.at()) == []
    assert transfer.to_bring(bureau.partner, bureau.at()) == [pouch]
    row = begun(bureau, size=pouch.size, sha256=pouch.sha256)
    transfer.moved(transfer=row, done=pouch.size, at=bureau.at())
    assert transfer.to_bring(bureau.partner, bureau.at()) == []
    assert transfer.to_bring(bureau.partner, bureau.at(days=2)) == [pouch]
    Pouch.objects.update(state="acknowledged")
    assert transfer.to_bring(bureau.partner, bureau.at()) == []


def test_a_partner_is_called_with_the_keys_that_it_knows(bureau):
    first = bureau.keys["OURS"].public.fingerprint
    assert transfer.key_for_calls(bureau.partner) == first
    row = party_keys.add(party=bureau.us, keys=fresh_keys().public, by=None, at=bureau.at())
    row.statement, row.confirmed_at, row.confirmed_by = 1, bureau.at(), bureau.who("admin")
    row.save()
    assert transfer.key_for_calls(bureau.partner) == first
    PartyKeys.objects.filter(fingerprint=first).update(revoked_at=bureau.at())
    assert transfer.key_for_calls(bureau.partner) == row.fingerprint
    PartyKeys.objects.filter(party=bureau.us).update(revoked_at=bureau.at())
    with pytest.raises(party_keys.NoKeys):
        transfer.key_for_calls(bureau.partner)
