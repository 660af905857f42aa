"""Texts folded (``folded``), and the words a record is found by on our side (``words_of``), for a whole chunk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verbale.engines.catalogue.bulk.letters import fold, folded_all
from verbale.engines.catalogue.bulk.ranges import octets_of
from verbale.engines.catalogue.bulk.scan import Flags, Ints


@dataclass(frozen=True, slots=True)
class FoldedTexts:
    """Texts folded, in their order, out of a pool; ``known`` are those of known letters only (see ``letters``)."""

    pool: pa.Array
    place: Ints
    known: Flags

    @classmethod
    def of(cls, values: pa.Array) -> FoldedTexts:
        """Folds clean texts in UTF-8."""
        octets, begin = octets_of(values)
        lower, odd, unknown = fold(octets, begin)
        offsets = pa.py_buffer(begin.astype(np.int32))
        pool = pa.Array.from_buffers(pa.string(), len(values), [None, offsets, pa.py_buffer(lower)])
        place, known = np.arange(len(values)), np.ones(len(values), bool)
        known[unknown] = False
        if len(odd):
            place[odd] = len(values) + np.arange(len(odd))
            more = pa.array(folded_all(values.take(pa.array(odd)).to_pylist()), pa.binary())
            pool = pa.concat_arrays([pool, more.cast(pa.string())])
        return cls(pool, place, known)

    def taken(self, which: Ints) -> pa.Array:
        """Some of the texts."""
        return self.pool.take(pa.array(self.place[which]))


def words(texts: FoldedTexts, row: Ints, year: Ints) -> pa.Array:
    """One text a row: its texts in their order, and its year if it is not -1."""
    dated = np.flatnonzero(year >= 0)
    years, which = np.unique(year[dated], return_inverse=True)
    pool = pa.concat_arrays([texts.pool, pa.array([str(one) for one in years.tolist()], pa.string())])
    place = np.concatenate([texts.place, len(texts.pool) + which])
    row = np.concatenate([row, dated])
    order = np.argsort(row.astype(np.uint16 if len(year) < 1 << 16 else np.uint32), kind="stable")
    taken = pool.take(pa.array(place[order]))
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(year))))).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(ends), taken), " ")
