"""Orders: the list, its files, the page of one order, and what is done to all its lines at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from verbale.domain.cycle import decision as decisions
from verbale.domain.cycle import letter
from verbale.domain.cycle import request as requests
from verbale.records.correspondence import Correspondence
from verbale.records.person import Person, Role
from verbale.records.request import LineState, Order, OrderLine
from verbale.web import document, order_filter
from verbale.web.access import for_everybody, for_roles, one, seen
from verbale.web.export import paths, response
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on, sentence, told
from verbale.web.timeline import timeline

ROWS = 50
READERS = (Role.DESK, Role.AUDITOR, Role.APPROVER)


@dataclass(frozen=True, slots=True)
class Row:
    """An order of the list: its lines by state, how old it is, and how many days remain (below 0: overdue)."""

    order: Order
    states: list[tuple[str, str, int]]
    age: int
    remaining: int | None


@for_roles(*READERS)
def orders(request: HttpRequest) -> HttpResponse:
    chosen = order_filter.OrderFilter(request.GET, viewer=request.user)
    found = chosen.wanted(today())
    shown = Paginator(found, ROWS).get_page(request.GET.get("page"))
    states = order_filter.by_state(shown.object_list, request.user)
    rows = [_row(order, states.get(order.pk, [])) for order in shown.object_list]
    late = found.filter(answered_at__isnull=True, answer_due__lt=today()).count()
    context = {
        "filter": chosen,
        "page": shown,
        "rows": rows,
        "late": late,
        "sort": request.GET.get("sort", "-received"),
    }
    return render(request, "web/order/list.html", context)


def _row(order: Order, states: list[tuple[str, str, int]]) -> Row:
    age = (today() - timezone.localtime(order.received_at).date()).days
    return Row(order, states, age, None if order.answered_at else (order.answer_due - today()).days)


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file, a row a line."""
    chosen = order_filter.OrderFilter(request.GET, viewer=request.user)
    rows = order_filter.rows(chosen.lines(chosen.wanted(today())))
    return response(form, "orders", order_filter.HEADING, rows)


class AssignForm(Form):
    to = forms.ChoiceField(label=_("Desk officer"))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = order_filter.officers(viewer)  # type: ignore[attr-defined]


@for_everybody
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    return shown(request, identifier)


def shown(request: HttpRequest, identifier: str, refused: Form | None = None) -> HttpResponse:
    """The page of an order as it stands now."""
    order = one(Order, identifier, request.user, "partner", "assigned_to", "entered_by")
    lines = list(seen(OrderLine, request.user).filter(order=order).select_related("order").order_by("position"))
    roles = request.user.roles  # type: ignore[union-attr]
    said = seen(Correspondence, request.user).filter(order=order).select_related("recorded_by")
    context = {
        "order": order,
        "lines": lines,
        "answers": _answers(lines) if roles & {Role.DESK, Role.AUDITOR} else [],
        "desk": Role.DESK in roles,
        "received": sum(line.state == LineState.RECEIVED for line in lines),
        "deciding": sum(line.state == LineState.DECIDING for line in lines),
        "correspondence": said,
        "documents": document.of(order, request.user),
        "assign": refused or AssignForm(viewer=request.user, initial={"to": order.assigned_to_id or request.user.pk}),
        "letter_reason": "" if order.answered_at else _not_answered(order),
        "form": refused,
        "timeline": timeline(order, request.user),
        "remaining": _row(order, []).remaining,
    }
    return page(request, "web/order/page.html", context)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the partner reads of a line on the day of the answer, if nothing more is done to it until then."""

    line: OrderLine
    promised: bool
    undecided: bool


def _answers(lines: list[OrderLine]) -> list[Answer]:
    told_of = [line for line in lines if line.state != LineState.CANCELLED]
    return [
        Answer(line, requests.answer_to(line) == requests.PROMISED, line.state in requests.UNDECIDED)
        for line in told_of
    ]


def _not_answered(order: Order) -> str:
    return sentence(letter.NotAnswered(order=order.number, day=order.answer_due.isoformat()))


@for_roles(Role.DESK)
@require_POST
def assign(request: HttpRequest, identifier: str) -> HttpResponseBase:
    order = one(Order, identifier, request.user)
    form = AssignForm(request.POST, viewer=request.user)
    if form.is_valid():
        with refused_on(form):
            to = one(Person, form.cleaned_data["to"], request.user)
            requests.assign(order=order, to=to, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("order", order.pk)
    return shown(request, identifier, form)


@for_roles(Role.DESK)
@require_POST
def take_up(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Takes up every line that was received."""
    for line in _in_state(request, identifier, LineState.RECEIVED):
        with told(request):
            requests.take_up(line=line, by=request.user, at=now())  # type: ignore[arg-type]
    return redirect("order", identifier)


@for_roles(Role.DESK)
@require_POST
def decide(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Decides every line that was taken up; each refusal is told, and the other lines are decided all the same."""
    done = 0
    for line in _in_state(request, identifier, LineState.DECIDING):
        with told(request):
            decisions.decide(line=line, by=request.user, at=now())  # type: ignore[arg-type]
            done += 1
    if done:
        messages.success(request, ngettext("%(n)s line was decided.", "%(n)s lines were decided.", done) % {"n": done})
    return redirect("order", identifier)


def _in_state(request: HttpRequest, identifier: str, state: LineState) -> list[OrderLine]:
    order = one(Order, identifier, request.user)
    return list(seen(OrderLine, request.user).filter(order=order, state=state).order_by("position"))


@for_roles(Role.DESK)
@require_POST
def answer_letter(request: HttpRequest, identifier: str) -> HttpResponseBase:
    """Makes the letter that answers an order."""
    order = one(Order, identifier, request.user, "partner")
    with told(request):
        letter.answer_letter(order=order, by=request.user, at=now())  # type: ignore[arg-type]
    return redirect("order", order.pk)


urlpatterns = [
    path("orders", orders, name="orders"),
    *paths("orders", export, "orders"),
    path("orders/<str:identifier>", show, name="order"),
    path("orders/<str:identifier>/assign", assign, name="order-assign"),
    path("orders/<str:identifier>/take-up", take_up, name="order-take-up"),
    path("orders/<str:identifier>/decide", decide, name="order-decide"),
    path("orders/<str:identifier>/answer", answer_letter, name="order-answer"),
]
