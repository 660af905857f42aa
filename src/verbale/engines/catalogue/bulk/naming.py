"""What names a record and its work (``identity_of``, ``work_key_of``), for all usual records of a chunk.

Records with letters that are not known (see ``letters``) are put to those functions one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verbale.engines.catalogue.bibliographic import Bibliographic
from verbale.engines.catalogue.bulk.folding import FoldedTexts
from verbale.engines.catalogue.bulk.letters import in_words
from verbale.engines.catalogue.bulk.ranges import gathered, octets_of
from verbale.engines.catalogue.bulk.scan import Flags, Ints, Octets
from verbale.engines.catalogue.bulk.values import first_of
from verbale.engines.catalogue.identity import DIGEST, FIRST_WORDS, identity_of, work_key_of

_NEEDED = ("title", "creators", "year", "isbn", "issn", "control_number")


def names(
    told: Mapping[str, pa.Array], texts: FoldedTexts, creators: Ints, row: Ints, raw_of: Callable[[int], bytes]
) -> dict[str, pa.Array]:  # fmt: skip
    """The columns ``work_key`` and ``identity``.

    ``texts`` begin with the rows' titles, one a row; ``creators`` are the places of first creators in them, and
    ``row`` the rows that have them; ``raw_of`` gives the bytes of a row.
    """
    count = len(told["title"])
    title, volume = _of_titles(texts, np.arange(count))
    family, place = _of_creators(texts, creators), np.full(count, len(creators))
    place[row] = np.arange(len(creators))
    family = pa.concat_arrays([family, pa.array([""], pa.string())]).take(pa.array(place))
    year = told["year"].cast(pa.string()).fill_null("")
    keys = _joined(title, family, year, volume, "/")
    odd = ~texts.known[:count]
    odd[row] |= ~texts.known[creators]
    some = np.flatnonzero(odd)
    plain = _described(told, some)
    keys = _replaced(keys, some, [work_key_of(one) for one in plain])
    numbers = [_joined(kind, first_of(told[kind]), year, volume, ":") for kind in ("isbn", "issn")]
    named = pc.coalesce(_joined("id", told["agency"].fill_null(""), told["control_number"], ":"), *numbers)
    odd &= told["control_number"].is_null().to_numpy(zero_copy_only=False)
    identities = [identity_of(one, raw=raw_of(row)) for one, row in zip(plain, some.tolist(), strict=True) if odd[row]]
    named = _replaced(named, some[odd[some]], identities)
    nameless = np.flatnonzero(named.is_null().to_numpy(zero_copy_only=False))
    given = zip(keys.take(pa.array(nameless)).to_pylist(), nameless.tolist(), strict=True)
    digested = [f"work:{key}:{hashlib.sha256(raw_of(row)).hexdigest()[:DIGEST]}" for key, row in given]
    return {"work_key": keys, "identity": _replaced(named, nameless, digested)}


def _joined(*parts: pa.Array | str) -> pa.Array:
    """The texts of each row joined by the last part, null where one is."""
    return pc.binary_join_element_wise(*parts)


def _described(told: Mapping[str, pa.Array], rows: Ints) -> list[Bibliographic]:
    """As much of these rows' descriptions as their names are made of."""
    columns = [told[name].take(pa.array(rows)).to_pylist() for name in _NEEDED]
    return [_bare(*row) for row in zip(*columns, strict=True)]


def _bare(
    title: str, creators: list[str], year: int | None, isbn: list[str], issn: list[str], control_number: str | None
) -> Bibliographic:  # fmt: skip
    return Bibliographic(
        title=title, creators=tuple(creators), year=year, isbn=tuple(isbn), issn=tuple(issn),
        control_number=control_number, original_title=None, responsibility=None, original_creators=(), publisher=None,
        place=None, country=None, countries=(), language=None, kind=None, field=None, series=(), subjects=(),
        local_numbers=(), restriction=None, restricted=False,
    )  # fmt: skip


