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

import duckdb

from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.linking import keys_size, write_linked
from verbale.engines.catalogue.spilling import spilling, view, write_parquet

DUPLICATES_FILE = "duplicates.parquet"
DUPLICATE_REASONS = ("isbn", "issn and year", "number", "work")
SHOWN = 20
"""Records of one group that are told; its size tells how many there are."""

_KEYS = """
    SELECT 'isbn' AS reason, isbn_13(given) AS key, number FROM (SELECT unnest(isbn) AS given, number FROM records)
    UNION ALL
    SELECT 'issn and year', given || ' ' || year, number
    FROM (SELECT unnest(issn) AS given, year, number FROM records WHERE year IS NOT NULL)
    UNION ALL
    SELECT 'number', given, number
    FROM (SELECT unnest(local_numbers) AS given, number FROM records) WHERE regexp_matches(given, '^\\(.+\\).')
    UNION ALL
    SELECT 'work', work_key, number FROM records
    WHERE year IS NOT NULL AND split_part(work_key, '/', 1) <> '' AND split_part(work_key, '/', 2) <> ''
"""
_ISBN_13 = """
    CREATE TEMP MACRO digit(text, place) AS if(text[place] = 'X', 10, TRY_CAST(text[place] AS INTEGER));
    CREATE TEMP MACRO weighed(text, weights) AS
        list_sum(list_transform(range(1, len(weights) + 1), lambda place: digit(text, place) * weights[place]));
    CREATE TEMP MACRO isbn_13(given) AS CASE
        WHEN regexp_full_match(given, '[0-9]{9}[0-9X]') AND weighed(given, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 = 0
        THEN '978' || given[:9] || ((10 - (38 + weighed(given, [3, 1, 3, 1, 3, 1, 3, 1, 3])) % 10) % 10)
        ELSE given
    END
"""
"""ISO 2108: a valid ISBN of 10 digits is the one of 13 with 978 before it and a check digit of its own."""
_SHARED = (
    "SELECT reason, key, number FROM keys SEMI JOIN "
    "(SELECT reason, key FROM keys GROUP BY ALL HAVING min(number) < max(number)) AS shared USING (reason, key) "
    "GROUP BY ALL ORDER BY reason, key, number"
)
_MEMORY = "128MB"
"""What the linking of a large edition takes at most; the rest goes to disk."""
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
    with spilling(folder) as base:
        view(base, "records", records)
        base.execute(f"SET memory_limit = '{_MEMORY}'")
        base.execute(_ISBN_13)
        base.execute(f"CREATE TEMP VIEW keys AS {_KEYS}")
        write_parquet(base, _SHARED, target)


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
