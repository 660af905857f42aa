"""Rules that never decide, whatever the record is: all the others of the table taken together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..model import Hit
from .encoding import Term
from .outcome import mark
from .problem import Problem
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
    before: list[int] = []
    for at in _order(problem):
        found = _dead(problem, at + 1, _others(problem, at, before), alive)
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
            sure = problem.encoding.true
            numbers = range(len(problem.matches))
            return [each + 1 for each in numbers if problem.stage.differing(problem.encoding, at, each) is sure]
    return []


def _agreeing(problem: Problem, rule: int) -> list[Term]:
    """That the rules which may say something else than this one do not, or do not match: under policy A."""
    stage, encoding = problem.stage, problem.encoding
    pairs = [pair for pair in stage.equal if rule - 1 in pair]
    marks = [mark(each) for each in stage.outputs] if pairs else []
    found = []
    for one, other in pairs:
        apart = stage.differing(encoding, one, other)
        its = other if one == rule - 1 else one
        same = [problem.matches[at] for at, each in enumerate(marks) if each == marks[its]]
        found.append(encoding.named(encoding.negated(encoding.all((apart, encoding.any(same))))))
    return found


def _dead(problem: Problem, rule: int, others: list[int], alive: dict[int, Record]) -> Dead | None:
    box = problem.boxes[rule - 1]
    near = problem.sample.near(rule, others)
    alone = problem.sample.covering(rule, near)
    agreeing = _agreeing(problem, rule)
    facts = None if alone or agreeing else problem.sample.record(rule, near)
    if facts is not None:
        alive[rule] = Record(facts, sure=True)
        return None
    refused = problem.encoding.negated(problem.stage.refused)
    own = [problem.matches[rule - 1], *([] if refused is problem.encoding.true else [problem.encoding.named(refused)])]
    if not all(box.sets.values()) or not (box.exact or problem.search.supposed(own)):
        return Dead(rule)
    return Dead(rule, (alone,)) if alone else _asked(problem, rule, [*own, *agreeing], near, alive)


def _asked(problem: Problem, rule: int, own: list[Term], near: list[int], alive: dict[int, Record]) -> Dead | None:
    """What the solver says: the rules of its core take every record, or it has a record for this one."""
    unmatched = {other: problem.unmatched[other - 1] for other in near}
    reached = [*own, *unmatched.values()]
    if not problem.search.supposed(reached):
        core = problem.search.core()
        return Dead(rule, tuple(other for other, term in unmatched.items() if term.get_id() in core))
    if problem.sample.is_plain:
        return None
    try:
        found = problem.confirmed(lambda run: rule in run.matched, *reached)
    except NoRecord:
        found = None
    if found is None:
        return Dead(rule, unsure=True)
    alive[rule] = found
    return None
