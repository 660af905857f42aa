import hashlib
import io

import pyrage
import pytest

from tests.engines.seal.pouches import CONTENTS, LAID, OURS, STRANGER, THEIRS, bagged, left, opened, plain, sealed, tags
from verbale.engines.seal import (
    BadContents,
    BadPath,
    BadPublicKey,
    Content,
    ContentChanged,
    Envelope,
    Position,
    Sealed,
    Truncated,
    address,
    seal_pouch,
)
from verbale.kernel.canonical import digest

ENVELOPE = address(CONTENTS, sender="DD", recipient="CN", number=1)


def seal(out, **changed):
    facts = {
        "envelope": ENVELOPE,
        "contents": CONTENTS,
        "signing_key": OURS.signing,
        "recipients": [THEIRS.public.recipient, OURS.public.recipient],
    }
    return seal_pouch(out, **(facts | changed))


def test_it_tells_what_it_made():
    out = io.BytesIO()

    made = seal(out)

    written, proof = out.getvalue(), tags(LAID)
    assert made == Sealed(
        ENVELOPE.hash,
        hashlib.sha256(written).hexdigest(),
        len(written),
        proof["pouch.json.sig"],
        proof["manifest-sha256.txt"],
    )


def test_the_address_is_over_the_manifest():
    assert ENVELOPE.manifest == digest(tags(LAID)["manifest-sha256.txt"])


def test_sealed_again_the_inside_is_equal_and_the_outside_is_not():
    first, second = sealed(), sealed(reversed(CONTENTS), envelope=ENVELOPE)

    assert plain(first) == plain(second) == bagged(LAID)
    assert first != second


def test_sizes_tell_little():
    assert {len(plain(sealed([Content.of_bytes("a", bytes(size))]))) for size in (0, 1, 30_000)} == {65536}


@pytest.mark.parametrize("contents", [CONTENTS[:2], [*CONTENTS, Content.of_bytes("more", b"")]])
def test_an_envelope_over_other_contents_is_refused(contents):
    out = io.BytesIO()

    with pytest.raises(BadContents):
        seal(out, contents=contents)

    assert out.getvalue() == b""


@pytest.mark.parametrize("paths", [["a", "a"], ["a", "A"], ["a", "a/b"]])
def test_contents_that_clash_are_refused(paths):
    with pytest.raises(BadPath):
        address([Content.of_bytes(path, b"") for path in paths], sender="DD", recipient="CN", number=1)


def test_without_contents_nothing_is_sealed():
    with pytest.raises(BadContents):
        address([], sender="DD", recipient="CN", number=1)


@pytest.mark.parametrize("recipients", [["age1nobody"], [THEIRS.public.recipient, "age1nobody"], [OURS.public.signing]])
def test_a_recipient_that_is_no_key_is_refused(recipients):
    out = io.BytesIO()

    with pytest.raises(BadPublicKey):
        seal(out, recipients=recipients)

    assert out.getvalue() == b""


def test_for_nobody_nothing_is_sealed():
    out = io.BytesIO()

    with pytest.raises(BadContents):
        seal(out, recipients=[])

    assert out.getvalue() == b""


def test_recipient_and_sender_read_the_same_and_a_third_reads_nothing():
    out = io.BytesIO()

    seal(out)

    assert plain(out.getvalue()) == plain(out.getvalue(), OURS) == bagged(LAID)
    with pytest.raises(pyrage.DecryptError, match="No matching keys"):
        plain(out.getvalue(), STRANGER)


def test_it_says_for_how_many_it_is_and_not_for_whom():
    header = sealed().partition(b"\n---")[0]

    stanzas = [line for line in header.splitlines() if line.startswith(b"-> X25519 ")]
    assert len(stanzas) == 2
    for keys in (OURS, THEIRS):
        assert keys.public.recipient.encode() not in header


def test_the_address_keeps_epoch_previous_and_acknowledgement():
    before, applied = Position(1, 7, "a" * 64), Position(3, 2, "b" * 64)

    envelope = address(CONTENTS, sender="DD", recipient="CN", epoch=2, number=1, previous=before, acknowledged=applied)

    assert envelope == Envelope("DD", "CN", 2, 1, before, applied, ENVELOPE.manifest)


@pytest.mark.parametrize("now", [b"x" * 300_001, b"x" * 299_999, b"y" * 300_000])
def test_a_content_that_changed_is_caught_and_the_rest_is_no_pouch(tmp_path, now):
    source = tmp_path / "scan"
    source.write_bytes(b"x" * 300_000)
    contents = [Content.of_file("scan", source)]
    envelope = address(contents, sender="DD", recipient="CN", number=1)
    source.write_bytes(now)
    out = io.BytesIO()

    with pytest.raises(ContentChanged):
        seal(out, contents=contents, envelope=envelope)
    with pytest.raises(Truncated):
        opened(out.getvalue(), tmp_path)

    assert left(tmp_path) == []


def test_a_content_that_is_gone_says_so(tmp_path):
    source = tmp_path / "scan"
    source.write_bytes(b"x")
    contents = [Content.of_file("scan", source)]
    envelope = address(contents, sender="DD", recipient="CN", number=1)
    source.unlink()

    with pytest.raises(FileNotFoundError):
        seal(io.BytesIO(), contents=contents, envelope=envelope)


def test_a_full_disk_says_so():
    class Full(io.BytesIO):
        def write(self, data):
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        seal(Full())
