"""Items as BibTeX entries in UTF-8. What TeX would take for a command is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from verbale.engines.catalogue.item import OfferItem

_TYPES = {"book": "book", "article": "article", "report": "techreport", "thesis": "phdthesis",
          "conference paper": "inproceedings"}  # fmt: skip
_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


def bibtex(items: Iterable[OfferItem]) -> Iterator[bytes]:
    """Each item as one entry, under its identifier."""
    for item in items:
        lines = (f"  {name} = {{{_escaped(value)}}},\n" for name, value in _values(item) if value)
        yield f"@{_TYPES.get(item.kind, 'misc')}{{{item.identifier},\n{''.join(lines)}}}\n\n".encode()


def _values(item: OfferItem) -> Iterator[tuple[str, str]]:
    yield "title", item.title
    yield "titleaddon", item.original_title
    yield "author", " and ".join(item.creators)
    yield "publisher", item.publisher
    yield "address", item.place
    yield "year", str(item.year or "")
    yield "language", item.language
    yield "series", "; ".join(item.series)
    yield "keywords", ", ".join(item.subjects)
    yield "isbn", ", ".join(item.isbn)
    yield "issn", ", ".join(item.issn)


def _escaped(text: str) -> str:
    return " ".join(text.split()).translate(_ESCAPED)
