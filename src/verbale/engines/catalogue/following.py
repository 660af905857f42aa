"""An edition that follows another of its source: a whole new issue, or corrections from which a whole edition is made.

Corrections say by leader/05 what they are: d withdraws the record of that identity, everything else takes its place or
is new, and whatever they do not name stands. Where a file names one identity twice, what stands last in it counts.
What a source itself marks as deleted is in no edition, however it came.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from verbale.engines.catalogue.changes import Changes, write_changes
from verbale.engines.catalogue.columns import FAULTS, RECORDS
from verbale.engines.catalogue.deletion import deletions
from verbale.engines.catalogue.duplicates import write_duplicates
from verbale.engines.catalogue.edition import (
    FAULTS_FILE,
    RECORDS_FILE,
    SUMMARY_FILE,
    Edition,
    EditionSummary,
    open_edition,
)
from verbale.engines.catalogue.errors import MostWithdrawn
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.spilling import spilling, view
from verbale.kernel.canonical import canonical

Numbers = npt.NDArray[np.int64]
Deletions = Sequence[tuple[int, str]]


def write_following(
    folder: Path,
    write: Callable[[Path], EditionSummary],
    *,
    follows: Edition | None = None,
    corrections: bool = False,
    most_may_go: bool = False,
) -> tuple[EditionSummary, Changes | None]:
    """Writes an edition into a new folder, with what it changed in the one it follows.

    ``write`` writes what came into the folder that it is given, as ``write_edition`` does. Without ``most_may_go``, an
    edition that withdraws more than half of the one before is refused with ``MostWithdrawn``: a file cut short, or
    of another source, looks like that. Raises also ``FolderTaken``, ``BeingWritten``, OSError, and what ``write``
    raises; then there is no folder.
    """
    with published(folder) as part:
        summary = write(part / "came")
        came = open_edition(part / "came")
        summary = _settled(part, came, summary, follows if corrections else None)
        shutil.rmtree(came.folder)
        if follows is None:
            return summary, None
        found = write_changes(follows.folder, part, part)
        if not most_may_go and found.withdrawn * 2 > follows.count:
            raise MostWithdrawn(withdrawn=found.withdrawn, records=follows.count)
    return summary, found


def _settled(part: Path, came: Edition, summary: EditionSummary, base: Edition | None) -> EditionSummary:
    """Puts the edition's own tables into the folder: as they came, or made of what stood and what came."""
    deleted = list(deletions(came))
    gone, replaced = _not_standing(part, came, deleted, base)
    if base is None and not gone.size and not deleted:
        for path in came.folder.iterdir():
            path.rename(part / path.name)
        return summary
    parts = [(came.folder / RECORDS_FILE, gone)]
    if base is not None:
        parts.insert(0, (base.folder / RECORDS_FILE, replaced))
    records, remarked = _write_records(part / RECORDS_FILE, parts)
    _write_faults(part / FAULTS_FILE, came, {offset for offset, _ in deleted})
    write_duplicates(part)
    summary = replace(
        summary,
        records=records,
        remarked=remarked,
        faulty=tuple(one for one in summary.faulty if one.offset not in dict(deleted)),
        lookups=summary.lookups if base is None or base.summary.lookups == summary.lookups else "",
    )
    (part / SUMMARY_FILE).write_bytes(canonical(summary.as_json()))
    return summary


def _not_standing(part: Path, came: Edition, deleted: Deletions, base: Edition | None) -> tuple[Numbers, Numbers]:
    """By number, what came and does not stand, and what stood in the base and does no longer; both ascending."""
    with spilling(part) as duck:
        view(duck, "came", came.folder / RECORDS_FILE)
        if base is None:
            return _numbers(duck, "SELECT number FROM came WHERE status = 'd' ORDER BY number"), _NONE
        view(duck, "base", base.folder / RECORDS_FILE)
        offsets, identities = (pa.array([one[at] for one in deleted], kind) for at, kind in enumerate(_DELETED.types))
        duck.register("deleted", pa.Table.from_arrays([offsets, identities], schema=_DELETED))
        duck.execute(_EVENTS)
        return _numbers(duck, _OVERTAKEN), _numbers(duck, _REPLACED)


_NONE = np.empty(0, np.int64)
_DELETED = pa.schema([("offset", pa.int64()), ("identity", pa.string())])
_EVENTS = """
    CREATE TEMP TABLE events AS
    SELECT identity, "offset", number, status = 'd' AS gone FROM came
    UNION ALL SELECT identity, "offset", NULL, TRUE FROM deleted
"""
_OVERTAKEN = """
    SELECT number FROM came ANTI JOIN (
        SELECT arg_max(number, "offset") AS number FROM events GROUP BY identity HAVING NOT arg_max(gone, "offset")
    ) USING (number) ORDER BY number
"""
_REPLACED = "SELECT number FROM base SEMI JOIN events USING (identity) ORDER BY number"


def _numbers(duck: duckdb.DuckDBPyConnection, asked: str) -> Numbers:
    found: Numbers = duck.execute(asked).fetchnumpy()["number"]
    return found.astype(np.int64)


def _write_records(target: Path, parts: Sequence[tuple[Path, Numbers]]) -> tuple[int, int]:
    """Writes tables one after another without some of their rows, numbered anew; how many rows, how many remarked."""
    written = remarked = 0
    with pq.ParquetWriter(target, RECORDS, compression="zstd") as writer:
        for path, without in parts:
            with pq.ParquetFile(path) as table:
                for group in range(table.num_row_groups):
                    rows = table.read_row_group(group)
                    rows = rows.filter(pa.array(~np.isin(rows["number"].to_numpy(), without, assume_unique=True)))
                    numbers = pa.array(np.arange(written, written + len(rows)))
                    writer.write_table(rows.set_column(rows.schema.get_field_index("number"), "number", numbers))
                    written += len(rows)
                    remarked += pc.sum(pc.greater(pc.list_value_length(rows["remarks"]), 0)).as_py() or 0
    return written, remarked


def _write_faults(target: Path, came: Edition, without: set[int]) -> None:
    with (
        pq.ParquetFile(came.folder / FAULTS_FILE) as table,
        pq.ParquetWriter(target, FAULTS, compression="zstd") as writer,
    ):
        for some in table.iter_batches(64):
            kept = [offset not in without for offset in some.column("offset").to_pylist()]
            writer.write_batch(some.filter(pa.array(kept, pa.bool_())))
