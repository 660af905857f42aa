"""The partner's side: a catalogue that came in, read with care and made searchable.

Only this catalogue's items are in its index, so its statistics tell nothing of other catalogues.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import tantivy

from verbale.engines.catalogue.errors import BadCatalogue
from verbale.engines.catalogue.folder import published
from verbale.engines.catalogue.item import LINE_LIMIT, BadLine, OfferItem
from verbale.engines.catalogue.search.analyzer import EXACT, bag, order, words_of
from verbale.engines.catalogue.search.form import BODY, COMPOUND, WORDS, mark_whole, order_of, schema
from verbale.engines.catalogue.search.runs import sort_key
from verbale.engines.catalogue.search.words import build_words

_HEAP = 128 * 1024 * 1024
_COMPOUNDING = frozenset(
    {"", "ger", "gmh", "gsw", "nds", "dut", "afr", "dan", "swe", "nor", "nob", "nno", "und", "mul"}
)
"""Languages whose words are put together, and records that do not tell theirs."""
_ARTICLES = re.compile(r"^(?:the|an?|der|die|das|ein|eine|le|la|les|el|los|las|il|lo)\s+(?=\S)", re.IGNORECASE)
_LONGEST_TOPIC = 200


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
    with published(folder, replace=True) as part, catalogue_jsonl.open("rb") as stream:
        index = tantivy.Index(schema(), path=str(part))
        writer = index.writer(heap_size=_HEAP, num_threads=1)
        items, faults = _add_all(writer, stream, progress)
        if faults and not items:
            first = faults[0]
            raise BadCatalogue(
                name=catalogue_jsonl.name, why=f"not one line is an item; in line {first.line} {first.fault}"
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        build_words(index, part / WORDS)
        mark_whole(part)
    if progress:
        progress(items)
    return IndexSummary(items, tuple(faults))


def _add_all(
    writer: tantivy.IndexWriter, stream: BinaryIO, progress: Callable[[int], None] | None
) -> tuple[int, list[LineFault]]:
    items, faults = 0, list[LineFault]()
    for read in read_catalogue(stream):
        if isinstance(read, LineFault):
            faults.append(read)
            continue
        writer.add_document(_document(read))
        items += 1
        if progress and items % 10_000 == 0:
            progress(items)
    return items, faults


def _document(item: OfferItem) -> tantivy.Document:
    made = tantivy.Document()
    body: list[str] = []
    for name, texts in _texts(item).items():
        tokens = [token for text in texts for token in bag(text, initials=name == "creator")]
        body += tokens
        made.add_text(name, " ".join(tokens))
        for text in texts:
            made.add_text(order_of(name), " ".join(order(text)))
    made.add_text(
        BODY, " ".join([*body, *bag(item.place), *(f"{EXACT}{n}" for n in (*_numbers(item), item.year) if n)])
    )
    if item.language in _COMPOUNDING:
        texts = (*_texts(item)["title"], *item.series, *item.subjects)
        made.add_text(COMPOUND, " ".join(word for text in texts for word in words_of(text)))
    _add_values(made, item)
    return made


def _texts(item: OfferItem) -> dict[str, tuple[str, ...]]:
    """The texts of each field of text, without the empty ones."""
    texts = {
        "title": (item.title, item.original_title),
        "creator": (*item.creators, *item.original_creators),
        "publisher": (item.publisher,),
        "series": item.series,
        "subject": item.subjects,
    }
    return {name: tuple(filter(None, some)) for name, some in texts.items()}


def _add_values(made: tantivy.Document, item: OfferItem) -> None:
    for name in ("identifier", "language", "kind"):
        made.add_text(name, getattr(item, name))
    for topic in item.subjects:
        made.add_text("topic", topic[:_LONGEST_TOPIC])
    for number in _numbers(item):
        made.add_text("number", number)
    made.add_text("by_title", sort_key(_ARTICLES.sub("", item.title)))
    made.add_text("by_creator", sort_key(item.creators[0] if item.creators else ""))
    if item.year is not None:
        made.add_integer("year", item.year)
    made.add_bytes("item", item.line())


def _numbers(item: OfferItem) -> list[str]:
    """ISBN and ISSN without hyphens, small letters."""
    return [number.replace("-", "").casefold() for number in (*item.isbn, *item.issn)]
