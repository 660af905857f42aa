"""Signing minutes for our side, the signed paper, and the approvals of the governments that minutes wait for.

The passphrase of a key, or the PIN of a token, comes with the form over the person's own session, opens the key for
one signature, and is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from verbale.domain.cycle import minutes as minutes_of
from verbale.domain.cycle import minutes_paper, minutes_signing, signing_certificate
from verbale.domain.spine import party
from verbale.domain.spine.person import check_role
from verbale.engines import signature
from verbale.kernel.errors import VerbaleError
from verbale.records.instrument import Instrument
from verbale.records.minutes import GovernmentApproval, Minutes, SigningCertificate
from verbale.records.person import Role
from verbale.web.access import for_roles, one, passed_second_factor, seen
from verbale.web.form import DateField, Form
from verbale.web.minutes_shown import minutes_text
from verbale.web.minutes_words import state_of
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, sentence
from verbale.web.text_shown import READERS

PDF = "application/pdf"


def minutes_named(request: HttpRequest, identifier: str) -> Minutes:
    """The minutes with this identifier, or that of their text, as the reader may see them; reading keeps nothing."""
    keep = minutes_of.of if request.method == "POST" else minutes_of.read
    return keep(minutes_text(identifier, request.user), now())


def about(minutes: Minutes) -> dict[str, Any]:
    """What every page about minutes says at its top."""
    state = minutes_of.state_of(minutes)
    return {
        "minutes": minutes, "text": minutes.text, "session": minutes.session,
        "state_shown": state_of(state), "held": minutes_of.paper(minutes),
    }  # fmt: skip


class SignForm(Form):
    """With what is signed: a key on this node under its passphrase, or one on a token under its PIN."""

    certificate = forms.ChoiceField(label=_("Certificate"), help_text=_("Whose name the paper then shows."))
    token = forms.CharField(
        label=_("Token"), max_length=64, required=False, help_text=_("Its name, if the key is on a token.")
    )
    key_label = forms.CharField(label=_("Key on the token"), max_length=64, required=False)
    secret = forms.CharField(
        label=_("Passphrase of the key, or PIN of the token"), max_length=1024, strip=False,
        help_text=_("It opens the key for this one signature and is not kept."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip

    def __init__(self, viewer: Any, *args: Any) -> None:
        super().__init__(*args)
        self.viewer = viewer
        self.fields["certificate"].choices = [(row.pk, _called(row)) for row in usable(viewer)]  # type: ignore[attr-defined]
        if not settings.NODE.token_driver:
            del self.fields["token"], self.fields["key_label"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("token") and not given.get("key_label"):
            self.add_error("key_label", _t("Name the key as the token's program shows it."))
        return given

    @contextmanager
    def signer(self) -> Iterator[signature.Signer]:
        """The signer, as long as its key is open."""
        given = self.cleaned_data
        row = one(SigningCertificate, given["certificate"], self.viewer)
        if given.get("token"):
            known, driver = signature.read_certificate(row.pem.encode()), Path(settings.NODE.token_driver)
            token = signature.Token(driver, given["token"], given["key_label"], given["secret"], known)
            with signature.on_token(token) as signer:
                yield signer
        else:
            key = signing_certificate.key_path(row.fingerprint)
            yield signature.Signer.from_key_file(key, given["secret"])


def usable(viewer: Any) -> list[SigningCertificate]:
    """The certificates of ours with which somebody can sign here: trusted, with a key on this node or on a token."""
    rows = seen(SigningCertificate, viewer).filter(side__is_us=True, confirmed_at__isnull=False, revoked_at=None)
    tokens = bool(settings.NODE.token_driver)
    return [row for row in rows if tokens or signing_certificate.key_path(row.fingerprint).exists()]


def _called(row: SigningCertificate) -> str:
    return f"{row.subject} · {row.fingerprint[:8]}"


def hindrance(minutes: Minutes, request: HttpRequest) -> str:
    """Why this reader cannot sign these minutes now; empty if they can."""
    who: Any = request.user
    try:
        minutes_signing.check_may_sign(minutes=minutes, by=who, at=now(), second_factor=passed_second_factor(request))
    except VerbaleError as refusal:
        return sentence(refusal)
    return ""


@sensitive_variables()
@sensitive_post_parameters()
@for_roles(Role.APPROVER)
def sign(request: HttpRequest, identifier: str) -> HttpResponse:
    minutes, who = minutes_named(request, identifier), request.user
    form = SignForm(who, request.POST or None)
    if form.is_valid():
        with refused_on(form), form.signer() as signer:
            minutes_signing.sign(
                minutes=minutes, signer=signer, by=who, at=now(),  # type: ignore[arg-type]
                second_factor=passed_second_factor(request),
            )  # fmt: skip
            messages.success(request, _t("The paper is signed for our side, and goes to the partner."))
            return redirect("minutes-one", minutes.text_id)
    reason = "" if form.errors else hindrance(minutes, request)
    if not reason and not form.fields["certificate"].choices:  # type: ignore[attr-defined]
        reason = _t("No certificate of ours with a key is there. Make one first.")
    told = {
        "form": form, "reason": reason, "us": party.us().code, "first": minutes.text.depositary,
        "revision": minutes_of.agreed(minutes),
    }  # fmt: skip
    return page(request, "web/minutes_sign/sign.html", {**about(minutes), **told})


@for_roles(*READERS)
def blank_paper(request: HttpRequest, identifier: str) -> HttpResponse:
    """The paper of the wording agreed with both fields empty: what the first signature is put under."""
    made = minutes_paper.agreed_paper(minutes_named(request, identifier))
    answer = HttpResponse(made.data, content_type=PDF)
    answer["Content-Disposition"] = f'attachment; filename="{identifier}.pdf"'
    return answer


class ApprovedForm(Form):
    """That a government approved: ours, or the partner's by its note."""

    side = forms.ChoiceField(label=_("Whose government"))
    on = DateField(label=_("Day of its approval"))
    instrument = forms.ChoiceField(
        label=_("The paper that says so"), required=False,
        help_text=_("A decision of our government, or the partner's note, recorded among the instruments."),
    )  # fmt: skip

    def __init__(self, viewer: Any, sides: tuple[str, ...], *args: Any) -> None:
        super().__init__(*args)
        papers = seen(Instrument, viewer).values_list("pk", "title")
        self.fields["side"].choices = [(side, side) for side in sides]  # type: ignore[attr-defined]
        self.fields["instrument"].choices = [("", "—"), *papers]  # type: ignore[attr-defined]


