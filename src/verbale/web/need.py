"""Our own orders to a partner: the list, an order being drafted, one that was sent, and what is done to its lines."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.cycle import need as needs
from verbale.records.holding import ReceivedCatalogue
from verbale.records.need import Need, NeedLine, NeedState
from verbale.records.party import Party
from verbale.records.request import Form as Copy
from verbale.records.request import Route
from verbale.web.access import for_roles, one, seen
from verbale.web.catalogue import BUYERS, MOST_COPIES, READERS
from verbale.web.export import Cell, paths, response
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on, told
from verbale.web.timeline import timeline

A_PAGE = 25


class OpenForm(Form):
    """Whom an order goes to, through whom we ask, and what for."""

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = forms.ModelChoiceField(
            label=_("Partner"), queryset=seen(Party, viewer).filter(is_us=False), empty_label=_("Choose …"),
            to_field_name="code",
        )  # fmt: skip
        self.fields["route"] = forms.ChoiceField(
            label=_("Whom we ask there"), choices=[("", _("Choose …")), *Route.choices],
            help_text=_("It decides at the partner's whether this is an exchange or needs approvals."),
        )  # fmt: skip
        self.fields["purpose"] = forms.CharField(
            label=_("Purpose"), max_length=300, required=False, help_text=_("The partner reads this.")
        )


class CiteForm(Form):
    citation = forms.CharField(
        label=_("Citation"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Author, title, publisher, year: whatever lets the partner find it."),
    )  # fmt: skip
    form = forms.ChoiceField(label=_("Form"), choices=Copy.choices, initial=Copy.PHOTOCOPY)
    copies = forms.IntegerField(label=_("Copies"), min_value=1, max_value=MOST_COPIES, initial=1)


@for_roles(*READERS)
def list_needs(request: HttpRequest) -> HttpResponse:
    state = request.GET.get("state", "")
    found = seen(Need, request.user)
    if state in NeedState.values:
        found = found.filter(pk__in=_lines(request).values("need"))
    found = found.select_related("partner", "opened_by").prefetch_related(
        Prefetch("lines", queryset=seen(NeedLine, request.user))
    )
    listed = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": listed,
        "rows": [(need, _states(need.lines.all())) for need in listed],
        "states": NeedState.choices,
        "state": state,
        "today": today(),
        "may_order": _may_order(request),
    }
    return page(request, "web/need/needs.html", context)


def _lines(request: HttpRequest) -> QuerySet[NeedLine]:
    """The lines of our orders, only those in the state asked for."""
    state = request.GET.get("state", "")
    lines = seen(NeedLine, request.user)
    return lines.filter(state=state) if state in NeedState.values else lines


HEADING = (
    _("Number"), _("Partner"), _("Their number"), _("Purpose"), _("Line"), _("Citation"), _("Item"), _("Form"),
    _("Copies"), _("State"), _("Since"), _("Sent"), _("Answer due"), _("By"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The filtered list as a file, a row a line."""
    lines = _lines(request).select_related("need__partner", "need__opened_by").order_by("-need__opened_at", "position")
    return response(form, "needs", HEADING, map(_cells, lines.iterator()))


def _cells(line: NeedLine) -> tuple[Cell, ...]:
    need = line.need
    return (
        need.number, need.partner.code, need.partner_number, need.purpose, line.position, line.citation, line.item,
        line.get_form_display(), line.copies, line.get_state_display(), line.state_since, need.sent_at,
        need.answer_due, need.opened_by.name,
    )  # fmt: skip


def _states(lines: QuerySet[NeedLine]) -> list[tuple[str, str, int]]:
    """The states of an order's lines, with how many lines are in each."""
    counted = Counter(line.state for line in lines)
    return [(state, NeedState(state).label, counted[state]) for state in NeedState.values if state in counted]


def _may_order(request: HttpRequest) -> bool:
    return bool(request.user.roles & set(BUYERS))  # type: ignore[union-attr]


@for_roles(*BUYERS)
def open_need(request: HttpRequest) -> HttpResponse:
    form = OpenForm(request.user, request.POST or None, initial={"partner": request.GET.get("partner", "")})
    wanted = request.GET.get("item", "")
    if form.is_valid():
        with refused_on(form):
            opened = needs.open_order(**form.cleaned_data, by=request.user, at=now())
            return redirect(_back_to_item(request, opened.partner, wanted) or reverse("need", args=[opened.pk]))
    return page(request, "web/need/open.html", {"form": form})


def _back_to_item(request: HttpRequest, partner: Party, item: str) -> str:
    newest = seen(ReceivedCatalogue, request.user).filter(partner=partner).first() if item else None
    return reverse("catalogue-item", args=[newest.pk, item]) if newest else ""


@for_roles(*READERS)
def need(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Need, identifier, request.user, "partner", "opened_by")
    form = CiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused_on(form):
            needs.add_line(need=shown, **form.cleaned_data, by=request.user, at=now())
            return redirect("need", shown.pk)
    lines = list(seen(NeedLine, request.user).filter(need=shown))
    context = {
        "need": shown,
        "lines": lines,
        "wanted": [line for line in lines if line.state != NeedState.CANCELLED],
        "form": form,
        "may_order": _may_order(request),
        "withdrawn": [line.pk for line in needs.withdrawn_lines(lines)],
        "catalogue": seen(ReceivedCatalogue, request.user).filter(partner=shown.partner).first(),
        "late": _late(shown, lines),
        "timeline": timeline(shown, request.user, also=lines),
    }
    return page(request, "web/need/need.html", context)


def _late(shown: Need, lines: list[NeedLine]) -> bool:
    """Whether the partner's own day has passed while it has not answered every line."""
    open_states = (NeedState.SENT, NeedState.ACKNOWLEDGED, NeedState.QUESTIONED)
    waits = any(line.state in open_states for line in lines)
    return bool(waits and shown.answer_due and shown.answer_due < today())


@for_roles(*BUYERS)
@require_POST
def send(request: HttpRequest, identifier: str) -> HttpResponse:
    draft = one(Need, identifier, request.user, "partner")
    with told(request):
        sent = needs.send(need=draft, by=request.user, at=now())
        messages.success(request, _t("Order %(number)s leaves in the next pouch.") % {"number": sent.number})
    return redirect("need", draft.pk)


urlpatterns = [
    path("needs", list_needs, name="needs"),
    *paths("needs", export, "needs"),
    path("needs/open", open_need, name="need-open"),
    path("needs/<str:identifier>", need, name="need"),
    path("needs/<str:identifier>/send", send, name="need-send"),
]
