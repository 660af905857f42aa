"""Rules as boxes: for each source the classes that the cells of a rule let pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .formula import Asked, Formula
from .source import Source
from .stage import Stage


@dataclass(frozen=True, slots=True)
class Box:
    """By key of source the classes that pass; ``exact``: nothing else is asked."""

    sets: Mapping[str, int]
    exact: bool

    def meets(self, other: Box) -> bool:
        """Whether both have a class in common wherever both ask."""
        return all(other.sets.get(key, bits) & bits for key, bits in self.sets.items())

    def covers(self, other: Box) -> bool:
        """Whether it certainly holds every record of the other."""
        known = other.sets
        return self.exact and all(key in known and not known[key] & ~bits for key, bits in self.sets.items())


def boxes(stage: Stage, sources: Mapping[str, Source]) -> list[Box]:
    """The box of every rule of a table, within the values that its columns allow."""
    masks: dict[int, tuple[str, int] | None] = {}
    allowed: dict[str, int] = {}
    for _, cell in stage.refusals:
        found = _mask(cell)
        if found is not None:
            allowed[found[0]] = allowed.get(found[0], -1) & (found[1] | 1)
    return [_box(sources, row, masks, allowed) for row in stage.rows]


def _box(
    sources: Mapping[str, Source],
    row: tuple[Formula, ...],
    masks: dict[int, tuple[str, int] | None],
    allowed: Mapping[str, int],
) -> Box:
    sets = {key: bits & sources[key].axis.admitted for key, bits in allowed.items()}
    exact = True
    for cell in row:
        if id(cell) not in masks:
            masks[id(cell)] = _mask(cell)
        found = masks[id(cell)]
        if found is None:
            exact = False
            continue
        key, bits = found
        source = sources[key]
        sets[key] = sets.get(key, source.axis.admitted) & bits
        exact = exact and bool(source.path) and not source.decided
    return Box(sets, exact)


def _mask(cell: Formula) -> tuple[str, int] | None:
    if not isinstance(cell, Asked) or len(cell.sources) != 1:
        return None
    axis = cell.sources[0].axis
    return cell.sources[0].key, sum(bits for bits, value in axis.asked(cell.constants) if cell.ask((value,)) is True)
