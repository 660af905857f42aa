import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal import BadEnvelope, Envelope, NotAPouch, read_envelope
from verbale.kernel.canonical import digest

FIRST = Envelope("DD", "CN", 1, None, "a" * 64)
SECOND = Envelope("DD", "CN", 2, FIRST.hash, "b" * 64)

codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
later = st.builds(Envelope, codes, codes, st.integers(2, 2**53 - 1), hashes, hashes)


def test_its_bytes_are_canonical_json_and_say_nothing_more():
    expected = f'{{"manifest":"{"a" * 64}","number":1,"previous":null,"recipient":"CN","sender":"DD","version":1}}'

    assert FIRST.as_bytes() == expected.encode()
    assert FIRST.hash == digest(expected.encode())


@given(later)
def test_it_comes_back_as_it_was_written(envelope):
    assert read_envelope(envelope.as_bytes()) == envelope


@pytest.mark.parametrize(
    "fields",
    [
        {"sender": ""},
        {"sender": "D D"},
        {"sender": "D\n"},
        {"recipient": "../CN"},
        {"recipient": "x" * 65},
        {"recipient": None},
        {"number": 0},
        {"number": -1},
        {"number": True},
        {"number": 1.0},
        {"number": 2**53},
        {"number": 2},
        {"previous": "a" * 64},
        {"manifest": None},
        {"manifest": "A" * 64},
        {"manifest": "a" * 63},
    ],
)
def test_nonsense_is_refused_at_birth(fields):
    facts = {"sender": "DD", "recipient": "CN", "number": 1, "previous": None, "manifest": "a" * 64}

    with pytest.raises(BadEnvelope):
        Envelope(**(facts | fields))


def changed(**fields):
    facts = json.loads(FIRST.as_bytes()) | fields
    return json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()


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
        FIRST.as_bytes()[:-1] + b',"version":1}',
        changed(version=2),
        changed(version="1"),
        changed(more=1),
        changed(number=0),
        changed(number="1"),
        changed(number=2),
        changed(number=1.5),
        changed(manifest=None),
        changed(manifest=[]),
        changed(sender={}),
    ],
)
def test_what_is_no_envelope_is_refused(data):
    with pytest.raises(NotAPouch):
        read_envelope(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    with pytest.raises(NotAPouch):
        read_envelope(data)
