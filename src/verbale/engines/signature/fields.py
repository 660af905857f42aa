"""The two fields in which the sides sign, made in one revision before anybody signs (COMMISSION.md, 6.4).

Both are there from the start, because after the first signature nothing may be added but the second.
"""

from __future__ import annotations

from collections.abc import Mapping

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from verbale.engines.signature.box import Box, check_sides, field_name
from verbale.engines.signature.errors import BadBox, Damaged, HasForm
from verbale.engines.signature.increment import BROKEN, Increment, appended, reason, written

_FARTHEST = 14_400
"""Points; no page is larger (ISO 32000-1, annex C.2)."""
_SIGNED_AND_APPENDED = 3
"""SigFlags (ISO 32000-1, table 219): signatures exist, and the file is only ever appended to."""


def prepare(paper: bytes, boxes: Mapping[str, Box]) -> bytes:
    """The paper with an empty field for each of two sides, appended as one revision; equal input gives equal bytes.

    ``boxes`` names each side's code and place. Raises SameSides, BadBox, HasForm, NotPdf, Damaged, Encrypted, TooBig.
    """
    check_sides(tuple(boxes))
    writer = appended(paper)
    if "/AcroForm" in writer.root or "/Perms" in writer.root:
        raise HasForm()
    try:
        for side, box in boxes.items():
            _check(side, box, writer)
            append_signature_field(writer, _spec(side, box))
        form = writer.root["/AcroForm"]
        form[generic.pdf_name("/SigFlags")] = generic.NumberObject(_SIGNED_AND_APPENDED)
        return written(writer)
    except BROKEN as fault:
        raise Damaged(why=reason(fault)) from fault


def _spec(side: str, box: Box) -> SigFieldSpec:
    return SigFieldSpec(
        sig_field_name=field_name(side),
        on_page=box.page - 1,
        box=box.rectangle,  # type: ignore[arg-type]  # the library rounds parts of points, though it asks for whole ones
        readable_field_name=side,
    )


def _check(side: str, box: Box, writer: Increment) -> None:
    if box.page < 1:
        raise BadBox(side=side, why="pages are counted from 1")
    if not all(0 <= at <= _FARTHEST for at in box.rectangle):
        raise BadBox(side=side, why=f"its edges must be between 0 and {_FARTHEST} points")
    if box.right - box.left < 1 or box.top - box.bottom < 1:
        raise BadBox(side=side, why="it must be at least one point wide and high")
    try:
        page, _ = writer.find_page_for_modification(box.page - 1)
    except BROKEN as fault:
        raise BadBox(side=side, why=f"the paper has no page {box.page}") from fault
    left, bottom, right, top = _page_edges(page.get_object())
    if box.left < left or box.bottom < bottom or box.right > right or box.top > top:
        raise BadBox(side=side, why=f"it reaches beyond page {box.page}")


def _page_edges(page: generic.DictionaryObject) -> tuple[float, ...]:
    while "/MediaBox" not in page:
        page = page["/Parent"]
    one, two, three, four = (float(at) for at in page["/MediaBox"])
    return min(one, three), min(two, four), max(one, three), max(two, four)
