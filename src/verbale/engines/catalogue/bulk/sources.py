"""From which fields and subfields a column is read: what ``describe`` says of MARC 21, as tables to look up in.

A *reading* is one column's use of one field. Readings are sorted by column, record, rank of the tag and place, which
is the order in which ``describe`` takes the fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.scan import Flags, Ints, Octets, Scan, spread


class Column(IntEnum):
    """What is read: first what goes into an edition as it is, then what only tells something else."""

    TITLE = 1
    ORIGINAL_TITLE = 2
    RESPONSIBILITY = 3
    PUBLISHER = 4
    PLACE = 5
    CREATORS = 6
    ORIGINAL_CREATORS = 7
    SERIES = 8
    SUBJECTS = 9
    ISBN = 10
    ISSN = 11
    LOCAL_NUMBERS = 12
    VARIANTS = 13
    CONTROL_NUMBER = 14
    RESTRICTION = 15
    AGENCY = 16
    DATES = 17
    COUNTRIES = 18
    LANGUAGE = 19
    CLASS = 20


_C = Column
CONTROL = (_C.CONTROL_NUMBER, _C.AGENCY)
"""Columns that are read from fields without subfields."""

CLASS_TAGS = ("080", "082", "084", "050", "060", "090")
_NAMES = ("100", "110", "111", "700", "710", "711")
_FIELDS: dict[Column, tuple[str, ...]] = {
    _C.TITLE: ("245",),
    _C.RESPONSIBILITY: ("245",),
    _C.PUBLISHER: ("", "260", "264"),
    _C.PLACE: ("", "260", "264"),
    _C.CREATORS: _NAMES,
    _C.SERIES: ("490", "440", "830", "800", "810", "811"),
    _C.SUBJECTS: ("650", "651", "630", "600", "610", "611", "653"),
    _C.ISBN: ("020",),
    _C.ISSN: ("022",),
    _C.LOCAL_NUMBERS: ("035",),
    _C.CONTROL_NUMBER: ("001",),
    _C.AGENCY: ("003",),
    _C.RESTRICTION: ("506", "", "355"),
    _C.VARIANTS: ("246", "740", "940"),
    _C.DATES: ("264", "260"),
    _C.COUNTRIES: ("044",),
    _C.LANGUAGE: ("041",),
    _C.CLASS: CLASS_TAGS,
}
_CODES: dict[Column, str] = {
    _C.TITLE: "abnpkfgs", _C.ORIGINAL_TITLE: "abnpkfgs", _C.RESPONSIBILITY: "c", _C.PUBLISHER: "b", _C.PLACE: "a",
    _C.CREATORS: "abq", _C.ORIGINAL_CREATORS: "abq", _C.SERIES: "at", _C.SUBJECTS: "abtxyz", _C.ISBN: "a",
    _C.ISSN: "a", _C.LOCAL_NUMBERS: "a", _C.RESTRICTION: "abcdefghju3", _C.DATES: "c", _C.COUNTRIES: "a",
    _C.LANGUAGE: "a", _C.CLASS: "a", _C.VARIANTS: "abnpkfgs",
}  # fmt: skip
_LINKED = {
    **dict.fromkeys((245,), (_C.ORIGINAL_TITLE, 0)),
    **dict.fromkeys(map(int, _NAMES), (_C.ORIGINAL_CREATORS, 0)),
    506: (_C.RESTRICTION, 1),
    355: (_C.RESTRICTION, 3),
}
_IN_ITS_OWN_SCRIPT = 880
_ROW, _RANK, _AT = 24, 3, 22
"""Bits that record, rank and field take in a reading's key; a chunk of 16 MiB has fewer of each."""


def _uses() -> list[tuple[Ints, Ints]]:
    """By tag: the column and the rank of the first, second and third use of a field."""
    tables = [(np.zeros(1000, np.int64), np.zeros(1000, np.int64)) for _ in range(3)]
    for column, tags in _FIELDS.items():
        for rank, tag in enumerate(tags):
            if tag:
                columns, ranks = next(pair for pair in tables if not pair[0][int(tag)])
                columns[int(tag)], ranks[int(tag)] = column, rank
    return tables


_USES = _uses()
_USED = _USES[0][0] > 0
CODES = np.zeros((len(Column) + 1, 256), bool)
"""By column and code: whether the subfield is read."""
for _column, _codes in _CODES.items():
    CODES[_column, np.frombuffer(_codes.encode(), np.uint8)] = True
