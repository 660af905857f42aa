import io
import os
import tarfile
from dataclasses import asdict

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.seal.pouches import (
    CONTENTS,
    LAID,
    OURS,
    STRANGER,
    THEIRS,
    bagged,
    encrypted,
    laid,
    left,
    members,
    opened,
    plain,
    sealed,
    tags,
    whole,
)
from verbale.engines.seal import (
    Content,
    ForeignSender,
    Limits,
    NotAPouch,
    NotForUs,
    OpenedFile,
    OpenedPouch,
    Position,
    QuarantineInUse,
    Tampered,
    TooLarge,
    Truncated,
    address,
    bag,
    empty,
    open_pouch,
    seal_pouch,
    sshsig,
    tar,
)
from verbale.engines.seal.errors import BadPath
from verbale.engines.seal.public import fingerprint
from verbale.kernel.canonical import digest
from verbale.kernel.errors import VerbaleError

POUCH = sealed()
FILES = {"a": b"one", "b": b"two"}
SAME_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def refused(kind, pouch, folder, **changed):
    with pytest.raises(kind) as told:
        opened(pouch, folder, **changed)
    assert left(folder) == []
    assert type(told.value) is kind
    return told.value.facts


def test_what_was_sealed_is_opened(tmp_path):
    pouch = opened(POUCH, tmp_path)

    envelope = address(CONTENTS, sender="DD", recipient="CN", number=1)
    files = tuple(
        OpenedFile(path, len(data), digest(data), tmp_path / "quarantine" / path) for path, data in LAID.items()
    )
    proof = tags(LAID)
    assert pouch == OpenedPouch(envelope, proof[bag.SIGNATURE], proof[bag.MANIFEST], OURS.public.signing, files)
    assert pouch.envelope_hash == envelope.hash
    assert laid(pouch) == LAID


def test_what_is_laid_out_is_for_its_owner_alone(tmp_path):
    pouch = opened(POUCH, tmp_path)

    assert (tmp_path / "quarantine").stat().st_mode & 0o777 == 0o700
    assert {file.location.stat().st_mode & 0o111 for file in pouch.files} == {0}


names = st.lists(
    st.text(st.characters(categories=["L", "N"], codec="utf-8"), min_size=1, max_size=60), min_size=1, max_size=4
)


@SAME_FOLDER
@given(st.dictionaries(names.map("/".join), st.binary(max_size=3000), min_size=1, max_size=5), st.integers(0, 80_000))
def test_any_contents_come_back_equal(tmp_path, files, extra):
    files = {**files, next(iter(files)): bytes(extra)}
    try:
        contents = [Content.of_bytes(path, data) for path, data in files.items()]
        envelope = address(contents, sender="DD", recipient="CN", number=2, previous=Position(1, 1, "a" * 64))
    except BadPath:
        return

    pouch = opened(sealed(contents, envelope=envelope), tmp_path)

    assert laid(pouch) == files
    assert pouch.envelope == envelope
    empty(tmp_path / "quarantine")


@SAME_FOLDER
@given(st.integers(0, len(POUCH) - 1), st.integers(1, 255))
def test_any_changed_byte_is_refused_and_leaves_nothing(tmp_path, at, bits):
    changed = bytearray(POUCH)
    changed[at] ^= bits

    with pytest.raises((NotAPouch, Tampered, Truncated, NotForUs)):
        opened(bytes(changed), tmp_path)

    assert left(tmp_path) == []


@SAME_FOLDER
@given(st.integers(0, len(POUCH) - 1))
def test_any_cut_is_refused_and_leaves_nothing(tmp_path, length):
    with pytest.raises(Truncated if length else NotAPouch):
        opened(POUCH[:length], tmp_path)

    assert left(tmp_path) == []


BIG = sealed([Content.of_bytes("a", bytes(200_000)), Content.of_bytes("b", b"end")])


@pytest.mark.parametrize("cut", [1, 17, 65_551, 65_552, 65_553, 131_104, 200_000])
def test_a_cut_pouch_of_many_chunks_is_truncated(tmp_path, cut):
    refused(Truncated, BIG[:-cut], tmp_path)


@pytest.mark.parametrize("at", [-1, -16, -65_552, -100_000, len(BIG) - 4 * 65_552])
def test_a_changed_byte_in_any_chunk_is_tampering(tmp_path, at):
    changed = bytearray(BIG)
    changed[at] ^= 1

    assert refused(Tampered, bytes(changed), tmp_path) == {"why": "its encrypted bytes were changed"}


