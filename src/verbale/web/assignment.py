"""A visit checked against its directive, assignment by assignment, and its wishes met or not (S74)."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import assignment as assignments
from verbale.domain.cycle.words import LONGEST_ENTRY
from verbale.records.person import Role
from verbale.records.visit import Assignment, Fulfilled, Visit
from verbale.web.access import for_roles, one
from verbale.web.act_page import ActPage, confirmed, sent
from verbale.web.form import Form
from verbale.web.moment import now

ANSWERS = [(value, label) for value, label in Fulfilled.choices if value != Fulfilled.OPEN]


class RewordForm(Form):
    text = forms.CharField(
        label=_("Assignment"), max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the directive's words."),
    )  # fmt: skip


class AssignForm(RewordForm):
    number = forms.IntegerField(
        label=_("Number in the directive"), required=False, min_value=1, help_text=_("Empty for the next.")
    )


class CheckForm(Form):
    fulfilled = forms.ChoiceField(label=_("Fulfilled"), choices=ANSWERS, widget=forms.RadioSelect)
    shown_by = forms.CharField(
        label=_("What shows it"), max_length=LONGEST_ENTRY, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A protocol, a letter, what was seen, or why it could not be."),
    )  # fmt: skip


@for_roles(Role.DESK)
def assign(request: HttpRequest, identifier: str) -> HttpResponse:
    visit = one(Visit, identifier, request.user)
    asked = ActPage(_t("Write down an assignment"), reverse("visit", args=[visit.pk]), visit.title)
    act = partial(assignments.assign, visit=visit, by=request.user, at=now())  # type: ignore[arg-type]
    return confirmed(request, AssignForm(sent(request)), act, asked)


@for_roles(Role.DESK)
def check(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Assignment, identifier, request.user, "visit")
    form = CheckForm(sent(request), initial={"fulfilled": row.fulfilled, "shown_by": row.shown_by})
    title = _t("Check assignment %(number)s") % {"number": row.number}
    asked = ActPage(title, reverse("visit", args=[row.visit_id]), row.visit.title, row.text, done=_t("Saved."))
    act = partial(assignments.check, assignment=row, by=request.user, at=now())  # type: ignore[arg-type]
    return confirmed(request, form, act, asked, _next)


@for_roles(Role.DESK)
def reword(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Assignment, identifier, request.user, "visit")
    form = RewordForm(sent(request), initial={"text": row.text})
    title = _t("Reword assignment %(number)s") % {"number": row.number}
    lead = _t("The former words stay in what happened.")
    asked = ActPage(title, reverse("visit", args=[row.visit_id]), row.visit.title, lead)
    act = partial(assignments.reword, assignment=row, by=request.user, at=now())  # type: ignore[arg-type]
    return confirmed(request, form, act, asked)


def _next(checked: Any) -> str:
    """The next assignment of which nobody has said it yet; the visit once there is none."""
    left = [one for one in assignments.unchecked(checked.visit) if one.number > checked.number]
    return reverse("assignment-check", args=[left[0].pk]) if left else reverse("visit", args=[checked.visit_id])


urlpatterns = [
    path("visits/<str:identifier>/assignments/new", assign, name="assignment-new"),
    path("assignments/<str:identifier>/reword", reword, name="assignment-reword"),
    path("assignments/<str:identifier>/check", check, name="assignment-check"),
]
