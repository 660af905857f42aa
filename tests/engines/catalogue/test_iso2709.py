"""ISO 2709: what is broken is listed where it stands, and everything else is found."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.catalogue.build import field, marc
from verbale.engines.catalogue import Fault, Record, describe, read_records
from verbale.engines.catalogue import record as limits

GOOD = marc(field("650", " 4", "aЛёд"), title="水文学")


def read(data: bytes) -> list[Record | Fault]:
    return list(read_records(BytesIO(data), name="source"))


def told(data: bytes) -> list[tuple[int, str]]:
    """Offset and title of what is used, offset and reason of what is not."""
    return [(one.offset, one.fault if isinstance(one, Fault) else describe(one).title) for one in read(data)]


def with_leader(at: int, text: bytes) -> bytes:
    return GOOD[:at] + text + GOOD[at + len(text) :]


def test_one_record_and_three() -> None:
    assert told(GOOD) == [(0, "水文学")]
    size = len(GOOD)
    assert told(GOOD * 3) == [(0, "水文学"), (size, "水文学"), (2 * size, "水文学")]


def test_a_sound_record_has_no_remarks_and_its_bytes() -> None:
    (one,) = read(GOOD)
    assert isinstance(one, Record)
    assert (one.remarks, one.raw) == ((), GOOD)


def test_line_ends_between_records_are_passed_over() -> None:
    assert [title for _, title in told(GOOD + b"\r\n" + GOOD + b"\x1a\n")] == ["水文学", "水文学"]


def test_a_byte_order_mark_counts_in_offsets() -> None:
    assert told(b"\xef\xbb\xbf" + GOOD) == [(3, "水文学")]


FAULTS = {
    "base no number": (with_leader(12, b"0x037"), "the address of its data in the leader is no number"),
    "base outside": (
        with_leader(12, b"99937"),
        "its leader says that the data begin at 99937, outside the record or inside the leader",
    ),
    "base zero": (
        with_leader(12, b"00000"),
        "its leader says that the data begin at 0, outside the record or inside the leader",
    ),
    "base beside": (
        with_leader(12, b"00044"),
        "its directory does not end at 44, where the leader says that the data begin",
    ),
    "directory no numbers": (
        with_leader(27, b"x"),
        "its directory is not made of entries of 12 characters, a tag and nine digits",
    ),
    "directory outside": (with_leader(27, b"9999"), "its directory points outside the record, with field 245"),
    "no UTF-8": (GOOD.replace("Лёд".encode(), b"\xff\xfe\xff\xfe\xff\xfe"), "it declares UTF-8, but byte 0xFF is none"),
    "encoding unknown": (
        with_leader(9, b"z").replace("Лёд".encode(), b"\xff\xfe\xff\xfe\xff\xfe"),
        "its letters are likely in none of the encodings that are known; it declares none",
    ),
    "no fields": (b"00026     2200025   4500\x1e\x1d", "it has no fields"),
    "no title": (marc(field("500", "  ", "aNote"), title=""), "it has no title in field 245"),
    "empty title": (marc(field("245", "10", "a "), title=""), "it has no title in field 245"),
    "title of marks": (marc(field("245", "10", "a/", "c[s.n.]"), title=""), "it has no title in field 245"),
    "UNIMARC": (
        marc(field("200", "1 ", "fAuteur"), field("100", "  ", "a19961119d1996    ||||0itac50      ba"), title=""),
        "it has no title in field 200",
    ),
    "authority": (with_leader(6, b"z"), "it is an authority record, not a bibliographic one"),
    "rubbish": (b"no record at all\x1e, but ends so\x1d", "the address of its data in the leader is no number"),
    "short": (b"0002\x1d", "it is shorter than a leader"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_listed_and_its_neighbours_are_kept(name: str) -> None:
    broken, why = FAULTS[name]
    size = len(GOOD)
    assert told(GOOD + broken + GOOD) == [(0, "水文学"), (size, why), (size + len(broken), "水文学")]


REMARKS = {
    "length wrong": (with_leader(0, b"00100"), ("the length in the leader is wrong",)),
    "length no number": (with_leader(0, b"abcde"), ("the length in the leader is wrong",)),
    "length one too long": (with_leader(0, b"%05d" % (len(GOOD) + 1)), ("the length in the leader is wrong",)),
    "terminator lost": (GOOD[:-1], ("its record terminator is missing",)),
    "terminator inside": (
        marc(field("500", "  ", "aone\x1dtwo")),
        ("a record terminator stands inside a field",),
    ),
    "field end inside": (marc(field("500", "  ", "aone\x1etwo")), ("a field terminator stands inside a field",)),
    "UTF-8 unsaid": (with_leader(9, b" "), ("UTF-8 without saying so",)),
    "indicators": (marc(field("500", "  ", "aN")).replace(b"  \x1faN", b"\x1faN  "), ("500: wrong indicators",)),
    "code": (marc(field("500", "  ", "aN")).replace(b"\x1faN", b"\x1f!N"), ("500: wrong subfield code",)),
    "tag": (marc(field("500", "  ", "aN")).replace(b"500000", b"5 0000"), ("“5 0” is no tag",)),
}


@pytest.mark.parametrize("name", REMARKS)
def test_a_remark_is_made_and_the_record_used(name: str) -> None:
    odd, remarks = REMARKS[name]
    found = read(GOOD + odd + GOOD)
    assert [one.offset for one in found] == [0, len(GOOD), len(GOOD) + len(odd)]
    assert [one.remarks for one in found if isinstance(one, Record)] == [(), remarks, ()]


def test_lengths_counted_in_letters_are_mended_by_order() -> None:
    in_letters = GOOD.replace(b"245001400000650001100014", b"245000800000650000800008")
    assert in_letters != GOOD
    (one,) = read(in_letters)
    assert isinstance(one, Record)
    assert one.remarks == ("the directory's lengths are wrong; the fields were taken in their order",)
    assert (describe(one).title, describe(one).subjects) == ("水文学", ("Лёд",))


def test_a_title_under_an_accented_code_is_found() -> None:
    (one,) = read(marc(field("245", "10", "x1Title"), title="").replace(b"\x1fx1", b"\x1f\xc3\xa1"))
    assert isinstance(one, Record)
    assert (describe(one).title, one.remarks) == ("Title", ("245: wrong subfield code",))


def test_marc8_is_decoded() -> None:
    plain = marc(title="De la solitude xa la communautxe")
    plain = plain[:9] + b" " + plain[10:]
    (one,) = read(plain.replace(b"xa", b"\xe1a").replace(b"xe", b"\xe2e"))
    assert isinstance(one, Record)
    assert (describe(one).title, one.remarks) == ("De la solitude à la communauté", ())


def test_a_truncated_file_keeps_its_last_piece() -> None:
    cut = GOOD[: len(GOOD) // 2]
    found = read(GOOD + cut)
    assert isinstance(found[1], Fault)
    assert (found[1].offset, found[1].raw, found[1].length) == (len(GOOD), cut, len(cut))
    assert found[1].fault.startswith("it breaks off without a record terminator; ")


def test_a_piece_without_end_is_kept_in_part_and_passed_over() -> None:
    zeros = b"7" * (limits.RECORD_LIMIT + 700_000)
    found = read(GOOD + zeros + b"\x1d" + GOOD)
    assert [one.offset for one in found] == [0, len(GOOD), len(GOOD) + len(zeros) + 1]
    assert isinstance(found[1], Fault)
    assert (found[1].length, len(found[1].raw)) == (len(zeros) + 1, limits.RECORD_LIMIT)


def test_a_cut_record_does_not_swallow_one_that_makes_up_its_length() -> None:
    """75 bytes are declared and 30 are there; the next record has just the 45 that are missing."""
    cut, following = GOOD[:30], marc(title="ª")
    cut = b"%05d" % (len(cut) + len(following)) + cut[5:]
    found = read(cut + following + GOOD)
    assert [(type(one), one.offset) for one in found] == [
        (Fault, 0), (Record, len(cut)), (Record, len(cut) + len(following)),
    ]  # fmt: skip
    assert (found[0].raw, found[1].raw) == (cut, following)


class Slow(BytesIO):
    """Gives a few bytes at a time, as a pipe may."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(7, size) if size and size > 0 else 7)


BROKEN = st.sampled_from([broken for broken, _ in FAULTS.values()])
RUBBISH = st.binary(min_size=1, max_size=60).map(
    lambda data: data.strip(b"\r\n\x00\x1a<").replace(b"\x1d", b"") + b"\x1d"
)
CUT = st.integers(30, len(GOOD) - 2).map(lambda size: GOOD[:size])
TITLES = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=30)


@given(st.lists(st.tuples(TITLES, st.one_of(BROKEN, CUT, RUBBISH, st.just(b""))), min_size=1, max_size=8))
def test_every_good_record_between_broken_ones_is_found_where_it_stands(parts: list[tuple[str, bytes]]) -> None:
    data, wanted = b"", []
    for title, broken in parts:
        wanted.append((len(data), marc(title=title)))
        data += marc(title=title) + broken
    found = list(read_records(Slow(data), name="source"))
    assert [(one.offset, one.raw) for one in found if isinstance(one, Record)] == wanted
    kept = b"".join(one.raw for one in found)
    assert kept == data
    assert all(data[one.offset : one.offset + len(one.raw)] == one.raw for one in found)
