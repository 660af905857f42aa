"""Rules that never decide, whatever the record is: all the others of the table taken together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Hit
from .encoding import Term
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
    guards = {rule: fate.guard for fate in problem.stage.fates for rule in fate.rules}
    before: list[int] = []
    for at in _order(problem):
        found = _dead(problem, at + 1, guards.get(at + 1, problem.encoding.true), before, alive)
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


def _dead(problem: Problem, rule: int, guard: Term, before: list[int], alive: dict[int, Record]) -> Dead | None:
    own = (problem.matches[rule - 1], problem.encoding.negated(problem.stage.refused))
    if not problem.search.is_possible(*own, guard):
        return Dead(rule, _core(problem, rule, _others(problem, rule - 1, before), own))
    found = problem.search.made(*own, guard)
    if found is None or rule not in problem.run(found).matched:
        try:
            found = problem.confirmed(lambda run: rule in run.matched, *own, guard)
        except NotFound:
            found = None
    if found is None:
        return Dead(rule, unsure=True)
    alive[rule] = found
    return None


def _core(problem: Problem, rule: int, others: list[int], own: tuple[Term, ...]) -> tuple[int, ...]:
    """Those of the others that together take every record of a rule, as few as the solver names."""
    if not problem.search.is_possible(*own):
        return ()
    boxes = problem.boxes
    near = [other for other in others if boxes[other - 1].meets(boxes[rule - 1])]
    alone = next((other for other in near if boxes[other - 1].covers(boxes[rule - 1])), None)
    if alone is not None:
        return (alone,)
    unmatched = {other: problem.unmatched[other - 1] for other in near}
    if problem.search.supposed([*map(problem.encoding.named, own), *unmatched.values()]):
        return ()
    core = problem.search.core()
    return tuple(other for other, term in unmatched.items() if term.get_id() in core)
