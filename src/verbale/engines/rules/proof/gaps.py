"""Records that no rule of a table matches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..feel import Value
from ..feel.write import literal
from .encoding import Term
from .problem import Problem
from .source import Source
from .stage import SINGLE
from .witness import Record

MOST = 5
"""Gaps of a table that are told, each of them as wide as it can be."""


@dataclass(frozen=True, slots=True)
class Gap:
    """``record`` is in it; ``where`` says by what facts alone no rule matches."""

    record: Record
    where: Mapping[str, Value]

    @property
    def is_unknown(self) -> bool:
        """Whether it needs a fact that is not known."""
        return None in self.record.facts.values()


def gaps(problem: Problem) -> Iterator[Gap]:
    """Gaps of a table whose policy gives one output and that has no default. Raises `Outside` and `NotFound`."""
    stage, encoding = problem.stage, problem.encoding
    if stage.table.hit not in SINGLE or stage.default is not None:
        return
    some = encoding.defined("matched", encoding.any(problem.matches))
    open_ = [encoding.negated(some), encoding.negated(stage.refused)]
    for _ in range(MOST):
        found = problem.confirmed(lambda run: not run.matched and not run.refused, *open_)
        if found is None:
            return
        region = _widened(problem, found, some)
        yield Gap(found, {source.key: _of(found, source) for source, _ in region})
        if not region:
            return
        open_.append(encoding.negated(encoding.all(term for _, term in region)))


def _widened(problem: Problem, record: Record, some: Term) -> list[tuple[Source, Term]]:
    """The fewest facts of a record, one after the other left out, under which no rule ever matches."""
    held: list[tuple[Source, Term]] = []
    for source in problem.sources.values():
        place = source.axis.place(_of(record, source)) if source.path and not source.decided else None
        if place is not None:
            held.append((source, problem.encoding.set(source, 1 << place)))
    for each in list(held):
        fewer = [other for other in held if other is not each]
        if not problem.search.is_possible(some, *(term for _, term in fewer)):
            held = fewer
    return held


def _of(record: Record, source: Source) -> Value:
    found: Value = dict(record.facts)
    for name in source.path:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def where(gap: Gap) -> str:
    """What makes a gap, in words."""
    told = [f"{name} is {'unknown' if value is None else literal(value)}" for name, value in gap.where.items()]
    return " and ".join(told)
