"""The columns of an edition's two tables."""

from __future__ import annotations

from dataclasses import fields

import pyarrow as pa

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.facts import Statement, facts_of
from verbale.engines.catalogue.identity import identity_of, work_key_of
from verbale.engines.catalogue.lookups import Lookups, folded
from verbale.engines.catalogue.record import Record

_TEXTS = pa.list_(pa.string())

RECORDS = pa.schema(
    [
        ("number", pa.int64()),
        ("offset", pa.int64()),
        ("identity", pa.string()),
        ("work_key", pa.string()),
        ("scheme", pa.string()),
        ("status", pa.string()),
        ("encoding", pa.string()),
        ("title", pa.string()),
        ("original_title", pa.string()),
        ("responsibility", pa.string()),
        ("creators", _TEXTS),
        ("original_creators", _TEXTS),
        ("publisher", pa.string()),
        ("place", pa.string()),
        ("year", pa.int32()),
        ("country", pa.string()),
        ("countries", _TEXTS),
        ("language", pa.string()),
        ("kind", pa.string()),
        ("field", pa.string()),
        ("series", _TEXTS),
        ("subjects", _TEXTS),
        ("isbn", _TEXTS),
        ("issn", _TEXTS),
        ("control_number", pa.string()),
        ("local_numbers", _TEXTS),
        ("variants", _TEXTS),
        ("restriction", pa.string()),
        ("restricted", pa.bool_()),
        ("origin", pa.string()),
        ("publisher_class", pa.string()),
        ("distribution", pa.string()),
        ("dual_use", pa.string()),
        ("personal_data", pa.string()),
        ("remarks", _TEXTS),
        ("text", pa.string()),
        ("raw", pa.binary()),
    ]
)
"""One row a record: what names it (CATALOGUE.md, 3), its scheme, status (leader/05) and the encoding it was found to be
in, what it says, its facts, what was remarked, the words it is found by, its bytes as they stood."""

FAULTS = pa.schema([("offset", pa.int64()), ("fault", pa.string()), ("length", pa.int64()), ("raw", pa.binary())])
"""One row a fault: where, what, how many bytes in the source, the bytes."""

FEW = (
    "country", "language", "kind", "field", "origin", "publisher_class", "distribution", "dual_use", "personal_data",
    "scheme", "status", "encoding",
)  # fmt: skip
"""Columns of records that have few different values."""
_DESCRIBED = tuple(one.name for one in fields(Bibliographic))
_OWN = ("origin", "publisher_class", "distribution", "dual_use", "personal_data")


def row_of(
    number: int, record: Record | Entry, described: Bibliographic, statement: Statement, lookups: Lookups
) -> dict[str, object]:
    """The row of one record."""
    facts = facts_of(described, statement, lookups)
    return {
        **{name: getattr(described, name) for name in _DESCRIBED},
        **{name: facts[name] for name in _OWN},
        "number": number,
        "offset": record.offset,
        "identity": identity_of(described, agency=record.agency, raw=record.raw),
        "work_key": work_key_of(described),
        "scheme": record.scheme,
        "status": record.status,
        "encoding": record.encoding,
        "remarks": list(record.remarks),
        "text": words_of(described),
        "raw": record.raw,
    }


def agency_of(record: Record) -> str:
    """Who gave a record its control number (003), if it says."""
    return record.agency


def words_of(described: Bibliographic) -> str:
    """What a record is found by on our side, folded."""
    texts = [described.title, described.original_title, described.responsibility, described.publisher, described.place]
    lists = (described.creators, described.original_creators, described.series, described.subjects, described.isbn)
    for more in (*lists, described.issn, described.local_numbers, described.variants):
        texts += more
    texts += [described.control_number, str(described.year or "")]
    return folded(" ".join(filter(None, texts)))
