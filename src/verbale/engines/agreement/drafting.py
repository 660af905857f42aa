"""The next act of a side: its number, what it follows and what it has seen, filled from the acts that are known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from verbale.engines.agreement.act import Act, Kind, Signatory, day_of
from verbale.engines.agreement.fold import fold
from verbale.engines.agreement.order import history
from verbale.engines.agreement.rules import check_may


def draft_first(
    *, text: str, side: str, revision: str, by: Signatory, at: datetime, note: str = "", depositary: str | None = None
) -> Act:
    """The first proposal of a new text; ``text`` is its fresh identifier. The side becomes its depositary, unless it
    has no node (12.1 and 13.2)."""
    return Act(
        text=text,
        side=side,
        number=1,
        previous=None,
        seen=None,
        kind=Kind.PROPOSE,
        revision=revision,
        depositary=depositary or side,
        by=by,
        at=at,
        note=note,
    )


def draft(
    kind: Kind,
    acts: Iterable[Act],
    side: str,
    *,
    by: Signatory | None,
    at: datetime,
    revision: str | None = None,
    answers: str | None = None,
    last_day: date | None = None,
    note: str = "",
) -> Act:
    """The next act of the side after all acts that are known; the caller signs its bytes and keeps it in the same
    transaction. Raises what ``check_may`` raises; whether it may is judged by the day of ``at`` in UTC."""
    known = tuple(acts)
    standing = fold(known, day_of(at))
    aim = check_may(kind, standing, side, revision=revision, answers=answers, last_day=last_day)
    past = history(known)
    own, other = past.last(side), past.other(side)
    seen = past.last(other) if other else None
    return Act(
        text=past.text,
        side=side,
        number=own.number + 1 if own else 1,
        previous=own.hash if own else None,
        seen=seen.hash if seen else None,
        kind=kind,
        revision=aim.revision,
        answers=aim.answers,
        approvals=aim.approvals,
        replaces=standing.revision_in_force,
        last_day=last_day,
        depositary=past.depositary,
        by=by,
        at=at,
        note=note,
    )
