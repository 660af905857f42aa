"""Rules that never decide, whatever the record is: all the others of the table taken together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import z3

from ..model import Hit
from .problem import Problem
from .witness import NotFound, Record


@dataclass(frozen=True, slots=True)
class Dead:
    """A rule, by its number, that no record reaches. ``by``: rules that take all its records, none where it has none.

    ``unsure``: the solver sees a record and none could be made.
    """

    rule: int
    by: tuple[int, ...] = ()
    unsure: bool = False


def dead_rules(problem: Problem, alive: dict[int, Record]) -> Iterator[Dead]:
    """Every rule that never decides; ``alive`` is filled with a record for each other rule."""
    before: list[int] = []
    for at in _order(problem):
        rule = at + 1
        others = _others(problem, at, before)
        if rule not in alive:
            found = _dead(problem, rule, others, alive)
            if found is not None:
                yield found
        before.append(at)


def _order(problem: Problem) -> list[int]:
    if problem.stage.table.hit is Hit.PRIORITY:
        return problem.stage.precedence()
    return list(range(len(problem.matches)))


def _others(problem: Problem, at: int, before: list[int]) -> list[int]:
    """The rules, by number, that keep one from deciding where they match as well."""
    match problem.stage.table.hit:
        case Hit.FIRST | Hit.PRIORITY:
            return [each + 1 for each in before]
        case Hit.UNIQUE:
            return [each + 1 for each in range(len(problem.matches)) if each != at]
        case Hit.ANY:
            own = repr(problem.stage.outputs[at])
            return [each + 1 for each, given in enumerate(problem.stage.outputs) if repr(given) != own]
    return []


def _dead(problem: Problem, rule: int, others: list[int], alive: dict[int, Record]) -> Dead | None:
    own = problem.matches[rule - 1]
    terms = [problem.encoding.negated(problem.matches[other - 1]) for other in others]
    refused = problem.encoding.negated(problem.stage.refused)
    try:
        found = problem.confirmed(lambda run: rule in run.matched, own, refused, *terms)
    except NotFound:
        return Dead(rule, unsure=True)
    if found is not None:
        alive[rule] = found
        return None
    return Dead(rule, _core(problem, rule, others))


def _core(problem: Problem, rule: int, others: list[int]) -> tuple[int, ...]:
    """Those of the others that together take every record of a rule, as few as the solver names."""
    literals = {str(z3.Not(problem.matches[other - 1])): other for other in others}
    terms = [z3.Not(problem.matches[other - 1]) for other in others]
    if problem.search.is_possible(problem.matches[rule - 1], problem.encoding.negated(problem.stage.refused), *terms):
        return ()
    core = {str(each) for each in problem.search.core()}
    return tuple(sorted(literals[each] for each in core if each in literals))
