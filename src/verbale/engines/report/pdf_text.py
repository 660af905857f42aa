"""The text of a PDF in reading order, page by page. Only ever run in a process of its own: see ``pdf``."""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

_HYPHENS = frozenset("\x02\ufffe")
_FIGURES, _RAISED = "0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_HAIR = "\u200a"
_NOT_SET = re.compile(f"(?<=[\u3001-\u9fff\uff00-\uffef]){_HAIR}|{_HAIR}(?=[\u3001-\u9fff\uff00-\uffef])")
_GAP = 1.5
_FULL = 0.7
_SAME = 1.2
_FEW_LINES = 5

Told = tuple[str, bool, bool]
"""A line: its words, whether a gap stands before it, whether it goes on where the line before it was full."""


class Locked(Exception):
    """The PDF asks for a password."""


@dataclass(frozen=True, slots=True)
class _Set:
    """A line as it is set: its words, its baseline, its edges, how wide its first word is, the size of its print."""

    words: str
    baseline: float
    left: float
    right: float
    first_word: float
    size: float


def pages_of(path: Path, most_pages: int, most_characters: int) -> list[list[Told]] | str:
    """The lines of each page; or the limit that was passed.

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
    pages: list[list[_Set]] = []
    left = most_characters
    for number in range(len(document)):
        text = document[number].get_textpage()
        left -= text.count_chars()
        if left < 0:
            return f"{most_characters} characters"
        pages.append(_lines(text))
        text.close()
    usual = median([line.size for page in pages for line in page] or [0.0])
    pages = [_without_footnotes(page, usual) for page in pages]
    lines = [line for page in pages for line in page]
    columns = [part for half in _columns(lines) if (part := _edges(half))]
    return [_told(page, columns) for page in pages]


def _lines(page: pypdfium2.PdfTextPage) -> list[_Set]:
    lines: list[_Set] = []
    words: list[str] = []
    begin = 0
    for at in range(page.count_chars()):
        sign = _sign(page, at, words)
        if sign in "\r\n":
            _end(page, begin, words, lines)
            words, begin = [], at + 1
        elif sign in _HYPHENS:
            _end(page, begin, [*words, "\u00ad"], lines)
            words, begin = [], at + 1
        else:
            words.append(sign)
    _end(page, begin, words, lines)
    return lines


def _sign(page: pypdfium2.PdfTextPage, at: int, before: list[str]) -> str:
    """A character: a raised figure as such, and a space that only sets Chinese apart from figures as a hair space."""
    sign = chr(pdfium.FPDFText_GetUnicode(page.raw, at) or 32)
    if sign in _FIGURES and _raised(page, at, before[-1] if before else ""):
        return _RAISED[_FIGURES.index(sign)]
    return _HAIR if sign == " " and pdfium.FPDFText_IsGenerated(page.raw, at) == 1 and _narrow(page, at) else sign


def _raised(page: pypdfium2.PdfTextPage, at: int, before: str) -> bool:
    """Whether a figure is smaller and higher than what stands beside it, as the mark of a footnote is."""
    if before in _RAISED and before:
        beside = next((back for back in range(at - 2, -1, -1) if _size(page, back) > 1.2 * _size(page, at)), at)
    else:
        beside = at - 1 if before.strip() else at + 1
    if not 0 <= beside < page.count_chars() or _size(page, at) > 0.85 * _size(page, beside):
        return False
    return _baseline(page, at) > _baseline(page, beside) + 0.1 * _size(page, beside)


def _size(page: pypdfium2.PdfTextPage, at: int) -> float:
    return float(pdfium.FPDFText_GetFontSize(page.raw, at))


def _narrow(page: pypdfium2.PdfTextPage, at: int) -> bool:
    """Whether a space that is none in the file is narrower than a third of the size of its print."""
    if not 0 < at < page.count_chars() - 1:
        return False
    return _box(page, at + 1)[0] - _box(page, at - 1)[1] < 0.34 * _size(page, at - 1)


def _end(page: pypdfium2.PdfTextPage, begin: int, words: list[str], lines: list[_Set]) -> None:
    text = "".join(words)
    if not text.strip(" \u00ad\t\u00a0"):
        return
    first = begin + len(text) - len(text.lstrip())
    last = begin + len(text.rstrip(" \t\u00a0\u00ad")) - 1
    word = text.strip().split(maxsplit=1)[0]
    after = first if word[0] > "\u2e7f" else first + len(word.rstrip("\u00ad")) - 1
    left, _ = _box(page, first)
    written = _NOT_SET.sub("", text).replace(_HAIR, " ")
    right, width = _box(page, last)[1], _box(page, after)[1] - left
    lines.append(_Set(written, _baseline(page, first), left, right, width, _size(page, last)))


def _box(page: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(page.raw, at, box)
    return box.left, box.right


def _baseline(page: pypdfium2.PdfTextPage, at: int) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(page.raw, at, x, y)
    return y.value


def _without_footnotes(lines: list[_Set], usual: float) -> list[_Set]:
    """A page without what stands in smaller print from a raised figure at the start of a line downwards."""
    kept: list[_Set] = []
    note: _Set | None = None
    for line in lines:
        if line.words.strip()[0] in _RAISED and line.size < 0.95 * usual:
            note = line
        elif note and not (line.size <= 1.02 * note.size and line.baseline < note.baseline):
            note = None
        if note is None:
            kept.append(line)
    return kept


def _columns(lines: list[_Set]) -> list[list[_Set]]:
    """The lines of each of two columns, where most lines keep to one half of the page; else all."""
    if not (edges := _edges(lines)):
        return []
    middle = sum(edges) / 2
    halves = [[line for line in lines if line.right <= middle + 2], [line for line in lines if line.left >= middle - 2]]
    told = min(len(half) for half in halves) > _FEW_LINES and sum(map(len, halves)) > 0.7 * len(lines)
    return halves if told and all(_wide(half, middle - edges[0]) for half in halves) else [lines]


def _wide(lines: list[_Set], room: float) -> bool:
    """Whether lines fill the room of a column, as those of a table's cells and of short lists do not."""
    return sum(line.right - line.left > 0.7 * room for line in lines) > 0.4 * len(lines)


def _edges(lines: list[_Set]) -> tuple[float, float] | None:
    return (min(line.left for line in lines), max(line.right for line in lines)) if lines else None


def _told(lines: list[_Set], columns: list[tuple[float, float]]) -> list[Told]:
    """A gap is half again as wide as the usual step from line to line, or a step back up the page.

    A line was full where the first word of the next had no room in it. What begins a column in lower case goes on.
    """
    steps = [one.baseline - other.baseline for one, other in pairwise(lines) if one.baseline - other.baseline > 1]
    least = sorted(steps)[len(steps) // 10] if steps else 0.0
    usual = min(median(steps), 1.6 * least) if steps else 0.0
    told = [(lines[0].words, False, False)] if lines else []
    for one, other in pairwise(lines):
        step = one.baseline - other.baseline
        above = step < -1 and other.left > one.left and other.words.strip()[:1].islower()
        gap = step > _GAP * usual or (step < -1 and not above)
        left, right = next(
            (edges for edges in columns if edges[0] - 1 <= one.left and one.right <= edges[1] + 1), (0, 0)
        )
        full = one.right > left + _FULL * (right - left) and one.right + other.first_word > right - 1
        told.append((other.words, gap, above or (not gap and 1 < step < _SAME * least and full)))
    return told
