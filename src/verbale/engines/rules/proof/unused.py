"""Inputs whose value never changes what a decision gives."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from itertools import islice

import z3

from ..feel import Value
from ..feel.compare import same
from ..feel.free import mentioned
from ..hits import SINGLE
from .bits import members, places
from .moved import moves
from .outcome import mark
from .problem import Problem
from .source import Source
from .terms import Term
from .witness import Record

LOOKED_AT = 60
"""Records that are looked at, by their boxes alone, for a value of an input that changes what is given."""
TRIED = 12
"""Records, and values of an input, that are tried before the solver is asked."""


def unread(problem: Problem) -> Iterator[str]:
    """Inputs that the decision is given, and that nothing in it reads."""
    read = {source.path[0] for source in problem.sources.values() if source.path and not source.decided}
    for stage in problem.book.stages:
        for outputs in (stage.default, *stage.outputs):
            read |= {name for each in outputs or () for name in mentioned(each)}
    known = {each.id: each.name for each in problem.prepared.model.inputs}
    for step in problem.prepared.needed(problem.book.decision):
        yield from (known[need] for need in step.requires if need in known and known[need] not in read)


def unused(problem: Problem, alive: Mapping[int, Record], dead: Collection[int] = ()) -> Iterator[str]:
    """Inputs that the cells ask for, and whose value never changes the outputs. Raises `Outside`.

    ``alive``: rules of which a record is known; ``dead``: rules that are known never to decide.

    Where all rules that match count, one whose value changes no more than which rules match may be missed.
    """
    given = [source for source in problem.sources.values() if source.path and not source.decided]
    for name in dict.fromkeys(source.path[0] for source in given):
        own = [source for source in given if source.path[0] == name]
        if len(own) == 1 and own[0].path == (name,) and not _is_used(problem, own[0], alive, dead):
            yield name


def _is_used(problem: Problem, source: Source, alive: Mapping[int, Record], dead: Collection[int]) -> bool:
    if any(source in other.base for other in problem.sources.values()) or source.real or problem.encoding.unsure:
        return True
    if _is_given(problem, source):
        return True
    moved = moves(problem, source, members(rule - 1 for rule in dead))
    if moved is not None:
        return moved
    return _changes(problem, source, alive) or _may_change(problem, source, dead)


def _is_given(problem: Problem, source: Source) -> bool:
    """Whether an output is computed from it."""
    outputs = (each for stage in problem.book.stages for each in (stage.default, *stage.outputs) if each)
    return any(source.key in mentioned(node) for each in outputs for node in each)


def _changes(problem: Problem, source: Source, alive: Mapping[int, Record]) -> bool:
    """Whether some record that was found already gives something else with another value."""
    if problem.space.is_plain and problem.stage.table.hit in SINGLE:
        likely = islice(_likely(problem, source, alive), TRIED)
        return any(not same(problem.outputs(one), problem.outputs(other)) for one, other in likely)
    for record in list(alive.values())[:TRIED]:
        before = problem.outputs(record)
        for value in _values(source):
            other = Record({**record.facts, source.key: value}, sure=True)
            if not same(before, problem.outputs(other)):
                return True
    return False


def _likely(problem: Problem, source: Source, alive: Mapping[int, Record]) -> Iterator[tuple[Record, Record]]:
    """Records that differ in one input and, as their boxes have it, are decided differently."""
    order = problem.stage.precedence()
    ranks = {rule: rank for rank, rule in enumerate(order)}
    nothing = mark(problem.stage.default)
    for record in islice(alive.values(), LOOKED_AT):
        found: dict[Hashable, Record] = {}
        for value, rules in problem.space.along(record.facts, source):
            first = min(places(rules), key=ranks.__getitem__, default=None)
            said = nothing if first is None else problem.stage.marks[first]
            if said not in found:
                found[said] = Record({**record.facts, source.key: value}, sure=True)
        if len(found) > 1:
            one, other, *_ = found.values()
            yield one, other


def _values(source: Source) -> Iterator[Value]:
    axis = source.axis
    admitted = [each.value for at, each in enumerate(axis.classes) if axis.admitted >> at & 1]
    step = max(1, len(admitted) // TRIED)
    yield from admitted[::step]


def _may_change(problem: Problem, source: Source, dead: Collection[int]) -> bool:
    """Whether the solver sees two records that differ in this input alone and come out differently."""
    encoding = problem.encoding
    outcome: dict[Hashable, list[Term]] = {}
    for fate in problem.stage.fates:
        if not fate.rules or any(rule not in dead for rule in fate.rules):
            outcome.setdefault(mark(fate.outputs), []).append(fate.guard)
    if len(outcome) == 1:
        return False
    if problem.stage.table.hit not in SINGLE:
        outcome = {
            at: [encoding.all((encoding.negated(problem.stage.refused), each))]
            for at, each in enumerate(problem.matches)
        }
    terms = [encoding.defined("outcome", encoding.any(guards)) for guards in outcome.values()]
    known = z3.And(encoding.known)
    steps = encoding.steps(source)
    copies = {each.get_id(): encoding.fresh("other") for each in (*steps, *encoding.definitions)}
    # All that is known is said once more of the other record, with names of its own for what is defined.
    again = z3.substitute(known, *((each, copies[each.get_id()]) for each in (*steps, *encoding.definitions)))
    changed = [encoding.all((term, encoding.negated(copies[term.get_id()]))) for term in terms]
    return problem.search.is_possible(encoding.any(changed), again)
