"""Searching a partner's catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from verbale.engines.catalogue.errors import NoItem
from verbale.engines.catalogue.item import OfferItem
from verbale.engines.catalogue.search.asking import Asking, Question, years
from verbale.engines.catalogue.search.facets import Facets, facets_of
from verbale.engines.catalogue.search.opened import Opened, reading
from verbale.engines.catalogue.search.query import read_query
from verbale.kernel.identifier import is_identifier

_MOST_HITS = 1000
_MANY = 1000
"""Hits from which on it is cheaper to ask anew, without ranking, for counting them."""
_ORDERS = {
    "relevance": (None, tantivy.Order.Desc),
    "newest": ("year", tantivy.Order.Desc),
    "oldest": ("year", tantivy.Order.Asc),
    "title": ("by_title", tantivy.Order.Asc),
    "creator": ("by_creator", tantivy.Order.Asc),
}
ORDERS = tuple(_ORDERS)
"""In which orders hits can be had."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What hits must have; None asks for nothing. Years are inclusive; all else is as items have it."""

    language: str | None = None
    kind: str | None = None
    year_from: int | None = None
    year_to: int | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Choices:
    """The languages and kinds that items of a catalogue have, the most frequent first."""

    languages: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hits:
    """How many items were found in all, and those of the asked page in the asked order.

    ``loosened``: nothing has all the words, these have most of them. ``facets`` if they were asked for.
    """

    total: int
    items: tuple[OfferItem, ...]
    loosened: bool = False
    facets: Facets | None = None


def search(
    folder: Path, query: str, *, limit: int = 25, offset: int = 0, filters: Filters | None = None,
    order: str = "relevance", facets: bool = False,
) -> Hits:  # fmt: skip
    """Finds the items that a query asks for (``read_query``); a query without words finds all.

    If none has all of three words or more, those that have two thirds of them are found. At most 1000 items a page; an
    order that is not known is relevance. Raises ``NoIndex``.
    """
    limit, offset = min(max(limit, 0), _MOST_HITS), max(offset, 0)
    with reading(folder) as index:
        question, also = _question(index, query), _filters(index, filters or Filters())
        beyond = limit == 0 or offset >= index.searcher.num_docs
        page = (1, 0, ORDERS[0]) if beyond else (limit, offset, order)
        asked, loose = question.query(also), question.loosened(also)
        total, addresses = _found(index, asked, *page)
        loosened = bool(loose and not total and _found(index, loose, 1, 0, ORDERS[0])[0])
        if loose and loosened:
            asked = loose
            total, addresses = _found(index, asked, *page)
        elif facets and total > _MANY:
            asked = _question(index, query, ranked=False).query(also)
        counted = facets_of(index, asked) if facets else None
        items = () if beyond else tuple(_item(index, address) for address in addresses)
        return Hits(total, items, loosened, counted)


def every_hit(
    folder: Path, query: str, *, filters: Filters | None = None, order: str, most: int
) -> Iterator[OfferItem]:
    """All items that a query finds, up to a number, in constant memory but for their addresses. Raises ``NoIndex``."""
    with reading(folder) as index:
        asked, _ = _asked(index, query, filters or Filters())
        for address in _found(index, asked, min(most, max(index.searcher.num_docs, 1)), 0, order)[1]:
            yield _item(index, address)


def choices(folder: Path) -> Choices:
    """What a catalogue can be filtered by. Raises ``NoIndex``."""
    with reading(folder) as index:
        languages, kinds = (index.searcher.terms_with_prefix(name, "") for name in ("language", "kind"))
    return Choices(tuple(term for term, _ in languages if term), tuple(term for term, _ in kinds if term))


def read_offer_item(folder: Path, identifier: str) -> OfferItem:
    """The item with this identifier. Raises ``NoItem``, ``NoIndex``."""
    with reading(folder) as index:
        asked = tantivy.Query.term_query(index.schema, "identifier", identifier) if is_identifier(identifier) else None
        for address in _found(index, asked, 1, 0, "relevance")[1] if asked else ():
            return _item(index, address)
    raise NoItem(identifier=identifier)


def finds(folder: Path, query: str, filters: Filters) -> int:
    """How many items a query finds, without loosening it."""
    with reading(folder) as index:
        asked = _question(index, query, ranked=False).query(_filters(index, filters))
        return _found(index, asked, 1, 0, "relevance")[0]


def _question(index: Opened, query: str, *, ranked: bool = True) -> Question:
    return Asking(index, ranked=ranked).question(read_query(query))


def _asked(index: Opened, query: str, filters: Filters) -> tuple[tantivy.Query, bool]:
    """The question to the index, and whether it had to be loosened to find anything."""
    question, also = _question(index, query), _filters(index, filters)
    strict = question.query(also)
    loosened = question.loosened(also)
    if loosened is None or _found(index, strict, 1, 0, "relevance")[0]:
        return strict, False
    return (loosened, True) if _found(index, loosened, 1, 0, "relevance")[0] else (strict, False)


def _found(index: Opened, asked: tantivy.Query, limit: int, offset: int, order: str) -> tuple[int, list[Any]]:
    field, direction = _ORDERS.get(order, _ORDERS["relevance"])
    result: Any = index.searcher.search(asked, limit, offset=offset, order_by_field=field, order=direction)
    return result.count or 0, [address for _, address in result.hits]


def _item(index: Opened, address: tantivy.DocAddress) -> OfferItem:
    return OfferItem.read(bytes(index.searcher.doc(address)["item"][0]))


def _filters(index: Opened, filters: Filters) -> list[tantivy.Query]:
    asked = [
        tantivy.Query.term_query(index.schema, name, value.encode("utf-8", "replace").decode())
        for name, value in (("language", filters.language), ("kind", filters.kind), ("topic", filters.subject))
        if value is not None
    ]
    if filters.year_from is not None or filters.year_to is not None:
        asked.append(years(index, filters.year_from, filters.year_to))
    return [tantivy.Query.const_score_query(one, 0.0) for one in asked]
