"""What meets beside a session: written anew, or taken out (S81)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import session_parallel
from verbale.records.person import Role
from verbale.records.session import Session, SessionBeside
from verbale.web.access import for_roles, one
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.session_act import Act, BesideForm

FIELDS = ("title", "body", "begins", "ends", "place")


def _of(_session: Session) -> bool:
    return True


CORRECT = Act(
    BesideForm, session_parallel.correct, _("Correct it"),
    _("It was moved, or was written down wrongly. The partner does not see this."), _("Corrected."), _of,
)  # fmt: skip
DROP = Act(
    Form, session_parallel.drop, _("Take it out"),
    _("It does not meet beside the session after all. The journal keeps that it stood here."), _("Taken out."), _of,
    "danger",
)  # fmt: skip


def _page(act: Act) -> Callable[[HttpRequest, str], HttpResponse]:
    @for_roles(Role.DESK)
    def show(request: HttpRequest, identifier: str) -> HttpResponse:
        row = one(SessionBeside, identifier, request.user, "session__commission__partner")
        initial: dict[str, Any] = {name: getattr(row, name) for name in FIELDS}
        form = act.form(request.POST if request.method == "POST" else None, initial=initial)
        if request.method == "POST" and form.is_valid():
            with refused_on(form):
                act.does(beside=row, **form.cleaned_data, by=request.user, at=now())
                messages.success(request, act.done)
                return redirect("session", row.session_id)
        context = {"form": form, "session": row.session, "act": act, "about": row.title}
        return page(request, "web/session/act.html", context)

    return show


urlpatterns = [
    path("sessions/beside/<str:identifier>/correct", _page(CORRECT), name="session-beside-correct"),
    path("sessions/beside/<str:identifier>/drop", _page(DROP), name="session-beside-drop"),
]
