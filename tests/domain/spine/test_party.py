"""Parties: introduced by an administrator; a partner's keys count once their fingerprint was compared."""

from datetime import timedelta

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.domain.spine.told import acts, last
from tests.records.rows import DAY, person
from verbale.domain.spine import channel, party_keys
from verbale.domain.spine import party as parties
from verbale.domain.spine.person import NeedsRole
from verbale.engines.seal import PublicKeys, public
from verbale.kernel.errors import NotFound
from verbale.records import models as records
from verbale.records.person import Role

pytestmark = pytest.mark.django_db


def keys():
    signing = public.signing_line(Ed25519PrivateKey.generate().public_key())
    return PublicKeys(signing=signing, recipient=str(pyrage.x25519.Identity.generate().to_public()))


@pytest.fixture
def introduce(admin, now):
    def act(code="FI-NHI", **facts):
        given = {"names": {"en": "Institute"}, "language": "en", "by": admin, "at": now}
        return parties.introduce(code=code, **(given | facts))

    return act


@pytest.fixture
def add(partner, admin, now):
    """Adds fresh keys, and confirms them if asked."""

    def act(confirm=False):
        made = keys()
        row = party_keys.add(party=partner, keys=made, by=admin, at=now)
        if confirm:
            party_keys.confirm(keys=row, fingerprint=made.fingerprint, by=admin, at=now)
        return row, made

    return act


def test_a_partner_is_introduced(introduce, admin):
    made = introduce(country="FI", carry_to="/out", carry_from="/in")
    assert (made.code, made.is_us, made.carry_to, made.name("fi")) == ("FI-NHI", False, "/out", "Institute")
    assert list(records.Party.objects.partners()) == [made]
    assert last() == {
        "act": "party.introduced", "by": "Aino Laine", "thing": ("party", made.pk), "basis": "",
        "facts": {"code": "FI-NHI"},
    }  # fmt: skip


@pytest.mark.parametrize("code", ["", "A", "fi-nhi", "-FI", "FI NHI", "FI/NHI", "Ä1", "F" * 41, "FI\n", "FI_NHI"])
def test_a_code_that_is_none_is_refused(introduce, code):
    with pytest.raises(parties.BadCode) as caught:
        introduce(code)
    assert caught.value.facts == {"code": code}


@pytest.mark.parametrize("code", ["FI", "FI-NHI", "9A", "F" * 40])
def test_a_code_is_short_and_plain(code):
    assert parties.check_code(code) == code


def test_a_code_is_taken_once(introduce):
    introduce()
    with pytest.raises(parties.CodeTaken):
        introduce()
    assert acts() == ["party.introduced"]


def test_we_are_one_of_them(introduce):
    with pytest.raises(NotFound):
        parties.us()
    introduce()
    assert introduce("OURS", is_us=True, by=None) == parties.us()


def test_the_folders_of_the_carrier_are_set(partner, admin, now):
    parties.set_folders(party=partner, carry_to="/out", carry_from="/in", by=admin, at=now)
    assert records.Party.objects.values_list("carry_to", "carry_from").get(pk=partner.pk) == ("/out", "/in")


def test_keys_count_once_their_fingerprint_was_compared(add, partner, admin, now):
    row, made = add()
    with pytest.raises(party_keys.NoKeys) as caught:
        party_keys.confirmed(partner)
    assert caught.value.facts == {"partner": "FI-NHI"}
    party_keys.confirm(keys=row, fingerprint=f" {made.fingerprint}\n", by=admin, at=now)
    assert party_keys.confirmed(partner) == made
    assert (row.confirmed_by, acts()) == (admin, ["keys.added", "keys.confirmed"])


@pytest.mark.parametrize("typed", ["", "SHA256:", "SHA256:" + "A" * 43])
def test_another_fingerprint_confirms_nothing(add, partner, admin, now, typed):
    row, _ = add()
    with pytest.raises(party_keys.WrongFingerprint):
        party_keys.confirm(keys=row, fingerprint=typed, by=admin, at=now)
    with pytest.raises(party_keys.NoKeys):
        party_keys.confirmed(partner)


