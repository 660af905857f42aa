"""Whether a box in which somebody signs lies over words: its signer alone says what shows there, after the other."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

from verbale.engines.signature.finding import Finding, Kind

_SHOWN = 60
"""Characters of the words that are told."""


def covered_faults(first: bytes) -> Iterator[Finding]:
    """The fields of the paper as it was before anybody signed that lie over its words.

    Who signs second draws into their box what they like; were it over the text, the other side's signature would stand
    under words that it never saw. Raises what the two libraries raise for a document that makes no sense to them.
    """
    fields = list(_fields(first))
    if not fields:
        return
    paper = pypdfium2.PdfDocument(first)
    try:
        for page, field, rectangle in fields:
            if words := _words(paper, page, rectangle):
                yield Finding(Kind.OVER_WORDS, field, words)
    finally:
        paper.close()


def _fields(first: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Each field that shows: its page from 0, its name, and its rectangle in points."""
    with pikepdf.open(io.BytesIO(first)) as paper:
        for number, page in enumerate(paper.pages):
            for shown in page.get("/Annots", ()):
                if shown.get("/Subtype") == "/Widget":
                    one, two, three, four = (float(at) for at in shown["/Rect"])
                    name = str(shown.get("/T", ""))
                    yield number, name, (min(one, three), min(two, four), max(one, three), max(two, four))


def _words(paper: pypdfium2.PdfDocument, number: int, rectangle: tuple[float, float, float, float]) -> str:
    page = paper[number]
    text = page.get_textpage()
    try:
        return " ".join(text.get_text_bounded(*rectangle).split())[:_SHOWN]
    finally:
        text.close()
        page.close()
