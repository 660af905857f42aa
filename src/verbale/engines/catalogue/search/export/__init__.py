"""Items as files that other programs read: MARC 21 (ISO 2709 in UTF-8), RIS, BibTeX, CSV."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from verbale.engines.catalogue.item import OfferItem
from verbale.engines.catalogue.search.export.bibtex import bibtex
from verbale.engines.catalogue.search.export.marc import marc
from verbale.engines.catalogue.search.export.ris import ris
from verbale.engines.catalogue.search.export.table import table

MOST_EXPORTED = 10_000
"""Items that one export has at most."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form in which items leave: how it is written, its media type, the end of its file's name."""

    write: Callable[[Iterable[OfferItem]], Iterator[bytes]]
    media_type: str
    suffix: str


FORMS = {
    "marc": Form(marc, "application/marc", "mrc"),
    "ris": Form(ris, "application/x-research-info-systems", "ris"),
    "bibtex": Form(bibtex, "application/x-bibtex", "bib"),
    "csv": Form(table, "text/csv; charset=utf-8", "csv"),
}

__all__ = ["FORMS", "MOST_EXPORTED", "Form", "bibtex", "marc", "ris", "table"]
