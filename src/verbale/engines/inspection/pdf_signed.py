"""What signed minutes may have that no other PDF may: the fields of two signatures, and a revision for each step.

The paper is one revision, its empty fields the second, each signature one more (COMMISSION.md, 6.4); all else that is
refused of a PDF is refused of this one too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

REVISIONS = 4
"""The paper, its empty fields, two signatures."""
CATALOG = {"/AcroForm", "/Perms"}

_FORM, _PERMISSIONS = {"/Fields", "/SigFlags"}, {"/DocMDP"}
_FIELD = {"/AP", "/F", "/FT", "/Ff", "/P", "/Parent", "/Rect", "/StructParent", "/Subtype", "/T", "/TU", "/Type", "/V"}
_SIGNATURE = {
    "/ByteRange", "/Contents", "/Filter", "/Location", "/M", "/Name", "/Reason", "/Reference", "/SubFilter", "/Type",
}  # fmt: skip
_SIDES = 2


def is_field(note: Any) -> bool:
    """Whether a note on a page is the field of a signature, and no more than that."""
    kinds = (note.get("/Subtype"), note.get("/FT"))
    return kinds == (pikepdf.Name.Widget, pikepdf.Name.Sig) and {str(key) for key in note} <= _FIELD


def is_emptied(held: Any) -> bool:
    """Whether an object is the empty drawing of a field, which the drawing of a signature replaced."""
    return isinstance(held, pikepdf.Stream) and held.get("/Subtype") == pikepdf.Name.Form and not held.read_raw_bytes()


def allowed_of(node: Any) -> set[str]:
    """The keys and kinds of a node that would hide or act elsewhere, and here make a signature."""
    keys = {str(key) for key in node}
    if node.get("/Type") == pikepdf.Name.Sig and keys <= _SIGNATURE:
        return {"/ByteRange", "/Sig"}
    return set(CATALOG) if node.get("/Type") == pikepdf.Name.Catalog else set()


def faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What its form holds beyond the fields of two sides."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary) or {str(key) for key in form} - _FORM:
        yield "its form is not that of two signatures"
        return
    fields = list(form.get("/Fields", []))
    if len(fields) != _SIDES or not all(is_field(one) for one in fields):
        yield f"its form has {len(fields)} fields, or others than those of two signatures"
    elif not any("/V" in one for one in fields):
        yield "nobody has signed it"
    permissions = pdf.Root.get("/Perms")
    if isinstance(permissions, pikepdf.Dictionary) and {str(key) for key in permissions} - _PERMISSIONS:
        yield "it gives other permissions than to be signed"
