"""Rules of reminders: so many days before a date, then every so many days after it (COMMISSION.md, 8.9)."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import reminder
from verbale.records.commitment import Bound, ReminderRule
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.commitment_shown import READERS
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told

MAKERS = (Role.DESK, Role.ADMINISTRATOR)
OF = {
    Bound.OURS: _("What binds us, alone or with the partner"),
    Bound.THEIRS: _("What binds the partner, alone or with us"),
    Bound.BOTH: _("All commitments"),
}
"""Of what a rule reminds, by its word."""


class RuleForm(Form):
    days_before = forms.IntegerField(label=_("Days before the date"), min_value=0, max_value=reminder.MOST_DAYS)
    every = forms.IntegerField(
        label=_("Then every so many days after it"), required=False, min_value=1, max_value=reminder.MOST_DAYS,
        help_text=_("Leave it empty to remind once."),
    )  # fmt: skip
    bound = forms.ChoiceField(label=_("Of which"), choices=list(OF.items()))


@for_roles(*READERS)
def rules(request: HttpRequest) -> HttpResponse:
    may_rule = bool(request.user.roles & set(MAKERS))  # type: ignore[union-attr]
    form = RuleForm(request.POST or None) if may_rule else None
    if request.method == "POST":
        return _make(request, form)
    return _page(request, form)


@for_roles(*MAKERS)
def _make(request: HttpRequest, form: RuleForm | None) -> HttpResponse:
    assert form is not None
    if form.is_valid():
        with refused_on(form):
            reminder.make_rule(**form.cleaned_data, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The rule stands."))
            return redirect("reminder-rules")
    return _page(request, form)


def _page(request: HttpRequest, form: RuleForm | None) -> HttpResponse:
    rows = seen(ReminderRule, request.user).select_related("made_by").order_by("ended_at", "days_before", "made_at")
    shown = [(row, OF[Bound(row.bound)]) for row in rows]
    standing = [one for one in shown if one[0].ended_at is None]
    context = {"form": form, "standing": standing, "ended": [one for one in shown if one[0].ended_at]}
    return page(request, "web/reminder/rules.html", context)


@for_roles(*MAKERS)
def end(request: HttpRequest, identifier: str) -> HttpResponse:
    rule = one(ReminderRule, identifier, request.user)
    if request.method == "POST":
        with told(request):
            reminder.end_rule(rule=rule, by=request.user, at=now())  # type: ignore[arg-type]
    return redirect("reminder-rules")


urlpatterns = [
    path("reminder-rules", rules, name="reminder-rules"),
    path("reminder-rules/<str:identifier>/end", end, name="reminder-rule-end"),
]