CODES[list(CONTROL)] = True
_IMPRINT = np.isin(np.arange(len(Column) + 1), [_C.PUBLISHER, _C.PLACE])
_UNBOUND = np.isin(np.arange(256), list(b" 0#"))
_FIRST_FIELD = np.isin(np.arange(len(Column) + 1), [_C.RESPONSIBILITY, *CONTROL])


@dataclass(frozen=True, slots=True)
class Readings:
    """Columns, records (as frames) and fields (as places in ``Fields``), side by side and sorted."""

    column: Ints
    record: Ints
    field: Ints
    rank: Ints


def readings_of(scan: Scan, fields: Fields, needed: Mapping[Column, Flags]) -> tuple[Readings, Ints]:
    """What is read from which field, and the records whose links between fields are not plain.

    ``needed`` says of a column which records (frames) it is to be read of; others are read of all.
    """
    used = np.flatnonzero(_USED[fields.tag])
    tag, owner = fields.tag[used], fields.record[used]
    first, unbound = _published(scan, fields, used, tag), _unbound(scan, fields, used, tag)
    keys = []
    for columns, ranks in _USES:
        column, rank = columns.take(tag), ranks.take(tag)
        rank[first[_IMPRINT[column[first]]]] = 0
        kept = column > 0
        kept[unbound] = False
        for which, records in needed.items():
            some = np.flatnonzero(column == which)
            kept[some] &= records[owner[some]]
        keys.append(_keys(column[kept], owner[kept], rank[kept], used[kept]))
    linked, strange = _linked(scan, fields)
    key = np.sort(np.concatenate([*keys, linked]))
    return _first_fields(_unkeyed(key)), strange


def _published(scan: Scan, fields: Fields, field: Ints, tag: Ints) -> Ints:
    """The places of the imprints of the publication, which come before others."""
    some = np.flatnonzero(tag == 264)
    low = fields.low[field[some]]
    two = scan.at[low + 1] - scan.at[low] > 2
    return np.asarray(some[two & (_indicator(scan, fields, field[some], 2) == ord("1"))])


def _unbound(scan: Scan, fields: Fields, field: Ints, tag: Ints) -> Ints:
    """The places of notes that do not restrict."""
    notes = np.flatnonzero(tag == 506)
    return np.asarray(notes[_UNBOUND[_indicator(scan, fields, field[notes], 1)]])


def _keys(column: Ints, record: Ints, rank: Ints, field: Ints) -> Ints:
    return (((column << _ROW | record) << _RANK | rank) << _AT) | field


def _unkeyed(key: Ints) -> Readings:
    field, rank = key & (1 << _AT) - 1, key >> _AT & (1 << _RANK) - 1
    record = key >> _AT + _RANK & (1 << _ROW) - 1
    return Readings(key >> _AT + _RANK + _ROW, record, field, rank)


def _first_fields(read: Readings) -> Readings:
    """Without the second field of a record where only the first is looked at."""
    again = np.zeros(len(read.column), bool)
    again[1:] = (read.column[1:] == read.column[:-1]) & (read.record[1:] == read.record[:-1])
    kept = ~(again & _FIRST_FIELD[read.column])
    return Readings(read.column[kept], read.record[kept], read.field[kept], read.rank[kept])


def _indicator(scan: Scan, fields: Fields, field: Ints, which: int) -> Octets:
    return scan.octets[scan.at[fields.low[field]] + which]


def _linked(scan: Scan, fields: Fields) -> tuple[Ints, Ints]:
    """The keys of fields 880 by the tag that their $6 begins with; the records where $6 begins otherwise."""
    field = np.flatnonzero(fields.tag == _IN_ITS_OWN_SCRIPT)
    low = fields.low[field]
    owner, place = spread(fields.high[field] - low - 1)
    sub = low[owner] + 1 + place
    six = np.flatnonzero(scan.octets[scan.at[sub] + 1] == ord("6"))
    six = six[np.unique(owner[six], return_index=True)[1]]
    sub, field = sub[six], field[owner[six]]
    tag = scan.numbers(scan.at[sub] + 2, 3)
    strange = fields.record[field[tag < 0]]
    column, rank = _LINKS[:, tag] * (tag >= 0)
    bound = ~((column == _C.RESTRICTION) & (rank == 1) & _UNBOUND[_indicator(scan, fields, field, 1)])
    kept = (column > 0) & bound
    return _keys(column, fields.record[field], rank, field)[kept], strange


_LINKS = np.zeros((2, 1000), np.int64)
for _tag, (_column, _rank) in _LINKED.items():
    _LINKS[:, _tag] = _column, _rank
