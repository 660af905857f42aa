import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.seal import tar

names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=250)


@given(names, st.integers(0, 1 << 50))
def test_a_header_tells_what_it_was_made_of(name, size):
    assert tar.read_header(tar.header(name, size)) == (name, size)


@given(st.binary(min_size=512, max_size=512))
def test_any_other_block_tells_nothing(block):
    assert tar.read_header(block) is None


@given(names, st.integers(0, 1 << 50), st.data())
def test_any_changed_byte_of_a_header_is_seen(name, size, data):
    head = bytearray(tar.header(name, size))
    at = data.draw(st.integers(0, len(head) - 1))
    head[at] ^= data.draw(st.integers(1, 255))

    assert tar.read_header(bytes(head)) != (name, size)


@given(
    st.dictionaries(
        st.text("abc中/", min_size=1, max_size=120).filter(lambda name: name[0] != "/"), st.binary(max_size=2000)
    )
)
def test_the_standard_library_reads_the_same(files):
    files = {name.rstrip("/") or "a": data for name, data in files.items()}
    body = b"".join(tar.header(name, len(data)) + data + tar.padding(len(data)) for name, data in files.items())

    with tarfile.open(fileobj=io.BytesIO(body + tar.ending(len(body)))) as read:
        found = [
            (
                member.name,
                read.extractfile(member).read(),
                member.mode,
                member.mtime,
                member.uid,
                member.gid,
                member.uname,
            )
            for member in read
        ]

    assert found == [(name, data, 0o644, 0, 0, 0, "") for name, data in files.items()]


def test_the_standard_library_reads_a_size_beyond_eight_gibibytes():
    head = tar.header("pouch/data/x", 1 << 34)

    assert tarfile.TarInfo.frombuf(head[-512:], "utf-8", "strict").size == 0
    assert b"20 size=17179869184\n" in head
    assert tar.read_header(head) == ("pouch/data/x", 1 << 34)


@given(st.integers(0, 1 << 40))
def test_the_whole_is_a_number_of_chunks_with_two_empty_blocks_at_least(blocks):
    end = len(tar.ending(blocks * 512))

    assert (blocks * 512 + end) % tar.GRAIN == 0
    assert 1024 <= end < 1024 + tar.GRAIN


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_folders_and_devices_are_no_header(kind):
    member = tarfile.TarInfo("pouch/data/x")
    member.type, member.linkname = kind, "/etc/passwd"

    assert tar.read_header(member.tobuf(tarfile.USTAR_FORMAT)) is None


def test_owners_and_times_are_no_header():
    member = tarfile.TarInfo("pouch/data/x")
    member.mtime, member.uname = 1, "anna"

    assert tar.read_header(member.tobuf(tarfile.USTAR_FORMAT)) is None


@pytest.mark.parametrize(
    "records", [b"", b"99 path=x\n", b"0 path=x\n", b"x path=y\n", b"9 size=-1\n", b"12 path=\xff\xfe\xfd\n"]
)
def test_a_broken_pax_record_tells_nothing(records):
    head = bytearray(tar.header("n" * 101, 1))
    head[512:1024] = records.ljust(512, b"\0")

    assert tar.read_header(bytes(head)) is None


def test_a_pax_record_too_long_to_look_at_says_so():
    block = bytearray(tar.header("n" * 101, 1)[:512])
    block[124:135] = b"%011o" % (8**11 - 1)

    assert tar.pax_size(bytes(block)) == tar.LARGEST_PAX + 1
    assert tar.pax_size(tar.header("n", 1)) is None
