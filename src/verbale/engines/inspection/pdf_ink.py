"""Whether a marking can be read on a page: not whether its text is in the file, but whether its ink is seen.

For top and bottom of a page, as it is shown, the marking's signs are looked up. The page is drawn twice: whole, and
with nothing on it but what bears those signs. Where each sign stands, the second picture must show dark ink on light
ground, and the first must show the same. So a marking that is white, transparent, clipped, covered or beside the page
is none, whatever the file says.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

from verbale.engines.inspection.finding import Finding, Kind
from verbale.engines.inspection.pdf_demand import PdfDemand

BAND = 0.13
"""The part of a page's height, at top and at bottom, in which a marking must stand; very low pages have half of it."""

SMALLEST = 0.004
"""The least height of its letters, as a part of the page's longer side: some 3 points on A4."""

_LOW_PAGE, _LONGER = 120.0, 1700
"""Points of height below which the bands are the halves of the page, and pixels of the longer side as it is drawn."""
_DARK, _LIGHT, _SAME = 128, 200, 48
_LEAST_INK, _MOST_INK = 0.02, 0.85
_DEPTH = 8

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Sign:
    """One sign of a page's text, folded (NFKC); where it is drawn, in pixels, and the object that draws it."""

    text: str
    box: Box
    drawn_by: int


class _Shown:
    """A page in pixels."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self.page = page
        longer = max(page.get_width(), page.get_height())
        self.width = max(1, round(page.get_width() / longer * _LONGER))
        self.height = max(1, round(page.get_height() / longer * _LONGER))
        self._scale = _LONGER / longer
        low = page.get_height() < _LOW_PAGE
        self.band = self.height // 2 if low else round(self.height * BAND)

    def picture(self) -> Image.Image:
        """The page as it is shown, in shades of grey."""
        drawn: Image.Image = self.page.render(scale=self._scale, grayscale=True, may_draw_forms=False).to_pil()
        return drawn if drawn.size == (self.width, self.height) else drawn.resize((self.width, self.height))

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page in pixels, as it is shown."""
        xs, ys = zip(*(self._pixel(x, y) for x, y in ((left, bottom), (right, top))), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(self.page, 0, 0, self.width, self.height, 0, x, y, across, down)
        return across.value, down.value


def check_ink(document: pdfium.PdfDocument, demand: PdfDemand) -> Iterator[Finding]:
    """The pages that do not bear every text at top and at bottom, and those on which it cannot be read."""
    texts = [_folded(text) for text in demand.texts]
    for number in range(1, len(document) + 1 if texts else 1):
        page = document[number - 1]
        try:
            yield from _check_page(page, number, texts, demand.where)
        finally:
            page.close()


def _check_page(page: pdfium.PdfPage, number: int, texts: Sequence[str], where: str) -> Iterator[Finding]:
    shown = _Shown(page)
    signs = list(_signs(page, shown))
    bands = {"top": (0, shown.band), "bottom": (shown.height - shown.band, shown.height)}
    found = {(side, text): list(_places(signs, text, band)) for side, band in bands.items() for text in texts}
    for side in dict.fromkeys(side for (side, _), places in found.items() if not places):
        yield Finding(Kind.UNMARKED, where, f"page {number} at the {side}")
    wanted = {sign.drawn_by for places in found.values() for place in places for sign in place}
    if not wanted:
        return
    whole = shown.picture()
    why = _left_alone(page, wanted)
    alone = shown.picture()
    for (side, _), places in found.items():
        reasons = [why or _unseen(place, whole, alone) for place in places]
        if reasons and all(reasons):
            yield Finding(Kind.UNSEEN, where, f"page {number} at the {side}: {reasons[0]}")


def _signs(page: pdfium.PdfPage, shown: _Shown) -> Iterator[_Sign]:
    textpage = page.get_textpage()
    try:
        for at in range(textpage.count_chars()):
            drawn_by = _address(raw.FPDFText_GetTextObject(textpage, at))
            box = shown.box(*textpage.get_charbox(at, loose=True))
            for sign in _folded(chr(raw.FPDFText_GetUnicode(textpage, at))):
                if drawn_by is not None:
                    yield _Sign(sign, box, drawn_by)
    finally:
        textpage.close()


def _places(signs: Sequence[_Sign], text: str, band: tuple[int, int]) -> Iterator[Sequence[_Sign]]:
    within = [sign for sign in signs if band[0] <= sign.box[1] and sign.box[3] <= band[1] and sign.box[0] >= 0]
    written = "".join(sign.text for sign in within)
    at = written.find(text)
    while at >= 0:
        yield within[at : at + len(text)]
        at = written.find(text, at + 1)


def _unseen(place: Sequence[_Sign], whole: Image.Image, alone: Image.Image) -> str:
    """Why these signs cannot be read; empty if they can."""
    longer = max(whole.size)
    for sign in place:
        left, top, right, bottom = sign.box
        if min(left, top) < 0 or right > whole.width or bottom > whole.height:
            return "a part is beside the page"
        if right - left < 1 or max(right - left, bottom - top) < SMALLEST * longer:
            return "it is too small"
        own = alone.crop(sign.box)
        share = _share(own, 0, _DARK)
        if not _LEAST_INK <= share <= _MOST_INK or _share(own, _LIGHT, 256) < 1 - _MOST_INK - 0.05:
            return "it is not dark on light"
        if (ImageChops.difference(own, whole.crop(sign.box)).getextrema()[1] or 0) > _SAME:  # type: ignore[operator]
            return "something is drawn over or under it"
    return ""


def _share(picture: Image.Image, low: int, high: int) -> float:
    counted = picture.histogram()
    return sum(counted[low:high]) / max(1, sum(counted))


def _left_alone(page: pdfium.PdfPage, wanted: set[int]) -> str:
    """Takes from the page all that bears none of the signs wanted; why what is left cannot be trusted, or nothing."""
    for held in list(page.get_objects(max_depth=1)):
        drawn = list(_drawn_in(held.raw))
        bearing = [at for at, one in enumerate(drawn) if _address(one) in wanted]
        if not bearing:
            page.remove_obj(held)
        elif not all(_is_embedded(drawn[at]) for at in bearing):
            return "its font is not in the file, so that each reader takes another"
        elif any(_overlap(drawn[at], later) for at in bearing for later in drawn[at + 1 :]):
            return "something is drawn over it"
    return ""


def _drawn_in(held: Any, depth: int = 0) -> Iterator[Any]:
    """What an object draws, in order: itself, or what a form holds."""
    if raw.FPDFPageObj_GetType(held) != raw.FPDF_PAGEOBJ_FORM or depth > _DEPTH:
        yield held
        return
    for at in range(raw.FPDFFormObj_CountObjects(held)):
        yield from _drawn_in(raw.FPDFFormObj_GetObject(held, at), depth + 1)


def _is_embedded(text: Any) -> bool:
    font = raw.FPDFTextObj_GetFont(text)
    return bool(font) and raw.FPDFFont_GetIsEmbedded(font) == 1


def _overlap(one: Any, other: Any) -> bool:
    """Whether two objects of one form share more than a touch of their edges."""
    (left, bottom, right, top), box = _bounds(one), _bounds(other)
    touch = 0.15 * min(right - left, top - bottom)
    across = min(right, box[2]) - max(left, box[0])
    return across > touch and min(top, box[3]) - max(bottom, box[1]) > touch


def _bounds(held: Any) -> tuple[float, float, float, float]:
    sides = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(held, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _address(held: Any) -> int | None:
    return ctypes.cast(held, ctypes.c_void_p).value


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
