"""An index that is not whole, or of another form, is known for that before it is searched."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.catalogue.search.shelf import item, shelved, titled, titles
from verbale.engines.catalogue import Facets, Filters, NoIndex, check_index, search
from verbale.engines.catalogue.search import searching


def without_segments(index: Path) -> None:
    for path in index.glob("*.store"):
        path.unlink()


def without_words(index: Path) -> None:
    shutil.rmtree(index / "words")


def cut(index: Path) -> None:
    for path in index.glob("*.idx"):
        path.write_bytes(path.read_bytes()[:-3])


def garbled(index: Path) -> None:
    data = (index / "meta.json").read_bytes()
    (index / "meta.json").write_bytes(b"\x00" * len(data))


def older(index: Path) -> None:
    told = json.loads((index / "form.json").read_text())
    (index / "form.json").write_text(json.dumps(told | {"form": told["form"] - 1}))


def no_mark(index: Path) -> None:
    (index / "form.json").unlink()


def odd_mark(index: Path) -> None:
    (index / "form.json").write_text("[1]")


@pytest.mark.parametrize("damage", [without_segments, without_words, cut, garbled, older, no_mark, odd_mark])
def test_what_is_not_whole_is_no_index(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    index = titled(tmp_path, ["Water"])
    damage(index)
    with pytest.raises(NoIndex):
        check_index(index)
    with pytest.raises(NoIndex):
        search(index, "water")
    assert titles(titled(tmp_path, ["Water"]), "water") == {"Water"}


def test_what_is_damaged_inside_is_no_index_once_it_was_read(tmp_path: Path) -> None:
    index = titled(tmp_path, [f"Water {number}" for number in range(99)])
    for path in index.glob("*.store"):
        path.write_bytes(b"\xff" * (path.stat().st_size - 200) + path.read_bytes()[-200:])
    for _ in range(2):
        with pytest.raises(NoIndex):
            search(index, "water")
    with pytest.raises(NoIndex):
        check_index(index)


def test_an_index_that_goes_while_it_is_used(tmp_path: Path) -> None:
    index = titled(tmp_path, ["Water"])
    assert titles(index, "water") == {"Water"}
    shutil.rmtree(index)
    with pytest.raises(NoIndex):
        search(index, "water")
    assert titles(titled(tmp_path, ["Ice"]), "ice") == {"Ice"}


def test_no_number_of_one_catalogue_tells_of_another(tmp_path: Path) -> None:
    alone = titled(tmp_path / "one", ["Water and ice"])
    titled(tmp_path / "two", ["Water"] * 50)
    facets = search(alone, "", facets=True).facets
    assert (facets, titles(alone, "water")) == (Facets(), {"Water and ice"})


def test_counts_are_of_the_hits(tmp_path: Path) -> None:
    index = shelved(
        tmp_path,
        item(1, "Ice", "rus", kind="book", year=1961, subjects=("Ice", "Water")),
        item(2, "River ice", "rus", kind="map", year=1961, subjects=("Ice",)),
        item(3, "Snow", "ger", kind="map", subjects=("Snow",)),
        item(4, "Frost"),
    )
    assert search(index, "", facets=True).facets == Facets(
        languages=(("rus", 2), ("ger", 1)), kinds=(("map", 2), ("book", 1)),
        subjects=(("Ice", 2), ("Snow", 1), ("Water", 1)), years=((1961, 2),),
    )  # fmt: skip
    found = search(index, "ice", filters=Filters(subject="Water"), facets=True)
    assert (found.total, found.facets) == (
        1, Facets((("rus", 1),), (("book", 1),), (("Ice", 1), ("Water", 1)), ((1961, 1),)),
    )  # fmt: skip


@pytest.mark.parametrize(
    "query", ["ice", "雪", "激光原理", "river ice", "-ice", "title:ice OR subject:snow", "레이저를", "Regel"]
)
def test_many_hits_are_counted_as_few_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, query: str) -> None:
    index = shelved(
        tmp_path, item(1, "River ice", "eng", kind="book"), item(2, "激光原理", "chi", kind="map", subjects=("Ice",)),
        item(3, "레이저 공학", "kor", subjects=("Snow",)), item(4, "Verkehrsregeln", "ger", kind="book"),
    )  # fmt: skip
    few = search(index, query, facets=True)
    monkeypatch.setattr(searching, "_MANY", -1)
    assert search(index, query, facets=True) == few


@pytest.mark.parametrize(
    ("order", "numbers"),
    [("newest", [2, 1]), ("oldest", [1, 2]), ("title", [3, 1, 2]), ("creator", [2, 3, 1])],
)
def test_orders(tmp_path: Path, order: str, numbers: list[int]) -> None:
    index = shelved(
        tmp_path, item(1, "The Beta", year=1950, creators=("Zoë",)), item(2, "Gamma", year=1960, creators=("adam",)),
        item(3, "Älpha", creators=("Émile",)),
    )  # fmt: skip
    found = [int(one.identifier) for one in search(index, "", order=order).items]
    assert [number for number in found if number in numbers] == numbers


def test_most_of_many_words(tmp_path: Path) -> None:
    index = titled(tmp_path, ["Frost heave of soils", "Snow"])
    found = search(index, "frost heave volcano")
    assert ([one.title for one in found.items], found.loosened) == (["Frost heave of soils"], True)
    assert search(index, "frost volcano").total == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("title:ice", {"Ice"}),
        ("subject:ice", {"Snow"}),
        ("ice -subject:ice", {"Ice"}),
        ("ice OR frost", {"Ice", "Snow", "Frost"}),
        ("(ice OR frost) -title:ice", {"Snow", "Frost"}),
        ("fro*", {"Frost"}),
        ("creator:laine", {"Frost"}),
        ("publisher:nordic year:1960..", {"Snow"}),
        ("language:ru", {"Ice"}),
        ("kind:MAP", {"Snow"}),
        ("-ice", {"Frost"}),
        ('"aino laine"', {"Frost"}),
        ('"laine aino"', set()),
        ("year:1950", {"Ice"}),
    ],
)
def test_fields(tmp_path: Path, query: str, found: set[str]) -> None:
    index = shelved(
        tmp_path, item(1, "Ice", "rus", year=1950),
        item(2, "Snow", kind="map", subjects=("Ice",), publisher="Nordic Press", year=1960),
        item(3, "Frost", creators=("Aino Laine",)),
    )  # fmt: skip
    assert titles(index, query) == found
