"""Spellings that are DER, and those that are not."""

from __future__ import annotations

import pytest
from asn1crypto import core
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.signature.papers import key
from verbale.engines.signature.der import length_of


def test_what_libraries_write() -> None:
    der = key("XX").certificate.der
    assert length_of(der) == length_of(der + b"\0\0") == len(der)
    assert length_of(bytes.fromhex("3000")) == 2
    assert length_of(bytes.fromhex("0201800400")) == 3


@pytest.mark.parametrize(
    "spelling",
    [
        "",
        "30",
        "308002010100 00",
        "30810302010a",
        "3082000302010a",
        "020200 01",
        "0202ffff",
        "0200",
        "30020201",
        "300502010a0000",
        "30020000",
        "0000",
        "3004020101",
        "1f0101ff",
        "3004 30800000",
        "3085000000000101",
        "308f",
        "30" + "30" * 40,
    ],
)
def test_what_is_not_canonical(spelling: str) -> None:
    assert length_of(bytes.fromhex(spelling)) is None


def test_too_deep() -> None:
    nested = b"\x05\x00"
    for _ in range(60):
        nested = bytes([0x30, len(nested)]) + nested
    assert length_of(nested) is None


@given(st.binary(max_size=60))
def test_never_more_than_there_is(data: bytes) -> None:
    length = length_of(data)
    assert length is None or 2 <= length <= len(data)


@given(st.integers(min_value=-(2**70), max_value=2**70))
def test_integers(number: int) -> None:
    der = core.Integer(number).dump()
    assert length_of(der) == len(der)
