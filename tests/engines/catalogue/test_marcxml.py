"""MARCXML: each record by itself, hardened, with offsets."""

from io import BytesIO

import pytest

from tests.engines.catalogue.build import field, record, xml
from verbale.engines.catalogue import EmptyFile, Fault, HostileXml, NoMarc, Record, describe, read_records
from verbale.engines.catalogue import record as limits

ONE = xml(record(title="TITLE")).partition(b">")[2].removesuffix(b"</collection>").replace(b"TITLE", "水文学".encode())
HEAD, TAIL = b'<?xml version="1.0"?><collection xmlns="http://www.loc.gov/MARC21/slim">', b"</collection>"


def read(data: bytes) -> list[Record | Fault]:
    return list(read_records(BytesIO(data), name="source"))


def told(data: bytes) -> list[tuple[int, str]]:
    return [(one.offset, one.fault if isinstance(one, Fault) else describe(one).title) for one in read(data)]


def test_records_and_their_offsets() -> None:
    at = len(HEAD)
    assert told(HEAD + ONE * 3 + TAIL) == [(at + n * len(ONE), "水文学") for n in range(3)]


def test_the_record_is_the_same_as_in_iso_2709() -> None:
    made = record(field("650", " 4", "aЛёд", "xреки"), field("020", "  ", "a9780306406157"), title="A & B < C")
    (from_xml,) = read(xml(made))
    (from_iso,) = read(made.as_marc())
    assert isinstance(from_xml, Record)
    assert isinstance(from_iso, Record)
    assert (from_xml.content, from_xml.remarks) == (from_iso.content, ())


def test_prefixes_and_wrappers_are_passed_over() -> None:
    inside = ONE.replace(b"<", b"<marc:").replace(b"<marc:/", b"</marc:")
    wrapped = (
        b"<srw:records xmlns:srw='s' xmlns:marc='m'><srw:record xsi:x='1'>" + inside + b"</srw:record></srw:records>"
    )
    assert [title for _, title in told(wrapped)] == ["水文学"]
    plain = b"<records><record><recordData>" + ONE + b"</recordData></record></records>"
    assert [title for _, title in told(plain)] == ["水文学"]


def test_what_stands_in_a_comment_is_no_record() -> None:
    assert [title for _, title in told(HEAD + b"<!-- " + ONE + b" -->" + ONE + TAIL)] == ["水文学"]


BROKEN = {
    "unclosed field": (ONE.replace(b"</datafield>", b""), "it is not sound XML: Opening and ending tag mismatch"),
    "no leader": (ONE.replace(b"leader>", b"other>"), "its leader has 0 characters instead of 24"),
    "no title": (ONE.replace(b'"245"', b'"500"'), "it has no title in field 245"),
    "entity": (ONE.replace("水".encode(), b"&boom;"), "it is not sound XML: Entity 'boom' not defined"),
    "control character": (ONE.replace("水".encode(), b"\x01"), "it is not sound XML: "),
    "no UTF-8": (ONE.replace("水".encode(), b"\xff"), "it is not sound XML: "),
    "no end tag": (ONE.replace(b"</record>", b""), "it has no end tag"),
    "only a leader": (b"<record><leader>00000nam a2200000 i 4500</leader></record>", "it has no fields"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_listed_and_its_neighbours_are_kept(name: str) -> None:
    broken, why = BROKEN[name]
    before, found, after = told(HEAD + ONE + broken + ONE + TAIL)
    assert (before, after) == (
        (len(HEAD), "水文学"),
        (len(HEAD) + len(ONE) + len(broken), "水文学"),
    )
    assert found[0] == len(HEAD) + len(ONE)
    assert found[1].startswith(why)


def test_a_file_cut_off_keeps_its_last_piece() -> None:
    assert told(HEAD + ONE + ONE[:-30]) == [
        (len(HEAD), "水文学"),
        (len(HEAD) + len(ONE), "it breaks off before its end tag"),
    ]


def test_an_endless_record_is_given_up_and_the_next_found() -> None:
    endless = b"<record><leader>" + b"x" * (limits.RECORD_LIMIT + 600_000)
    found = read(HEAD + endless + ONE + TAIL)
    assert [type(one) for one in found] == [Fault, Record]
    assert found[1].offset == len(HEAD) + len(endless)


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("data", [b'<?xml version="1.0"?>' + BOMB + HEAD[21:] + ONE + TAIL, HEAD + ONE + BOMB + TAIL])
def test_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(HostileXml):
        read(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"%PDF-1.7 nothing", NoMarc),
        (b"\x00" * 300_000, NoMarc),
        (b"title,year\nA,1963\n", NoMarc),
        (b"<html><body>no</body></html>", NoMarc),
        (b"<collection/>", NoMarc),
        ("<collection/>".encode("utf-16"), NoMarc),
    ],
)
def test_what_is_no_marc_is_unreadable(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        read(data)


def test_another_declared_encoding_is_followed() -> None:
    text = HEAD.replace(b'"1.0"', b'"1.0" encoding="GB18030"') + ONE.decode().encode("gb18030") + TAIL
    assert [title for _, title in told(text)] == ["水文学"]


def test_open_comments_do_not_take_long() -> None:
    assert [type(one) for one in read(HEAD + ONE + b"<!--" * 200_000)] == [Record]
    assert [type(one) for one in read(HEAD + ONE + b"<record " * 100_000)] == [Record]


def test_utf_16_is_read_with_its_own_offsets_and_bytes() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        data = (HEAD + ONE * 3 + TAIL).decode().encode(encoding)
        found = read(data)
        assert told(data) == [(one.offset, "水文学") for one in found]
        assert [data[one.offset : one.offset + len(one.raw)] == one.raw for one in found] == [True] * 3
        assert {one.encoding for one in found if isinstance(one, Record)} == {"utf-16"}


def test_letters_beyond_16_bits_and_faults_keep_their_place_in_utf_16() -> None:
    strange = ONE.replace("水".encode(), "𠀀🌊".encode())
    broken = ONE.replace(b"</datafield>", b"")
    data = (HEAD + strange + broken + ONE + TAIL).decode().encode("utf-16")
    found = read(data)
    assert [type(one) for one in found] == [Record, Fault, Record]
    assert [data[one.offset : one.offset + len(one.raw)] == one.raw for one in found] == [True] * 3


def test_a_lying_declaration_is_seen_through() -> None:
    text = HEAD.replace(b'"1.0"', b'"1.0" encoding="UTF-8"').decode() + ONE.decode() * 2 + TAIL.decode()
    found = read(text.encode("gb18030"))
    assert [(describe(one).title, one.encoding) for one in found if isinstance(one, Record)] == [
        ("水文学", "gb18030")
    ] * 2
    assert found[0].remarks == ("encoding: it is gb18030 and its file declares UTF-8",)  # type: ignore[union-attr]


def test_elements_too_deep_in_each_other_are_a_fault() -> None:
    deep = ONE.replace("水".encode(), b"<b>" * 70 + b"</b>" * 70)
    assert [why for _, why in told(HEAD + deep + ONE + TAIL)] == [
        "it is not sound XML: elements stand more than 64 deep in each other", "水文学",
    ]  # fmt: skip
