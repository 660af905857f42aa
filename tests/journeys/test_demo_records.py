"""The demo's catalogue: sound MARC, and every case that a supply policy decides."""

import secrets
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from pymarc import MARCReader

from verbale.engines.catalogue import (
    CATALOGUE_FILE,
    Edition,
    OfferVerdict,
    Statement,
    build_index,
    open_edition,
    publish_offer,
    search,
    write_edition,
)
from verbale.journeys.demo_records import BATCHES, demo_lookups, write_marc


def edition(folder: Path, batch: str) -> Edition:
    write_marc(folder / "source.mrc", batch)
    statement = Statement(batch, "the demo", "the demo", date(2026, 11, 21))
    with (folder / "source.mrc").open("rb") as stream:
        summary = write_edition(stream, folder / batch, name=batch, statement=statement, lookups=demo_lookups())
    assert (summary.faulty, summary.remarked) == ((), 0)
    return open_edition(folder / batch)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> list[Edition]:
    folder = tmp_path_factory.mktemp("demo")
    return [edition(folder, batch) for batch in BATCHES]


def test_pymarc_reads_what_is_written(tmp_path: Path) -> None:
    count = write_marc(tmp_path / "all.mrc")
    with (tmp_path / "all.mrc").open("rb") as stream:
        assert [one is not None for one in MARCReader(stream)] == [True] * count
    assert count == 206


def test_it_is_always_the_same_file(tmp_path: Path) -> None:
    write_marc(tmp_path / "1.mrc")
    write_marc(tmp_path / "2.mrc")
    assert (tmp_path / "1.mrc").read_bytes() == (tmp_path / "2.mrc").read_bytes()


def test_batches_are_parts_of_the_whole(editions: list[Edition]) -> None:
    assert [one.count for one in editions] == [158, 34, 14]


def test_about_forty_records_in_each_language(editions: list[Edition]) -> None:
    found = Counter(row["language"] for one in editions for row in one.rows(["language"]))
    assert found == {"chi": 41, "rus": 41, "ger": 41, "kor": 41, "eng": 42}


def test_every_case_that_a_policy_tells_apart_occurs(editions: list[Edition]) -> None:
    names = ("origin", "publisher_class", "distribution", "kind", "series", "field", "restricted")
    found = {name: {one.facts(number)[name] for one in editions for number in range(one.count)} for name in names}
    assert found["origin"] == {"domestic", "third country", "partner", None}
    assert found["publisher_class"] == {
        "listed press",
        "university",
        "information institute",
        "provincial or municipal",
        "department",
        "other",
        None,
    }
    assert found["distribution"] == {*BATCHES, None}
    assert found["kind"] == {
        "book",
        "journal",
        "conference paper",
        "standard",
        "index",
        "abstract",
        "report",
        "thesis",
    }
    assert len(found["series"]) == 6
    assert {"natural sciences", "humanities"} < found["field"]
    assert found["restricted"] == {False, True}


@pytest.mark.parametrize("query", ["激光", "湖泊", "лазер", "Werkstoffprüfung", "레이저", "lasers"])
def test_its_titles_are_found(editions: list[Edition], query: str, tmp_path: Path) -> None:
    publish_offer(editions, lambda facts: OfferVerdict("supply"), tmp_path / "o", random=secrets.token_bytes)
    build_index(tmp_path / "o" / CATALOGUE_FILE, tmp_path / "i")
    assert search(tmp_path / "i", query).total >= 1
