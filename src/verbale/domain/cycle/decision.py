"""Deciding a line under the policy in force: outcome, approvals, marking and basis, with every rule's reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from verbale.domain.cycle import holding
from verbale.domain.cycle.request import NotPossible, locked, move
from verbale.domain.spine import approval, dispatch, journal, policy
from verbale.domain.spine.office import day_of, office
from verbale.domain.spine.person import check_role
from verbale.engines.rules import Verdict
from verbale.engines.rules.supply import SupplyVerdict
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound, Refused
from verbale.records.approval import ApprovalStep
from verbale.records.decision import Decision, Outcome
from verbale.records.document import Document
from verbale.records.marking import ReceivedMark
from verbale.records.person import Person, Role
from verbale.records.policy import PolicyVersion
from verbale.records.request import LineState, OrderLine

SAID = ("outcome", "channel", "form", "approvals", "marking", "basis")
"""What a decision keeps of a verdict, beside the rules that gave it."""

DECIDED = frozenset({LineState.AWAITING_APPROVAL, LineState.SOURCING, LineState.READY})
"""Decided, and still to be decided otherwise."""


class DecidedOtherwise(Refused):
    """Line {line} was decided on other facts or under other rules than today's. Asked now, they say “{outcome}”:
    {basis}. Decide on it anew; nothing leaves on the old decision."""


@dataclass(frozen=True, slots=True)
class Retaken:
    """A past decision beside the same facts under the version in force on another day."""

    decision: Decision
    version: PolicyVersion
    outcome: str
    same: bool
    differences: dict[str, tuple[Json, Json]]


def facts_of(line: OrderLine) -> dict[str, Json]:
    """What a rulebook is asked with: the item's facts, and those of this order. Unknown facts are left out.

    What our own catalogue says of an item comes before what an officer stated, and the received marks on its
    files before both.
    """
    offered = holding.facts_of_offered(line.order.partner, _items(line))
    facts = {**line.facts, **offered.get(line.item, {})}
    marks = ReceivedMark.objects.filter(file__in=_files(line)).values_list("caveat", flat=True)
    facts["bound by"] = sorted(set(marks)) or None
    facts.update(_request_facts(line, offered))
    return {name: value for name, value in facts.items() if value is not None}


def _items(line: OrderLine) -> list[str]:
    return [item for item in line.order.lines.values_list("item", flat=True) if item]


def _request_facts(line: OrderLine, offered: Mapping[str, Mapping[str, Json]]) -> dict[str, Json]:
    return {
        "partner": line.order.partner.code,
        "form": line.form,
        "route": line.order.route,
        "batch": _internal_copies(line, offered) >= office().batch_from,
        "purpose": line.order.purpose or None,
    }


def _internal_copies(line: OrderLine, offered: Mapping[str, Mapping[str, Json]]) -> int:
    """How many copies of internal items the whole order asks for, so that a batch cannot be had line by line."""
    return sum(
        other.copies
        for other in line.order.lines.exclude(state=LineState.CANCELLED)
        if {**other.facts, **offered.get(other.item, {})}.get("distribution") == "internal"
    )


def _files(line: OrderLine) -> list[str]:
    """The files on a line; one that was attached wrongly and withdrawn does not bind it."""
    return [document.file_id for document in Document.objects.of(line.kind, line.pk).standing()]


@transaction.atomic
def decide(*, line: OrderLine, by: Person, at: datetime) -> Decision:
    """Decides a line that was taken up, under the policy used for its partner today, and sets what follows going.

    A line that was decided before is decided anew, and its approvals asked anew, only by somebody who read that
    decision: of two officers who decide at once, the second is refused.
    """
    check_role(by, Role.DESK)
    seen, line = line, locked(line)
    if line.state in DECIDED and (seen.state, seen.state_since) != (line.state, line.state_since):
        raise NotPossible(line=str(line), state=line.state, wanted=LineState.DECIDING)
    if line.state != LineState.DECIDING:
        move(line, LineState.DECIDING, at=at)
        _take_back(line, by, at)
    use, version = policy.in_use(partner=line.order.partner, day=day_of(at))
    facts = facts_of(line)
    verdict = policy.judge(version, facts)
    decision = _keep(line, version, use.agreement_clause, facts, verdict, by, at)
    _follow(line, decision, at)
    journal.record(
        act="line.decided", thing=line, by=by, at=at, basis=decision.basis,
        facts={"outcome": decision.outcome, "version": version.pk, "decision": decision.pk},
    )  # fmt: skip
    return decision


def _take_back(line: OrderLine, by: Person, at: datetime) -> None:
    """What was granted and released on the decision before counts no more."""
    approval.recall(thing=line, by=by, at=at)
    released = dispatch.release_of(line)
    if released is not None:
        dispatch.recall(act=released, by=by, at=at)


def _keep(
    line: OrderLine,
    version: PolicyVersion,
    clause: str,
    facts: Mapping[str, Json],
    verdict: SupplyVerdict,
    by: Person,
    at: datetime,
) -> Decision:
    return Decision.objects.create(
        line=line, version=version, agreement_clause=clause, facts=dict(facts), rules=list(verdict.rules),
        decided_by=by, decided_at=at, **_said(verdict),
    )  # fmt: skip


def _follow(line: OrderLine, decision: Decision, at: datetime) -> None:
    if decision.outcome != Outcome.SUPPLY:
        move(line, LineState.UNAVAILABLE, at=at, note=decision.basis)
    elif decision.approvals:
        approval.ask(thing=line, authorities=decision.approvals, at=at)
        move(line, LineState.AWAITING_APPROVAL, at=at)
    else:
        move(line, LineState.SOURCING, at=at)


def standing(line: OrderLine) -> Decision:
    """The decision that stands for a line: its newest."""
    found = Decision.objects.filter(line=line).select_related("version__policy").order_by("-decided_at").first()
    if found is None:
        raise NotFound(what="decision", which=str(line))
    return found


@transaction.atomic
def approve(*, line: OrderLine, remark: str, by: Person, at: datetime, second_factor: bool) -> approval.Standing:
    """Grants the open step of a line's approvals; after the last one the item is to be got."""
    return _act(line, True, remark, by, at, second_factor)