def test_chunks_that_change_places_are_tampering(tmp_path):
    head = len(BIG) - 4 * 65_552
    one, two = BIG[head : head + 65_552], BIG[head + 65_552 : head + 2 * 65_552]

    refused(Tampered, BIG[:head] + two + one + BIG[head + 2 * 65_552 :], tmp_path)


@pytest.mark.parametrize("more", [b"x", bytes(65_552), POUCH])
def test_whatever_follows_a_pouch_is_refused(tmp_path, more):
    with pytest.raises((Tampered, Truncated)):
        opened(POUCH + more, tmp_path)

    assert left(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\3\4" * 9, plain(POUCH), b"age-encryption.org/v2\n", bytes(999)])
def test_another_file_is_no_pouch(tmp_path, data):
    refused(NotAPouch, data, tmp_path)


def test_an_armoured_age_file_is_no_pouch(tmp_path):
    armoured = pyrage.encrypt(plain(POUCH), [THEIRS.identity.to_public()], armored=True)

    refused(NotAPouch, armoured, tmp_path)


def test_an_endless_header_is_not_read(tmp_path):
    assert refused(NotAPouch, b"age-encryption.org/v1\n" + b"-> x\n" * 100_000, tmp_path) == {
        "why": "its header is longer than 65536 bytes"
    }


@pytest.mark.parametrize("inside", [b"", b"hello", bytes(65_536), bytes(200_000)])
def test_an_age_file_with_something_else_inside_is_no_pouch(tmp_path, inside):
    refused(NotAPouch, encrypted(inside), tmp_path)


def test_a_missing_file_or_a_folder_is_no_pouch(tmp_path):
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(NotAPouch):
            open_pouch(path, tmp_path / "q", identities=[THEIRS.identity], trusted={}, we="CN")


def test_for_another_key_is_not_for_us(tmp_path):
    assert refused(NotForUs, POUCH, tmp_path, identities=[STRANGER.identity]) == {
        "why": "it is not encrypted to a key of ours"
    }


@pytest.mark.parametrize("identities", [[STRANGER.identity, THEIRS.identity], [THEIRS.identity, STRANGER.identity]])
def test_any_of_our_keys_opens_old_ones_too(tmp_path, identities):
    assert laid(opened(POUCH, tmp_path, identities=identities)) == LAID


def test_without_any_key_it_is_not_for_us(tmp_path):
    refused(NotForUs, POUCH, tmp_path, identities=[])


def test_the_sender_reads_what_it_sent_and_opens_it_as_the_recipient_does(tmp_path):
    assert plain(POUCH, OURS) == plain(POUCH)
    assert laid(opened(POUCH, tmp_path, identities=[OURS.identity])) == LAID


def test_a_pouch_that_comes_back_to_its_sender_is_not_for_it(tmp_path):
    facts = refused(NotForUs, POUCH, tmp_path, identities=[OURS.identity], we="DD")

    assert facts == {"why": "it is addressed to “CN”"}


def test_what_was_sealed_without_the_senders_key_opens_as_well(tmp_path):
    """The second recipient serves the sender alone; nobody else can tell whether it is there."""
    out = io.BytesIO()
    envelope = address(CONTENTS, sender="DD", recipient="CN", number=1)
    recipients = [THEIRS.public.recipient]
    seal_pouch(out, envelope=envelope, contents=CONTENTS, signing_key=OURS.signing, recipients=recipients)

    assert laid(opened(out.getvalue(), tmp_path)) == LAID


@pytest.mark.parametrize("fields", [
    {"epoch": 1_790_000_000, "previous": Position(1, 7, "a" * 64)},
    {"epoch": 2, "acknowledged": Position(3, 4, "b" * 64)},
    {"number": 9, "previous": Position(1, 8, "a" * 64), "acknowledged": Position(1, 1, "b" * 64)},
])  # fmt: skip
def test_what_the_envelope_says_arrives(tmp_path, fields):
    envelope = address(CONTENTS, **({"sender": "DD", "recipient": "CN", "number": 1} | fields))

    pouch = opened(sealed(envelope=envelope), tmp_path)

    assert pouch.envelope == envelope
    assert {name: getattr(pouch.envelope, name) for name in fields} == fields


def test_what_is_kept_of_it_proves_it_later(tmp_path):
    """Envelope, signature and manifest are enough to prove each file, without the pouch."""
    pouch = opened(POUCH, tmp_path)

    assert sshsig.verify(pouch.envelope.as_bytes(), pouch.signature, bag.NAMESPACE) == pouch.signer
    assert digest(pouch.manifest) == pouch.envelope.manifest
    assert bag.read_manifest(pouch.manifest) == {file.path: file.sha256 for file in pouch.files}


def test_for_another_name_is_not_for_us(tmp_path):
    assert refused(NotForUs, POUCH, tmp_path, we="SU") == {"why": "it is addressed to “CN”"}


def test_an_unknown_sender_is_foreign(tmp_path):
    facts = refused(ForeignSender, POUCH, tmp_path, trusted={"SU": [OURS.public]})

    assert facts == {"sender": "DD", "fingerprint": fingerprint(OURS.public.signing), "why": "we know no such sender"}


@pytest.mark.parametrize("keys", [[THEIRS.public], [THEIRS.public, STRANGER.public]])
def test_a_known_sender_with_an_unknown_key_is_foreign(tmp_path, keys):
    facts = refused(ForeignSender, POUCH, tmp_path, trusted={"DD": keys})

    assert facts == {
        "sender": "DD",
        "fingerprint": fingerprint(OURS.public.signing),
        "why": "that key is not known for this sender",
    }


def test_any_of_a_senders_keys_is_enough(tmp_path):
    assert laid(opened(POUCH, tmp_path, trusted={"DD": [STRANGER.public, OURS.public]})) == LAID


def test_one_partners_key_does_not_sign_for_another(tmp_path):
    forged = sealed(keys=STRANGER)

    refused(ForeignSender, forged, tmp_path, trusted={"DD": [OURS.public], "SU": [STRANGER.public]})


def test_the_forged_bag_of_these_tests_is_right(tmp_path):
    assert laid(opened(encrypted(bagged(FILES)), tmp_path)) == FILES


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("data/a", b"0ne", Tampered),
        ("data/a", b"one more", Tampered),
        (bag.SIGNATURE, tags(FILES, number=2, previous=Position(1, 1, "a" * 64))[bag.SIGNATURE], Tampered),
        (bag.SIGNATURE, b"none", Tampered),
        (bag.ENVELOPE, tags(FILES, recipient="SU")[bag.ENVELOPE], Tampered),
        (bag.ENVELOPE, b"{}", NotAPouch),
        (bag.MANIFEST, tags({"a": b"0ne", "b": b"two"})[bag.MANIFEST], Tampered),
        (bag.TAG_MANIFEST, b"", Tampered),
        (bag.DECLARATION, b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n", NotAPouch),
    ],
)
def test_each_file_of_a_bag_is_held(tmp_path, name, data, kind):
    refused(kind, encrypted(bagged(FILES, {name: data})), tmp_path)


