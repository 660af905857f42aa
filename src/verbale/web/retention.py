"""How long things are kept: retention rules, what is due under each, and proposing to erase it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from verbale.domain.spine import erasure, retention
from verbale.domain.spine.retention import Due
from verbale.records.erasure import Event, RetentionRule, Sort
from verbale.records.person import Authority, Role
from verbale.web.access import for_roles, one, seen
from verbale.web.erasure import READERS, ReasonForm
from verbale.web.form import DateField, Form, add_texts, texts
from verbale.web.moment import now, today
from verbale.web.places import noun, place
from verbale.web.refusal import page, refused_on, told
from verbale.web.shell import languages_of
from verbale.web.timeline import timeline

KINDS = [("orderline", _("Line of an order")), ("needline", _("Line of a need"))]


class RuleForm(Form):
    code = forms.SlugField(label=_("Code"), max_length=60)
    sorts = forms.MultipleChoiceField(
        label=_("What it is for"), choices=Sort.choices, widget=forms.CheckboxSelectMultiple
    )
    thing_kinds = forms.MultipleChoiceField(
        label=_("Only documents on"), choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: on anything."),
    )  # fmt: skip
    event = forms.ChoiceField(label=_("Counted from when"), choices=Event.choices)
    days = forms.IntegerField(label=_("Days"), min_value=0, max_value=retention.LONGEST)
    basis = forms.CharField(
        label=_("Basis"), max_length=300, help_text=_("The law or the decision that it rests on, with the clause.")
    )
    in_force_from = DateField(label=_("In force from"))
    in_force_until = DateField(label=_("Until"), required=False, help_text=_("The last day. Empty: until it is ended."))
    authority: Any = forms.ModelChoiceField(
        label=_("Confirmed by"), queryset=None, required=False, empty_label=_("another administrator")
    )

    def __init__(self, *args: Any, viewer: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = seen(Authority, viewer)  # type: ignore[attr-defined]
        add_texts(self, "titles", pgettext("name", "Title"), languages)


class EndForm(Form):
    on = DateField(label=_("Last day"))


@for_roles(Role.ADMINISTRATOR)
def make_rule(request: HttpRequest) -> HttpResponse:
    form = RuleForm(request.POST or None, viewer=request.user, languages=languages_of(request))
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if not name.startswith("titles_")}
        with refused_on(form):
            made = retention.make(**given, titles=texts(form, "titles"), by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("retention-rule", made.pk)
    return page(request, "web/erasure/make.html", {"form": form})


@for_roles(*READERS)
def rule(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(RetentionRule, identifier, request.user, "authority", "made_by")
    context = {
        "rule": shown,
        "sorts": [Sort(sort).label for sort in shown.sorts],
        "kinds": [noun(kind) for kind in shown.thing_kinds],
        "due": [(found, place(found.thing_kind, found.thing_id)) for found in _due(shown)],
        "may_run": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "reason_form": ReasonForm(),
        "end_form": EndForm(initial={"on": max(today(), shown.in_force_from)}),
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/erasure/rule.html", context)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def end_rule(request: HttpRequest, identifier: str) -> HttpResponse:
    shown, form = one(RetentionRule, identifier, request.user), EndForm(request.POST)
    if form.is_valid():
        with told(request):
            retention.end(rule=shown, on=form.cleaned_data["on"], by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The last day was set."))
    else:
        messages.error(request, _t("Give the last day."))
    return redirect("retention-rule", shown.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def run(request: HttpRequest, identifier: str) -> HttpResponse:
    """Proposes to erase all that is due under a rule."""
    shown, form = one(RetentionRule, identifier, request.user), ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _t("Give the reason."))
        return redirect("retention-rule", shown.pk)
    things = [(due.thing_kind, due.thing_id) for due in _due(shown)]
    with told(request):
        made = erasure.propose(
            things=things, reason=form.cleaned_data["reason"], rule=shown, by=request.user, at=now()  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _t("Proposed. Somebody else has to confirm it."))
        return redirect("erasure", made.pk)
    return redirect("retention-rule", shown.pk)


def _due(rule: RetentionRule) -> list[Due]:
    """What is due under a rule, as much of it as one erasure takes."""
    return [due for due in retention.due(now()) if due.rule.pk == rule.pk][: erasure.MOST]


urlpatterns = [
    path("erasures/rules/make", make_rule, name="retention-rule-make"),
    path("erasures/rules/<str:identifier>", rule, name="retention-rule"),
    path("erasures/rules/<str:identifier>/end", end_rule, name="retention-rule-end"),
    path("erasures/rules/<str:identifier>/run", run, name="retention-rule-run"),
]
