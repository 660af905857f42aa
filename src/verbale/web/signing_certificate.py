"""Certificates with which papers are signed: ours made here or brought from a token, the partner's added, confirmed by
the fingerprint read aloud, and revoked with a reason."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from verbale.domain.cycle import signing_certificate as certificates
from verbale.engines import signature
from verbale.records.minutes import SigningCertificate
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.party import FingerprintForm
from verbale.web.refusal import page, refused_on
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline

A_PAGE = 25
LARGEST = 64 * 1024
"""Bytes of a file with a certificate."""


class MakeForm(Form):
    """Who signs with the key that is made, and the passphrase under which it lies here."""

    person = forms.CharField(label=_("Who signs with it"), max_length=64, help_text=_("As the paper shows the name."))
    office = forms.CharField(label=_("Office"), max_length=64)
    passphrase = forms.CharField(
        label=_("Passphrase of the key"), max_length=1024, strip=False,
        help_text=_("At least eight characters, known to nobody else. It is not kept: who forgets it makes a new key."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    again = forms.CharField(
        label=_("The same passphrase again"), max_length=1024, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "again" in given and given.get("passphrase") != given["again"]:
            self.add_error("again", _t("The two passphrases differ."))
        return given


class AddForm(Form):
    """A certificate that somebody brought, and whose it is."""

    side = forms.ChoiceField(label=_("Side"))
    file = forms.FileField(label=_("Certificate"), max_length=200, help_text=_("A file with it, PEM or DER."))

    def __init__(self, viewer: Any, *args: Any) -> None:
        super().__init__(*args)
        sides = seen(Party, viewer).order_by("is_us", "code").values_list("pk", "code")
        self.fields["side"].choices = list(sides)  # type: ignore[attr-defined]


class RevokeForm(Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Such as: the key was lost; she left the office.")
    )


def grouped(row: SigningCertificate) -> list[str]:
    """A fingerprint in groups of four signs, as it is read out by telephone."""
    return [row.fingerprint[start : start + 4] for start in range(0, len(row.fingerprint), 4)]


def _roles(request: HttpRequest) -> dict[str, bool]:
    roles = request.user.roles  # type: ignore[union-attr]
    return {
        "may_change": Role.ADMINISTRATOR in roles,
        "may_make": bool({Role.APPROVER, Role.ADMINISTRATOR} & roles),
    }


@for_roles(*READERS)
def list_certificates(request: HttpRequest) -> HttpResponse:
    rows = seen(SigningCertificate, request.user).select_related("side").order_by("-side__is_us", "side", "-added_at")
    if side := request.GET.get("side", ""):
        rows = rows.filter(side=side)
    context = {"page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")), **_roles(request)}
    return page(request, "web/signing_certificate/list.html", context)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(SigningCertificate, identifier, request.user, "side", "added_by")
    context = {
        "certificate": row, "read": signature.read_certificate(row.pem.encode()), "groups": grouped(row),
        "hidden": not (row.side.is_us or row.confirmed_at), "key_here": _key_here(row),
        "timeline": timeline(row, request.user) if row.confirmed_at else [], **_roles(request),
    }  # fmt: skip
    return page(request, "web/signing_certificate/certificate.html", context)


def _key_here(row: SigningCertificate) -> bool:
    return row.side.is_us and certificates.key_path(row.fingerprint).exists()


@for_roles(*READERS)
def pem(request: HttpRequest, identifier: str) -> HttpResponse:
    """A certificate of ours as PEM, for the partner; the key stays."""
    row = one(SigningCertificate, identifier, request.user)
    answer = HttpResponse(row.pem, content_type="application/x-pem-file")
    answer["Content-Disposition"] = f'attachment; filename="{row.fingerprint[:16]}.pem"'
    return answer


@sensitive_variables()
@sensitive_post_parameters()
@for_roles(Role.APPROVER, Role.ADMINISTRATOR)
def make(request: HttpRequest) -> HttpResponse:
    form = MakeForm(request.POST or None, initial={"person": request.user.name})  # type: ignore[union-attr]
    if form.is_valid():
        given = form.cleaned_data
        with refused_on(form):
            row = certificates.make(
                person=given["person"], office=given["office"], passphrase=given["passphrase"],
                by=request.user, at=now(), random=secrets.token_bytes,  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _t("The key is made. Give its certificate to the partner, and read it out."))
            return redirect("signing-certificate", row.pk)
    return page(request, "web/signing_certificate/make.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
def add(request: HttpRequest) -> HttpResponse:
    form = AddForm(request.user, request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_on(form, "file"):
            side = one(Party, form.cleaned_data["side"], request.user)
            data = form.cleaned_data["file"].read(LARGEST)
            row = certificates.add(side=side, pem=data, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("signing-certificate", row.pk)
    return page(request, "web/signing_certificate/add.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
def confirm(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(SigningCertificate, identifier, request.user, "side")
    form = FingerprintForm(request.POST or None)
    if form.is_valid():
        with refused_on(form, "fingerprint"):
            certificates.confirm(
                certificate=row, fingerprint=form.cleaned_data["fingerprint"], by=request.user, at=now(),  # type: ignore[arg-type]
                second_factor=passed_second_factor(request),
            )  # fmt: skip
            messages.success(request, _t("The certificate is confirmed. What it signs is trusted."))
            return redirect("signing-certificate", row.pk)
    return page(request, "web/signing_certificate/confirm.html", {"form": form, "certificate": row})


@for_roles(Role.ADMINISTRATOR)
def revoke(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(SigningCertificate, identifier, request.user, "side")
    form = RevokeForm(request.POST or None)
    if form.is_valid():
        with refused_on(form):
            certificates.revoke(certificate=row, reason=form.cleaned_data["reason"], by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The certificate is revoked from now on."))
            return redirect("signing-certificate", row.pk)
    return page(request, "web/signing_certificate/revoke.html", {"form": form, "certificate": row})


urlpatterns = [
    path("signing-certificates", list_certificates, name="signing-certificates"),
    path("signing-certificates/make", make, name="signing-certificate-make"),
    path("signing-certificates/add", add, name="signing-certificate-add"),
    path("signing-certificates/<str:identifier>", show, name="signing-certificate"),
    path("signing-certificates/<str:identifier>/certificate.pem", pem, name="signing-certificate-file"),
    path("signing-certificates/<str:identifier>/confirm", confirm, name="signing-certificate-confirm"),
    path("signing-certificates/<str:identifier>/revoke", revoke, name="signing-certificate-revoke"),
]
