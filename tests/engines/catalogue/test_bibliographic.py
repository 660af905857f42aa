"""What a record says, field by field."""

from io import BytesIO

import pytest
from pymarc import Field

from tests.engines.catalogue.build import coded, field, marc
from verbale.engines.catalogue import Bibliographic, Record, describe, read_records


def described(*fields: Field, **told: str) -> Bibliographic:
    (read,) = read_records(BytesIO(marc(*fields, **told)), name="source")
    assert isinstance(read, Record)
    return describe(read)


def test_a_full_record() -> None:
    found = described(
        Field("001", data=" 42 "),
        field("020", "  ", "a978-0-306-40615-7 (bound)", "c12.50"),
        field("022", "  ", "a1234567x"),
        field("035", "  ", "a(OCoLC)7"),
        field("080", "  ", "a556.5"),
        field("100", "1 ", "aStrom, Eva,", "d1901-"),
        field("245", "10", "6880-01", "aShui wen xue :", "bhe liu /", "cStrom [et al.]"),
        field("264", " 1", "aSeeland :", "bMeridian Press,", "c1963."),
        field("490", "0 ", "aWater ;", "v3"),
        field("650", " 4", "aRivers", "zAlps."),
        field("700", "1 ", "aNils Å."),
        field("880", "10", "6245-01/$1", "a水文学 :", "b河流"),
        field("880", "1 ", "6100-02/$1", "a史"),
        title="",
        coded=coded(country="sz ", language="chi"),
    )
    assert found == Bibliographic(
        title="Shui wen xue : he liu",
        original_title="水文学 : 河流",
        responsibility="Strom [et al.]",
        creators=("Strom, Eva", "Nils Å."),
        original_creators=("史",),
        publisher="Meridian Press",
        place="Seeland",
        year=1963,
        country="sz",
        countries=("sz",),
        language="chi",
        kind="book",
        field="natural sciences",
        series=("Water",),
        subjects=("Rivers – Alps",),
        isbn=("9780306406157",),
        issn=("1234-567X",),
        control_number="42",
        local_numbers=("(OCoLC)7",),
        restriction=None,
        restricted=False,
    )


def test_a_record_with_only_a_title() -> None:
    assert described(title="Alone") == Bibliographic(
        title="Alone",
        original_title=None,
        responsibility=None,
        creators=(),
        original_creators=(),
        publisher=None,
        place=None,
        year=None,
        country=None,
        countries=(),
        language=None,
        kind="book",
        field=None,
        series=(),
        subjects=(),
        isbn=(),
        issn=(),
        control_number=None,
        local_numbers=(),
        restriction=None,
        restricted=False,
    )


@pytest.mark.parametrize(
    ("one", "restriction", "restricted"),
    [
        (field("506", "0 ", "aOpen to all"), None, False),
        (field("506", "  ", "aFor members"), None, False),
        (field("506", "1 ", "aReading room only"), "Reading room only", True),
        (field("506", "1 "), None, True),
        (field("506", "7 ", "aOdd"), "Odd", True),
        (field("355", "0 ", "aOfficial use"), "Official use", True),
        (field("880", "1 ", "6506-01", "a仅供内部"), "仅供内部", True),
        (field("880", "0 ", "6506-01", "a开放"), None, False),
        (field("540", "  ", "aCopyright"), None, False),
    ],
)
def test_restrictions(one: Field, restriction: str | None, restricted: bool) -> None:
    found = described(one)
    assert (found.restriction, found.restricted) == (restriction, restricted)


def test_a_506_without_indicators_restricts() -> None:
    data = marc(field("506", "  ", "aX")).replace(b"  \x1faX", b"\x1faX  ")
    (read,) = read_records(BytesIO(data), name="source")
    assert isinstance(read, Record)
    assert describe(read).restricted


