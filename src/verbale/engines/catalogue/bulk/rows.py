"""The rows of an edition for all usual records of a chunk, as columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pyarrow as pa

from verbale.engines.catalogue import codes
from verbale.engines.catalogue.bulk.coded import CODES, KINDS, Coded, language
from verbale.engines.catalogue.bulk.folding import FoldedTexts, words
from verbale.engines.catalogue.bulk.naming import names
from verbale.engines.catalogue.bulk.own_facts import OwnFacts
from verbale.engines.catalogue.bulk.ranges import octets_of
from verbale.engines.catalogue.bulk.scan import Flags, Ints
from verbale.engines.catalogue.bulk.sources import Column
from verbale.engines.catalogue.bulk.values import Values, first_of
from verbale.engines.catalogue.record import Record
from verbale.engines.catalogue.subject import FIELDS

_C = Column
_SINGLE = {
    "title": _C.TITLE, "original_title": _C.ORIGINAL_TITLE, "responsibility": _C.RESPONSIBILITY,
    "publisher": _C.PUBLISHER, "place": _C.PLACE, "control_number": _C.CONTROL_NUMBER,
    "agency": _C.AGENCY,
}  # fmt: skip
_LISTS = {
    "creators": _C.CREATORS, "original_creators": _C.ORIGINAL_CREATORS, "series": _C.SERIES, "subjects": _C.SUBJECTS,
    "isbn": _C.ISBN, "issn": _C.ISSN, "local_numbers": _C.LOCAL_NUMBERS, "variants": _C.VARIANTS,
}  # fmt: skip


def columns_of(
    values: Values, coded: Coded, field: Ints, restricted: Flags, records: Ints, own: OwnFacts,
    raw_of: Callable[[int], bytes],
) -> dict[str, pa.Array]:  # fmt: skip
    """By name the columns that tell of these records (frames, in order), all but where they stood.

    ``raw_of`` gives the bytes of a row.
    """
    row = np.zeros(int(records[-1]) + 1 if len(records) else 1, np.int64)
    row[records] = np.arange(len(records))
    row = row[values.record]
    count = len(records)
    year = _year(values, coded.year[records], records)
    countries = _countries(values, coded.country[records], records)
    texts = values.pool.take(pa.array(values.place))
    worded = int(np.searchsorted(values.column, _C.CONTROL_NUMBER, "right"))
    whole = texts.view(pa.string())
    folded = FoldedTexts.of(texts.slice(0, worded))
    told = {
        **{name: _single(values, column, texts, row, count) for name, column in _SINGLE.items()},
        **{name: _list(values, column, whole, row, count) for name, column in _LISTS.items()},
        "year": pa.array(year.astype(np.int32), mask=year < 0),
        "countries": countries,
        "country": first_of(countries),
        "language": _language(values, coded.language[records], records),
        "kind": _named(KINDS, coded.kind[records]),
        "field": _named(FIELDS, field[records]),
        "restriction": _restriction(values, row, count),
        "restricted": pa.array(restricted[records]),
        "text": words(folded, row[:worded], year),
    }
    low, high = np.searchsorted(values.column, [_C.CREATORS, _C.CREATORS + 1])
    creating, first = np.unique(row[low:high], return_index=True)
    publishers = np.searchsorted(values.column[:worded], [_C.PUBLISHER, _C.PUBLISHER + 1])
    published = folded.taken(np.arange(*publishers))
    told |= own.columns(told, published, row[slice(*publishers)])
    return told | names(told, folded, low + first, creating, raw_of)


def _single(values: Values, column: Column, texts: pa.Array, row: Ints, count: int) -> pa.Array:
    """A column of texts, null where a row has none."""
    low, high = np.searchsorted(values.column, [column, column + 1])
    there = np.zeros(count, bool)
    there[row[low:high]] = True
    _, begin = octets_of(texts)
    offsets = begin[low + np.concatenate(([0], np.cumsum(there)))].astype(np.int32)
    valid = np.packbits(there, bitorder="little")
    buffers = [pa.py_buffer(valid), pa.py_buffer(offsets), texts.buffers()[2]]
    return pa.Array.from_buffers(pa.string(), count, buffers)


def _list(values: Values, column: Column, texts: pa.Array, row: Ints, count: int) -> pa.Array:
    low, high = np.searchsorted(values.column, [column, column + 1])
    return pa.ListArray.from_arrays(_ends(np.bincount(row[low:high], minlength=count)), texts.slice(low, high - low))


def _ends(counts: Ints) -> pa.Array:
    return pa.array(np.concatenate(([0], np.cumsum(counts))).astype(np.int32))


def _named(names: Sequence[str], number: Ints) -> pa.Array:
    return pa.array(names, pa.string()).take(pa.array(number, mask=number < 0))


def _year(values: Values, year: Ints, records: Ints) -> Ints:
    year = year.copy()
    dated, texts = values.of(_C.DATES)
    for row, text in zip(np.searchsorted(records, dated).tolist(), texts, strict=True):
        if year[row] < 0:
            year[row] = _year_told(text)
    return year


@lru_cache(1 << 12)
def _year_told(text: str) -> int:
    return codes.year(_only("264", "c", [text])) or -1


def _language(values: Values, number: Ints, records: Ints) -> pa.Array:
    """What 008 tells, else the first in 041."""
    known, which = np.unique(number, return_inverse=True)
    told = pa.array([language(one) for one in known.tolist()], pa.string()).take(pa.array(which))
    record, texts = values.of(_C.LANGUAGE)
    first = np.unique(record, return_index=True)[1]
    if not len(first):
        return told
    place = np.arange(len(records))
    place[np.searchsorted(records, record[first])] = len(records) + np.arange(len(first))
    more = [codes.language(_only("041", "a", [texts[one]])) for one in first.tolist()]
    return pa.concat_arrays([told, pa.array(more, pa.string())]).take(pa.array(place))


def _countries(values: Values, country: Ints, records: Ints) -> pa.Array:
    """The countries of each row: that of 008 first, then what 044 adds."""
    more: dict[int, list[str]] = {}
    adding, added = values.of(_C.COUNTRIES)
    for row, text in zip(np.searchsorted(records, adding).tolist(), added, strict=True):
        more.setdefault(row, []).append(text)
    numbers = pa.array(country[country >= 0])
    told = pa.ListArray.from_arrays(_ends((country >= 0).astype(np.int64)), pa.array(CODES).take(numbers))
    listed = []
    for row, texts in more.items():
        first = [CODES[country[row]]] if country[row] >= 0 else []
        listed.append(list(dict.fromkeys([*first, *codes.countries(_only("044", "a", texts))])))
    place = np.arange(len(country))
    place[list(more)] = len(country) + np.arange(len(more))
    return pa.concat_arrays([told, pa.array(listed, told.type)]).take(pa.array(place)) if more else told


def _restriction(values: Values, row: Ints, count: int) -> pa.Array:
    low = int(np.searchsorted(values.column, _C.RESTRICTION))
    notes: dict[int, list[str]] = {}
    high = int(np.searchsorted(values.column, _C.RESTRICTION, "right"))
    for place, text in zip(row[low:high].tolist(), values.of(_C.RESTRICTION)[1], strict=True):
        notes.setdefault(place, []).append(text)
    place = np.zeros(count, np.int64)
    place[list(notes)] = 1 + np.arange(len(notes))
    return pa.array([None, *map("; ".join, notes.values())], pa.string()).take(pa.array(place))


def _only(tag: str, code: str, texts: Sequence[str]) -> Record:
    """A record of nothing but these subfields, for the functions that read records one by one."""
    content: Mapping[str, list[bytes]] = {tag: [f"  \x1f{code}{text}".encode() for text in texts]}
    return Record(0, b"", "", content)
