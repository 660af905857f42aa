"""Door keys: made for each partner, vouched for by the node, renewed in time, readable by the group and nobody else."""

import os
import stat
from datetime import timedelta

import pytest

from verbale.carrier.door_keys import LASTS, keep_door
from verbale.engines.seal.door_key import public_line, read_door_key
from verbale.records.party import PartyKeys


@pytest.fixture
def keep(bureau):
    def kept(partner=None, now=None):
        partner, now = partner or bureau.partner, now or bureau.clock.now()
        return keep_door(partner=partner, keys=bureau.keys["OURS"], home=bureau.home, now=now)

    return kept


def held(bureau):
    return read_door_key(bureau.home.door / bureau.partner.pk)


def test_the_nodes_key_vouches_for_it(bureau, keep):
    assert keep()
    door = held(bureau)
    vouch, signer = door.vouched()
    assert (vouch.side, vouch.key, vouch.until) == ("OURS", public_line(door.key), bureau.clock.now() + LASTS)
    assert signer == bureau.keys["OURS"].public.signing != vouch.key


def test_it_is_renewed_after_half_of_its_time_with_another_key(bureau, keep):
    keep()
    first, now = held(bureau), bureau.clock.now()
    assert not keep(now=now + timedelta(days=14))
    assert held(bureau).vouch == first.vouch
    assert keep(now=now + timedelta(days=15))
    assert public_line(held(bureau).key) != public_line(first.key)
    # A clock that was put back by years leaves a vouch for longer than any is given.
    assert keep(now=now - timedelta(days=400))


def test_other_keys_of_the_node_vouch_anew(bureau, keep):
    keep()
    bureau.keys["OURS"], row = bureau.keys["FURTHER"], PartyKeys.objects.get(party=bureau.us)
    PartyKeys.objects.filter(pk=row.pk).update(
        signing=bureau.keys["FURTHER"].public.signing, recipient=bureau.keys["FURTHER"].public.recipient,
        fingerprint=bureau.keys["FURTHER"].public.fingerprint,
    )  # fmt: skip
    assert keep()
    assert held(bureau).vouched()[1] == bureau.keys["FURTHER"].public.signing


def test_each_partner_has_its_own_and_one_without_keys_none(bureau, keep):
    assert (keep(), keep(bureau.third)) == (True, True)
    PartyKeys.objects.filter(party=bureau.third).update(revoked_at=bureau.clock.now())
    (bureau.home.door / bureau.third.pk).unlink()
    assert not keep(bureau.third)
    assert [path.name for path in bureau.home.door.iterdir()] == [bureau.partner.pk]


@pytest.mark.parametrize("text", ["", "{}", "garbled"])
def test_one_that_is_damaged_is_made_anew(bureau, keep, text):
    keep()
    (bureau.home.door / bureau.partner.pk).write_text(text)
    assert keep()
    assert held(bureau).vouched()[0].side == "OURS"


def test_nobody_but_owner_and_group_reads_it(bureau, keep):
    before = os.umask(0)
    try:
        keep()
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (bureau.home.door, bureau.home.door / bureau.partner.pk)]
    assert modes == [0o750, 0o640]
