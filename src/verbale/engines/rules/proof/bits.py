"""Sets of rules, or of classes, as the bits of an integer: member n is bit n."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

Bits: TypeAlias = int
"""A set of rules, from bit 0, or of classes."""


def members(found: Iterable[int]) -> Bits:
    """The set of these."""
    return sum(1 << each for each in found)


def places(bits: Bits) -> Iterator[int]:
    """The members of a set, the least first."""
    for low, end in runs(bits):
        yield from range(low, end)


def runs(bits: Bits) -> Iterator[tuple[int, int]]:
    """The members of a set as runs without a gap: the first of each, and the one after its last."""
    at = 0
    while bits:
        begin = (bits & -bits).bit_length() - 1
        bits >>= begin
        length = (~bits & bits + 1).bit_length() - 1
        bits >>= length
        yield at + begin, at + begin + length
        at += begin + length
