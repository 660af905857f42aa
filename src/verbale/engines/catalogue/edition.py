"""An edition: one source as imported, in a folder that never changes.

``records.parquet`` holds the usable records, ``faults.parquet`` those that are not, ``edition.json`` the summary.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from verbale.engines.catalogue.errors import NoEdition, NoRecord
from verbale.engines.catalogue.facts import FACTS
from verbale.engines.catalogue.lookups import folded
from verbale.engines.catalogue.record import Fault
from verbale.kernel.canonical import Json, read_json
from verbale.kernel.errors import VerbaleError

RECORDS_FILE, FAULTS_FILE, SUMMARY_FILE = "records.parquet", "faults.parquet", "edition.json"
FORM = "verbale-edition-1"
_MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Faulty:
    """Where in the source something is no usable record, and why."""

    offset: int
    fault: str


@dataclass(frozen=True, slots=True)
class EditionSummary:
    """What an import found. ``digest`` is the SHA-256 of the source's bytes, ``lookups`` that of the tables used,
    ``read_as`` the form and the mapping under which it was read, each null where the content told.
    """

    name: str
    records: int
    faulty: tuple[Faulty, ...]
    bytes_read: int
    digest: str
    remarked: int
    statement: Mapping[str, Json]
    lookups: str
    read_as: Mapping[str, Json] = field(default_factory=lambda: {"form": None, "mapping": None})

    def as_json(self) -> Json:
        """The summary as it stands in ``edition.json``; the faults stand in their own table."""
        return {
            "form": FORM,
            "name": self.name,
            "records": self.records,
            "faults": len(self.faulty),
            "bytes_read": self.bytes_read,
            "digest": self.digest,
            "remarked": self.remarked,
            "statement": dict(self.statement),
            "lookups": self.lookups,
            "read_as": dict(self.read_as),
        }


@dataclass(frozen=True, slots=True)
class Edition:
    """A complete edition in its folder. Rows are numbered from 0 in the order of the source."""

    folder: Path
    summary: EditionSummary

    @property
    def count(self) -> int:
        """How many usable records it has."""
        return self.summary.records

    def rows(self, columns: Sequence[str] | None = None, batch: int = 4096) -> Iterator[dict[str, object]]:
        """The rows in order, as dicts of the named columns (all of ``RECORDS`` if none are named)."""
        with pq.ParquetFile(self.folder / RECORDS_FILE) as table:
            for some in table.iter_batches(batch, columns=list(columns) if columns is not None else None):
                yield from some.to_pylist()

    def row(self, number: int, columns: Sequence[str] | None = None) -> dict[str, object]:
        """One row, with the named columns or all. Raises ``NoRecord``."""
        if not 0 <= number < self.count:
            raise NoRecord(number=number, count=self.count)
        with pq.ParquetFile(self.folder / RECORDS_FILE) as table:
            group = 0
            while number >= table.metadata.row_group(group).num_rows:
                number -= table.metadata.row_group(group).num_rows
                group += 1
            found: dict[str, object] = table.read_row_group(group, columns=columns).slice(number, 1).to_pylist()[0]
            return found

    def facts(self, number: int) -> dict[str, object]:
        """The facts of one record for a rulebook, by the names in ``FACTS``; None is unknown."""
        return facts_in(self.row(number, FACTS))

    def faults(self) -> Iterator[Fault]:
        """The faults with the bytes that were kept of them."""
        with pq.ParquetFile(self.folder / FAULTS_FILE) as table:
            for some in table.iter_batches(64):
                for row in some.to_pylist():
                    yield Fault(row["offset"], row["fault"], row["raw"], row["length"])

    def search(self, text: str, limit: int = 50, offset: int = 0) -> list[dict[str, object]]:
        """Rows (without ``raw``) in which every word of the text occurs, in the order of the source."""
        words = folded(text).split()[:_MOST_WORDS]
        needed = " AND ".join(["contains(text, ?)"] * len(words)) or "TRUE"
        asked = f"SELECT * EXCLUDE (raw, text) FROM read_parquet(?) WHERE {needed} ORDER BY number LIMIT ? OFFSET ?"  # noqa: S608 - only placeholders are put together
        values = [str(self.folder / RECORDS_FILE), *words, max(0, limit), max(0, offset)]
        with duckdb.connect() as base:
            found: list[dict[str, object]] = base.sql(asked, params=values).to_arrow_table().to_pylist()
            return found


def facts_in(row: Mapping[str, object]) -> dict[str, object]:
    """The facts out of an edition's row."""
    series = row["series"]
    first = series[0] if isinstance(series, list) and series else None
    return {name: first if name == "series" else row[name] for name in FACTS}


def open_edition(folder: Path) -> Edition:
    """Opens a folder that ``write_edition`` wrote. Raises ``NoEdition`` if it is not there or not whole."""
    try:
        told = read_json((folder / SUMMARY_FILE).read_bytes(), "the edition's summary")
        with pq.ParquetFile(folder / RECORDS_FILE) as records, pq.ParquetFile(folder / FAULTS_FILE) as faults:
            counts = (records.metadata.num_rows, faults.metadata.num_rows)
            faulty = tuple(Faulty(row["offset"], row["fault"]) for row in faults.read(["offset", "fault"]).to_pylist())
        if told["form"] != FORM or counts != (told["records"], told["faults"]):
            raise NoEdition(folder=folder.name, why="its summary does not fit its tables")
        return Edition(folder, _summary(told, faulty))
    except NoEdition:
        raise
    except (OSError, ValueError, KeyError, TypeError, VerbaleError) as fault:
        raise NoEdition(folder=folder.name, why=f"it cannot be opened ({type(fault).__name__})") from fault


def _summary(told: Json, faulty: tuple[Faulty, ...]) -> EditionSummary:
    names = ("name", "records", "bytes_read", "digest", "remarked", "statement", "lookups")
    return EditionSummary(faulty=faulty, **{name: told[name] for name in names}, read_as=told.get("read_as") or {})
