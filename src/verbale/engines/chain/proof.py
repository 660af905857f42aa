"""Proofs over a log's Merkle tree: that an entry stands in it, and that it only grew.

Source: RFC 9162, 2.1.3 and 2.1.4 (the proofs are those of RFC 6962). The proofs over a run of entries are those of
the Internet-Draft on Merkle Tree certificates (draft-ietf-plants-merkle-tree-certs, 4). A run goes from ``start`` to
before ``end`` and begins at a multiple of its length, rounded up to a power of two: then it is one node of every tree
that holds it. A proof is the hashes that the verifier lacks, from the bottom upwards.

Size and root belong together: take both from one signed checkpoint. A proof may hold for the same root under another
size that has the same path; it never does under that size's own root.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from verbale.engines.chain.merkle import EMPTY_ROOT, HASH_BYTES, LARGEST_SIZE, Frontier, node_hash, trailing_zeros
from verbale.kernel.errors import Faulty, WrongUse

LeafHashes = Callable[[int, int], Iterable[bytes]]
"""Reads a log's leaf hashes from a first entry to before another, in order. A proof reads each at most once."""
Proof = tuple[bytes, ...]


class NoSuchProof(WrongUse):
    """There is no proof for the entries from {start} to before {end} in a log of {size}."""


class MissingLeaves(Faulty):
    """Of the log's entries from {start} to before {end}, {found} were read. Its store is damaged: compare it with a
    backup."""


class NotProven(Faulty):
    """What was to be proven of a log is not: {why}."""


class NotIncluded(NotProven):
    """It is not proven that entry {index} stands among the entries from {start} to before {end}: {why}. Ask for the
    proof again; if that fails too, ask whether the log was rewritten."""


class NotConsistent(NotProven):
    """It is not proven that the log of {size} entries holds the known ones from {start} to before {end} unchanged:
    {why}. Ask for the proof again; if that fails too, ask whether the log was rewritten."""


def prove_inclusion(leaves: LeafHashes, *, index: int, size: int) -> Proof:
    """The proof that an entry stands in the log's first ``size``; reads all of them but the entry itself."""
    if not 0 <= index < size:
        raise NoSuchProof(start=index, end=index + 1, size=size)
    return prove_run(leaves, start=index, end=index + 1, size=size)


def prove_consistency(leaves: LeafHashes, *, old_size: int, size: int) -> Proof:
    """The proof that the log's first ``size`` entries begin with its first ``old_size``, which is not 0."""
    return prove_run(leaves, start=0, end=old_size, size=size)


def prove_run(leaves: LeafHashes, *, start: int, end: int, size: int) -> Proof:
    """The proof that a run, not an empty one, stands in the log's first ``size`` entries."""
    if not (_is_run(start, end) and start < end <= size):
        raise NoSuchProof(start=start, end=end, size=size)
    low, high, proof, known = 0, size, list[bytes](), True
    while (low, high) != (start, end):
        middle = low + (1 << (high - low - 1).bit_length() - 1)
        if end <= middle:
            proof.append(_root(leaves, middle, high))
            high = middle
            continue
        proof.append(_root(leaves, low, middle))
        if start < middle:  # The run is cut: its left part is proven, its right part no longer a root that is known.
            start, known = middle, False
        low = middle
    if not known:
        proof.append(_root(leaves, low, high))
    return tuple(reversed(proof))


def verify_inclusion(proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes) -> None:
    """Raises NotIncluded unless the entry with this leaf hash stands at ``index`` in the tree with this root."""
    verify_inclusion_in_run(proof, leaf=leaf, index=index, start=0, end=size, root=root)


def verify_inclusion_in_run(
    proof: Sequence[bytes], *, leaf: bytes, index: int, start: int, end: int, root: bytes
) -> None:
    """The same for an entry in a run; ``root`` is the run's."""
    why = _lengths((leaf, *proof))
    if not (_is_run(start, end) and start <= index < end):
        why = "there is no such run, or no such entry in it"
    if why := why or _climb(proof, leaf, index - start, end - start - 1, root):
        raise NotIncluded(index=index, start=start, end=end, why=why)


def verify_consistency(proof: Sequence[bytes], *, old_size: int, old_root: bytes, size: int, root: bytes) -> None:
    """Raises NotConsistent unless the tree with ``root`` begins with that of ``old_root``.

    Every log begins with the empty one: of old size 0 there is nothing to prove, and every proof is refused.
    """
    if old_size == 0:
        raise NotConsistent(start=0, end=0, size=size, why="nothing was known before")
    verify_run(proof, start=0, end=old_size, run_root=old_root, size=size, root=root)


def verify_run(proof: Sequence[bytes], *, start: int, end: int, run_root: bytes, size: int, root: bytes) -> None:
    """Raises NotConsistent unless the run with ``run_root`` stands in the tree with ``root``; an empty one always does.

    Between one and the same size the roots are compared as they are, whatever their length.
    """
    if not (_is_run(start, end) and end <= size <= LARGEST_SIZE):
        why: str | None = "there is no such run in a log of that size"
    elif start == end:
        why = None if run_root == EMPTY_ROOT and not proof else "an empty run has one root and no proof"
    else:
        why = _lengths((run_root, *proof) if proof else ())
        why = why or _climb_two(proof, start, end - 1, run_root, size - 1, root)
    if why:
        raise NotConsistent(start=start, end=end, size=size, why=why)


def _climb(proof: Sequence[bytes], leaf: bytes, node: int, last: int, root: bytes) -> str | None:
    """RFC 9162, 2.1.3.2: from a leaf up to the root; ``last`` is the last node's index on each level."""
    found = leaf
    for each in proof:
        if last == 0:
            return "it has too many hashes"
        if node & 1 or node == last:
            found = node_hash(each, found)
            up = trailing_zeros(node)  # to where the node has a sibling on its left
            node, last = node >> up, last >> up
        else:
            found = node_hash(found, each)
        node, last = node >> 1, last >> 1
    return _verdict(last, found == root)


def _climb_two(proof: Sequence[bytes], first: int, node: int, known: bytes, last: int, root: bytes) -> str | None:
    """RFC 9162, 2.1.4.2, from a run's last node upwards; ``first`` is the run's first node on each level."""
    while first != node and (node & 1 or node == last):
        first, node, last = first >> 1, node >> 1, last >> 1
    rest = iter(proof)
    run = whole = known if first == node else next(rest, b"")
    for each in rest:
        if last == 0:
            return "it has too many hashes"
        if node & 1 or node == last:
            run = node_hash(each, run) if first < node else run
            whole = node_hash(each, whole)
            up = trailing_zeros(node)
            first, node, last = first >> up, node >> up, last >> up
        else:
            whole = node_hash(whole, each)
        first, node, last = first >> 1, node >> 1, last >> 1
    return _verdict(last, run == known and whole == root)


def _verdict(last: int, equal: bool) -> str | None:
    if last:
        return "it has too few hashes"
    return None if equal else "it leads to another root"


def _lengths(hashes: Iterable[bytes]) -> str | None:
    return "one of its hashes is none" if any(len(each) != HASH_BYTES for each in hashes) else None


def _is_run(start: int, end: int) -> bool:
    return 0 <= start <= end <= LARGEST_SIZE and (start == end or start % (1 << (end - start - 1).bit_length()) == 0)


def _root(leaves: LeafHashes, start: int, end: int) -> bytes:
    frontier = Frontier().extend(leaves(start, end))
    if frontier.size != end - start:
        raise MissingLeaves(start=start, end=end, found=frontier.size)
    return frontier.root
