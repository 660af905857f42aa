"""What a partner was shown, carried from edition to edition: which record an item is now, and which is held no longer.

A chain is the folders of a source's editions from the oldest to the newest, each but the first following the one before
it. A map says which item of an offer is which record of which edition (``offer.MAP_FILE``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from verbale.engines.catalogue.changes import PAIRS_FILE
from verbale.engines.catalogue.spilling import spilling, view, write_parquet


def descend(numbers: Collection[int], later: Sequence[Path]) -> dict[int, int]:
    """The numbers that records have in the last of the later editions, by those that they had before the first of
    them; without the records that one of them withdrew."""
    found = {number: number for number in numbers}
    with duckdb.connect() as base:
        for folder in later:
            pairs = dict(base.execute(_SOME, [str(folder / PAIRS_FILE), sorted(set(found.values()))]).fetchall())
            found = {first: pairs[now] for first, now in found.items() if now in pairs}
    return found


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
        self._begun = set[str]()

    def begin(self, edition: str) -> None:
        """What is asked for from here on is of that edition; nothing more will be of those begun before."""
        while self._next is not None and self._next[0] in self._begun:
            self._next = next(self._rows, None)
        self._begun.add(edition)

    def of(self, edition: str, number: int) -> str | None:
        """The identifier that a record keeps, if it has one; records are asked for in order, not necessarily all."""
        while self._next is not None and self._next[0] == edition and self._next[1] < number:
            self._next = next(self._rows, None)
        if self._next is None or self._next[:2] != (edition, number):
            return None
        return self._next[2]


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
_SOME = "SELECT old, new FROM read_parquet(?) WHERE old IN (SELECT unnest(?::BIGINT[]))"
_NEXT = """
    CREATE OR REPLACE TEMP TABLE shown AS
    SELECT identifier, new AS number FROM shown JOIN read_parquet(?) ON old = number
"""
_SHOWN = "INSERT INTO shown SELECT identifier, number FROM read_parquet(?) WHERE edition = ?"