@for_roles(*READERS)
def approved(request: HttpRequest, identifier: str) -> HttpResponse:
    """Which governments approved, which are awaited; the desk records one."""
    minutes, who = minutes_named(request, identifier), request.user
    if request.method == "POST":
        check_role(who, Role.DESK)  # type: ignore[arg-type]
    waits, state = minutes_of.waits_for(minutes), minutes_of.state_of(minutes)
    may = Role.DESK in who.roles and state is minutes_of.MinutesState.CONCLUDED  # type: ignore[union-attr]
    form = ApprovedForm(who, waits, request.POST or None) if may else None
    if form is not None and form.is_valid():
        given = form.cleaned_data
        paper = one(Instrument, given["instrument"], who) if given["instrument"] else None
        with refused_on(form):
            minutes_of.approved_by_government(
                minutes=minutes, side=given["side"], on=given["on"], instrument=paper, at=now(),
                by=who,  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _t("The approval is recorded."))
            return redirect("minutes-approved", minutes.text_id)
    given_by = seen(GovernmentApproval, who).filter(minutes=minutes).select_related("instrument", "recorded_by")
    told = {"form": form, "waits": waits, "approvals": given_by.order_by("on"), "us": party.us().code}
    return page(request, "web/minutes_sign/approved.html", {**about(minutes), **told})


urlpatterns = [
    path("minutes/<str:identifier>/sign", sign, name="minutes-sign"),
    path("minutes/<str:identifier>/to-sign.pdf", blank_paper, name="minutes-blank-paper"),
    path("minutes/<str:identifier>/approved", approved, name="minutes-approved"),
]
