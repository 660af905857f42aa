"""Which part of a page's sheet its reader sees, and where top and bottom are.

A page's boxes are in its own user space; it is shown cropped, turned by /Rotate and scaled by /UserUnit.
``Sheet`` maps from the picture the reader sees (origin at its lower left, axes right and up) to user space.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

LETTER = (0.0, 0.0, 612.0, 792.0)
POINT = 25.4 / 72
"""Millimetres in a point."""

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The visible box in user space, the clockwise turn (0, 90, 180, 270), and points per unit of user space."""

    box: Box
    turn: int
    unit: float

    @property
    def width(self) -> float:
        """Width as shown, in units of user space."""
        return self._across if self.turn in (0, 180) else self._along

    @property
    def height(self) -> float:
        """Height as shown, in units of user space."""
        return self._along if self.turn in (0, 180) else self._across

    @property
    def band(self) -> float:
        """How high a mark may be: a tenth of the height; on very low pages up to a quarter, to stay legible."""
        return max(0.1 * self.height, min(0.25 * self.height, 12.0))

    @property
    def millimetres(self) -> tuple[float, float]:
        """Width and height as shown, in millimetres to a tenth."""
        return round(self.width * self.unit * POINT, 1), round(self.height * self.unit * POINT, 1)

    def place(self, x: float, y: float, scale: float) -> Matrix:
        """The matrix that puts a drawing's origin at (x, y) of the picture, upright and scaled."""
        left, bottom, right, top = self.box
        return {
            0: (scale, 0.0, 0.0, scale, left + x, bottom + y),
            90: (0.0, scale, -scale, 0.0, right - y, bottom + x),
            180: (-scale, 0.0, 0.0, -scale, right - x, top - y),
            270: (0.0, -scale, scale, 0.0, left + y, top - x),
        }[self.turn]

    def part(self, x: float, y: float, width: float, height: float) -> Box:
        """The box in user space of a rectangle of the picture."""
        a, b, c, d, e, f = self.place(x, y, 1.0)
        xs = sorted((e, e + a * width + c * height))
        ys = sorted((f, f + b * width + d * height))
        return xs[0], ys[0], xs[1], ys[1]

    @property
    def _across(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def _along(self) -> float:
        return self.box[3] - self.box[1]


def sheet_of(page: pikepdf.Page) -> Sheet:
    """How a page is shown. Boxes without area fall back as readers do: crop to media, media to US Letter."""
    media = _box(page.obj.get("/MediaBox")) or LETTER
    crop = _box(page.obj.get("/CropBox"))
    visible = _common(media, crop) if crop else media
    return Sheet(visible or media, _turn(page.obj.get("/Rotate")), _unit(page.obj.get("/UserUnit")))


def is_cropped(page: pikepdf.Page) -> bool:
    """Whether the reader sees less than the whole sheet."""
    media = _box(page.obj.get("/MediaBox")) or LETTER
    return any(abs(seen - whole) > 1 for seen, whole in zip(sheet_of(page).box, media, strict=True))


def _box(value: Any) -> Box | None:
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    numbers = _numbers(list(value))
    if numbers is None:
        return None
    x0, y0, x1, y1 = numbers
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[2] > box[0] and box[3] > box[1] else None


def _numbers(values: Sequence[Any]) -> list[float] | None:
    try:
        return [float(value) for value in values]
    except (TypeError, ValueError):
        return None


def _common(one: Box, other: Box) -> Box | None:
    box = max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])
    return box if box[2] > box[0] and box[3] > box[1] else None


def _turn(value: Any) -> int:
    turn = _numbers([value])
    return int(turn[0]) % 360 // 90 * 90 if turn else 0


def _unit(value: Any) -> float:
    unit = _numbers([value])
    return unit[0] if unit and unit[0] > 0 else 1.0
