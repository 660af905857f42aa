"""The subfields that are read, gathered into texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.ranges import gathered, octets_of
from verbale.engines.catalogue.bulk.scan import BLANK, Flags, Ints, Octets, Scan, spread, strip_left, strip_right
from verbale.engines.catalogue.bulk.sources import CODES, CONTROL, Column, Readings

_C = Column
_COLUMNS = np.arange(max(Column) + 1)
_FIRST_SUBFIELD = np.isin(_COLUMNS, [_C.PUBLISHER, _C.PLACE, _C.SERIES, _C.LOCAL_NUMBERS, _C.CLASS])
_EACH_SUBFIELD = np.isin(_COLUMNS, [_C.ISBN, _C.ISSN, _C.COUNTRIES, _C.LANGUAGE])
_CONTROL = np.isin(_COLUMNS, CONTROL)
_DASH = " – ".encode()


@dataclass(frozen=True, slots=True)
class Pieces:
    """Subfields in the order of the readings, empty ones left out.

    ``reading`` is the place in ``Readings``, ``sub`` that of the mark before it in ``Scan.at``; ``begin`` and ``end``
    are bytes of the chunk without the blanks around it, ``bare`` tells that there were none.
    """

    reading: Ints
    sub: Ints
    begin: Ints
    end: Ints
    bare: Flags


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts within a buffer, in the order of the readings: column and record of each, and which bytes it has.

    ``doubtful`` are those with blanks that cleaning would join, ``first`` and ``last`` the pieces they are made of.
    """

    column: Ints
    record: Ints
    begin: Ints
    end: Ints
    octets: Octets
    doubtful: Flags
    first: Ints
    last: Ints


def pieces_of(scan: Scan, fields: Fields, readings: Readings) -> Pieces:
    """The subfields that are read, one after another."""
    low, high = fields.low[readings.field], fields.high[readings.field]
    control = _CONTROL[readings.column]
    reading, place = spread(np.where(control, 1, high - low - 1))
    sub = low[reading] + place + ~control[reading]
    kept = CODES.ravel().take(readings.column.take(reading) << 8 | scan.after.take(sub))
    reading, sub = reading[kept], sub[kept]
    begin = scan.at.take(sub) + 2 - control.take(reading)
    end = scan.at.take(sub + 1)
    bare_begin, bare_end = begin.copy(), end.copy()
    every = np.arange(len(begin))
    strip_left(scan.octets, bare_begin, bare_end, every, BLANK)
    strip_right(scan.octets, bare_begin, bare_end, every, BLANK)
    bare = (bare_begin == begin) & (bare_end == end)
    kept = bare_end > bare_begin
    again = np.zeros(len(kept), bool)
    one = _FIRST_SUBFIELD[readings.column[reading]] & kept
    places = np.flatnonzero(one)
    again[places[1:]] = reading[places[1:]] == reading[places[:-1]]
    kept &= ~again
    return Pieces(reading[kept], sub[kept], bare_begin[kept], bare_end[kept], bare[kept])


def texts_of(scan: Scan, readings: Readings, pieces: Pieces) -> Texts:
    """The texts that the pieces make: joined by field, or each on its own; class numbers are left out.

    The pieces are gathered whole, each with the code before it; then the codes become what joins the pieces.
    """
    column = readings.column[pieces.reading]
    count = int(np.searchsorted(column, _C.CLASS))
    column = column[:count]
    first, last = _bounds(readings, pieces.reading[:count])
    sub = pieces.sub[:count]
    parts = gathered(scan.octets, scan.at.take(sub) + ~_CONTROL[column], scan.at.take(sub + 1))
    octets, offsets = octets_of(parts)
    code, after = offsets[:-1], offsets[1:]
    dashed = column == _C.SUBJECTS
    dashed[first] = False
    loose = bytearray(octets)
    np.frombuffer(loose, np.uint8)[code] = np.where(dashed, 0x1F, 0x20)
    longer = np.cumsum(dashed) * (len(_DASH) - 1)
    begin, end = code[first] + 1 + longer[first], after[last] + longer[last]
    octets = np.frombuffer(loose.replace(b"\x1f", _DASH), np.uint8)
    loose_ends = np.flatnonzero(~(pieces.bare[first] & pieces.bare[last]))
    strip_left(octets, begin, end, loose_ends, BLANK)
    strip_right(octets, begin, end, loose_ends, BLANK)
    doubtful = _holding_double(octets, begin, end)
    loose_parts = np.flatnonzero(~pieces.bare[:count] & (column == _C.SUBJECTS))
    doubtful[np.searchsorted(first, loose_parts, "right") - 1] = True
    return Texts(column[first], readings.record[pieces.reading[first]], begin, end, octets, doubtful, first, last)


def _bounds(readings: Readings, reading: Ints) -> tuple[Ints, Ints]:
    """The first and the last piece of each text."""
    begins = np.ones(len(reading), bool)
    begins[1:] = reading[1:] != reading[:-1]
    begins |= _EACH_SUBFIELD[readings.column[reading]]
    first = np.flatnonzero(begins)
    return first, np.append(first[1:], len(begins))[: len(first)] - 1


def _holding_double(octets: Octets, begin: Ints, end: Ints) -> Flags:
    """Which of the texts hold two blanks in a row."""
    found = np.zeros(len(begin), bool)
    blank = octets == 0x20
    places = np.flatnonzero(blank[:-1] & blank[1:])
    if len(begin) and len(places):
        text = np.searchsorted(begin, places, "right") - 1
        found[text[(text >= 0) & (places + 1 < end[text])]] = True
    return found
