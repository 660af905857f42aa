"""The coded facts of all usual records of a chunk, out of leader and 008.

The codes of a record are few letters, and most records have the same ones: each combination is put to the functions of
``codes`` once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from verbale.engines.catalogue import codes
from verbale.engines.catalogue.bulk.directories import Fields
from verbale.engines.catalogue.bulk.frames import Frames
from verbale.engines.catalogue.bulk.ranges import encoded, highest
from verbale.engines.catalogue.bulk.scan import Ints, Octets, Scan
from verbale.engines.catalogue.countries import COUNTRIES
from verbale.engines.catalogue.record import Record

CODES = tuple(sorted(COUNTRIES))
"""The countries by number."""

KINDS = tuple(sorted(codes.KINDS))
"""The kinds by number."""

_NUMBER = {name: number for number, name in enumerate(CODES)}
_KIND = {name: number for number, name in enumerate(KINDS)}
_COLUMNS = (*range(7, 11), *range(15, 18), 0, 0, 21, *range(24, 28), 29, *range(35, 38))
_LONG = 38
_COUNTRY, _SORT, _LANGUAGE = slice(4, 7), slice(7, 15), slice(15, 18)
_BY_FIELD = (("502",), ("111", "711"))
"""Fields whose presence tells a kind."""


@dataclass(frozen=True, slots=True)
class Coded:
    """By record (frame): the year, and the numbers of country, language (see ``language``) and kind, -1: not told."""

    year: Ints
    country: Ints
    language: Ints
    kind: Ints

    @classmethod
    def of(cls, scan: Scan, frames: Frames, fields: Fields) -> tuple[Coded, Ints]:
        """The codes, and the records whose 008 is not ASCII or has subfields."""
        letters, odd = _letters(scan, frames, fields)
        country = _told(letters[:, _COUNTRY], _country)
        language = _told(letters[:, _LANGUAGE], _language)
        kind = _told(_kind_keys(scan, frames, fields, letters), _kind)
        return cls(_years(letters), country, language, kind), odd


def _letters(scan: Scan, frames: Frames, fields: Fields) -> tuple[Octets, Ints]:
    field = np.flatnonzero(fields.tag == 8)
    record = fields.record.take(field)
    first = np.flatnonzero(np.diff(record, prepend=-1))
    record, field = record.take(first), field.take(first)
    begin, end = scan.at[fields.low[field]] + 1, scan.at[fields.high[field]]
    found = scan.beginnings(begin, end, _LONG)[:, _COLUMNS]
    found[found >= 0x80] = 0
    letters = np.zeros((len(frames.end), len(_COLUMNS)), np.uint8)
    letters[record] = found
    odd = fields.high[field] - fields.low[field] != 1
    foreign = np.flatnonzero(frames.highest[record] >= 0x80)
    odd[foreign] |= highest(scan.octets, begin[foreign], end[foreign]) >= 0x80
    return letters, record[odd]


def _told(letters: Octets, tell: Callable[[int], int]) -> Ints:
    """What each row's letters tell, of which there are at most eight."""
    whole = np.zeros((len(letters), 8), np.uint8)
    whole[:, : letters.shape[1]] = letters
    keys, which = encoded(whole.view(np.uint64).ravel())
    return np.array(list(map(tell, keys)), np.int64).take(which)


def _bytes(key: int) -> bytes:
    return key.to_bytes(8, sys.byteorder).rstrip(b"\x00")


def _years(letters: Octets) -> Ints:
    figures = letters[:, :4] - np.uint8(ord("0"))
    number = figures.astype(np.int64) @ (1000, 100, 10, 1)
    return np.where((figures <= 9).all(axis=1) & (number >= 1400) & (number < 2100), number, -1)


def _kind_keys(scan: Scan, frames: Frames, fields: Fields, letters: Octets) -> Octets:
    """Type and level, each with a bit for the fields that tell a kind, and the letters of 008 that do."""
    keys = np.maximum(letters[:, _SORT], 0x20)
    start = np.minimum(frames.start, len(scan.octets) - 8)
    for place, tags in enumerate(_BY_FIELD):
        keys[:, place] = scan.octets[start + 6 + place] & 0x7F
        for tag in tags:
            keys[fields.record[fields.tag == int(tag)], place] |= 0x80
    return keys


def _coded(first: int, letters: str) -> Record:
    return Record(0, b"", "", {"008": [(" " * first + letters).encode()]})


@lru_cache(1 << 16)
def _country(key: int) -> int:
    told = codes.countries(_coded(15, _bytes(key).decode()))
    return _NUMBER[told[0]] if told else -1


@lru_cache(1 << 16)
def _language(key: int) -> int:
    told = codes.language(_coded(35, _bytes(key).decode()))
    return int.from_bytes(told.encode(), "big") if told else -1


def language(number: int) -> str | None:
    """The language with this number, which is that of its letters."""
    return number.to_bytes(3, "big").decode() if number >= 0 else None


@lru_cache(1 << 16)
def _kind(letters: int) -> int:
    key = _bytes(letters)
    leader = "".join(chr(byte & 0x7F) for byte in key[:2])
    content = _coded(21, f"{key[2]:c}  {key[3:7].decode()} {key[7:].decode()}").content
    told = {tags[0]: [b""] for tags, byte in zip(_BY_FIELD, key, strict=False) if byte & 0x80}
    name = codes.kind(Record(0, b"", " " * 6 + leader, {**content, **told}))
    return -1 if name is None else _KIND[name]
