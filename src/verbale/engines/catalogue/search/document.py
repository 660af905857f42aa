"""One item as a document of an index: its tokens field by field, and the values by which it is filtered and sorted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import tantivy

from verbale.engines.catalogue.item import OfferItem
from verbale.engines.catalogue.search.analyzer import EXACT, PART, bag, order
from verbale.engines.catalogue.search.compound import parts_in
from verbale.engines.catalogue.search.form import BODY, order_of
from verbale.engines.catalogue.search.latin import spelt
from verbale.engines.catalogue.search.runs import Run, Script, runs_of, sort_key
from verbale.engines.catalogue.search.words import Compounding

_LANGUAGES = frozenset({"", "ger", "gmh", "gsw", "nds", "dut", "afr", "dan", "swe", "nor", "nob", "nno", "und", "mul"})
"""Languages whose words are put together, and records that do not tell theirs."""
_COMPOUNDED = ("title", "series", "subject")
_ARTICLES = re.compile(r"^(?:the|an?|der|die|das|ein|eine|le|la|les|el|los|las|il|lo)\s+(?=\S)", re.IGNORECASE)
_LONGEST_TOPIC = 200


def compounding_words(item: OfferItem) -> Iterator[str]:
    """The plain words of an item that may be compounds or parts of them."""
    if item.language in _LANGUAGES:
        texts = _texts(item)
        for text in (text for name in _COMPOUNDED for text in texts[name]):
            yield from (word for run in runs_of(text) for word in _spellings(run))


class Documents:
    """Makes the documents of one catalogue, whose compounding words were gathered before."""

    def __init__(self, compounding: Compounding) -> None:
        self._parts = lru_cache(maxsize=65536)(lambda word: parts_in(word, compounding.known))

    def document(self, item: OfferItem, line: bytes) -> tantivy.Document:
        """The document of an item, and the line it was read from."""
        made = tantivy.Document()
        body: list[str] = []
        for name, texts in _texts(item).items():
            cut = [runs_of(text) for text in texts]
            tokens = [token for runs in cut for token in self._bag(name, runs, item.language)]
            body += tokens
            made.add_text(name, " ".join(tokens))
            for runs in cut:
                made.add_text(order_of(name), " ".join(order(runs)))
        body += bag(runs_of(item.place))
        body += [f"{EXACT}{number}" for number in (*_numbers(item), item.year) if number]
        made.add_text(BODY, " ".join(body))
        made.add_bytes("item", line)
        _add_values(made, item)
        return made

    def _bag(self, name: str, runs: list[Run], language: str) -> list[str]:
        tokens = bag(runs, initials=name == "creator")
        if name in _COMPOUNDED and language in _LANGUAGES:
            tokens += [PART + part for run in runs for word in _spellings(run) for part in self._parts(word)]
        return tokens


def _spellings(run: Run) -> tuple[str, ...]:
    """A plain word as it is written and, where that is another, with ae, oe and ue as umlauts."""
    return tuple(dict.fromkeys((run.plain, spelt(run.plain)))) if run.script is Script.LATIN else ()


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


def _numbers(item: OfferItem) -> list[str]:
    """ISBN and ISSN without hyphens, small letters."""
    return [number.replace("-", "").casefold() for number in (*item.isbn, *item.issn)]
