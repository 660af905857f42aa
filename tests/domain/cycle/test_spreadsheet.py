"""Orders from a spreadsheet: every broken row is named, the rest is kept; a hostile file is refused in a sentence."""

import io
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.domain.cycle import spreadsheet
from verbale.domain.cycle.request import Wanted
from verbale.domain.cycle.spreadsheet import BrokenRow, NoHeading, NotASpreadsheet, Sheet, TooManyRows, read_sheet
from verbale.kernel.errors import VerbaleError

GOOD = Wanted(citation="Acta 1", copies=2)


def csv(*rows: str, heading: str = "citation,item,form,copies,line") -> bytes:
    return "\n".join([heading, *rows]).encode()


def xlsx(*rows, heading=("citation", "item", "form", "copies", "line")) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in (heading, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


BROKEN = (
    BrokenRow(3, "it names neither a citation nor an item"),
    BrokenRow(4, "“many” is no number of copies"),
    BrokenRow(5, "0 copies cannot be asked for; ask for 1 to 1000."),
    BrokenRow(6, "There is no form “parchment”. The forms are: original, photocopy, digital copy."),
    BrokenRow(7, f"“{'x' * 27}” names no item and no line: such names are one word of at most 26 characters."),
)
KEPT = (GOOD, Wanted(citation="", item="1abc", form="original", partner_line="L9"))


def test_broken_rows_of_csv_are_named_and_the_rest_kept():
    data = csv(
        "Acta 1,,,2,", ",,photocopy,1,", "A,,,many,", "A,,,0,", "A,,parchment,1,", f"A,{'x' * 27},,1,", ",,,,",
        ",1abc,original,,L9",
    )  # fmt: skip
    assert read_sheet(data, name="a.csv") == Sheet(KEPT, BROKEN)


def test_broken_rows_of_xlsx_are_named_and_the_rest_kept():
    data = xlsx(
        ("Acta 1", None, None, 2.0, None), (None, None, "photocopy", 1, None), ("A", None, None, "many", None),
        ("A", None, None, 0, None), ("A", None, "parchment", 1, None), ("A", "x" * 27, None, 1, None),
        (None, None, None, None, None), (None, "1abc", "original", None, "L9"),
    )  # fmt: skip
    assert read_sheet(data, name="a.xlsx") == Sheet(KEPT, BROKEN)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_usual_separators_and_a_byte_order_mark_are_taken(mark):
    data = "\ufeff" + mark.join(["Citation", "copies"]) + "\r\n" + mark.join(["物理学报", "3"]) + "\r\n"
    assert read_sheet(data.encode(), name="a.csv") == Sheet((Wanted(citation="物理学报", copies=3),), ())


def test_columns_come_in_any_order_and_unknown_ones_are_passed_over():
    assert read_sheet(csv("x,2,Acta 1", heading="shelf,copies,citation"), name="a.csv") == Sheet((GOOD,), ())


@pytest.mark.parametrize("data", [b"", b"\n\n", b"author,title\nA,B\n", b"\xef\xbb\xbf", xlsx(heading=("a", "b"))])
def test_without_the_heading_it_is_no_order(data):
    with pytest.raises(NoHeading):
        read_sheet(data, name="a")


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def replaced(name: str, data: bytes) -> bytes:
    """A workbook, one part of it another."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(("Acta 1", None, None, 1, None)))) as old, zipfile.ZipFile(out, "w") as made:
        for part in old.namelist():
            made.writestr(part, data if part == name else old.read(part))
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))
    + b"]><worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row><c t='str'>"
    b"<v>&k;</v></c></row></sheetData></worksheet>"
)
UNREADABLE = {
    "not UTF-8": b"citation\n\xff\xfe\n",
    "a PDF": b"%PDF-1.7\n\xe2\xe3\xcf\xd3\n",
    "a truncated workbook": xlsx(("A", None, None, 1, None))[:-200],
    "a zip that is no workbook": packed(a=b"x"),
    "a bomb": packed(**{SHEET: b"\0" * (spreadsheet.UNPACKED_LIMIT + 1)}),
    "no XML in the sheet": replaced(SHEET, b"<worksheet"),
    "nothing in the sheet": replaced(SHEET, b""),
    "entities that multiply": replaced(SHEET, LAUGHS),
    "no XML in the book": replaced("xl/workbook.xml", b"no"),
    "too large": b"citation\n" + b"A\n" * (spreadsheet.SIZE_LIMIT // 2),
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_is_no_spreadsheet_is_refused_by_name(data):
    with pytest.raises(NotASpreadsheet) as refusal:
        read_sheet(data, name="order.xlsx")
    assert "order.xlsx" in refusal.value.sentence()


def test_a_sheet_with_too_many_rows_is_refused():
    assert len(read_sheet(csv(*["A,,,,"] * (spreadsheet.ROW_LIMIT - 1)), name="a.csv").lines) == 4999
    with pytest.raises(TooManyRows):
        read_sheet(csv(*["A,,,,"] * spreadsheet.ROW_LIMIT), name="a.csv")


def test_a_row_far_below_the_others_does_not_make_a_million():
    far = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    far += b'<c r="A1" t="str"><v>citation</v></c></row><row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>'
    with pytest.raises(TooManyRows):
        read_sheet(replaced(SHEET, far + b"</sheetData></worksheet>"), name="a.xlsx")


def test_a_formula_is_read_as_what_it_showed_and_never_worked_out():
    assert read_sheet(csv("=1+1,,,1,"), name="a.csv").lines == (Wanted(citation="=1+1"),)
    assert read_sheet(xlsx(("=1+1", "i", None, 1, None)), name="a.xlsx").lines == (Wanted(item="i"),)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    with suppress(VerbaleError):
        read_sheet(b"citation\n" + data, name="a")


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip), max_size=5))
def test_every_citation_comes_through_as_it_was_written(citations):
    import csv as written

    out = io.StringIO()
    written.writer(out).writerows([["citation"], *([text] for text in citations)])
    sheet = read_sheet(out.getvalue().encode(), name="a.csv")
    assert len(sheet.lines) + len(sheet.broken) == len(citations)
    assert [line.citation for line in sheet.lines] == [text.strip() for text in citations if "\0" not in text]
