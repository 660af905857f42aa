"""Where two versions that give what one rule says decide differently, by the solver."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator

import z3

from ..feel import tree
from .apart import Apart
from .formula import Formula
from .outcome import Outputs, equality, is_constant, mark
from .stage import Fate
from .terms import Term
from .versions import Side, Versions
from .witness import Record

Kinds = dict[Hashable, Outputs]
"""The different outputs of a version, each by its mark."""


def decided(versions: Versions) -> Callable[[], Iterator[Apart]]:
    """Reads what is to be asked; what is given back asks it, when both versions are written.

    One record after the other, of each pair of fates one, until there is none. Raises `Outside` and `NoRecord`.
    """
    kinds = [_kinds(side, versions.names) for side in (versions.old, versions.new)]
    equal = _equalities(versions, *kinds)
    return lambda: _regions(versions, kinds, equal)


def _kinds(side: Side, names: tuple[str, ...]) -> Kinds:
    made = [side.named(outputs, names) for outputs in side.outputs()]
    return {mark(each): each for each in reversed(made)}


def _equalities(versions: Versions, left: Kinds, right: Kinds) -> dict[tuple[Hashable, Hashable], Formula]:
    """For outputs that are computed, when they are the same."""
    found = {}
    for one, outputs in left.items():
        for other, its in right.items():
            if one != other and not (is_constant(outputs) and is_constant(its)):
                condition = equality(outputs, its)
                if condition != tree.Literal(False):
                    found[one, other] = versions.old.book.reader.formula(condition)
    return found


def _regions(
    versions: Versions, kinds: list[Kinds], equal: dict[tuple[Hashable, Hashable], Formula]
) -> Iterator[Apart]:
    encoding = versions.encoding
    sides = (versions.old, versions.new)
    before, after = (_guards(side, own, versions) for side, own in zip(sides, kinds, strict=True))
    unchanged = []
    for one, guard in before.items():
        for other, its in after.items():
            if one == other:
                unchanged.append(encoding.all((guard, its)))
            elif (one, other) in equal:
                unchanged.append(encoding.all((guard, its, encoding.truth(equal[one, other]).yes)))
    encoding.say(encoding.negated(encoding.any(unchanged)))
    while (found := versions.search.first(versions.differ)) is not None:
        fates = [_fate(side, versions, found) for side in sides]
        old, new = (fate.rules[0] if fate.rules else 0 for fate in fates)
        yield Apart(old, new, found)
        encoding.say(encoding.negated(encoding.all(fate.guard for fate in fates)))


def _guards(side: Side, kinds: Kinds, versions: Versions) -> dict[Hashable, Term]:
    """For each of the outputs, when it is given."""
    found: dict[Hashable, list[Term]] = {key: [] for key in kinds}
    for fate in side.fates(versions.encoding):
        found[mark(side.named(fate.outputs, versions.names))].append(fate.guard)
    return {key: versions.encoding.any(guards) for key, guards in found.items()}


def _fate(side: Side, versions: Versions, record: Record) -> Fate:
    """What the solver says becomes of a record."""
    fired = tuple(each.rule for each in side.run(record).fired)
    fates = side.fates(versions.encoding)
    likely = [fate for fate in fates if fate.rules[:1] == fired[:1]]
    true = (fate for fate in (*likely, *fates) if _holds(record, fate.guard))
    return next(true, fates[-1])


def _holds(record: Record, term: Term) -> bool:
    return bool(z3.is_true(record.model.eval(term, model_completion=True)))
