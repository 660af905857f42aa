"""The two fields in which the sides sign, made in one revision before anybody signs (COMMISSION.md, 6.4).

Both are there from the start, because after the first signature nothing may be added but the second.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pyhanko.pdf_utils import generic
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from verbale.engines.signature.errors import BadBox, Damaged, HasForm, SameSides
from verbale.engines.signature.increment import BROKEN, Increment, appended, reason, written

PREFIX = "side-"

_SIDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", re.ASCII)
_FARTHEST = 14_400
"""Points; no page is larger (ISO 32000-1, annex C.2)."""
_SIGNED_AND_APPENDED = 3
"""SigFlags (ISO 32000-1, table 219): signatures exist, and the file is only ever appended to."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a signature is shown: the page, counted from 1, and a rectangle in points from the page's lower left."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        return (self.left, self.bottom, self.right, self.top)


def field_name(side: str) -> str:
    """The name of a side's field: ``side-XX``."""
    return PREFIX + side


def side_of_field(name: str) -> str | None:
    """The side that a field is for; None for a field of another name."""
    side = name.removeprefix(PREFIX)
    return side if name.startswith(PREFIX) and _SIDE.fullmatch(side) else None


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


def check_sides(sides: tuple[str, ...]) -> None:
    """Raises SameSides unless these are the codes of two different sides."""
    if len(sides) != 2 or sides[0] == sides[1] or not all(_SIDE.fullmatch(side) for side in sides):
        raise SameSides(sides=", ".join(f"“{side}”" for side in sides) or "nobody")


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