@pytest.mark.parametrize(
    ("code", "extra", "wanted"),
    [
        ("sz ", (), ("sz",)),
        ("nyu", (), ("nyu",)),
        ("xx ", (), ()),
        ("|||", (), ()),
        ("zz9", (), ()),
        ("xx ", ("agw", "afi"), ("gw", "fi")),
        ("sz ", ("asz", "afi"), ("sz", "fi")),
    ],
)
def test_countries(code: str, extra: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    fields = (field("044", "  ", *extra),) if extra else ()
    found = described(*fields, coded=coded(country=code))
    assert (found.countries, found.country) == (wanted, wanted[0] if wanted else None)


@pytest.mark.parametrize(
    ("code", "extra", "wanted"),
    [("rus", "", "rus"), ("   ", "achi", "chi"), ("und", "achikor", "chi"), ("|||", "", None), ("R1s", "", None)],
)
def test_language(code: str, extra: str, wanted: str | None) -> None:
    fields = (field("041", "0 ", extra),) if extra else ()
    assert described(*fields, coded=coded(language=code)).language == wanted


@pytest.mark.parametrize(
    ("year", "imprint", "wanted"),
    [("1963", "c1964", 1963), ("19uu", "c[1958?]", 1958), ("    ", "cno year", None), ("9999", "c12", None)],
)
def test_year(year: str, imprint: str, wanted: int | None) -> None:
    assert described(field("260", "  ", imprint), coded=coded(year=year)).year == wanted


SERIAL = "     nas a22      i 4500"


@pytest.mark.parametrize(
    ("leader", "contents", "extra", "wanted"),
    [
        ("     nam a22      i 4500", "    ", None, "book"),
        (SERIAL, "    ", None, "journal"),
        ("     naa a22      i 4500", "    ", None, "article"),
        ("     nem a22      i 4500", "    ", None, "map"),
        ("     n   a22      i 4500", "    ", None, None),
        ("     nam a22      i 4500", " u  ", None, "standard"),
        ("     nam a22      i 4500", "t   ", None, "report"),
        ("     nam a22      i 4500", "  m ", None, "thesis"),
        (SERIAL, "i   ", None, "index"),
        (SERIAL, "a   ", None, "abstract"),
        ("     nam a22      i 4500", "f   ", None, "handbook"),
        ("     nam a22      i 4500", "r   ", None, "directory"),
        ("     nmm a22      i 4500", "  a ", None, "dataset"),
        ("     nmm a22      i 4500", "  b ", None, "software"),
        ("     nmm a22      i 4500", "    ", None, "computer file"),
        ("     nam a22      i 4500", "    ", field("111", "2 ", "aCongress"), "conference paper"),
        ("     nam a22      i 4500", "    ", field("502", "  ", "aDiss."), "thesis"),
    ],
)
def test_kind(leader: str, contents: str, extra: Field | None, wanted: str | None) -> None:
    found = described(*([extra] if extra else []), leader=leader, coded=coded(contents=contents))
    assert found.kind == wanted


@pytest.mark.parametrize(
    ("tag", "number", "source", "wanted"),
    [
        ("080", "556.5", "", "natural sciences"),
        ("080", "61", "", "medicine"),
        ("080", "631.4", "", "agriculture"),
        ("082", "620.11", "", "engineering"),
        ("082", "355.4", "", "military science"),
        ("050", "QC20", "", "natural sciences"),
        ("050", "QA76.7", "", "engineering"),
        ("050", "PG3476", "", "humanities"),
        ("084", "TP391", "clc", "engineering"),
        ("084", "22.3", "rubbk", "natural sciences"),
        ("084", "525", "kdc", "agriculture"),
        ("084", "22.3", "own", None),
        ("080", "", "", None),
    ],
)
def test_field(tag: str, number: str, source: str, wanted: str | None) -> None:
    pairs = ["a" + number, *(["2" + source] if source else [])]
    assert described(field(tag, "  ", *pairs)).field == wanted


def test_text_is_cleaned() -> None:
    assert described(title="A\u202etitle\x07 with\u0085e\u0301").title == "Atitle with é"
