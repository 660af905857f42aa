"""One PDF before it leaves: its bytes, its objects, what it says of itself, and the ink of its marking on every page.

Read with two parsers: pikepdf for what is in the file, PDFium for what is seen. Both are given a file that may be
hostile: outside tests, ``isolated`` does this in a process of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from verbale.engines.inspection import pdf_signed
from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.pdf_bytes import surplus
from verbale.engines.inspection.pdf_demand import PdfDemand
from verbale.engines.inspection.pdf_ink import check_ink
from verbale.engines.inspection.pdf_metadata import check_metadata
from verbale.engines.inspection.pdf_objects import check_objects, every_stream

MOST_PAGES = 10_000
_BROKEN = (
    pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.QpdfRuntimeError, pdfium.PdfiumError, ValueError, TypeError,
    KeyError, AttributeError, OverflowError, RecursionError,
)  # fmt: skip
"""What the parsers raise, and what comes of objects that are of another type than they must be."""


def examine(path: Path, demand: PdfDemand) -> tuple[Finding, ...]:
    """All that is found in the PDF; one that cannot be read through is itself a finding."""
    findings: list[Finding] = []
    try:
        for finding in _examined(path, demand):
            findings.append(finding)
    except _BROKEN as fault:
        findings.append(Finding(Kind.PDF, demand.where, f"it cannot be read ({type(fault).__name__})"))
    return tuple(dict.fromkeys(findings))


def _examined(path: Path, demand: PdfDemand) -> Iterator[Finding]:
    for what in surplus(path.read_bytes(), pdf_signed.REVISIONS if demand.signed else 1):
        yield Finding(Kind.PDF, demand.where, what)
    with pdfium.PdfDocument(path) as document, pikepdf.Pdf.open(path) as pdf:
        if not 1 <= len(document) <= MOST_PAGES or len(document) != len(pdf.pages):
            yield Finding(Kind.PDF, demand.where, f"it has {len(document)} or {len(pdf.pages)} pages")
            return
        yield from check_objects(pdf, demand)
        yield from check_metadata(pdf, demand, _text_of(document, 0))
        yield from _check_canaries(pdf, document, demand)
        yield from check_ink(document, demand)


def _check_canaries(pdf: pikepdf.Pdf, document: pdfium.PdfDocument, demand: PdfDemand) -> Iterator[Finding]:
    if not demand.canaries:
        return
    streams = (stream.read_bytes() for stream in every_stream(pdf) if _can_be_unpacked(stream))
    pages = (_text_of(document, at).encode("utf-8", "replace") for at in range(len(document)))
    texts = (bytes(value) for value in _strings(pdf))
    for part in (*streams, *texts, *pages):
        if any(spelled in part for canary in demand.canaries for spelled in _spellings(canary)):
            yield Finding(Kind.CANARY, demand.where)
            return


def _strings(pdf: pikepdf.Pdf) -> Iterator[pikepdf.String]:
    for held in pdf.objects:
        waiting = [held]
        while waiting:
            value = waiting.pop()
            if isinstance(value, pikepdf.String):
                yield value
            elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                waiting += [one for _, one in value.items() if not getattr(one, "is_indirect", False)]
            elif isinstance(value, pikepdf.Array):
                waiting += [one for one in value if not getattr(one, "is_indirect", False)]


def _spellings(canary: bytes) -> tuple[bytes, ...]:
    return canary, canary.decode("utf-8", "replace").encode("utf-16-be")


def _can_be_unpacked(stream: pikepdf.Stream) -> bool:
    try:
        stream.read_bytes()
    except pikepdf.PdfError:
        # A picture in a coding that only a viewer reads; its bytes as they stand were searched with the pouch.
        return False
    return True


def _text_of(document: pdfium.PdfDocument, at: int) -> str:
    page = document[at]
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()
