"""The partner's catalogue: what of an edition may be supplied, and no trace of the rest.

``catalogue.jsonl`` goes to the partner: an item a line, each under a fresh random identifier, sorted by it. It shows no
local or control numbers, no order of the source, no counts and no gaps; identifiers are drawn for offered items only,
so that nothing in it depends on what is withheld. ``map.parquet`` stays with us: which item is which record
of which edition (by its folder's name), and why.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from verbale.engines.catalogue.edition import Edition, facts_in
from verbale.engines.catalogue.facts import FACTS
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.item import LIST_LIMIT, TEXT_LIMIT, OfferItem
from verbale.engines.catalogue.lookups import Lookups
from verbale.engines.catalogue.shown import kept_items
from verbale.engines.catalogue.table import Table
from verbale.engines.catalogue.today import rows_today
from verbale.kernel.identifier import Randomness, new_identifier

CATALOGUE_FILE, MAP_FILE = "catalogue.jsonl", "map.parquet"
SUPPLY = "supply"
UNDECIDED, RESTRICTED, UNSTATED = "undecided", "restricted by its record", "distribution unknown"

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
_COLUMNS = list(dict.fromkeys(["number", "year", *_TOLD, *_LISTED, *FACTS]))


@dataclass(frozen=True, slots=True)
class OfferVerdict:
    """What a rulebook says of a record under the standard request. Only the outcome ``supply`` is offered."""

    outcome: str
    channel: str = ""
    forms: tuple[str, ...] = ()
    approvals: tuple[str, ...] = ()
    marking: str = ""
    basis: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class OfferSummary:
    """For our eyes only: how many records were reviewed and offered, and how many there are of each outcome."""

    reviewed: int
    offered: int
    by_outcome: Mapping[str, int]


def publish_offer(
    editions: Edition | Sequence[Edition],
    verdict_of: Callable[[Mapping[str, object]], OfferVerdict | None],
    folder: Path,
    *,
    random: Randomness,
    lookups: Lookups | None = None,
    kept: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> OfferSummary:
    """Decides each record of one or more editions and writes the partner's catalogue and our map into a new folder.

    ``verdict_of`` is given a record's facts (``FACTS``) and answers None where it cannot decide. Whatever it says, a
    record that its own note restricts, or whose distribution nobody stated, is withheld. ``lookups`` are the tables
    in force, None: those of each import. ``kept`` names the records that keep the identifier under which they were
    offered before (see ``write_kept``). ``progress`` hears how many were reviewed. Raises ``FolderTaken``,
    ``BeingWritten``, OSError for the disk; then there is no folder.
    """
    outcomes: Counter[str] = Counter()
    with published(folder) as part:
        drawn = part / "drawn.parquet"
        with Table(drawn, _LINES) as lines, Table(part / MAP_FILE, _MAP) as ours, kept_items(kept) as known:
            for done, (name, row) in enumerate(_rows(editions, lookups), 1):
                before = known.of(name, row["number"])
                verdict = verdict_of(facts_in(row))
                outcome = _outcome(row, verdict)
                outcomes[outcome] += 1
                if verdict is not None and outcome == SUPPLY:
                    identifier = before or new_identifier(random)
                    told = {"identifier": identifier, "edition": name, "number": row["number"]}
                    _offer(row, verdict, told, lines, ours)
                if progress and done % 10_000 == 0:
                    progress(done)
        _write_sorted(drawn, part / CATALOGUE_FILE)
        drawn.unlink()
    reviewed = outcomes.total()
    if progress:
        progress(reviewed)
    return OfferSummary(reviewed, outcomes[SUPPLY], dict(sorted(outcomes.items())))


def _outcome(row: Mapping[str, object], verdict: OfferVerdict | None) -> str:
    if row["restricted"] is not False:
        return RESTRICTED
    if row["distribution"] is None:
        return UNSTATED
    return UNDECIDED if verdict is None else verdict.outcome


def _rows(editions: Edition | Sequence[Edition], lookups: Lookups | None) -> Iterator[tuple[str, dict[str, Any]]]:
    for edition in [editions] if isinstance(editions, Edition) else editions:
        for row in edition.rows(_COLUMNS) if lookups is None else rows_today(edition, _COLUMNS, lookups):
            yield edition.folder.name, row


def _offer(row: Mapping[str, Any], verdict: OfferVerdict, told: dict[str, Any], lines: Table, ours: Table) -> None:
    line = item_of(row, verdict, told["identifier"]).line()
    lines.add({"identifier": told["identifier"], "line": line}, len(line))
    ours.add({**told, **asdict(verdict)}, 0)


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
