"""People: who works here, inviting, roles, lost passwords and authenticators, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from verbale.domain.spine import invitation, person, second_factor
from verbale.records.person import AuthorityHeld, Person, Role
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on, told
from verbale.web.shell import LANGUAGE_NAMES
from verbale.web.timeline import timeline

READERS = (Role.ADMINISTRATOR, Role.DESK, Role.AUDITOR)


def roles_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Roles"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, required=False
    )


class InviteForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    handle = forms.RegexField(
        label=_("Sign-in name"),
        regex=r"^[a-z0-9][a-z0-9._-]{1,59}$",
        help_text=_("Small letters, digits, dots and hyphens, for example “a.keller”."),
        error_messages={"invalid": _("Use small letters, digits, dots and hyphens, two at least.")},
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    office_held = forms.CharField(label=_("Office held"), max_length=200, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[(code, LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES]
    )
    roles = roles_field()


class RolesForm(Form):
    roles = roles_field()


@for_roles(*READERS)
def people(request: HttpRequest) -> HttpResponse:
    found = seen(Person, request.user).prefetch_related("roles_held", "authorities_held__authority")
    shown = found.select_related("invitation").order_by("-is_active", "name")
    return render(request, "web/people.html", {"people": [(who, _state(who)) for who in shown]})


def _state(who: Person) -> str:
    if not who.is_active:
        return "inactive"
    return "active" if who.has_usable_password() else "invited"


@for_roles(Role.ADMINISTRATOR)
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            invited, secret = person.invite(by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
            return _show_invitation(request, invited, secret)
    return page(request, "web/person_invite.html", {"form": form})


def _show_invitation(request: HttpRequest, who: Person, secret: str) -> HttpResponse:
    """The link is shown this once: only its hash is kept."""
    link = request.build_absolute_uri(reverse("invitation", args=[secret]))
    return render(request, "web/person_invited.html", {"who": who, "link": link, "days": person.INVITATION_DAYS})


@for_roles(*Role.values)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    who = one(Person, identifier, request.user)
    facts: dict[str, Any] = {
        "who": who,
        "state": _state(who),
        "second_factor": second_factor.is_set_up(who),
        "held": seen(AuthorityHeld, request.user).filter(person=who).select_related("authority"),
        "timeline": timeline(who, request.user),
        "today": today(),
        "may_change": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
    }
    return render(request, "web/person.html", facts)


@for_roles(Role.ADMINISTRATOR)
def roles(request: HttpRequest, identifier: str) -> HttpResponse:
    who = one(Person, identifier, request.user)
    form = RolesForm(request.POST or None, initial={"roles": sorted(who.roles)})
    if form.is_valid():
        with refused_on(form, "roles"):
            person.set_roles(person=who, roles=form.cleaned_data["roles"], by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The roles of %(name)s were set.") % {"name": who.name})
            return redirect("person", who.pk)
    return page(request, "web/person_roles.html", {"form": form, "who": who})


def _button(act: Callable[..., None], success: str) -> Callable[..., HttpResponse]:
    """A view of one button: an administrator's act on a person."""

    @for_roles(Role.ADMINISTRATOR)
    @require_POST
    def press(request: HttpRequest, identifier: str) -> HttpResponse:
        who = one(Person, identifier, request.user)
        with told(request):
            act(person=who, by=request.user, at=now())
            messages.success(request, str(success) % {"name": who.name})
        return redirect("person", who.pk)

    return press


@for_roles(Role.ADMINISTRATOR)
@require_POST
def invite_again(request: HttpRequest, identifier: str) -> HttpResponse:
    who = one(Person, identifier, request.user)
    with told(request):
        secret, put_back = invitation.again(person=who, by=request.user, at=now())  # type: ignore[arg-type]
        _tell_put_back(request, who, put_back)
        return _show_invitation(request, who, secret)
    return redirect("person", who.pk)


@for_roles(Role.ADMINISTRATOR)
@require_POST
def take_second_factor_away(request: HttpRequest, identifier: str) -> HttpResponse:
    who = one(Person, identifier, request.user)
    with told(request):
        put_back = second_factor.take_away(person=who, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("The second factor of %(name)s was taken away.") % {"name": who.name})
        _tell_put_back(request, who, put_back)
    return redirect("person", who.pk)


def _tell_put_back(request: HttpRequest, who: Person, put_back: list[AuthorityHeld]) -> None:
    """Says that one administrator's act is not enough for authorities that two people granted."""
    if put_back:
        text = _t("The authorities of %(name)s do not count until another administrator confirms them again.")
        messages.warning(request, text % {"name": who.name})


urlpatterns = [
    path("people", people, name="people"),
    path("people/invite", invite, name="person-invite"),
    path("people/<str:identifier>", show, name="person"),
    path("people/<str:identifier>/roles", roles, name="person-roles"),
    path("people/<str:identifier>/invite", invite_again, name="person-invite-again"),
    path(
        "people/<str:identifier>/deactivate",
        _button(person.deactivate, _("%(name)s can no longer sign in.")),
        name="person-deactivate",
    ),
    path("people/<str:identifier>/second-factor", take_second_factor_away, name="second-factor-take-away"),
]
