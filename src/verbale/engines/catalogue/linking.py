"""The keys of an edition's records (see ``duplicates``), by columns; and who shares one, where all fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

_COLUMNS = ("number", "isbn", "issn", "local_numbers", "work_key", "year")
_NAMED = {"number": r"^\(.+\).", "work": "^[^/]+/[^/]+"}
"""What a key must look like where it may say too little: an agency and its number, a title and a name."""
LINKED = pa.schema([("reason", pa.string()), ("key", pa.string()), ("number", pa.int64())])


def keys_size(records: Path) -> int:
    """How many bytes the columns take that are needed to link these records."""
    told = pq.read_metadata(records)
    groups = (told.row_group(place) for place in range(told.num_row_groups))
    columns = (group.column(place) for group in groups for place in range(group.num_columns))
    return sum(one.total_uncompressed_size for one in columns if one.path_in_schema.partition(".")[0] in _COLUMNS)


def linked(records: Path) -> pa.Table:
    """Reason, key and number of all records that share a key with another one, in this order."""
    with pq.ParquetFile(records) as file:
        table = file.read(columns=list(_COLUMNS), use_threads=False)
    parts = [_sorted(_told(reason, *_several(keys, number))) for reason, keys, number in _keys(table)]
    return pa.concat_tables([LINKED.empty_table(), *parts])


def write_linked(records: Path, target: Path) -> None:
    """Writes what ``linked`` tells. Raises OSError for the disk."""
    pq.write_table(linked(records), target, compression="zstd")


def write_keys(records: Path, target: Path) -> None:
    """Writes reason, key and number of all records, in no order, some at a time. Raises OSError for the disk."""
    with pq.ParquetFile(records) as file, pq.ParquetWriter(target, LINKED, compression="zstd") as writer:
        # One group at a time: iter_batches keeps what it has read of all of them.
        for group in range(file.num_row_groups):
            table = file.read_row_group(group, columns=list(_COLUMNS), use_threads=False)
            writer.write_table(pa.concat_tables(_told(*of_reason) for of_reason in _keys(table)))


def _keys(table: pa.Table) -> Iterator[tuple[str, pa.Array, pa.Array]]:
    """By reason, in their order: each key a record has, and the record's number."""
    columns = {name: table.column(name).combine_chunks() for name in _COLUMNS}
    number, year = columns["number"], columns["year"]
    dated = pa.array(np.flatnonzero(year.is_valid().to_numpy(zero_copy_only=False)))
    isbn, of = _each(columns["isbn"], number)
    yield "isbn", _of_thirteen(isbn), of
    issn, row = _each(columns["issn"].take(dated), dated)
    yield "issn and year", pc.binary_join_element_wise(issn, year.take(row).cast(pa.string()), " "), number.take(row)
    yield "number", *_each(columns["local_numbers"], number)
    yield "work", columns["work_key"].take(dated), number.take(dated)


def _each(lists: pa.Array, of: pa.Array) -> tuple[pa.Array, pa.Array]:
    """All members of the lists, and what each list is of."""
    return lists.flatten(), of.take(lists.value_parent_indices())


def _of_thirteen(isbn: pa.Array) -> pa.Array:
    """The ISBNs, valid ones of 10 digits as of 13 (ISO 2108): with 978 before them and a check digit of their own."""
    some = np.flatnonzero(pc.match_substring_regex(isbn, "^[0-9]{9}[0-9X]$").to_numpy(zero_copy_only=False))
    if not len(some):
        return isbn
    letters = np.frombuffer("".join(isbn.take(pa.array(some)).to_pylist()).encode(), np.uint8).reshape(-1, 10)
    digits = letters.astype(np.int64) - ord("0")
    digits[digits > 9] = 10
    valid = digits @ np.arange(10, 0, -1) % 11 == 0
    some, digits = some[valid], digits[valid, :9]
    check = -(38 + digits @ (3, 1, 3, 1, 3, 1, 3, 1, 3)) % 10
    more = np.full((len(some), 13), (9, 7, 8, *[0] * 10), np.int64)
    more[:, 3:12], more[:, 12] = digits, check
    ends = np.arange(0, more.size + 1, 13).astype(np.int32)
    octets = (more + ord("0")).astype(np.uint8).tobytes()
    made = pa.Array.from_buffers(pa.string(), len(more), [None, pa.py_buffer(ends), pa.py_buffer(octets)])
    place = np.arange(len(isbn))
    place[some] = len(isbn) + np.arange(len(made))
    return pa.concat_arrays([isbn, made]).take(pa.array(place))


def _told(reason: str, keys: pa.Array, number: pa.Array) -> pa.Table:
    """The rows of a reason, without keys that say too little."""
    told = pa.table({"key": keys, "number": number})
    if reason in _NAMED:
        told = told.filter(pc.match_substring_regex(told["key"], _NAMED[reason]))
    return told.add_column(0, "reason", pa.repeat(pa.scalar(reason), len(told)))


def _sorted(told: pa.Table) -> pa.Table:
    return told.sort_by([("key", "ascending"), ("number", "ascending")])


def _several(keys: pa.Array, number: pa.Array) -> tuple[pa.Array, pa.Array]:
    """The keys that more than one record has and these records, each record once a key."""
    encoded = keys.dictionary_encode()
    code, numbers = encoded.indices.to_numpy().astype(np.int64), number.to_numpy()
    order = np.lexsort((numbers, code))
    code, numbers = code[order], numbers[order]
    once = np.ones(len(code), bool)
    once[1:] = (code[1:] != code[:-1]) | (numbers[1:] != numbers[:-1])
    order, code = order[once], code[once]
    some = pa.array(order[(np.bincount(code, minlength=len(encoded.dictionary)) > 1)[code]])
    return keys.take(some), number.take(some)
