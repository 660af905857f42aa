"""An edition's facts under the lookup tables as they stand today: row by row and in DuckDB alike."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from tests.engines.catalogue.build import LOOKUPS, STATEMENT, coded, field, imported, marc
from verbale.engines.catalogue import FACTS, Edition, Lookups, Statement, facts_in, row_today, rows_today, view_today

SOURCE = b"".join(
    marc(field("260", "  ", f"b{publisher}"), title=publisher, coded=coded(country=country))
    for publisher, country in (
        ("University Press", "sz "), ("Meridian Press", "fi "), ("Nobody", "xx "), ("Technische Universität", "gw "),
    )
) + marc(title="No publisher", coded=coded(country="   "))  # fmt: skip
CHANGED = Lookups({"sz": "partner", "*": "third country"}, (("*universität*", "university"), ("nobody", "other")))


def told(edition: Edition, lookups: Lookups) -> list[tuple[object, object]]:
    return [(row["origin"], row["publisher_class"]) for row in rows_today(edition, FACTS, lookups)]


def test_facts_go_by_the_tables_in_force(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    assert told(edition, LOOKUPS) == [
        ("domestic", "university"), ("partner", "listed press"), (None, None), ("third country", None), (None, None),
    ]  # fmt: skip
    assert told(edition, CHANGED) == [
        ("partner", None), ("third country", None), (None, "other"), ("third country", "university"),
        (None, None),
    ]  # fmt: skip


STATED = replace(STATEMENT, origin="domestic", publisher_class="department")


@pytest.mark.parametrize("statement", [STATEMENT, STATED])
@pytest.mark.parametrize("lookups", [LOOKUPS, CHANGED, Lookups({}, ())])
def test_all_ways_tell_the_same_as_a_new_import(tmp_path: Path, statement: Statement, lookups: Lookups) -> None:
    edition = imported(tmp_path / "e", SOURCE, statement)
    anew = [facts_in(row) for row in imported(tmp_path / "anew", SOURCE, statement, lookups).rows(FACTS)]
    assert [facts_in(row) for row in rows_today(edition, FACTS, lookups)] == anew
    assert [facts_in(row_today(edition, number, FACTS, lookups)) for number in range(edition.count)] == anew
    with duckdb.connect() as base:
        view_today(base, "today", edition, lookups)
        asked = base.sql(f"SELECT {', '.join(FACTS)} FROM today ORDER BY number").to_arrow_table()
    assert [facts_in(row) for row in asked.to_pylist()] == anew


def test_the_edition_itself_stays_as_it_was(tmp_path: Path) -> None:
    edition = imported(tmp_path / "e", SOURCE)
    before = {path.name: path.read_bytes() for path in edition.folder.iterdir()}
    told(edition, CHANGED)
    assert {path.name: path.read_bytes() for path in edition.folder.iterdir()} == before
