"""Tables: rows with offsets, marks and encodings as people send them, and what breaks one row only."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engines.catalogue.forms.reader import mapping, read, said, told
from verbale.engines.catalogue import ColumnMapping, Entry, Fault, NoMapping, NoMarc, propose_mapping, read_entries
from verbale.engines.catalogue import record as limits

MAPPING = mapping(title="Titel", creators="Autor", year="Jahr", isbn="ISBN")
HEAD = b"Titel;Autor;Jahr;ISBN\n"


def test_a_full_row() -> None:
    columns = {
        "title": ("T",),
        "original_title": ("O",),
        "responsibility": ("V",),
        "creators": ("A", "B"),
        "publisher": ("P",),
        "place": ("Ort",),
        "year": ("J",),
        "country": ("L",),
        "language": ("S",),
        "kind": ("Art",),
        "field": ("F",),
        "series": ("R",),
        "subjects": ("W",),
        "isbn": ("N",),
        "issn": ("N",),
        "control_number": ("Id",),
        "local_numbers": ("Sig",),
        "restriction": ("Sperre",),
        "variants": ("X",),
    }
    text = (
        "T\tO\tV\tA\tB\tP\tOrt\tJ\tL\tS\tArt\tF\tR\tW\tN\tId\tSig\tSperre\tX\r\n"
        "Wasser /\t水\tvon E. Strom\tStrom, Eva; Berg, Nils\tÅ. Ek\tVerlag\tBern\tum 1963\tSchweiz\tDeutsch\tBuch\t"
        "natural sciences\tReihe\tEis;Schnee\t978-0-306-40615-7; 1234-567X\t42\tA 1\tnur Lesesaal\tEau\r\n"
    )
    (one,) = read(text.encode(), mapping=ColumnMapping(columns))
    assert said(one) == {
        "title": "Wasser",
        "original_title": "水",
        "responsibility": "von E. Strom",
        "creators": ("Strom, Eva", "Berg, Nils", "Å. Ek"),
        "publisher": "Verlag",
        "place": "Bern",
        "year": 1963,
        "country": "sz",
        "countries": ("sz",),
        "language": "ger",
        "kind": "book",
        "field": "natural sciences",
        "series": ("Reihe",),
        "subjects": ("Eis", "Schnee"),
        "isbn": ("9780306406157",),
        "issn": ("1234-567X",),
        "control_number": "42",
        "local_numbers": ("A 1",),
        "restriction": "nur Lesesaal",
        "restricted": True,
        "variants": ("Eau",),
    }


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_told_by_the_heading(sign: str) -> None:
    text = HEAD.decode().replace(";", sign) + f'"A{sign} B"{sign}C{sign}1963{sign}\n'
    (one,) = read(text.encode(), mapping=MAPPING)
    assert (said(one)["title"], said(one)["creators"]) == (" ".join(f"A{sign} B".split()), ("C",))


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-8-sig", "水"),
        ("utf-16", "水文学"),
        ("gb18030", "水文学与水资源"),
        ("cp1251", "Гидрология"),
        ("koi8-r", "Гидрология"),
        ("cp949", "조선왕조실록"),
        ("cp1252", "Flüsse und Gewässer"),
    ],
)
def test_encodings(encoding: str, title: str) -> None:
    raw = f"Titel;Jahr\n{title};1963\n".encode(encoding)
    (one,) = read(raw, mapping=mapping(title="Titel", year="Jahr"))
    assert isinstance(one, Entry)
    assert (said(one)["title"], said(one)["year"]) == (title, 1963)
    assert one.raw in raw
    assert raw[one.offset : one.offset + len(one.raw)] == one.raw


ROWS = {
    "an open mark": (b'"open;C;1\n', "its quotation mark is never closed"),
    "no title": (b" ;C;1970;\n", "it has no title"),
    "a title of marks": (b"---;C;1970;\n", "it has no title"),
    "too many cells": (b"A;B;1970;1;2;3\n", "it has 6 cells, and the heading has 4"),
    "no letters": (
        b"\x81\xb0\x98\xb1\x8d\xb2\x90\xd0;;;\n",
        "its letters are likely in none of the encodings that are known",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_broken_row_costs_only_itself(name: str) -> None:
    row, why = ROWS[name]
    assert told(HEAD + b"One;;;\n" + row + b"Two;;;\nThree;;;\n", mapping=MAPPING) == ["One", why, "Two", "Three"]


def test_a_cell_over_several_lines() -> None:
    found = read(HEAD + b'"One\nmore";C;1970;\r\n"a ""b""";;;\n', mapping=MAPPING)
    assert [said(one)["title"] for one in found] == ["One more", 'a "b"']
    assert found[0].raw == b'"One\nmore";C;1970;\r\n'


