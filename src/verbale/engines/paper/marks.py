"""Reading marks again: what stands at the top and at the bottom of each page, as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from verbale.engines.paper.errors import DamagedPdf, NotMarked
from verbale.engines.paper.geometry import Sheet
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.opening import require_pdf
from verbale.engines.paper.stamp import Marking

READ_BAND = 1.2
"""The part of a page at top and at bottom in which a mark must stand, in heights of a mark's band."""


@dataclass(frozen=True, slots=True)
class PageMarks:
    """What text stands in the top and in the bottom band of a page; pages count from 1."""

    page: int
    top: str
    bottom: str

    def bears(self, marking: Marking) -> bool:
        """Whether every text of the marking stands in both bands, whatever the spaces and line breaks."""
        return all(_bare(c.text) in _bare(band) for c in marking.caveats for band in (self.top, self.bottom))


def read_marks(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> tuple[PageMarks, ...]:
    """The text at top and bottom of every page, as the page is shown. Raises NotPdf, DamagedPdf or TooBig."""
    require_pdf(path, limits)
    with read_by_pdfium(path) as document:
        return tuple(_marks(document, at) for at in range(len(document)))


def check_marks(path: Path, marking: Marking, *, limits: Limits = DEFAULT_LIMITS) -> None:
    """Raises NotMarked, with the pages that lack the marking at top or bottom."""
    missing = [str(marks.page) for marks in read_marks(path, limits=limits) if not marks.bears(marking)]
    if missing:
        raise NotMarked(name=path.name, caveat=str(marking), pages=", ".join(missing))


@contextmanager
def read_by_pdfium(path: Path) -> Iterator[pdfium.PdfDocument]:
    """The document in the second parser, which also draws it; raises DamagedPdf."""
    try:
        with pdfium.PdfDocument(path) as document:
            yield document
    except pdfium.PdfiumError as fault:
        raise DamagedPdf(name=path.name, why=str(fault)) from fault


def _marks(document: pdfium.PdfDocument, at: int) -> PageMarks:
    page = document[at]
    text = page.get_textpage()
    try:
        sheet = Sheet(page.get_bbox(), page.get_rotation(), 1.0)
        band = READ_BAND * sheet.band
        top = text.get_text_bounded(*sheet.part(0, sheet.height - band, sheet.width, band))
        bottom = text.get_text_bounded(*sheet.part(0, 0, sheet.width, band))
        return PageMarks(at + 1, top, bottom)
    finally:
        text.close()
        page.close()


def _bare(text: str) -> str:
    """The text without spaces and in one spelling, since extraction breaks lines where it likes."""
    return "".join(unicodedata.normalize("NFKC", text).split())
