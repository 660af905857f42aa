"""Which records share a key (see ``duplicates``), told from keys in their order as they pass: for any number of them.

A database that groups by key, or joins, holds a table of all keys, and gives up where its memory is small; sorting is
what it can always do on disk, and in order those that share a key stand beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from verbale.engines.catalogue.linking import LINKED

Flags = npt.NDArray[np.bool_]


def write_neighbours(ordered: Iterable[pa.RecordBatch], target: Path) -> None:
    """Writes the rows that ``neighbours`` tells. Raises OSError for the disk."""
    with pq.ParquetWriter(target, LINKED, compression="zstd") as writer:
        for shared in neighbours(ordered):
            writer.write_table(shared)


def neighbours(ordered: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Of rows of ``LINKED`` in their order, those whose key another record has, each once; some at a time."""
    held, before = LINKED.empty_table(), False
    for batch in ordered:
        rows = pa.concat_tables([held, pa.Table.from_batches([batch]).cast(LINKED)]).combine_chunks()
        rows = rows.filter(pa.array(~(_keys_equal(rows) & _equal(rows, "number"))))
        if not len(rows):
            continue
        with_last = _keys_equal(rows)
        shared = with_last | np.append(with_last[1:], False)
        shared[0] |= before
        yield rows.slice(0, len(rows) - 1).filter(pa.array(shared[:-1]))
        # Whether the last one has the key of the next is seen with the next.
        held, before = rows.slice(len(rows) - 1), bool(shared[-1])
    if before:
        yield held


def _keys_equal(rows: pa.Table) -> Flags:
    """For each row, whether it has the key of the row before it."""
    return _equal(rows, "key") & _equal(rows, "reason")


def _equal(rows: pa.Table, column: str) -> Flags:
    """For each row, whether its value is that of the row before it."""
    values = rows[column]
    found = np.zeros(len(values), bool)
    found[1:] = pc.equal(values[1:], values[:-1]).to_numpy()
    return found
