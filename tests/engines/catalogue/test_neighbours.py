"""Keys that pass in their order tell who shares one, however they are cut into batches."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from verbale.engines.catalogue.linking import LINKED
from verbale.engines.catalogue.neighbours import neighbours, write_neighbours

ROWS = st.lists(st.tuples(st.sampled_from(["isbn", "work"]), st.sampled_from("abc"), st.integers(0, 4)), max_size=24)


def batches(rows: list[tuple[str, str, int]], size: int) -> list[pa.RecordBatch]:
    columns = [pa.array([row[place] for row in rows], field.type) for place, field in enumerate(LINKED)]
    return pa.Table.from_arrays(columns, schema=LINKED).to_batches(size)


@given(ROWS, st.integers(1, 7))
def test_every_record_whose_key_another_has_is_told_once(rows: list[tuple[str, str, int]], size: int) -> None:
    told = [tuple(row.values()) for some in neighbours(batches(sorted(rows), size)) for row in some.to_pylist()]
    distinct = sorted(set(rows))
    assert told == [row for row in distinct if sum(other[:2] == row[:2] for other in distinct) > 1]


def test_nothing_shared_is_an_empty_table(tmp_path: Path) -> None:
    write_neighbours(batches([("isbn", "a", 1), ("work", "a", 2)], 1), tmp_path / "shared.parquet")
    assert pq.read_table(tmp_path / "shared.parquet") == LINKED.empty_table()
