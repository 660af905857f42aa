"""The text of a PDF in reading order, page by page. Only ever run in a process of its own: see ``pdf``."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

_HYPHENS = frozenset("\x02\ufffe")
_GAP = 1.5


class Locked(Exception):
    """The PDF asks for a password."""


def pages_of(path: Path, most_pages: int, most_characters: int) -> list[list[tuple[str, bool]]] | str:
    """The lines of each page, each with whether a gap stands before it; or which limit was passed.

    A hyphen that the typesetter put at the end of a line is U+00AD here.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        if getattr(fault, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(fault).lower():
            raise Locked from fault
        raise
    if len(document) > most_pages:
        return f"{most_pages} pages"
    pages: list[list[tuple[str, bool]]] = []
    left = most_characters
    for number in range(len(document)):
        text = document[number].get_textpage()
        left -= text.count_chars()
        if left < 0:
            return f"{most_characters} characters"
        pages.append(_lines(text))
        text.close()
    return pages


def _lines(page: pypdfium2.PdfTextPage) -> list[tuple[str, bool]]:
    lines: list[tuple[str, float]] = []
    words: list[str] = []
    height: float | None = None
    for at in range(page.count_chars()):
        sign = chr(pdfium.FPDFText_GetUnicode(page.raw, at) or 32)
        if sign in "\r\n":
            if words:
                lines.append(("".join(words), height or 0.0))
            words, height = [], None
            continue
        if height is None and not sign.isspace():
            height = _baseline(page, at)
        words.append("\u00ad" if sign in _HYPHENS else sign)
    if words:
        lines.append(("".join(words), height or 0.0))
    return _with_gaps([(text, at) for text, at in lines if text.strip()])


def _baseline(page: pypdfium2.PdfTextPage, at: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page.raw, at, x, y)
    return y.value


def _with_gaps(lines: list[tuple[str, float]]) -> list[tuple[str, bool]]:
    """A gap is half again as wide as the usual step from line to line, or a step back up the page."""
    steps = [one - other for (_, one), (_, other) in pairwise(lines) if one - other > 1]
    usual = median(steps) if steps else 0.0
    usual = min(usual, 1.6 * min(steps)) if steps else 0.0
    gaps = [False] + [one - other > _GAP * usual or one - other < -1 for (_, one), (_, other) in pairwise(lines)]
    return [(text, gap) for (text, _), gap in zip(lines, gaps, strict=True)]
