"""An edition's facts under the lookup tables as they stand today.

An edition never changes, and keeps the origins and publisher classes that the tables gave when it was imported. The
tables do change: what is reviewed, decided and counted goes by those in force, so these two facts are made anew, once
for each country list and each publisher that the edition has. If the tables are still those of the import, nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.facts import class_told, origin_told
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.spilling import view

_BATCH = 4096
_CACHED = 65_536
_FROM = ("countries", "publisher")


def is_of(edition: Edition, lookups: Lookups) -> bool:
    """Whether the edition was made with these very tables."""
    return edition.summary.lookups == lookups.digest()


def rows_today(edition: Edition, columns: Sequence[str], lookups: Lookups) -> Iterator[dict[str, Any]]:
    """The edition's rows in order, with the facts that these tables give; perhaps with more columns than asked for."""
    if is_of(edition, lookups):
        yield from edition.rows(columns)
        return
    anew = _anew(edition, lookups)
    for row in edition.rows(list(dict.fromkeys([*columns, *_FROM]))):
        yield {**row, **anew(row)}


def row_today(edition: Edition, number: int, columns: Sequence[str], lookups: Lookups) -> dict[str, Any]:
    """One row, in the same way. Raises ``NoRecord``."""
    row = edition.row(number, list(dict.fromkeys([*columns, *_FROM])))
    return {**row, **_anew(edition, lookups)(row)}


def _anew(edition: Edition, lookups: Lookups) -> Callable[[Mapping[str, Any]], dict[str, str | None]]:
    said = edition.summary.statement

    @lru_cache(_CACHED)
    def origin(countries: tuple[str, ...]) -> str | None:
        return origin_told(countries, lookups, said["origin"])

    @lru_cache(_CACHED)
    def publisher_class(publisher: str | None) -> str | None:
        return class_told(publisher, lookups, said["publisher_class"])

    def anew(row: Mapping[str, Any]) -> dict[str, str | None]:
        return {
            "origin": origin(tuple(row["countries"] or ())),
            "publisher_class": publisher_class(row["publisher"]),
        }

    return anew


def view_today(base: duckdb.DuckDBPyConnection, name: str, edition: Edition, lookups: Lookups) -> None:
    """Gives the edition's records a name in a DuckDB, with the facts that these tables give. Their order is that of
    ``number``, which a query must ask for."""
    if is_of(edition, lookups):
        view(base, name, edition.folder / RECORDS_FILE)
        return
    kept = f"{name}_as_imported"
    view(base, kept, edition.folder / RECORDS_FILE)
    tabulate(base, name, kept, edition, lookups)
    base.execute(_VIEW.format(name=name, kept=kept))


def tabulate(base: duckdb.DuckDBPyConnection, name: str, kept: str, edition: Edition, lookups: Lookups) -> None:
    """Makes the tables ``…_countries`` and ``…_publisher``: what each of the records ``kept`` in the base gives."""
    anew = _anew(edition, lookups)
    for column, fact in (("countries", "origin"), ("publisher", "publisher_class")):
        _tabulate(base, f"{name}_{column}", kept, column, fact, anew)


def _tabulate(
    base: duckdb.DuckDBPyConnection, table: str, kept: str, column: str, fact: str,
    anew: Callable[[Mapping[str, Any]], dict[str, str | None]],
) -> None:  # fmt: skip
    """Makes the table of what each value of a column gives."""
    base.execute(_TABLE.format(table=table, column=column, fact=fact, kept=kept))
    with base.cursor() as reading:
        for some in reading.execute(_DISTINCT.format(column=column, kept=kept)).to_arrow_reader(_BATCH):
            values = some.column(0)
            told = [anew({**_NOTHING, column: value})[fact] for value in values.to_pylist()]
            base.register("told_batch", pa.table({column: values, fact: pa.array(told, pa.string())}))
            base.execute(f"INSERT INTO {table} SELECT * FROM told_batch")  # noqa: S608 - a name of ours
            base.unregister("told_batch")


_NOTHING: Mapping[str, Any] = dict.fromkeys(_FROM)
_TABLE = "CREATE TEMP TABLE {table} AS SELECT {column}, {fact} FROM {kept} LIMIT 0"
_DISTINCT = "SELECT DISTINCT {column} FROM {kept}"
_VIEW = """
    CREATE TEMP VIEW {name} AS
    SELECT kept.* REPLACE (o.origin AS origin, p.publisher_class AS publisher_class)
    FROM {kept} kept
    LEFT JOIN {name}_countries o ON kept.countries IS NOT DISTINCT FROM o.countries
    LEFT JOIN {name}_publisher p ON kept.publisher IS NOT DISTINCT FROM p.publisher
"""
