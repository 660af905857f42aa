"""Identifiers tell nothing: not when, not how many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.identifier import ALPHABET, LENGTH, is_identifier, new_identifier


@pytest.mark.parametrize(
    ("given_bytes", "identifier"),
    [
        (bytes(16), "0" * 26),
        (b"\xff" * 16, "7" + "z" * 25),
        (bytes(15) + b"\x01", "0" * 25 + "1"),
        (bytes(15) + b"\x20", "0" * 24 + "10"),
    ],
)
def test_sixteen_bytes_are_spelt_in_base_32(given_bytes, identifier):
    assert new_identifier(lambda count: given_bytes[:count]) == identifier


@given(st.binary(min_size=16, max_size=16))
def test_every_identifier_has_the_shape_and_keeps_all_its_bits(sixteen):
    identifier = new_identifier(lambda _: sixteen)
    value = 0
    for letter in identifier:
        value = value * 32 + ALPHABET.index(letter)
    assert (len(identifier), is_identifier(identifier), value.to_bytes(16, "big")) == (LENGTH, True, sixteen)


def test_the_machine_s_randomness_is_used_where_none_is_given():
    assert len({new_identifier() for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "text", ["", "0" * 25, "0" * 27, "8" + "0" * 25, "0" * 25 + "l", "0" * 25 + "A", "0" * 26 + "\n"]
)
def test_other_texts_are_no_identifiers(text):
    assert not is_identifier(text)
