"""Damage for fuzzing: what a line, a disk or an enemy makes of bytes that were right."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from verbale.kernel.errors import VerbaleError

T = TypeVar("T")
REFUSED = object()


def outcome(read: Callable[..., T], *args: Any, **facts: Any) -> T | object:
    """What was read, or REFUSED if it was refused in words; any other exception goes through and fails the test."""
    try:
        return read(*args, **facts)
    except VerbaleError as fault:
        fault.sentence()
        return REFUSED


@st.composite
def mutated(draw: st.DrawFn, right: bytes, tokens: Sequence[bytes] = (b"\0", b"\n")) -> bytes:
    """Right bytes, and one to four things done to them: flipped, cut, inserted, doubled, exchanged, overwritten."""
    data = right
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        data = draw(st.sampled_from(_MUTATIONS))(draw, data, start, end, tokens)
    return data


def _flipped(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    if start == len(data):
        return data
    return data[:start] + bytes([data[start] ^ draw(st.integers(1, 255))]) + data[start + 1 :]


def _cut(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    return data[:start] + data[end:]


def _ended(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    return data[:start]


def _inserted(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    return data[:start] + draw(st.sampled_from(tokens) | st.binary(max_size=40)) + data[start:]


def _overwritten(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    new = draw(st.sampled_from(tokens) | st.binary(max_size=40))
    return data[:start] + new + data[start + len(new) :]


def _doubled(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    return data[:end] + data[start:end] + data[end:]


def _exchanged(draw: st.DrawFn, data: bytes, start: int, end: int, tokens: Sequence[bytes]) -> bytes:
    middle = (start + end) // 2
    return data[:start] + data[middle:end] + data[start:middle] + data[end:]


_MUTATIONS = (_flipped, _cut, _ended, _inserted, _overwritten, _doubled, _exchanged)
