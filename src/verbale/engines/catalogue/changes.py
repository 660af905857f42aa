"""What a new edition changes in the one it follows (CATALOGUE.md, section 4), by the identity of its records.

``changes.parquet`` lists what was added, changed and withdrawn; ``pairs.parquet`` says of every record that both
editions have which number it had and has. An identity that stands more than once in an edition tells its records apart
no longer: those are the same only if they say the same, else one is withdrawn and another added.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.spilling import spilling, view, write_parquet
from verbale.kernel.canonical import Json

CHANGES_FILE, PAIRS_FILE = "changes.parquet", "pairs.parquet"
ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"
KINDS_OF_CHANGE = (WITHDRAWN, CHANGED, ADDED)

COMPARED = (
    "title", "original_title", "responsibility", "creators", "original_creators", "publisher", "place", "year",
    "country", "countries", "language", "kind", "field", "series", "subjects", "isbn", "issn", "control_number",
    "local_numbers", "restriction", "restricted", "distribution", "dual_use", "personal_data", "raw",
)  # fmt: skip
"""The columns that are compared; ``raw`` differs where anything in the record does, also what no column holds.

What lookup tables tell is not compared: it is theirs, not the record's.
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """How many records were added, changed, withdrawn, and are the same."""

    added: int
    changed: int
    withdrawn: int
    same: int

    def as_json(self) -> dict[str, Json]:
        """``{"added": 1, "changed": 2, "withdrawn": 0, "same": 97}``"""
        return dict(asdict(self))


@dataclass(frozen=True, slots=True)
class Change:
    """One record that is not the same: its numbers in the old and the new edition, and which columns differ."""

    change: str
    identity: str
    title: str
    old: int | None
    new: int | None
    columns: tuple[str, ...]


def write_changes(old: Path, new: Path, folder: Path) -> Changes:
    """Compares the records of two editions, given by their folders, and writes both tables into a folder.

    Memory is bounded: what does not fit goes to disk within the folder. Raises OSError for the disk.
    """
    with spilling(folder) as base:
        view(base, "was", old / RECORDS_FILE)
        view(base, "is_now", new / RECORDS_FILE)
        for asked in _PAIRED:
            base.execute(asked)
        write_parquet(base, _CHANGES, folder / CHANGES_FILE)
        write_parquet(base, "SELECT old, new FROM paired WHERE kept ORDER BY old", folder / PAIRS_FILE)
        return Changes(*base.execute(_COUNTED).fetchall()[0])


def read_changes(edition: Edition, kind: str | None = None, *, limit: int = 50, offset: int = 0) -> tuple[Change, ...]:
    """What the edition changed in the one it follows: withdrawn first, then changed, then added."""
    path = edition.folder / CHANGES_FILE
    if not path.is_file():
        return ()
    asked = "SELECT * FROM read_parquet($path) WHERE $change IS NULL OR change = $change LIMIT $limit OFFSET $offset"
    given = {"path": str(path), "change": kind, "limit": max(0, limit), "offset": max(0, offset)}
    with duckdb.connect() as base:
        rows = base.execute(asked, given).fetchall()
    return tuple(
        Change(change, identity, title, old, new, tuple(columns)) for change, identity, title, old, new, columns in rows
    )


_KEYED = """
    SELECT *, {mark} AS mark, {nth} AS nth FROM {table} {kind} JOIN twice USING (identity)
"""
_NTH = "row_number() OVER (PARTITION BY identity, said ORDER BY number)"
_BOTH_SIDES = """
    SELECT identity, a.number AS old, b.number AS new, a.said = b.said AS same
    FROM ({was}) a FULL JOIN ({now}) b USING (identity, mark, nth)
"""


def _sides(kind: str, mark: str, nth: str) -> str:
    was, now = (_KEYED.format(mark=mark, nth=nth, table=table, kind=kind) for table in ("said_then", "said_now"))
    return _BOTH_SIDES.format(was=was, now=now)


_ASKED = (
    "CREATE TEMP TABLE said_then AS SELECT identity, number, hash({compared}) AS said FROM was",
    "CREATE TEMP TABLE said_now AS SELECT identity, number, hash({compared}) AS said FROM is_now",
    """
    CREATE TEMP TABLE twice AS SELECT DISTINCT identity FROM (
        SELECT identity FROM said_then GROUP BY ALL HAVING count(*) > 1
        UNION ALL SELECT identity FROM said_now GROUP BY ALL HAVING count(*) > 1
    )
    """,
    """
    CREATE TEMP TABLE paired AS
    SELECT identity, old, new, old IS NOT NULL AND new IS NOT NULL AS kept, coalesce(same, FALSE) AS same
    FROM ({once} UNION ALL {twice})
    """,
    "DROP TABLE said_then; DROP TABLE said_now",
    """
    CREATE TEMP TABLE differing AS
    SELECT p.old, list_filter([{different}], lambda name: name IS NOT NULL) AS columns
    FROM (SELECT old, new FROM paired WHERE kept AND NOT same) p
    JOIN (SELECT number, {hashes} FROM was) o ON o.number = p.old
    JOIN (SELECT number, {hashes} FROM is_now) n ON n.number = p.new
    """,
)
_PAIRED = [
    asked.format(
        compared=", ".join(COMPARED),
        once=_sides("ANTI", "0", "0"),
        twice=_sides("SEMI", "said", _NTH),
        different=", ".join(f"CASE WHEN o.{name} <> n.{name} THEN '{name}' END" for name in COMPARED),
        hashes=", ".join(f"hash({name}) AS {name}" for name in COMPARED),
    )
    for asked in _ASKED
]
_CHANGES = """
    SELECT change, identity, title, old, new, columns FROM (
        SELECT 0 AS rank, 'withdrawn' AS change, paired.identity, title, old, new, []::VARCHAR[] AS columns
        FROM paired JOIN was ON number = old WHERE new IS NULL
        UNION ALL
        SELECT 1, 'changed', paired.identity, title, old, new, columns
        FROM paired JOIN differing USING (old) JOIN is_now ON number = new
        UNION ALL
        SELECT 2, 'added', paired.identity, title, old, new, []
        FROM paired JOIN is_now ON number = new WHERE old IS NULL
    ) ORDER BY rank, coalesce(new, old)
"""
_COUNTED = """
    SELECT count(*) FILTER (old IS NULL), count(*) FILTER (kept AND NOT same),
           count(*) FILTER (new IS NULL), count(*) FILTER (same)
    FROM paired
"""
