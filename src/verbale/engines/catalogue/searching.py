"""Searching a partner's catalogue by plain words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from verbale.engines.catalogue.errors import NoIndex, NoItem
from verbale.engines.catalogue.index import schema
from verbale.engines.catalogue.item import OfferItem
from verbale.engines.catalogue.tokens import query_groups
from verbale.kernel.identifier import is_identifier

_MOST_GROUPS = 64
_MOST_LETTERS = 1000
_MOST_HITS = 1000
_TITLE_BOOST = 2.0


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must have; None asks for nothing. Years are inclusive; language and kind as items have them."""

    language: str | None = None
    kind: str | None = None
    year_from: int | None = None
    year_to: int | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """The languages and kinds that items of a catalogue have, the most frequent first."""

    languages: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """How many items were found in all, and those of the asked page, best first."""

    total: int
    items: tuple[OfferItem, ...]


def search(folder: Path, query: str, *, limit: int = 25, offset: int = 0, filters: Filters | None = None) -> Hits:
    """Finds the items in which every word of the query occurs, in any inflection; a query without words finds all.

    Every text is taken as words: there is no syntax to get wrong. At most 1000 items a page. Raises ``NoIndex``.
    """
    asked = _text_query(query) + _filter_queries(filters or Filters())
    searcher = _opened(folder).searcher()
    wanted = tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in asked]) if asked else _ALL
    limit, offset = min(max(limit, 0), _MOST_HITS), max(offset, 0)
    if limit == 0 or offset >= searcher.num_docs:
        return Hits(_found(searcher, wanted, 1, 0)[0], ())
    total, addresses = _found(searcher, wanted, limit, offset)
    return Hits(total, tuple(_item(searcher, address) for address in addresses))


def choices(folder: Path) -> Choices:
    """What a catalogue can be filtered by. Raises ``NoIndex``."""
    searcher: Any = _opened(folder).searcher()
    languages, kinds = (searcher.terms_with_prefix(name, "") for name in ("language", "kind"))
    return Choices(tuple(term for term, _ in languages if term), tuple(term for term, _ in kinds if term))


def _found(searcher: tantivy.Searcher, wanted: tantivy.Query, limit: int, offset: int) -> tuple[int, list[Any]]:
    result: Any = searcher.search(wanted, limit, offset=offset)
    return result.count or 0, [address for _, address in result.hits]


def read_offer_item(folder: Path, identifier: str) -> OfferItem:
    """The item with this identifier. Raises ``NoItem``, ``NoIndex``."""
    searcher = _opened(folder).searcher()
    if is_identifier(identifier):
        for address in _found(searcher, tantivy.Query.term_query(schema(), "identifier", identifier), 1, 0)[1]:
            return _item(searcher, address)
    raise NoItem(identifier=identifier)


_ALL = tantivy.Query.all_query()


def _opened(folder: Path) -> tantivy.Index:
    if not (folder / "meta.json").is_file():
        raise NoIndex(folder=folder.name, why="it is not there")
    try:
        return tantivy.Index(schema(), path=str(folder))
    except (ValueError, OSError) as fault:
        raise NoIndex(folder=folder.name, why="it is damaged or of another form") from fault


def _item(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> OfferItem:
    return OfferItem.read(bytes(searcher.doc(address)["item"][0]))


def _text_query(query: str) -> list[tantivy.Query]:
    return [_any_of(group) for group in query_groups(query[:_MOST_LETTERS])[:_MOST_GROUPS]]


def _any_of(tokens: tuple[str, ...]) -> tantivy.Query:
    made = schema()
    body = [tantivy.Query.term_query(made, "body", token) for token in tokens]
    title = [tantivy.Query.term_query(made, "title", token) for token in tokens]
    boosted = [tantivy.Query.boost_query(one, _TITLE_BOOST) for one in title]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, one) for one in (*body, *boosted)])


def _filter_queries(filters: Filters) -> list[tantivy.Query]:
    made = schema()
    asked = [
        tantivy.Query.term_query(made, name, value.encode("utf-8", "replace").decode())
        for name, value in (("language", filters.language), ("kind", filters.kind))
        if value is not None
    ]
    if filters.year_from is not None or filters.year_to is not None:
        low, high = (min(max(year, -9999), 9999) for year in (filters.year_from or -9999, filters.year_to or 9999))
        asked.append(tantivy.Query.range_query(made, "year", tantivy.FieldType.Integer, low, high))
    return [tantivy.Query.const_score_query(one, 0.0) for one in asked]
