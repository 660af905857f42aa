"""The partner's side: a catalogue that came in, read with care and made searchable.

Only this catalogue's items are in its index, so its statistics tell nothing of other catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import tantivy

from verbale.engines.catalogue.errors import BadCatalogue
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.item import LINE_LIMIT, BadLine, OfferItem
from verbale.engines.catalogue.tokens import index_tokens

_HEAP = 64 * 1024 * 1024
_TITLE_WEIGHT = 2


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
    number, last = 0, ""
    while line := stream.readline(LINE_LIMIT + 1):
        number += 1
        if len(line) > LINE_LIMIT:
            _skip_line(stream, line)
            yield LineFault(number, f"it has more than {LINE_LIMIT} bytes")
            continue
        try:
            item = OfferItem.read(line)
        except BadLine as fault:
            yield LineFault(number, str(fault))
            continue
        if item.identifier <= last:
            yield LineFault(number, "its identifier is repeated or stands out of order")
            continue
        last = item.identifier
        yield item


def _skip_line(stream: BinaryIO, line: bytes) -> None:
    while line and not line.endswith(b"\n"):
        line = stream.readline(LINE_LIMIT)


def build_index(catalogue_jsonl: Path, folder: Path, progress: Callable[[int], None] | None = None) -> IndexSummary:
    """Indexes a catalogue into a folder, replacing what is there once the new index is whole.

    ``progress`` hears how many items were indexed. Lines that are no items are listed and left out. Raises
    ``BadCatalogue`` if a file that is not empty has no item at all, ``BeingWritten``, OSError for the disk.
    """
    items, faults = 0, list[LineFault]()
    with published(folder, replace=True) as part, catalogue_jsonl.open("rb") as stream:
        writer = tantivy.Index(schema(), path=str(part)).writer(heap_size=_HEAP, num_threads=1)
        for read in read_catalogue(stream):
            if isinstance(read, LineFault):
                faults.append(read)
                continue
            writer.add_document(_document(read))
            items += 1
            if progress and items % 10_000 == 0:
                progress(items)
        if faults and not items:
            first = faults[0]
            raise BadCatalogue(
                name=catalogue_jsonl.name, why=f"not one line is an item; in line {first.line} {first.fault}"
            )
        writer.commit()
        writer.wait_merging_threads()
    if progress:
        progress(items)
    return IndexSummary(items, tuple(faults))


def schema() -> tantivy.Schema:
    """The index's fields. Tokens are made here and joined by blanks, so the index splits at blanks only."""
    made = tantivy.SchemaBuilder()
    made.add_text_field("title", tokenizer_name="whitespace", index_option="freq")
    made.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    for name in ("identifier", "language", "kind"):
        made.add_text_field(name, tokenizer_name="raw", index_option="basic")
    made.add_integer_field("year", indexed=True, fast=True)
    made.add_bytes_field("item", stored=True, indexed=False)
    return made.build()


def _document(item: OfferItem) -> tantivy.Document:
    title = index_tokens(f"{item.title} {item.original_title}")
    lists = (item.creators, item.original_creators, item.series, item.subjects, item.isbn, item.issn)
    rest = index_tokens(" ".join([*(text for texts in lists for text in texts), item.publisher, item.place]))
    made = tantivy.Document()
    made.add_text("title", " ".join(title))
    made.add_text("body", " ".join([*title, *rest, str(item.year or "")]))
    for name in ("identifier", "language", "kind"):
        made.add_text(name, getattr(item, name))
    if item.year is not None:
        made.add_integer("year", item.year)
    made.add_bytes("item", item.line())
    return made
