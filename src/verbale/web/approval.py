"""Approvals: what waits for an approver, what they decided, and the steps of one thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import fulfilment
from verbale.domain.cycle.decision import DECIDED
from verbale.domain.spine import approval
from verbale.domain.spine.authority import NotHolder
from verbale.domain.spine.person import check_second_factor
from verbale.kernel.errors import VerbaleError
from verbale.records.approval import ApprovalStep, StepState
from verbale.records.person import AuthorityHeld, Person, Role
from verbale.records.request import LineState, OrderLine
from verbale.web.access import for_roles, passed_second_factor, seen
from verbale.web.line_act import Act, LineForm, Offered, offered, words
from verbale.web.moment import now, today
from verbale.web.refusal import sentence
from verbale.web.shell import paper_language

ROWS = 50
LEFT = frozenset({LineState.SHIPPED, LineState.DELIVERED})


class WordForm(LineForm):
    """An approver's word on one step."""

    word = forms.ChoiceField(
        label=_("Your word"), choices=[("grant", _("Grant")), ("refuse", _("Refuse"))], widget=forms.HiddenInput
    )
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stays inside; the partner never reads it."),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A step as one reader sees it; ``reason`` says why they cannot act on it, empty if they can."""

    step: ApprovalStep
    authority: str
    reason: str


@dataclass(frozen=True, slots=True)
class Round:
    """One round of approvals; what was decided again begins a new one."""

    number: int
    steps: tuple[Step, ...]


def rounds(line: OrderLine, request: HttpRequest) -> list[Round]:
    """The rounds of a line's approvals, the present one first."""
    found = seen(ApprovalStep, request.user).filter(thing_kind=line.kind, thing_id=line.pk)
    steps = found.select_related("authority", "by").order_by("-round", "position")
    grouped = groupby(steps, key=lambda step: step.round)
    return [Round(number, tuple(_step(step, line, request) for step in some)) for number, some in grouped]


def _step(step: ApprovalStep, line: OrderLine, request: HttpRequest) -> Step:
    reason = why_not(step, line, request) if step.state == StepState.OPEN else ""
    if reason and Role.APPROVER not in request.user.roles:  # type: ignore[union-attr]
        reason = _holders(step, request.user)
    return Step(step, step.authority.title(paper_language()), reason)


def _holders(step: ApprovalStep, viewer: Any) -> str:
    """Whose word is waited for, for those who look on."""
    held = seen(AuthorityHeld, viewer).in_force(today()).filter(authority=step.authority)  # type: ignore[attr-defined]
    names = ", ".join(held.order_by("person__name").values_list("person__name", flat=True).distinct())
    return _t("It is for: %(names)s") % {"names": names or "—"}


def why_not(step: ApprovalStep, line: OrderLine, request: HttpRequest) -> str:
    """The sentence why this reader cannot act on a step; empty if they can."""
    person: Any = request.user
    try:
        approval.check_open(step)
        approval.check_may_approve(step=step, person=person, entered_by=line.order.entered_by, at=now())
        check_second_factor(passed_second_factor(request))
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""


def taking_back(line: OrderLine, request: HttpRequest) -> Act:
    """The act by which an authority takes back what it granted, as it is possible for this reader."""
    person: Any = request.user

    def why_not_back(line: OrderLine) -> str:
        try:
            fulfilment.granted_by(line, person, now())
            check_second_factor(passed_second_factor(request))
        except VerbaleError as refusal:
            return sentence(refusal)
        return ""

    def do(line: OrderLine, data: Mapping[str, Any], by: Person, at: datetime) -> str:
        factor = passed_second_factor(request)
        return fulfilment.recall_approval(line=line, remark=data["text"], by=by, at=at, second_factor=factor)

    hint = _("Every approval of this line counts no more, and it is to be decided again.")
    if line.state in LEFT:
        hint = _("It left already. The partner is asked, without a reason, to give it back.")
    remark = words(_("Remark"), hint=_("Stays inside; the partner never reads it."))
    return Act(
        "take_approval_back", _("Take the approval back"), do, DECIDED | LEFT, remark, danger=True, hint=hint,
        why_not=why_not_back,
    )  # fmt: skip


def back_offered(line: OrderLine, request: HttpRequest, refused: LineForm | None = None) -> Offered | None:
    """Taking back as an approver is offered it; None where nothing is granted, or to those who only look on."""
    granted = any(step.state == StepState.GRANTED for step in approval.steps_of(line))
    if not granted or Role.APPROVER not in request.user.roles:  # type: ignore[union-attr]
        return None
    return offered(taking_back(line, request), line, refused)


@for_roles(Role.APPROVER)
def show(request: HttpRequest) -> HttpResponse:
    """What waits for the reader's word, and what they decided before."""
    mine = seen(ApprovalStep, request.user).filter(by=request.user).select_related("authority").order_by("-at")
    decided = Paginator(mine, ROWS).get_page(request.GET.get("page"))
    opened = seen(ApprovalStep, request.user).filter(state=StepState.OPEN, thing_kind="orderline")
    steps = list(opened.select_related("authority").order_by("opened_at"))
    wanted = [step.thing_id for step in (*steps, *decided)]
    found = seen(OrderLine, request.user).select_related("order__partner", "order__entered_by").in_bulk(wanted)
    mine_now = [step for step in steps if step.thing_id in found and _mine(step, request)]
    waiting = [(found[step.thing_id], _step(step, found[step.thing_id], request)) for step in mine_now]
    before = [(found.get(step.thing_id), step, step.authority.title(paper_language())) for step in decided]
    return render(request, "web/approval/list.html", {"waiting": waiting, "before": before, "page": decided})


def _mine(step: ApprovalStep, request: HttpRequest) -> bool:
    """Whether the reader holds the authority that is asked, even if something else hinders them."""
    person: Any = request.user
    try:
        approval.check_may_approve(step=step, person=person, entered_by=None, at=now())
    except NotHolder:
        return False
    return True


urlpatterns = [path("approvals", show, name="approvals")]
