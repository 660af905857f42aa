"""Annotations of a PDF: links, comments, form fields, media. They stand above the page, and can do and hide things."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from verbale.engines.paper.walking import Node, entries, is_dictionary, keep_only, name_of

MEDIA = frozenset({"RichMedia", "Movie", "Sound", "Screen", "3D", "FileAttachment"})
DROPPED_NOTES = MEDIA | {"Text", "Popup", "PrinterMark", "TrapNet", "Watermark", "Redact"}
"""Annotations that go without a trace on the page; others that show become part of it."""


def flatten_notes(pdf: pikepdf.Pdf) -> None:
    """Makes comments and form fields that show on a page part of it, and takes the others away.

    Links within the document stay.
    """
    for page in pdf.pages:
        _take_notes(page, lambda note: name_of(note, "/Subtype") in DROPPED_NOTES)
    if any("/Annots" in page for page in pdf.pages):
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
    for page in pdf.pages:
        _take_notes(page, lambda note: not _is_inner_link(note))
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]


def _take_notes(page: pikepdf.Page, unwanted: Callable[[Node], bool]) -> None:
    notes = entries(page.obj, "/Annots")
    kept = []
    for note in notes:
        if is_dictionary(note) and not unwanted(note):
            kept.append(note)
        elif is_dictionary(note):
            # The structure tree may still point to it, so what it says must go with it.
            keep_only(note, frozenset({"/Type"}))
    if kept:
        page.obj["/Annots"] = pikepdf.Array(kept)
    elif "/Annots" in page.obj:
        del page.obj["/Annots"]


def _is_inner_link(note: Node) -> bool:
    if name_of(note, "/Subtype") != "Link":
        return False
    action = note.get("/A")
    inner = "/Dest" in note if action is None else is_dictionary(action) and name_of(action, "/S") == "GoTo"
    if inner:
        # A border is drawn above the page, and would be drawn above its marking.
        note["/Border"] = pikepdf.Array([0, 0, 0])
        keep_only(
            note, frozenset(["/Type", "/Subtype", "/Rect", "/Dest", "/A", "/Border", "/StructParent", "/QuadPoints"])
        )
    return inner
