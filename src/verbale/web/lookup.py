"""Lookup tables: facts that no record carries, line by line, with who set them."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.lookup import set_lookup
from verbale.engines.catalogue import ORIGINS, PUBLISHER_CLASSES
from verbale.records.holding import Lookup, LookupTable
from verbale.records.person import Role
from verbale.web.access import for_roles, seen
from verbale.web.form import Form
from verbale.web.holding import choices
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on

A_PAGE = 50


class LookupForm(Form):
    table = forms.ChoiceField(label=_("Table"), choices=LookupTable.choices)
    key = forms.CharField(
        label=_("Found in the record"), max_length=200,
        help_text=_(
            "For an origin, a country code of MARC such as gw, or * for every other country. For a publisher, its "
            "name; * stands for anything, as in *university*."
        ),
    )  # fmt: skip
    value = forms.ChoiceField(
        label=_("Means"),
        choices=lambda: [
            (LookupTable.COUNTRY_GROUP.label, choices(ORIGINS)),
            (LookupTable.PUBLISHER_CLASS.label, choices(PUBLISHER_CLASSES)),
        ],
    )


@for_roles(Role.DESK, Role.AUDITOR)
def lookups(request: HttpRequest) -> HttpResponse:
    form = LookupForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            set_lookup(**form.cleaned_data, by=request.user, at=now())
            messages.success(request, _t("The line is kept. It counts for editions imported from now on."))
            return redirect("lookups")
    rows = Paginator(seen(Lookup, request.user).select_related("set_by"), A_PAGE)
    context = {
        "form": form,
        "page": rows.get_page(request.GET.get("page")),
        "may_set": Role.DESK in request.user.roles,
    }
    return page(request, "web/holding/lookups.html", context)


urlpatterns = [path("lookups", lookups, name="lookups")]
