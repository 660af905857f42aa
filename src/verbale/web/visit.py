"""Visits: coming, made, cancelled; and one with its delegations, assignments, wishes, talks and reports (S74, S113)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import assignment as assignments
from verbale.domain.cycle import visit as visits
from verbale.domain.cycle import wish as wishes
from verbale.domain.spine import party
from verbale.records.delegation import Delegation
from verbale.records.person import Role
from verbale.records.report import Report
from verbale.records.talk import Talk
from verbale.records.visit import Assignment, Visit, VisitState, Wish
from verbale.web.access import for_roles, one, seen
from verbale.web.export import paths, response
from verbale.web.form import Form, partner_choices
from verbale.web.moment import today
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 25


class VisitFilter(Form):
    """Which visits of a state are wanted. What cannot be understood is passed over."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    led = forms.BooleanField(label=_("Only those of leaders"), required=False)
    state = forms.ChoiceField(required=False, choices=VisitState.choices, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        self.fields["partner"].choices = [("", _("Any")), *partner_choices(viewer)]  # type: ignore[attr-defined]
        self.is_valid()

    @property
    def asked(self) -> str:
        return self.cleaned_data.get("state") or VisitState.COMING

    def wanted(self, rows: QuerySet[Visit]) -> list[Visit] | QuerySet[Visit]:
        """The coming visits, the next first; those made or cancelled, the latest first."""
        partner, led = self.cleaned_data.get("partner"), self.cleaned_data.get("led", False)
        rows = rows.filter(partner=partner) if partner else rows
        if self.asked == VisitState.COMING:
            return visits.coming(led=led, among=rows)
        rows = rows.exclude(leader="") if led else rows
        return rows.filter(state=self.asked).select_related("partner")


@for_roles(*READERS)
def list_visits(request: HttpRequest) -> HttpResponse:
    asked = VisitFilter(request.GET, viewer=request.user)
    found = asked.wanted(seen(Visit, request.user))
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown, "filter": asked, "asked": asked.asked, "states": VisitState.choices, "us": party.us().code,
        "rows": [(visit, visits.passed(visit, today())) for visit in shown], "may_act": may_act(request),
    }  # fmt: skip
    return render(request, "web/visit/list.html", context)


HEADING = (
    _("Visit"), _("Partner"), _("Who travels"), _("Led by"), _("Place"), _("Begins"), _("Ends"), _("State"),
    _("Reason"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The list as a file; dates as they were given."""
    found = VisitFilter(request.GET, viewer=request.user).wanted(seen(Visit, request.user))
    rows = (
        (
            visit.title, visit.partner.code, visit.side, visit.leader, visit.place, visit.begins, visit.ends,
            visit.get_state_display(), visit.reason,
        )
        for visit in found
    )  # fmt: skip
    return response(form, "visits", HEADING, rows)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user, "partner", "session__commission", "directive", "recorded_by")
    us, acting = party.us().code, may_act(request)
    context = {
        "visit": visit, "us": us, "passed": visits.passed(visit, today()), "may_act": acting,
        "may_check": acting and visit.state == VisitState.MADE,
        "assignments": _of(Assignment, visit, request).select_related("by"),
        "assigned": assignments.result(visit),
        "wishes": _of(Wish, visit, request).select_related("by"), "wished": wishes.result(visit),
        "delegations": list(_of(Delegation, visit, request).prefetch_related("delegates")),
        "talks": _of(Talk, visit, request), "reports": _of(Report, visit, request),
        "timeline": timeline(visit, request.user),
    }  # fmt: skip
    return render(request, "web/visit/visit.html", context)


def may_act(request: HttpRequest) -> bool:
    return Role.DESK in request.user.roles  # type: ignore[union-attr]


def _of(kind: type[Any], visit: Visit, request: HttpRequest) -> QuerySet[Any]:
    return seen(kind, request.user).filter(visit=visit)


urlpatterns = [
    path("visits", list_visits, name="visits"),
    *paths("visits", export, "visits"),
    path("visits/<str:identifier>", show, name="visit"),
]
