"""Keeping what a page draws from reaching beyond itself.

A page may leave its coordinate system moved, its clipping set, or a hidden part open; whatever is drawn after it would
suffer. Such a page is put into a form, which ends all of that (ISO 32000-1, 8.10.1). Programs differ in what they make
of broken contents, so only contents beyond doubt count as balanced.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf

from verbale.engines.paper.geometry import sheet_of
from verbale.engines.paper.walking import entries, is_dictionary

OPENED_BY = {"Q": "q", "ET": "BT", "EMC": "BMC", "EX": "BX"}
_WATCHED = "q Q BT ET BMC BDC EMC BX EX BI ID EI MP"
_END = b"\n/End MP"
_INLINE_IMAGE = "INLINE IMAGE"


def is_balanced(pdf: pikepdf.Pdf, page: pikepdf.Page) -> bool:
    """Whether the page closes all that it opens and nothing else, as far as it can be read."""
    try:
        probe = pdf.make_stream(_drawn(page) + _END)
        instructions = pikepdf.parse_content_stream(probe, _WATCHED)
    except (pikepdf.PdfError, pikepdf.PdfParsingError, RuntimeError, TypeError):
        return False
    operators = [str(instruction.operator) for instruction in instructions]
    # A string or an array that is never closed swallows what follows it; an inline image's end is a guess.
    return operators[-1:] == ["MP"] and _INLINE_IMAGE not in operators and _closes(operators)


def contain(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Puts all the page draws into one form; the page looks the same."""
    resources = page.obj.get("/Resources")
    form = _packed(pdf, page)
    form["/Type"], form["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    form["/BBox"] = pikepdf.Array(sheet_of(page).box)
    form["/Resources"] = resources if is_dictionary(resources) else pikepdf.Dictionary()
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Contained=form))
    page.obj["/Contents"] = pdf.make_stream(b"/Contained Do")


def _packed(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Stream:
    """The page's contents as a new stream; a single one is not unpacked for it."""
    contents = page.obj.get("/Contents")
    if not isinstance(contents, pikepdf.Stream):
        return pdf.make_stream(_drawn(page))
    form = pdf.make_stream(contents.read_raw_bytes())
    for key in ("/Filter", "/DecodeParms"):
        if key in contents:
            form[key] = contents[key]
    return form


def _drawn(page: pikepdf.Page) -> bytes:
    return b"\n".join(part.read_bytes() for part in entries(page.obj, "/Contents") if isinstance(part, pikepdf.Stream))


def _closes(operators: Iterable[str]) -> bool:
    open_now = {"q": 0, "BT": 0, "BMC": 0, "BX": 0}
    for operator in operators:
        kind = "BMC" if operator == "BDC" else operator
        if kind in open_now:
            open_now[kind] += 1
        elif kind in OPENED_BY:
            open_now[OPENED_BY[kind]] -= 1
            if open_now[OPENED_BY[kind]] < 0:
                return False
    return not any(open_now.values())
