"""UNIMARC and CNMARC say the same as MARC 21 would."""

from io import BytesIO

import pytest
from pymarc import Field

from tests.engines.catalogue.build import field, marc
from verbale.engines.catalogue import Bibliographic, Record, describe, read_records


def processing(date: str = "d1963    ", rest: str = "||||0chiy50      ea") -> Field:
    return field("100", "  ", f"a20020204{date}{rest}")


def described(*fields: Field, leader: str = "     nam0 22      i 450 ") -> Bibliographic:
    (read,) = read_records(BytesIO(marc(*fields, title="", leader=leader)), name="source")
    assert isinstance(read, Record)
    return describe(read)


TITLE = field("200", "1 ", "aTitle")


def test_a_full_record_of_cnmarc() -> None:
    found = described(
        Field("001", data="42"),
        field("010", "  ", "a978-0-306-40615-7", "dCNY68.00"),
        field("011", "  ", "a1234-567x"),
        field("035", "  ", "a(aleph)7"),
        processing(),
        field("101", "1 ", "achi", "ceng"),
        field("102", "  ", "aCN", "b110000"),
        field("105", "  ", "aak  z   000yy"),
        field(
            "200", "1 ", "a水文学", "9shui wen xue", "b专著", "dHydrology", "e河流", "h第一卷", "i冰",
            "f李淑贞著", "g王明译", "zeng",
        ),  # fmt: skip
        field("210", "  ", "a北京", "c科学出版社", "d1963"),
        field("225", "2 ", "a水丛书", "v3"),
        field("410", " 0", "12001 ", "a水丛书"),
        field("517", "1 ", "a水学"),
        field("606", "0 ", "a水文", "x概况", "y中国", "Ashui wen"),
        field("690", "  ", "aP33", "v4"),
        field("701", " 0", "a李淑贞", "ALi Shuzhen", "4著"),
        field("702", " 0", "a王", "b明", "4译"),
        field("711", "02", "a水利部", "b水文局"),
        field("801", " 0", "aCN", "bNLC"),
    )  # fmt: skip
    assert found == Bibliographic(
        title="水文学 : 河流. 第一卷, 冰",
        original_title=None,
        responsibility="李淑贞著 ; 王明译",
        creators=("李淑贞", "水利部. 水文局", "王明"),
        original_creators=(),
        publisher="科学出版社",
        place="北京",
        year=1963,
        country="cc",
        countries=("cc",),
        language="chi",
        kind="book",
        field="natural sciences",
        series=("水丛书",),
        subjects=("水文 – 概况 – 中国",),
        isbn=("9780306406157",),
        issn=("1234-567X",),
        control_number="42",
        local_numbers=("(aleph)7",),
        restriction=None,
        restricted=False,
        variants=("Hydrology", "shui wen xue", "水学", "Li Shuzhen"),
    )


def test_a_record_with_only_a_title() -> None:
    found = described(TITLE)
    assert (found.title, found.kind, found.year, found.country, found.creators) == ("Title", "book", None, None, ())


@pytest.mark.parametrize(
    ("pairs", "wanted"),
    [
        (("aOne", "aTwo"), "One ; Two"),
        (("aOne", "hPart 2"), "One. Part 2"),
        (("aOne", "iIce"), "One. Ice"),
        (("aOne :", "emore /", "fStrom"), "One : more"),
        (("a\x88Le \x89livre",), "Le livre"),
        (("A92 shuiwen", "a’92水文", "F1", "f局"), "’92水文"),
    ],
)
def test_titles(pairs: tuple[str, ...], wanted: str) -> None:
    assert described(field("200", "1 ", *pairs)).title == wanted


def test_a_second_script_is_the_original() -> None:
    """UNIMARC repeats the field, linked by $6, with its script in $7."""
    found = described(
        field("200", "1 ", "6a01", "7ba", "aGidrologija"),
        field("200", "1 ", "6a01", "7ca", "aГидрология"),
        field("700", " 1", "6a02", "7ba", "aIvanov", "bI. I."),
        field("700", " 1", "6a02", "7ca", "aИванов", "bИ. И."),
    )
    assert (found.title, found.original_title) == ("Gidrologija", "Гидрология")
    assert (found.creators, found.original_creators) == (("Ivanov, I. I.",), ("Иванов, И. И.",))


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (field("700", " 1", "aStrom", "bEva", "f1901-", "4070"), "Strom, Eva"),
        (field("700", " 0", "aPius", "dXII", "cpope"), "Pius XII"),
        (field("700", " 1", "aAsimov", "b, Isaac"), "Asimov, Isaac"),
        (field("700", " 1", "aШтефер", "bД.Г.", "gДитрих Генрих"), "Штефер, Д.Г."),
        (field("701", " 1", "a李", "b淑貞"), "李淑貞"),
        (field("701", " 1", "a김", "b철수"), "김철수"),
        (field("710", "02", "aAcademy", "bInstitute of Ice"), "Academy. Institute of Ice"),
        (field("702", " 1", "bonly given"), None),
    ],
)
def test_names(one: Field, wanted: str | None) -> None:
    assert described(TITLE, one).creators == ((wanted,) if wanted else ())


