"""Canonical JSON, against the rules that RFC 8785 publishes."""

import contextlib
import json
import math
import struct
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.kernel.canonical import NotCanonical, NotJson, canonical, digest, digest_of, is_digest, read_json

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)

# RFC 8785, appendix B: the bits of an IEEE 754 double, and how ECMAScript spells it.
NUMBERS = [
    ("0000000000000000", b"0"),
    ("8000000000000000", b"0"),
    ("0000000000000001", b"5e-324"),
    ("8000000000000001", b"-5e-324"),
    ("7fefffffffffffff", b"1.7976931348623157e+308"),
    ("ffefffffffffffff", b"-1.7976931348623157e+308"),
    ("4340000000000000", b"9007199254740992"),
    ("c340000000000000", b"-9007199254740992"),
    ("4430000000000000", b"295147905179352830000"),
    ("44b52d02c7e14af5", b"9.999999999999997e+22"),
    ("44b52d02c7e14af6", b"1e+23"),
    ("44b52d02c7e14af7", b"1.0000000000000001e+23"),
    ("444b1ae4d6e2ef4e", b"999999999999999700000"),
    ("444b1ae4d6e2ef4f", b"999999999999999900000"),
    ("444b1ae4d6e2ef50", b"1e+21"),
    ("3eb0c6f7a0b5ed8c", b"9.999999999999997e-7"),
    ("3eb0c6f7a0b5ed8d", b"0.000001"),
    ("41b3de4355555553", b"333333333.3333332"),
    ("41b3de4355555557", b"333333333.33333343"),
    ("becbf647612f3696", b"-0.0000033333333333333333"),
    ("43143ff3c1cb0959", b"1424953923781206.2"),
]


@pytest.mark.parametrize(("bits", "spelt"), NUMBERS)
def test_numbers_are_spelt_as_ecmascript_spells_them(bits, spelt):
    (number,) = struct.unpack(">d", bytes.fromhex(bits))
    assert canonical(number) == spelt


def test_keys_are_sorted_by_their_utf_16_units():
    # U+FB33 sorts after the surrogate pair of U+1F600, though its code point is smaller (RFC 8785, 3.2.3).
    value = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "ö": 7}
    assert list(json.loads(canonical(value))) == ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]


def test_strings_escape_only_what_must_be_escaped():
    assert canonical('€$\u000f\nA\'B"\\\\"/\u007f\u2028') == '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/\u007f\u2028"'.encode()


def test_no_white_space_and_no_change_of_normal_form():
    assert canonical({"b": [1, True, None], "a": "e\u0301"}) == '{"a":"e\u0301","b":[1,true,null]}'.encode()


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (math.nan, "nan is not representable"),
        (math.inf, "inf is not representable"),
        (2**53, "9007199254740992 exceeds"),
        (-(2**53), "-9007199254740992 exceeds"),
        (b"bytes", "bytes"),
        ({1, 2}, "set"),
        (Decimal("1.5"), "Decimal"),
        ({1: "a number as a key"}, "keys must be strings"),
        ("\ud800", "non-UTF-8"),
        ({"\udfff": 1}, "surrogates"),
    ],
)
def test_what_json_cannot_say_is_refused(value, why):
    with pytest.raises(NotCanonical, match=why):
        canonical([value])


def test_bottomless_nesting_is_refused():
    value: list[object] = []
    value.append(value)
    with pytest.raises(NotCanonical, match="nested too deeply"):
        canonical(value)


@given(VALUES)
def test_reading_back_gives_the_same_bytes(value):
    written = canonical(value)
    assert canonical(read_json(written, "the value")) == written


@given(st.dictionaries(TEXTS, st.integers(0, 9)))
def test_the_order_of_keys_makes_no_difference(value):
    assert canonical(dict(reversed(value.items()))) == canonical(value)


@given(VALUES, VALUES)
def test_equal_digests_mean_equal_bytes(left, right):
    assert (digest_of(left) == digest_of(right)) == (canonical(left) == canonical(right))


def test_digest_is_sha_256_in_hex():
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert digest_of({}) == digest(b"{}")


@pytest.mark.parametrize(
    ("text", "why", "at"),
    [
        ("", "Expecting value", 0),
        ('{"a": 1', "Expecting ',' delimiter", 7),
        ("[1] 2", "Extra data", 4),
        ("NaN", "NaN is no JSON number", 0),
        ("[-Infinity]", "-Infinity is no JSON number", 0),
        ("1e400", "1e400 is beyond what a JSON number holds", 0),
        ("9007199254740993", "9007199254740993 has more digits than a JSON number holds", 0),
        ("-9223372036854775807", "-9223372036854775807 has more digits than a JSON number holds", 0),
        ('{"a": 1, "b": 2, "a": 3}', "the key 'a' stands twice", 0),
        ("[" * 100_000, "nested too deeply", 0),
    ],
)
def test_what_is_not_strict_json_is_refused_with_its_place(text, why, at):
    with pytest.raises(NotJson) as refusal:
        read_json(text, "the answer")
    assert refusal.value.facts == {"what": "the answer", "why": why, "at": at}


def test_a_key_that_stands_twice_among_very_many_is_found():
    """In one pass: the many keys come from outside."""
    keys = [f"{number}" for number in range(200_000)]
    text = "{" + ",".join(f'"{key}":0' for key in [*keys, keys[-1]]) + "}"

    with pytest.raises(NotJson) as refusal:
        read_json(text, "the answer")
    assert refusal.value.facts["why"] == "the key '199999' stands twice"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        "{}".encode("utf-16"),
        "\ufeff{}",
        "\ufeff{}".encode(),
        "9" * 5000,
        r'"\ud800"',
        r'{"\uDFFF": 1}',
        '"\ud800"',
    ],
)
def test_other_encodings_and_broken_texts_are_refused(data):
    with pytest.raises(NotJson):
        read_json(data, "the answer")


def test_a_whole_surrogate_pair_is_read():
    assert read_json(r'"\ud83d\ude00"', "the answer") == "\U0001f600"


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused(data):
    with contextlib.suppress(NotJson, NotCanonical):
        canonical(read_json(data, "noise"))


@given(st.binary(max_size=40))
def test_a_digest_is_known_as_one(data):
    assert is_digest(digest(data))


@pytest.mark.parametrize("value", [None, 7, b"0" * 64, "", "0" * 63, "0" * 65, "0" * 64 + "\n", "A" * 64, "٠" * 64])
def test_nothing_else_is_a_digest(value):
    assert not is_digest(value)
