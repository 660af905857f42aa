"""Search on the partner's node: the words people type find the titles they mean."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.engines.catalogue import (
    BadCatalogue,
    Choices,
    Filters,
    Hits,
    IndexSummary,
    LineFault,
    NoIndex,
    NoItem,
    OfferItem,
    build_index,
    choices,
    read_offer_item,
    search,
    suggestions,
)

TITLES = [
    "激光原理及其在测量中的应用",
    "水文学基础",
    "Сейсмические волны в слоистых средах",
    "Ёмкости и лазеры",
    "Werkstoffprüfung und Straßenbau",
    "Erdbeben in den Alpen",
    "레이저 광학의 기초",
    "Studies of Earthquakes",
    "Vsi︠a︡ istorii︠a︡ O'Neill",
]


def identifier(number: int) -> str:
    return f"{number:026}"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    items = [OfferItem(identifier(n), title) for n, title in enumerate(TITLES)]
    items += [
        OfferItem(
            identifier(90),
            "Hu po",
            original_title="湖泊",
            creators=("Müller, Änne",),
            original_creators=("沈澄江",),
            publisher="Meridian Press",
            place="Lakeford",
            year=1961,
            language="chi",
            kind="book",
            series=("Water",),
            subjects=("Limnology",),
            isbn=("9780306406157",),
            issn=("1234-567X",),
            forms=("copy",),
            channel="exchange",
        ),
        OfferItem(identifier(91), "Water", year=1970, language="eng", kind="journal"),
    ]
    (folder / "c.jsonl").write_bytes(b"".join(one.line() for one in items))
    assert build_index(folder / "c.jsonl", folder / "index") == IndexSummary(len(items), ())
    return folder / "index"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("激光", [TITLES[0]]),
        ("激", [TITLES[0]]),
        ("测量应用", [TITLES[0]]),
        ("测量学", []),
        ("测量 应用", [TITLES[0]]),
        ("水文", [TITLES[1]]),
        ("сейсмическая волна", [TITLES[2]]),
        ("СРЕДА", [TITLES[2]]),
        ("емкость лазер", [TITLES[3]]),
        ("strassenbau", [TITLES[4]]),
        ("werkstoffprufungen", [TITLES[4]]),
        ("레이저", [TITLES[6]]),
        ("광학", [TITLES[6]]),
        ("earthquake study", [TITLES[7]]),
        ("Ｅarthquakes", [TITLES[7]]),
        ("istoriia oneill", [TITLES[8]]),
        ("湖泊", ["Hu po"]),
        ("muller", ["Hu po"]),
        ("沈澄江", ["Hu po"]),
        ("9780306406157", ["Hu po"]),
        ("1234-567X", ["Hu po"]),
        ("limnology 1961", ["Hu po"]),
        ("water", ["Water", "Hu po"]),
        ("nothing", []),
        ("water nothing", []),
    ],
)
def test_words_find_titles(index: Path, query: str, titles: list[str]) -> None:
    found = search(index, query)
    assert ([one.title for one in found.items], found.total) == (titles, len(titles))


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(language="chi"), [90]),
        (Filters(kind="journal"), [91]),
        (Filters(year_from=1961, year_to=1961), [90]),
        (Filters(year_from=1962), [91]),
        (Filters(year_to=1961), [90]),
        (Filters(language="chi", kind="journal"), []),
        (Filters(language="\ud800", year_from=10**30, year_to=-(10**30)), []),
    ],
)
def test_filters(index: Path, filters: Filters, numbers: list[int]) -> None:
    assert [one.identifier for one in search(index, "", filters=filters).items] == [identifier(n) for n in numbers]


def test_what_there_is_to_filter_by(index: Path) -> None:
    assert choices(index) == Choices(languages=("chi", "eng"), kinds=("book", "journal"))


def test_pages(index: Path) -> None:
    total = len(TITLES) + 2
    every = search(index, "", limit=100)
    assert (every.total, len(every.items)) == (total, total)
    parts = [one for at in range(0, total, 4) for one in search(index, "", limit=4, offset=at).items]
    assert parts == list(every.items)
    assert search(index, "", limit=0) == search(index, "", limit=-3) == search(index, "", offset=500) == Hits(total, ())


@settings(max_examples=200, deadline=None)
@given(query=st.text(max_size=60))
def test_no_query_is_an_error(index: Path, query: str) -> None:
    found = search(index, query)
    assert 0 <= len(found.items) <= found.total


@settings(max_examples=200, deadline=None)
@given(word=st.text(min_size=1, max_size=8), field=st.sampled_from(["", "title:", "-", "isbn:", "year:", "language:"]))
def test_no_beginning_is_an_error(index: Path, word: str, field: str) -> None:
    assert search(index, f"{field}{word}*", facets=True).total >= 0
    assert suggestions(index, f"{field}{word}") is not None


@pytest.mark.parametrize(
    "query", ['"', "title:", "a AND (", "*", "\\", "[1 TO", "\ud800", "\x00", "x" * 100_000, "水" * 5000]
)
def test_odd_queries(index: Path, query: str) -> None:
    assert search(index, query).total >= 0


LETTERS = {
    "zh": "激光测量原理水文学計算機",
    "ru": "абвлзрсеёйикоь",
    "de": "abeghlnrstuäöüß",
    "en": "abcdeilmnorstuy'",
    "ko": "레이저광섬유를의에서과",
    "number": "0123456789",
}
WORDS = st.sampled_from(sorted(LETTERS)).flatmap(lambda name: st.text(LETTERS[name], min_size=1, max_size=12))


@settings(max_examples=20, deadline=None)
@given(titles=st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=8))
def test_every_word_of_a_title_finds_it(tmp_path_factory: pytest.TempPathFactory, titles: list[str]) -> None:
    folder = tmp_path_factory.mktemp("words")
    items = [OfferItem(identifier(n), f"{title} x", language="ger") for n, title in enumerate(titles)]
    (folder / "c.jsonl").write_bytes(b"".join(one.line() for one in items))
    build_index(folder / "c.jsonl", folder / "i")
    for item in items:
        for word in item.title.split():
            if any(map(str.isalnum, word)):
                assert item in search(folder / "i", word, limit=100).items, word


def test_an_item_by_its_identifier(index: Path) -> None:
    assert read_offer_item(index, identifier(0)) == OfferItem(identifier(0), TITLES[0])
    for unknown in (identifier(5000), "", "\ud800", "激光"):
        with pytest.raises(NoItem):
            read_offer_item(index, unknown)


def test_a_catalogue_with_bad_lines(tmp_path: Path) -> None:
    good = OfferItem(identifier(1), "Water")
    (tmp_path / "c.jsonl").write_bytes(b"{\n" + good.line())
    heard: list[int] = []
    summary = build_index(tmp_path / "c.jsonl", tmp_path / "i", heard.append)
    assert (summary, heard) == (IndexSummary(1, (LineFault(1, "it is not JSON"),)), [1])
    assert search(tmp_path / "i", "water") == Hits(1, (good,))


def test_a_newer_catalogue_replaces_the_index(tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / "c.jsonl").write_bytes(OfferItem(identifier(number), "Water").line())
        build_index(tmp_path / "c.jsonl", tmp_path / "i")
    assert [one.identifier for one in search(tmp_path / "i", "water").items] == [identifier(2)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.jsonl", "i"]


def test_an_empty_catalogue_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(b"")
    assert build_index(tmp_path / "c.jsonl", tmp_path / "i") == IndexSummary(0, ())
    assert search(tmp_path / "i", "water") == search(tmp_path / "i", "") == Hits(0, ())


def test_what_is_no_catalogue_leaves_the_old_index(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(OfferItem(identifier(1), "Water").line())
    build_index(tmp_path / "c.jsonl", tmp_path / "i")
    (tmp_path / "c.jsonl").write_bytes(b"%PDF-1.7\nno\n")
    with pytest.raises(BadCatalogue):
        build_index(tmp_path / "c.jsonl", tmp_path / "i")
    assert search(tmp_path / "i", "water").total == 1


def test_an_index_that_is_not_there_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(NoIndex):
        search(tmp_path / "i", "water")
    (tmp_path / "i").mkdir()
    (tmp_path / "i" / "meta.json").write_text("{")
    with pytest.raises(NoIndex):
        search(tmp_path / "i", "water")
