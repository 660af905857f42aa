import hashlib
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.chain import (
    EMPTY_ROOT,
    LARGEST_SIZE,
    BadFrontier,
    BadHash,
    Frontier,
    leaf_hash,
    node_hash,
    tree_root,
)

# The entries by which implementations of RFC 6962 compare themselves, and the roots of their first 0 to 8.
ENTRIES = [
    b"",
    b"\x00",
    b"\x10",
    b"\x20\x21",
    b"\x30\x31",
    b"\x40\x41\x42\x43",
    b"\x50\x51\x52\x53\x54\x55\x56\x57",
    bytes(range(0x60, 0x70)),
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

entries = st.lists(st.binary(max_size=4), max_size=40)


def by_definition(data: list[bytes]) -> bytes:
    """RFC 6962, 2.1, word for word."""
    if not data:
        return hashlib.sha256().digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    half = 1
    while half * 2 < len(data):
        half *= 2
    return hashlib.sha256(b"\x01" + by_definition(data[:half]) + by_definition(data[half:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots(size):
    assert tree_root(map(leaf_hash, ENTRIES[:size])).hex() == ROOTS[size]


def test_leaf_and_node_have_their_prefix():
    one, other = leaf_hash(b"one"), leaf_hash(b"other")

    assert one == hashlib.sha256(b"\x00one").digest()
    assert node_hash(one, other) == hashlib.sha256(b"\x01" + one + other).digest()


def test_an_entry_made_of_two_hashes_is_not_their_node():
    one, other = leaf_hash(b"one"), leaf_hash(b"other")

    assert leaf_hash(one + other) != node_hash(one, other)


def test_the_frontier_of_seven_keeps_three_hashes():
    leaves = [leaf_hash(each) for each in ENTRIES]
    one, two, three, four, five, six, seven, _ = leaves
    first = node_hash(node_hash(one, two), node_hash(three, four))
    second = node_hash(five, six)

    assert Frontier().extend(leaves[:7]) == Frontier(7, (first, second, seven))


def test_the_empty_frontier():
    assert Frontier() == Frontier(0, ())
    assert Frontier().root == EMPTY_ROOT


def test_an_append_leaves_the_earlier_frontier_as_it_was():
    before = Frontier().append(leaf_hash(b"one"))
    after = before.append(leaf_hash(b"other"))

    assert before == Frontier(1, (leaf_hash(b"one"),))
    assert after == Frontier(2, (node_hash(leaf_hash(b"one"), leaf_hash(b"other")),))
    with pytest.raises(FrozenInstanceError):
        before.size = 2


@given(entries)
def test_appended_one_by_one_the_root_is_that_of_the_definition(data):
    edge = Frontier()
    for count, each in enumerate(data, 1):
        edge = edge.append(leaf_hash(each))
        assert edge.size == count
        assert len(edge.peaks) == count.bit_count()

    assert edge.root == tree_root(map(leaf_hash, data)) == by_definition(data)


@given(entries, entries)
def test_a_kept_frontier_goes_on_as_if_all_were_there(data, more):
    kept = Frontier().extend(map(leaf_hash, data))

    assert Frontier(kept.size, kept.peaks).extend(map(leaf_hash, more)) == Frontier().extend(
        map(leaf_hash, data + more)
    )


def test_a_large_tree_is_continued():
    full = leaf_hash(b"the root of 2**62 entries")
    last = leaf_hash(b"last")

    assert Frontier(2**62, (full,)).append(last) == Frontier(2**62 + 1, (full, last))
    assert Frontier(2**62 + 1, (full, last)).root == node_hash(full, last)


@pytest.mark.parametrize(
    ("size", "count"), [(-1, 1), (0, 1), (1, 0), (3, 1), (4, 2), (LARGEST_SIZE + 1, 1), (LARGEST_SIZE, 1)]
)
def test_what_cannot_be_a_frontier_is_refused(size, count):
    with pytest.raises(BadFrontier) as refused:
        Frontier(size, (EMPTY_ROOT,) * count)

    assert refused.value.facts == {"size": size, "peaks": count}


def test_no_entry_beyond_the_largest_size():
    with pytest.raises(BadFrontier):
        Frontier(LARGEST_SIZE, (EMPTY_ROOT,) * 63).append(EMPTY_ROOT)


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_a_hash_of_another_length_is_refused(length):
    odd = bytes(length)

    for wrong in (
        lambda: node_hash(odd, EMPTY_ROOT),
        lambda: node_hash(EMPTY_ROOT, odd),
        lambda: Frontier(1, (odd,)),
        lambda: Frontier().append(odd),
    ):
        with pytest.raises(BadHash) as refused:
            wrong()
        assert refused.value.facts == {"length": length, "expected": 32}
