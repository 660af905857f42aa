"""Rules that never decide, whatever the record is: all the others of the table taken together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Hit
from .bits import Bits, places
from .encoding import go_on
from .problem import Problem
from .space import TooFar
from .terms import Term
from .witness import NoRecord, Record


@dataclass(frozen=True, slots=True)
class Dead:
    """A rule, by its number, that no record reaches. ``by``: rules that take all its records, none where it has none.

    ``unsure``: the solver sees a record and none could be made.
    """

    rule: int
    by: tuple[int, ...] = ()
    unsure: bool = False


def dead_rules(problem: Problem, alive: dict[int, Record]) -> Iterator[Dead]:
    """Every rule that never decides; ``alive`` is filled with records of others, as they are found."""
    before: Bits = 0
    for at in _order(problem):
        go_on(problem.limits)
        found = _dead(problem, at + 1, _others(problem, at, before), alive)
        if found is not None:
            yield found
        before |= 1 << at


def _order(problem: Problem) -> list[int]:
    if problem.stage.table.hit is Hit.PRIORITY:
        return problem.stage.precedence()
    return list(range(len(problem.matches)))


def _others(problem: Problem, at: int, before: Bits) -> Bits:
    """The rules, from 0, that keep one from deciding where they match as well."""
    match problem.stage.table.hit:
        case Hit.FIRST | Hit.PRIORITY:
            return before
        case Hit.UNIQUE:
            return (1 << len(problem.matches)) - 1 & ~(1 << at)
        case Hit.ANY:
            return problem.stage.opposed(at)
    return 0


def _agreeing(problem: Problem, rule: int) -> list[Term]:
    """That the rules which may say something else than this one do not, or do not match: under policy A."""
    stage, encoding = problem.stage, problem.encoding
    pairs = [pair for pair in stage.equal if rule - 1 in pair]
    found = []
    for one, other in pairs:
        apart = stage.differing(encoding, one, other)
        its = other if one == rule - 1 else one
        same = [problem.matches[at] for at, each in enumerate(stage.marks) if each == stage.marks[its]]
        found.append(encoding.named(encoding.negated(encoding.all((apart, encoding.any(same))))))
    return found


def _dead(problem: Problem, rule: int, others: Bits, alive: dict[int, Record]) -> Dead | None:
    box, space = problem.boxes[rule - 1], problem.space
    agreeing = _agreeing(problem, rule)
    if space.is_plain and box.exact and not agreeing:
        try:
            found = space.point(box, others)
        except TooFar:
            found = None
        if found is not None and found.classes is not None:
            alive[rule] = Record(space.record(found.classes), sure=True)
            return None
        if found is not None and all(problem.boxes[at].exact for at in places(found.by)):
            return Dead(rule, tuple(at + 1 for at in places(found.by)))
    near = space.near(box, others)
    alone = space.covering(box, near)
    if not all(box.sets.values()):
        return Dead(rule)
    if box.exact and alone is not None:
        return Dead(rule, (alone + 1,))
    own = _own(problem, rule)
    if not (box.exact or problem.search.supposed(own)):
        return Dead(rule)
    if alone is not None:
        return Dead(rule, (alone + 1,))
    return _asked(problem, rule, [*own, *agreeing], near, alive)


def _own(problem: Problem, rule: int) -> list[Term]:
    """That a rule matches, of a record that the columns allow."""
    refused = problem.encoding.negated(problem.stage.refused)
    more = [] if refused is problem.encoding.true else [problem.encoding.named(refused)]
    return [problem.matches[rule - 1], *more]


def _asked(problem: Problem, rule: int, own: list[Term], near: Bits, alive: dict[int, Record]) -> Dead | None:
    """What the solver says: the rules of its core take every record, or it has a record for this one."""
    unmatched = {other: problem.matches.failing(other) for other in places(near)}
    reached = [*own, *unmatched.values()]
    if not problem.search.supposed(reached):
        core = problem.search.core()
        return Dead(rule, tuple(other + 1 for other, term in unmatched.items() if term.get_id() in core))
    try:
        found = problem.confirmed(lambda run: rule in run.matched, *reached)
    except NoRecord:
        found = None
    if found is None:
        return Dead(rule, unsure=True)
    alive[rule] = found
    return None
