from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.chain.chains import chain
from verbale.engines.chain import (
    GENESIS,
    BadHead,
    BadNote,
    Comparison,
    ForgedNote,
    Head,
    NoteKey,
    UnknownSigner,
    compare,
    sign_head,
    sign_note,
    verify,
    verify_head,
)
from verbale.kernel.clock import NoZone
from verbale.kernel.errors import VerbaleError

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOTE_KEY = NoteKey("DD", KEY.public_key())
HEAD = Head("DD journal", 3, "a" * 64, AT)

bodies = st.lists(st.integers(0, 9), min_size=1, max_size=8)


def hashes(kept):
    return {each.entry.number: each.entry.hash for each in kept}


def head_of(kept):
    verified = verify(kept)
    return Head("DD journal", verified.count, verified.head, AT)


def test_a_head_comes_back_as_it_was_signed():
    note = sign_head(HEAD, KEY, "DD")

    assert note.startswith(f"DD journal\n3\n{'a' * 64}\n2026-11-21T09:30:00.000000Z\n\n— DD ")
    assert verify_head(note, [NOTE_KEY]) == HEAD


def test_its_moment_is_kept_in_utc():
    there = Head("DD journal", 3, "a" * 64, AT.astimezone(timezone(timedelta(hours=8))))

    assert there == HEAD
    assert there.at.tzinfo == UTC


@pytest.mark.parametrize(
    "facts",
    [
        {"origin": ""},
        {"origin": "DD\njournal"},
        {"number": -1},
        {"hash": "a" * 63},
        {"hash": "A" * 64},
        {"number": 0},
        {"hash": GENESIS},
    ],
)
def test_what_cannot_be_a_head_is_refused(facts):
    with pytest.raises(BadHead):
        Head(**({"origin": "DD journal", "number": 3, "hash": "a" * 64, "at": AT} | facts))


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(NoZone):
        Head("DD journal", 3, "a" * 64, AT.replace(tzinfo=None))


def test_another_key_of_the_same_name_is_not_known():
    other = NoteKey("DD", Ed25519PrivateKey.from_private_bytes(bytes(31) + b"1").public_key())

    with pytest.raises(UnknownSigner) as refused:
        verify_head(sign_head(HEAD, KEY, "DD"), [other])

    assert refused.value.facts == {"names": "DD"}


@pytest.mark.parametrize(
    "text",
    [
        "DD journal\n3\n",
        f"DD journal\n03\n{'a' * 64}\n2026-11-21T09:30:00.000000Z\n",
        f"DD journal\nthree\n{'a' * 64}\n2026-11-21T09:30:00.000000Z\n",
        f"DD journal\n3\n{'a' * 64}\n2026-11-21T09:30:00Z\n",
        f"DD journal\n3\n{'a' * 64}\nyesterday\n",
        f"DD journal\n3\n{'a' * 64}\n2026-11-21T09:30:00.000000Z\nmore\n",
        f"DD journal\n0\n{'a' * 64}\n2026-11-21T09:30:00.000000Z\n",
    ],
)
def test_a_note_over_another_text_is_no_head(text):
    with pytest.raises(BadNote):
        verify_head(sign_note(text, KEY, "DD"), [NOTE_KEY])


@given(st.data())
def test_any_changed_character_of_a_note_is_refused(data):
    note = sign_head(HEAD, KEY, "DD")
    at = data.draw(st.integers(0, len(note) - 1))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda sign: sign != note[at]))

    with pytest.raises((BadNote, ForgedNote, UnknownSigner)):
        verify_head(note[:at] + sign + note[at + 1 :], [NOTE_KEY])


@given(st.text(max_size=300))
def test_any_text_is_refused_by_an_error_of_the_family(text):
    with pytest.raises(VerbaleError):
        verify_head(text, [NOTE_KEY])


@given(bodies, st.lists(st.integers(0, 9), max_size=3))
def test_a_chain_that_only_grew_is_intact(given_bodies, more):
    head = head_of(chain(given_bodies))

    assert compare(head, hashes(chain(given_bodies + more)).get) is Comparison.INTACT


@given(bodies, st.data())
def test_any_truncation_is_found(given_bodies, data):
    kept = chain(given_bodies)
    cut = data.draw(st.integers(0, len(kept) - 1))

    assert verify(kept[:cut]).first_fault is None
    assert compare(head_of(kept), hashes(kept[:cut]).get) is Comparison.TRUNCATED


@given(bodies, st.data())
def test_any_wholesale_rewriting_is_found(given_bodies, data):
    at = data.draw(st.integers(0, len(given_bodies) - 1))
    rewritten = chain([*given_bodies[:at], 10, *given_bodies[at + 1 :]])

    assert verify(rewritten).first_fault is None
    assert compare(head_of(chain(given_bodies)), hashes(rewritten).get) is Comparison.REWRITTEN


def test_the_head_of_an_empty_chain_fits_every_chain():
    empty = head_of([])

    assert empty == Head("DD journal", 0, GENESIS, AT)
    assert compare(empty, {}.get) is Comparison.INTACT
    assert compare(empty, hashes(chain([1, 2])).get) is Comparison.INTACT
