"""What people write for languages, countries and kinds, and what headings they use."""

import pytest

from verbale.engines.catalogue import ColumnMapping, NoMapping
from verbale.engines.catalogue.forms.named import country_named, kind_named, language_named
from verbale.engines.catalogue.forms.proposal import propose
from verbale.engines.catalogue.forms.said import described


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("de", "ger"),
        ("de-AT", "ger"),
        ("deu", "ger"),
        ("ger", "ger"),
        ("German", "ger"),
        ("немецкий", "ger"),
        ("德语", "ger"),
        ("zh_CN", "chi"),
        ("中文", "chi"),
        ("한국어", "kor"),
        ("Russisch", "rus"),
        ("klingon", None),
        ("", None),
    ],
)
def test_languages(text: str, wanted: str | None) -> None:
    assert language_named(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("DE", "gw"),
        ("gw", None),
        ("Germany", "gw"),
        ("Германия", "gw"),
        ("德国", "gw"),
        ("독일", "gw"),
        ("enk", "enk"),
        ("CH", "sz"),
        ("ch", None),
        ("se", None),
        ("SE", "sw"),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_countries(text: str, wanted: str | None) -> None:
    """In small letters ``ch`` is Switzerland in ISO and Taiwan in MARC: it is neither."""
    assert country_named(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Book", "book"),
        ("книга", "book"),
        ("학위논문", "thesis"),
        ("conference paper", "conference paper"),
        ("http://purl.org/dc/dcmitype/StillImage", "picture or object"),
        ("thing", None),
    ],
)
def test_kinds(text: str, wanted: str | None) -> None:
    assert kind_named(text) == wanted


@pytest.mark.parametrize(
    ("headings", "wanted"),
    [
        ("Title Author Year Publisher ISBN Language", "title creators year publisher isbn language"),
        ("Titel Verfasser Erscheinungsjahr Verlag Schlagwörter", "title creators year publisher subjects"),
        ("Заглавие Автор(ы) Год_издания Издательство Язык", "title creators year publisher language"),
        ("题名 责任者 出版年 出版社 主题词 密级", "title responsibility year publisher subjects restriction"),
        ("서명 저자 발행년 발행처 총서명 청구기호", "title creators year publisher series local_numbers"),
        ("dc:title dc:creator metadata.publisher author2", "title creators publisher creators"),
    ],
)
def test_headings_in_five_languages(headings: str, wanted: str) -> None:
    columns = headings.split()
    found = propose(columns, [])
    by_column = {column: name for name, held in found.mapping.items() for column in held}
    assert [by_column.get(column) for column in columns] == wanted.split()


def test_a_heading_that_says_nothing_is_not_used() -> None:
    assert propose(["x", "", "Regal", "1"], []).mapping == {}


@pytest.mark.parametrize("text", ["", "no", "open", "нет", "公开", "없음", "0"])
def test_no_restriction(text: str) -> None:
    found = described({"title": ["A"], "restriction": [text]})
    assert found is not None
    assert not found.restricted


@pytest.mark.parametrize("text", ["?", "yes", "内部", "ДСП", "internal", "unclear"])
def test_whatever_else_stands_there_restricts(text: str) -> None:
    found = described({"title": ["A"], "restriction": [text]})
    assert found is not None
    assert (found.restricted, found.restriction) == (True, text)


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {"columns": []},
        {"columns": {}},
        {"columns": {"title": []}},
        {"columns": {"titel": ["A"]}},
        {"columns": {"title": [""]}},
        {"columns": {"title": 1}},
        {"columns": {"title": "A"}, "separator": 1},
        {"columns": {"title": "A"}, "form": "csv"},
        {"columns": {"countries": ["A"], "title": ["B"]}},
    ],
)
def test_a_mapping_that_is_none(told: object) -> None:
    with pytest.raises(NoMapping):
        ColumnMapping.from_json(told)


def test_a_mapping_comes_back() -> None:
    mapping = ColumnMapping({"title": ("A", "B"), "creators": ("C",)}, "|")
    assert ColumnMapping.from_json(mapping.as_json()) == mapping
    assert ColumnMapping.from_json({"columns": {"title": "A"}}) == ColumnMapping({"title": ("A",)})
