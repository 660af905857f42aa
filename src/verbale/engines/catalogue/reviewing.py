"""What is decided of each record of an edition, by columns: a code a record, in the order of the edition.

A review is given as a function on an ibis table, so that this engine knows nothing of rulebooks. What it cannot say of
a record by columns is asked record by record. Before any rulebook speaks, a record that its own note restricts, or
whose distribution nobody stated, is withheld.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.facts import FACTS
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.spilling import spilling, view
from verbale.engines.catalogue.table import Table
from verbale.engines.catalogue.today import view_today

if TYPE_CHECKING:
    import ibis

SUPPLY = "supply"
UNDECIDED, RESTRICTED, UNSTATED = "undecided", "restricted by its record", "distribution unknown"
_BATCH = 4096
_CODES = pa.schema([("number", pa.int64()), ("code", pa.int32())])


@dataclass(frozen=True, slots=True)
class OfferVerdict:
    """What a rulebook says of a record under the standard request. Only the outcome ``supply`` is offered."""

    outcome: str
    channel: str = ""
    forms: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    marking: str = ""
    basis: str = ""
    rule: str = ""


VerdictOf = Callable[[Mapping[str, object]], OfferVerdict | None]
"""Decides one record by its facts (``FACTS``); None where it cannot."""


@dataclass(frozen=True, slots=True)
class ColumnReview:
    """``code`` adds an integer column ``code`` to a table of facts; ``verdicts`` says what the codes mean.

    A code that ``verdicts`` does not have, or null, is one of a record that has to be decided alone.
    """

    code: Callable[[ibis.Table], ibis.Table]
    verdicts: Mapping[int, OfferVerdict]


@dataclass
class Codebook:
    """The codes of one review: those of its columns, and a new one for every verdict found one at a time."""

    verdicts: dict[int, OfferVerdict]
    _codes: dict[OfferVerdict, int] = field(default_factory=dict)

    def code(self, verdict: OfferVerdict | None) -> int:
        """The code of a verdict; what is not supplied has no more to tell than outcome and rule."""
        found = verdict or OfferVerdict(UNDECIDED)
        if found.outcome != SUPPLY:
            found = OfferVerdict(found.outcome, rule=found.rule)
        if found not in self._codes:
            self._codes[found] = code = _FIRST_OF_SINGLE + len(self._codes)
            self.verdicts[code] = found
        return self._codes[found]


_FIRST_OF_SINGLE = 1_000_000
_RESTRICTED, _UNSTATED, _SINGLY = -11, -12, -13
WITHHELD = {_RESTRICTED: OfferVerdict(RESTRICTED), _UNSTATED: OfferVerdict(UNSTATED)}
"""What is withheld before any rulebook."""


def reviewed(
    edition: Edition, review: ColumnReview | None, verdict_of: VerdictOf, lookups: Lookups | None, folder: Path
) -> tuple[Path, Codebook]:
    """Writes the code of each record of an edition, in its order, and says what the codes mean.

    ``folder`` takes the file, and what does not fit into memory on the way.
    """
    import ibis  # Late, since it takes longer than most commands do.

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
    import ibis

    table = ibis.duckdb.from_connection(base).table(name)
    return table.select("number", **{name: table.series[0] if name == "series" else table[name] for name in FACTS})


def _withheld(coded: ibis.Table, book: Codebook) -> ibis.Table:
    """Deny by default stands before the rulebook; codes of which nothing is known become one."""
    import ibis

    known = ibis.cases(
        (coded.restricted.isnull() | coded.restricted, ibis.literal(_RESTRICTED, "int32")),
        (coded.distribution.isnull(), ibis.literal(_UNSTATED, "int32")),
        (coded.code.isin(sorted(book.verdicts)), coded.code.cast("int32")),
        else_=ibis.literal(_SINGLY, "int32"),
    )
    return coded.mutate(code=known)


def _write(base: duckdb.DuckDBPyConnection, table: ibis.Table, target: Path) -> None:
    import ibis

    asked = ibis.to_sql(table, dialect="duckdb")
    base.sql(str(asked)).write_parquet(str(target), compression="zstd")


def _decide_singly(
    base: duckdb.DuckDBPyConnection, facts: ibis.Table, verdict_of: VerdictOf, book: Codebook, folder: Path
) -> None:
    import ibis

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


def offered_rows(
    edition: Edition, codes: Path, book: Codebook, columns: Sequence[str], progress: Callable[[int], None]
) -> Iterator[tuple[OfferVerdict, dict[str, Any]]]:
    """The rows of an edition that are supplied, in order, with their verdicts. ``progress`` hears of each batch."""
    supplied = pa.array([code for code, each in book.verdicts.items() if each.outcome == SUPPLY], pa.int32())
    with pq.ParquetFile(edition.folder / RECORDS_FILE) as records, pq.ParquetFile(codes) as coded:
        code = (each for some in coded.iter_batches(_BATCH) for each in some.column("code").to_pylist())
        for some in records.iter_batches(_BATCH, columns=list(columns)):
            of_batch = pa.array([next(code) for _ in range(len(some))], pa.int32())
            mask = pc.is_in(of_batch, supplied)
            chosen = of_batch.filter(mask).to_pylist()
            for each, row in zip(chosen, some.filter(mask).to_pylist(), strict=True):
                yield book.verdicts[each], row
            progress(len(some))
