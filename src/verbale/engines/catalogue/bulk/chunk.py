"""All usual records of a chunk, read as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from verbale.engines.catalogue.bulk.classes import broad_fields
from verbale.engines.catalogue.bulk.coded import Coded
from verbale.engines.catalogue.bulk.directories import Fields, fields_of, noisy, parted
from verbale.engines.catalogue.bulk.frames import Frames
from verbale.engines.catalogue.bulk.oddities import remarks_of
from verbale.engines.catalogue.bulk.own_facts import OwnFacts
from verbale.engines.catalogue.bulk.pieces import pieces_of, texts_of
from verbale.engines.catalogue.bulk.rows import columns_of
from verbale.engines.catalogue.bulk.scan import Flags, Ints, Scan
from verbale.engines.catalogue.bulk.schemes import foreign_records
from verbale.engines.catalogue.bulk.sources import Column, Readings, readings_of
from verbale.engines.catalogue.bulk.values import Values, values_of
from verbale.engines.catalogue.encoding import UTF8
from verbale.engines.catalogue.reading import NOT_BIBLIOGRAPHIC
from verbale.engines.catalogue.scheme import MARC21

_OTHER_TYPES = np.isin(np.arange(256), list("".join(NOT_BIBLIOGRAPHIC).encode()))
_CODED = np.isin(
    np.arange(max(Column) + 1),
    [Column.ISBN, Column.ISSN, Column.DATES, Column.COUNTRIES, Column.LANGUAGE, Column.CLASS],
)
"""Columns whose texts are read as codes."""


@cache
def _statuses() -> pa.StringArray:
    return pa.array([chr(byte).strip() for byte in range(256)], pa.string())


@dataclass(frozen=True, slots=True)
class Usual:
    """``usual``: which records (frames) could be read as columns; the rest is what was read of them, by frame."""

    usual: Flags
    values: Values
    coded: Coded
    field: Ints
    restricted: Flags
    remarks: Mapping[int, list[str]]

    def columns(self, own: OwnFacts, scan: Scan, frames: Frames) -> tuple[Ints, dict[str, pa.Array]]:
        """The records that are still usual, and their columns by name."""
        values = self.values.chosen(self.usual[self.values.record])
        records = np.flatnonzero(self.usual)
        start, end = frames.start[records], frames.end[records] + 1
        told = columns_of(
            values, self.coded, self.field, self.restricted, records, own, lambda row: scan.data[start[row] : end[row]]
        )
        told["status"] = _statuses().take(pa.array(scan.octets[start + 5]))
        told["scheme"] = pa.repeat(pa.scalar(MARC21, pa.string()), len(records))
        told["encoding"] = pa.repeat(pa.scalar(UTF8, pa.string()), len(records))
        told["remarks"] = self._remarks(records)
        return records, told

    def remarked(self) -> int:
        """How many of the records have remarks."""
        return sum(bool(self.usual[record]) for record in self.remarks)

    def _remarks(self, records: Ints) -> pa.Array:
        told: list[list[str]] = [[]] * len(records)
        for record, remarks in self.remarks.items():
            if self.usual[record]:
                told[int(np.searchsorted(records, record))] = remarks
        return pa.array(told, pa.list_(pa.string()))


def read_usual(scan: Scan, frames: Frames) -> Usual:
    """Reads what is usual; whatever raises a doubt makes a record unusual."""
    fields, usual = fields_of(scan, frames)
    coded, odd = Coded.of(scan, frames, fields)
    needed = {Column.DATES: coded.year < 0, Column.LANGUAGE: coded.language < 0}
    readings, linked = readings_of(scan, fields, needed)
    pieces = pieces_of(scan, fields, readings)
    noise = noisy(scan, fields)
    values, strange = values_of(scan, pieces, texts_of(scan, readings, pieces, noise))
    count = len(frames.end)
    garbled = _garbled(fields, readings, noise)
    field = broad_fields(scan, fields, readings, pieces, count)
    remarks, untold = remarks_of(scan, fields)
    for doubtful in (odd, linked, strange, garbled, untold, foreign_records(scan, fields)):
        usual[doubtful] = False
    usual &= _holding(values.record[values.column == Column.TITLE], count)
    usual[usual] &= ~_OTHER_TYPES[scan.octets[frames.start[usual] + 6]]
    restricted = _holding(readings.record[readings.column == Column.RESTRICTION], count)
    return Usual(usual, values, coded, field, restricted, remarks)


def _garbled(fields: Fields, readings: Readings, noise: Flags) -> Ints:
    """The records with control characters in what is coded, or subfields in a field that can have none."""
    odd = parted(fields)
    read = odd.take(readings.field) | (_CODED.take(readings.column) & noise.take(readings.field))
    dates = np.flatnonzero(fields.tag == 8)
    dates = dates[odd[dates] | noise[dates]]
    return np.concatenate([readings.record[read], fields.record[dates]])


def _holding(records: Ints, count: int) -> Flags:
    found = np.zeros(count, bool)
    found[records] = True
    return found
