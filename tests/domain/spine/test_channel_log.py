"""The logs of a channel: kept as an edge, checked against what is held, made into proofs again."""

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from tests.domain.spine import pouches
from tests.records.rows import make
from verbale.domain.spine import arrival, channel, channel_log
from verbale.engines import chain
from verbale.engines.seal import public
from verbale.records import models as records

pytestmark = pytest.mark.django_db

FIRST = pouches.envelope(1)
SECOND = pouches.after(FIRST)
OURS = "verbale/OURS/FI-NHI/1"


@pytest.fixture
def keys(us, partner, admin, now):
    """The signing keys of both sides, confirmed."""
    made = {one: Ed25519PrivateKey.generate() for one in (us, partner)}
    for one, key in made.items():
        make(
            records.PartyKeys, party=one, signing=public.signing_line(key.public_key()), confirmed_by=admin,
            confirmed_at=now,
        )  # fmt: skip
    return made


def note(size, root, key, *, name="FI-NHI", origin="verbale/FI-NHI/OURS/1", extensions=()):
    return chain.sign_checkpoint(chain.Checkpoint(origin, size, root, extensions), key, name)


def root_of(*envelopes):
    return chain.tree_root([chain.leaf_hash(one.as_bytes()) for one in envelopes])


def test_an_older_checkpoint_that_comes_back_takes_nothing_from_us(partner, keys, us, now):
    stands = channel.of(partner)
    later, older, ended = (
        note(size, root_of(*envelopes), keys[us], name="OURS", origin=f"verbale/OURS/FI-NHI/{epoch}")
        for epoch, size, envelopes in ((2, 2, (FIRST, SECOND)), (2, 1, (FIRST,)), (1, 2, (FIRST, SECOND)))
    )
    for told in (later, older, ended):
        channel_log.took(channel=stands, envelope=FIRST, checkpoint="x", countersigned=told, at=now)
    assert channel.of(partner).countersigned == later


def test_an_edge_grows_by_each_envelope():
    edge, leaves = [], []
    for number in range(1, 9):
        one = pouches.envelope(1, manifest=f"{number:064x}")
        edge, leaves = channel_log.grown(edge, one), [*leaves, chain.leaf_hash(one.as_bytes())]
        frontier = chain.Frontier(edge[0], tuple(map(bytes.fromhex, edge[1:])))
        assert (edge[0], frontier.root) == (number, chain.tree_root(leaves))


def test_our_checkpoint_is_over_what_we_sent_before(us, partner, keys, now):
    for number in range(3):
        told = channel_log.checkpoint(channel=channel.of(partner), we=us, key=keys[us])
        found = chain.verify_checkpoint(told, channel_log.note_keys(us), origin=OURS)
        assert (found.size, found.root) == (number, chain.tree_root(channel_log.leaves_sent(partner, 1)))
        pouches.sealed(partner, now)


def test_a_true_checkpoint_is_taken_and_goes_back_with_our_signature(us, partner, keys, now):
    stands = channel.of(partner)
    assert channel_log.countersigned(channel=stands, we=us, key=keys[us]) == ""
    for one, before in ((FIRST, ()), (SECOND, (FIRST,))):
        told = note(len(before), root_of(*before), keys[partner])
        channel_log.check_checkpoint(channel=stands, envelope=one, note=told)
        channel_log.took(channel=stands, envelope=one, checkpoint=told, countersigned="", at=now)
    stands = channel.of(partner)
    assert (stands.their_log[0], stands.theirs) == (2, told)
    signed = channel_log.countersigned(channel=stands, we=us, key=keys[us])
    found = chain.verify_cosigned(
        signed,
        sender=channel_log.note_keys(partner),
        recipient=channel_log.note_keys(us),
        origin="verbale/FI-NHI/OURS/1",
    )
    assert (found.size, found.root) == (1, root_of(FIRST))


@pytest.mark.parametrize(
    ("size", "root", "extensions"),
    [(0, chain.EMPTY_ROOT, ()), (1, b"1" * 32, ()), (2, b"1" * 32, ()), (1, None, ("more",))],
)
def test_one_that_is_not_of_what_we_hold_is_another_past(us, partner, keys, size, root, extensions, now):
    stands = channel.of(partner)
    channel_log.took(channel=stands, envelope=FIRST, checkpoint="x", countersigned="", at=now)
    told = note(size, root or root_of(FIRST), keys[partner], extensions=extensions)
    with pytest.raises(channel_log.OtherPast) as caught:
        channel_log.check_checkpoint(channel=stands, envelope=SECOND, note=told)
    assert caught.value.facts == {"number": 2, "partner": "FI-NHI"}


def test_another_log_is_refused(us, partner, keys):
    told = note(0, chain.EMPTY_ROOT, keys[partner], origin="verbale/FI-NHI/OURS/2")
    with pytest.raises(chain.OtherLog):
        channel_log.check_checkpoint(channel=channel.of(partner), envelope=FIRST, note=told)


