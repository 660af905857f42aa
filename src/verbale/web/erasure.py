"""Erasing: what was erased and asked for, and the acts of the two people who erase."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.spine import erasure as act
from verbale.domain.spine import retention
from verbale.journeys import erasing
from verbale.kernel.errors import VerbaleError
from verbale.records.erasure import Erased, Erasure, ErasureAsked, ErasureState, RetentionRule
from verbale.records.person import Role
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.places import noun, place
from verbale.web.refusal import page, refused_on, sentence, told
from verbale.web.timeline import timeline

A_PAGE = 25
READERS = (Role.ADMINISTRATOR, Role.DESK, Role.AUDITOR)
ASKING = {Role.ADMINISTRATOR, Role.DESK}
"""Those who ask a partner to erase, and answer one that asks."""


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept. Do not write into it what is to be erased."),
    )  # fmt: skip


class OrderForm(ReasonForm):
    """A single thing, and whose order it is."""

    order = forms.CharField(
        label=_("Ordered by"), max_length=300, help_text=_("The order of the authority, with its number and date.")
    )


@for_roles(*READERS)
def show_all(request: HttpRequest) -> HttpResponse:
    rows = seen(Erasure, request.user).select_related("rule", "proposed_by", "confirmed_by")
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "rules": seen(RetentionRule, request.user).select_related("authority"),
        "due": len(retention.due(now())),
        "asked": seen(ErasureAsked, request.user).select_related("partner"),
        "today": today(),
        "may_make": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "may_ask": request.user.roles & ASKING,  # type: ignore[union-attr]
    }
    return page(request, "web/erasure/erasures.html", context)


@for_roles(Role.ADMINISTRATOR)
def order(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """Proposes to erase one thing by order of an authority, or as a partner asks, whose request the address names."""
    form = OrderForm(request.POST or None)
    asks = request.GET.get("asked")
    asked = one(ErasureAsked, asks, request.user) if asks else None
    if form.is_valid():
        with refused_on(form):
            made = act.propose(
                things=[(kind, identifier)], asked=asked, **form.cleaned_data, by=request.user, at=now()  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _t("Proposed. Somebody else has to confirm it."))
            return redirect("erasure", made.pk)
    context = {"form": form, "noun": noun(kind), "address": place(kind, identifier)}
    return page(request, "web/erasure/order.html", context)


@for_roles(*READERS, Role.APPROVER)
def erasure(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Erasure, identifier, request.user, "rule__authority", "asked__partner", "proposed_by", "confirmed_by")
    context = {
        "erasure": shown,
        "things": [
            (row, noun(row.thing_kind), place(row.thing_kind, row.thing_id))
            for row in seen(Erased, request.user).filter(erasure=shown)
        ],
        "open": shown.state == ErasureState.PROPOSED,
        "why_not": _why_not(request, shown),
        "may_ask": shown.state == ErasureState.DONE and request.user.roles & ASKING,  # type: ignore[union-attr]
        "may_withdraw": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/erasure/erasure.html", context)


def _why_not(request: HttpRequest, shown: Erasure) -> str:
    """The sentence beside the button where the viewer may not confirm; empty where they may."""
    try:
        act.check_may_confirm(
            erasure=shown, by=request.user, at=now(), second_factor=passed_second_factor(request)  # type: ignore[arg-type]
        )  # fmt: skip
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""


@for_roles(Role.ADMINISTRATOR, Role.APPROVER)
@require_POST
def confirm(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Erasure, identifier, request.user)
    with told(request):
        _, cleared = erasing.confirm(
            erasure=shown, by=request.user, at=now(), second_factor=passed_second_factor(request)  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _t("Erased. Nothing brings it back."))
        if not cleared.compacted:
            messages.warning(request, _t("Others hold the database, so it was not written anew: verbale erasure clear"))
    return redirect("erasure", shown.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def withdraw(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Erasure, identifier, request.user)
    with told(request):
        act.withdraw(erasure=shown, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("Withdrawn. Nothing was erased."))
    return redirect("erasure", shown.pk)


urlpatterns = [
    path("erasures", show_all, name="erasures"),
    path("erasures/order/<str:kind>/<str:identifier>", order, name="erasure-order"),
    path("erasures/<str:identifier>", erasure, name="erasure"),
    path("erasures/<str:identifier>/confirm", confirm, name="erasure-confirm"),
    path("erasures/<str:identifier>/withdraw", withdraw, name="erasure-withdraw"),
]
