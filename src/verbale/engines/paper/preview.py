"""A picture of one page, as a page of ours shows it: nothing of the PDF itself reaches a browser."""

from __future__ import annotations

import io
from pathlib import Path

from verbale.engines.paper.errors import NoSuchPage
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.marks import read_by_pdfium
from verbale.engines.paper.opening import require_pdf

WIDEST = 4000
HIGHEST = 8000


def preview(path: Path, page: int, width: int, *, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A PNG of a page (counted from 1), ``width`` pixels wide, or narrower if it would be too high.

    Raises NoSuchPage, NotPdf, DamagedPdf or TooBig.
    """
    require_pdf(path, limits)
    with read_by_pdfium(path) as document:
        if not 1 <= page <= len(document):
            raise NoSuchPage(name=path.name, page=page, pages=len(document))
        shown = document[page - 1]
        scale = min(min(width, WIDEST) / shown.get_width(), HIGHEST / shown.get_height())
        picture = shown.render(scale=scale, may_draw_forms=False).to_pil()
        written = io.BytesIO()
        picture.save(written, format="PNG")
        return written.getvalue()
