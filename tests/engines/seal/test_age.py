"""Our age files: opened by everybody's age, as long as their plaintext says, and reproducible."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import x25519

from verbale.engines.seal import BadPublicKey
from verbale.engines.seal.age import CHUNK, encrypted

OURS, THEIRS = x25519.Identity.generate(), x25519.Identity.generate()
BOTH = [str(THEIRS.to_public()), str(OURS.to_public())]
HEADER = 22 + 2 * (54 + 44) + 48
SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17]

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the program age is not installed")


def sealed(data: bytes, recipients: list[str] = BOTH, *, seed: int = 0, piece: int = 1 << 18) -> bytes:
    pieces = (data[at : at + piece] for at in range(0, len(data), piece))
    return b"".join(encrypted(pieces, recipients, random=Random(seed).randbytes))


@pytest.mark.parametrize("size", SIZES)
def test_both_recipients_open_it(size: int) -> None:
    data = Random(size).randbytes(size)
    assert [pyrage.decrypt(sealed(data), [one]) for one in (OURS, THEIRS)] == [data, data]


@needs_age
@pytest.mark.parametrize("size", SIZES)
def test_the_program_age_opens_it(size: int, tmp_path: Path) -> None:
    data, keys = Random(size).randbytes(size), tmp_path / "keys"
    keys.write_text(f"{THEIRS}\n")
    done = subprocess.run(["age", "-d", "-i", str(keys)], input=sealed(data), capture_output=True, check=True)
    assert done.stdout == data


@pytest.mark.parametrize("size", SIZES)
def test_its_length_follows_from_the_plaintext_s(size: int) -> None:
    lengths = {len(sealed(Random(seed).randbytes(size), seed=seed)) for seed in range(20)}
    assert lengths == {HEADER + 16 + size + 16 * max(1, -(-size // CHUNK))}


@given(st.binary(max_size=300), st.lists(st.integers(0, 3 * CHUNK), max_size=5))
@settings(max_examples=50)
def test_how_the_plaintext_comes_in_pieces_tells_nothing(data: bytes, cuts: list[int]) -> None:
    whole = (data or b"x") * (2 * CHUNK // len(data or b"x") + 1)
    at = sorted({0, len(whole), *(cut % len(whole) for cut in cuts)})
    pieces = [whole[begin:end] for begin, end in zip(at, at[1:], strict=False)]
    assert b"".join(encrypted([b"", *pieces, b""], BOTH, random=Random(0).randbytes)) == sealed(whole)


def test_the_same_randomness_gives_the_same_bytes() -> None:
    assert sealed(b"text", seed=1) == sealed(b"text", seed=1)
    assert sealed(b"text", seed=1) != sealed(b"text", seed=2)
    assert b"".join(encrypted([b"text"], BOTH)) != b"".join(encrypted([b"text"], BOTH))


def test_its_header_has_the_recipients_in_their_order_and_nobody_else() -> None:
    lines = sealed(b"text").split(b"\n---")[0].split(b"\n")
    assert [line.split(b" ")[:2] for line in lines[1::2]] == [[b"->", b"X25519"], [b"->", b"X25519"]]
    assert len(lines) == 5
    turned = sealed(b"text", list(reversed(BOTH))).split(b"\n---")[0].split(b"\n")
    assert lines[1] == turned[1], "the share is drawn before it is known for whom"
    assert lines[2] != turned[2]


def test_somebody_else_does_not_open_it() -> None:
    with pytest.raises(pyrage.DecryptError, match="No matching keys"):
        pyrage.decrypt(sealed(b"text"), [x25519.Identity.generate()])


@pytest.mark.parametrize("at", [30, 120, HEADER - 5, HEADER + 3, HEADER + 20, -1])
def test_whatever_is_changed_is_noticed(at: int) -> None:
    data = bytearray(sealed(b"text" * 50))
    data[at] ^= 1
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(bytes(data), [THEIRS])


def test_the_next_chunk_is_read_only_when_it_is_needed() -> None:
    asked = []

    def pieces() -> Iterator[bytes]:
        for number in range(100):
            asked.append(number)
            yield bytes(CHUNK)

    stream = encrypted(pieces(), BOTH)
    next(stream)
    assert asked == []
    next(stream)
    assert asked == [0, 1]


def test_what_the_plaintext_raises_comes_through() -> None:
    def pieces() -> Iterator[bytes]:
        yield b"some"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        list(encrypted(pieces(), BOTH))


@pytest.mark.parametrize("text", ["", "age1", BOTH[0][:-1], BOTH[0][:-1] + "b", "AGE-SECRET-KEY-1", "ssh-ed25519 AAAA"])
def test_what_is_no_age_key_is_refused(text: str) -> None:
    with pytest.raises(BadPublicKey):
        list(encrypted([b""], [text]))


def test_the_key_that_opens_for_everybody_is_refused() -> None:
    zero = "age1" + "q" * 52
    values = [ord(sign) >> 5 for sign in "age"] + [0] + [ord(sign) & 31 for sign in "age"] + [0] * 58
    checksum = _polymod(values) ^ 1
    zero += "".join("qpzry9x8gf2tvdw0s3jn54khce6mua7l"[checksum >> 5 * (5 - at) & 31] for at in range(6))
    with pytest.raises(BadPublicKey):
        list(encrypted([b""], [zero]))


def test_a_pinned_file() -> None:
    keys = [str(x25519.Identity.from_str(_IDENTITY).to_public())]
    assert hashlib.sha256(sealed(b"text", keys)).hexdigest() == _PINNED


_IDENTITY = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"
"""The example key of the age specification, of 32 bytes 0x42."""
_PINNED = "91c6a878610ba3073323354e7cabd8ec50ae5c10b2d64824de470b1a9dbbc2be"


def _polymod(values: list[int]) -> int:
    """The checksum of Bech32 (BIP 173)."""
    generator, value = [0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3], 1
    for one in values:
        top = value >> 25
        value = (value & 0x1FFFFFF) << 5 ^ one
        for at in range(5):
            value ^= generator[at] if top >> at & 1 else 0
    return value
