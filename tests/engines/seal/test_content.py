import hashlib

import pytest

from verbale.engines.seal import BadContent, BadPath, Content, ContentChanged


def test_of_a_file_it_knows_size_and_hash_and_reads_it_again(tmp_path):
    source = tmp_path / "scan.pdf"
    source.write_bytes(b"x" * 600_000)

    content = Content.of_file("scan/1.pdf", source)

    assert (content.path, content.size, content.sha256) == (
        "scan/1.pdf",
        600_000,
        hashlib.sha256(b"x" * 600_000).hexdigest(),
    )
    assert b"".join(content.chunks()) == b"x" * 600_000
    assert b"".join(content.chunks()) == b"x" * 600_000


@pytest.mark.parametrize(("now", "why"), [(b"abcd", "it grew"), (b"ab", "it shrank"), (b"abd", "its bytes are others")])
def test_a_file_that_changed_in_between_is_caught(tmp_path, now, why):
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    content = Content.of_file("a", source)
    source.write_bytes(now)

    with pytest.raises(ContentChanged) as refused:
        list(content.chunks())

    assert refused.value.facts == {"path": "a", "why": why}


def test_a_file_that_never_ends_is_left_as_soon_as_it_grew(tmp_path):
    source = tmp_path / "a"
    source.write_bytes(b"abc")
    known = Content.of_file("a", source)

    with pytest.raises(ContentChanged):
        list(Content("zero", known.size, known.sha256, lambda: open("/dev/zero", "rb")).chunks())


def test_a_path_that_leaves_the_pouch_is_refused():
    with pytest.raises(BadPath):
        Content.of_bytes("../a", b"")


@pytest.mark.parametrize(("size", "sha256"), [(-1, "a" * 64), (0, "a" * 63), (0, "A" * 64), (0, "")])
def test_a_size_or_hash_that_is_none_is_refused(size, sha256):
    with pytest.raises(BadContent):
        Content("a", size, sha256, lambda: None)
