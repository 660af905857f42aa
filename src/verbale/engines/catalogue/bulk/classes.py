"""The broad field of all usual records of a chunk, told by their class numbers.

A table knows at most four letters of a number, so each beginning is put to ``subject`` once.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.pieces import Pieces
from verbale.engines.catalogue.bulk.ranges import encoded
from verbale.engines.catalogue.bulk.scan import Ints, Scan
from verbale.engines.catalogue.bulk.sources import CLASS_TAGS, Column, Readings
from verbale.engines.catalogue.record import Record
from verbale.engines.catalogue.subject import FIELDS, field_of

_BEGINNING = 4
_NUMBER = {name: number for number, name in enumerate(FIELDS)}
_AROUND = np.isin(np.arange(256), list(b"[(\"' "))
_BY_SOURCE = CLASS_TAGS.index("084")


def broad_fields(scan: Scan, fields: Fields, readings: Readings, pieces: Pieces, count: int) -> Ints:
    """By record (frame) the number of its field in ``FIELDS``, -1 if unknown."""
    some = slice(pieces.count_before(readings, Column.CLASS), None)
    reading, begin, end = pieces.reading[some], pieces.begin[some], pieces.end[some]
    while (around := _AROUND.take(scan.octets.take(begin)) & (begin < end)).any():
        begin = begin + around
    letters = scan.beginnings(begin, end, _BEGINNING)
    beginnings = (letters & np.uint8(0x7F)).view("S4").ravel()
    rank = readings.rank.take(reading)
    keys, which = encoded(rank << 32 | beginnings.view(np.uint32))
    told = np.array(list(map(_told, keys)), np.int64).take(which)
    for place in np.flatnonzero(rank == _BY_SOURCE).tolist():
        told[place] = _by_source(bytes(beginnings[place]), _source(scan, fields, int(readings.field[reading[place]])))
    for place in np.flatnonzero((letters >= 0x80).any(axis=1)).tolist():
        told[place] = _field({CLASS_TAGS[rank[place]]: [_value(scan, fields, int(readings.field[reading[place]]))]})
    known = np.flatnonzero(told >= 0)[::-1]
    found = np.full(count, -1, np.int64)
    found[readings.record.take(reading.take(known))] = told.take(known)  # the first of a record is written last
    return found


@lru_cache(1 << 16)
def _told(key: int) -> int:
    rank, beginning = key >> 32, (key & 0xFFFFFFFF).to_bytes(4, "little")
    return _field({CLASS_TAGS[rank]: [b"  \x1fa" + beginning.rstrip(b"\x00")]})


def _value(scan: Scan, fields: Fields, field: int) -> bytes:
    return scan.data[scan.at[fields.low[field]] + 1 : scan.at[fields.high[field]]]


def _source(scan: Scan, fields: Fields, field: int) -> bytes:
    """The subfields $2 of a field 084, which say what its number is of."""
    parts = _value(scan, fields, field).split(b"\x1f")
    return b"".join([b"\x1f" + part for part in parts[1:] if part[:1] == b"2"])


@lru_cache(1 << 16)
def _by_source(beginning: bytes, source: bytes) -> int:
    return _field({"084": [b"  \x1fa" + beginning + source]})


def _field(content: dict[str, list[bytes]]) -> int:
    name = field_of(Record(0, b"", "", content))
    return -1 if name is None else _NUMBER[name]
