"""What is done with a visit: planned, moved, made, cancelled, planned again, put under a directive (S74, S113)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import visit as visits
from verbale.records.instrument import Instrument
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.session import Session
from verbale.records.visit import Visit
from verbale.web.access import for_roles, one
from verbale.web.act_page import ActPage, confirmed, sent
from verbale.web.choices import OURS, SIDES, directive_choices, session_choices, side_of
from verbale.web.form import Form, partner_choices
from verbale.web.imprecise import AS_KNOWN, ImpreciseField
from verbale.web.moment import now


class DatesForm(Form):
    begins = ImpreciseField(label=_("Begins"), help_text=AS_KNOWN)
    ends = ImpreciseField(label=_("Ends"), required=False, help_text=_("Empty for a visit of one day, or if unknown."))


class ReasonForm(Form):
    reason = forms.CharField(label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))


class MoveForm(DatesForm, ReasonForm):
    field_order = ["begins", "ends", "reason"]


class DirectiveForm(Form):
    directive = forms.ChoiceField(label=_("Directive"), help_text=_("A paper recorded under Instruments."))

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["directive"].choices = directive_choices(viewer)  # type: ignore[attr-defined]


class ParticularsForm(Form):
    """How a visit is called, who leads it, where to, and beside which session."""

    title = forms.CharField(label=_("Title"), max_length=300)
    leader = forms.CharField(
        label=_("Led by"), required=False, max_length=300,
        help_text=_("Name and office. Visits with a leader stand among the coming visits of leaders."),
    )  # fmt: skip
    place = forms.CharField(label=_("Place"), required=False, max_length=300)

    def __init__(self, viewer: Any, *args: Any, partner: Party | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["session"] = forms.ChoiceField(
            label=_("Beside the session"), choices=session_choices(viewer, partner), required=False
        )


class PlanForm(ParticularsForm, DatesForm):
    """A coming visit, with who travels and under which directive."""

    side = forms.ChoiceField(label=_("Who travels"), choices=SIDES, initial=OURS)

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, *args, **kwargs)
        self.fields["partner"] = forms.ChoiceField(label=_("Partner"), choices=partner_choices(viewer))
        self.fields["directive"] = forms.ChoiceField(
            label=_("Directive"), choices=directive_choices(viewer), required=False
        )
        self.order_fields(["partner", "title", "side", "leader", "place", "begins", "ends", "session", "directive"])


@for_roles(Role.DESK)
def plan(request: HttpRequest) -> HttpResponse:
    form = PlanForm(request.user, sent(request), initial=request.GET.dict())
    asked = ActPage(_t("Plan a visit"), reverse("visits"), _t("Visits"), done=_t("The visit is planned."))
    return confirmed(request, form, partial(_plan, request), asked, _address)


def _plan(request: HttpRequest, *, partner: str, side: str, session: str, directive: str, **facts: Any) -> Visit:
    with_whom = one(Party, partner, request.user)
    return visits.plan(
        partner=with_whom, side=side_of(side, with_whom),
        session=one(Session, session, request.user, "commission") if session else None,
        directive=one(Instrument, directive, request.user) if directive else None, **facts, **_acting(request),
    )  # fmt: skip


def _address(visit: Visit) -> str:
    return reverse("visit", args=[visit.pk])


@for_roles(Role.DESK)
def describe(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user, "partner")
    first = {name: getattr(visit, name) for name in ("title", "leader", "place")} | {"session": visit.session_id or ""}
    form = ParticularsForm(request.user, sent(request), partner=visit.partner, initial=first)

    def put(session: str, **facts: Any) -> Visit:
        beside = one(Session, session, request.user, "commission") if session else None
        return visits.describe(session=beside, **facts)

    lead = _t("The former particulars stay in what happened.")
    return _confirmed(request, visit, form, put, _t("Change the particulars"), lead)


@for_roles(Role.DESK)
def move(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user)
    form = MoveForm(sent(request), initial={"begins": visit.begins, "ends": visit.ends})
    lead = _t("The visit gets other dates; the former ones stay in what happened, with your reason.")
    return _confirmed(request, visit, form, visits.move, _t("Move the visit"), lead)


@for_roles(Role.DESK)
def made(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user)
    form = DatesForm(sent(request), initial={"begins": visit.begins, "ends": visit.ends})
    lead = _t("Say from when to when it took place. Then its assignments and wishes are checked one by one.")
    return _confirmed(request, visit, form, visits.made, _t("The visit was made"), lead)


@for_roles(Role.DESK)
def cancel(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user)
    lead = _t("The visit stays among the visits, as cancelled, with your reason.")
    return _confirmed(request, visit, ReasonForm(sent(request)), visits.cancel, _t("Cancel the visit"), lead, True)


@for_roles(Role.DESK)
def resume(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user)
    lead = _t("The visit stands among the coming ones again.")
    return _confirmed(request, visit, Form(sent(request)), visits.resume, _t("Plan the visit again"), lead)


@for_roles(Role.DESK)
def direct(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user)
    form = DirectiveForm(request.user, sent(request), initial={"directive": visit.directive_id})

    def put(directive: str, **acting: Any) -> Visit:
        return visits.direct(directive=one(Instrument, directive, request.user), **acting)

    lead = _t("Its assignments are written down by their numbers and checked one by one after the visit.")
    return _confirmed(request, visit, form, put, _t("Name the directive"), lead)


def _confirmed(
    request: HttpRequest, visit: Visit, form: Form, act: Any, title: str, lead: str, danger: bool = False
) -> HttpResponse:  # fmt: skip
    asked = ActPage(title, _address(visit), visit.title, lead, danger=danger)
    return confirmed(request, form, partial(act, visit=visit, **_acting(request)), asked)


def _acting(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now()}


urlpatterns = [
    path("visits/plan", plan, name="visit-plan"),
    path("visits/<str:identifier>/particulars", describe, name="visit-describe"),
    path("visits/<str:identifier>/move", move, name="visit-move"),
    path("visits/<str:identifier>/made", made, name="visit-made"),
    path("visits/<str:identifier>/cancel", cancel, name="visit-cancel"),
    path("visits/<str:identifier>/resume", resume, name="visit-resume"),
    path("visits/<str:identifier>/directive", direct, name="visit-direct"),
]
