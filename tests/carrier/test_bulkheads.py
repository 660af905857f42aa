"""A fault with one partner, one file or one message stops nothing of anybody else's."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, OperationalError

from tests.carrier.channel import came, message, order, rounds
from tests.domain.cycle.bureau import acts
from tests.engines.seal.pouches import fresh_keys
from verbale.carrier import opening
from verbale.carrier import rounds as carrier_rounds
from verbale.domain.spine import channel as spine_channel
from verbale.domain.spine import key_change, party_keys
from verbale.engines.seal import KeyStatement, PublicKeys, sign_statement
from verbale.engines.seal.public import signing_line
from verbale.journeys import arrival
from verbale.records.party import PartyKeys
from verbale.records.request import Order


@pytest.mark.parametrize(
    "fault", [ObjectDoesNotExist("none"), ValidationError("no day"), RuntimeError("odd"), EOFError()]
)
def test_a_message_that_brings_about_any_fault_is_refused_by_itself(bureau, channel, monkeypatch, fault):
    def fails(message):
        raise fault

    monkeypatch.setitem(arrival._ROUTES, "recall", fails)
    bad = {"id": "m2", "what": "recall", "body": {}, "files": []}
    name = channel.send(order(1), (bad, []), order(3))
    assert came(bureau) == [(name, "opened")]
    assert (Order.objects.count(), acts().count("message.refused")) == (2, 1)


def test_a_pouch_that_brings_about_any_fault_stops_no_other(bureau, channel, monkeypatch):
    real = opening._open_one

    def fails(path, *told):
        if path.name == "1.pouch":
            raise RuntimeError("odd")
        return real(path, *told)

    monkeypatch.setattr(opening, "_open_one", fails)
    channel.put("1.pouch", b"whatever")
    name = channel.send(order(1))
    assert sorted(came(bureau)) == [("1.pouch", "unread"), (name, "opened")]


def test_a_partner_that_brings_about_any_fault_stops_no_other(bureau, channel, folder, monkeypatch):
    real = carrier_rounds.seal_waiting

    def fails(*, partner, **told):
        if partner.code == "FURTHER":
            raise RuntimeError("odd")
        return real(partner=partner, **told)

    monkeypatch.setattr(carrier_rounds, "seal_waiting", fails)
    channel.send(order(1))
    done = rounds(bureau)
    assert [one["partner"] for one in done["sealed"]] == ["THEIRS"]
    assert done["faults"] == ["FURTHER: RuntimeError: odd"]


RECOVERY = Ed25519PrivateKey.generate()


def fresh():
    """New keys of the partner, with the recovery key that it always had."""
    made = fresh_keys().public
    return PublicKeys(made.signing, made.recipient, signing_line(RECOVERY.public_key()))


@pytest.fixture
def first(bureau):
    """The partner's keys, confirmed."""
    keys = fresh()
    row = party_keys.add(party=bureau.partner, keys=keys, by=bureau.who("admin"), at=bureau.at())
    party_keys.confirm(keys=row, fingerprint=row.fingerprint, by=bureau.who("admin"), at=bureau.at())
    return keys


def statement(bureau, old, new, number, *, revoked=True):
    told = KeyStatement("THEIRS", number, old.fingerprint, new, revoked=revoked, at=bureau.at())
    return sign_statement(told, RECOVERY).as_file()


def told(bureau, name, data):
    (bureau.home.inbox / name).write_bytes(data)
    (only,) = [one for one in rounds(bureau)["came"] if one["file"] == name]
    return only["what"], only["why"]


def test_keys_that_are_void_are_not_named_again_by_any_later_statement(bureau, first):
    second, third = fresh(), fresh()
    assert told(bureau, "a.keys", statement(bureau, first, second, 1))[0] == "opened"
    for name, again in {
        "b.keys": first,
        "c.keys": PublicKeys(first.signing, third.recipient, third.recovery),
        "d.keys": PublicKeys(third.signing, first.recipient, third.recovery),
    }.items():
        what, why = told(bureau, name, statement(bureau, second, again, 2))
        assert (what, "keys that are void" in why) == ("refused", True), name
    assert told(bureau, "e.keys", statement(bureau, second, third, 2))[0] == "opened"
    assert party_keys.confirmed(bureau.partner) == third


def test_keys_that_somebody_introduced_and_nobody_confirmed_stop_no_round(bureau, first):
    second = fresh()
    party_keys.add(party=bureau.partner, keys=second, by=bureau.who("admin"), at=bureau.at())
    assert told(bureau, "a.keys", statement(bureau, first, second, 1))[0] == "opened"
    assert party_keys.confirmed(bureau.partner) == second
    assert PartyKeys.objects.get(party=bureau.partner, fingerprint=second.fingerprint).statement == 1


def test_a_statement_that_comes_by_itself_says_that_the_replaced_keys_are_void(bureau, first):
    what, why = told(bureau, "a.keys", statement(bureau, first, fresh(), 1, revoked=False))
    assert (what, "does not say that the replaced keys are void" in why) == ("refused", True)
    assert party_keys.confirmed(bureau.partner) == first


@pytest.mark.parametrize(
    ("fault", "what"),
    [(IntegrityError("twice"), "refused"), (OperationalError("locked"), "unread"), (RuntimeError("odd"), "unread")],
)
def test_a_statement_that_brings_about_any_fault_stops_no_round(bureau, channel, first, monkeypatch, fault, what):
    def fails(**told):
        raise fault

    monkeypatch.setattr(key_change, "replace", fails)
    assert told(bureau, "a.keys", statement(bureau, first, fresh(), 1))[0] == what


def test_replaced_keys_are_not_confirmed_anew(bureau, first):
    """Else nothing could be sealed for the partner any more: the present keys would be void, and those replaced."""
    PartyKeys.objects.filter(fingerprint=first.fingerprint).update(retired_epoch=1, retired_number=3)
    row = PartyKeys.objects.get(fingerprint=first.fingerprint)
    with pytest.raises(party_keys.KeysReplaced):
        party_keys.confirm(keys=row, fingerprint=row.fingerprint, by=bureau.who("admin"), at=bureau.at())


def stored(bureau):
    return sorted(path.name for path in bureau.home.files.glob("*/*"))


def test_of_a_pouch_that_counts_for_nothing_no_file_stays(bureau, channel):
    before = stored(bureau)
    told = message(1, "catalogue", {"offer": "x"}, c_jsonl=b"secret\n")
    channel.put("1.pouch", channel.seal_contents(channel.contents(told, checkpoint=b"none")))
    assert came(bureau) == [("1.pouch", "refused")]
    assert stored(bureau) == before


def stopped(bureau):
    spine_channel.stop(partner=bureau.partner, why="a test", clause="5.12", at=bureau.at())


def revoked(bureau):
    PartyKeys.objects.filter(party=bureau.partner).update(revoked_at=bureau.at())


@pytest.mark.parametrize(("meanwhile", "then"), [(stopped, "waiting"), (revoked, "refused")])
def test_what_changed_while_a_large_pouch_was_stored_is_judged_again(bureau, channel, monkeypatch, meanwhile, then):
    real = arrival.files.put_path

    def storing(path):
        meanwhile(bureau)
        return real(path)

    name = channel.send(order(1))
    with monkeypatch.context() as patched:
        patched.setattr(arrival.files, "put_path", storing)
        assert came(bureau) == [(name, "unread")]
    assert (came(bureau), Order.objects.count()) == ([(name, then)], 0)
