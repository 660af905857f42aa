"""The broad road: a stream of ISO 2709 as tables of rows, a chunk at a time.

Usual records are read as columns, all of a chunk at once; whatever is unusual goes the plain road, and both come
together in the order of the source.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from verbale.engines.catalogue.bulk.ahead import Ahead, Cut
from verbale.engines.catalogue.bulk.chunk import Usual
from verbale.engines.catalogue.bulk.frames import Frames
from verbale.engines.catalogue.bulk.own_facts import OwnFacts
from verbale.engines.catalogue.bulk.plain import read_plainly
from verbale.engines.catalogue.bulk.ranges import gathered
from verbale.engines.catalogue.bulk.scan import Ints, Scan
from verbale.engines.catalogue.columns import RECORDS, row_of
from verbale.engines.catalogue.describing import describe
from verbale.engines.catalogue.encoding import Habit
from verbale.engines.catalogue.facts import Statement
from verbale.engines.catalogue.iso2709 import filling_of, read_rest
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.reading import checked
from verbale.engines.catalogue.record import RECORD_END, Fault, Record
from verbale.engines.catalogue.table import table_of
from verbale.engines.catalogue.window import CHUNK, Window

SIZE = 6 * 1024 * 1024
"""Bytes of a chunk."""
THREADS = min(2, os.cpu_count() or 1)
"""How many chunks are read, and how many laid out, at a time; a thread more takes some 50 MiB more."""

_PLAIN = pa.schema([field for field in RECORDS if field.name not in ("number", "raw")])


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows as ``RECORDS`` has them, all numbered 0, the faults beside them, and how many rows have remarks."""

    rows: pa.Table
    faults: tuple[Fault, ...]
    remarked: int


@dataclass(frozen=True, slots=True)
class Chunk:
    """What was read of one chunk, by columns and record by record, and where it began."""

    scan: Scan
    offset: int
    frames: Frames
    found: Usual
    reads: Sequence[Record | Fault]


def read_batches(window: Window, statement: Statement, lookups: Lookups) -> Iterator[Batch]:
    """The rows and faults of a stream, the same that reading record by record gives.

    Some chunks are read, and some that were read laid out as columns, at a time, in threads of their own; the kernels
    of numpy and pyarrow, where most of the time goes, run side by side.
    """
    own = OwnFacts(statement, lookups)
    with ThreadPoolExecutor(THREADS) as beside:
        waiting: deque[Future[Batch]] = deque()
        for read in _reads(window, beside):
            waiting.append(beside.submit(_laid_out, read, own))
            if len(waiting) > THREADS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _reads(window: Window, beside: Executor) -> Iterator[Chunk | list[Record | Fault]]:
    """Chunk by chunk what was read; of one without any end of a record, only the next piece, record by record."""
    habit = Habit()
    window.reach(CHUNK)
    habit.learn(window.data[:CHUNK], RECORD_END)
    ahead = Ahead(window, beside, SIZE, THREADS)
    while cut := ahead.next():
        if cut.filling:
            yield [cut.filling]
        chunk = _chunk(cut, ahead, habit)
        if chunk:
            yield chunk
        elif window.reach(1):
            yield list(map(checked, read_rest(window, habit)))


def _chunk(cut: Cut, ahead: Ahead, habit: Habit) -> Chunk | None:
    """The chunk with what must be read record by record; where that leads beyond its end, all up to there."""
    if cut.reading is None:
        return None
    scan, frames, found = cut.reading.result()
    offset = cut.window.offset
    plain = read_plainly(cut.window, frames, found.usual, habit)
    found.usual[plain.inside] = False
    if plain.until is not None:
        found.usual[plain.until :] = False
        ahead.back(cut, int(frames.start[plain.until]))
        if plain.until == 0:
            return None
    fillings = [
        filling_of(offset + low, scan.data[low:high], high - low)
        for frame, low, high in frames.fillings(scan)
        if frame not in plain.inside and (plain.until is None or frame <= plain.until)
    ]
    return Chunk(scan, offset, frames, found, sorted([*plain.reads, *fillings], key=lambda read: read.offset))


def _laid_out(read: Chunk | list[Record | Fault], own: OwnFacts) -> Batch:
    return _merged(read, own) if isinstance(read, Chunk) else _plain_batch(read, own)


def _plain_batch(reads: Sequence[Record | Fault], own: OwnFacts) -> Batch:
    records, faults = _sorted_out(reads)
    rows = [_row(record, own) for record in records]
    return Batch(table_of(rows, RECORDS), faults, sum(bool(one.remarks) for one in records))


def _sorted_out(reads: Sequence[Record | Fault]) -> tuple[list[Record], tuple[Fault, ...]]:
    return [read for read in reads if isinstance(read, Record)], tuple(
        read for read in reads if isinstance(read, Fault)
    )


def _row(record: Record, own: OwnFacts) -> dict[str, object]:
    return row_of(0, record, describe(record), own.statement, own.lookups)


def _merged(chunk: Chunk, own: OwnFacts) -> Batch:
    records, faults = _sorted_out(chunk.reads)
    usual, columns = chunk.found.columns(own, chunk.scan, chunk.frames)
    start, end = chunk.frames.start[usual], chunk.frames.end[usual] + 1
    columns["offset"] = pa.array(start + chunk.offset)
    rows = pa.table([columns[name] for name in _PLAIN.names], schema=_PLAIN)
    if records:
        more = table_of([_row(record, own) for record in records], _PLAIN)
        begun = np.array([record.offset - chunk.offset for record in records])
        start = np.concatenate([start, begun])
        end = np.concatenate([end, begun + [len(record.raw) for record in records]])
        order = np.argsort(start, kind="stable")
        start, end = start[order], end[order]
        rows = pa.concat_tables([rows, more]).take(pa.array(order)).combine_chunks()
    number = pa.array(np.zeros(len(start), np.int64))
    rows = rows.add_column(0, "number", number).append_column("raw", _raw(chunk.scan, start, end))
    return Batch(rows, faults, chunk.found.remarked() + sum(bool(one.remarks) for one in records))


def _raw(scan: Scan, start: Ints, end: Ints) -> pa.Array:
    """The records' bytes; nothing is copied where they stand one behind another."""
    if len(start) and (start[1:] == end[:-1]).all():
        offsets = np.append(start, end[-1:]).astype(np.int32)
        return pa.Array.from_buffers(pa.binary(), len(start), [None, pa.py_buffer(offsets), pa.py_buffer(scan.data)])
    return gathered(scan.octets, start, end)
