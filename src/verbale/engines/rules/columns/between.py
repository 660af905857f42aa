"""Literal expressions of a requirement graph, between its tables: what a later table reads of them."""

from __future__ import annotations

from typing import Any

from ..engine import Step
from ..feel.types import Constrained, coerce
from ..model import LiteralExpression
from .errors import Outside
from .joint import coded
from .names import Names
from .order import UNKNOWN
from .reading import Reading, read
from .source import Source


def between(step: Step, logic: LiteralExpression, names: Names) -> Source | tuple[Any]:
    """The source of a decision that is an expression, or its value where that is the same for all records.

    Raises `Outside`.
    """
    reading = read(logic.expression, names)
    types = logic.type, step.type

    def settled(value: Any) -> Any:
        for kind in types:
            made = value if value is UNKNOWN else coerce(value, kind)
            value = UNKNOWN if made is None and value is not None else made
        return value

    if reading.source is None:
        value = settled(reading.of(None))
        if value is UNKNOWN:
            raise Outside("the result is not of the declared type")
        return (value,)
    source = reading.source
    if reading.direct and not source.is_finite:
        values = [value for _, value in source.order.classes(source.edges)]
        if any(isinstance(kind, Constrained) for kind in types) or any(settled(value) != value for value in values):
            raise Outside("its result would have to be converted to the declared type")
        source.needed = source.strict
        return source
    values = [_value(reading, source, at, value) for at, value in enumerate(source.axis().values)]
    return names.keep(coded(source, f"=decision {step.name}", [settled(value) for value in values]))


def _value(reading: Reading, source: Source, at: int, value: Any) -> Any:
    """What the expression gives for one class; a fault, in itself or in what it reads, is left to one at a time."""
    if value is UNKNOWN or (at == 0 and (source.strict or source.total)):
        return UNKNOWN
    return reading.of(value)
