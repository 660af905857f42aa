"""Where each side signs: the name of its field, and the place in which its signature shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from verbale.engines.signature.errors import SameSides

PREFIX = "side-"

_SIDE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,39}", re.ASCII)


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


def check_sides(sides: tuple[str, ...]) -> None:
    """Raises SameSides unless these are the codes of two different sides."""
    if len(sides) != 2 or sides[0] == sides[1] or not all(_SIDE.fullmatch(side) for side in sides):
        raise SameSides(sides=", ".join(f"“{side}”" for side in sides) or "nobody")
