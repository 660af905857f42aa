"""The coded facts of all usual records of a chunk, out of leader and 008.

The codes of a record are few letters, and most records have the same ones: each combination is put to the functions of
``codes`` once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from verbale.engines.catalogue import codes
from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.frames import Frames
from verbale.engines.catalogue.bulk.scan import Ints, Octets, Scan
from verbale.engines.catalogue.countries import COUNTRIES
from verbale.engines.catalogue.record import Record

CODES = tuple(sorted(COUNTRIES))
"""The countries by number."""

KINDS = tuple(sorted(codes.KINDS))
"""The kinds by number."""

_NUMBER = {name: number for number, name in enumerate(CODES)}
_KIND = {name: number for number, name in enumerate(KINDS)}
_COLUMNS = (*range(7, 11), *range(15, 18), 21, *range(24, 30), *range(35, 38))
_COUNTRY, _SORT, _LANGUAGE = slice(4, 7), slice(7, 14), slice(14, 17)
_BY_FIELD = (("502",), ("111", "711"))
"""Fields whose presence tells a kind."""


@dataclass(frozen=True, slots=True)
class Coded:
    """By record (frame): year, and number of the country and the kind, all -1 where not told; language or None."""

    year: Ints
    country: Ints
    language: list[str | None]
    kind: Ints

    @classmethod
    def of(cls, scan: Scan, frames: Frames, fields: Fields) -> tuple[Coded, Ints]:
        """The codes, and the records whose 008 is not ASCII or has subfields."""
        letters, odd = _letters(scan, fields, len(frames.end))
        country = np.array([_country(code) for code in _cut(letters[:, _COUNTRY])], np.int64)
        language = [_language(code) for code in _cut(letters[:, _LANGUAGE])]
        return cls(_years(letters), country, language, _kinds(scan, frames, fields, letters)), odd


def _letters(scan: Scan, fields: Fields, count: int) -> tuple[Octets, Ints]:
    field = np.flatnonzero(fields.tag == 8)
    record, first = np.unique(fields.record[field], return_index=True)
    field = field[first]
    begin, end = scan.at[fields.low[field]] + 1, scan.at[fields.high[field]]
    places = begin[:, None] + np.array(_COLUMNS)
    found = scan.octets[np.minimum(places, len(scan.octets) - 1)]
    found[places >= end[:, None]] = 0
    letters = np.zeros((count, len(_COLUMNS)), np.uint8)
    letters[record] = found
    odd = (fields.high[field] - fields.low[field] != 1) | (scan.highest(begin, end) >= 0x80)
    return letters, record[odd]


def _cut(letters: Octets) -> list[bytes]:
    """Each row as bytes, without the zeros at its end."""
    whole = np.ascontiguousarray(letters & np.uint8(0x7F))
    told: list[bytes] = whole.view(f"S{letters.shape[1]}").ravel().tolist()
    return told


def _years(letters: Octets) -> Ints:
    figures = letters[:, :4] - np.uint8(ord("0"))
    number = figures.astype(np.int64) @ (1000, 100, 10, 1)
    return np.where((figures <= 9).all(axis=1) & (number >= 1400) & (number < 2100), number, -1)


def _kinds(scan: Scan, frames: Frames, fields: Fields, letters: Octets) -> Ints:
    keys = np.zeros((len(letters), 11), np.uint8)
    start = np.minimum(frames.start, len(scan.octets) - 8)
    keys[:, 0], keys[:, 1] = scan.octets[start + 6], scan.octets[start + 7]
    for place, tags in enumerate(_BY_FIELD, 2):
        keys[fields.record[np.isin(fields.tag, [int(tag) for tag in tags])], place] = 1
    keys[:, 4:] = np.maximum(letters[:, _SORT], 0x20)
    return np.array([_kind(key) for key in _cut(keys)], np.int64)


def _coded(first: int, letters: str) -> Record:
    return Record(0, b"", "", {"008": [(" " * first + letters).encode()]})


@lru_cache(1 << 16)
def _country(code: bytes) -> int:
    told = codes.countries(_coded(15, code.decode()))
    return _NUMBER[told[0]] if told else -1


@lru_cache(1 << 16)
def _language(code: bytes) -> str | None:
    return codes.language(_coded(35, code.decode()))


@lru_cache(1 << 16)
def _kind(key: bytes) -> int:
    sort = key[4:].decode()
    content = _coded(21, sort[0].ljust(3) + sort[1:]).content
    told = {tags[0]: [b""] for tags, there in zip(_BY_FIELD, key[2:4], strict=True) if there}
    name = codes.kind(Record(0, b"", " " * 6 + key[:2].decode(), {**content, **told}))
    return -1 if name is None else _KIND[name]
