"""My account: who I am here, my password, my tokens."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from verbale.domain.spine import person, second_factor, token
from verbale.records.person import AccessToken, AuthorityHeld
from verbale.web.access import before_second_factor, for_everybody, one, passed_second_factor, seen
from verbale.web.form import Form
from verbale.web.invitation import NewPassword
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on, told


class PasswordForm(NewPassword):
    present = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["present", "password", "again"]


class TokenForm(Form):
    label = forms.CharField(
        label=_("What it is for"), max_length=100, help_text=_("For example: the nightly import on the file server.")
    )
    days = forms.IntegerField(label=_("Days until it expires"), min_value=1, max_value=365, initial=token.DAYS)


@before_second_factor
@for_everybody
def show(request: HttpRequest) -> HttpResponse:
    mine = seen(AuthorityHeld, request.user).filter(person=request.user).select_related("authority")
    tokens = seen(AccessToken, request.user).filter(person=request.user, revoked_at=None, expires_at__gt=now())
    facts = {
        "second_factor": second_factor.is_set_up(request.user),  # type: ignore[arg-type]
        "held": mine,
        "tokens": tokens,
        "today": today(),
    }
    return render(request, "web/account.html", facts)


@before_second_factor
@for_everybody
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        present, chosen = form.cleaned_data["present"], form.cleaned_data["password"]
        with refused_on(form):
            person.change_password(person=request.user, present=present, password=chosen, at=now())  # type: ignore[arg-type]
            update_session_auth_hash(request, request.user)  # type: ignore[arg-type]
            messages.success(request, _t("Your password was changed."))
            return redirect("account")
    return page(request, "web/password.html", {"form": form})


@for_everybody
def new_token(request: HttpRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            issued, secret = token.issue(
                person=request.user, second_factor=passed_second_factor(request), at=now(), **form.cleaned_data
            )  # type: ignore[arg-type]
            return render(request, "web/token_issued.html", {"token": issued, "secret": secret})
    return page(request, "web/token.html", {"form": form})


@for_everybody
@require_POST
def revoke_token(request: HttpRequest, identifier: str) -> HttpResponse:
    ended = one(AccessToken, identifier, request.user)
    with told(request):
        token.revoke(token=ended, by=request.user, at=now())  # type: ignore[arg-type]
        messages.success(request, _t("The token “%(label)s” was revoked.") % {"label": ended.label})
    return redirect("account")


urlpatterns = [
    path("account", show, name="account"),
    path("account/password", password, name="password"),
    path("account/tokens/new", new_token, name="token-new"),
    path("account/tokens/<str:identifier>/revoke", revoke_token, name="token-revoke"),
]
