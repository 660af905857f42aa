"""Records that no rule of a table matches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .bits import members
from .boxes import Box, allowed_box
from .problem import Problem
from .source import Source
from .terms import Term
from .told import classes
from .witness import Record

MOST = 5
"""Gaps of a table that are told, each of them as wide as it can be."""
WIDEST = 80
"""Classes of a source up to which a gap is widened in it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """``record`` is in it; ``where`` says by what facts alone no rule matches."""

    record: Record
    where: Mapping[str, str]


def gaps(problem: Problem) -> Iterator[Gap]:
    """Gaps of a table that has no default. Raises `Outside` and `NoRecord`."""
    stage, encoding = problem.stage, problem.encoding
    if stage.default is not None:
        return
    some = encoding.defined("matched", encoding.any((*problem.matches, stage.refused)))
    open_ = [encoding.negated(some)]
    for _ in range(MOST):
        found = problem.confirmed(lambda run: not run.matched and not run.refused, *open_)
        if found is None:
            return
        region = _widened(problem, found, some)
        yield Gap(found, {source.key: classes(source.axis, bits) for source, bits in region.items()})
        if not region:
            return
        open_.append(encoding.negated(encoding.all(encoding.set(source, bits) for source, bits in region.items())))


def _widened(problem: Problem, record: Record, some: Term) -> dict[Source, int]:
    """The fewest facts of a record under which no rule ever matches, with all the values that leave it so."""
    held: dict[Source, int] = {}
    for source in problem.sources.values():
        place = source.axis.place(source.read(record.facts)) if source.path and not source.decided else None
        if place is not None:
            held[source] = 1 << place

    is_open = _by_boxes(problem) or _by_solver(problem, some)
    if not is_open(held):
        return held
    for source in list(held):
        fewer = {other: bits for other, bits in held.items() if other is not source}
        if is_open(fewer):
            held = fewer
    for source in list(held):
        for at in range(len(source.axis.classes) if len(source.axis.classes) <= WIDEST else 0):
            wider = {**held, source: held[source] | 1 << at}
            if source.axis.admitted >> at & 1 and is_open(wider):
                held = wider
    return held


def _by_solver(problem: Problem, some: Term) -> Callable[[Mapping[Source, int]], bool]:
    def is_open(sets: Mapping[Source, int]) -> bool:
        terms = [problem.encoding.set(source, bits) for source, bits in sets.items()]
        return not problem.search.is_possible(some, *terms)

    return is_open


def _by_boxes(problem: Problem) -> Callable[[Mapping[Source, int]], bool] | None:
    """Whether no rule matches where sources have these classes, and their columns allow them; None where boxes do not
    say all.
    """
    whole = allowed_box(problem.stage, problem.encoding)
    if not (problem.space.is_plain and whole.exact and all(box.exact for box in problem.boxes)):
        return None
    rules = members(at for at, box in enumerate(problem.boxes) if all(box.sets.values()))

    def is_open(sets: Mapping[Source, int]) -> bool:
        asked = {source.key: source.axis.admitted for source in problem.sources.values()}
        box = Box({**asked, **{source.key: bits for source, bits in sets.items()}}, exact=True)
        return whole.covers(box) and not problem.space.near(box, rules)

    return is_open


def where(gap: Gap) -> str:
    """What makes a gap, in words."""
    return " and ".join(f"{name} is {values}" for name, values in gap.where.items())
