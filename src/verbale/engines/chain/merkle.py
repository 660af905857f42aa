"""The Merkle tree over a log: one hash that stands for all its entries, kept up to date without them.

Source: RFC 6962, 2.1 (the same tree in RFC 9162, 2.1). Hashes are the 32 bytes of SHA-256; entries count from 0.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from verbale.kernel.errors import WrongUse

HASH_BYTES = 32
"""Length of a leaf hash, a node hash and a root."""
LARGEST_SIZE = 2**63 - 1
"""Entries of the largest tree."""
EMPTY_ROOT = hashlib.sha256(b"").digest()
"""The root of a tree without entries."""

_LEAF, _NODE = b"\x00", b"\x01"


class BadHash(WrongUse):
    """A hash of {length} bytes was given to a Merkle tree; each has {expected}."""


class BadFrontier(WrongUse):
    """A Merkle tree of {size} entries cannot be continued from {peaks} hashes. Build it again from the entries."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry. Another prefix than a node's keeps an entry from being passed off as a node."""
    return hashlib.sha256(_LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of a node from those of its two children."""
    for each in (left, right):
        check_hash(each)
    return hashlib.sha256(_NODE + left + right).digest()


def check_hash(value: bytes) -> bytes:
    """The hash, if it has the length of one; of other lengths two could be joined in more than one way."""
    if len(value) != HASH_BYTES:
        raise BadHash(length=len(value), expected=HASH_BYTES)
    return value


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: all that is needed to append to it and to tell its root.

    ``peaks`` are the roots of the largest full subtrees from left to right, one for each 1 in the binary ``size``.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= LARGEST_SIZE or len(self.peaks) != self.size.bit_count():
            raise BadFrontier(size=self.size, peaks=len(self.peaks))
        for peak in self.peaks:
            check_hash(peak)

    def append(self, leaf: bytes) -> Frontier:
        """The frontier after one more entry with this leaf hash; hashes at most log2(size) times."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after more entries, given by their leaf hashes in order; constant memory."""
        size, peaks = self.size, list(self.peaks)
        for leaf in leaves:
            peaks.append(check_hash(leaf))
            size += 1
            for _ in range(trailing_zeros(size)):
                right = peaks.pop()
                peaks.append(node_hash(peaks.pop(), right))
        return Frontier(size, tuple(peaks))

    @property
    def root(self) -> bytes:
        """The tree's root."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root


def tree_root(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree over these leaf hashes."""
    return Frontier().extend(leaves).root


def trailing_zeros(number: int) -> int:
    """How many zeros a positive number ends with in binary: so many full subtrees the entry with this number closes."""
    return (number & -number).bit_length() - 1
