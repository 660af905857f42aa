"""Tests by order against what is the same everywhere, made ready: most cells ask for numbers, texts and days."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from .compare import ORDERED_BY, contains
from .temporal import Date
from .values import Range, Value

Ready: TypeAlias = Callable[[Value], bool | None]

_KINDS = (Decimal, str, Date)
_THEMSELVES = (Decimal, str)
"""Kinds whose values are what they are ordered by."""
_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def beyond(sign: str, wanted: Value) -> Ready | None:
    """`holds` of a value and this one, null where they cannot be compared; None if it cannot be made ready."""
    kind = type(wanted)
    if kind not in _KINDS or sign not in _OPERATORS:
        return None
    compared, key = _OPERATORS[sign], ORDERED_BY[kind]
    end = key(wanted)
    if kind in _THEMSELVES:
        return lambda value: compared(value, end) if type(value) is kind else None
    return lambda value: compared(key(value), end) if type(value) is kind else None


def between(limits: Value) -> Ready | None:
    """`contains` of this range; None if it cannot be made ready."""
    if not isinstance(limits, Range) or limits.operator or type(limits.low) is not type(limits.high):
        return None
    kind = type(limits.low)
    if kind not in _KINDS:
        return None
    key = ORDERED_BY[kind]
    low, high = key(limits.low), key(limits.high)
    above, below = (operator.le if each else operator.lt for each in (limits.low_included, limits.high_included))

    def inside(value: Value) -> bool | None:
        if type(value) is not kind:
            return contains(limits, value)
        own = key(value)
        return bool(above(low, own) and below(own, high))

    return inside
