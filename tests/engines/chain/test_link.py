import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.chain import GENESIS, BadSalt, Entry, append, body_digest, link
from verbale.kernel.canonical import NotCanonical

SALT = bytes(range(32))


def test_digest_is_sha256_over_salt_and_canonical_json():
    body = {"b": 1, "a": "é"}

    expected = hashlib.sha256(SALT + '{"a":"é","b":1}'.encode()).hexdigest()

    assert body_digest(SALT, body) == expected


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_salt_of_another_length_is_refused(length):
    with pytest.raises(BadSalt) as refused:
        body_digest(bytes(length), {})

    assert refused.value.facts == {"length": length, "expected": 32}


def test_a_body_that_is_no_json_is_refused():
    with pytest.raises(NotCanonical):
        body_digest(SALT, {"at": float("nan")})


def test_hash_is_sha256_over_four_lines():
    expected = hashlib.sha256(f"verbale-chain-1\n7\n{'a' * 64}\n{'b' * 64}\n".encode()).hexdigest()

    assert link(7, "a" * 64, "b" * 64) == expected


def test_the_first_entry_names_genesis_and_the_next_the_first():
    first = append(None, "d" * 64)
    second = append(first, "e" * 64)

    assert first == Entry(1, GENESIS, "d" * 64, link(1, GENESIS, "d" * 64))
    assert second == Entry(2, first.hash, "e" * 64, link(2, first.hash, "e" * 64))


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), st.text())
def test_one_body_under_two_salts_has_two_digests(one, other, body):
    assert (body_digest(one, body) == body_digest(other, body)) == (one == other)
