"""Lookup tables: facts that no record carries, line by line, with who set them.

What a change would release or withhold is shown before it is kept. Small catalogues are weighed at once; large ones by
the worker, and the page waits for it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle.lookup import LookupChange, change_lookups
from verbale.engines.catalogue import ORIGINS, PUBLISHER_CLASSES
from verbale.journeys import weighing
from verbale.records.holding import Edition, Lookup, LookupTable
from verbale.records.job import Job, JobState
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.holding import choices
from verbale.web.job import following
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told

A_PAGE = 50
_REQUIRED = forms.Field.default_error_messages["required"]


class LookupFilter(Form):
    """Which lines are shown. What cannot be understood is passed over."""

    table = forms.ChoiceField(label=_("Table"), required=False, choices=[("", _("Any")), *LookupTable.choices])
    q = forms.CharField(label=_("Found in the record or means"), required=False, max_length=200)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="%s-here")

    def rows(self, rows: Any) -> Any:
        """The rows that fit."""
        self.is_valid()
        given = self.cleaned_data
        if given.get("table"):
            rows = rows.filter(table=given["table"])
        words = given.get("q")
        return rows.filter(Q(key__icontains=words) | Q(value__icontains=words)) if words else rows


class LookupForm(Form):
    """A line that gets a meaning, and lines to take off; at least one of them."""

    table = forms.ChoiceField(label=_("Table"), choices=LookupTable.choices)
    key = forms.CharField(
        label=_("Found in the record"), max_length=200, required=False,
        help_text=_(
            "For an origin, a country code of MARC such as gw, or * for every other country. For a publisher, its "
            "name; * stands for anything, as in *university*."
        ),
    )  # fmt: skip
    value = forms.ChoiceField(
        label=_("Means"), required=False,
        choices=lambda: [
            ("", _("Choose …")),
            (LookupTable.COUNTRY_GROUP.label, choices(ORIGINS)),
            (LookupTable.PUBLISHER_CLASS.label, choices(PUBLISHER_CLASSES)),
        ],
    )  # fmt: skip

    def __init__(self, lines: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["off"] = forms.ModelMultipleChoiceField(queryset=lines, required=False)

    def clean(self) -> dict[str, Any]:
        """Nothing to take off: then a line is needed; a line needs both what is found and what it means."""
        given = self.cleaned_data
        off = list(given.get("off") or ())
        if not (off or given.get("key")) or (given.get("value") and not given.get("key")):
            self.add_error("key", _REQUIRED)
        elif given.get("key") and not given.get("value") and "value" not in self.errors:
            self.add_error("value", _REQUIRED)
        return given

    def changes(self) -> list[LookupChange]:
        """What is to be changed."""
        given = self.cleaned_data
        made = [LookupChange(line.table, line.key) for line in given["off"]]
        if given["key"]:
            made.append(LookupChange(given["table"], given["key"], given["value"]))
        return made


@for_roles(Role.DESK, Role.AUDITOR)
def lookups(request: HttpRequest) -> HttpResponse:
    lines = seen(Lookup, request.user)
    begun = {name: request.GET[name] for name in ("table", "key", "value") if name in request.GET}
    form = LookupForm(lines, request.POST or None, initial=begun)
    if form.is_valid():
        with refused_on(form):
            return _changed(request, form.changes())
    narrowed = LookupFilter(request.GET)
    rows = Paginator(narrowed.rows(lines.select_related("set_by")), A_PAGE)
    context = {
        "form": form,
        "filter": narrowed,
        "page": rows.get_page(request.GET.get("page")),
        "may_set": Role.DESK in request.user.roles,
    }
    return page(request, "web/holding/lookups.html", context)


def _changed(request: HttpRequest, changes: list[LookupChange]) -> HttpResponse:
    """Where there is nothing to weigh, the change is kept at once; else what it would do is shown first."""
    if not seen(Edition, request.user).exists():
        change_lookups(changes=changes, by=request.user, at=now())
        messages.success(request, _t("The change is kept."))
        return redirect("lookups")
    job = weighing.ask(changes=changes, by=request.user, at=now())
    return redirect("lookup-effect", job.pk)


@for_roles(Role.DESK, Role.AUDITOR)
def effect(request: HttpRequest, identifier: str) -> HttpResponse:
    job = one(Job, identifier, request.user, "asked_by")
    weighing.check_is_one(job)
    if request.method == "POST":
        with told(request):
            weighing.keep(job, by=request.user, at=now())
            messages.success(request, _t("The change is kept. It counts from now on, for every edition."))
            return redirect("lookups")
    if job.state != JobState.DONE:
        return page(request, "web/job/job.html", following(job, now()))
    context = {
        "job": job,
        "changes": [{**change, "table": LookupTable(change["table"]).label} for change in job.result["changes"]],
        "effect": job.result,
        "may_keep": Role.DESK in request.user.roles and not job.result.get("kept"),
    }
    return page(request, "web/holding/lookup_effect.html", context)


urlpatterns = [
    path("lookups", lookups, name="lookups"),
    path("lookups/effect/<str:identifier>", effect, name="lookup-effect"),
]
