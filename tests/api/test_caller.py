"""Who is let in: nobody but a side whose keys we confirmed, for this call, now, and once."""

import json
from datetime import timedelta

import pytest

from verbale.api.strangers import REMEMBERED, Strangers
from verbale.domain.spine import party_keys
from verbale.kernel.canonical import digest
from verbale.records.channel import CarrierCalls
from verbale.records.party import PartyKeys

UNKNOWN = (401, "Unknown")


def told(response):
    assert "Verbale-Answer" not in response.headers
    return response.status_code, json.loads(response.content)["refused"]


def test_a_partner_is_answered_with_a_signature(visitor):
    assert visitor.ask("GET", "outbox") == (200, {"pouches": [], "piece": 4 * 1024**2})


def test_nobody_is_told_what_is_there(client, bureau, visitor):
    plain = client.get("/channel/v1/outbox")
    nowhere = client.get("/channel/v1/nowhere")
    garbled = visitor.send("GET", "outbox", **{"Verbale-Call": "no call"})
    visitor.signs_as = "FURTHER"
    foreign = visitor.send("GET", "outbox")
    visitor.sender = "NOBODY"
    absent = visitor.send("GET", "outbox")
    assert {told(one) for one in (plain, nowhere, garbled, foreign, absent)} == {UNKNOWN}
    assert len({one.content for one in (plain, nowhere, garbled, foreign, absent)}) == 1


@pytest.mark.parametrize(
    "changed",
    [{"recipient": "FURTHER"}, {"recipient": "THEIRS"}, {"path": "/channel/v1/pouches"}, {"method": "PUT"},
     {"sender": "FURTHER"}, {"sender": "OURS"}, {"path": "/channel/v1/outbox?"}],
)  # fmt: skip
def test_what_was_signed_for_elsewhere_is_refused(visitor, changed):
    assert told(visitor.send("GET", "outbox", call=visitor.call("GET", "outbox", **changed))) == UNKNOWN


def test_keys_that_nobody_confirmed_or_that_are_void_open_nothing(bureau, visitor):
    keys = PartyKeys.objects.get(party=bureau.partner)
    keys.revoked_at = bureau.clock.now()
    keys.save()
    assert told(visitor.send("GET", "outbox")) == UNKNOWN
    party_keys.add(party=bureau.partner, keys=bureau.keys["FURTHER"].public, by=bureau.who("admin"), at=bureau.at())
    visitor.signs_as = "FURTHER"
    assert told(visitor.send("GET", "outbox")) == UNKNOWN


@pytest.mark.parametrize("minutes", [-5.1, 5.1, 60 * 24 * 400])
def test_a_call_at_another_time_is_refused_with_the_servers(visitor, minutes):
    at = visitor.bureau.clock.now() + timedelta(minutes=minutes)
    status, answer = visitor.ask("GET", "outbox", at=at)
    assert (status, answer["refused"], answer["now"]) == (403, "WrongTime", "2026-11-21T09:00:00.000000Z")


@pytest.mark.parametrize("minutes", [-4.9, 4.9])
def test_a_clock_may_be_a_little_off(visitor, minutes):
    assert visitor.ask("GET", "outbox", at=visitor.bureau.clock.now() + timedelta(minutes=minutes))[0] == 200


def test_a_call_counts_once(visitor):
    call = visitor.call("GET", "outbox")
    assert visitor.send("GET", "outbox", call=call).status_code == 200
    again = visitor.send("GET", "outbox", call=call)
    assert (again.status_code, json.loads(again.content)["refused"]) == (403, "Replayed")
    visitor.bureau.clock.forward(minutes=4)
    assert visitor.send("GET", "outbox", call=call).status_code == 403
    visitor.bureau.clock.forward(minutes=2)
    assert json.loads(visitor.send("GET", "outbox", call=call).content)["refused"] == "WrongTime"


def test_a_call_with_another_body_is_refused(visitor):
    data = b"a pouch"
    place = visitor.place(data, offset=0)
    response = visitor.send("PUT", place, b"another", call=visitor.call("PUT", place, data))
    assert (response.status_code, json.loads(response.content)["refused"]) == (422, "OtherBody")
    assert visitor.state(data) == (0, False)


