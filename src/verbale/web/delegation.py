"""A delegation beside the other side's: head, members, the office each held on that day; told to the partner (S76)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t

from verbale.domain.cycle import delegation as delegations
from verbale.domain.spine import party
from verbale.records.delegation import Delegation
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.choices import OURS, THEIRS, session_name
from verbale.web.moment import now
from verbale.web.places import place
from verbale.web.refusal import told
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline
from verbale.web.visit import may_act

RELATED = ("session__commission__partner", "visit__partner")


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Delegation, identifier, request.user, *RELATED)
    rows = seen(Delegation, request.user).filter(session=row.session_id, visit=row.visit_id)
    by_side = {each.side: each for each in rows.select_related("recorded_by").prefetch_related("delegates")}
    thing = row.session or row.visit
    assert thing is not None
    partner = row.session.commission.partner if row.session else row.visit.partner  # type: ignore[union-attr]
    us = party.us().code
    context = {
        "row": row, "thing": thing, "title": session_name(row.session) if row.session else str(row.visit),
        "back": place(thing.kind, thing.pk), "may_act": may_act(request), "partner": partner,
        "name_address": reverse("delegation-name" if row.session else "delegation-name-visit", args=[thing.pk]),
        "sides": [_side(each, whose, by_side.get(each)) for each, whose in ((us, OURS), (partner.code, THEIRS))],
        "timeline": timeline(row, request.user, also=by_side.values()),
    }  # fmt: skip
    return render(request, "web/delegation/delegation.html", context)


def _side(code: str, whose: str, row: Delegation | None) -> dict[str, Any]:
    """One side's column: its delegation, and whether it is theirs by their own word, told, or changed since."""
    by_them = row is not None and row.recorded_by_id is None
    changed = row is not None and whose == OURS and delegations.changed_since_told(row)
    return {"code": code, "whose": whose, "row": row, "by_them": by_them, "changed": changed}


@for_roles(Role.DESK)
def tell(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Delegation, identifier, request.user, *RELATED)
    if request.method == "POST":
        with told(request):
            delegations.tell(delegation=row, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The delegation goes to the partner in the next pouch."))
    return redirect("delegation", row.pk)


urlpatterns = [
    path("delegations/<str:identifier>", show, name="delegation"),
    path("delegations/<str:identifier>/tell", tell, name="delegation-tell"),
]
