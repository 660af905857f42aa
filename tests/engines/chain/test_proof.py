import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.shared import SHARED
from verbale.engines.chain import (
    EMPTY_ROOT,
    MissingLeaves,
    NoSuchProof,
    NotConsistent,
    NotIncluded,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    prove_run,
    tree_root,
    verify_consistency,
    verify_inclusion,
    verify_inclusion_in_run,
    verify_run,
)
from verbale.kernel.errors import VerbaleError

CASES = SHARED / "data" / "merkle"
LEAVES = [leaf_hash(str(number).encode()) for number in range(70)]
ROOTS = [tree_root(LEAVES[:size]) for size in range(71)]

sizes = st.integers(1, 70)


def read(start, end):
    return LEAVES[start:end]


def runs(size):
    """Every run in a log of that size, found by the definition of a run."""
    for start in range(size):
        for end in range(start + 1, size + 1):
            width = 1
            while width < end - start:
                width *= 2
            if start % width == 0:
                yield start, end


# The cases beside the project


def unpack(case):
    return [base64.b64decode(each) for each in case["proof"] or []], {
        name: base64.b64decode(case[name]) for name in ("root", "root1", "root2", "leafHash") if name in case
    }


def inclusion(case):
    proof, hashes = unpack(case)
    verify_inclusion(proof, leaf=hashes["leafHash"], index=case["leafIdx"], size=case["treeSize"], root=hashes["root"])


def consistency(case):
    proof, hashes = unpack(case)
    verify_consistency(
        proof, old_size=case["size1"], old_root=hashes["root1"], size=case["size2"], root=hashes["root2"]
    )


def inclusion_in_run(case):
    proof, hashes = unpack(case)
    verify_inclusion_in_run(
        proof,
        leaf=hashes["leafHash"],
        index=case["leafIdx"],
        start=case["start"],
        end=case["end"],
        root=hashes["root"],
    )


def run(case):
    proof, hashes = unpack(case)
    verify_run(
        proof,
        start=case["start"],
        end=case["end"],
        run_root=hashes["root1"],
        size=case["size"],
        root=hashes["root2"],
    )


@pytest.mark.shared
@pytest.mark.skipif(not CASES.is_dir(), reason="the real inputs are not here")
@pytest.mark.parametrize(
    ("folder", "verify", "refusal", "counts"),
    [
        ("inclusion", inclusion, NotIncluded, (6, 92)),
        ("consistency", consistency, NotConsistent, (6, 92)),
        ("subtreeinclusion", inclusion_in_run, NotIncluded, (12, 192)),
        ("subtreeconsistency", run, NotConsistent, (12, 106)),
    ],
)
def test_every_case_is_judged_as_it_says(folder, verify, refusal, counts):
    misjudged, good, bad = [], 0, 0
    for path in sorted((CASES / folder).rglob("*.json")):
        case = json.loads(path.read_text("utf-8"))
        try:
            verify(case)
            refused = False
        except refusal:
            refused = True
        good, bad = good + (not refused), bad + refused
        if refused != case["wantErr"]:
            misjudged.append(str(path.relative_to(CASES)))

    assert misjudged == []
    assert (good, bad) == counts


# The example in RFC 6962, 2.1.3: a tree of seven entries, its nodes named by letters


@pytest.fixture(scope="module")
def tree():
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, l = node_hash(g, h), node_hash(i, j)  # noqa: E741
    return {**dict(zip("abcdefghijkl", (a, b, c, d, e, f, g, h, i, j, k, l), strict=True)), "root": node_hash(k, l)}


def test_the_rfc_example_has_the_same_root(tree):
    assert tree["root"] == ROOTS[7]


@pytest.mark.parametrize(("index", "path"), [(0, "bhl"), (3, "cgl"), (4, "fjk"), (6, "ik")])
def test_the_rfc_example_of_inclusion(tree, index, path):
    assert prove_inclusion(read, index=index, size=7) == tuple(tree[each] for each in path)


@pytest.mark.parametrize(("old_size", "path"), [(3, "cdgl"), (4, "l"), (6, "ijk"), (7, "")])
def test_the_rfc_example_of_consistency(tree, old_size, path):
    assert prove_consistency(read, old_size=old_size, size=7) == tuple(tree[each] for each in path)


# A proof that is made holds


