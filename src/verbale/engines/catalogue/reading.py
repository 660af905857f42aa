"""Bibliographic records out of a file, whatever of the two forms it has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.engines.catalogue.bibliographic import title_of
from verbale.engines.catalogue.errors import EmptyFile, NoMarc
from verbale.engines.catalogue.iso2709 import read_iso2709
from verbale.engines.catalogue.marcxml import read_marcxml
from verbale.engines.catalogue.record import FIELD_END, RECORD_END, Fault, Record
from verbale.engines.catalogue.window import Source, Window

_BOM = b"\xef\xbb\xbf"
_LOOK = 128 * 1024
_LEADER = re.compile(rb"[0-9]{5}[ -~]{5}[ -~]{2}[0-9]{5}")
_NOT_BIBLIOGRAPHIC = {
    "q": "community information",
    "u": "holdings",
    "v": "holdings",
    "w": "a classification",
    "x": "holdings",
    "y": "holdings",
    "z": "an authority",
}


def read_records(stream: Source, *, name: str) -> Iterator[Record | Fault]:
    """Reads a stream of MARC 21, in ISO 2709 or MARCXML (told by its content), record by record in constant memory.

    ``name`` is what errors call the source. Yields in the source's order a ``Record`` for what can be used and a
    ``Fault`` for what cannot (see ``record``). Raises ``EmptyFile`` and ``NoMarc`` at once, and for XML ``HostileXml``
    where a document type stands, ``NoMarc`` at the end if there was no record.
    """
    window = Window(stream)
    window.reach(_LOOK)
    if not window.data:
        raise EmptyFile(name=name)
    if window.data.startswith(_BOM):
        window.drop(len(_BOM))
    head = window.data[:_LOOK]
    if head.lstrip().startswith(b"<") or head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        found = read_marcxml(window, name)
    elif _LEADER.match(head.lstrip(b"\r\n")) or (FIELD_END in head and RECORD_END in head):
        found = read_iso2709(window)
    else:
        raise NoMarc(name=name, why="it begins neither with a MARC leader nor with XML")
    return map(_checked, found)


def _checked(read: Record | Fault) -> Record | Fault:
    if isinstance(read, Fault):
        return read
    why = unusable(read)
    return read if why is None else Fault(read.offset, why, read.raw, len(read.raw))


def unusable(record: Record) -> str | None:
    """Why a record that could be read is still no bibliographic record with a title; None if it is one."""
    if other := _NOT_BIBLIOGRAPHIC.get(record.leader[6:7]):
        return f"it is {other} record, not a bibliographic one"
    if title_of(record):
        return None
    if "245" not in record.content and "200" in record.content:
        return "it has no title in field 245; its field 200 speaks for UNIMARC, which is not read"
    return "it has no title in field 245"
