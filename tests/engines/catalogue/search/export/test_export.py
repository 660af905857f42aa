"""Items leave in forms that other programs read, and come back as they were."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.catalogue import EXPORT_FORMS, KINDS, OfferItem, Record, describe, read_records
from verbale.kernel.cell import FORMULA_STARTS

LAKE = OfferItem(
    "0" * 26, "Hu po", original_title="湖泊", creators=("Shen Chengjiang", "Müller, Änne"),
    original_creators=("沈澄江",), publisher="Meridian & Co.", place="Lakeford", year=1961, language="chi", kind="book",
    series=("Water",), subjects=("Limnology", "Lakes – China"), isbn=("9780306406157",), issn=("1234-567X",),
    forms=("copy",), channel="exchange",
)  # fmt: skip
BARE = OfferItem("0" * 25 + "1", "Снег {100%}")
WORDS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd")), min_size=1, max_size=20).filter(
    lambda text: unicodedata.is_normalized("NFC", text)
)


def written(form: str, *items: OfferItem) -> bytes:
    return b"".join(EXPORT_FORMS[form].write(items))


def test_marc_comes_back() -> None:
    lake, bare = (
        describe(one)
        for one in read_records(io.BytesIO(written("marc", LAKE, BARE)), name="x")
        if isinstance(one, Record)
    )
    for name in ("title", "original_title", "creators", "original_creators", "publisher", "place", "year", "language",
                 "kind", "series", "subjects", "isbn", "issn"):  # fmt: skip
        assert getattr(lake, name) == getattr(LAKE, name), name
    assert (bare.title, bare.year, bare.language, bare.control_number) == (BARE.title, None, None, BARE.identifier)


@given(titles=st.lists(WORDS, min_size=1, max_size=3), names=st.lists(WORDS, max_size=3), year=st.integers(1, 9999))
def test_any_item_comes_back_from_marc(titles: list[str], names: list[str], year: int) -> None:
    item = OfferItem("0" * 26, " ".join(titles), creators=tuple(dict.fromkeys(names)), year=year)
    (read,) = read_records(io.BytesIO(written("marc", item)), name="x")
    assert isinstance(read, Record)
    told = describe(read)
    assert (told.title, told.creators) == (item.title, item.creators)


@pytest.mark.parametrize(
    "kind", sorted(KINDS - {"collection", "index", "abstract", "conference paper", "newspaper", "series"})
)
def test_kinds_come_back_from_marc(kind: str) -> None:
    (read,) = read_records(io.BytesIO(written("marc", OfferItem("0" * 26, "x", kind=kind, year=2000))), name="x")
    assert isinstance(read, Record)
    assert describe(read).kind == kind


def test_a_long_item_is_one_whole_record() -> None:
    long = OfferItem("0" * 26, "水" * 4000, subjects=tuple(f"{n}{'水' * 3000}" for n in range(100)))
    (read,) = read_records(io.BytesIO(written("marc", long)), name="x")
    assert isinstance(read, Record)
    assert describe(read).title == "水" * 3000


def test_ris() -> None:
    assert written("ris", BARE).decode() == (
        "TY  - GEN\r\nID  - 00000000000000000000000001\r\nTI  - Снег {100%}\r\nER  - \r\n\r\n"
    )
    lines = written("ris", LAKE).decode().split("\r\n")
    assert [line for line in lines if line.startswith(("TY", "AU", "KW", "SN"))] == [
        "TY  - BOOK", "AU  - Shen Chengjiang", "AU  - Müller, Änne", "KW  - Limnology", "KW  - Lakes – China",
        "SN  - 9780306406157", "SN  - 1234-567X",
    ]  # fmt: skip


def test_a_line_break_begins_no_tag() -> None:
    item = OfferItem("0" * 26, "x\r\nER  - \r\nTY  - BOOK")
    assert written("ris", item).decode().count("\r\n") == 5


def test_bibtex() -> None:
    assert (
        written("bibtex", BARE).decode() == "@misc{00000000000000000000000001,\n  title = {Снег \\{100\\%\\}},\n}\n\n"
    )
    assert "publisher = {Meridian \\& Co.}" in written("bibtex", LAKE).decode()


def test_csv() -> None:
    (lake,) = csv.DictReader(io.StringIO(written("csv", LAKE).decode("utf-8-sig")))
    assert (lake["title"], lake["creators"], lake["year"]) == ("Hu po", "Shen Chengjiang; Müller, Änne", "1961")


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_no_cell_is_a_formula(start: str) -> None:
    item = OfferItem("0" * 26, f"{start}cmd|' /C calc'!A0", creators=(f"{start}1+1",))
    (row,) = csv.DictReader(io.StringIO(written("csv", item).decode("utf-8-sig"), newline=""))
    assert (row["title"][0], row["creators"][0]) == ("'", "'")
