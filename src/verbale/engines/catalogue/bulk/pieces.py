"""The subfields that are read, gathered into texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.ranges import gathered, octets_of
from verbale.engines.catalogue.bulk.scan import BLANK, Flags, Ints, Octets, Scan, strip_left, strip_right
from verbale.engines.catalogue.bulk.sources import CODES, CONTROL, Column, Readings

_C = Column
_COLUMNS = np.arange(max(Column) + 1)
_FIRST_SUBFIELD = np.isin(_COLUMNS, [_C.PUBLISHER, _C.PLACE, _C.SERIES, _C.LOCAL_NUMBERS, _C.CLASS])
_EACH_SUBFIELD = np.isin(_COLUMNS, [_C.ISBN, _C.ISSN, _C.COUNTRIES, _C.LANGUAGE])
_CONTROL = np.isin(_COLUMNS, CONTROL)
_DASH = " – ".encode()
_BLANK = 0x20


@dataclass(frozen=True, slots=True)
class Pieces:
    """Subfields in the order of the readings, empty ones left out.

    ``reading`` is the place in ``Readings``; ``code`` and ``stop`` are the bytes of the chunk where its code and the
    next mark stand; ``begin`` and ``end`` are between them, without the blanks around it, ``bare`` tells that there
    were none.
    """

    reading: Ints
    code: Ints
    stop: Ints
    begin: Ints
    end: Ints
    bare: Flags

    def count_before(self, readings: Readings, column: Column) -> int:
        """How many of the subfields are read for the columns before this one."""
        return int(np.searchsorted(self.reading, np.searchsorted(readings.column, column)))


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts within a buffer, in the order of the readings: column and record of each, and which bytes it has.

    ``doubtful`` are those with blanks that cleaning would join, ``noisy`` those of fields with control characters;
    ``first`` and ``last`` are the pieces they are made of.
    """

    column: Ints
    record: Ints
    begin: Ints
    end: Ints
    octets: Octets
    doubtful: Flags
    noisy: Flags
    first: Ints
    last: Ints


def pieces_of(scan: Scan, fields: Fields, readings: Readings) -> Pieces:
    """The subfields that are read, one after another."""
    reading, sub = _read_subfields(scan, fields, readings)
    code = scan.at.take(sub)
    code += ~_CONTROL.take(readings.column).take(reading)
    begin, stop = code + 1, scan.at.take(sub + 1)
    end = stop.copy()
    left = np.flatnonzero(scan.octets.take(begin) == _BLANK)
    right = np.flatnonzero(scan.octets.take(end - 1) == _BLANK)
    strip_left(scan.octets, begin, end, left, BLANK)
    strip_right(scan.octets, begin, end, right, BLANK)
    bare = np.ones(len(reading), bool)
    bare[left] = bare[right] = False
    kept = end > begin
    one = np.flatnonzero(_FIRST_SUBFIELD.take(readings.column).take(reading) & kept)
    of = reading.take(one)
    kept[one[1:][of[1:] == of[:-1]]] = False
    some = np.flatnonzero(kept)
    return Pieces(reading.take(some), code.take(some), stop.take(some), begin.take(some), end.take(some), bare[some])


def _read_subfields(scan: Scan, fields: Fields, readings: Readings) -> tuple[Ints, Ints]:
    """The readings' subfields, each with its reading and the place in ``Scan.at`` of the mark before it."""
    low, high = fields.low.take(readings.field), fields.high.take(readings.field)
    control = _CONTROL.take(readings.column)
    count = high - low
    count -= ~control
    count[control] = 1
    low += ~control
    low -= np.cumsum(count) - count
    sub = np.repeat(low, count)
    sub += np.arange(len(sub))
    code = np.repeat(readings.column << 8, count)
    code |= scan.after.take(sub)
    kept = np.flatnonzero(CODES.ravel().take(code))
    return np.repeat(np.arange(len(count)), count).take(kept), sub.take(kept)


def texts_of(scan: Scan, readings: Readings, pieces: Pieces, noise: Flags) -> Texts:
    """The texts that the pieces make: joined by field, or each on its own; class numbers are left out.

    ``noise`` tells which fields hold control characters.

    The pieces are gathered whole, each with the code before it; then the codes become what joins the pieces.
    """
    count = pieces.count_before(readings, _C.CLASS)
    column = readings.column.take(pieces.reading[:count])
    first, last = _bounds(readings, pieces.reading[:count])
    octets, offsets = octets_of(gathered(scan.octets, pieces.code[:count], pieces.stop[:count]))
    code, after = offsets[:-1], offsets[1:]
    dashed = column == _C.SUBJECTS
    dashed[first] = False
    loose = bytearray(octets)
    np.frombuffer(loose, np.uint8)[code] = np.where(dashed, 0x1F, 0x20)
    longer = np.cumsum(dashed) * (len(_DASH) - 1)
    begin, end = code.take(first) + 1 + longer.take(first), after.take(last) + longer.take(last)
    octets = np.frombuffer(loose.replace(b"\x1f", _DASH), np.uint8)
    loose_ends = np.flatnonzero(~(pieces.bare[first] & pieces.bare[last]))
    strip_left(octets, begin, end, loose_ends, BLANK)
    strip_right(octets, begin, end, loose_ends, BLANK)
    doubtful = _holding_double(octets, begin, end)
    loose_parts = np.flatnonzero(~pieces.bare[:count] & (column == _C.SUBJECTS))
    doubtful[np.searchsorted(first, loose_parts, "right") - 1] = True
    reading = pieces.reading.take(first)
    noisy = noise.take(readings.field.take(reading))
    return Texts(column.take(first), readings.record.take(reading), begin, end, octets, doubtful, noisy, first, last)


def _bounds(readings: Readings, reading: Ints) -> tuple[Ints, Ints]:
    """The first and the last piece of each text."""
    begins = np.ones(len(reading), bool)
    begins[1:] = reading[1:] != reading[:-1]
    begins |= _EACH_SUBFIELD.take(readings.column.take(reading))
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