def _replaced(texts: pa.Array, rows: Ints, more: list[str]) -> pa.Array:
    """The texts, those of some rows replaced."""
    if not len(rows):
        return texts
    place = np.arange(len(texts))
    place[rows] = len(texts) + np.arange(len(rows))
    return pa.concat_arrays([texts, pa.array(more, pa.string())]).take(pa.array(place))


def _of_titles(texts: FoldedTexts, titles: Ints) -> tuple[pa.Array, pa.Array]:
    """The first words and the figures of titles."""
    octets, bounds = octets_of(texts.taken(titles))
    begin, end = bounds[:-1], bounds[1:]
    letters = in_words(octets)
    words = _starts(letters, begin)
    seventh = np.searchsorted(words, begin) + FIRST_WORDS
    reached = np.append(words, len(octets))[np.minimum(seventh, len(words))]
    first = _words(octets, begin, np.minimum(reached, end), letters)
    return first, _figures(octets, begin)


def _of_creators(texts: FoldedTexts, creators: Ints) -> pa.Array:
    """The family names: what stands before the comma, else the last word."""
    octets, bounds = octets_of(texts.taken(creators))
    begin, end = bounds[:-1].copy(), bounds[1:].copy()
    commas = np.append(np.flatnonzero(octets == ord(",")), len(octets))
    comma = commas[np.searchsorted(commas[:-1], begin)]
    inverted = comma < end
    end[inverted] = comma[inverted]
    letters = in_words(octets)
    words = np.append(_starts(letters, begin), -1)
    last = words[np.searchsorted(words[:-1], end) - 1]
    begin = np.where(~inverted & (last > begin), last, begin)
    return _words(octets, begin, end, letters)


def _starts(letters: Flags, begin: Ints) -> Ints:
    """Where runs of letters begin; a new text begins a new run."""
    found = letters.copy()
    np.greater(letters[1:], letters[:-1], out=found[1:])
    begin = begin[begin < len(letters)]
    found[begin] = letters.take(begin)
    return np.flatnonzero(found)


def _words(octets: Octets, begin: Ints, end: Ints, letters: Flags) -> pa.Array:
    """The runs of letters within each range, joined by blanks."""
    told, bounds = octets_of(gathered(octets, begin, end))
    kept = octets_of(gathered(letters.view(np.uint8), begin, end))[0].view(bool)
    told, kept = told.copy(), kept.copy()
    runs = _starts(kept, bounds[:-1])
    text = np.searchsorted(bounds, runs, "right")
    blanks = runs[1:].take(np.flatnonzero(text[1:] == text[:-1])) - 1
    told[blanks], kept[blanks] = 0x20, True
    counted = np.zeros(len(kept) + 1, np.int32)
    np.cumsum(kept, dtype=np.int32, out=counted[1:])
    offsets = counted.take(bounds)
    told = told.take(np.flatnonzero(kept))
    return pa.Array.from_buffers(pa.string(), len(begin), [None, pa.py_buffer(offsets), pa.py_buffer(told)])


def _figures(octets: Octets, begin: Ints) -> pa.Array:
    """The runs of figures in each text, joined by points."""
    at = np.flatnonzero(octets - np.uint8(ord("0")) <= 9)
    text = np.searchsorted(begin, at, "right") - 1
    joined = np.zeros(len(at), bool)
    joined[1:] = (text[1:] == text[:-1]) & (at[1:] != at[:-1] + 1)
    place = np.arange(len(at)) + np.cumsum(joined)
    told = np.full(int(place[-1]) + 1 if len(place) else 0, ord("."), np.uint8)
    told[place] = octets[at]
    sizes = np.bincount(text, minlength=len(begin)) + np.bincount(text[joined], minlength=len(begin))
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    return pa.Array.from_buffers(pa.string(), len(begin), [None, pa.py_buffer(offsets), pa.py_buffer(told)])
