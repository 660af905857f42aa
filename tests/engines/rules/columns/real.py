"""PySpark itself, with Java: every cell of `test_cells` as DuckDB decides it. Prints how many, or fails."""

import sys
import tempfile
import warnings
from pathlib import Path

import ibis
import pyarrow.parquet as pq

from tests.engines.rules.columns.test_cells import CASES, ROWS, decided_by

TOGETHER = 8


def main() -> int:
    warnings.simplefilter("ignore")
    from pyspark.sql import SparkSession

    made = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    made = made.config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "1")
    session = (
        made.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()
    )
    engines = [ibis.duckdb.connect(), ibis.pyspark.connect(session)]
    differ = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "records.parquet"
        pq.write_table(ROWS, file)
        for first in range(0, len(CASES), TOGETHER):
            some = CASES[first : first + TOGETHER]
            one, two = (decided_by(engine, engine.read_parquet(str(file)), some) for engine in engines)
            differ += [cell for at, cell in enumerate(some) if one[f"rule {at}"] != two[f"rule {at}"]]
    session.stop()
    print(f"{len(CASES)} cells, {len(differ)} differ: {differ}")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
