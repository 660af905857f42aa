"""Policies: their versions on a time line, what was in force on a day, the partners they are used for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from verbale.domain.spine import policy as policies
from verbale.domain.spine.basis import articles
from verbale.records.party import Party
from verbale.records.person import Authority, Role
from verbale.records.policy import Policy, PolicyUse, PolicyVersion
from verbale.records.policy_draft import DraftState, PolicyDraft
from verbale.records.text import Text
from verbale.web.access import for_roles, one, seen
from verbale.web.form import DateField, Form, add_texts, texts
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on
from verbale.web.shell import paper_language
from verbale.web.timeline import timeline

A_PAGE = 25
OPEN = (DraftState.DRAFT, DraftState.CHECKED, DraftState.APPROVED)
READERS = (Role.DESK, Role.APPROVER, Role.AUDITOR, Role.ADMINISTRATOR)
READERS_OF_DECISIONS = (Role.DESK, Role.APPROVER, Role.AUDITOR)


class DefineForm(Form):
    code = forms.SlugField(
        label=_("Code"), max_length=60, help_text=_("A short name without spaces, such as supply-1964.")
    )

    def __init__(self, languages: list[str], viewer: Any, *args: Any) -> None:
        super().__init__(*args)
        add_texts(self, "titles", pgettext("name", "Title"), languages)
        self.fields["authority"] = forms.ModelChoiceField(
            label=_("Approved by"), queryset=seen(Authority, viewer), required=False, to_field_name="code",
            empty_label=_("any authority"), help_text=_("Whose approval each of its versions needs."),
        )  # fmt: skip


class UseForm(Form):
    """A partner, and the clause that allows supplying it under this policy."""

    def __init__(self, viewer: Any, *args: Any) -> None:
        super().__init__(*args)
        self.fields["partner"] = forms.ModelChoiceField(
            label=_("Partner"), queryset=seen(Party, viewer).filter(is_us=False), empty_label=_("Choose …")
        )
        self.fields["basis"] = forms.ChoiceField(
            label=_("Article of a text in force"), required=False, choices=_bases(viewer),
            help_text=_("Releases cite it. When the text ends, nothing is supplied under it any more."),
        )  # fmt: skip
        self.fields["agreement_clause"] = forms.CharField(
            label=_("Or a clause of an agreement signed elsewhere"), max_length=300, required=False,
            help_text=_("Which agreement, which clause: the scope and form of what is supplied stand there."),
        )  # fmt: skip
        self.fields["since"] = DateField(label=_("From"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not given.get("basis") and not given.get("agreement_clause"):
            self.add_error("agreement_clause", _t("Choose an article of a text in force, or name a clause."))
        return given

    def basis(self, viewer: Any) -> dict[str, Any]:
        """The text and the article that were chosen, if any."""
        identifier, _sign, article = self.cleaned_data.pop("basis").partition(" ")
        return {"text": one(Text, identifier, viewer), "article": article} if identifier else {}


def _bases(viewer: Any) -> list[tuple[str, str]]:
    """The articles of texts in force that say scope and form of what is supplied."""
    found = [("", _t("none: a clause in words"))]
    for text in seen(Text, viewer).exclude(in_force="").select_related("partner"):
        for article in articles(text):
            told = {"partner": text.partner.code, "title": text.title(paper_language()), "article": article}
            found.append((f"{text.pk} {article}", _t("%(partner)s: %(title)s, article %(article)s") % told))
    return found


def may_take_again(viewer: Any) -> bool:
    """Whether a reader of policies sees decisions too, so that they can take them again."""
    return not viewer.roles.isdisjoint(READERS_OF_DECISIONS)


@for_roles(*READERS)
def list_policies(request: HttpRequest) -> HttpResponse:
    day = _asked_day(request)
    in_force = seen(PolicyVersion, request.user).in_force(day)  # type: ignore[attr-defined]
    uses = seen(PolicyUse, request.user).on(day).select_related("partner")  # type: ignore[attr-defined]
    drafts = seen(PolicyDraft, request.user).filter(state__in=OPEN).without_files()  # type: ignore[attr-defined]
    found = seen(Policy, request.user).prefetch_related(
        Prefetch("versions", queryset=in_force, to_attr="then"),
        Prefetch("uses", queryset=uses, to_attr="used"),
        Prefetch("drafts", queryset=drafts, to_attr="coming"),
    )
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "day": day,
        "is_today": day == today(),
    }
    return page(request, "web/policy/policies.html", context)


def _asked_day(request: HttpRequest) -> date:
    """The day that was asked for; today, if it was none."""
    try:
        return parse_date(request.GET.get("on", "")) or today()
    except ValueError:
        return today()


@for_roles(Role.ADMINISTRATOR, Role.DESK)
def define(request: HttpRequest) -> HttpResponse:
    form = DefineForm(request.office.languages, request.user, request.POST or None)  # type: ignore[attr-defined]
    if form.is_valid():
        with refused_on(form):
            defined = policies.define(
                code=form.cleaned_data["code"], titles=texts(form, "titles"), by=request.user, at=now(),
                authority=form.cleaned_data["authority"],
            )  # fmt: skip
            return redirect("policy", defined.pk)
    return page(request, "web/policy/define.html", {"form": form})


@for_roles(*READERS)
def policy(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Policy, identifier, request.user, "authority")
    day = _asked_day(request)
    versions = list(seen(PolicyVersion, request.user).filter(policy=shown).select_related("instrument", "recorded_by"))
    then = seen(PolicyVersion, request.user).in_force(day).filter(policy=shown).first()  # type: ignore[attr-defined]
    drafting = seen(PolicyDraft, request.user).filter(policy=shown).select_related("drafted_by", "approved_by")
    drafts = list(drafting.without_files())  # type: ignore[attr-defined]
    uses = list(seen(PolicyUse, request.user).filter(policy=shown).select_related("partner", "recorded_by"))
    context = {
        "policy": shown,
        "versions": versions,
        "uses": uses,
        "day": day,
        "today": today(),
        "then": then,
        "drafts": drafts,
        "may_draft": not request.user.roles.isdisjoint({Role.DESK, Role.ADMINISTRATOR}),  # type: ignore[union-attr]
        "may_take_again": bool(versions) and may_take_again(request.user),
        "may_use": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "timeline": timeline(shown, request.user, also=[*versions, *uses, *drafts]),
    }
    return page(request, "web/policy/policy.html", context)


@for_roles(Role.ADMINISTRATOR)
def use(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Policy, identifier, request.user)
    form = UseForm(request.user, request.POST or None)
    if form.is_valid():
        with refused_on(form):
            chosen = form.basis(request.user)
            policies.use_for(policy=shown, **form.cleaned_data, **chosen, by=request.user, at=now())
            messages.success(
                request, _t("The policy is used for %(partner)s.") % {"partner": form.cleaned_data["partner"].code}
            )
            return redirect("policy", shown.pk)
    return page(request, "web/policy/use.html", {"form": form, "policy": shown})


urlpatterns = [
    path("policies", list_policies, name="policies"),
    path("policies/define", define, name="policy-define"),
    path("policies/<str:identifier>", policy, name="policy"),
    path("policies/<str:identifier>/use", use, name="policy-use"),
]
