"""Opening a PDF: what is none, what is damaged, what is encrypted, what is too big."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from verbale.engines.paper.errors import DamagedPdf, Encrypted, NotPdf, TooBig
from verbale.engines.paper.limits import Limits

HEADER_WITHIN = 1024
"""Readers accept the header within the first 1,024 bytes (ISO 32000-1, annex H.3, note 13)."""


def require_pdf(path: Path, limits: Limits) -> None:
    """Refuses what is too big or has no PDF header, before any parser sees it."""
    size = path.stat().st_size
    if size > limits.bytes:
        raise TooBig(name=path.name, size=size, unit="bytes", limit=limits.bytes)
    with path.open("rb") as file:
        head = file.read(HEADER_WITHIN)
    if not head:
        raise NotPdf(name=path.name, why="the file is empty")
    if b"%PDF-" not in head:
        raise NotPdf(name=path.name, why="it does not begin as a PDF does")


BROKEN = (
    pikepdf.PdfError,
    pikepdf.DataDecodingError,
    pikepdf.QpdfRuntimeError,
    UnicodeError,
    OverflowError,
)
"""What the parser raises when a document makes no sense."""

_DAMAGE = ("reconstruct", "damaged", "page tree", "loop")


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[pikepdf.Pdf]:
    """The parsed document, closed afterwards; raises NotPdf, DamagedPdf, Encrypted or TooBig."""
    require_pdf(path, limits)
    with _parsed(path) as pdf:
        pages = _count_pages(path, pdf)
        if pages > limits.pages:
            raise TooBig(name=path.name, size=pages, unit="pages", limit=limits.pages)
        try:
            yield pdf
        except BROKEN as fault:
            raise DamagedPdf(name=path.name, why=_reason(path, fault)) from fault


def mended(pdf: pikepdf.Pdf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the parser had to mend in order to read the document: damage, and mere untidiness; empty for a sound one.

    It is damage where the parser had to search for the document's parts, since then nobody knows whether it found all.
    Each warning is kept without the name of the file it begins with.
    """
    warnings = [str(warning).split(": ", 1)[-1] for warning in pdf.get_warnings()]
    if any(word in warning for warning in warnings for word in _DAMAGE):
        return tuple(warnings), ()
    return (), tuple(warnings)


def _parsed(path: Path) -> pikepdf.Pdf:
    try:
        return pikepdf.Pdf.open(path)
    except pikepdf.PasswordError as fault:
        raise Encrypted(name=path.name) from fault
    except BROKEN as fault:
        raise DamagedPdf(name=path.name, why=_reason(path, fault)) from fault


def _count_pages(path: Path, pdf: pikepdf.Pdf) -> int:
    try:
        pages = len(pdf.pages)
    except BROKEN as fault:
        raise DamagedPdf(name=path.name, why=_reason(path, fault)) from fault
    if not pages:
        raise DamagedPdf(name=path.name, why="it has no pages")
    return pages


def _reason(path: Path, fault: Exception) -> str:
    return str(fault).replace(str(path), path.name).removeprefix(f"{path.name}: ") or type(fault).__name__