@given(sizes, st.data())
def test_a_proof_of_inclusion_holds_and_is_short(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(read, index=index, size=size)

    verify_inclusion(proof, leaf=LEAVES[index], index=index, size=size, root=ROOTS[size])
    assert len(proof) <= (size - 1).bit_length()


@given(sizes, st.data())
def test_a_proof_of_consistency_holds_and_is_short(size, data):
    old = data.draw(st.integers(1, size))
    proof = prove_consistency(read, old_size=old, size=size)

    verify_consistency(proof, old_size=old, old_root=ROOTS[old], size=size, root=ROOTS[size])
    assert len(proof) <= (size - 1).bit_length() + 1


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_a_proof_holds_for_every_run_and_every_entry_in_it(size):
    for start, end in runs(size):
        root = tree_root(LEAVES[start:end])
        proof = prove_run(read, start=start, end=end, size=size)
        verify_run(proof, start=start, end=end, run_root=root, size=size, root=ROOTS[size])
        for index in range(start, end):
            inside = prove_inclusion(
                lambda low, high: LEAVES[start + low : start + high], index=index - start, size=end - start
            )
            verify_inclusion_in_run(inside, leaf=LEAVES[index], index=index, start=start, end=end, root=root)


@given(sizes, st.data())
def test_each_leaf_is_read_at_most_once(size, data):
    start, end = data.draw(st.sampled_from(sorted(runs(size))))
    seen: list[int] = []

    def watched(low, high):
        seen.extend(range(low, high))
        return iter(LEAVES[low:high])

    prove_run(watched, start=start, end=end, size=size)

    assert len(seen) == len(set(seen))


def test_proofs_hold_at_the_largest_sizes():
    left, leaf = LEAVES[0], LEAVES[1]
    size = 2**62 + 1
    root = node_hash(left, leaf)

    verify_inclusion([left], leaf=leaf, index=2**62, size=size, root=root)
    verify_consistency([leaf], old_size=2**62, old_root=left, size=size, root=root)


# Anything altered is refused


def altered(data, proof):
    """The same proof with one hash changed, dropped, repeated, or with two of them exchanged."""
    at = data.draw(st.integers(0, len(proof)))
    other = data.draw(st.binary(min_size=32, max_size=32))
    some = data.draw(
        st.sampled_from(
            [
                (*proof[:at], other, *proof[at:]),
                (*proof[:at], other, *proof[at + 1 :]),
                (*proof[:at], *proof[at + 1 :]),
                (*proof[:at], *proof[at : at + 1] * 2, *proof[at + 1 :]),
                (*proof[:at], b"", *proof[at:]),
                (*proof[:at], *(each[:31] for each in proof[at:])),
                tuple(reversed(proof)),
            ]
        )
    )
    return some


@given(sizes, st.data())
def test_an_altered_proof_of_inclusion_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(read, index=index, size=size)
    wrong = altered(data, proof)

    if wrong != proof:
        with pytest.raises(NotIncluded):
            verify_inclusion(wrong, leaf=LEAVES[index], index=index, size=size, root=ROOTS[size])


@given(sizes, st.data())
def test_an_altered_proof_of_consistency_is_refused(size, data):
    old = data.draw(st.integers(1, size))
    proof = prove_consistency(read, old_size=old, size=size)
    wrong = altered(data, proof)

    if wrong != proof:
        with pytest.raises(NotConsistent):
            verify_consistency(wrong, old_size=old, old_root=ROOTS[old], size=size, root=ROOTS[size])


@given(sizes, st.data())
def test_a_proof_of_inclusion_holds_for_no_other_entry_index_or_root(size, data):
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(read, index=index, size=size)
    right = {"leaf": LEAVES[index], "index": index, "size": size, "root": ROOTS[size]}
    change = data.draw(
        st.one_of(
            st.fixed_dictionaries({"leaf": st.binary(max_size=33)}),
            st.fixed_dictionaries({"index": st.integers(-2, size + 2)}),
            st.fixed_dictionaries({"root": st.binary(max_size=33)}),
            st.fixed_dictionaries({"size": st.integers(-1, index)}),
        ).filter(lambda change: right | change != right)
    )

    with pytest.raises(NotIncluded):
        verify_inclusion(proof, **(right | change))


@given(sizes, sizes, st.data())
def test_a_proof_of_inclusion_holds_for_no_other_size_with_its_root(size, other, data):
    index = data.draw(st.integers(0, size - 1))
    proof = prove_inclusion(read, index=index, size=size)

    if other != size:
        with pytest.raises(NotIncluded):
            verify_inclusion(proof, leaf=LEAVES[index], index=index, size=other, root=ROOTS[other])


@given(sizes, st.data())
def test_a_proof_of_consistency_holds_for_no_other_root(size, data):
    old = data.draw(st.integers(1, size))
    proof = prove_consistency(read, old_size=old, size=size)
    right = {"old_size": old, "old_root": ROOTS[old], "size": size, "root": ROOTS[size]}
    change = data.draw(
        st.one_of(
            st.fixed_dictionaries({"old_root": st.binary(max_size=33)}),
            st.fixed_dictionaries({"root": st.binary(max_size=33)}),
        ).filter(lambda change: right | change != right)
    )

    with pytest.raises(NotConsistent):
        verify_consistency(proof, **(right | change))


@given(sizes, st.data())
def test_a_proof_of_consistency_holds_for_no_other_sizes_with_their_roots(size, data):
    old = data.draw(st.integers(1, size))
    proof = prove_consistency(read, old_size=old, size=size)
    other_old = data.draw(st.integers(0, 70))
    other = data.draw(st.integers(0, 70))

    if proof and (other_old, other) != (old, size):
        with pytest.raises(NotConsistent):
            verify_consistency(proof, old_size=other_old, old_root=ROOTS[other_old], size=other, root=ROOTS[other])


@given(sizes, st.data())
def test_no_rewritten_log_has_a_proof(size, data):
    old = data.draw(st.integers(1, size))
    at = data.draw(st.integers(0, old - 1))
    forged = [*LEAVES[:at], leaf_hash(b"forged"), *LEAVES[at + 1 : size]]
    proof = prove_consistency(lambda start, end: forged[start:end], old_size=old, size=size)

    with pytest.raises(NotConsistent):
        verify_consistency(proof, old_size=old, old_root=ROOTS[old], size=size, root=tree_root(forged))


@pytest.mark.parametrize(("old_size", "size"), [(6, 5), (1, 0), (5, 2**63)])
def test_one_root_under_sizes_that_cannot_follow_is_refused(old_size, size):
    with pytest.raises(NotConsistent) as refused:
        verify_consistency([], old_size=old_size, old_root=ROOTS[5], size=size, root=ROOTS[5])

    assert refused.value.facts["why"] == "there is no such run in a log of that size"


def test_an_empty_log_has_no_proof_of_consistency():
    for size in (0, 1, 2):
        with pytest.raises(NotConsistent) as refused:
            verify_consistency([], old_size=0, old_root=EMPTY_ROOT, size=size, root=ROOTS[size])
        assert refused.value.facts == {"start": 0, "end": 0, "size": size, "why": "nothing was known before"}


def test_the_refusal_is_a_sentence():
    with pytest.raises(NotIncluded) as refused:
        verify_inclusion([], leaf=LEAVES[1], index=1, size=2, root=ROOTS[2])

    assert refused.value.facts == {"index": 1, "start": 0, "end": 2, "why": "it has too few hashes"}
    assert str(refused.value).startswith(
        "It is not proven that entry 1 stands among the entries from 0 to before 2: it has too few hashes. Ask for"
    )


@given(st.lists(st.binary(max_size=33), max_size=80), *[st.integers(-3, 2**64)] * 3, st.binary(max_size=33))
def test_any_numbers_and_bytes_are_refused_by_an_error_of_the_family(proof, one, two, three, root):
    for verify in (
        lambda: verify_inclusion_in_run(proof, leaf=LEAVES[0], index=one, start=two, end=three, root=root),
        lambda: verify_run(proof, start=one, end=two, run_root=LEAVES[0], size=three, root=root),
    ):
        with pytest.raises(VerbaleError):
            verify()


# What has no proof


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1), (7, 3)])
def test_no_proof_is_made_of_an_entry_that_is_not_there(index, size):
    with pytest.raises(NoSuchProof) as refused:
        prove_inclusion(read, index=index, size=size)

    assert refused.value.facts == {"start": index, "end": index + 1, "size": size}


@pytest.mark.parametrize(("old_size", "size"), [(0, 0), (0, 3), (4, 3), (-1, 3)])
def test_no_proof_is_made_of_a_log_that_shrank_or_was_empty(old_size, size):
    with pytest.raises(NoSuchProof):
        prove_consistency(read, old_size=old_size, size=size)


@pytest.mark.parametrize(("start", "end"), [(1, 3), (2, 5), (3, 3), (5, 4), (4, 9), (-4, 1)])
def test_no_proof_is_made_of_what_is_no_run(start, end):
    with pytest.raises(NoSuchProof):
        prove_run(read, start=start, end=end, size=8)


def test_leaves_that_are_missing_are_told():
    with pytest.raises(MissingLeaves) as refused:
        prove_inclusion(lambda start, end: LEAVES[start : min(end, 5)], index=0, size=7)

    assert refused.value.facts == {"start": 4, "end": 7, "found": 1}
