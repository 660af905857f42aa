"""Records out of a file, whatever form it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from verbale.engines.catalogue.describing import describe, title_of
from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.errors import EmptyFile, NeitherTableNorLines, NoForm, NoMapping, NoMappingNeeded, NoMarc
from verbale.engines.catalogue.form import BOM, FORMS, LOOK, MAPPED_FORMS, MARC_FORMS, form_of
from verbale.engines.catalogue.forms import (
    Proposal,
    head_of,
    json_paths,
    propose,
    read_dublin_core,
    read_json_lines,
    read_ris,
    read_table,
)
from verbale.engines.catalogue.iso2709 import read_iso2709
from verbale.engines.catalogue.mapping import ColumnMapping
from verbale.engines.catalogue.marcxml import read_marcxml
from verbale.engines.catalogue.record import Fault, Record
from verbale.engines.catalogue.scheme import UNIMARC_KIN
from verbale.engines.catalogue.utf16 import Utf16Source, codec_of
from verbale.engines.catalogue.window import Source, Window

NOT_BIBLIOGRAPHIC = {
    "q": "community information",
    "u": "holdings",
    "v": "holdings",
    "w": "a classification",
    "x": "holdings",
    "y": "holdings",
    "z": "an authority",
}


def read_entries(
    stream: Source, *, name: str, form: str | None = None, mapping: ColumnMapping | None = None
) -> Iterator[Entry | Fault]:
    """Reads a source record by record in constant memory, in its order.

    ``name`` is what errors call the source; ``form`` is one of ``FORMS``, None: told by the content. CSV and JSON
    lines need a ``mapping``. Raises ``EmptyFile``, ``NoForm`` (no such form), ``NoMarc`` (nothing that can be read),
    ``NoMapping`` and ``HostileXml``.
    """
    return entries_in(*settled(stream, name=name, form=form), name=name, mapping=mapping)


def settled(stream: Source, *, name: str, form: str | None = None) -> tuple[Window, str]:
    """The beginning of a stream and its form, told by the content if none is given. Raises as ``read_entries``."""
    if form is not None and form not in FORMS:
        raise NoForm(form=form, forms=", ".join(FORMS))
    window = opened(stream, name)
    told = form_of(window.data[:LOOK])
    form = form or told
    if form is None or (form == "marc" and told != "marc"):
        raise NoMarc(name=name, why=f"its beginning is that of {'no MARC' if form else 'none of the known forms'}")
    return window, form


def entries_in(
    window: Window, form: str, *, name: str, mapping: ColumnMapping | None = None
) -> Iterator[Entry | Fault]:  # fmt: skip
    """The records of a stream whose form is settled."""
    found = _entries(window, form, name, mapping)
    return window.stream.restored(found) if isinstance(window.stream, Utf16Source) else found


def _entries(window: Window, form: str, name: str, mapping: ColumnMapping | None) -> Iterator[Entry | Fault]:
    if form in MARC_FORMS:
        return map(_entry, _records(window, form, name))
    if form in MAPPED_FORMS and mapping is None:
        raise NoMapping(why=f"{name} needs one, which says what of it is the title, the creators and so on")
    if mapping is not None and form in MAPPED_FORMS:
        return (read_table if form == "csv" else read_json_lines)(window, name, mapping)
    return (read_ris if form == "ris" else read_dublin_core)(window, name)


def propose_mapping(stream: Source, *, name: str, form: str | None = None, rows: int = 5) -> tuple[str, Proposal]:
    """The form of a table or of JSON lines, and a mapping proposed from its headings, with its first rows.

    Raises what ``read_entries`` raises, ``NoMappingNeeded`` where the form needs none, ``NeitherTableNorLines``.
    """
    window = opened(stream, name)
    form = form or form_of(window.data[:LOOK])
    if form == "jsonl":
        objects = json_paths(window, rows)
        return form, replace(propose([path for one in objects for path in one], objects), separator="")
    if form != "csv":
        raise (NoMappingNeeded if form else NeitherTableNorLines)(name=name)
    heading, *cells = head_of(window, rows) or [[]]
    return form, propose(heading, [dict(zip(heading, row, strict=False)) for row in cells])


def read_records(stream: Source, *, name: str) -> Iterator[Record | Fault]:
    """Reads a stream of MARC, in ISO 2709 or MARCXML (told by its content), record by record in constant memory.

    ``name`` is what errors call the source. Yields in the source's order a ``Record`` for what can be used and a
    ``Fault`` for what cannot (see ``record``). Raises ``EmptyFile`` and ``NoMarc`` at once, and for XML ``HostileXml``
    where a document type stands, ``NoMarc`` at the end if there was no record.
    """
    window = opened(stream, name)
    form = form_of(window.data[:LOOK])
    if form not in MARC_FORMS:
        raise NoMarc(name=name, why="it begins neither with a MARC leader nor with XML")
    found = _records(window, form, name)
    return window.stream.restored(found) if isinstance(window.stream, Utf16Source) else found


def opened(stream: Source, name: str) -> Window:
    """The beginning of a stream, without a byte order mark; one in UTF-16 as UTF-8. Raises ``EmptyFile``."""
    window = Window(stream)
    window.reach(LOOK)
    if not window.data:
        raise EmptyFile(name=name)
    if codec := codec_of(window.data):
        window = Window(Utf16Source(stream, codec, window.data), encoding="utf-8")
        window.reach(LOOK)
    if window.data.startswith(BOM):
        window.drop(len(BOM))
    return window


def _records(window: Window, form: str, name: str) -> Iterator[Record | Fault]:
    found = read_marcxml(window, name) if form == "marcxml" else read_iso2709(window)
    return map(checked, found)


def _entry(read: Record | Fault) -> Entry | Fault:
    if isinstance(read, Fault):
        return read
    return Entry(
        read.offset, read.raw, describe(read), read.scheme, read.encoding, read.remarks, read.agency, read.status
    )


def checked(read: Record | Fault) -> Record | Fault:
    """What was read, as a fault if it is no bibliographic record with a title."""
    if isinstance(read, Fault):
        return read
    why = unusable(read)
    return read if why is None else Fault(read.offset, why, read.raw, len(read.raw))


def unusable(record: Record) -> str | None:
    """Why a record that could be read is still no bibliographic record with a title; None if it is one."""
    if other := NOT_BIBLIOGRAPHIC.get(record.leader[6:7]):
        return f"it is {other} record, not a bibliographic one"
    if title_of(record):
        return None
    return f"it has no title in field {'200' if record.scheme in UNIMARC_KIN else '245'}"
