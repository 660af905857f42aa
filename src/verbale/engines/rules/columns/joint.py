"""Several sources read by one expression: each combination of their classes is a class."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import product
from math import prod
from typing import Any

import ibis

from ..feel import Value
from .axis import Axis
from .errors import Outside
from .order import UNKNOWN, Column, Listed
from .source import Render, Source
from .steps import Steps

MOST = 1 << 13
"""Combinations of classes."""


@dataclass(frozen=True, slots=True)
class Together:
    """One source for all that an expression reads; ``parts`` are those it is made of."""

    source: Source
    parts: tuple[Source, ...]

    def of(self, value: Any) -> Mapping[str, Any]:
        """A value for each part, or `UNKNOWN`, by its alias, for one of the source."""
        if len(self.parts) == 1:
            return {self.source.alias: value}
        return {part.alias: each for part, each in zip(self.parts, value, strict=True)}

    def names(self, value: Any) -> dict[str, Value]:
        """What an expression sees where the source has this value."""
        known: dict[str, Value] = {}
        for part, each in zip(self.parts, self.of(value).values(), strict=True):
            known.update(part.names(each))
        return known


def together(found: Iterable[Source], mark: Callable[[Mapping[str, Source]], None]) -> Together:
    """The sources as one. ``mark`` notes on them, by alias, what they are compared with. Raises `Outside`."""
    parts = tuple(found)
    if len(parts) == 1:
        mark({parts[0].alias: parts[0]})
        return Together(parts[0], parts)
    parts = tuple(replace(each, edges=set()) for each in parts)
    mark({each.alias: each for each in parts})
    return Together(_joint(parts), parts)


def _joint(parts: Sequence[Source]) -> Source:
    axes = [each.axis() for each in parts]
    sizes = [len(axis.spans) for axis in axes]
    if prod(sizes) > MOST:
        raise Outside(f"it reads several facts at once, in more than {MOST} combinations")
    classes = [_classes(part, axis) for part, axis in zip(parts, axes, strict=True)]
    strides = [prod(sizes[at + 1 :]) for at in range(len(sizes))]
    values = [
        (sum(at * stride for (at, _), stride in zip(chosen, strides, strict=True)), tuple(value for _, value in chosen))
        for chosen in product(*classes)
        if _is_possible(parts, [value for _, value in chosen])
    ]
    edges = "; ".join(f"{axis.name} at {sorted(axis.edges, key=repr)}" for axis in axes)
    return Source(f"={edges}", Listed(tuple(values)), _numbered(axes, strides), total=True)


def _is_possible(parts: Sequence[Source], values: Sequence[Any]) -> bool:
    """Whether a record can have these values: a fact is missing in every pair, and by itself, or in none."""
    missing: dict[str, bool] = {}
    for part, value in zip(parts, values, strict=True):
        alias, seen = (part.centre, value[0]) if part.sides else (part.alias, value)
        is_missing = seen is None or (seen is UNKNOWN and part.strict | part.sides)
        if missing.setdefault(alias, is_missing) is not is_missing:
            return False
    return True


def _classes(part: Source, axis: Axis) -> list[tuple[int, Any]]:
    """The classes of a part by their places, each with a value; null first where it may be."""
    found = list(enumerate(axis.values))
    if part.total:
        return found[1:]
    return [(0, UNKNOWN if part.strict else None), *found[1:]]


def _numbered(axes: Sequence[Axis], strides: Sequence[int]) -> Render:
    def render(table: ibis.Table) -> Column:
        steps = [Steps(tuple(1 << at for at in range(len(axis.spans)))) for axis in axes]
        parts = zip(axes, steps, strides, strict=True)
        numbers = [step.number(axis, axis.render(table), stride) for axis, step, stride in parts]
        return reduce(lambda one, two: one + two, numbers)

    return render


def coded(source: Source, name: str, values: Sequence[Any]) -> Source:
    """A source whose classes stand for other values: null first, then class by class."""
    axis = source.axis()
    order = Listed(tuple(enumerate(values)))
    return Source(name, order, _numbered([axis], [1]), lambda value: value is not UNKNOWN, total=True)