def test_fresh_keys_replace_those_before_only_when_confirmed(add, partner, admin, now):
    _, first = add(confirm=True)
    row, second = add()
    assert party_keys.confirmed(partner) == first
    party_keys.confirm(keys=row, fingerprint=second.fingerprint, by=admin, at=now)
    assert party_keys.confirmed(partner) == second


def test_keys_that_were_replaced_do_not_come_back(add, partner, admin, now):
    first, made = add(confirm=True)
    _, second = add(confirm=True)
    first.refresh_from_db()
    with pytest.raises(party_keys.KeysReplaced):
        party_keys.confirm(keys=first, fingerprint=made.fingerprint, by=admin, at=now)
    assert party_keys.confirmed(partner) == second


def test_the_same_keys_are_kept_once(add, partner, admin, now):
    row, made = add(confirm=True)
    assert party_keys.add(party=partner, keys=made, by=admin, at=now) == row
    assert party_keys.confirmed(partner) == made


def test_one_partner_is_no_other(add, third):
    add(confirm=True)
    with pytest.raises(party_keys.NoKeys):
        party_keys.confirmed(third)


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"administrator"}))
def test_only_an_administrator_does_these(introduce, add, partner, now, role):
    row, made = add()
    by = person(role)
    for act in (
        lambda: introduce("XX", by=by),
        lambda: parties.set_folders(party=partner, carry_to="", carry_from="", by=by, at=now),
        lambda: party_keys.add(party=partner, keys=made, by=by, at=now),
        lambda: party_keys.confirm(keys=row, fingerprint=made.fingerprint, by=by, at=now),
    ):
        with pytest.raises(NeedsRole):
            act()


def test_a_channel_is_named_and_renamed(desk, now):
    for title in ("Trading company", "Book trade"):
        made = parties.name_channel(code="trading company", titles={"en": title}, does="orders abroad", by=desk, at=now)
    assert (records.SupplyChannel.objects.get(), made.title("en")) == (made, "Book trade")
    assert acts() == ["channel.named"] * 2


def test_a_contact_unit_is_set_up(partner, desk, now):
    until = DAY + timedelta(days=365)
    unit = parties.set_up_contact_unit(
        party=partner, name="Exchange desk", reach="by telephone", since=DAY, until=until, by=desk, at=now
    )
    assert list(partner.contact_units.values_list("name", "reach", "since", "until")) == [
        ("Exchange desk", "by telephone", DAY, until)
    ]
    assert last() == {
        "act": "contact.set up", "by": "Liisa Koski", "thing": ("contactunit", unit.pk), "basis": "",
        "facts": {"name": "Exchange desk", "party": "FI-NHI"},
    }  # fmt: skip


def test_a_contact_unit_does_not_end_before_it_begins(partner, desk, now):
    with pytest.raises(parties.EndsBeforeStart):
        parties.set_up_contact_unit(
            party=partner, name="Exchange desk", reach="", since=DAY, until=DAY - timedelta(days=1), by=desk, at=now
        )


def test_a_partner_stops_running_a_node_and_begins_again(partner, admin, desk, now):
    stands = channel.of(partner)
    records.Channel.objects.filter(pk=stands.pk).update(catching_up=True, owes_acknowledgement=True)
    parties.set_by_letter(party=partner, by_letter=True, by=admin, at=now)
    assert records.Party.objects.get(pk=partner.pk).by_letter
    assert records.Channel.objects.values_list("catching_up", "owes_acknowledgement").get() == (False, False)
    parties.set_by_letter(party=partner, by_letter=True, by=admin, at=now)
    parties.set_by_letter(party=partner, by_letter=False, by=admin, at=now)
    assert not records.Party.objects.get(pk=partner.pk).by_letter
    assert acts() == ["party.by letter", "party.by letter"]
    assert last()["facts"] == {"by letter": False}
    with pytest.raises(NeedsRole):
        parties.set_by_letter(party=partner, by_letter=True, by=desk, at=now)


def test_of_ourselves_it_is_not_said_that_we_run_no_node(us, admin, now):
    with pytest.raises(parties.WeOurselves):
        parties.set_by_letter(party=us, by_letter=True, by=admin, at=now)