def test_old_nonces_are_forgotten(visitor):
    nonces = visitor.bureau.home.arriving / "nonces"
    visitor.ask("GET", "outbox")
    visitor.bureau.clock.forward(minutes=30)
    visitor.ask("GET", "outbox")
    assert [path.name for path in nonces.iterdir()] == ["202611210930"]


def test_a_partner_is_answered_so_often_in_a_minute(visitor, settings):
    settings.CHANNEL_CALLS = 3
    visitor.bureau.clock.forward(seconds=20)
    assert [visitor.ask("GET", "outbox")[0] for _ in range(4)] == [200, 200, 200, 429]
    response = visitor.send("GET", "outbox")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "40")
    visitor.sender = visitor.signs_as = "FURTHER"
    assert visitor.ask("GET", "outbox")[0] == 200
    visitor.sender = visitor.signs_as = "THEIRS"
    visitor.bureau.clock.forward(seconds=40)
    assert visitor.ask("GET", "outbox")[0] == 200
    visitor.bureau.clock.forward(hours=2)
    visitor.ask("GET", "outbox")
    assert CarrierCalls.objects.filter(partner=visitor.bureau.partner).count() == 1


def test_strangers_are_answered_so_often_and_take_nothing_from_partners(client, visitor, settings):
    settings.CHANNEL_STRANGERS = 2
    assert [client.get("/channel/v1/outbox").status_code for _ in range(4)] == [401, 401, 429, 429]
    assert client.get("/channel/v1/outbox", REMOTE_ADDR="192.0.2.7").status_code == 401
    assert visitor.ask("GET", "outbox")[0] == 200
    visitor.bureau.clock.forward(minutes=1)
    assert client.get("/channel/v1/outbox").status_code == 401


def test_strangers_are_remembered_in_bounded_memory(clock):
    strangers = Strangers()
    counts = {strangers.count(str(number), clock.now()) for number in range(REMEMBERED + 10)}
    assert (counts, len(strangers._calls)) == ({1}, REMEMBERED)
    assert (strangers.count("0", clock.now()), strangers.count("20", clock.now())) == (1, 2)


@pytest.mark.parametrize(
    ("method", "place", "refusal"),
    [
        ("GET", "nowhere", (404, "NotFound")),
        ("GET", "outbox/../pouches", (404, "NotFound")),
        ("POST", "outbox", (405, "WrongMethod")),
        ("PUT", f"outbox/{digest(b'')}", (405, "WrongMethod")),
        ("GET", f"outbox/{digest(b'')}?from=0&to=1", (404, "NoSuchPouch")),
        ("POST", f"outbox/{digest(b'')}", (404, "NoSuchPouch")),
        ("GET", f"outbox/{digest(b'')}", (400, "BadQuery")),
        ("GET", f"pouches/{digest(b'')}", (400, "BadQuery")),
        ("GET", "pouches/ABCDEF", (404, "NotFound")),
    ],
)
def test_what_has_no_meaning_is_refused_in_a_signed_sentence(visitor, method, place, refusal):
    assert visitor.refused(method, place) == refusal


def test_without_a_door_key_nothing_is_answered(visitor):
    (visitor.bureau.home.door / visitor.bureau.partner.pk).unlink()
    assert told(visitor.send("GET", "outbox")) == (503, "DoorShut")


def test_of_a_spoilt_door_key_a_partner_learns_nothing(visitor):
    place = visitor.bureau.home.door / visitor.bureau.partner.pk
    place.write_bytes(b"spoilt")
    answer = visitor.send("GET", "outbox")
    assert (told(answer), str(place).encode() in answer.content) == ((503, "DoorShut"), False)


def test_neither_sessions_nor_sign_in_have_a_part_in_it(client, bureau):
    client.force_login(bureau.who("admin"))
    response = client.get("/channel/v1/outbox")
    assert (response.status_code, response.headers["Cache-Control"], dict(response.cookies)) == (401, "no-store", {})
