"""Keeping what a page draws from reaching beyond itself.

A page may leave its coordinate system moved, its clipping set, or a hidden part open; whatever is drawn after it would
suffer. Such a page is put into a form, which ends all of that (ISO 32000-1, 8.10.1).
"""

from __future__ import annotations

from typing import Any

import pikepdf

from verbale.engines.paper.walking import is_dictionary

OPENED_BY = {"Q": "q", "ET": "BT", "EMC": "BMC"}
_WATCHED = "q Q BT ET BMC BDC EMC"


def is_balanced(page: pikepdf.Page) -> bool:
    """Whether the page closes all that it opens and nothing else, as far as it can be read."""
    if "/Contents" not in page.obj:
        return True
    try:
        instructions = pikepdf.parse_content_stream(page, _WATCHED)
    except (pikepdf.PdfError, pikepdf.PdfParsingError, RuntimeError, TypeError):
        return False
    return _closes(str(instruction.operator) for instruction in instructions)


def contain(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    """Puts all the page draws into one form; the page looks the same."""
    form = page.as_form_xobject(handle_transformations=False)
    resources = page.obj.get("/Resources")
    form["/BBox"] = page.mediabox
    form["/Resources"] = resources if is_dictionary(resources) else pikepdf.Dictionary()
    page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Contained=form))
    page.obj["/Contents"] = pdf.make_stream(b"/Contained Do")


def _closes(operators: Any) -> bool:
    open_now = {"q": 0, "BT": 0, "BMC": 0}
    for operator in operators:
        kind = "BMC" if operator == "BDC" else operator
        if kind in open_now:
            open_now[kind] += 1
        else:
            open_now[OPENED_BY[kind]] -= 1
            if open_now[OPENED_BY[kind]] < 0:
                return False
    return not any(open_now.values())
