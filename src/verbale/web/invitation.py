"""Accepting an invitation: the invited person chooses a password and is signed in."""

from __future__ import annotations

from django import forms
from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from verbale.domain.spine import person
from verbale.web.access import without_signing_in
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.sign_in import BACKEND, first_run_is_open


def new_password() -> forms.CharField:
    """The field for a password that is chosen."""
    return forms.CharField(
        label=_("New password"),
        help_text=_("At least twelve characters. A sentence is good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


def again() -> forms.CharField:
    """The field in which a chosen password is typed once more."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=_("New password, once more"), strip=False, widget=widget)


class NewPassword(Form):
    """Two fields that must agree."""

    password = new_password()
    again = again()

    def clean(self) -> None:
        if self.cleaned_data.get("again") and self.cleaned_data.get("password") != self.cleaned_data["again"]:
            self.add_error("again", _t("The two passwords differ."))


@without_signing_in
@sensitive_post_parameters()
def accept(request: HttpRequest, secret: str) -> HttpResponse:
    who = person.invited(secret, at=now())
    form = NewPassword(request.POST or None)
    if form.is_valid():
        with refused_on(form, "password"):
            who = person.accept_invitation(secret=secret, password=form.cleaned_data["password"], at=now())
            auth.login(request, who, backend=BACKEND)
            return redirect("office" if first_run_is_open(who) else "inbox")
    return page(request, "web/invitation.html", {"form": form, "who": who})


urlpatterns = [path("invitation/<str:secret>", accept, name="invitation")]
