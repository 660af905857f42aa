"""Ranges of bytes as arrays, and arrays as ranges of bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from verbale.engines.catalogue.bulk.scan import Ints, Octets


def elements(octets: Octets, begin: Ints, end: Ints) -> pa.Array:
    """An array whose even elements are these ranges, the odd ones what stands between them."""
    bounds = np.stack([begin, np.maximum(begin, end)], axis=1).ravel().astype(np.int32)
    return pa.Array.from_buffers(
        pa.binary(), max(0, len(bounds) - 1), [None, pa.py_buffer(bounds), pa.py_buffer(octets)]
    )


def octets_of(array: pa.Array) -> tuple[Octets, Ints]:
    """The bytes of a whole array of texts, and where each begins, the end last."""
    _, offsets, buffer = array.buffers()
    places = np.frombuffer(offsets, np.int32, len(array) + 1, 4 * array.offset).astype(np.int64)
    return np.frombuffer(buffer or b"", np.uint8)[: places[-1]], places


def gathered(octets: Octets, begin: Ints, end: Ints) -> pa.Array:
    """These ranges, whatever their order, copied one behind another."""
    bounds = np.empty(2 * len(begin) + 1, np.int32)
    bounds[:-1:2], bounds[1::2], bounds[-1] = begin, end, len(octets)
    whole = pa.Array.from_buffers(pa.binary(), len(bounds) - 1, [None, pa.py_buffer(bounds), pa.py_buffer(octets)])
    return whole.take(pa.array(np.arange(0, len(bounds) - 1, 2)))


def highest(octets: Octets, begin: Ints, end: Ints) -> Octets:
    """The highest byte of each range, 0 of an empty one."""
    found = np.zeros(len(begin), np.uint8)
    some = np.flatnonzero(end > begin)
    if len(some):
        copied, bounds = octets_of(gathered(octets, begin.take(some), end.take(some)))
        found[some] = np.maximum.reduceat(copied, bounds[:-1])
    return found


def encoded(keys: npt.NDArray[np.integer[Any]]) -> tuple[list[int], Ints]:
    """The different keys, and which of them each one is."""
    told = pa.array(keys).dictionary_encode()
    return told.dictionary.to_pylist(), told.indices.to_numpy().astype(np.int64)
