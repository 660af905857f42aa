"""Writing an edition: a source read once, in constant memory, into a folder that appears whole or not at all."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa

from verbale.engines.catalogue.batches import read_all
from verbale.engines.catalogue.columns import FAULTS, FEW, RECORDS
from verbale.engines.catalogue.duplicates import write_duplicates
from verbale.engines.catalogue.edition import FAULTS_FILE, RECORDS_FILE, SUMMARY_FILE, EditionSummary, Faulty
from verbale.engines.catalogue.errors import SourceShrank
from verbale.engines.catalogue.facts import Statement
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.mapping import ColumnMapping
from verbale.engines.catalogue.record import Fault
from verbale.engines.catalogue.table import Table
from verbale.engines.catalogue.window import Source
from verbale.kernel.canonical import canonical


class Tallied:
    """A stream that counts and digests what is read from it, the digest in a thread of its own."""

    def __init__(self, stream: Source) -> None:
        self._stream = stream
        self._expected = _rest_of(stream)
        self._digest = hashlib.sha256()
        self._beside = ThreadPoolExecutor(1)
        self._digesting: Future[None] | None = None
        self.bytes_read = 0

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(size)
        self._wait()
        self._digesting = self._beside.submit(self._digest.update, data)
        self.bytes_read += len(data)
        return data

    def digest(self) -> str:
        """SHA-256 of what was read, in hex."""
        self._wait()
        return self._digest.hexdigest()

    def check_whole(self, name: str) -> None:
        """Raises ``SourceShrank`` if a file had more bytes when reading began than could be read."""
        if self._expected is not None and self.bytes_read < self._expected:
            raise SourceShrank(name=name, expected=self._expected, read=self.bytes_read)

    def _wait(self) -> None:
        if self._digesting:
            self._digesting.result()

    def __enter__(self) -> Tallied:
        return self

    def __exit__(self, *_: object) -> None:
        self._beside.shutdown()


def _rest_of(stream: object) -> int | None:
    """How many bytes a file has from here on; None of what is no file."""
    try:
        told = os.fstat(stream.fileno())  # type: ignore[attr-defined]
        return told.st_size - stream.tell() if stat.S_ISREG(told.st_mode) else None  # type: ignore[attr-defined]
    except (AttributeError, OSError, ValueError):
        return None


def write_edition(
    stream: Source,
    folder: Path,
    *,
    name: str,
    statement: Statement,
    lookups: Lookups,
    form: str | None = None,
    mapping: ColumnMapping | None = None,
    progress: Callable[[int], None] | None = None,
) -> EditionSummary:
    """Imports a source into a new folder and tells what was found.

    ``name`` is what the source is called, ``form`` and ``mapping`` are as ``read_entries`` takes them; ``progress``
    hears now and then how many records and faults were read. Raises what ``read_entries`` raises, ``SourceShrank``,
    ``FolderTaken``, ``BeingWritten``, and OSError for the disk; then there is no folder.
    """
    faulty: list[Faulty] = []
    with published(folder) as part, Tallied(stream) as tallied:
        remarked = 0
        with Table(part / RECORDS_FILE, RECORDS, FEW) as records, Table(part / FAULTS_FILE, FAULTS) as faults:
            for batch in read_all(tallied, name, form, mapping, statement, lookups):
                faulty += [Faulty(one.offset, one.fault) for one in batch.faults]
                remarked += batch.remarked
                written = [faults.add(_fault_row(one), len(one.raw)) for one in batch.faults]
                if batch.rows.num_rows:
                    written.append(records.extend(numbered(batch.rows, records.count)))
                if any(written) and progress:
                    progress(records.count + faults.count)
        tallied.check_whole(name)
        write_duplicates(part)
        summary = EditionSummary(
            name=name,
            records=records.count,
            faulty=tuple(faulty),
            bytes_read=tallied.bytes_read,
            digest=tallied.digest(),
            remarked=remarked,
            statement=statement.as_json(),
            lookups=lookups.digest(),
            read_as={"form": form, "mapping": mapping.as_json() if mapping else None},
        )
        (part / SUMMARY_FILE).write_bytes(canonical(summary.as_json()))
    if progress:
        progress(summary.records + len(summary.faulty))
    return summary


def numbered(rows: pa.Table, first: int) -> pa.Table:
    """The rows of a batch with their numbers, from this one on."""
    return rows.set_column(0, RECORDS.field(0), pa.array(np.arange(first, first + rows.num_rows)))


def _fault_row(fault: Fault) -> dict[str, object]:
    return {"offset": fault.offset, "fault": fault.fault, "length": fault.length, "raw": fault.raw}
