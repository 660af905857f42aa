"""Searching a partner's catalogue in five languages.

One analyzer cuts what is indexed and what is asked into the same tokens (``analyzer``), and one index is made of each
catalogue, so that no number in it tells of another (``index``, and ``words``: what compounds and proposals come from).
A query is read (``query``), turned into a question to an index (``asking``, ``groups``) and answered (``searching``).
"""

from verbale.engines.catalogue.search.export import FORMS as EXPORT_FORMS
from verbale.engines.catalogue.search.export import MOST_EXPORTED
from verbale.engines.catalogue.search.facets import Facets
from verbale.engines.catalogue.search.index import IndexSummary, LineFault, build_index, read_catalogue
from verbale.engines.catalogue.search.opened import check_index
from verbale.engines.catalogue.search.query import read_query
from verbale.engines.catalogue.search.searching import (
    ORDERS,
    Choices,
    Filters,
    Hits,
    choices,
    every_hit,
    read_offer_item,
    search,
)
from verbale.engines.catalogue.search.suggestion import suggestions
from verbale.engines.catalogue.search.withdrawal import withdraw_items

__all__ = [
    "EXPORT_FORMS",
    "MOST_EXPORTED",
    "ORDERS",
    "Choices",
    "Facets",
    "Filters",
    "Hits",
    "IndexSummary",
    "LineFault",
    "build_index",
    "check_index",
    "choices",
    "every_hit",
    "read_catalogue",
    "read_offer_item",
    "read_query",
    "search",
    "suggestions",
    "withdraw_items",
]
