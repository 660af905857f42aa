"""Where two versions of a table whose rules all count decide differently.

Rules that ask and say the same in both, in the same order, add the same to both outputs. So outputs differ only where
some other rule matches, or one that was amended matches in one version alone; of such records the evaluator says
whether it makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import z3

from .amended import Amended, ByBoxes, Row, amendments, by_boxes, said
from .apart import Apart
from .encoding import Encoding, Outside
from .outcome import mark
from .space import TooFar
from .stage import Stage
from .terms import Term
from .versions import Versions
from .witness import NoRecord, Record

_MATCHING = ((True, True), (True, False), (False, True), (False, False))
"""Whether the old and the new form of a rule match."""


@dataclass(frozen=True, slots=True)
class _Change:
    """``where`` it may make a difference; whether the old rule matches and whether the new one does."""

    where: Term
    old: tuple[int, Term]
    new: tuple[int, Term]


def counted(versions: Versions) -> Iterator[Apart]:
    """Every pair of an old and a new rule, one amended to the other, whose matching changes the output of some record.

    Raises `Outside` where that cannot be settled, and `NoRecord`.
    """
    if versions.old.book.decision.type != versions.new.book.decision.type:
        raise Outside("the type of the decision is another now")
    plain = by_boxes(versions)
    if plain is None:
        versions.write()
        yield from _by_solver(versions, [*_beside_rules(versions), *_changes(versions, _amended(versions))])
    else:
        yield from _by_boxes(versions, plain)


def _by_boxes(versions: Versions, plain: ByBoxes) -> Iterator[Apart]:
    """As `_by_solver`, which is asked only where a record is not seen at once."""
    written: list[_Change] = []
    for at, amended in enumerate(plain.amended):
        for old, new in _MATCHING:
            try:
                record = plain.record(at, old=old, new=new)
                settled = record is None or versions.differ(record)
            except TooFar:
                settled = False
            if not settled:
                if not written:
                    versions.write()
                    written = _changes(versions, plain.amended)
                record = _asked(versions, written[at], written[:at], old=old, new=new)
            if record is not None:
                yield Apart(amended.numbers[0] if old else 0, amended.numbers[1] if new else 0, record)


def _by_solver(versions: Versions, changes: list[_Change]) -> Iterator[Apart]:
    for at, change in enumerate(changes):
        for old, new in _MATCHING:
            record = _asked(versions, change, changes[:at], old=old, new=new)
            if record is not None:
                yield Apart(change.old[0] if old else 0, change.new[0] if new else 0, record)


def _asked(versions: Versions, change: _Change, earlier: list[_Change], *, old: bool, new: bool) -> Record | None:
    """A record of a change, and of none before it, that is decided otherwise."""
    encoding = versions.encoding
    flags = [_turned(encoding, change.old[1], old), _turned(encoding, change.new[1], new)]
    return _confirmed(versions, [change.where, *flags, *(encoding.negated(each.where) for each in earlier)])


def _turned(encoding: Encoding, term: Term, holds: bool) -> Term:
    return term if holds else encoding.negated(term)


def _confirmed(versions: Versions, terms: list[Term]) -> Record | None:
    """A record with other outputs under a condition; None where it has none."""
    encoding = versions.encoding
    if any(term is encoding.false for term in terms):
        return None
    tried, sure = 0, not (encoding.unsure or encoding.reals)
    try:
        for record in versions.search.records(*terms, *_numbers_differ(versions)):
            if versions.differ(record):
                return record
            tried, sure = tried + 1, sure and record.sure
    except NoRecord:
        if not tried:
            raise
    if tried and not (sure and tried < versions.limits.attempts):
        raise Outside(f"{tried} records that an amended rule matches come out alike, and there may be others")
    return None


def _numbers_differ(versions: Versions) -> list[Term]:
    """For outputs that are numbers, that they are others."""
    encoding = versions.encoding
    sources = [side.book.table.source for side in (versions.old, versions.new)]
    reals = [encoding.reals.get(source.key) if source is not None else None for source in sources]
    if None in reals or sources[0] is None or sources[1] is None:
        return []
    nothing = [encoding.set(source, 1) for source in sources if source is not None]
    return [encoding.any((z3.Xor(*nothing), z3.And(z3.Not(nothing[0]), reals[0] != reals[1])))]


def _beside_rules(versions: Versions) -> Iterator[_Change]:
    """What is not allowed in one version alone, and another default."""
    encoding = versions.encoding
    old, new = versions.old.book.table, versions.new.book.table
    yield _Change(_apart(encoding, old.refused, new.refused), (0, old.refused), (0, new.refused))
    if mark(old.default) != mark(new.default):
        none = [encoding.negated(encoding.any(_matches(encoding, stage))) for stage in (old, new)]
        yield _Change(encoding.any(none), (0, encoding.true), (0, encoding.true))


def _amended(versions: Versions) -> list[Amended]:
    rows: list[list[Row]] = [
        [(term.get_id(), own) for term, own in zip(side.book.table.matches, said(side), strict=True)]
        for side in (versions.old, versions.new)
    ]
    return amendments(*rows)


def _changes(versions: Versions, amended: list[Amended]) -> list[_Change]:
    encoding = versions.encoding
    before, after = (_matches(encoding, side.book.table) for side in (versions.old, versions.new))
    found = []
    for each in amended:
        old = encoding.false if each.old is None else before[each.old]
        new = encoding.false if each.new is None else after[each.new]
        where = _apart(encoding, old, new) if each.same else encoding.any((old, new))
        found.append(_Change(where, (each.numbers[0], old), (each.numbers[1], new)))
    return found


def _apart(encoding: Encoding, one: Term, other: Term) -> Term:
    if one is other or one.eq(other):
        return encoding.false
    return encoding.any((encoding.all((one, encoding.negated(other))), encoding.all((other, encoding.negated(one)))))


def _matches(encoding: Encoding, stage: Stage) -> list[Term]:
    fits = encoding.negated(stage.refused)
    return [encoding.all((fits, each)) for each in stage.matches]
