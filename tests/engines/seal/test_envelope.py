import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from verbale.engines.seal import BadEnvelope, Envelope, NotAPouch, Position, read_envelope
from verbale.kernel.canonical import digest

A, B, C = "a" * 64, "b" * 64, "c" * 64
LARGEST = 2**53 - 1
FIRST = Envelope("DD", "CN", 1, 1, None, None, A)
SECOND = Envelope("DD", "CN", 1, 2, FIRST.position, Position(3, 9, C), B)
RESTORED = Envelope("DD", "CN", 1_790_000_000, 1, SECOND.position, None, B)

codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
counts = st.integers(1, LARGEST)
positions = st.builds(Position, counts, counts, hashes)


@st.composite
def envelopes(draw):
    epoch, number = draw(counts), draw(st.one_of(st.just(1), counts))
    if number > 1:
        previous = Position(epoch, number - 1, draw(hashes))
    else:
        previous = Position(draw(st.integers(1, epoch - 1)), draw(counts), draw(hashes)) if epoch > 1 else None
        previous = draw(st.sampled_from([previous, None]))
    sender, recipient = draw(codes), draw(codes)
    assume(sender != recipient)
    acknowledged = draw(st.none() | positions)
    return Envelope(sender, recipient, epoch, number, previous, acknowledged, draw(hashes))


def test_its_bytes_are_canonical_json_and_say_nothing_more():
    expected = (
        f'{{"acknowledged":null,"epoch":1,"manifest":"{A}","number":1,"previous":null,'
        '"recipient":"CN","sender":"DD","version":1}'
    )

    assert FIRST.as_bytes() == expected.encode()
    assert FIRST.hash == digest(expected.encode())
    assert FIRST.position == Position(1, 1, FIRST.hash)


def test_positions_stand_in_it_whole():
    assert json.loads(SECOND.as_bytes()) == {
        "version": 1,
        "sender": "DD",
        "recipient": "CN",
        "epoch": 1,
        "number": 2,
        "previous": {"epoch": 1, "number": 1, "hash": FIRST.hash},
        "acknowledged": {"epoch": 3, "number": 9, "hash": C},
        "manifest": B,
    }


@given(envelopes())
def test_it_comes_back_as_it_was_written(envelope):
    assert read_envelope(envelope.as_bytes()) == envelope


@given(envelopes(), envelopes())
def test_two_that_differ_in_anything_have_two_hashes(one, other):
    assert (one.hash == other.hash) == (one == other)


@given(positions)
def test_a_position_comes_back_as_it_was_written(position):
    assert Position.read(position.as_json()) == position


def test_no_position_is_null():
    assert Position.read(None) is None


@given(positions, positions)
def test_positions_stand_in_the_order_of_epoch_and_number(one, other):
    assert (one.place < other.place) == (
        one.epoch < other.epoch or (one.epoch == other.epoch and one.number < other.number)
    )


@pytest.mark.parametrize(
    "facts",
    [(0, 1, A), (1, 0, A), (-1, 1, A), (1, 2**53, A), (True, 1, A), (1, 1.0, A), ("1", 1, A), (1, None, A)]
    + [(1, 1, "A" * 64), (1, 1, "a" * 63), (1, 1, A + "\n"), (1, 1, None), (1, 1, "é" * 64)],
)
def test_what_is_no_position_is_refused_at_birth(facts):
    with pytest.raises(BadEnvelope):
        Position(*facts)


@pytest.mark.parametrize(
    "value", [[], "x", 0, False, {}, {"epoch": 1, "number": 1}, {"epoch": 1, "number": 1, "hash": A, "more": 1}]
)
def test_what_is_no_position_is_not_read(value):
    with pytest.raises(BadEnvelope):
        Position.read(value)


@pytest.mark.parametrize(
    "fields",
    [
        {"sender": ""},
        {"sender": "D D"},
        {"sender": "D\n"},
        {"sender": "é"},
        {"sender": ".DD"},
        {"sender": "CN"},
        {"recipient": "../CN"},
        {"recipient": "x" * 65},
        {"recipient": None},
        {"epoch": 0},
        {"epoch": True},
        {"epoch": 2**53},
        {"epoch": None},
        {"number": 0},
        {"number": -1},
        {"number": True},
        {"number": 1.0},
        {"number": 2**53},
        {"number": 2},
        {"number": 2, "previous": Position(1, 2, A)},
        {"number": 3, "previous": Position(1, 1, A)},
        {"number": 2, "epoch": 2, "previous": Position(1, 1, A)},
        {"previous": Position(1, 1, A)},
        {"epoch": 2, "previous": Position(2, 1, A)},
        {"epoch": 2, "previous": Position(3, 1, A)},
        {"manifest": None},
        {"manifest": "A" * 64},
        {"manifest": "a" * 63},
    ],
)
def test_nonsense_is_refused_at_birth(fields):
    facts = {"sender": "DD", "recipient": "CN", "epoch": 1, "number": 1, "previous": None, "acknowledged": None}

    with pytest.raises(BadEnvelope):
        Envelope(**(facts | {"manifest": A} | fields))


def changed(envelope=FIRST, **fields):
    facts = json.loads(envelope.as_bytes()) | fields
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


def without(name):
    facts = json.loads(FIRST.as_bytes())
    del facts[name]
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


POSITION = {"epoch": 1, "hash": A, "number": 1}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        FIRST.as_bytes() + b"\n",
        b" " + FIRST.as_bytes(),
        FIRST.as_bytes()[:-1] + b',"version":1}',
        json.dumps(json.loads(FIRST.as_bytes())).encode(),
        changed(version=2),
        changed(version="1"),
        changed(version=None),
        changed(more=1),
        changed(at="2026-11-21T09:00:00Z"),
        changed(number=0),
        changed(number="1"),
        changed(number=2),
        changed(number=1.5),
        changed(epoch=0),
        changed(epoch=10**30),
        changed(manifest=None),
        changed(manifest=[]),
        changed(sender={}),
        changed(sender=[]),
        changed(previous=POSITION),
        changed(SECOND, previous=A),
        changed(SECOND, previous={}),
        changed(SECOND, previous=POSITION | {"more": 1}),
        changed(SECOND, previous=POSITION | {"hash": {}}),
        changed(SECOND, previous=None),
        changed(RESTORED, previous=POSITION | {"epoch": 1_790_000_000}),
        changed(acknowledged=A),
        changed(acknowledged=0),
        changed(acknowledged=False),
        changed(acknowledged=[1, 1, A]),
        changed(acknowledged=POSITION | {"epoch": True}),
        changed(acknowledged=POSITION | {"number": 1.5}),
        *map(without, json.loads(FIRST.as_bytes())),
    ],
)
def test_what_is_no_envelope_is_refused(data):
    with pytest.raises(NotAPouch):
        read_envelope(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    with pytest.raises(NotAPouch):
        read_envelope(data)
