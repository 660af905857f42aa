"""Deciding every record of an edition: by columns where a review can, one at a time where it cannot.

Import this only where a review begins: ibis takes longer to import than most commands take.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.facts import FACTS
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.reviewing import (
    RESTRICTED_CODE,
    UNSTATED_CODE,
    WITHHELD,
    Codebook,
    ColumnReview,
    VerdictOf,
)
from verbale.engines.catalogue.spilling import spilling, view
from verbale.engines.catalogue.table import Table
from verbale.engines.catalogue.today import view_today

_SINGLY = -13
_BATCH = 4096
_CODES = pa.schema([("number", pa.int64()), ("code", pa.int32())])


def decided(
    edition: Edition, review: ColumnReview | None, verdict_of: VerdictOf, lookups: Lookups | None, folder: Path
) -> tuple[Path, Codebook]:
    """Writes the code of each record of an edition, in its order, and says what the codes mean.

    ``folder`` takes the file, and what does not fit into memory on the way.
    """
    book = Codebook({**WITHHELD, **(review.verdicts if review else {})})
    target = folder / f"{edition.folder.name}.codes.parquet"
    with spilling(folder) as base:
        if lookups is None:
            view(base, "records", edition.folder / RECORDS_FILE)
        else:
            view_today(base, "records", edition, lookups)
        facts = facts_table(base)
        coded = _withheld(review.code(facts) if review else facts.mutate(code=ibis.literal(_SINGLY, "int32")), book)
        _write(base, coded.select("number", "code"), folder / "columns.parquet")
        _decide_singly(base, facts, verdict_of, book, folder)
        base.execute("SET preserve_insertion_order = true")
        base.sql(_MERGED.format(folder=_quoted(folder))).write_parquet(str(target), compression="zstd")
    for name in ("columns.parquet", "singly.parquet"):
        (folder / name).unlink()
    return target, book


def facts_table(base: duckdb.DuckDBPyConnection, name: str = "records") -> ibis.Table:
    """The facts of the records in a base, as ibis sees them; ``series`` is the first one."""
    table = ibis.duckdb.from_connection(base).table(name)
    return table.select("number", **{name: table.series[0] if name == "series" else table[name] for name in FACTS})


def _withheld(coded: ibis.Table, book: Codebook) -> ibis.Table:
    """Deny by default stands before the rulebook; codes of which nothing is known become one."""
    known = ibis.cases(
        (coded.restricted.isnull() | coded.restricted, ibis.literal(RESTRICTED_CODE, "int32")),
        (coded.distribution.isnull(), ibis.literal(UNSTATED_CODE, "int32")),
        (coded.code.isin(sorted(book.verdicts)), coded.code.cast("int32")),
        else_=ibis.literal(_SINGLY, "int32"),
    )
    return coded.mutate(code=known)


def _write(base: duckdb.DuckDBPyConnection, table: ibis.Table, target: Path) -> None:
    asked = ibis.to_sql(table, dialect="duckdb")
    base.sql(str(asked)).write_parquet(str(target), compression="zstd")


def _decide_singly(
    base: duckdb.DuckDBPyConnection, facts: ibis.Table, verdict_of: VerdictOf, book: Codebook, folder: Path
) -> None:
    base.read_parquet(str(folder / "columns.parquet")).create_view("columns_codes")
    base.execute(f"CREATE TEMP TABLE left_over AS SELECT number FROM columns_codes WHERE code = {_SINGLY}")  # noqa: S608 - a constant of ours
    base.sql(str(ibis.to_sql(facts, dialect="duckdb"))).create_view("facts")
    with Table(folder / "singly.parquet", _CODES) as codes:
        for row in _rows(base, "SELECT * FROM facts SEMI JOIN left_over USING (number)"):
            code = book.code(verdict_of({name: row[name] for name in FACTS}))
            codes.add({"number": row["number"], "code": code}, 0)


def _rows(base: duckdb.DuckDBPyConnection, asked: str) -> Iterator[dict[str, object]]:
    for some in base.execute(asked).to_arrow_reader(_BATCH):
        yield from some.to_pylist()


def _quoted(folder: Path) -> str:
    return str(folder).replace("'", "''")


_MERGED = """
    SELECT c.number, coalesce(s.code, c.code) AS code
    FROM read_parquet('{folder}/columns.parquet') c LEFT JOIN read_parquet('{folder}/singly.parquet') s USING (number)
    ORDER BY c.number
"""
