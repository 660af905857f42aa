"""By what the hits of a query can be narrowed, and how many hits each choice leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tantivy

from verbale.engines.catalogue.search.opened import Opened

_MOST = {"language": 100, "kind": 50, "topic": 20, "year": 500}

Counted = tuple[tuple[str, int], ...]
"""Values with how many hits have them, the most frequent first."""


@dataclass(frozen=True, slots=True)
class Facets:
    """What hits have: MARC codes of languages, kinds, the commonest subjects; by year, the newest first."""

    languages: Counted = ()
    kinds: Counted = ()
    subjects: Counted = ()
    years: tuple[tuple[int, int], ...] = ()


def facets_of(index: Opened, query: tantivy.Query) -> Facets:
    """Counts over all hits of a query."""
    asked = {name: {"terms": {"field": name, "size": size}} for name, size in _MOST.items()}
    told: Mapping[str, Any] = index.searcher.aggregate(query, asked)
    counted = {name: [(one["key"], one["doc_count"]) for one in told[name]["buckets"]] for name in asked}
    return Facets(
        languages=_ordered(counted["language"]),
        kinds=_ordered(counted["kind"]),
        subjects=_ordered(counted["topic"]),
        years=tuple(sorted(((int(year), count) for year, count in counted["year"]), reverse=True)),
    )


def _ordered(counted: list[tuple[str, int]]) -> Counted:
    return tuple(sorted((one for one in counted if one[0]), key=lambda one: (-one[1], one[0])))
