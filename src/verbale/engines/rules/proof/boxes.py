"""Rules as boxes: for each source the classes that the cells of a rule let pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .encoding import Encoding
from .formula import Formula
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

    def within(self, other: Box) -> Box:
        """What is in both."""
        sets = dict(self.sets)
        for key, bits in other.sets.items():
            sets[key] = sets.get(key, bits) & bits
        return Box(sets, self.exact and other.exact)


def boxes(stage: Stage, encoding: Encoding) -> list[Box]:
    """The box of every rule of a table that is written, within the values that its columns allow."""
    whole = allowed_box(stage, encoding)
    return [_box(row, encoding, whole) for row in stage.rows]


def allowed_box(stage: Stage, encoding: Encoding) -> Box:
    """The records that the columns of a table allow."""
    sets: dict[str, int] = {}
    exact = True
    for _, cell in stage.refusals:
        found = encoding.passing(cell)
        exact = exact and found is not None
        if found is not None:
            source, bits = found
            sets[source.key] = sets.get(source.key, source.axis.admitted) & (bits | 1)
    return Box(sets, exact)


def _box(row: tuple[Formula, ...], encoding: Encoding, whole: Box) -> Box:
    sets = dict(whole.sets)
    exact = whole.exact
    for cell in row:
        found = encoding.passing(cell)
        if found is None:
            exact = False
            continue
        source, bits = found
        sets[source.key] = sets.get(source.key, source.axis.admitted) & bits
        exact = exact and bool(source.path) and not source.decided
    return Box(sets, exact)
