import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.chain import (
    EMPTY_ROOT,
    LARGEST_SIZE,
    BadCheckpoint,
    BadNote,
    BadOrigin,
    Checkpoint,
    ForgedNote,
    Frontier,
    NoteKey,
    NotGrown,
    Origin,
    OtherLog,
    Succession,
    UnknownSigner,
    compare_checkpoints,
    cosign_checkpoint,
    demand_growth,
    leaf_hash,
    prove_consistency,
    sign_checkpoint,
    sign_note,
    tree_root,
    verify_checkpoint,
    verify_cosigned,
)

# The checkpoint that the documentation of C2SP's tlog-checkpoint shows, as Go's checksum database signed it.
GO_KEY = NoteKey.read("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
GO_ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
GO_NOTE = (
    f"go.sum database tree\n20852163\n{GO_ROOT}\n"
    "\n— sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)

ALPINE, HANHAI, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes(31) + end) for end in (b"1", b"2", b"3"))
ALPINE_KEY, HANHAI_KEY = NoteKey("ALPINE", ALPINE.public_key()), NoteKey("HANHAI", HANHAI.public_key())
ORIGIN = "verbale/ALPINE/HANHAI/1"
LEAVES = [leaf_hash(str(number).encode()) for number in range(30)]


def of(size, leaves=LEAVES, origin=ORIGIN):
    return Checkpoint(origin, size, tree_root(leaves[:size]))


def proof_from(old_size, size, leaves=LEAVES):
    return prove_consistency(lambda start, end: leaves[start:end], old_size=old_size, size=size) if old_size else ()


def signed(checkpoint=None):
    return sign_checkpoint(checkpoint or of(3), ALPINE, "ALPINE")


def cosigned(note, key=HANHAI, name="HANHAI"):
    return cosign_checkpoint(note, key, name, sender=[ALPINE_KEY], origin=ORIGIN)


# Origin


def test_an_origin_comes_back_as_it_was_written():
    origin = Origin("ALPINE", "HANHAI", 1)

    assert str(origin) == ORIGIN
    assert Origin.read(ORIGIN) == origin
    assert Origin.read("verbale/FI-NHI/A.1_b/120") == Origin("FI-NHI", "A.1_b", 120)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "verbale",
        "verbale/ALPINE/HANHAI",
        "verbale/ALPINE/HANHAI/1/2",
        "other/ALPINE/HANHAI/1",
        "verbale/ALPINE/HANHAI/0",
        "verbale/ALPINE/HANHAI/01",
        "verbale/ALPINE/HANHAI/-1",
        "verbale/ALPINE/HANHAI/１",
        "verbale/ALPINE/HANHAI/9999999999999999999",
        "verbale/ALPINE/ALPINE/1",
        "verbale//HANHAI/1",
        "verbale/AL PINE/HANHAI/1",
        "verbale/ALPINE/HANHAI/1\n",
        "verbale/ALPINE\n/HANHAI/1",
    ],
)
def test_what_is_no_origin_is_refused(text):
    with pytest.raises(BadOrigin) as refused:
        Origin.read(text)

    assert refused.value.facts == {"text": text}


# Text and signature


def test_it_reads_the_published_example():
    expected = Checkpoint("go.sum database tree", 20852163, base64.b64decode(GO_ROOT))

    assert verify_checkpoint(GO_NOTE, [GO_KEY], origin="go.sum database tree") == expected
    assert GO_NOTE.startswith(expected.text() + "\n— ")


def test_its_text_is_origin_size_and_root():
    assert of(3).text() == f"{ORIGIN}\n3\n{base64.b64encode(tree_root(LEAVES[:3])).decode()}\n"
    assert of(0).text() == f"{ORIGIN}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"


def test_a_checkpoint_comes_back_as_it_was_signed():
    edge = Frontier().extend(LEAVES[:7])
    checkpoint = Checkpoint(str(Origin("ALPINE", "HANHAI", 1)), edge.size, edge.root)

    assert checkpoint == of(7)
    assert verify_checkpoint(signed(checkpoint), [ALPINE_KEY], origin=ORIGIN) == checkpoint


def test_further_lines_come_back():
    checkpoint = Checkpoint(ORIGIN, 3, tree_root(LEAVES[:3]), ("one", "two 三"))

    assert checkpoint.text() == of(3).text() + "one\ntwo 三\n"
    assert verify_checkpoint(signed(checkpoint), [ALPINE_KEY], origin=ORIGIN) == checkpoint


