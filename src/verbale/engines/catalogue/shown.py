"""What a partner was shown, carried from edition to edition: which record an item is now, and which is held no longer.

A chain is the folders of a source's editions from the oldest to the newest, each but the first following the one before
it. A map says which item of an offer is which record of which edition (``offer.MAP_FILE``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from verbale.engines.catalogue.changes import PAIRS_FILE
from verbale.engines.catalogue.spilling import spilling, view, write_parquet


def descend(number: int, later: Sequence[Path]) -> int | None:
    """The number that a record has in the last of the later editions, given the one that it had before the first of
    them; None if one of them withdrew it."""
    with duckdb.connect() as base:
        for folder in later:
            found = base.execute(_ONE, [str(folder / PAIRS_FILE), number]).fetchone()
            if found is None:
                return None
            number = found[0]
    return number


def withdrawn_items(map_file: Path, chain: Sequence[Path], spill: Path) -> list[str]:
    """The items whose record the last edition of a chain withdrew, sorted; what was withdrawn before is not among them.

    ``spill`` is a folder on the disk that may be filled.
    """
    with spilling(spill) as base:
        _carry(base, map_file, chain[:-1])
        view(base, "last", chain[-1] / PAIRS_FILE)
        found = base.execute("SELECT identifier FROM shown ANTI JOIN last ON old = number ORDER BY identifier")
        return [identifier for (identifier,) in found.fetchall()]


def write_kept(map_file: Path, chains: Sequence[Sequence[Path]], target: Path) -> None:
    """Writes the items of an offer whose records are still held: ``edition`` (the last of its chain, by its folder's
    name), ``number`` in it, ``identifier``; chain by chain, numbers ascending."""
    with spilling(target.parent) as base:
        base.execute("CREATE TEMP TABLE kept (place INTEGER, edition VARCHAR, number BIGINT, identifier VARCHAR)")
        for place, chain in enumerate(chains):
            _carry(base, map_file, chain)
            base.execute("INSERT INTO kept SELECT ?, ?, number, identifier FROM shown", [place, chain[-1].name])
        write_parquet(base, _KEPT, target)


class KeptItems:
    """The items that ``write_kept`` wrote, asked for in its order."""

    def __init__(self, rows: Iterator[tuple[str, int, str]]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def of(self, edition: str, number: int) -> str | None:
        """The identifier that a record keeps, if it has one; each record is asked for once, in order."""
        if self._next is None or self._next[:2] != (edition, number):
            return None
        identifier = self._next[2]
        self._next = next(self._rows, None)
        return identifier


@contextmanager
def kept_items(path: Path | None) -> Iterator[KeptItems]:
    """Opens what ``write_kept`` wrote; None holds nothing."""
    if path is None:
        yield KeptItems(iter(()))
        return
    with pq.ParquetFile(path) as table:
        batches = (some.to_pydict() for some in table.iter_batches())
        yield KeptItems(row for some in batches for row in zip(*some.values(), strict=True))


def _carry(base: duckdb.DuckDBPyConnection, map_file: Path, chain: Sequence[Path]) -> None:
    """Makes the table ``shown``: items, and the numbers that their records have in the last edition of the chain."""
    base.execute("CREATE OR REPLACE TEMP TABLE shown (identifier VARCHAR, number BIGINT)")
    for place, folder in enumerate(chain):
        if place:
            base.execute(_NEXT, [str(folder / PAIRS_FILE)])
        base.execute(_SHOWN, [str(map_file), folder.name])


_KEPT = """
    SELECT edition, number, min(identifier) AS identifier FROM kept GROUP BY place, edition, number
    ORDER BY place, number
"""
_ONE = "SELECT new FROM read_parquet(?) WHERE old = ?"
_NEXT = """
    CREATE OR REPLACE TEMP TABLE shown AS
    SELECT identifier, new AS number FROM shown JOIN read_parquet(?) ON old = number
"""
_SHOWN = "INSERT INTO shown SELECT identifier, number FROM read_parquet(?) WHERE edition = ?"
