"""What another hit policy would do for a table."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Hit
from .problem import Problem


def advice(problem: Problem, overlapping: Sequence[tuple[int, int]]) -> str:
    """A sentence, or nothing. ``overlapping`` are the pairs of rules, from 0, that match together."""
    hit = problem.stage.table.hit
    agree = all(_same(problem, at, to) for at, to in overlapping)
    if hit in (Hit.FIRST, Hit.PRIORITY, Hit.ANY) and not overlapping:
        return f"no two rules match together, so hit policy U would say the same as {hit.value}, whatever their order"
    if hit is Hit.FIRST and overlapping and agree:
        return "rules that match together say the same, so hit policy A would do, whatever their order"
    if hit is Hit.UNIQUE and overlapping:
        if agree:
            return "rules that match together say the same: hit policy A allows that"
        return "rules match together and say different things: under hit policy F the first of them would decide"
    if hit is Hit.ANY and overlapping and not agree:
        return "rules match together and say different things: under hit policy F the first of them would decide"
    if hit in (Hit.COLLECT, Hit.RULE_ORDER, Hit.OUTPUT_ORDER) and not overlapping:
        return f"no two rules match together, so the list that hit policy {hit.value} gives never has two items"
    return ""


def _same(problem: Problem, at: int, to: int) -> bool:
    return problem.stage.marks[at] == problem.stage.marks[to]