def test_the_first_of_an_epoch_begins_the_log_anew(us, partner, keys, now):
    stands = channel.of(partner)
    channel_log.took(channel=stands, envelope=FIRST, checkpoint="x", countersigned="", at=now)
    begins = pouches.envelope(1, epoch=7, previous=FIRST.position)
    told = note(0, chain.EMPTY_ROOT, keys[partner], origin="verbale/FI-NHI/OURS/7")
    channel_log.check_checkpoint(channel=stands, envelope=begins, note=told)
    channel_log.took(channel=stands, envelope=begins, checkpoint=told, countersigned="", at=now)
    assert channel.of(partner).their_log == channel_log.grown([], begins)


@pytest.fixture
def sent(us, partner, keys, now):
    """Two pouches of ours with their true checkpoints."""
    made = []
    for _ in range(2):
        told = channel_log.checkpoint(channel=channel.of(partner), we=us, key=keys[us])
        pouch = pouches.sealed(partner, now)
        pouch.checkpoint = told
        pouch.save()
        made.append(pouch)
    return made


def back(told, keys, us, partner):
    """Our note with the partner's signature under it."""
    ours = chain.NoteKey("OURS", keys[us].public_key())
    return chain.cosign_checkpoint(told, keys[partner], "FI-NHI", sender=[ours], origin=told.partition("\n")[0])


def test_ours_comes_back_and_is_kept(us, partner, keys, sent, now):
    told = back(sent[1].checkpoint, keys, us, partner)
    stands = channel.of(partner)
    channel_log.check_countersigned(channel=stands, we=us, envelope=FIRST, note=told)
    channel_log.took(channel=stands, envelope=FIRST, checkpoint="x", countersigned=told, at=now)
    channel_log.took(channel=stands, envelope=SECOND, checkpoint="y", countersigned="", at=now)
    assert channel.of(partner).countersigned == told


@pytest.mark.parametrize(
    ("origin", "size"), [(OURS, 2), (OURS, 2**63 - 1), ("verbale/OURS/FI-NHI/9", 1), ("verbale/FI-NHI/OURS/1", 1)]
)
def test_one_that_we_signed_and_do_not_know_is_told_apart(us, partner, keys, sent, origin, size):
    told = back(note(size, b"1" * 32, keys[us], name="OURS", origin=origin), keys, us, partner)
    with pytest.raises(channel_log.OtherCountersigned):
        channel_log.check_countersigned(channel=channel.of(partner), we=us, envelope=FIRST, note=told)


def test_what_we_forgot_of_an_ended_epoch_may_come_back(us, partner, keys, sent, now):
    channel.begin_epochs(at=now)
    told = back(note(5, b"1" * 32, keys[us], name="OURS", origin=OURS), keys, us, partner)
    channel_log.check_countersigned(channel=channel.of(partner), we=us, envelope=FIRST, note=told)


def test_leaves_are_those_of_one_partner_and_epoch_in_order(partner, third, now):
    ours = [pouches.sealed(partner, now) for _ in range(2)]
    pouches.sealed(third, now)
    for one in (SECOND, FIRST):
        arrival.opened(
            partner=partner, pouch=pouches.opened(one), told="", asks=True, sha256=one.hash, size=9, file_name="x",
            at=now,
        )  # fmt: skip
    assert channel_log.leaves_sent(partner, 1) == [chain.leaf_hash(one.envelope.encode()) for one in ours]
    assert channel_log.leaves_held(partner, 1) == [chain.leaf_hash(one.as_bytes()) for one in (FIRST, SECOND)]
    assert (channel_log.leaves_sent(partner, 2), channel_log.leaves_held(third, 1)) == ([], [])


def test_a_proof_from_the_leaves_holds_against_the_checkpoint(us, partner, keys, now):
    ours = [pouches.sealed(partner, now) for _ in range(5)]
    told = channel_log.checkpoint(channel=channel.of(partner), we=us, key=keys[us])
    found = chain.verify_checkpoint(told, channel_log.note_keys(us), origin=OURS)
    leaves = channel_log.leaves_sent(partner, 1)

    def leaves_of(start, end):
        return leaves[start:end]

    for index, one in enumerate(ours):
        proof = chain.prove_inclusion(leaves_of, index=index, size=len(leaves))
        chain.verify_inclusion(
            proof, leaf=chain.leaf_hash(one.envelope.encode()), index=index, size=found.size, root=found.root
        )


def test_the_last_checkpoint_of_an_ended_epoch_goes_into_the_journal(us, partner, keys, now):
    stands = channel.of(partner)
    with transaction.atomic():
        channel_log.took(channel=stands, envelope=FIRST, checkpoint="the last one", countersigned="", at=now)
        begins = replace(FIRST, epoch=2)
        channel_log.took(channel=stands, envelope=begins, checkpoint="the first one", countersigned="", at=now)
    (row,) = records.JournalPayload.objects.filter(act="epoch.ended")
    assert row.facts == {"partner": partner.code, "checkpoint": "the last one"}
