"""What comes from outside is read, or refused in words; never anything else, and nothing is left of it."""

import base64
import json
import string
import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.seal.pouches import (
    CONTENTS,
    LAID,
    OURS,
    STRANGER,
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
from tests.mutations import REFUSED, mutated, outcome
from verbale.engines.seal import PublicKeys, address, bag, check_path, read_envelope, sshsig, tar
from verbale.kernel.canonical import canonical, digest

POUCH = sealed()
HEADER = POUCH[: POUCH.index(b"\n", POUCH.index(b"\n--- ") + 1) + 1]
PLAIN = plain(POUCH)
BODY = PLAIN[: PLAIN.rindex("一".encode()) + 3]
"""The tar without its end."""
ENVELOPE = address(CONTENTS, sender="DD", recipient="CN", number=1).as_bytes()
SIGNATURE = sshsig.sign(ENVELOPE, OURS.signing, bag.NAMESPACE)
MANIFEST = bag.write_manifest((path, digest(data)) for path, data in LAID.items())

AGE = [
    b"-> X25519 ",
    b"\n-> ",
    b"--- ",
    b"\n--- \n",
    b"-> scrypt bBjlhJVYZeE4aqUdmtRHfw 30\n",
    b"->\n",
    b"A" * 64,
    b"=",
]
TAR = [
    bytes(512),
    bytes(1024),
    b"pouch/data/../../x",
    b"ustar",
    b"77777777777",
    b"x",
    b"5",
    b"L",
    b"30 path=pouch/data/x\n",
]
JSON = [
    b"null",
    b"true",
    b"1",
    b"-0",
    b"1e400",
    b"9" * 400,
    b'""',
    b'"\\ud800"',
    b"[" * 2000,
    b"{}",
    b",",
    b":",
    b'"epoch":1,',
]
LINES = [
    b"\n",
    b"\r\n",
    b"  data/",
    b"../",
    b"/",
    b"%0A",
    b"\\",
    b"0" * 64,
    b"data/leer",
    b"\xff",
    b"\xe2\x80\xae",
    b"*",
]
ARMOUR = [
    b"\n",
    b"-----BEGIN SSH SIGNATURE-----",
    b"-----END SSH SIGNATURE-----\n",
    b"AAAA",
    b"////",
    b"=",
    b" ",
    b"\x0c",
]


def outcome_of_opening(pouch: bytes) -> object:
    """The files of a pouch, or REFUSED, and then nothing may be left."""
    with tempfile.TemporaryDirectory() as folder:
        read = outcome(opened, pouch, Path(folder))
        if read is REFUSED:
            assert left(Path(folder)) == []
            return REFUSED
        return laid(read)


@given(
    st.binary(max_size=400)
    | st.binary(max_size=400).map(b"age-encryption.org/v1\n".__add__)
    | mutated(HEADER, AGE).map(lambda header: header + POUCH[len(HEADER) :])
    | mutated(POUCH[: len(HEADER) + 100], AGE)
    | mutated(POUCH)
)
def test_sealed_files(pouch):
    assert outcome_of_opening(pouch) in (REFUSED, LAID)


words = st.text(string.ascii_letters + string.digits + "+/=-", max_size=50)
stanzas = st.builds(
    lambda kind, arguments, body: f"-> {' '.join([kind, *arguments])}\n{body}\n",
    st.sampled_from(["X25519", "scrypt", "ssh-ed25519", "piv-p256", "x-grease", ""]) | words,
    st.lists(words | st.sampled_from(["30", "63", base64.b64encode(bytes(32)).decode().rstrip("=")]), max_size=3),
    words | st.just("A" * 43) | st.just("A" * 64 + "\n"),
)


@given(st.lists(stanzas, max_size=6), words | st.just("A" * 43), st.binary(max_size=300))
def test_headers_of_age_made_up(written, mac, body):
    header = f"age-encryption.org/v1\n{''.join(written)}--- {mac}\n".encode()

    assert outcome_of_opening(header + body) is REFUSED


@given(st.binary(max_size=3000) | mutated(PLAIN[:4096], TAR) | mutated(BODY, TAR).map(whole) | mutated(PLAIN))
def test_plaintexts_that_anybody_can_encrypt_to_us(plaintext):
    assert outcome_of_opening(encrypted(plaintext)) in (REFUSED, LAID)


@given(st.data())
def test_bags_that_a_trusted_sender_signs(data):
    listed = data.draw(mutated(MANIFEST, LINES) | st.binary(max_size=300), "manifest")
    made = tags({"leer": b""}, manifest=digest(listed)) | {bag.MANIFEST: listed}
    made[bag.TAG_MANIFEST] = bag.write_tag_manifest(made)
    names = [line[66:].decode("utf-8", "replace") for line in listed.split(b"\n")]
    files = {name: LAID.get(name.removeprefix("data/"), b"") for name in names}

    read = outcome_of_opening(encrypted(whole(members(made | files))))
    assert read is REFUSED or bag.write_manifest((path, digest(found)) for path, found in read.items()) == listed


paths = st.lists(
    st.text(st.characters(exclude_categories=()), max_size=20)
    | st.sampled_from(
        ["..", ".", "", "a", "A", "ä", "a\u0308", "ß", "ss", "CON", "~", "x" * 255, "一" * 86, "ﬁ", "ı", "İ"]
    ),
    min_size=1,
    max_size=5,
).map("/".join)


def is_utf_8(path: str) -> bool:
    return not any("\ud800" <= sign <= "\udfff" for sign in path)


@given(paths)
def test_paths(path):
    assert outcome(check_path, path) in (REFUSED, path)


@given(st.dictionaries(paths.filter(is_utf_8), st.binary(max_size=10), max_size=4))
def test_any_paths_arrive_as_they_were_sent_or_are_refused(contents):
    plaintext = outcome(bagged, contents)
    if plaintext is REFUSED:
        return
    bad = any(outcome(check_path, path) is REFUSED for path in contents)

    assert outcome_of_opening(encrypted(plaintext)) == (REFUSED if bad else contents)


@given(
    st.binary(min_size=512, max_size=2048)
    | mutated(tar.header("pouch/data/" + "一" * 40, 1 << 40), TAR).map(lambda head: head.ljust(512, b"\0"))
)
def test_headers_of_tars(head):
    size = tar.pax_size(head[:512])
    read = tar.read_header(head)

    assert size is None or 0 <= size <= tar.LARGEST_PAX + 1
    assert read is None or tar.header(*read) == head


@given(st.binary(max_size=300) | mutated(MANIFEST, LINES))
def test_manifests(data):
    read = outcome(bag.read_manifest, data)

    assert read is REFUSED or bag.write_manifest(read.items()) == data


@given(st.binary(max_size=300) | mutated(ENVELOPE, JSON))
def test_envelopes(data):
    read = outcome(read_envelope, data)

    assert read is REFUSED or read.as_bytes() == data


scalars = (
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8) | st.sampled_from(["DD", "CN", "ab" * 32])
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=5,
)
positions = st.fixed_dictionaries({"epoch": scalars, "number": scalars, "hash": scalars}) | values


