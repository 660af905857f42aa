"""Keys of parties: which count, up to which place, and which of ours sign for whom."""

import pytest

from tests.records.rows import NOW, make
from verbale.domain.spine import dispatch, party_keys
from verbale.records import models as records

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(partner, admin):
    """A confirmed row of keys, named by its signing key."""

    def act(signing, to=partner, **facts):
        given = {"confirmed_by": admin, "confirmed_at": NOW}
        return make(records.PartyKeys, party=to, signing=signing, recipient=f"age of {signing}", **(given | facts))

    return act


def names(keys):
    return [one.signing for one in keys]


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """Keys here are names; whether a line is one is tested with the engine."""
    monkeypatch.setattr(party_keys, "public", lambda found: found)


def test_replaced_keys_count_up_to_their_place_and_are_not_sealed_for(partner, row):
    row("old", retired_epoch=1, retired_number=7)
    row("new", statement=1)
    assert (names(party_keys.trusted(partner)), party_keys.confirmed(partner).signing) == (["old", "new"], "new")
    assert (party_keys.retired_at(partner, "old"), party_keys.retired_at(partner, "new")) == ((1, 7), None)
    assert party_keys.retired_at(partner, "stranger") is None


def test_a_signing_key_that_is_named_again_with_another_decryption_key_is_not_replaced(partner, row):
    row("same", fingerprint="first", retired_epoch=1, retired_number=7)
    row("same", fingerprint="second", statement=1)
    assert party_keys.retired_at(partner, "same") is None


def test_revoked_and_unconfirmed_keys_count_for_nothing(partner, row):
    row("revoked", revoked_at=NOW)
    row("unconfirmed", confirmed_by=None, confirmed_at=None)
    assert (party_keys.trusted(partner), party_keys.present(partner)) == ([], None)
    with pytest.raises(party_keys.NoKeys):
        party_keys.confirmed(partner)


def test_what_a_revoked_key_signed_before_can_still_be_read(partner, row):
    row("present")
    row("revoked", revoked_at=NOW)
    row("unconfirmed", confirmed_by=None, confirmed_at=None)
    assert party_keys.signing_lines(partner) == ["present"]
    assert sorted(party_keys.signing_lines(partner, revoked=True)) == ["present", "revoked"]


def test_the_latest_statement_is_the_present_one(partner, row):
    for number in (2, 0, 1):
        row(f"s{number}", statement=number)
    assert party_keys.present(partner).signing == "s2"


def test_one_partner_is_no_other(partner, third, row):
    row("theirs")
    assert (party_keys.trusted(third), names(party_keys.trusted(partner))) == ([], ["theirs"])


def test_our_new_keys_sign_from_the_pouch_after_their_announcement(us, partner, third, row, now):
    old, new = row("old", to=us), row("new", to=us, statement=1)
    told = dispatch.queue(partner=partner, what="keys", body={}, thing=new, at=now)
    assert party_keys.ours_for(partner) == old.fingerprint
    records.Message.objects.filter(pk=told.pk).update(state="sealed", pouch=make(records.Pouch))
    assert party_keys.ours_for(partner) == new.fingerprint


def test_without_keys_of_ours_nothing_is_signed(us, partner):
    with pytest.raises(party_keys.NoKeys):
        party_keys.ours_for(partner)