@pytest.mark.parametrize(
    "facts",
    [
        {"origin": ""},
        {"origin": " "},
        {"origin": "verbale\nALPINE"},
        {"size": -1},
        {"size": 0},
        {"size": LARGEST_SIZE + 1},
        {"root": EMPTY_ROOT},
        {"root": bytes(31)},
        {"root": bytes(33)},
        {"extensions": ("",)},
        {"extensions": ("one\ntwo",)},
        {"extensions": ("one", "\ud800")},
    ],
)
def test_what_cannot_be_a_checkpoint_is_refused(facts):
    with pytest.raises(BadCheckpoint):
        Checkpoint(**({"origin": ORIGIN, "size": 3, "root": bytes(32)} | facts))


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n3\n",
        f"{ORIGIN}\n03\n{GO_ROOT}\n",
        f"{ORIGIN}\n+3\n{GO_ROOT}\n",
        f"{ORIGIN}\nthree\n{GO_ROOT}\n",
        f"{ORIGIN}\n٣\n{GO_ROOT}\n",
        f"{ORIGIN}\n9999999999999999999\n{GO_ROOT}\n",
        f"{ORIGIN}\n{'9' * 5000}\n{GO_ROOT}\n",
        f"{ORIGIN}\n0\n{GO_ROOT}\n",
        f"{ORIGIN}\n3\n{GO_ROOT[:-1]}\n",
        f"{ORIGIN}\n3\n{GO_ROOT[:-2]}J=\n",
        f"{ORIGIN}\n3\n{GO_ROOT.replace('/', '_')}\n",
        f"{ORIGIN}\n3\n{GO_ROOT} \n",
        f"{ORIGIN}\n3\né{GO_ROOT}\n",
        f"{ORIGIN}\n3\n{GO_ROOT}\n\n",
        f"{ORIGIN}\n3\n{GO_ROOT}\none\n\ntwo\n",
        f"\n{ORIGIN}\n3\n{GO_ROOT}\n",
        f"{ORIGIN}\n3\n{'a' * 64}\n2026-11-21T09:30:00.000000Z\n",
    ],
)
def test_a_note_over_another_text_is_no_checkpoint(text):
    with pytest.raises(BadNote):
        verify_checkpoint(sign_note(text, ALPINE, "ALPINE"), [ALPINE_KEY], origin=ORIGIN)


@pytest.mark.parametrize("origin", ["verbale/ALPINE/HANHAI/2", "verbale/HANHAI/ALPINE/1", "verbale/ALPINE/OTHER/1"])
def test_the_checkpoint_of_another_log_is_refused(origin):
    with pytest.raises(OtherLog) as refused:
        verify_checkpoint(signed(of(3, origin=origin)), [ALPINE_KEY], origin=ORIGIN)

    assert refused.value.facts == {"found": origin, "expected": ORIGIN}


@pytest.mark.parametrize("name", ["ALPINE", "STRANGER"])
def test_a_stranger_cannot_sign_for_the_sender(name):
    with pytest.raises(UnknownSigner):
        verify_checkpoint(sign_checkpoint(of(3), STRANGER, name), [ALPINE_KEY], origin=ORIGIN)


@given(st.data())
def test_a_changed_character_never_makes_another_checkpoint_of_a_note(data):
    note = cosigned(signed())
    at = data.draw(st.integers(0, len(note) - 1))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda sign: sign != note[at]))
    changed = note[:at] + sign + note[at + 1 :]

    try:
        found = verify_cosigned(changed, sender=[ALPINE_KEY], recipient=[HANHAI_KEY], origin=ORIGIN)
    except (BadNote, ForgedNote, UnknownSigner):
        return
    assert (found, at >= len(of(3).text())) == (of(3), True)


# The other side's signature


def test_the_recipient_signs_under_the_sender():
    note = signed()
    both = cosigned(note)

    assert both.startswith(note + "— HANHAI ")
    assert both.count("\n— ") == 2
    assert verify_cosigned(both, sender=[ALPINE_KEY], recipient=[HANHAI_KEY], origin=ORIGIN) == of(3)
    assert verify_checkpoint(both, [ALPINE_KEY], origin=ORIGIN) == of(3)


def test_signing_again_changes_nothing():
    both = cosigned(signed())

    assert cosigned(both) == both


def test_a_third_may_sign_too():
    note = cosigned(cosigned(signed(), STRANGER, "WITNESS"))

    assert verify_cosigned(note, sender=[ALPINE_KEY], recipient=[HANHAI_KEY], origin=ORIGIN) == of(3)


def test_a_new_key_of_either_side_is_taken_beside_the_old():
    old = NoteKey("HANHAI", STRANGER.public_key())

    assert verify_cosigned(cosigned(signed()), sender=[ALPINE_KEY], recipient=[old, HANHAI_KEY], origin=ORIGIN) == of(3)