@pytest.mark.parametrize(
    ("code", "wanted"),
    [("CN", "cc"), ("cn.", "cc"), ("DE", "gw"), ("SU", "ur"), ("XX", None), ("GB", "xxk"), ("CS", None), ("", None)],
)
def test_countries(code: str, wanted: str | None) -> None:
    assert described(TITLE, field("102", "  ", "a" + code)).country == wanted


@pytest.mark.parametrize(
    ("one", "wanted"),
    [
        (processing("d1994    "), 1994),
        (processing("a19901995"), 1990),
        (processing("u        "), None),
        (field("210", "  ", "aX", "d[ca 1805]"), 1805),
        (field("214", " 0", "aX", "d2021"), 2021),
        (field("100", "  ", "a 20020204d1994    em y0chiy0120    ea"), 1994),
    ],
)
def test_years(one: Field, wanted: int | None) -> None:
    assert described(TITLE, one).year == wanted


@pytest.mark.parametrize(
    ("leader", "fields", "wanted"),
    [
        ("nam", (), "book"),
        ("nas", (), "journal"),
        ("nas", (field("110", "  ", "ab"),), "series"),
        ("nas", (field("110", "  ", "ac"),), "newspaper"),
        ("naa", (), "article"),
        ("nem", (), "map"),
        ("ncm", (), "music"),
        ("njm", (), "recording"),
        ("nkm", (), "picture or object"),
        ("nlm", (), "computer file"),
        ("nlm", (field("135", "  ", "ab"),), "software"),
        ("nam", (field("328", "  ", "aThesis"),), "thesis"),
        ("nam", (field("105", "  ", "ay   m   000yy"),), "thesis"),
        ("nam", (field("105", "  ", "ay   l   000yy"),), "standard"),
        ("nam", (field("105", "  ", "ay   z   100yy"),), "conference paper"),
        ("nam", (field("711", "12", "aCongress"),), "conference paper"),
    ],
)
def test_kinds(leader: str, fields: tuple[Field, ...], wanted: str) -> None:
    assert described(TITLE, *fields, leader=f"     {leader}0 22      i 450 ").kind == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ((field("675", "  ", "a556.5"),), "natural sciences"),
        ((field("676", "  ", "a623.4"),), "military science"),
        ((field("686", "  ", "a26.22", "2rubbk"),), "natural sciences"),
        ((field("690", "  ", "aE92"),), "military science"),
        ((field("680", "  ", "aPR4034"),), "humanities"),
    ],
)
def test_fields(fields: tuple[Field, ...], wanted: str) -> None:
    assert described(TITLE, *fields).field == wanted


def test_series_in_linking_fields() -> None:
    found = described(
        TITLE, field("410", " 0", "1001X", "12001 ", "aIl ciclo", "v4"), field("410", " 0", "tBestsellers")
    )
    assert found.series == ("Il ciclo", "Bestsellers")


@pytest.mark.parametrize(
    ("one", "text", "restricted"),
    [
        (field("310", "  ", "aНе выдается"), "Не выдается", True),
        (field("310", "  ", "a"), None, True),
        (field("310", "  ", "aВ пер., тираж 500 экз."), None, False),
        (field("310", "  ", "aТираж 500 экз. ДСП"), "Тираж 500 экз. ДСП", True),
        (field("310", "  ", "a精装"), None, False),
        (field("371", "  ", "aReproduction forbidden"), "Reproduction forbidden", True),
        (field("371", "0 "), None, True),
        (field("333", "  ", "aДля студентов вузов"), None, False),
        (field("333", "  ", "a本书适用于水文工作者"), None, False),
        (field("333", "  ", "aРаспространяется по списку"), "Распространяется по списку", True),
        (field("333", "  ", "a供内部参考"), "供内部参考", True),
        (field("300", "  ", "a内部发行"), "内部发行", True),
        (field("300", "  ", "a内部结构"), None, False),
        (field("010", "  ", "b内部资料", "dCNY1.00"), "内部资料", True),
        (field("316", "  ", "aЭкземпляр спецхрана"), "Экземпляр спецхрана", True),
        (field("330", "  ", "aEin vertraulicher Bericht"), None, False),
        (field("300", "  ", "aNur für den Dienstgebrauch"), "Nur für den Dienstgebrauch", True),
    ],
)  # fmt: skip
def test_restrictions(one: Field, text: str | None, restricted: bool) -> None:
    found = described(TITLE, one)
    assert (found.restriction, found.restricted) == (text, restricted)
