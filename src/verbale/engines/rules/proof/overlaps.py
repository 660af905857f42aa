"""Rules that match together, found by holding their boxes of values against each other.

A rule is a box: for each source the classes that its cells let pass. Two boxes that have a class in common in every
source have a record in common, unless a rule asks for more than a box can say; of those pairs the solver is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from ..model import Hit
from .formula import Asked, Formula
from .problem import Problem, Run
from .witness import Record


@dataclass(frozen=True, slots=True)
class Box:
    """By key of source the classes that pass; ``exact``: nothing else is asked."""

    sets: Mapping[str, int]
    exact: bool

    def meets(self, other: Box) -> bool:
        """Whether both have a class in common wherever both ask."""
        return all(other.sets.get(key, bits) & bits for key, bits in self.sets.items())


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules by number, and a record that both match."""

    rules: tuple[int, int]
    record: Record


def boxes(problem: Problem) -> list[Box]:
    """The box of every rule of a table."""
    masks: dict[int, tuple[str, int] | None] = {}
    return [_box(problem, row, masks) for row in problem.stage.rows]


def _box(problem: Problem, row: tuple[Formula, ...], masks: dict[int, tuple[str, int] | None]) -> Box:
    sets: dict[str, int] = {}
    exact = True
    for cell in row:
        if id(cell) not in masks:
            masks[id(cell)] = _mask(cell)
        found = masks[id(cell)]
        if found is None:
            exact = False
            continue
        key, bits = found
        source = problem.sources[key]
        sets[key] = sets.get(key, source.axis.admitted) & bits
        exact = exact and bool(source.path) and not source.decided
    return Box(sets, exact)


def _mask(cell: Formula) -> tuple[str, int] | None:
    if not isinstance(cell, Asked) or len(cell.sources) != 1:
        return None
    axis = cell.sources[0].axis
    return cell.sources[0].key, sum(bits for bits, value in axis.asked(cell.constants) if cell.ask((value,)) is True)


def pairs(problem: Problem) -> Iterator[tuple[int, int]]:
    """Rules, from 0, whose boxes meet; both ask nothing that a box does not hold, or the solver sees a record."""
    found = boxes(problem)
    reals = bool(problem.encoding.reals)
    for at, one in enumerate(found):
        if not all(one.sets.values()):
            continue
        for to in range(at + 1, len(found)):
            other = found[to]
            if not one.meets(other):
                continue
            certain = one.exact and other.exact and not reals
            if certain or problem.search.is_possible(problem.matches[at], problem.matches[to]):
                yield at, to


def matter(problem: Problem, at: int, to: int) -> bool:
    """Whether the hit policy does not let two rules match together."""
    outputs = problem.stage.outputs
    match problem.stage.table.hit:
        case Hit.UNIQUE:
            return True
        case Hit.ANY:
            return repr(outputs[at]) != repr(outputs[to])
    return False


def overlaps(problem: Problem, found: Iterator[tuple[int, int]]) -> Iterator[Overlap]:
    """The pairs with a record each. Raises `Outside` and `NotFound`."""
    for at, to in found:
        record = _record(problem, at + 1, to + 1)
        if record is not None:
            yield Overlap((at + 1, to + 1), record)


def _record(problem: Problem, one: int, other: int) -> Record | None:
    first_only = problem.stage.table.hit is Hit.FIRST

    def both(run: Run) -> bool:
        return (one in run.matched and other in run.matched) or (first_only and bool(run.matched))

    refused = problem.encoding.negated(problem.stage.refused)
    return problem.confirmed(both, problem.matches[one - 1], problem.matches[other - 1], refused)


def some(problem: Problem, most: int) -> list[tuple[int, int]]:
    """The first pairs, whatever the policy makes of them."""
    return list(islice(pairs(problem), most))