def test_without_the_recipient_it_is_not_cosigned():
    with pytest.raises(UnknownSigner):
        verify_cosigned(signed(), sender=[ALPINE_KEY], recipient=[HANHAI_KEY], origin=ORIGIN)


def test_without_the_sender_it_is_not_cosigned():
    alone = sign_checkpoint(of(3), HANHAI, "HANHAI")

    with pytest.raises(UnknownSigner):
        verify_cosigned(alone, sender=[ALPINE_KEY], recipient=[HANHAI_KEY], origin=ORIGIN)
    with pytest.raises(UnknownSigner):
        cosigned(alone)


def test_a_signature_over_another_checkpoint_does_not_count():
    other = sign_checkpoint(of(4), HANHAI, "HANHAI").split("\n\n")[1]
    note = signed() + other

    with pytest.raises(ForgedNote) as refused:
        verify_cosigned(note, sender=[ALPINE_KEY], recipient=[HANHAI_KEY], origin=ORIGIN)
    assert refused.value.facts == {"name": "HANHAI"}
    with pytest.raises(ForgedNote):
        cosigned(note)


def test_one_key_does_not_stand_for_both_sides():
    twin = NoteKey("HANHAI", ALPINE.public_key())
    note = cosigned(signed(), ALPINE, "HANHAI")

    with pytest.raises(BadCheckpoint):
        verify_cosigned(note, sender=[ALPINE_KEY], recipient=[twin], origin=ORIGIN)


def test_the_checkpoint_of_another_log_is_not_cosigned():
    with pytest.raises(OtherLog):
        cosigned(signed(of(3, origin="verbale/ALPINE/HANHAI/2")))


def test_a_note_is_not_made_longer_than_can_be_read():
    line = sign_checkpoint(of(3), STRANGER, "WITNESS").split("\n\n")[1]
    note = signed()
    note += line * ((65_536 - len(note)) // len(line))

    with pytest.raises(BadNote):
        cosigned(note)


# One checkpoint beside an earlier one


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_log_that_only_grew_is_told_from_one_that_shrank(one, other):
    old_size, size = sorted((one, other))

    expected = Succession.SAME if old_size == size else Succession.GROWN
    assert compare_checkpoints(of(old_size), of(size), proof_from(old_size, size)) is expected
    demand_growth(of(old_size), of(size), proof_from(old_size, size))
    if old_size < size:
        assert compare_checkpoints(of(size), of(old_size), proof_from(old_size, size)) is Succession.SHRUNK


@given(st.integers(1, 30), st.data())
def test_any_rewriting_is_found(size, data):
    old_size = data.draw(st.integers(1, size))
    at = data.draw(st.integers(0, old_size - 1))
    forged = [*LEAVES[:at], leaf_hash(b"forged"), *LEAVES[at + 1 :]]

    found = compare_checkpoints(of(old_size), of(size, forged), proof_from(old_size, size, forged))

    assert found is (Succession.FORKED if old_size == size else Succession.UNPROVEN)


@given(st.integers(1, 30), st.data())
def test_a_proof_of_other_sizes_proves_nothing(size, data):
    old_size = data.draw(st.integers(1, size))
    other = data.draw(st.integers(1, size))
    proof = proof_from(other, size)

    if proof != proof_from(old_size, size):
        assert compare_checkpoints(of(old_size), of(size), proof) is Succession.UNPROVEN


def test_what_is_not_asked_for_proves_nothing():
    assert compare_checkpoints(of(0), of(3), LEAVES[:1]) is Succession.UNPROVEN
    assert compare_checkpoints(of(3), of(3), LEAVES[:1]) is Succession.UNPROVEN
    assert compare_checkpoints(of(0), of(0)) is Succession.SAME
    assert compare_checkpoints(of(0), of(3)) is Succession.GROWN


def test_a_new_epoch_is_another_log():
    after = of(3, origin="verbale/ALPINE/HANHAI/2")

    with pytest.raises(OtherLog) as refused:
        compare_checkpoints(of(3), after)

    assert refused.value.facts == {"found": after.origin, "expected": ORIGIN}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (of(5), of(4), Succession.SHRUNK),
        (of(5), of(5, LEAVES[1:]), Succession.FORKED),
        (of(5), of(6), Succession.UNPROVEN),
    ],
)
def test_the_demand_is_refused_by_a_sentence(old, new, why):
    with pytest.raises(NotGrown) as refused:
        demand_growth(old, new)

    assert refused.value.facts == {"origin": ORIGIN, "old_size": 5, "size": new.size, "why": why}
    assert str(refused.value) == (
        f"The log “{ORIGIN}” had 5 entries and is now given with {new.size}: {why}. Keep both checkpoints: "
        "signed, they are evidence. Ask the sender."
    )
