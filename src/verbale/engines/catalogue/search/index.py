"""The partner's side: a catalogue that came in, read with care and made searchable.

Only this catalogue's items are in its index, so its statistics tell nothing of other catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import tantivy

from verbale.engines.catalogue.errors import BadCatalogue
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.item import LINE_LIMIT, BadLine, OfferItem
from verbale.engines.catalogue.search.document import Documents, compounding_words
from verbale.engines.catalogue.search.form import WORDS, mark_whole, schema
from verbale.engines.catalogue.search.words import Compounding, build_words

_HEAP = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LineFault:
    """A line (counted from 1) of a catalogue that is no item, and why."""

    line: int
    fault: str


@dataclass(frozen=True, slots=True)
class IndexSummary:
    """How many items were indexed, and the lines that were not."""

    items: int
    faults: tuple[LineFault, ...]


def read_catalogue(stream: BinaryIO) -> Iterator[OfferItem | LineFault]:
    """Reads a catalogue line by line, in constant memory.

    Identifiers must ascend, as a catalogue is sorted by them; so one that is repeated is found without keeping all.
    """
    return (read for read, _ in _read_lines(stream))


def _read_lines(stream: BinaryIO) -> Iterator[tuple[OfferItem | LineFault, bytes]]:
    number, last = 0, ""
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            _skip_line(stream, line)
            yield LineFault(number, f"it has more than {LINE_LIMIT} bytes"), b""
            continue
        try:
            item = OfferItem.read(line)
        except BadLine as fault:
            yield LineFault(number, str(fault)), b""
            continue
        if item.identifier <= last:
            yield LineFault(number, "its identifier is repeated or stands out of order"), b""
            continue
        last = item.identifier
        yield item, line


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LINE_LIMIT)


def build_index(
    catalogue_jsonl: Path,
    folder: Path,
    progress: Callable[[int], None] | None = None,
    *,
    without: Collection[str] = frozenset(),
) -> IndexSummary:
    """Indexes a catalogue into a folder, replacing what is there once the new index is whole.

    ``without`` are identifiers of items that their partner withdrew: passed over. ``progress`` hears how many items
    were indexed. Lines that are no items are listed and left out. Raises ``BadCatalogue`` if a file that is not empty
    has no item at all, ``BeingWritten``, OSError for the disk.
    """
    with published(folder, replace=True) as part, catalogue_jsonl.open("rb") as stream:
        compounding = _gathered(stream)
        stream.seek(0)
        index = tantivy.Index(schema(), path=str(part))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        items, faults = _add_all(writer, stream, Documents(compounding), progress, without)
        if faults and not (items or without):
            first = faults[0]
            raise BadCatalogue(
                name=catalogue_jsonl.name, why=f"not one line is an item; in line {first.line} {first.fault}"
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        build_words(index, compounding, part / WORDS)
        mark_whole(part)
    if progress:
        progress(items)
    return IndexSummary(items, tuple(faults))


def _gathered(stream: BinaryIO) -> Compounding:
    made = Compounding()
    for read in read_catalogue(stream):
        if isinstance(read, OfferItem):
            made.add(compounding_words(read))
    return made


def _add_all(
    writer: tantivy.IndexWriter, stream: BinaryIO, documents: Documents, progress: Callable[[int], None] | None,
    without: Collection[str],
) -> tuple[int, list[LineFault]]:  # fmt: skip
    items, faults = 0, list[LineFault]()
    for read, line in _read_lines(stream):
        if isinstance(read, LineFault):
            faults.append(read)
            continue
        if read.identifier in without:
            continue
        writer.add_document(documents.document(read, line))
        items += 1
        if progress and items % 10_000 == 0:
            progress(items)
    return items, faults
