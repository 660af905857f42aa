"""What becomes of each record of an edition under other rules: another outcome, or the same under other terms.

Both reviews are of the same edition; their outcomes were kept by ``review_editions``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from verbale.engines.catalogue.edition import RECORDS_FILE
from verbale.engines.catalogue.spilling import spilling, view
from verbale.kernel.canonical import Json, read_json

SAMPLES = 5
"""Records that are shown of each shift; the query below says it too."""
_BATCH = 4096


@dataclass(frozen=True, slots=True)
class Shift:
    """Records that move from one outcome to another, or stay supplied or referred under other terms, with the first.

    Terms are ``{"channel": …, "forms": […], "approvals": […], "marking": …}`` of a supply and a referral, else empty.
    """

    before: str
    after: str
    terms_before: Mapping[str, Json]
    terms_after: Mapping[str, Json]
    records: int
    samples: tuple[MovedRecord, ...]


@dataclass(frozen=True, slots=True)
class MovedRecord:
    """One record that moves: its edition (the folder's name) and number there, its title, and the rules that decide.

    Its terms are those of `Shift`.
    """

    edition: str
    number: int
    title: str
    before: str
    after: str
    rule_before: str
    rule_after: str
    terms_before: Mapping[str, Json]
    terms_after: Mapping[str, Json]


def shifts(before: Path, after: Path, editions: Sequence[Path], spill: Path) -> tuple[Shift, ...]:
    """How many records move from what to what, the commonest first; ``editions`` are folders."""
    found: dict[tuple[str, str, str, str], tuple[int, list[MovedRecord]]] = {}
    for edition in editions:
        with spilling(spill) as base:
            _join(base, before, after, edition)
            for was, now, terms_was, terms_now, records, first in base.execute(_SHIFTS).fetchall():
                count, samples = found.get((was, now, terms_was, terms_now), (0, []))
                told = [_record(edition.name, *each.values(), terms_was, terms_now) for each in first]
                found[was, now, terms_was, terms_now] = count + records, [*samples, *told][:SAMPLES]
    rows = [
        Shift(was, now, _terms(terms_was), _terms(terms_now), records, tuple(samples))
        for (was, now, terms_was, terms_now), (records, samples) in found.items()
    ]
    return tuple(sorted(rows, key=lambda each: (-each.records, each.before, each.after)))


def moved_records(before: Path, after: Path, edition: Path, spill: Path) -> Iterator[MovedRecord]:
    """Every record of an edition that moves, in its order."""
    with spilling(spill) as base:
        _join(base, before, after, edition)
        asked = base.execute("SELECT * FROM moved ORDER BY number")
        while rows := asked.fetchmany(_BATCH):
            yield from (_record(edition.name, *row) for row in rows)


def _record(edition: str, *row: Any) -> MovedRecord:
    *told, was, now = row
    number, title, before, after, rule_before, rule_after = told
    return MovedRecord(edition, number, title, before, after, rule_before, rule_after, _terms(was), _terms(now))


def _join(base: duckdb.DuckDBPyConnection, before: Path, after: Path, edition: Path) -> None:
    view(base, "records", edition / RECORDS_FILE)
    view(base, "earlier", before)
    view(base, "later", after)
    base.execute(_MOVED, [edition.name, edition.name])


@lru_cache(maxsize=1024)
def _terms(told: str) -> Mapping[str, Json]:
    found: dict[str, Any] = read_json(told.encode(), "the terms") if told else {}
    return found


_MOVED = """
    CREATE TABLE moved AS
    SELECT b.number, coalesce(r.title, '') AS title, b.outcome AS was, a.outcome AS now,
        b.rule AS rule_was, a.rule AS rule_now, b.terms AS terms_was, a.terms AS terms_now
    FROM (SELECT * FROM earlier WHERE edition = ?) b
    JOIN (SELECT * FROM later WHERE edition = ?) a USING (number)
    JOIN records r USING (number)
    WHERE b.outcome <> a.outcome OR b.terms <> a.terms
"""
_SHIFTS = """
    SELECT was, now, terms_was, terms_now, count(*),
        arg_min({'number': number, 'title': title, 'was': was, 'now': now, 'rule_was': rule_was,
            'rule_now': rule_now}, number, 5)
    FROM moved GROUP BY ALL
"""
