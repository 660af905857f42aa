"""Whether a paper can show something else than what was signed: by acting, or by hiding what stands in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from verbale.engines.signature.finding import Finding, Kind

_OF_CATALOGUE = ("/OpenAction", "/AA", "/OCProperties", "/NeedsRendering")
_OF_NAMES = ("/JavaScript", "/AlternatePresentations")
_OF_FORM = ("/XFA", "/CO")
_OF_SHOWN = ("/A", "/AA", "/OC")
_LINK, _WIDGET = "/Link", "/Widget"


def active_faults(first: bytes) -> Iterator[Finding]:
    """What of the paper, as it was before anybody signed, acts when it is opened, or shows only at times.

    Both sides signed that too, so every signature over it is good; but nobody can say what they saw (shadow attacks).
    Links may stay: they act only when somebody follows them. Raises pikepdf.PdfError for what is no document.
    """
    with pikepdf.open(io.BytesIO(first)) as paper:
        found = [*_held(paper.Root, _OF_CATALOGUE), *_held(paper.Root.get("/Names"), _OF_NAMES)]
        found += _held(paper.Root.get("/AcroForm"), _OF_FORM)
        for number, page in enumerate(paper.pages, start=1):
            found += [f"{said} on page {number}" for said in _of_page(page)]
    if found:
        yield Finding(Kind.ACTIVE, what=", ".join(dict.fromkeys(found)))


def _of_page(page: Any) -> Iterator[str]:
    yield from _held(page, ("/AA",))
    for shown in page.get("/Annots", ()):
        kind = str(shown.get("/Subtype", ""))
        if kind == _WIDGET and str(shown.get("/FT", "")) == "/Sig":
            yield from _held(shown, _OF_SHOWN)
        elif kind != _LINK:
            yield kind


def _held(one: Any, names: tuple[str, ...]) -> list[str]:
    return [name for name in names if one is not None and name in one]