def link(kind):
    member = tarfile.TarInfo("pouch/data/b")
    member.type, member.linkname = kind, "../../../etc/passwd"
    return member.tobuf(tarfile.USTAR_FORMAT)


RIGHT = members(tags(FILES) | {"data/a": b"one"})
B = members({"data/b": b"two"})


@pytest.mark.parametrize(
    "plaintext",
    [
        whole(RIGHT),
        whole(RIGHT + B + B),
        whole(RIGHT + B + members({"data/c": b"three"})),
        whole(RIGHT + members({"data/c": b"two"}) + B),
        whole(RIGHT + members({"data/../../b": b"two"})),
        whole(RIGHT + tar.header("/etc/passwd", 3) + b"two" + bytes(509)),
        whole(RIGHT + link(tarfile.SYMTYPE)),
        whole(RIGHT + link(tarfile.LNKTYPE)),
        whole(RIGHT + link(tarfile.CHRTYPE)),
        whole(RIGHT + link(tarfile.FIFOTYPE)),
        whole(RIGHT + link(tarfile.DIRTYPE)),
        whole(members({"data/a": b"one"}) + members(tags(FILES)) + B),
        RIGHT + B,
        RIGHT + B + bytes(1024),
        whole(RIGHT + B)[:-1],
        whole(RIGHT + B)[:-1] + b"x",
        whole(RIGHT + B) + bytes(65_536),
        whole(RIGHT + tar.header("pouch/data/b", 3) + b"two" + b"x" * 509),
        whole(RIGHT + tar.header("pouch/data/b", 10**12) + b"two"),
        whole(RIGHT)[: len(RIGHT)] + B[:700],
    ],
)
def test_a_bag_with_more_less_or_other_than_its_manifest_is_refused(tmp_path, plaintext):
    with pytest.raises((NotAPouch, Tampered, TooLarge)):
        opened(encrypted(plaintext), tmp_path)

    assert left(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pouch", "quarantine"]


@SAME_FOLDER
@given(st.data())
def test_any_changed_byte_inside_is_refused(tmp_path, data):
    plaintext = bytearray(bagged(FILES))
    at = data.draw(st.integers(0, len(RIGHT + B) + 2048))
    plaintext[at] ^= data.draw(st.integers(1, 255))

    try:
        opened(encrypted(bytes(plaintext)), tmp_path)
    except VerbaleError:
        assert left(tmp_path) == []
    else:
        raise AssertionError(f"byte {at} can be changed unseen")


LIMITS = Limits(files=2, file_size=10, total_size=15, manifest_size=200)


@pytest.mark.parametrize(
    ("files", "what", "size", "limit"),
    [
        ({"a": bytes(11)}, "“a”", 11, 10),
        ({"a": bytes(8), "b": bytes(8)}, "the sum of its files", 16, 15),
        ({"a": b"", "b": b"", "c/" + "d" * 200: b""}, "“manifest-sha256.txt”", 420, 200),
    ],
)
def test_each_limit_is_judged_before_anything_is_read(tmp_path, files, what, size, limit):
    assert refused(TooLarge, encrypted(bagged(files)), tmp_path, limits=LIMITS) == {
        "what": what,
        "size": size,
        "limit": limit,
    }


def test_too_many_files_are_refused(tmp_path):
    limits = Limits(**(asdict(LIMITS) | {"manifest_size": 1000}))
    facts = refused(TooLarge, encrypted(bagged({"a": b"", "b": b"", "c": b""})), tmp_path, limits=limits)

    assert facts == {"what": "the number of files", "size": 3, "limit": 2}


def test_exactly_at_the_limits_is_opened(tmp_path):
    files = {"a": bytes(10), "b": bytes(5)}

    assert laid(opened(encrypted(bagged(files)), tmp_path, limits=LIMITS)) == files


def test_a_bomb_is_refused_by_the_size_it_announces(tmp_path):
    plaintext = whole(members(tags(FILES)) + tar.header("pouch/data/a", 1 << 50))

    assert refused(TooLarge, encrypted(plaintext), tmp_path) == {"what": "“a”", "size": 1 << 50, "limit": 1 << 40}


def test_a_huge_tag_file_is_refused_by_the_size_it_announces(tmp_path):
    facts = refused(TooLarge, encrypted(whole(tar.header("pouch/pouch.json", 1 << 30))), tmp_path)

    assert facts == {"what": "“pouch.json”", "size": 1 << 30, "limit": 65_536}


def test_a_sealed_file_beyond_any_allowed_content_is_not_even_decrypted(tmp_path):
    (tmp_path / "1.pouch").touch()
    os.truncate(tmp_path / "1.pouch", 1 << 33)

    with pytest.raises(TooLarge):
        open_pouch(
            tmp_path / "1.pouch",
            tmp_path / "quarantine",
            identities=[THEIRS.identity],
            trusted={},
            we="CN",
            limits=Limits(total_size=1 << 30),
        )


def test_a_quarantine_in_use_is_left_as_it_is(tmp_path):
    (tmp_path / "quarantine").mkdir()
    (tmp_path / "quarantine" / "other").write_text("x")

    with pytest.raises(QuarantineInUse):
        opened(POUCH, tmp_path)

    assert left(tmp_path) == ["other"]


def test_emptied_it_can_be_used_again(tmp_path):
    opened(POUCH, tmp_path)
    (tmp_path / "quarantine" / "link").symlink_to(tmp_path)
    empty(tmp_path / "quarantine")
    empty(tmp_path / "missing")

    assert left(tmp_path) == []
    assert (tmp_path / "1.pouch").exists()
    assert laid(opened(POUCH, tmp_path)) == LAID
