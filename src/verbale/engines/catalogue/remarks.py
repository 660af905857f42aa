"""What was odd in the records of an edition and did not prevent their use: counted by kind, and listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from verbale.engines.catalogue.directory import END_INSIDE, IN_ORDER
from verbale.engines.catalogue.edition import RECORDS_FILE, Edition
from verbale.engines.catalogue.encoding import UNDECLARED
from verbale.engines.catalogue.iso2709 import INSIDE, NO_END, WRONG_LENGTH

SENTENCES = {
    "encoding": "encoding not as declared",
    "length": "wrong length",
    "end": "missing record terminator",
    "structure": "terminator, tag, indicators or subfield code not as MARC has them",
    "other": "other remarks",
}
KINDS_OF_REMARK: Mapping[str, str] = SENTENCES
"""The kinds of remarks, and what each is called."""

_KIND = """CASE
    WHEN remark = $undeclared OR starts_with(remark, 'encoding: ') THEN 'encoding'
    WHEN remark IN ($wrong_length, $in_order) THEN 'length'
    WHEN remark = $no_end THEN 'end'
    WHEN remark IN ($inside, $end_inside) OR suffix(remark, ': wrong indicators')
        OR suffix(remark, ': wrong subfield code') OR suffix(remark, ' is no tag') THEN 'structure'
    ELSE 'other' END"""
_WORDS = {
    "undeclared": UNDECLARED, "wrong_length": WRONG_LENGTH, "in_order": IN_ORDER, "no_end": NO_END, "inside": INSIDE,
    "end_inside": END_INSIDE,
}  # fmt: skip
_FROM = f"""(SELECT number, title, place, remark, {_KIND} AS kind FROM (
    SELECT number, title, unnest(remarks) AS remark, generate_subscripts(remarks, 1) AS place
    FROM read_parquet($path) WHERE len(remarks) > 0))"""  # noqa: S608 - only placeholders are put together
_COUNTS = f"SELECT kind, count(DISTINCT number) AS records, count(*) FROM {_FROM} GROUP BY kind"  # noqa: S608
_LIST = f"""SELECT number, title, kind, remark FROM {_FROM} WHERE $kind IS NULL OR kind = $kind
    ORDER BY number, place LIMIT $limit OFFSET $offset"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on a record, by its number from 0; ``kind`` is one of ``KINDS_OF_REMARK``."""

    number: int
    title: str
    kind: str
    remark: str


@dataclass(frozen=True, slots=True)
class RemarkCount:
    """How many records have remarks of a kind, and how many remarks these are."""

    records: int
    remarks: int


def count_remarks(edition: Edition) -> dict[str, RemarkCount]:
    """What there is of each kind, in the order of the kinds; nothing of those that do not occur."""
    if not edition.summary.remarked:
        return {}
    with duckdb.connect() as base:
        rows = base.execute(_COUNTS, {**_WORDS, "path": _path(edition)}).fetchall()
    found = {kind: RemarkCount(records, remarks) for kind, records, remarks in rows}
    return {kind: found[kind] for kind in KINDS_OF_REMARK if kind in found}


def read_remarks(edition: Edition, kind: str | None = None, *, limit: int = 50, offset: int = 0) -> list[Remark]:
    """Remarks of one kind or all, in the order of the source."""
    asked = {**_WORDS, "path": _path(edition), "kind": kind, "limit": max(0, limit), "offset": max(0, offset)}
    with duckdb.connect() as base:
        return [Remark(*row) for row in base.execute(_LIST, asked).fetchall()]


def _path(edition: Edition) -> str:
    return str(edition.folder / RECORDS_FILE)