def test_fewer_cells_are_empty_ones_and_empty_lines_are_none() -> None:
    assert told(HEAD + b"One\n\n;;;\nTwo;X", mapping=MAPPING) == ["One", "Two"]


def test_a_zero_byte_is_remarked() -> None:
    (one,) = read(HEAD + b"On\0e;;;\n", mapping=MAPPING)
    assert isinstance(one, Entry)
    assert (one.described.title, one.remarks) == ("One", ("a zero byte stands inside a cell",))


def test_a_cell_of_2_mib_is_a_fault() -> None:
    found = told(HEAD + b"One;;;\n" + b"x" * (2 * 1024 * 1024) + b";;;\nTwo;;;\n", mapping=MAPPING)
    assert found == ["One", "it has a cell of more than a million letters", "Two"]


def test_an_endless_line_is_passed_over() -> None:
    found = read(HEAD + b"x" * (limits.RECORD_LIMIT + 600_000) + b"\nTwo;;;\n", mapping=MAPPING)
    assert isinstance(found[0], Fault)
    assert (len(found[0].raw), found[0].length) == (limits.RECORD_LIMIT, limits.RECORD_LIMIT + 600_001)
    assert [type(one) for one in found] == [Fault, Entry]


def test_a_column_that_is_not_there_is_refused_at_once() -> None:
    with pytest.raises(NoMapping) as refused:
        read(HEAD + b"One;;;\n", mapping=mapping(title="Title"))
    assert refused.value.facts["why"] == "the table has no column “Title”; it has “Titel”, “Autor”, “Jahr”, “ISBN”"


def test_a_table_needs_a_mapping() -> None:
    with pytest.raises(NoMapping):
        read(HEAD + b"One;;;\n")


@pytest.mark.parametrize("data", [b"x", b"\x81\xb0\x98\xb1\x8d\xb2\x90\xd0\n", b"x" * (limits.RECORD_LIMIT + 9)])
def test_what_is_no_table(data: bytes) -> None:
    with pytest.raises((NoMarc, NoMapping)):
        read(data, "csv", MAPPING)


def test_a_proposal_has_the_first_rows() -> None:
    form, found = propose_mapping(
        BytesIO("题名,作者,出版年,备注\n水文学,李淑贞；王明,1963,x\n".encode("gb18030")), name="s"
    )
    assert form == "csv"
    assert found.mapping == {
        "title": ("题名",),
        "creators": ("作者",),
        "year": ("出版年",),
        "restriction": ("备注",),
    }
    assert (found.separator, found.columns) == ("；", ("题名", "作者", "出版年", "备注"))
    assert found.rows == ({"题名": "水文学", "作者": "李淑贞；王明", "出版年": "1963", "备注": "x"},)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=20))
def test_what_a_program_wrote_is_read(rows: list[tuple[str, str]]) -> None:
    quoted = "".join(f'"T{a.replace(chr(34), chr(34) * 2)}";"{b.replace(chr(34), chr(34) * 2)}"\n' for a, b in rows)
    found = list(read_entries(BytesIO(f"Titel;Autor\n{quoted}".encode()), name="s", mapping=mapping(title="Titel")))
    assert len(found) == len(rows)
    assert all(isinstance(one, Entry) for one in found)


@given(st.binary(max_size=400))
def test_any_bytes_below_a_heading_are_rows_or_faults(noise: bytes) -> None:
    data = HEAD + noise
    found = read(data, "csv", MAPPING)
    assert all(data[one.offset : one.offset + len(one.raw)] == one.raw for one in found)


@pytest.mark.parametrize("heading", ["Vermerk", "Bemerkung", "Hinweis", "Remarks", "note", "restriction", "Примечание",
                                     "Гриф", "备注", "密级", "비고", "비밀등급"])  # fmt: skip
def test_a_column_of_notes_is_proposed_as_restriction(heading: str) -> None:
    _, found = propose_mapping(BytesIO(f"Titel,{heading}\nWasser,x\n".encode()), name="s")
    assert found.mapping == {"title": ("Titel",), "restriction": (heading,)}


@pytest.mark.parametrize(
    "cell", ["vertraulich", "Nur für den Dienstgebrauch", "内部发行", "ДСП", "대외비", "Restricted"]
)
def test_words_that_restrict_in_a_column_that_is_not_used(cell: str) -> None:
    rows = f"Titel,Spalte,Art\nWasser,{cell},x\nEis,gebunden,x\n".encode()
    wasser, eis = read(rows, mapping=mapping(title="Titel"))
    assert (said(wasser), said(eis)) == ({"title": "Wasser", "restriction": cell, "restricted": True}, {"title": "Eis"})
