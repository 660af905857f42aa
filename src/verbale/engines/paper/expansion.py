"""Streams that unpack to far more than they are: counted without keeping what comes out."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from verbale.engines.paper.walking import Node, entries

_FLATE = (pikepdf.Name.FlateDecode, pikepdf.Name.Fl)
_PART = 4 * 1024**2
"""The most bytes held at once while counting."""


def expands_beyond(seen: Iterable[Node], limit: int) -> bool:
    """Whether a stream, unpacked through as many layers of deflate as it names first, has more bytes than ``limit``.

    Other packings are left to the bounds of the process: they are rare around deflate, and cannot grow as much.
    """
    return any(_is_beyond(node, limit) for node in seen if isinstance(node, pikepdf.Stream))


def _is_beyond(stream: Any, limit: int) -> bool:
    layers = _deflated_layers(stream)
    if not layers:
        return False
    parts: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for _ in range(layers):
        parts = _unpacked(parts, limit)
    return sum(len(part) for part in parts) > limit


def _deflated_layers(stream: Any) -> int:
    filters = entries(stream, "/Filter")
    layers = 0
    while layers < len(filters) and filters[layers] in _FLATE:
        layers += 1
    return layers


def _unpacked(parts: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """What comes out, ending a part after the limit; damaged data ends where it cannot be read on."""
    unpacker, given = zlib.decompressobj(), 0
    for part in parts:
        waiting = part
        while waiting and given <= limit:
            try:
                unpacked = unpacker.decompress(waiting, _PART)
            except zlib.error:
                return
            given += len(unpacked)
            yield unpacked
            waiting = unpacker.unconsumed_tail
