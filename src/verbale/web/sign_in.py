"""Signing in, with a second factor where the person has one; signing out; the language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import auth
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django_otp import login as otp_login

from verbale.domain.spine import person, second_factor
from verbale.domain.spine.office import office
from verbale.records.person import Person, Role
from verbale.web.access import without_signing_in
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refusal_page, refused_on

PENDING = "waits-for-second-factor"
PENDING_SECONDS = 300
BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(Form):
    handle = forms.CharField(
        label=_("Sign-in name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class CodeForm(Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("The six digits that your authenticator shows now, or one of your recovery codes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


@without_signing_in
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    if form.is_valid():
        who = auth.authenticate(request, username=form.cleaned_data["handle"], password=form.cleaned_data["password"])
        if isinstance(who, Person):
            return _admit(request, who)
        form.add_error(None, _t("The sign-in name or the password is wrong."))
    return page(request, "web/sign_in.html", {"form": form, "next": _next(request)})


def _admit(request: HttpRequest, who: Person) -> HttpResponse:
    """Signs in a person who gave the right password, or asks for the second factor first."""
    if second_factor.is_set_up(who):
        waits = {"person": who.pk, "since": now().timestamp(), "next": _next(request)}
        request.session.cycle_key()
        request.session[PENDING] = waits
        return redirect("sign-in-code")
    auth.login(request, who, backend=BACKEND)
    return _welcome(who, _next(request))


@without_signing_in
def code(request: HttpRequest) -> HttpResponse:
    waits = request.session.get(PENDING)
    who = _waiting(waits)
    if who is None or waits is None:
        return redirect("sign-in")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        with refused_on(form, "code"):
            device = second_factor.check(person=who, code=form.cleaned_data["code"])
            del request.session[PENDING]
            auth.login(request, who, backend=BACKEND)
            otp_login(request, device)
            return _welcome(who, waits["next"])
    return page(request, "web/sign_in_code.html", {"form": form})


def _waiting(waits: dict[str, Any] | None) -> Person | None:
    """Whoever gave the right password less than five minutes ago."""
    if waits is None or now().timestamp() - waits["since"] > PENDING_SECONDS:
        return None
    return ModelBackend().get_user(waits["person"])  # type: ignore[return-value]


def _next(request: HttpRequest) -> str:
    """The page that was asked for, if it is one of ours; else the inbox."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse(settings.LOGIN_REDIRECT_URL)


def _welcome(who: Person, address: str) -> HttpResponse:
    response = redirect("office" if first_run_is_open(who) else address)
    _set_language(response, who.language)
    return response


def first_run_is_open(who: Person) -> bool:
    """Whether this person is the one to set the office up, and it is not yet done."""
    return Role.ADMINISTRATOR in who.roles and office().completed_at is None


@without_signing_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    auth.logout(request)
    return redirect("sign-in")


@without_signing_in
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    response = redirect(_next(request))
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        _set_language(response, chosen)
        if isinstance(request.user, Person) and request.user.is_authenticated:
            person.choose_language(person=request.user, language=chosen)
    return response


def _set_language(response: HttpResponse, chosen: str) -> None:
    if translation.check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, chosen, max_age=365 * 24 * 60 * 60, samesite="Lax",
            secure=settings.BEHIND_HTTPS, httponly=True,
        )  # fmt: skip


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ARG001 - what axes hands over
    """What is shown after too many wrong passwords."""
    return refusal_page(request, _t("Too many attempts to sign in. Wait a quarter of an hour, then try again."), 429)


urlpatterns = [
    path("sign-in", sign_in, name="sign-in"),
    path("sign-in/code", code, name="sign-in-code"),
    path("sign-out", sign_out, name="sign-out"),
    path("language", language, name="language"),
]
