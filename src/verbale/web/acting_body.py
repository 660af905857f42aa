"""Institutes, enterprises, cities and provinces of both sides, with their commissions and capacities (S105)."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import acting_body
from verbale.records.matching import with_all
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.programme import ActingBody, BodyKind, ComplexBody
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 50


class DescribeForm(Form):
    """What a body is, who directs it, what it can do by itself."""

    what = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices)
    under = forms.ChoiceField(
        label=_("Directed by"), required=False, help_text=_("The city, province or ministry of the same side.")
    )
    capacities = forms.CharField(
        label=_("Capacities of its own"), required=False, max_length=acting_body.LONGEST_CAPACITIES,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What it can do or decide by itself: people, laboratories, money, contracts."),
    )  # fmt: skip

    def __init__(self, request: HttpRequest, side: Party | None = None, initial: dict[str, str] | None = None) -> None:
        super().__init__(request.POST or None, initial=initial)
        rows = seen(ActingBody, request.user).select_related("side")
        above = rows.filter(side=side) if side else rows
        named = [(each.pk, each.name if side else f"{each.side.code}: {each.name}") for each in above]
        self.fields["under"].choices = [("", "—"), *named]  # type: ignore[attr-defined]


class NameForm(DescribeForm):
    side = forms.ChoiceField(label=_("Side"))
    name = forms.CharField(label=_("Name"), max_length=300)
    field_order = ["side", "name", "what", "under", "capacities"]

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        sides = seen(Party, request.user).order_by("-is_us", "code").values_list("pk", "code")
        self.fields["side"].choices = list(sides)  # type: ignore[attr-defined]


@for_roles(*READERS)
def list_bodies(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").replace("\0", "").strip()[:200]
    what = request.GET.get("what", "")
    rows = seen(ActingBody, request.user).select_related("side", "under")
    found = rows.filter(with_all(query, ("name", "capacities")), **({"what": what} if what in BodyKind else {}))
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "query_here": query, "what": what,
        "kinds": BodyKind.choices, "may_record": _may_record(request),
    }  # fmt: skip
    return page(request, "web/programme/bodies.html", context)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    body = one(ActingBody, identifier, request.user, "side", "under", "recorded_by")
    complexes = seen(ComplexBody, request.user).filter(body=body).select_related("complex__programme")
    context = {
        "body": body,
        "directs": seen(ActingBody, request.user).filter(under=body),
        "complexes": [each.complex for each in complexes.order_by("complex__programme", "complex__number")],
        "may_record": _may_record(request),
        "timeline": timeline(body, request.user),
    }
    return page(request, "web/programme/body.html", context)


@for_roles(Role.DESK)
def name(request: HttpRequest) -> HttpResponse:
    form = NameForm(request)
    if form.is_valid():
        with refused_on(form):
            given = form.cleaned_data
            made = acting_body.name_body(
                side=one(Party, given["side"], request.user), name=given["name"], what=given["what"],
                under=_above(request, given["under"]), capacities=given["capacities"], by=request.user, at=now(),
            )  # type: ignore[arg-type]  # fmt: skip
            return redirect("acting-body", made.pk)
    return page(request, "web/programme/body_name.html", {"form": form})


@for_roles(Role.DESK)
def describe(request: HttpRequest, identifier: str) -> HttpResponse:
    body = one(ActingBody, identifier, request.user, "side")
    kept = {"what": body.what, "under": body.under_id or "", "capacities": body.capacities}
    form = DescribeForm(request, body.side, initial=kept)
    if form.is_valid():
        with refused_on(form):
            given = form.cleaned_data
            acting_body.describe(
                body=body, what=given["what"], under=_above(request, given["under"]), capacities=given["capacities"],
                by=request.user, at=now(),
            )  # type: ignore[arg-type]  # fmt: skip
            return redirect("acting-body", body.pk)
    return page(request, "web/programme/body_describe.html", {"form": form, "body": body})


def _above(request: HttpRequest, identifier: str) -> ActingBody | None:
    return one(ActingBody, identifier, request.user, "side") if identifier else None


def _may_record(request: HttpRequest) -> bool:
    return Role.DESK in request.user.roles  # type: ignore[union-attr]


urlpatterns = [
    path("bodies", list_bodies, name="acting-bodies"),
    path("bodies/name", name, name="acting-body-name"),
    path("bodies/<str:identifier>", show, name="acting-body"),
    path("bodies/<str:identifier>/describe", describe, name="acting-body-describe"),
]
