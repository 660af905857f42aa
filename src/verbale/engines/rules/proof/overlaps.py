"""Rules that match together, found by holding their boxes of values against each other.

Two boxes that have a class in common in every source have a record in common, unless a rule asks for more than a box
can say; of those pairs the solver is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Hit
from .encoding import go_on
from .problem import Problem, Run
from .witness import Record


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules by number, and a record that both match."""

    rules: tuple[int, int]
    record: Record


def pairs(problem: Problem) -> Iterator[tuple[int, int]]:
    """Rules, from 0, whose boxes meet; both ask nothing that a box does not hold, or the solver sees a record."""
    found = problem.boxes
    reals = any(source.real for source in problem.sources.values())
    for at, one in enumerate(found):
        go_on(problem.limits)
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
    match problem.stage.table.hit:
        case Hit.UNIQUE:
            return True
        case Hit.ANY:
            apart = problem.stage.differing(problem.encoding, at, to)
            both = problem.matches[at], problem.matches[to]
            return apart is not problem.encoding.false and (
                apart is problem.encoding.true or problem.search.is_possible(*both, apart)
            )
    return False


def overlaps(problem: Problem, found: Iterator[tuple[int, int]]) -> Iterator[Overlap]:
    """The pairs with a record each. Raises `Outside` and `NoRecord`."""
    for at, to in found:
        record = _record(problem, at + 1, to + 1)
        if record is not None:
            yield Overlap((at + 1, to + 1), record)


def _record(problem: Problem, one: int, other: int) -> Record | None:

    def both(run: Run) -> bool:
        return one in run.matched and other in run.matched

    refused = problem.encoding.negated(problem.stage.refused)
    terms = [problem.matches[one - 1], problem.matches[other - 1], refused]
    if problem.stage.table.hit is Hit.ANY:
        terms.append(problem.stage.differing(problem.encoding, one - 1, other - 1))
    return problem.confirmed(both, *terms)
