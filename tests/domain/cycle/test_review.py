"""A review by columns says what the rulebook says one record at a time, and what moves from one to another."""

import random
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pymarc import Field

from tests.domain.cycle.bureau import rulebook as book_of
from tests.engines.catalogue.build import MARC, coded, imported, marc, record
from verbale.domain.cycle import review, review_columns
from verbale.engines import catalogue
from verbale.engines.catalogue import (
    CATALOGUE_FILE,
    MAP_FILE,
    REVIEWED_FILE,
    Edition,
    Moved,
    publish_offer,
    review_editions,
)
from verbale.engines.catalogue.columns import RECORDS
from verbale.engines.catalogue.edition import RECORDS_FILE
from verbale.engines.catalogue.table import Table

BOOKS = ["supply-1964.dmn", "supply-1964-amended.dmn", "release-today.dmn"]
VALUES = {
    "origin": [None, "domestic", "partner", "third country", "elsewhere"],
    "publisher_class": [None, "listed press", "university", "provincial or municipal", "information institute", "club"],
    "distribution": [None, "open", "open", "internal", "confidential"],
    "kind": [None, "journal", "index", "dataset", "map"],
    "field": [None, "natural sciences", "medicine", "alchemy"],
    "series": [None, [], ["Specialized Indexes"], ["Trends", "Specialized Indexes"]],
    "restricted": [None, False, False, False, True],
    "dual_use": [None, "none", "listed", "perhaps"],
    "personal_data": [None, "none", "pseudonymised", "identifiable"],
    "year": [None, 1963],
}


def edition(folder: Path, count: int = 1500, seed: int = 5) -> Edition:
    """An edition whose facts are drawn, also such as no import would write."""
    made = imported(folder, marc(title="A title", coded=coded()))
    draw = random.Random(seed)
    with Table(folder / RECORDS_FILE, RECORDS) as rows:
        for number in range(count):
            told = {name: draw.choice(values) for name, values in VALUES.items()}
            rows.add({**dict.fromkeys(RECORDS.names), **told, "number": number, "title": f"Title {number}"}, 0)
    return replace(made, summary=replace(made.summary, records=count))


def book(name: str, change: tuple[bytes, bytes] = (b"", b"")) -> review.Book:
    found = review.of_rulebook(book_of(name).replace(*change), name)
    return replace(found, request={**found.request, "partner": "DD"})


def outcomes(folder: Path, made: list[Edition], of: review.Book, by_columns: bool) -> list[dict[str, object]]:
    target = folder / f"{by_columns}.parquet"
    review_editions(made, of.verdict_of, target, review=of.column_review() if by_columns else None)
    return pq.read_table(target).to_pylist()


@pytest.mark.parametrize("name", BOOKS)
def test_each_record_has_the_outcome_it_has_alone(name: str, tmp_path: Path) -> None:
    made = [edition(tmp_path / "a"), edition(tmp_path / "b", 200, 6)]
    of = book(name)
    assert review_columns.compiled(of.prepared, of.request).uncompiled == ()
    found = outcomes(tmp_path, made, of, True)
    assert found == outcomes(tmp_path, made, of, False)
    assert len(found) == 1700
    assert {"supply", "refuse", "refer"} <= {row["outcome"] for row in found}


COMPUTED = (b'<text>"Principle 2: items of listed presses on the domestic market"</text>', b"<text>series</text>")


@pytest.mark.parametrize("given", [{}, {"bound by": ["X"]}, {"batch": True}, {"route": "department"}, {"form": None}])
def test_what_does_not_compile_is_decided_alone(given: dict[str, object], tmp_path: Path) -> None:
    of = book("supply-1964.dmn", COMPUTED)
    of = replace(of, request={**of.request, **given})
    if not given.get("bound by"):
        assert [each.reason for each in review_columns.compiled(of.prepared, of.request).uncompiled] == [
            "its output is computed from the record"
        ]
    made = [edition(tmp_path / "a", 600)]
    assert outcomes(tmp_path, made, of, True) == outcomes(tmp_path, made, of, False)


