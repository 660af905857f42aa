"""A DuckDB of bounded memory: what does not fit goes to disk, beside what is being written."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import duckdb

MEMORY = "512MB"
THREADS = 2


@contextmanager
def spilling(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Opens it; what it spills stands in the folder while it is open, and nothing of it stays."""
    spill = mkdtemp(prefix=".spill-", dir=folder)
    with duckdb.connect() as base:
        base.execute(f"SET threads = {THREADS}; SET memory_limit = '{MEMORY}'")
        base.execute("SET temp_directory = ?", [spill])
        try:
            yield base
        finally:
            base.close()
            shutil.rmtree(spill, ignore_errors=True)


def view(base: duckdb.DuckDBPyConnection, name: str, table: Path) -> None:
    """Gives a Parquet file a name in the base."""
    base.read_parquet(str(table)).create_view(name)


def write_parquet(base: duckdb.DuckDBPyConnection, asked: str, target: Path) -> None:
    """Writes what a query gives, in its order."""
    base.sql(asked).write_parquet(str(target), compression="zstd")
