"""A Parquet file written batch by batch, so that memory stays constant."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

_ROWS = 4096
_BYTES = 16 * 1024 * 1024


class Table:
    """``count`` is the number of rows added. A batch is bounded in rows and in the bytes its rows are said to have."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")
        self._rows: list[dict[str, object]] = []
        self._bytes = 0
        self.count = 0

    def add(self, row: dict[str, object], size: int) -> bool:
        """Adds a row whose large part has ``size`` bytes; True if a batch was written."""
        self._rows.append(row)
        self._bytes += size
        self.count += 1
        if len(self._rows) < _ROWS and self._bytes < _BYTES:
            return False
        self._write()
        return True

    def _write(self) -> None:
        named = zip(self._schema.names, self._schema.types, strict=True)
        columns = [pa.array([row[name] for row in self._rows], kind) for name, kind in named]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))
        self._rows, self._bytes = [], 0

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._rows and kind is None:
                self._write()
        finally:
            self._writer.close()