def test_a_supply_that_the_record_forbids_is_refused(tmp_path: Path) -> None:
    of = book("release-today.dmn", (b'<text>"confidential"</text>', b'<text>"nothing"</text>'))
    made = [edition(tmp_path / "a", 600)]
    assert outcomes(tmp_path, made, of, True) == outcomes(tmp_path, made, of, False)


@pytest.mark.parametrize("name", BOOKS)
def test_the_partner_is_offered_the_same(name: str, tmp_path: Path) -> None:
    made, of = edition(tmp_path / "e"), book(name)
    summaries = [
        publish_offer(made, of.verdict_of, tmp_path / way, random=random.Random(1).randbytes, review=by)
        for way, by in (("columns", of.column_review()), ("alone", None))
    ]
    assert summaries[0] == summaries[1]
    assert summaries[0].offered > 10
    for file in (CATALOGUE_FILE, MAP_FILE, REVIEWED_FILE):
        assert (tmp_path / "columns" / file).read_bytes() == (tmp_path / "alone" / file).read_bytes()


@pytest.mark.shared
@pytest.mark.skipif(not MARC.is_dir(), reason="the real inputs are not beside the project")
@pytest.mark.parametrize("name", BOOKS)
def test_a_thousand_real_records(name: str, tmp_path: Path) -> None:
    made = [imported(tmp_path / "e", (MARC / "thousand-raw.mrc").read_bytes())]
    found = outcomes(tmp_path, made, book(name), True)
    assert found == outcomes(tmp_path, made, book(name), False)
    assert len(found) == made[0].count > 900


def numbered(title: str, number: str) -> bytes:
    made = record(title=title, coded=coded(country="gw "))
    made.add_ordered_field(Field("001", data=number))
    return bytes(made.as_marc())


def few(folder: Path) -> list[Edition]:
    return [imported(folder, marc(title="Waters", coded=coded(country="gw ")) + marc(title="Winds", coded=coded()))]


def test_the_report_tells_outcomes_rules_and_collections(tmp_path: Path) -> None:
    made = few(tmp_path / "e")
    found = review.review(made, book("supply-1964.dmn"), tmp_path / "r.parquet")
    assert found.as_json() == {
        "editions": ["e"],
        "reviewed": 2,
        "by_outcome": {"refuse": 1, "supply": 1},
        "groups": [
            {"outcome": "refuse", "rule": "16", "records": 1, "samples": ["Winds"]},
            {"outcome": "supply", "rule": "8", "records": 1, "samples": ["Waters"]},
        ],
        "shares": [
            {"collection": collection, "value": value, "outcome": outcome, "records": 1}
            for collection, value in (("source", "source"), ("kind", "book"), ("field", ""), ("series", ""))
            for outcome in ("refuse", "supply")
        ],
    }


def test_moves_between_two_rulebooks(tmp_path: Path) -> None:
    made = few(tmp_path / "e")
    stricter = (b'<text>"third country"</text>', b'<text>"partner"</text>')
    before = review.review(made, book("supply-1964.dmn"), tmp_path / "before.parquet")
    after = review.review(made, book("supply-1964.dmn", stricter), tmp_path / "after.parquet")
    assert review.moves(before, after) == (
        Moved("refuse", "refuse", 1, ("Winds",)),
        Moved("supply", "refuse", 1, ("Waters",)),
    )


def test_moves_to_the_next_edition_of_a_source(tmp_path: Path) -> None:
    old = imported(tmp_path / "old", numbered("Waters", "1") + numbered("Winds", "2"))
    data = numbered("Waters again", "1") + numbered("Walls", "3")

    def write(folder: Path) -> catalogue.EditionSummary:
        imported(folder, data)
        return catalogue.open_edition(folder).summary

    catalogue.write_following(tmp_path / "new", write, follows=old, most_may_go=True)
    new = catalogue.open_edition(tmp_path / "new")
    of = book("supply-1964.dmn")
    before = review.review([old], of, tmp_path / "before.parquet")
    after = review.review([new], of, tmp_path / "after.parquet")
    assert review.moves(before, after, [[old.folder, new.folder]]) == (
        Moved("", "supply", 1, ("Walls",)),
        Moved("supply", "", 1, ()),
        Moved("supply", "supply", 1, ("Waters again",)),
    )
