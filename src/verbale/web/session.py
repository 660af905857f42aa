"""The plan of sessions by commission and year, and the page from which everything of one session is reached."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from verbale.records.person import Role
from verbale.records.session import Session
from verbale.web.access import for_roles, one
from verbale.web.moment import today
from verbale.web.session_act import openings
from verbale.web.session_row import commissions, work_out, years
from verbale.web.session_shown import shown
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 25
"""Years of commissions on a page."""


@for_roles(*READERS)
def list_sessions(request: HttpRequest) -> HttpResponse:
    known = commissions(request.user)
    wanted = request.GET.get("commission", "")
    chosen = [each for each in known if wanted == each.pk] or known
    page = Paginator(years(request.user, chosen, today()), A_PAGE).get_page(request.GET.get("page"))
    work_out(page, today())
    context = {
        "page": page, "commissions": known, "wanted": wanted,
        "may_plan": Role.DESK in request.user.roles,  # type: ignore[union-attr]
    }  # fmt: skip
    return render(request, "web/session/list.html", context)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    session = one(Session, identifier, request.user, "commission__partner", "planned_by", "word")
    context: dict[str, Any] = {
        **shown(session, request.user, today()),
        "openings": openings(session, request.user),
        "timeline": timeline(session, request.user),
        "may_act": Role.DESK in request.user.roles,  # type: ignore[union-attr]
    }
    return render(request, "web/session/session.html", context)


urlpatterns = [
    path("sessions", list_sessions, name="sessions"),
    path("sessions/<str:identifier>", show, name="session"),
]
