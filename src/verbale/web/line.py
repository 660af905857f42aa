"""The page of one line, where it is clarified, decided, approved, got, marked, released and recalled."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle import holding
from verbale.domain.cycle import request as requests
from verbale.kernel.errors import NotFound
from verbale.records.decision import Outcome
from verbale.records.person import Person, Role
from verbale.records.request import LineState, OrderLine
from verbale.web import approval, decision, document, fact, fulfilment
from verbale.web.access import for_everybody, for_roles, one, passed_second_factor
from verbale.web.line_act import Act, LineForm, Offered, as_read, bare, offered, reading, words
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.timeline import timeline

RELATED = ("order__partner", "order__entered_by", "order__assigned_to")

Data = Mapping[str, Any]


def _take_up(line: OrderLine, data: Data, by: Person, at: datetime) -> object:  # noqa: ARG001
    return requests.take_up(line=line, by=by, at=at)


def _ask_back(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    requests.ask_back(line=line, question=data["text"], by=by, at=at)


def _clarified(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    requests.clarified(line=line, text=data["text"], by=by, at=at)


def _cancel(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    requests.cancel(line=line, reason=data["text"], by=by, at=at)


def _cannot_be_had(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    requests.cannot_be_had(line=line, reason=data["text"], by=by, at=at)


def _state_facts(line: OrderLine, data: Data, by: Person, at: datetime) -> None:
    requests.state_facts(line=line, facts=data["facts"], by=by, at=at)


def _from(state: LineState) -> frozenset[LineState]:
    """The states from which a line can get into one."""
    return frozenset(before for before, after in requests.TRANSITIONS.items() if state in after)


OWN_ACTS = (
    Act("take_up", _("Take up"), _take_up, frozenset({LineState.RECEIVED})),
    Act(
        "ask_back", _("Ask the partner back"), _ask_back, _from(LineState.CLARIFICATION), words(_("Question")),
        hint=_("The question goes to the partner with the next pouch; for an order by letter, write it yourself."),
    ),
    Act(
        "clarified", _("Record the answer"), _clarified, frozenset({LineState.CLARIFICATION}),
        words(_("What the partner meant")),
    ),
    Act("facts", _("State these facts"), _state_facts, requests.STATABLE, fact.FactsForm),
    Act(
        "cannot_be_had", _("Cannot be had"), _cannot_be_had, _from(LineState.UNAVAILABLE), words(_("Reason")),
        danger=True,
        hint=_("The reason stays inside. The partner reads the neutral words, on the day of the answer."),
    ),
    Act(
        "cancel", _("Cancel the line"), _cancel, _from(LineState.CANCELLED), words(_("Reason"), required=False),
        danger=True, hint=_("At the partner's wish. Approvals asked for are recalled."),
    ),
)  # fmt: skip

ACTS: dict[str, Act] = {act.name: act for act in (*OWN_ACTS, *decision.ACTS, *fulfilment.ACTS)}


@for_everybody
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    return shown(request, identifier)


def shown(request: HttpRequest, identifier: str, refused: Mapping[str, LineForm] | None = None) -> HttpResponse:
    """The page of a line as it stands now; with a form that was refused, its faults on top."""
    line = one(OrderLine, identifier, request.user, *RELATED)
    refused = refused or {}
    past, facts = list(decision.of_line(line, request.user)), fact.told(line)
    context = {
        "line": line,
        "order": line.order,
        "read": reading(line),
        "desk": Role.DESK in request.user.roles,  # type: ignore[union-attr]
        "approver": Role.APPROVER in request.user.roles,  # type: ignore[union-attr]
        "record": _record(line),
        "facts": [one for one in facts if one.known],
        "unknown": [one.name for one in facts if not one.known],
        "next": _next(line, request.user.roles),  # type: ignore[union-attr]
        "told": decision.told(past[0], request.user) if past else None,
        "supplied": bool(past) and past[0].outcome == Outcome.SUPPLY,
        "earlier": past[1:],
        "rounds": approval.rounds(line, request),
        "word": refused.get("approve") or approval.WordForm(line=line, auto_id="approve-%s"),
        "back": approval.back_offered(line, request, refused.get("take_approval_back")),
        "documents": document.of(line, request.user),
        "acts": _offered(line, request, refused),
        "form": next(iter(refused.values()), None),
        "timeline": timeline(line, request.user),
        **fulfilment.told(line, request.user),
    }
    return page(request, "web/line/page.html", context)


NEXT: dict[LineState, tuple[str, str]] = {
    LineState.RECEIVED: (_("take it up, or decide on it at once"), "decision"),
    LineState.CLARIFICATION: (_("record what the partner meant"), "asked"),
    LineState.DECIDING: (_("state what is missing of the facts, then decide"), "facts"),
    LineState.AWAITING_APPROVAL: (_("the approvals"), "approvals"),
    LineState.SOURCING: (_("get the item, attach it, have it marked"), "source"),
    LineState.READY: (_("look at the marked copy, then release it"), "documents"),
    LineState.SHIPPED: (_("the receipt; one that comes by letter is recorded here"), "release"),
}
"""What is to be done with a line in each state, and where on its page."""


def _next(line: OrderLine, roles: frozenset[str]) -> tuple[str, str] | None:
    for_approvers = line.state == LineState.AWAITING_APPROVAL and Role.APPROVER in roles
    return NEXT.get(LineState(line.state)) if Role.DESK in roles or for_approvers else None


def _offered(line: OrderLine, request: HttpRequest, refused: Mapping[str, LineForm]) -> dict[str, Offered]:
    if Role.DESK not in request.user.roles:  # type: ignore[union-attr]
        return {}
    return {name: offered(act, line, refused.get(name)) for name, act in ACTS.items()}


def _record(line: OrderLine) -> dict[str, object] | None:
    """The record of our catalogue behind an item; None for what was only cited."""
    try:
        return holding.record_offered(line.order.partner, line.item) if line.item else None
    except (NotFound, OSError):
        return None


@for_roles(Role.DESK)
@require_POST
def act(request: HttpRequest, identifier: str, name: str) -> HttpResponseBase:
    """Does one act to a line: reads its form, makes one domain call; a refusal is shown with the line as it stands."""
    line = one(OrderLine, identifier, request.user, *RELATED)
    chosen = ACTS.get(name)
    if chosen is None:
        raise NotFound(what="act", which=name)
    form = bare(chosen, line, request.POST, request.FILES)
    if form.is_valid():
        data = {"facts": form.facts()} if isinstance(form, fact.FactsForm) else form.cleaned_data
        seen_as = as_read(line, request.POST.get("read", "")) if chosen.whole else nullcontext()
        with refused_on(form), seen_as:
            chosen.do(line, data, request.user, now())  # type: ignore[arg-type]
            return redirect("line", line.pk)
    return shown(request, identifier, {name: form})


@for_roles(Role.APPROVER)
@require_POST
def give_word(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Grants or refuses the open step of a line's approvals."""
    line = one(OrderLine, identifier, request.user, *RELATED)
    form = approval.WordForm(request.POST, line=line, auto_id="approve-%s")
    if form.is_valid():
        say = decisions.approve if form.cleaned_data["word"] == "grant" else decisions.reject
        with refused_on(form), as_read(line, request.POST.get("read", "")):
            say(
                line=line, remark=form.cleaned_data["remark"], by=request.user, at=now(),  # type: ignore[arg-type]
                second_factor=passed_second_factor(request),
            )  # fmt: skip
            return redirect("line", line.pk)
    return shown(request, identifier, {"approve": form})


@for_roles(Role.APPROVER)
@require_POST
def take_approval_back(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """An authority takes back what it granted."""
    line = one(OrderLine, identifier, request.user, *RELATED)
    chosen = approval.taking_back(line, request)
    form = bare(chosen, line, request.POST)
    if form.is_valid():
        with refused_on(form), as_read(line, request.POST.get("read", "")):
            chosen.do(line, form.cleaned_data, request.user, now())  # type: ignore[arg-type]
            return redirect("line", line.pk)
    return shown(request, identifier, {chosen.name: form})


urlpatterns = [
    path("lines/<str:identifier>", show, name="line"),
    path("lines/<str:identifier>/word", give_word, name="line-word"),
    path("lines/<str:identifier>/take_approval_back", take_approval_back, name="line-approval-back"),
    path("lines/<str:identifier>/<str:name>", act, name="line-act"),
]
