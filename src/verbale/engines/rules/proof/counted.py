"""Where two versions of a table whose rules all count decide differently.

Rules that ask and say the same in both, in the same order, add the same to both outputs. So outputs differ only where
some other rule matches, or one that was amended matches in one version alone; of such records the evaluator says
whether it makes a difference.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import z3

from .apart import Apart
from .encoding import Encoding, Outside
from .outcome import mark
from .stage import Stage
from .terms import Term
from .versions import Versions
from .witness import NoRecord, Record


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
    encoding = versions.encoding
    earlier: list[Term] = []
    for change in _changes(versions):
        for old in (True, False):
            for new in (True, False):
                flags = [_turned(encoding, change.old[1], old), _turned(encoding, change.new[1], new)]
                record = _confirmed(versions, [change.where, *flags, *earlier])
                if record is not None:
                    yield Apart(change.old[0] if old else 0, change.new[0] if new else 0, record)
        earlier.append(encoding.negated(change.where))


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


def _changes(versions: Versions) -> Iterator[_Change]:
    encoding = versions.encoding
    old, new = versions.old.book.table, versions.new.book.table
    refused = (0, old.refused), (0, new.refused)
    yield _Change(_apart(encoding, old.refused, new.refused), *refused)
    before, after = _matches(encoding, old), _matches(encoding, new)
    if _default(versions.old.book.table) != _default(versions.new.book.table):
        none = [encoding.negated(encoding.any(each)) for each in (before, after)]
        yield _Change(encoding.any(none), (0, encoding.true), (0, encoding.true))
    marks = [
        [mark(side.named(each, side.names)) for each in side.book.table.outputs]
        for side in (versions.old, versions.new)
    ]
    rows: list[list[Hashable]] = [
        [(term.get_id(), own) for term, own in zip(stage.matches, its, strict=True)]
        for stage, its in zip((old, new), marks, strict=True)
    ]
    blocks = SequenceMatcher(None, rows[0], rows[1], autojunk=False).get_opcodes()
    for kind, low, high, start, end in blocks:
        for at in range(0 if kind == "equal" else max(high - low, end - start)):
            one = low + at if low + at < high else None
            other = start + at if start + at < end else None
            yield _change(encoding, before, after, one, other, same=_same(marks, one, other))


def _same(marks: list[list[Hashable]], one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and marks[0][one] == marks[1][other]


def _change(
    encoding: Encoding, before: list[Term], after: list[Term], one: int | None, other: int | None, *, same: bool
) -> _Change:
    old = encoding.false if one is None else before[one]
    new = encoding.false if other is None else after[other]
    where = _apart(encoding, old, new) if same else encoding.any((old, new))
    numbers = 0 if one is None else one + 1, 0 if other is None else other + 1
    return _Change(where, (numbers[0], old), (numbers[1], new))


def _apart(encoding: Encoding, one: Term, other: Term) -> Term:
    if one is other or one.eq(other):
        return encoding.false
    return encoding.any((encoding.all((one, encoding.negated(other))), encoding.all((other, encoding.negated(one)))))


def _matches(encoding: Encoding, stage: Stage) -> list[Term]:
    fits = encoding.negated(stage.refused)
    return [encoding.all((fits, each)) for each in stage.matches]


def _default(stage: Stage) -> Hashable:
    return mark(stage.default)
