"""Setting up one's second factor: a QR code, a first code, recovery codes."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST
from django_otp import login as otp_login

from verbale.domain.spine import second_factor
from verbale.web.access import before_second_factor, for_everybody
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.sign_in import CodeForm


@before_second_factor
@for_everybody
@sensitive_variables()
def set_up(request: HttpRequest) -> HttpResponse:
    if second_factor.is_set_up(request.user):  # type: ignore[arg-type]
        return redirect("account")
    form = CodeForm(request.POST or None)
    form.fields["code"].help_text = ""
    if form.is_valid():
        with refused_on(form, "code"):
            device = second_factor.confirm(person=request.user, code=form.cleaned_data["code"], at=now())  # type: ignore[arg-type]
            otp_login(request, device)
            return _codes(request)
    device = second_factor.begin(request.user)  # type: ignore[arg-type]
    return page(request, "web/second_factor.html", {"form": form, "secret": _secret(device.config_url)})


def _secret(address: str) -> str:
    """The secret in groups of four, for typing it in by hand."""
    secret = address.partition("secret=")[2].partition("&")[0]
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


@before_second_factor
@for_everybody
def picture(request: HttpRequest) -> HttpResponse:
    """The QR code that an authenticator reads."""
    drawn = io.BytesIO()
    address = second_factor.begin(request.user).config_url  # type: ignore[arg-type]
    segno.make(address, error="m").save(drawn, kind="svg", scale=4, border=2, xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@for_everybody
@require_POST
def fresh_codes(request: HttpRequest) -> HttpResponse:
    return _codes(request)


def _codes(request: HttpRequest) -> HttpResponse:
    codes = second_factor.recovery_codes(person=request.user, at=now())  # type: ignore[arg-type]
    return render(request, "web/recovery_codes.html", {"codes": codes})


urlpatterns = [
    path("account/second-factor", set_up, name="second-factor"),
    path("account/second-factor/picture", picture, name="second-factor-picture"),
    path("account/second-factor/codes", fresh_codes, name="recovery-codes"),
]
