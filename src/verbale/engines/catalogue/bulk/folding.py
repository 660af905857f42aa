"""The words a record is found by on our side (``words_of``), of all records of a chunk at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from verbale.engines.catalogue.bulk.letters import FOLDED, folded_all
from verbale.engines.catalogue.bulk.scan import Ints
from verbale.engines.catalogue.bulk.values import highest, octets_of


def words(values: pa.Array, row: Ints, year: Ints) -> pa.Array:
    """One text a row: its values folded, in their order, and its year if it is not -1.

    ``values`` are the texts of all rows in the order of the columns, ``row`` the row of each.
    """
    pool, place = _folded(values)
    dated = np.flatnonzero(year >= 0)
    years, which = np.unique(year[dated], return_inverse=True)
    pool = pa.concat_arrays([pool, pa.array([str(one) for one in years.tolist()], pa.string())])
    place = np.concatenate([place, len(pool) - len(years) + which])
    row = np.concatenate([row, dated])
    order = np.argsort(row.astype(np.uint32), kind="stable")
    texts = pool.take(pa.array(place[order]))
    ends = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(year))))).astype(np.int32)
    return pc.binary_join(pa.ListArray.from_arrays(pa.array(ends), texts), " ")


def _folded(values: pa.Array) -> tuple[pa.Array, Ints]:
    """A pool of folded texts, and the place in it of each value."""
    octets, begin = octets_of(values)
    lower = octets.tobytes().lower()
    offsets = pa.py_buffer(begin.astype(np.int32))
    pool = pa.Array.from_buffers(pa.string(), len(values), [None, offsets, pa.py_buffer(lower)])
    place = np.arange(len(values))
    foreign = np.flatnonzero(highest(octets, begin) >= 0x80)
    if not len(foreign):
        return pool, place
    some = values.take(pa.array(foreign))
    letters, bounds = octets_of(some)
    plain = highest(FOLDED[letters], bounds) <= 1
    more = []
    for which, simple in ((foreign[plain], True), (foreign[~plain], False)):
        if len(which):
            place[which] = len(values) + len(more) + np.arange(len(which))
            more += folded_all(values.take(pa.array(which)).to_pylist(), plain=simple)
    return pa.concat_arrays([pool, pa.array(more, pa.binary()).cast(pa.string())]), place
