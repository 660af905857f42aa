"""The report of a review, for our eyes: how many by outcome, rule and collection, samples, and what moved.

All of it is counted in DuckDB from the outcomes that a review kept (``reviewed.parquet``) and the editions' tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from verbale.engines.catalogue.changes import PAIRS_FILE
from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.spilling import spilling, view
from verbale.kernel.canonical import Json

SAMPLES = 5
"""Titles that are shown of each group; the queries below say it too."""
MOST_VALUES = 50
"""Values of a collection that are told one by one, the largest first."""
COLLECTIONS = ("source", "kind", "field", "series")


@dataclass(frozen=True, slots=True)
class Group:
    """Records of one outcome under one rule ("" if no rule decided), with the titles of the first."""

    outcome: str
    rule: str
    records: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """Records of one outcome in a collection: a source, kind, field or series; ``value`` is empty where unknown."""

    collection: str
    value: str
    outcome: str
    records: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Records that had one outcome and have another, or the same.

    ``before`` is empty for records that are new, ``after`` for those that are held no longer.
    """

    before: str
    after: str
    records: int
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a review found. ``outcomes`` is the file with the outcome of every record."""

    editions: tuple[Path, ...]
    outcomes: Path
    reviewed: int
    groups: tuple[Group, ...]
    shares: tuple[Share, ...]

    def by_outcome(self) -> dict[str, int]:
        """How many records there are of each outcome, the commonest first."""
        found: dict[str, int] = defaultdict(int)
        for each in self.groups:
            found[each.outcome] += each.records
        return dict(sorted(found.items(), key=lambda each: -each[1]))

    def as_json(self) -> dict[str, Json]:
        """The report as it is kept."""
        return {
            "editions": [folder.name for folder in self.editions],
            "reviewed": self.reviewed,
            "by_outcome": self.by_outcome(),
            "groups": [{**asdict(each), "samples": list(each.samples)} for each in self.groups],
            "shares": [dict(asdict(each)) for each in self.shares],
        }


def report_of(editions: Sequence[Edition], outcomes: Path, spill: Path) -> Report:
    """Counts a review of these editions. ``spill`` is a folder on the disk that may be filled."""
    groups: dict[tuple[str, str], tuple[int, list[str]]] = {}
    shares: dict[tuple[str, str, str], int] = defaultdict(int)
    for edition in editions:
        with spilling(spill) as base:
            _name(base, edition, outcomes)
            for outcome, rule, records, samples in base.execute(_GROUPS).fetchall():
                before, titles = groups.get((outcome, rule), (0, []))
                groups[outcome, rule] = before + records, [*titles, *_titles(samples)][:SAMPLES]
            for collection in COLLECTIONS:
                for value, outcome, records in _shares(base, edition, collection):
                    shares[collection, value, outcome] += records
    found = [Group(*key, records, tuple(titles)) for key, (records, titles) in groups.items()]
    found.sort(key=lambda each: (-each.records, each.outcome, each.rule))
    reviewed = sum(each.records for each in found)
    folders = tuple(edition.folder for edition in editions)
    return Report(folders, outcomes, reviewed, tuple(found), tuple(_largest(shares)))


def _name(base: duckdb.DuckDBPyConnection, edition: Edition, outcomes: Path) -> None:
    view(base, "records", edition.folder / RECORDS_FILE)
    view(base, "every_outcome", outcomes)
    base.execute("CREATE TABLE told (number BIGINT, outcome VARCHAR, rule VARCHAR)")
    base.execute(
        "INSERT INTO told SELECT number, outcome, rule FROM every_outcome WHERE edition = ?", [edition.folder.name]
    )


def _shares(base: duckdb.DuckDBPyConnection, edition: Edition, collection: str) -> list[tuple[str, str, int]]:
    if collection == "source":
        rows = base.execute("SELECT outcome, count(*) FROM told GROUP BY outcome").fetchall()
        return [(edition.summary.name, outcome, records) for outcome, records in rows]
    column = "series[1]" if collection == "series" else collection
    found: list[tuple[str, str, int]] = base.execute(_SHARES.format(column=column, most=MOST_VALUES)).fetchall()
    return found


def _largest(shares: dict[tuple[str, str, str], int]) -> list[Share]:
    totals: dict[tuple[str, str], int] = defaultdict(int)
    for (collection, value, _), records in shares.items():
        totals[collection, value] += records
    found = []
    for collection in COLLECTIONS:
        values = [key for key in totals if key[0] == collection]
        for key in sorted(values, key=lambda key: (-totals[key], key))[:MOST_VALUES]:
            of_value = [Share(*each, records) for each, records in shares.items() if each[:2] == key]
            found += sorted(of_value, key=lambda share: (-share.records, share.outcome))
    return found


def _titles(samples: Sequence[str | None] | None) -> list[str]:
    return [title for title in samples or () if title]


_GROUPS = """
    SELECT outcome, rule, count(*), arg_min(title, told.number, 5)
    FROM told JOIN records USING (number) GROUP BY outcome, rule
"""
_SHARES = """
    WITH counted AS (
        SELECT coalesce({column}, '') AS value, outcome, count(*) AS records
        FROM told JOIN records USING (number) GROUP BY ALL
    ), largest AS (SELECT value FROM counted GROUP BY value ORDER BY sum(records) DESC, value LIMIT {most})
    SELECT value, outcome, records FROM counted SEMI JOIN largest USING (value)
"""


def moves(before: Path, after: Path, chains: Sequence[Sequence[Path]], spill: Path) -> tuple[Moved, ...]:
    """What became of the records of one review in another, the commonest first.

    ``before`` and ``after`` are the outcomes that the reviews kept. A chain is the folders of a source's editions from
    that of the first review to that of the second: one folder, if it is the same.
    """
    found: dict[tuple[str, str], tuple[int, list[str]]] = {}
    for chain in chains:
        with spilling(spill) as base:
            for was, now, records, samples in _moved(base, before, after, chain):
                told, titles = found.get((was, now), (0, []))
                found[was, now] = told + records, [*titles, *_titles(samples)][:SAMPLES]
    rows = [Moved(*key, records, tuple(titles)) for key, (records, titles) in found.items()]
    return tuple(sorted(rows, key=lambda each: (-each.records, each.before, each.after)))


def _moved(
    base: duckdb.DuckDBPyConnection, before: Path, after: Path, chain: Sequence[Path]
) -> list[tuple[str, str, int, list[str]]]:
    view(base, "records", chain[-1] / RECORDS_FILE)
    view(base, "earlier", before)
    view(base, "later", after)
    base.execute("CREATE TABLE came (number BIGINT, outcome VARCHAR)")
    base.execute("INSERT INTO came SELECT number, outcome FROM earlier WHERE edition = ?", [chain[0].name])
    for folder in chain[1:]:
        base.execute(_CARRIED, [str(folder / PAIRS_FILE)])
    found: list[tuple[str, str, int, list[str]]] = base.execute(_MOVED, [chain[-1].name]).fetchall()
    return found


_CARRIED = """
    CREATE OR REPLACE TABLE came AS
    SELECT new AS number, outcome FROM came LEFT JOIN read_parquet(?) ON old = number
"""
_MOVED = """
    SELECT coalesce(c.outcome, '') AS was, coalesce(n.outcome, '') AS now, count(*), arg_min(r.title, r.number, 5)
    FROM came c FULL JOIN (SELECT number, outcome FROM later WHERE edition = ?) n ON c.number = n.number
    LEFT JOIN records r ON r.number = n.number
    GROUP BY was, now
"""
