"""Whether a side may do an act now, by what it knows; every refusal says what to do instead.

The same rules cannot judge what comes from the other side: it may have known less. What it did without knowing better
is void, not wrong, and the fold says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from verbale.engines.agreement.act import Kind
from verbale.engines.agreement.errors import (
    ActsAwaited,
    AlreadyApproved,
    AlreadyInForce,
    AlreadyProposed,
    BadAct,
    DayPast,
    NotASide,
    NotDepositary,
    NothingToAnswer,
    NothingToConclude,
    NothingToTakeBack,
    NothingToWithdraw,
    NoticeStands,
    NotInForce,
    NotProposed,
    StaleRevision,
    TextEnded,
)
from verbale.engines.agreement.standing import Standing


@dataclass(frozen=True, slots=True)
class Aim:
    """What an act would be about: the revision, the act it answers, the approvals it names."""

    revision: str
    answers: str | None = None
    approvals: tuple[str, str] | None = None


def check_may(
    kind: Kind,
    standing: Standing,
    side: str,
    *,
    revision: str | None = None,
    answers: str | None = None,
    last_day: date | None = None,
) -> Aim:
    """What the act would be about; raises a Refused that says why it may not be done on the day of the standing.

    ``revision`` is needed to propose and to approve; ``answers`` may say which proposal a proposal answers (None: the
    newest that stands), ``last_day`` is needed to give notice.
    """
    if side not in standing.sides and len(standing.sides) > 1:
        raise NotASide(side=side, text=standing.text)
    if any(act.side == side for act in standing.waiting):
        raise ActsAwaited(text=standing.text)
    if standing.last_day is not None and standing.on > standing.last_day:
        raise TextEnded(text=standing.text, last_day=standing.last_day)
    match kind:
        case Kind.PROPOSE:
            return _propose(standing, _needed(revision), answers)
        case Kind.APPROVE:
            return _approve(standing, side, _needed(revision))
        case Kind.WITHDRAW:
            return _withdraw(standing, side)
        case Kind.TAKE_BACK:
            return _take_back(standing, side)
        case Kind.GIVE_NOTICE:
            return _give_notice(standing, side, last_day)
        case Kind.CONCLUDE:
            return _conclude(standing, side)


def conclusion_due(standing: Standing, we: str) -> Aim | None:
    """What our node has to conclude now, since it is the depositary and knows both approvals (12.5); else None."""
    if standing.depositary != we or any(act.side == we for act in standing.waiting):
        return None
    agreed = standing.agreed
    if agreed is None:
        return None
    own, other = agreed
    return Aim(own.revision, approvals=(own.act, other.act))


def _needed(revision: str | None) -> str:
    if revision is None:
        raise BadAct(why="it is about a revision, and none was named")
    return revision


def _propose(standing: Standing, revision: str, answers: str | None) -> Aim:
    if revision == standing.revision_in_force:
        raise AlreadyInForce()
    stands = standing.standing_proposals
    for proposal in stands:
        if proposal.revision == revision:
            raise AlreadyProposed(side=proposal.side)
    if answers is None:
        return Aim(revision, stands[-1].act if stands else None)
    if answers not in {one.act for one in stands}:
        raise NothingToAnswer()
    return Aim(revision, answers)


def _approve(standing: Standing, side: str, revision: str) -> Aim:
    named = [one for one in standing.proposals if one.revision == revision]
    if not named:
        raise NotProposed(revision=revision[:12])
    stands = sorted((one for one in named if one.stands), key=lambda one: one.side == side)
    if not stands:
        raise StaleRevision(revision=revision[:12], state=named[-1].state.value)
    own = standing.approval_of(side)
    if own and own.revision == revision:
        raise AlreadyApproved(side=side, revision=revision[:12])
    return Aim(revision, stands[0].act)


def _withdraw(standing: Standing, side: str) -> Aim:
    own = standing.proposal_of(side)
    if own is None:
        raise NothingToWithdraw(side=side)
    return Aim(own.revision, own.act)


def _take_back(standing: Standing, side: str) -> Aim:
    own = standing.approval_of(side)
    if own is None:
        raise NothingToTakeBack(side=side)
    return Aim(own.revision, own.act)


def _give_notice(standing: Standing, side: str, last_day: date | None) -> Aim:
    if standing.revision_in_force is None:
        raise NotInForce()
    if last_day is None:
        raise BadAct(why="a notice names the last day, and none was given")
    if last_day < standing.on:
        raise DayPast(last_day=last_day, today=standing.on)
    for notice in standing.notices:
        if notice.side == side and notice.last_day <= last_day:
            raise NoticeStands(side=side, last_day=notice.last_day)
    return Aim(standing.revision_in_force)


def _conclude(standing: Standing, side: str) -> Aim:
    if side != standing.depositary:
        raise NotDepositary(side=side, text=standing.text, depositary=standing.depositary)
    due = conclusion_due(standing, side)
    if due is None:
        raise NothingToConclude()
    return due
