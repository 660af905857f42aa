"""A source as tables of rows, by whichever road: MARC in ISO 2709 by columns, every other form record by record."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.engines.catalogue.bulk import Batch, read_batches
from verbale.engines.catalogue.columns import RECORDS, row_of
from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.facts import Statement
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.mapping import ColumnMapping
from verbale.engines.catalogue.reading import entries_in, settled
from verbale.engines.catalogue.record import Fault
from verbale.engines.catalogue.table import table_of
from verbale.engines.catalogue.window import Source

_ROWS = 1024
_BYTES = 4 * 1024 * 1024


def read_all(
    stream: Source, name: str, form: str | None, mapping: ColumnMapping | None, statement: Statement, lookups: Lookups
) -> Iterator[Batch]:
    """The rows and faults of a source, in constant memory. Raises what ``read_entries`` raises."""
    window, form = settled(stream, name=name, form=form)
    if form == "marc" and window.encoding is None:
        yield from read_batches(window, statement, lookups)
        return
    some: list[Entry | Fault] = []
    size = 0
    for read in entries_in(window, form, name=name, mapping=mapping):
        some.append(read)
        size += len(read.raw)
        if len(some) >= _ROWS or size >= _BYTES:
            yield batch_of(some, statement, lookups)
            some, size = [], 0
    if some:
        yield batch_of(some, statement, lookups)


def batch_of(reads: list[Entry | Fault], statement: Statement, lookups: Lookups) -> Batch:
    """What was read record by record, as a batch."""
    entries = [read for read in reads if isinstance(read, Entry)]
    faults = tuple(read for read in reads if isinstance(read, Fault))
    rows = [row_of(0, one, one.described, statement, lookups) for one in entries]
    return Batch(table_of(rows, RECORDS), faults, sum(bool(one.remarks) for one in entries))
