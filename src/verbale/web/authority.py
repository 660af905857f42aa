"""Authorities: naming them, granting them by two people, deputies, their end."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from verbale.domain.spine import authority
from verbale.records.person import Authority, AuthorityHeld, Person, Role
from verbale.web.access import for_roles, one, seen
from verbale.web.form import DateField, Form, add_texts, texts
from verbale.web.moment import now, today
from verbale.web.person import READERS
from verbale.web.refusal import page, refused_on, sentence, told
from verbale.web.shell import languages_of
from verbale.web.timeline import timeline


class AuthorityForm(Form):
    code = forms.SlugField(
        label=_("Code"), max_length=80, help_text=_("As rulebooks write it, for example “central-department”.")
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "titles", pgettext("name", "Title"), languages)


class ProposeForm(Form):
    person = forms.ModelChoiceField(
        label=_("Who is to hold it"), queryset=None, empty_label=_("Choose"), help_text=_("Approvers only.")
    )
    authority = forms.ModelChoiceField(label=_("Authority"), queryset=None, empty_label=_("Choose"))
    since = DateField(label=_("From"))
    until = DateField(label=_("Until"), required=False, help_text=_("The last day. Empty: until it is ended."))
    deputy_for = forms.ModelChoiceField(
        label=_("Deputy for"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        help_text=_("A deputy may act only while the one they stand for holds the authority."),
    )

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        approvers = seen(Person, viewer).filter(is_active=True, roles_held__role=Role.APPROVER)
        self.fields["person"].queryset = approvers  # type: ignore[attr-defined]
        self.fields["authority"].queryset = seen(Authority, viewer)  # type: ignore[attr-defined]
        held = seen(AuthorityHeld, viewer).filter(deputy_for=None, confirmed_at__isnull=False)
        self.fields["deputy_for"].queryset = held.select_related("person", "authority")  # type: ignore[attr-defined]
        self.fields["deputy_for"].label_from_instance = _holding  # type: ignore[attr-defined]


def _holding(held: AuthorityHeld) -> str:
    return f"{held.person.name}: {held.authority.code}"


class EndForm(Form):
    on = DateField(label=_("Last day"))


@for_roles(*READERS)
def authorities(request: HttpRequest) -> HttpResponse:
    held = seen(AuthorityHeld, request.user).select_related("person", "authority", "deputy_for__person", "proposed_by")
    facts = {"authorities": seen(Authority, request.user), "held": held, "today": today()}
    return render(request, "web/authorities.html", facts)


@for_roles(Role.ADMINISTRATOR)
def define(request: HttpRequest) -> HttpResponse:
    form = AuthorityForm(request.POST or None, languages=languages_of(request))
    if form.is_valid():
        with refused_on(form):
            authority.define(code=form.cleaned_data["code"], titles=texts(form, "titles"), by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("authorities")
    return page(request, "web/authority_define.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
def propose(request: HttpRequest) -> HttpResponse:
    form = ProposeForm(request.POST or None, viewer=request.user, initial={"since": today()})
    if form.is_valid():
        with refused_on(form):
            held = authority.propose(by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _t("Proposed. Another administrator has to confirm it."))
            return redirect("authority-held", held.pk)
    return page(request, "web/authority_propose.html", {"form": form})


@for_roles(*Role.values)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    held = one(AuthorityHeld, identifier, request.user, "person", "authority", "deputy_for__person")
    facts = {
        "held": held,
        "today": today(),
        "timeline": timeline(held, request.user),
        "why_not": _why_not_confirm(held, request.user),
        "may_end": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "form": EndForm(initial={"on": max(today(), held.since)}),
    }
    return render(request, "web/authority_held.html", facts)


def _why_not_confirm(held: AuthorityHeld, viewer: Any) -> str:
    """The sentence beside a button that is off; empty where the viewer may confirm."""
    if Role.ADMINISTRATOR not in viewer.roles:
        return _t("Only an administrator confirms it.")
    if held.proposed_by_id == viewer.pk:
        return _t("You proposed it, so somebody else must confirm it.")
    if held.person_id == viewer.pk:
        return _t("It is for you, so somebody else must confirm it.")
    try:
        authority.check_link_used(held.person, now())
    except authority.LinkUnused as refusal:
        return sentence(refusal)
    return ""


@for_roles(Role.ADMINISTRATOR)
@require_POST
def confirm(request: HttpRequest, identifier: str) -> HttpResponse:
    held = one(AuthorityHeld, identifier, request.user)
    with told(request):
        authority.confirm(held=held, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("Confirmed. From now on it counts."))
    return redirect("authority-held", held.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def end(request: HttpRequest, identifier: str) -> HttpResponse:
    held = one(AuthorityHeld, identifier, request.user)
    form = EndForm(request.POST)
    if form.is_valid():
        with told(request):
            authority.end(held=held, on=form.cleaned_data["on"], by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The last day was set."))
    else:
        messages.error(request, _t("Give the last day."))
    return redirect("authority-held", held.pk)


urlpatterns = [
    path("authorities", authorities, name="authorities"),
    path("authorities/define", define, name="authority-define"),
    path("authorities/propose", propose, name="authority-propose"),
    path("authorities/held/<str:identifier>", show, name="authority-held"),
    path("authorities/held/<str:identifier>/confirm", confirm, name="authority-confirm"),
    path("authorities/held/<str:identifier>/end", end, name="authority-end"),
]
