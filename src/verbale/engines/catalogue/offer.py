"""The partner's catalogue: what of an edition may be supplied, and no trace of the rest.

``catalogue.jsonl`` goes to the partner: an item a line, each under a fresh random identifier, sorted by it. It shows no
local or control numbers, no order of the source, no counts and no gaps; identifiers are drawn for offered items only,
so that nothing in it depends on what is withheld. ``map.parquet`` stays with us: which item is which record
of which edition (by its folder's name), and why; ``reviewed.parquet`` too: what became of every record.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from verbale.engines.catalogue.edition import Edition
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.item import LIST_LIMIT, TEXT_LIMIT, OfferItem
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.reviewed import REVIEWED_FILE, Reviewed
from verbale.engines.catalogue.reviewing import (
    SUPPLY,
    ColumnReview,
    OfferVerdict,
    VerdictOf,
    offered_rows,
)
from verbale.engines.catalogue.shown import kept_items
from verbale.engines.catalogue.table import Table
from verbale.kernel.identifier import Randomness, new_identifier

CATALOGUE_FILE, MAP_FILE = "catalogue.jsonl", "map.parquet"
_TELL = 10_000

_LINES = pa.schema([("identifier", pa.string()), ("line", pa.binary())])
_TEXTS = pa.list_(pa.string())
_MAP = pa.schema(
    [
        ("identifier", pa.string()),
        ("edition", pa.string()),
        ("number", pa.int64()),
        ("outcome", pa.string()),
        ("channel", pa.string()),
        ("forms", _TEXTS),
        ("approvals", _TEXTS),
        ("marking", pa.string()),
        ("basis", pa.string()),
        ("rule", pa.string()),
    ]
)
_TOLD = ("title", "original_title", "publisher", "place", "language", "kind")
_LISTED = ("creators", "original_creators", "series", "subjects", "isbn", "issn")
_COLUMNS = ["number", "year", *_TOLD, *_LISTED]


_VERDICT = tuple(each.name for each in fields(OfferVerdict))


@dataclass(frozen=True, slots=True)
class OfferSummary:
    """For our eyes only: how many records were reviewed and offered, and how many there are of each outcome."""

    reviewed: int
    offered: int
    by_outcome: Mapping[str, int]


def publish_offer(
    editions: Edition | Sequence[Edition],
    verdict_of: VerdictOf,
    folder: Path,
    *,
    random: Randomness,
    review: ColumnReview | None = None,
    lookups: Lookups | None = None,
    kept: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> OfferSummary:
    """Decides each record of one or more editions and writes the partner's catalogue and our map into a new folder.

    ``verdict_of`` is given a record's facts (``FACTS``) and answers None where it cannot decide; it is asked of those
    that ``review`` leaves. Whatever they say, a record that its own note restricts, or whose distribution nobody
    stated, is withheld. ``lookups`` are the tables in force, None: those of each import. ``kept`` names the records
    that keep the identifier under which they were offered before (see ``write_kept``). ``progress`` hears how many were
    reviewed. Raises ``FolderTaken``, ``BeingWritten``, OSError for the disk; then there is no folder.
    """
    from verbale.engines.catalogue.deciding import decided

    counted = _Counted(progress)
    with published(folder) as part:
        drawn = part / "drawn.parquet"
        with (
            Table(drawn, _LINES) as lines,
            Table(part / MAP_FILE, _MAP) as ours,
            Reviewed(part / REVIEWED_FILE) as everything,
            kept_items(kept) as known,
        ):
            for edition in [editions] if isinstance(editions, Edition) else editions:
                name = edition.folder.name
                known.begin(name)
                codes, book = decided(edition, review, verdict_of, lookups, part)
                for verdict, row in offered_rows(edition, codes, book, _COLUMNS, counted):
                    identifier = known.of(name, row["number"]) or new_identifier(random)
                    told = {"identifier": identifier, "edition": name, "number": row["number"]}
                    _offer(row, verdict, told, lines, ours)
                everything.add(name, codes, book)
                codes.unlink()
        _write_sorted(drawn, part / CATALOGUE_FILE)
        drawn.unlink()
        outcomes = everything.outcomes
    counted.end()
    return OfferSummary(outcomes.total(), outcomes[SUPPLY], dict(sorted(outcomes.items())))


class _Counted:
    """Tells now and then how many records were reviewed."""

    def __init__(self, progress: Callable[[int], None] | None) -> None:
        self._progress, self._done, self._told = progress, 0, 0

    def __call__(self, more: int) -> None:
        self._done += more
        if self._progress and self._done - self._told >= _TELL:
            self._told = self._done
            self._progress(self._done)

    def end(self) -> None:
        if self._progress and (self._told < self._done or not self._done):
            self._progress(self._done)


def _offer(row: Mapping[str, Any], verdict: OfferVerdict, told: dict[str, Any], lines: Table, ours: Table) -> None:
    line = item_of(row, verdict, told["identifier"]).line()
    lines.add({"identifier": told["identifier"], "line": line}, len(line))
    ours.add({**told, **{name: getattr(verdict, name) for name in _VERDICT}}, 0)


def item_of(row: Mapping[str, Any], verdict: OfferVerdict, identifier: str) -> OfferItem:
    """What the partner may see of an edition's row; texts and lists cut to what a line may hold."""
    told: dict[str, Any] = {name: str(row[name] or "")[:TEXT_LIMIT] for name in _TOLD}
    told |= {name: _cut(row[name]) for name in _LISTED}
    return OfferItem(identifier, year=row["year"], forms=verdict.forms, channel=verdict.channel, **told)


def _cut(values: object) -> tuple[str, ...]:
    return tuple(str(value)[:TEXT_LIMIT] for value in values[:LIST_LIMIT]) if isinstance(values, list) else ()


def _write_sorted(drawn: Path, target: Path) -> None:
    """Writes the lines in the order of their identifiers; the sort spills to disk rather than grow."""
    spill = target.parent / "sort"
    with duckdb.connect() as base, target.open("wb") as out:
        base.execute("SET threads = 1; SET memory_limit = '256MB'")
        base.execute("SET temp_directory = ?", [str(spill)])
        asked = base.sql("SELECT line FROM read_parquet(?) ORDER BY identifier", params=[str(drawn)])
        for some in asked.to_arrow_reader(4096):
            out.writelines(some.column(0).to_pylist())
    shutil.rmtree(spill, ignore_errors=True)
