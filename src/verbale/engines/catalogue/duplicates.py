"""Records of one edition that may be of one work, linked and never merged (CATALOGUE.md, 3.2).

``duplicates.parquet`` has a row for each record in each group: the reason, the key that its records share, the record's
number. A record may be in several groups. Reasons, the surest first: an ISBN
(of 10 digits as of 13); an ISSN and the year; a number that an
agency other than the source gave (035 with the agency in brackets); the work key, where it has a title, a name and a
year.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.linking import keys_size, write_keys, write_linked
from verbale.engines.catalogue.neighbours import write_neighbours
from verbale.engines.catalogue.spilling import spilling, view

DUPLICATES_FILE = "duplicates.parquet"
DUPLICATE_REASONS = ("isbn", "issn and year", "number", "work")
SHOWN = 20
"""Records of one group that are told; its size tells how many there are."""

_SORTED = "SELECT reason, key, number FROM keys ORDER BY reason, key, number"
_BATCH = 65_536
"""Rows that are looked at together."""
_MEMORY = "160MB"
"""What the sorting of a large edition's keys takes at most; the rest goes to disk. DuckDB asks for 125 MB a thread."""
_FITTING = 8 * 1024 * 1024
"""Bytes of keys that are linked in memory."""


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Records that share a key: how many, and of the first ``SHOWN`` the number and title."""

    reason: str
    key: str
    size: int
    records: tuple[tuple[int, str], ...]


def write_duplicates(folder: Path) -> None:
    """Links the records of the edition that is being written in a folder. Raises OSError for the disk."""
    records, target = folder / RECORDS_FILE, folder / DUPLICATES_FILE
    if keys_size(records) <= _FITTING:
        write_linked(records, target)
        return
    with TemporaryDirectory(prefix=".keys-", dir=folder) as beside, spilling(folder) as base:
        write_keys(records, Path(beside) / "keys.parquet")
        view(base, "keys", Path(beside) / "keys.parquet")
        base.execute(f"SET threads = 1; SET memory_limit = '{_MEMORY}'")
        with base.sql(_SORTED).to_arrow_reader(_BATCH) as ordered:
            write_neighbours(ordered, target)


def count_duplicates(edition: Edition) -> dict[str, int]:
    """How many groups there are for each reason that has any."""
    with duckdb.connect() as base:
        asked = "SELECT reason, count(DISTINCT key) FROM read_parquet(?) GROUP BY reason"
        found = dict(base.execute(asked, [str(edition.folder / DUPLICATES_FILE)]).fetchall()) if _has(edition) else {}
    return {reason: found[reason] for reason in DUPLICATE_REASONS if reason in found}


def read_duplicates(
    edition: Edition, reason: str | None = None, *, limit: int = 50, offset: int = 0
) -> tuple[DuplicateGroup, ...]:  # fmt: skip
    """The groups, by reason and key; none of an edition that was written before they were linked."""
    if not _has(edition):
        return ()
    with duckdb.connect() as base:
        base.read_parquet(str(edition.folder / DUPLICATES_FILE)).create_view("linked")
        base.read_parquet(str(edition.folder / RECORDS_FILE)).create_view("records")
        grouped = base.execute(
            "SELECT reason, key, count(*), list(number ORDER BY number)[:$shown] FROM linked "
            "WHERE coalesce(reason = $reason, TRUE) GROUP BY reason, key ORDER BY reason, key "
            "LIMIT $limit OFFSET $offset",
            {"shown": SHOWN, "reason": reason, "limit": max(0, limit), "offset": max(0, offset)},
        ).fetchall()
        numbers = sorted({number for *_, some in grouped for number in some})
        asked = "SELECT number, title FROM records WHERE number IN (SELECT unnest(?::BIGINT[]))"
        titles = dict(base.execute(asked, [numbers]).fetchall())
    return tuple(
        DuplicateGroup(reason, key, size, tuple((number, titles[number]) for number in some))
        for reason, key, size, some in grouped
    )


def _has(edition: Edition) -> bool:
    return (edition.folder / DUPLICATES_FILE).is_file()