@given(st.data())
def test_envelopes_of_any_values(data):
    written = json.loads(ENVELOPE)
    for name in data.draw(st.sets(st.sampled_from(sorted(written))), "changed"):
        written[name] = data.draw(positions, name)
    for name in data.draw(st.sets(st.sampled_from(sorted(written)), max_size=1), "left out"):
        del written[name]
    written |= data.draw(st.just({}) | st.dictionaries(st.text(max_size=4), scalars, max_size=1), "added")

    read = outcome(read_envelope, canonical(written))
    assert read is REFUSED or read.as_bytes() == canonical(written)


@given(st.binary(max_size=300) | mutated(SIGNATURE, ARMOUR))
def test_signatures(armoured):
    assert outcome(sshsig.verify, ENVELOPE, armoured, bag.NAMESPACE) in (REFUSED, OURS.public.signing)


BLOB = base64.b64decode(b"".join(SIGNATURE.split(b"\n")[1:-2]))


@given(
    st.binary(max_size=300) | mutated(BLOB, [bytes(4), b"\xff" * 4, b"\0\0\0\x0bssh-ed25519", b"\0\0\0\x20", b"sha256"])
)
def test_signatures_in_right_armour(blob):
    armoured = b"-----BEGIN SSH SIGNATURE-----\n" + base64.b64encode(blob) + b"\n-----END SSH SIGNATURE-----\n"

    assert outcome(sshsig.verify, ENVELOPE, armoured, bag.NAMESPACE) in (REFUSED, OURS.public.signing)


@given(mutated(STRANGER.public.line().encode(), [b" ", b"ssh-ed25519", b"ssh-rsa", b"age1", b"AAAA"]), st.booleans())
def test_public_keys(line, passed):
    text = line.decode("utf-8", "surrogateescape" if passed else "replace")
    read = outcome(PublicKeys.read, text)

    assert read is REFUSED or PublicKeys.read(read.line()) == read


def peak(pouch: bytes) -> int:
    """Bytes of memory that refusing a pouch takes at most, beside what the pouch itself has."""
    tracemalloc.start()
    try:
        assert outcome_of_opening(pouch) is REFUSED
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "plaintext",
    [
        tar.header("pouch/pouch.json", 1 << 50),
        whole(members(tags({"a": b""}))[:-512] + tar.header("pouch/data/a", 1 << 62)),
        tar.header("pouch/" + "x" * 3000, 1),
        whole(members({bag.ENVELOPE: b"[" * 65_000})),
        whole(members({bag.ENVELOPE: b"9" * 65_000, bag.SIGNATURE: b""})),
        whole(members({bag.ENVELOPE: ENVELOPE, bag.SIGNATURE: b"A" * 65_000})),
    ],
)
def test_what_claims_to_be_large_takes_no_memory(plaintext):
    assert peak(encrypted(plaintext)) < 4 << 20


@pytest.mark.parametrize("header", [b"-> X25519 A\n" * 6000, b"A" * (1 << 23), b"-> " + b"a " * 30_000 + b"\n--- x\n"])
def test_a_header_of_age_that_is_too_long_takes_no_memory(header):
    assert peak(b"age-encryption.org/v1\n" + header + b"\n--- x\n") - len(header) < 4 << 20
