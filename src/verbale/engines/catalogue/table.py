"""A Parquet file written batch by batch, so that memory stays constant, and beside what makes the batches."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

_ROWS = 4096
_BYTES = 8 * 1024 * 1024
_GROWTH = 8
"""A row group holds an eighth of what was written before it: the first ones are written soon, and a large table has
few."""


class Table:
    """``count`` is the number of rows added.

    A row group is bounded in rows and bytes; one is written, in a thread of its own, while the next is made.
    ``few`` names columns that have few different values. Nothing is compressed: the file is four times as
    large for that, and an import a fifth shorter.
    """

    def __init__(self, path: Path, schema: pa.Schema, few: Sequence[str] = ()) -> None:
        self._schema = schema
        plain = [field.name for field in schema if pa.types.is_integer(field.type)]
        self._writer = pq.ParquetWriter(
            path, schema, compression="none", use_dictionary=list(few), write_statistics=[*plain, *few]
        )
        self._beside = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        self._rows: list[dict[str, object]] = []
        self._tables: list[pa.Table] = []
        self._bytes = self._written = 0
        self.count = 0

    def add(self, row: dict[str, object], size: int) -> bool:
        """Adds a row whose large part has ``size`` bytes; True if a row group was completed."""
        self._rows.append(row)
        self._bytes += size
        self.count += 1
        if len(self._rows) < _ROWS and self._bytes < _BYTES:
            return False
        self._write()
        return True

    def extend(self, rows: pa.Table) -> bool:
        """Adds many rows; True if a row group was completed."""
        self._tables.append(rows)
        self._bytes += rows.nbytes
        self.count += rows.num_rows
        if self._bytes < min(_BYTES, self._written // _GROWTH):
            return False
        self._write()
        return True

    def _write(self) -> None:
        """Hands the row group over, once the one before is written."""
        tables, self._tables = self._tables, []
        if self._rows:
            tables.append(table_of(self._rows, self._schema))
        self._written += self._bytes
        self._rows, self._bytes = [], 0
        self._wait()
        self._writing = self._beside.submit(self._writer.write_table, pa.concat_tables(tables))

    def _wait(self) -> None:
        if self._writing is not None:
            writing, self._writing = self._writing, None
            writing.result()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if (self._rows or self._tables) and kind is None:
                self._write()
            self._wait()
        finally:
            self._beside.shutdown()
            self._writer.close()


def table_of(rows: Sequence[dict[str, object]], schema: pa.Schema) -> pa.Table:
    """Rows as a table with these columns."""
    named = zip(schema.names, schema.types, strict=True)
    columns = [pa.array([row[name] for row in rows], kind) for name, kind in named]
    return pa.Table.from_arrays(columns, schema=schema)
