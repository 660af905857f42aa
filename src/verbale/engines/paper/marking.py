"""Marking a PDF: the caveat at top and bottom of every page, as its reader sees the page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from verbale.engines.paper.balance import contain, is_balanced
from verbale.engines.paper.cleaning import save
from verbale.engines.paper.errors import Encrypted, Signed
from verbale.engines.paper.geometry import Matrix, Sheet, sheet_of
from verbale.engines.paper.inspection import signatures
from verbale.engines.paper.limits import DEFAULT_LIMITS, Limits
from verbale.engines.paper.marks import check_marks
from verbale.engines.paper.notes import flatten_notes
from verbale.engines.paper.opening import opened
from verbale.engines.paper.stamp import Marking, draw_stamp
from verbale.engines.paper.walking import every_dictionary, is_array, is_dictionary

MARGIN = 0.015
"""Distance of a mark from the edges, as a part of the page's shorter side."""

NOMINAL = 595.0
"""The shorter side, in points, of the page (A4) on which a mark is as big as it was drawn."""


@dataclass(slots=True)
class _Stamp:
    """The marking's variants inside one document: each a form with its width and height."""

    forms: list[tuple[Any, float, float]] = field(default_factory=list)


def mark_pdf(source: Path, target: Path, marking: Marking, *, limits: Limits = DEFAULT_LIMITS) -> None:
    """Writes to ``target`` the document with the caveat at top and bottom of every page; equal input, equal bytes.

    Marks stand upright within the visible page on white ground, above everything else: comments and form fields that
    show become part of the page first. Raises Signed, Encrypted, MissingFont, NoGlyph, and NotMarked (leaving no
    target) if a mark cannot be found again afterwards; besides what opening raises.
    """
    with opened(source, limits) as pdf:
        _require_markable(source, pdf)
        flatten_notes(pdf)
        stamp = _stamp_in(pdf, draw_stamp(marking))
        for page in pdf.pages:
            _mark(pdf, page, stamp)
        save(pdf, target)
    try:
        check_marks(target, marking, limits=limits)
    except BaseException:
        target.unlink()
        raise


def _require_markable(source: Path, pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise Encrypted(name=source.name)
    if count := signatures(every_dictionary(pdf)):
        raise Signed(name=source.name, signatures=count)


def _stamp_in(pdf: pikepdf.Pdf, drawn: bytes) -> _Stamp:
    stamp = _Stamp()
    with pikepdf.Pdf.open(io.BytesIO(drawn)) as drawing:
        for page in drawing.pages:
            sheet = sheet_of(page)
            stamp.forms.append((pdf.copy_foreign(page.as_form_xobject()), sheet.width, sheet.height))
    return stamp


def _mark(pdf: pikepdf.Pdf, page: pikepdf.Page, stamp: _Stamp) -> None:
    sheet = sheet_of(page)
    form, places = _best(sheet, stamp)
    before = _contents(pdf, page)
    name = _add_form(page, form)
    drawing = "".join(f"q {_spelled(matrix)} cm {name} Do Q " for matrix in places)
    after = pdf.make_stream(f"\nQ /Artifact BMC {drawing}EMC".encode("ascii"))
    page.obj["/Contents"] = pikepdf.Array([pdf.make_stream(b"q\n"), *before, after])


def _best(sheet: Sheet, stamp: _Stamp) -> tuple[Any, tuple[Matrix, Matrix]]:
    """The variant that can be drawn biggest on this page (the earlier of equals), and its two places."""
    fits = [(_scale(sheet, width, height), form, width, height) for form, width, height in stamp.forms]
    scale, form, width, height = max(fits, key=lambda fit: fit[0])
    margin = MARGIN * min(sheet.width, sheet.height)
    left = (sheet.width - scale * width) / 2
    return form, (sheet.place(left, sheet.height - margin - scale * height, scale), sheet.place(left, margin, scale))


def _scale(sheet: Sheet, width: float, height: float) -> float:
    shorter = min(sheet.width, sheet.height)
    wanted = max(0.8, shorter * sheet.unit / NOMINAL) / sheet.unit
    return min(wanted, (sheet.width - 2 * MARGIN * shorter) / width, sheet.band / height)


def _contents(pdf: pikepdf.Pdf, page: pikepdf.Page) -> list[Any]:
    # A tagged page is left whole where that is safe: its tags refer to places in its own contents.
    if "/StructParents" not in page.obj or not is_balanced(pdf, page):
        contain(pdf, page)
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return [part for part in contents if isinstance(part, pikepdf.Stream)] if is_array(contents) else [contents]


def _add_form(page: pikepdf.Page, form: Any) -> str:
    """Adds the form under a free name, in a copy of the page's resources, which other pages may share."""
    resources = _copy(page.obj.get("/Resources"))
    forms = _copy(resources.get("/XObject"))
    name = next(name for name in _names() if name not in forms)
    forms[name] = form
    resources["/XObject"] = forms
    page.obj["/Resources"] = resources
    return name


def _copy(dictionary: Any) -> Any:
    return pikepdf.Dictionary(dict(dictionary.items()) if is_dictionary(dictionary) else {})


def _names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"/Marking{number}"


def _spelled(matrix: Matrix) -> str:
    return " ".join(f"{number:.6f}" for number in matrix)
