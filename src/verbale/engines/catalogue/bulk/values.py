"""Clean values out of gathered texts: composed, without repetition, one where only one counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from verbale.engines.catalogue.bibliographic import ended, isbns, issns, stripped
from verbale.engines.catalogue.bulk.endings import strip_endings
from verbale.engines.catalogue.bulk.letters import COMPOSED, composed, letters_outside
from verbale.engines.catalogue.bulk.pieces import Pieces, Texts
from verbale.engines.catalogue.bulk.ranges import elements, octets_of
from verbale.engines.catalogue.bulk.scan import Flags, Ints, Scan
from verbale.engines.catalogue.bulk.sources import Column
from verbale.engines.catalogue.record import clean

_C = Column
_COLUMNS = np.arange(max(Column) + 1)
_LISTS = np.isin(
    _COLUMNS,
    [_C.CREATORS, _C.ORIGINAL_CREATORS, _C.SERIES, _C.SUBJECTS, _C.ISBN, _C.ISSN, _C.LOCAL_NUMBERS, _C.VARIANTS],
)
_SINGLE = np.isin(
    _COLUMNS, [_C.TITLE, _C.ORIGINAL_TITLE, _C.RESPONSIBILITY, _C.PUBLISHER, _C.PLACE, _C.CONTROL_NUMBER, _C.AGENCY]
)
_ALONE: dict[int, Callable[[str], str | None]] = {
    **dict.fromkeys((_C.TITLE, _C.ORIGINAL_TITLE, _C.RESPONSIBILITY, _C.SERIES, _C.VARIANTS), stripped),
    **dict.fromkeys((_C.CREATORS, _C.ORIGINAL_CREATORS), ended),
    **dict.fromkeys((_C.PUBLISHER, _C.PLACE), lambda text: (stripped(text.strip("[]")) or "").strip("[] ")),
    _C.ISBN: lambda text: next(iter(isbns([text])), None),
    _C.ISSN: lambda text: next(iter(issns([text])), None),
}
"""What makes a value of a clean text, where anything does."""
_DASHED = _COLUMNS == _C.SUBJECTS
_LONELY = np.isin(_COLUMNS, [_C.ISBN, _C.ISSN])


@dataclass(frozen=True, slots=True)
class Values:
    """``column`` and ``record`` of each value, sorted by both, and its place in the ``pool`` of texts."""

    column: Ints
    record: Ints
    place: Ints
    pool: pa.Array

    def of(self, column: Column) -> tuple[Ints, list[str]]:
        """The records that have this column, and its texts."""
        low, high = np.searchsorted(self.column, [column, column + 1])
        taken = self.pool.take(pa.array(self.place[low:high]))
        return self.record[low:high], [text.decode() for text in taken.to_pylist()]

    def chosen(self, kept: Flags | Ints) -> Values:
        """Some of the values."""
        if kept.dtype == bool:
            kept = np.flatnonzero(kept)
        return Values(self.column.take(kept), self.record.take(kept), self.place.take(kept), self.pool)


def values_of(scan: Scan, pieces: Pieces, texts: Texts) -> tuple[Values, Ints]:
    """The values, and the records whose texts are strange: nothing is left of them once they are clean."""
    whole = (texts.begin.copy(), texts.end.copy())
    unclear, strange = strip_endings(texts)
    rewritten: dict[int, bytes] = {}
    for place in (*unclear.tolist(), *np.flatnonzero(texts.noisy & ~_DASHED[texts.column]).tolist()):
        rewritten[place] = _alone(texts, place, whole[0][place], whole[1][place])
    rewritten = _tidied(scan, pieces, texts) | rewritten
    kept = texts.end > texts.begin
    for place, text in rewritten.items():
        kept[place] = bool(text)
    pool = elements(texts.octets, texts.begin, texts.end)
    emptied = [place for place in np.flatnonzero(texts.noisy).tolist() if not rewritten[place]]
    for place in _compose(pool, texts, kept, rewritten):
        joined = texts.column[place] == _C.SUBJECTS
        rewritten[place] = (
            _rejoined(scan, pieces, texts, place) if joined else _alone(texts, place, whole[0][place], whole[1][place])
        )
        if not rewritten[place]:
            emptied.append(place)
    strange = texts.record[np.concatenate([strange, np.array(emptied, np.int64)])]
    at = 2 * np.arange(len(kept))
    at[list(rewritten)] = len(pool) + np.arange(len(rewritten))
    pool = pa.concat_arrays([pool, pa.array(list(rewritten.values()), pa.binary())])
    values = Values(texts.column, texts.record, at, pool).chosen(kept)
    return values.chosen(_once(values)), strange


def first_of(lists: pa.Array) -> pa.Array:
    """The first of each list, null of an empty one."""
    begin = lists.offsets.to_numpy().astype(np.int64)
    return lists.values.take(pa.array(begin[:-1], mask=begin[:-1] == begin[1:]))


def _alone(texts: Texts, place: int, begin: int, end: int) -> bytes:
    """A text that is looked at by itself, as ``describe`` does."""
    text = clean(texts.octets[begin:end].tobytes().decode())
    made = _ALONE.get(int(texts.column[place]))
    return ((made(text) or "") if made else text).encode()


def _tidied(scan: Scan, pieces: Pieces, texts: Texts) -> dict[int, bytes]:
    """Texts with blanks to join: piece by piece where dashes join them."""
    joined = _DASHED.take(texts.column)
    some = np.flatnonzero((texts.doubtful | texts.noisy) & joined)
    told = {place: _rejoined(scan, pieces, texts, place) for place in some.tolist()}
    some = np.flatnonzero(texts.doubtful & ~joined & ~_LONELY[texts.column])
    ranges = zip(some.tolist(), texts.begin[some].tolist(), texts.end[some].tolist(), strict=True)
    whole = texts.octets.data
    return told | {place: b" ".join(bytes(whole[begin:end]).split()) for place, begin, end in ranges}


def _rejoined(scan: Scan, pieces: Pieces, texts: Texts, place: int) -> bytes:
    bounds = slice(texts.first[place], texts.last[place] + 1)
    ranges = zip(pieces.begin[bounds].tolist(), pieces.end[bounds].tolist(), strict=True)
    parts = list(filter(None, (clean(scan.data[begin:end].decode()) for begin, end in ranges)))
    return " – ".join(parts).rstrip(". ").encode()


def _compose(pool: pa.Array, texts: Texts, kept: Flags, rewritten: dict[int, bytes]) -> list[int]:
    """Adds to ``rewritten`` the texts that composing changes; tells those with letters that are not seen."""
    found = np.unique(np.searchsorted(texts.begin, letters_outside(COMPOSED, texts.octets), "right") - 1)
    places = found[(found >= 0) & kept[found]].tolist()
    if not places:
        return []
    whole = pool.take(pa.array([2 * place for place in places])).to_pylist()
    given = [rewritten.get(place, text) for place, text in zip(places, whole, strict=True)]
    told, unseen = composed(given)
    for place, before, after in zip(places, given, told, strict=True):
        if before != after:
            rewritten[place] = after
    return [places[one] for one in unseen]


def _once(values: Values) -> Flags:
    """Which values count: the first of a column that has one, each once of a column that is a list."""
    column, record = values.column, values.record
    follows = np.zeros(len(column), bool)
    follows[1:] = (column[1:] == column[:-1]) & (record[1:] == record[:-1])
    kept = ~(follows & _SINGLE[column])
    beside = follows.copy()
    beside[:-1] |= follows[1:]
    crowded = np.flatnonzero(beside & _LISTS[column])
    if len(crowded):
        group = np.cumsum(~follows[crowded])
        alike = _alike(values, crowded, group)
        crowded, group = crowded[alike], group[alike]
        code = values.pool.take(pa.array(values.place[crowded])).dictionary_encode().indices.to_numpy()
        kept[crowded] = False
        kept[crowded[_firsts(group, code.astype(np.int64))]] = True
    return kept


def _alike(values: Values, some: Ints, group: Ints) -> Ints:
    """Which of these may be equal to another one in their group: those of one length with the same last letters."""
    octets, begin = octets_of(values.pool)
    end = begin.take(values.place[some] + 1)
    size = end - begin.take(values.place[some])
    key = group << 40 | (size & 0xFFFFFF) << 16
    key |= octets.take(end - 1).astype(np.int64) << 8 | octets.take(end - 1 - size // 2)
    order = np.argsort(key)
    same = key[order[1:]] == key[order[:-1]]
    alike = np.zeros(len(some), bool)
    alike[order[1:][same]] = alike[order[:-1][same]] = True
    return np.flatnonzero(alike)


def _firsts(group: Ints, code: Ints) -> Ints:
    """The places where a code stands first in its group."""
    bits = len(group).bit_length()
    key = np.sort((group << bits | code) << bits | np.arange(len(group)))
    first = np.ones(len(key), bool)
    first[1:] = (key[1:] >> bits) != (key[:-1] >> bits)
    return key[first] & ((1 << bits) - 1)
