"""Items as RIS references: a tag, two blanks, a hyphen, a blank, the value; lines end as the format asks (CR LF)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verbale.engines.catalogue.item import OfferItem

_TYPES = {"book": "BOOK", "journal": "JFULL", "article": "JOUR", "report": "RPRT", "standard": "STAND", "patent": "PAT",
          "thesis": "THES", "map": "MAP", "music": "MUSIC", "recording": "SOUND", "dataset": "DATA",
          "software": "COMP", "computer file": "COMP", "conference paper": "CPAPER", "newspaper": "NEWS",
          "series": "SER"}  # fmt: skip


def ris(items: Iterable[OfferItem]) -> Iterator[bytes]:
    """Each item as one reference, in UTF-8."""
    for item in items:
        lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in _values(item) if value)
        yield ("\r\n".join([*lines, "ER  - ", "", ""])).encode()


def _values(item: OfferItem) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item.kind, "GEN")
    yield "ID", item.identifier
    yield "TI", item.title
    yield "OP", item.original_title
    yield from (("AU", name) for name in item.creators)
    yield from (("A4", name) for name in item.original_creators)
    yield "PB", item.publisher
    yield "CY", item.place
    yield "PY", str(item.year or "")
    yield "LA", item.language
    yield from (("T2", text) for text in item.series)
    yield from (("KW", text) for text in item.subjects)
    yield from (("SN", number) for number in (*item.isbn, *item.issn))
