"""The order of floating point numbers, each taken for the shortest decimal that it prints as, as a fact is.

That decimal grows with the number. So a constant lies between two neighbouring doubles, or on one, and comparing with
that double is comparing with the constant; nothing is calculated.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

import ibis

from ..feel import Value
from .order import UNKNOWN, Column, Span

_MOST = sys.float_info.max


@dataclass(frozen=True, slots=True)
class Doubles:
    """An edge is a double. What is infinite or no number lies beyond the last ones, and nothing is known of it."""

    def edges(self, constant: Value) -> Iterable[float]:
        if not isinstance(constant, Decimal):
            return ()
        at = _least(constant)
        if at > _MOST:
            return ()
        return (at, math.nextafter(at, math.inf)) if _shown(at) == constant else (at,)

    def classes(self, edges: Iterable[float]) -> list[tuple[Span, Any]]:
        starts = sorted({-_MOST, *(each for each in edges if -_MOST < each <= _MOST)})
        ends = [*starts[1:], math.inf]
        known = [((start, end), _shown(start)) for start, end in zip(starts, ends, strict=True)]
        return [((None, -_MOST), UNKNOWN), *known, ((math.inf, None), UNKNOWN)]

    def within(self, column: Column, span: Span) -> Column:
        low, high = span
        found = [] if low is None else [column > self.literal(_MOST) if low > _MOST else column >= self.literal(low)]
        if high is not None:
            found.append(column <= self.literal(_MOST) if high > _MOST else column < self.literal(high))
        return reduce(lambda one, two: one & two, found) if found else column.notnull()

    def point(self, span: Span) -> None:  # noqa: ARG002 - zero has two doubles
        return None

    def literal(self, point: float) -> Any:
        # Engines that put -0 before 0 find both from there on, and the others too. As text, no digit is lost.
        return ibis.literal(repr(point or -0.0)).cast("float64")


def _shown(number: float) -> Decimal:
    return Decimal(repr(number))


def _least(constant: Decimal) -> float:
    """The least double that shows as the constant or as more."""
    at = max(-_MOST, min(_MOST, float(constant)))
    while at > -_MOST and _shown(math.nextafter(at, -math.inf)) >= constant:
        at = math.nextafter(at, -math.inf)
    while _shown(at) < constant:
        if at == _MOST:
            return math.inf
        at = math.nextafter(at, math.inf)
    return at
