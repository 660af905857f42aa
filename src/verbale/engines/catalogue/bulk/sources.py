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
_COLUMN = _ROW + _RANK + _AT


_OF_PUBLICATION, _IDLE = 1000, 1001
"""Beside the tags: an imprint of the publication (264), which comes before others; a field that is not read."""


def _told() -> list[Ints]:
    """By tag: the keys, with neither record nor field, of the first, second and third use of a field, else 0."""
    tables = [np.zeros(_IDLE + 1, np.int64) for _ in range(3)]
    for column, tags in _FIELDS.items():
        for rank, tag in enumerate(tags):
            if tag:
                table = next(table for table in tables if not table[int(tag)])
                table[int(tag)] = column << _COLUMN | rank << _AT
    for table in tables:
        use = int(table[264])
        table[_OF_PUBLICATION] = use >> _COLUMN << _COLUMN if use >> _COLUMN in (_C.PUBLISHER, _C.PLACE) else use
    return tables


CODES = np.zeros((len(Column) + 1, 256), bool)
"""By column and code: whether the subfield is read."""
for _column, _codes in _CODES.items():
    CODES[_column, np.frombuffer(_codes.encode(), np.uint8)] = True
CODES[list(CONTROL)] = True
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
    tag = _tags(scan, fields)
    linked, strange = _linked(scan, fields)
    keys = [linked]
    for told in _TOLD:
        used = np.flatnonzero((told > 0).take(tag))
        of = tag.take(used)
        for column, records in needed.items():
            asked = told >> _COLUMN == column
            if asked.any():
                kept = np.flatnonzero(~asked.take(of) | records.take(fields.record.take(used)))
                used, of = used.take(kept), of.take(kept)
        keys.append(told.take(of) | fields.record.take(used) << _RANK + _AT | used)
    key = np.concatenate(keys)
    key.sort()
    return _unkeyed(_first_fields(key)), strange


def _tags(scan: Scan, fields: Fields) -> Ints:
    """The tags, those of imprints of the publication and of notes that do not restrict replaced."""
    tag = fields.tag.copy()
    imprints = np.flatnonzero(tag == 264)
    low = fields.low.take(imprints)
    two = scan.at.take(low + 1) - scan.at.take(low) > 2
    tag[imprints[two & (_indicator(scan, fields, imprints, 2) == ord("1"))]] = _OF_PUBLICATION
    notes = np.flatnonzero(tag == 506)
    tag[notes[_UNBOUND[_indicator(scan, fields, notes, 1)]]] = _IDLE
    return tag


def _keys(column: Ints, record: Ints, rank: Ints, field: Ints) -> Ints:
    return (((column << _ROW | record) << _RANK | rank) << _AT) | field


def _unkeyed(key: Ints) -> Readings:
    rest = key >> _AT
    rank = rest & (1 << _RANK) - 1
    rest >>= _RANK
    return Readings(rest >> _ROW, rest & (1 << _ROW) - 1, key & (1 << _AT) - 1, rank)


def _first_fields(key: Ints) -> Ints:
    """Without the second field of a record where only the first is looked at."""
    owner = key >> _AT + _RANK
    again = 1 + np.flatnonzero(owner[1:] == owner[:-1])
    return np.delete(key, again[_FIRST_FIELD[owner[again] >> _ROW]])


_TOLD = _told()


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
