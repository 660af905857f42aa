"""What comes from outside is read, or refused in words; never anything else."""

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.mutations import REFUSED, mutated, outcome
from verbale.engines.chain import (
    EMPTY_ROOT,
    Checkpoint,
    Frontier,
    Head,
    NoteKey,
    Origin,
    Succession,
    compare_checkpoints,
    cosign_checkpoint,
    leaf_hash,
    prove_consistency,
    sign_checkpoint,
    sign_head,
    verify_checkpoint,
    verify_consistency,
    verify_cosigned,
    verify_head,
    verify_inclusion,
    verify_note,
)
from verbale.kernel.clock import read_stamp

ONE, OTHER = (Ed25519PrivateKey.from_private_bytes(bytes(31) + end) for end in (b"1", b"2"))
ONE_KEY, OTHER_KEY = NoteKey("ALPINE", ONE.public_key()), NoteKey("HANHAI", OTHER.public_key())
ORIGIN = str(Origin("ALPINE", "HANHAI", 1))
LEAVES = [leaf_hash(bytes([number])) for number in range(13)]
TOKENS = ("\n", "\n\n", "— ", "— ALPINE ", "\0", "\ud800", "\u2028", "é", "0", "-1", "9" * 25, "=", "+", " ", ORIGIN)


def checkpoint(size: int) -> Checkpoint:
    edge = Frontier()
    for leaf in LEAVES[:size]:
        edge = edge.append(leaf)
    return Checkpoint(ORIGIN, edge.size, edge.root)


SIGNED = sign_checkpoint(checkpoint(13), ONE, "ALPINE")
COSIGNED = cosign_checkpoint(SIGNED, OTHER, "HANHAI", sender=[ONE_KEY], origin=ORIGIN)
HEAD = Head("ALPINE journal", 7, "ab" * 32, read_stamp("2026-11-21T09:00:00Z"))
SIGNED_HEAD = sign_head(HEAD, ONE, "ALPINE")

letters = st.text(st.characters(exclude_categories=()))


def damaged(text: str) -> st.SearchStrategy[str]:
    """A text that was right and is damaged, half letters and all; or any text."""
    tokens = [token.encode("utf-8", "surrogatepass") for token in TOKENS]
    decoded = mutated(text.encode(), tokens).map(lambda data: data.decode("utf-8", "surrogateescape"))
    passed = mutated(text.encode(), tokens).map(
        lambda data: data.decode("utf-8", "surrogatepass") if _passes(data) else ""
    )
    return decoded | passed | letters


def _passes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


@given(damaged(COSIGNED))
def test_notes(note):
    read = outcome(verify_note, note, [ONE_KEY, OTHER_KEY])

    assert read is REFUSED or read[0] == checkpoint(13).text()


@given(damaged(ONE_KEY.line))
def test_keys_of_notes(line):
    read = outcome(NoteKey.read, line)

    assert read is REFUSED or NoteKey.read(read.line) == read


@given(letters)
def test_any_name_makes_a_key_that_can_be_published_or_none(name):
    read = outcome(NoteKey, name, ONE.public_key())

    assert read is REFUSED or NoteKey.read(read.line) == read


@given(damaged(SIGNED) | damaged(COSIGNED))
def test_checkpoints(note):
    read = outcome(verify_checkpoint, note, [ONE_KEY], origin=ORIGIN)
    both = outcome(verify_cosigned, note, sender=[ONE_KEY], recipient=[OTHER_KEY], origin=ORIGIN)
    cosigned = outcome(cosign_checkpoint, note, OTHER, "HANHAI", sender=[ONE_KEY], origin=ORIGIN)

    assert read in (REFUSED, checkpoint(13))
    assert both in (REFUSED, checkpoint(13))
    assert cosigned is REFUSED or read == checkpoint(13)


@given(damaged(checkpoint(13).text()))
def test_texts_of_checkpoints(text):
    read = outcome(Checkpoint.read, text)

    assert read is REFUSED or read.text() == text


@given(damaged(ORIGIN))
def test_origins(text):
    read = outcome(Origin.read, text)

    assert read is REFUSED or str(read) == text


@given(damaged(SIGNED_HEAD))
def test_heads(note):
    assert outcome(verify_head, note, [ONE_KEY]) in (REFUSED, HEAD)


sizes = st.integers(-1, 20) | st.integers(-(2**70), 2**70)
roots = st.sampled_from([checkpoint(size).root for size in range(1, 14)]) | st.binary(max_size=40)
right = prove_consistency(lambda start, end: LEAVES[start:end], old_size=5, size=13)
proofs = st.lists(st.sampled_from(right) | st.binary(max_size=40), max_size=80) | st.just(right)


@given(sizes, sizes, roots, roots, proofs)
def test_proofs_of_consistency(old_size, size, old_root, root, proof):
    outcome(verify_consistency, proof, old_size=old_size, old_root=old_root, size=size, root=root)


@given(sizes, sizes, roots, st.sampled_from(LEAVES) | st.binary(max_size=40), proofs)
def test_proofs_of_inclusion(index, size, root, leaf, proof):
    outcome(verify_inclusion, proof, leaf=leaf, index=index, size=size, root=root)


@given(st.integers(0, 13), st.integers(0, 13), proofs)
def test_only_the_right_proof_shows_growth(old_size, size, proof):
    read = compare_checkpoints(checkpoint(old_size), checkpoint(size), proof)
    needed = 0 < old_size < size
    expected = prove_consistency(lambda start, end: LEAVES[start:end], old_size=old_size, size=size) if needed else []

    assert read in Succession
    assert (read in (Succession.SAME, Succession.GROWN)) == (size >= old_size and list(proof) == list(expected))


@given(st.binary(max_size=60), sizes)
def test_roots_and_sizes_of_any_kind(root, size):
    read = outcome(Checkpoint.read, f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode('ascii')}\n")

    assert read is REFUSED or (read.size, read.root) == (size, root)
    assert read is REFUSED or (size == 0) == (root == EMPTY_ROOT)
