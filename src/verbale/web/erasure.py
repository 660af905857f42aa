"""Erasure: retention rules, what is due under them, and erasing by two people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from verbale.domain.spine import erasure as act
from verbale.domain.spine import retention
from verbale.journeys import erasing
from verbale.kernel.errors import VerbaleError
from verbale.records.erasure import Erased, Erasure, ErasureAsked, ErasureState, Event, RetentionRule, Sort
from verbale.records.person import Authority, Role
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import DateField, Form, add_texts, texts
from verbale.web.moment import now, today
from verbale.web.places import noun, place
from verbale.web.refusal import page, refused_on, sentence, told
from verbale.web.shell import languages_of
from verbale.web.timeline import timeline

A_PAGE = 25
READERS = (Role.ADMINISTRATOR, Role.DESK, Role.AUDITOR)
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


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is kept. Do not write into it what is to be erased."),
    )  # fmt: skip


class OrderForm(ReasonForm):
    """A single thing, and whose order it is."""

    order = forms.CharField(
        label=_("Ordered by"), max_length=300, help_text=_("The order of the authority, with its number and date.")
    )


@for_roles(*READERS)
def show_all(request: HttpRequest) -> HttpResponse:
    rows = seen(Erasure, request.user).select_related("rule", "proposed_by", "confirmed_by")
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "rules": seen(RetentionRule, request.user).select_related("authority"),
        "due": len(retention.due(now())),
        "asked": seen(ErasureAsked, request.user).select_related("partner"),
        "today": today(),
        "may_make": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "may_ask": request.user.roles & {Role.ADMINISTRATOR, Role.DESK},  # type: ignore[union-attr]
    }
    return page(request, "web/erasure/erasures.html", context)


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
    due = [found for found in retention.due(now()) if found.rule.pk == shown.pk]
    context = {
        "rule": shown,
        "sorts": [Sort(sort).label for sort in shown.sorts],
        "kinds": [noun(kind) for kind in shown.thing_kinds],
        "due": [(found, place(found.thing_kind, found.thing_id)) for found in due[: act.MOST]],
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
    things = [(due.thing_kind, due.thing_id) for due in retention.due(now()) if due.rule.pk == shown.pk][: act.MOST]
    with told(request):
        made = act.propose(
            things=things, reason=form.cleaned_data["reason"], rule=shown, by=request.user, at=now()  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _t("Proposed. Somebody else has to confirm it."))
        return redirect("erasure", made.pk)
    return redirect("retention-rule", shown.pk)


@for_roles(Role.ADMINISTRATOR)
def order(request: HttpRequest, kind: str, identifier: str) -> HttpResponse:
    """Proposes to erase one thing by order of an authority."""
    form = OrderForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            made = act.propose(
                things=[(kind, identifier)], **form.cleaned_data, by=request.user, at=now()  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _t("Proposed. Somebody else has to confirm it."))
            return redirect("erasure", made.pk)
    context = {"form": form, "noun": noun(kind), "address": place(kind, identifier)}
    return page(request, "web/erasure/order.html", context)


@for_roles(*READERS, Role.APPROVER)
def erasure(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Erasure, identifier, request.user, "rule__authority", "asked__partner", "proposed_by", "confirmed_by")
    context = {
        "erasure": shown,
        "things": [
            (row, noun(row.thing_kind), place(row.thing_kind, row.thing_id))
            for row in seen(Erased, request.user).filter(erasure=shown)
        ],
        "open": shown.state == ErasureState.PROPOSED,
        "why_not": _why_not(request, shown),
        "may_withdraw": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/erasure/erasure.html", context)


def _why_not(request: HttpRequest, shown: Erasure) -> str:
    """The sentence beside the button where the viewer may not confirm; empty where they may."""
    try:
        act.check_may_confirm(
            erasure=shown, by=request.user, at=now(), second_factor=passed_second_factor(request)  # type: ignore[arg-type]
        )  # fmt: skip
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""


@for_roles(Role.ADMINISTRATOR, Role.APPROVER)
@require_POST
def confirm(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Erasure, identifier, request.user)
    with told(request):
        _, cleared = erasing.confirm(
            erasure=shown, by=request.user, at=now(), second_factor=passed_second_factor(request)  # type: ignore[arg-type]
        )  # fmt: skip
        messages.success(request, _t("Erased. Nothing brings it back."))
        if not cleared.compacted:
            messages.warning(request, _t("Others hold the database, so it was not written anew: verbale erasure clear"))
    return redirect("erasure", shown.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def withdraw(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Erasure, identifier, request.user)
    with told(request):
        act.withdraw(erasure=shown, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("Withdrawn. Nothing was erased."))
    return redirect("erasure", shown.pk)


urlpatterns = [
    path("erasures", show_all, name="erasures"),
    path("erasures/rules/make", make_rule, name="retention-rule-make"),
    path("erasures/rules/<str:identifier>", rule, name="retention-rule"),
    path("erasures/rules/<str:identifier>/end", end_rule, name="retention-rule-end"),
    path("erasures/rules/<str:identifier>/run", run, name="retention-rule-run"),
    path("erasures/order/<str:kind>/<str:identifier>", order, name="erasure-order"),
    path("erasures/<str:identifier>", erasure, name="erasure"),
    path("erasures/<str:identifier>/confirm", confirm, name="erasure-confirm"),
    path("erasures/<str:identifier>/withdraw", withdraw, name="erasure-withdraw"),
]
