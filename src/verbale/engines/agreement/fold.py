"""From a set of acts to where the text stands (PROTOCOL.md, 12.10)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from verbale.engines.agreement.act import Act
from verbale.engines.agreement.counting import Counting
from verbale.engines.agreement.order import History, history
from verbale.engines.agreement.standing import (
    UNDER_WAY,
    Effect,
    Notice,
    Proposal,
    Standing,
    State,
)


def fold(acts: Iterable[Act], on: date) -> Standing:
    """Where the text stands on a day (in UTC), by all acts of both sides that are known, given in any order.

    The day matters for nothing but a notice whose last day is over. Raises MixedActs if the acts are not of one text
    and its two sides, ForkedActs if a side has two acts with one number.
    """
    past = history(acts)
    counting = Counting(past.depositary)
    for act in past.counted:
        counting.count(act)
    ended = counting.last_day is not None and on > counting.last_day
    if ended:
        counting.lapse_with_the_text()
        counting.move(State.CONCLUDED, State.ENDED)
    proposals = _proposals(counting)
    change = max((one.state for one in proposals if one.stands), key=UNDER_WAY.index, default=None)
    return Standing(
        past.text,
        past.depositary,
        past.sides,
        on,
        _state(counting, ended, change, proposals),
        change,
        in_force=counting.concluded[-1] if counting.concluded and not ended else None,
        concluded=tuple(counting.concluded),
        proposals=proposals,
        approvals=tuple(counting.approvals[side] for side in sorted(counting.approvals)),
        notices=_notices(counting, past),
        disputes=tuple(counting.disputes),
        fallen=tuple(counting.fallen),
        timeline=tuple(counting.events),
        waiting=past.waiting,
    )


def _state(counting: Counting, ended: bool, change: State | None, proposals: tuple[Proposal, ...]) -> State:
    if counting.disputes:
        return State.DISPUTED
    if ended:
        return State.ENDED
    if counting.concluded:
        return State.CONCLUDED
    return change or (State.WITHDRAWN if proposals else State.UNKNOWN)


def _proposals(counting: Counting) -> tuple[Proposal, ...]:
    """Every proposal with its state; one that stands by how far it is on its way."""
    standing = set(counting.proposed.values())
    countered = {
        one.answers for name, one in counting.proposals.items() if name in standing and one.effect is Effect.COUNTERED
    }
    return tuple(
        _under_way(one, counting, countered) if one.act in standing else one for one in counting.proposals.values()
    )


def _under_way(one: Proposal, counting: Counting, countered: set[str | None]) -> Proposal:
    approved = tuple(sorted(side for side, by in counting.approvals.items() if by.revision == one.revision))
    state = State.COUNTERED if one.act in countered else State.PROPOSED
    if approved:
        state = State.APPROVED_BY_BOTH if len(approved) == 2 else State.APPROVED_BY_ONE
    return replace(one, state=state, approved_by=approved)


def _notices(counting: Counting, past: History) -> tuple[Notice, ...]:
    own = past.last(past.depositary)
    seen = past.counted.index(own) if own else -1
    return tuple(
        Notice(act.hash, act.side, act.last_day, past.counted.index(act) <= seen)
        for act in counting.notices
        if act.last_day is not None
    )
