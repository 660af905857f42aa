"""Approvals in the order a rule demands, each by a person who holds that authority."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.db.models import Max, QuerySet

from verbale.domain.spine import journal
from verbale.domain.spine.authority import check_holds
from verbale.domain.spine.office import day_of
from verbale.domain.spine.person import check_role, check_second_factor
from verbale.kernel.errors import NotAllowed, Refused
from verbale.records.approval import ApprovalStep, StepState
from verbale.records.person import Authority, Person, Role
from verbale.records.record import Record


class Standing(StrEnum):
    """Where the approvals of a thing stand."""

    NONE = "none"
    UNDER_WAY = "under way"
    GRANTED = "granted"
    REFUSED = "refused"


class NoSuchAuthority(Refused):
    """The rule demands the approval of “{authority}”, and this node knows no such authority. An administrator
    must define it and grant it before anything is decided under this rule."""


class NotOpen(Refused):
    """This step of the approval is not open: it is “{state}”. Read the page again; somebody may have acted."""


class OwnOrder(NotAllowed):
    """{person} entered this order and so may not approve it. Somebody else who holds the authority must."""


@transaction.atomic
def ask(*, thing: Record, authorities: Sequence[str], at: datetime) -> tuple[ApprovalStep, ...]:
    """Lays out the steps of a new round in their order and opens the first; a round under way lapses."""
    known = {authority.code: authority for authority in Authority.objects.filter(code__in=authorities)}
    for code in authorities:
        if code not in known:
            raise NoSuchAuthority(authority=code)
    _steps(thing).filter(state__in=(StepState.OPEN, StepState.WAITING)).update(state=StepState.LAPSED)
    last = _steps(thing).aggregate(Max("round"))["round__max"] or 0
    steps = [
        ApprovalStep(
            thing_kind=thing.kind, thing_id=thing.pk, round=last + 1, position=position, authority=known[code],
            state=StepState.OPEN if position == 1 else StepState.WAITING, opened_at=at if position == 1 else None,
        )
        for position, code in enumerate(authorities, start=1)
    ]  # fmt: skip
    return tuple(ApprovalStep.objects.bulk_create(steps))


def steps_of(thing: Record) -> tuple[ApprovalStep, ...]:
    """The steps of the present round, in order."""
    return tuple(_present_round(thing).select_related("authority", "by"))


def standing(thing: Record) -> Standing:
    """Where the present round stands; a round whose steps were recalled stands nowhere."""
    states = {step.state for step in steps_of(thing)}
    if not states or StepState.RECALLED in states:
        return Standing.NONE
    if StepState.REFUSED in states:
        return Standing.REFUSED
    return Standing.GRANTED if states == {StepState.GRANTED} else Standing.UNDER_WAY


def check_may_approve(*, step: ApprovalStep, person: Person, entered_by: Person | None, at: datetime) -> None:
    """The question of the person: holds the authority on that day, and did not enter what is approved.

    The day is that of the office's time zone.
    """
    check_role(person, Role.APPROVER)
    check_holds(person, step.authority, day_of(at))
    if entered_by is not None and entered_by.pk == person.pk:
        raise OwnOrder(person=person.name)


def check_open(step: ApprovalStep) -> None:
    """The question of the thing: only an open step can be acted on."""
    if step.state != StepState.OPEN:
        raise NotOpen(state=step.state)


@transaction.atomic
def grant(
    *, step: ApprovalStep, by: Person, at: datetime, remark: str, entered_by: Person | None, second_factor: bool
) -> Standing:
    """Grants the open step and opens the next; tells where the approvals stand now."""
    step = _act(step, StepState.GRANTED, by, at, remark, entered_by, second_factor)
    following = ApprovalStep.objects.filter(
        thing_kind=step.thing_kind, thing_id=step.thing_id, round=step.round, position=step.position + 1
    )
    opened = following.update(state=StepState.OPEN, opened_at=at)
    return Standing.UNDER_WAY if opened else Standing.GRANTED


@transaction.atomic
def refuse(
    *, step: ApprovalStep, by: Person, at: datetime, remark: str, entered_by: Person | None, second_factor: bool
) -> Standing:
    """Refuses the open step; the steps after it lapse."""
    step = _act(step, StepState.REFUSED, by, at, remark, entered_by, second_factor)
    _others(step).filter(state=StepState.WAITING).update(state=StepState.LAPSED)
    return Standing.REFUSED


@transaction.atomic
def recall(*, thing: Record, by: Person | None, at: datetime) -> None:
    """Takes the present round back: what was granted or refused counts no more, what was open is closed."""
    steps = _present_round(thing).select_for_update(of=("self",)).select_related("authority")
    for step in steps.exclude(state=StepState.RECALLED):
        step.state = StepState.RECALLED
        step.save(update_fields=["state"])
        journal.record(act="approval.recalled", thing=step, by=by, at=at, facts={"authority": step.authority.code})


def _act(
    step: ApprovalStep, state: StepState, by: Person, at: datetime, remark: str, entered_by: Person | None,
    second_factor: bool,
) -> ApprovalStep:  # fmt: skip
    step = ApprovalStep.objects.select_for_update().get(pk=step.pk)
    check_open(step)
    check_may_approve(step=step, person=by, entered_by=entered_by, at=at)
    check_second_factor(second_factor)
    step.state, step.by, step.at, step.remark = state, by, at, remark
    step.save(update_fields=["state", "by", "at", "remark"])
    facts = {"authority": step.authority.code, "of": [step.thing_kind, step.thing_id], "remark": remark}
    journal.record(act=f"approval.{state}", thing=step, by=by, at=at, facts=facts)
    return step


def _steps(thing: Record) -> QuerySet[ApprovalStep]:
    return ApprovalStep.objects.of(thing.kind, thing.pk)


def _present_round(thing: Record) -> QuerySet[ApprovalStep]:
    last = _steps(thing).aggregate(Max("round"))["round__max"]
    return _steps(thing).filter(round=last).order_by("position")


def _others(step: ApprovalStep) -> QuerySet[ApprovalStep]:
    same = ApprovalStep.objects.filter(thing_kind=step.thing_kind, thing_id=step.thing_id, round=step.round)
    return same.exclude(pk=step.pk)