@transaction.atomic
def reject(*, line: OrderLine, remark: str, by: Person, at: datetime, second_factor: bool) -> approval.Standing:
    """Refuses the open step; the line is unavailable, and the partner learns no more than that."""
    return _act(line, False, remark, by, at, second_factor)


def _act(
    line: OrderLine, granted: bool, remark: str, by: Person, at: datetime, second_factor: bool
) -> approval.Standing:
    line = locked(line)
    step = open_step(line)
    act = approval.grant if granted else approval.refuse
    standing = act(
        step=step, by=by, at=at, remark=remark, entered_by=line.order.entered_by, second_factor=second_factor
    )
    if standing == approval.Standing.GRANTED:
        move(line, LineState.SOURCING, at=at)
    elif standing == approval.Standing.REFUSED:
        move(line, LineState.UNAVAILABLE, at=at)
    return standing


def open_step(line: OrderLine) -> ApprovalStep:
    """The step of a line's approvals that is to be acted on now."""
    for step in approval.steps_of(line):
        if step.state == "open":
            return step
    raise approval.NotOpen(state=line.state)


def explain(decision: Decision) -> Verdict:
    """The verdict with every rule's reason, taken again from the facts and the version that were recorded."""
    return policy.explain(decision.version, decision.facts)


def retake(*, decision: Decision, day: date) -> Retaken:
    """Takes a past decision again, on its own facts, under the version of its policy in force on a day."""
    version = policy.version_in_force(policy=decision.version.policy, day=day)
    verdict = policy.judge(version, decision.facts)
    found = differences(decision, verdict)
    return Retaken(decision, version, verdict.outcome, not found, found)


def check_still_so(*, decision: Decision, line: OrderLine, at: datetime) -> None:
    """Refuses a decision that would not be taken again: facts, received marks or the policy are no longer the same."""
    _, version = policy.in_use(partner=line.order.partner, day=day_of(at))
    verdict = policy.judge(version, facts_of(line))
    if differences(decision, verdict):
        raise DecidedOtherwise(line=str(line), outcome=verdict.outcome, basis=verdict.basis or "—")


def differences(decision: Decision, verdict: SupplyVerdict) -> dict[str, tuple[Json, Json]]:
    """What a verdict says otherwise than a decision: by the name of the answer, as it was and as it is now."""
    now = _said(verdict)
    return {name: (getattr(decision, name), now[name]) for name in SAID if getattr(decision, name) != now[name]}


def _said(verdict: SupplyVerdict) -> dict[str, Json]:
    return {
        "outcome": verdict.outcome,
        "channel": verdict.channel or "",
        "form": verdict.form or "",
        "approvals": list(verdict.approvals),
        "marking": verdict.marking or "",
        "basis": verdict.basis or "",
    }
