"""What a side wished before a visit, and whether it was met (COMMISSION.md, 5.3)."""

from __future__ import annotations

from functools import partial

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import wish as wishes
from verbale.domain.cycle.words import LONGEST_ENTRY
from verbale.records.person import Role
from verbale.records.visit import Visit, Wish
from verbale.web.access import for_roles, one
from verbale.web.act_page import ActPage, confirmed, sent
from verbale.web.assignment import ANSWERS
from verbale.web.choices import OURS, SIDES, side_of
from verbale.web.form import Form
from verbale.web.moment import now


class RewordForm(Form):
    text = forms.CharField(label=_("Wish"), max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 4}))


class WishForm(RewordForm):
    side = forms.ChoiceField(label=_("Whose wish"), choices=SIDES, initial=OURS)
    field_order = ["side", "text"]


class MeetForm(Form):
    met = forms.ChoiceField(label=_("Met"), choices=ANSWERS, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 3})
    )


@for_roles(Role.DESK)
def add(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user, "partner")
    asked = ActPage(_t("Write down a wish"), reverse("visit", args=[visit.pk]), visit.title)

    def act(side: str, text: str) -> Wish:
        whose = side_of(side, visit.partner)
        return wishes.add(visit=visit, side=whose, text=text, by=request.user, at=now())  # type: ignore[arg-type]

    return confirmed(request, WishForm(sent(request)), act, asked)


@for_roles(Role.DESK)
def meet(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Wish, identifier, request.user, "visit")
    form = MeetForm(sent(request), initial={"met": row.met, "note": row.note})
    title = _t("Was wish %(number)s met?") % {"number": row.number}
    asked = ActPage(title, reverse("visit", args=[row.visit_id]), row.visit.title, row.text, done=_t("Saved."))
    act = partial(wishes.meet, wish=row, by=request.user, at=now())  # type: ignore[arg-type]
    return confirmed(request, form, act, asked)


@for_roles(Role.DESK)
def reword(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Wish, identifier, request.user, "visit")
    form = RewordForm(sent(request), initial={"text": row.text})
    title = _t("Reword wish %(number)s") % {"number": row.number}
    lead = _t("The former words stay in what happened.")
    asked = ActPage(title, reverse("visit", args=[row.visit_id]), row.visit.title, lead)
    act = partial(wishes.reword, wish=row, by=request.user, at=now())  # type: ignore[arg-type]
    return confirmed(request, form, act, asked)


urlpatterns = [
    path("visits/<str:identifier>/wishes/new", add, name="wish-new"),
    path("wishes/<str:identifier>/reword", reword, name="wish-reword"),
    path("wishes/<str:identifier>/meet", meet, name="wish-meet"),
]
