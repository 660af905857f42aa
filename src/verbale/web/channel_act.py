"""What people do about a channel, each after a page that says what it brings about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from verbale.domain.spine import channel, key_change, node_address, party, returned
from verbale.engines.seal import read_keys_file
from verbale.records.channel import Channel, ReturnedPouch
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.web.access import for_roles, one, seen
from verbale.web.channel import partner_of
from verbale.web.form import Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, told

LARGEST_STATEMENT = 64 * 1024


class ReasonForm(Form):
    reason = forms.CharField(
        label=_("What both sides found"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It stands in the journal. Say with whom you spoke, and which pouch both hold as the last."),
    )  # fmt: skip


class EpochForm(Form):
    epoch = forms.IntegerField(
        label=_("Epoch"), min_value=1,
        help_text=_("Type the number that the partner read to you by telephone."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip


class StatementForm(Form):
    file = forms.FileField(label=_("The file of keys"), help_text=_("Its name ends in .keys."))


class AddressForm(Form):
    address = forms.CharField(
        label=_("Address of their node"), max_length=500, required=False,
        help_text=_("For example https://node.example.org; empty if it cannot be reached and fetches from ours."),
    )  # fmt: skip
    resend_after = forms.IntegerField(
        label=_("Send again after (minutes)"), min_value=1,
        help_text=_("How long an acknowledgement is waited for before a pouch is sent again."),
    )  # fmt: skip


@for_roles(Role.ADMINISTRATOR)
def resume(request: HttpRequest, identifier: str) -> HttpResponse:
    done = _t("The channel goes on. What waits is looked at in the carrier's next round.")
    return _act(request, identifier, "resume", ReasonForm(request.POST or None), channel.go_on, "reason", done)


@for_roles(Role.ADMINISTRATOR)
def epoch(request: HttpRequest, identifier: str) -> HttpResponse:
    done = _t("The epoch is confirmed. What the partner forgot is returned to it.")
    return _act(request, identifier, "epoch", EpochForm(request.POST or None), channel.confirm_epoch, "epoch", done)


@for_roles(Role.ADMINISTRATOR)
def statement(request: HttpRequest, identifier: str) -> HttpResponse:
    form = StatementForm(request.POST or None, request.FILES or None)
    done = _t("The partner's new keys are taken, on the word of its recovery key.")
    return _act(request, identifier, "statement", form, _take_statement, "file", done)


def _take_statement(*, partner: Party, file: UploadedFile, by: Person, at: datetime) -> None:
    key_change.take_file(party=partner, signed=read_keys_file(file.read(LARGEST_STATEMENT)), by=by, at=at)


@for_roles(Role.ADMINISTRATOR)
def address(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = partner_of(request, identifier)
    initial = {"address": partner.address, "resend_after": partner.resend_after}
    done = _t("The address is set. The carrier uses it from its next round on.")
    form = AddressForm(request.POST or None, initial=initial)
    return _act(request, identifier, "address", form, _set_address, "address", done)


def _set_address(*, partner: Party, address: str, resend_after: int, by: Person, at: datetime) -> None:
    with transaction.atomic():
        party.set_resending(party=partner, minutes=resend_after, by=by, at=at)
        node_address.set_address(party=partner, address=address, by=by, at=at)


@require_POST
@for_roles(Role.ADMINISTRATOR, Role.DESK)
def send_again(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = partner_of(request, identifier)
    with told(request):
        count = channel.send_again(partner=partner, by=request.user, at=now())  # type: ignore[arg-type]
        said = ngettext(
            "%(count)s pouch is sent again in the carrier's next round.",
            "%(count)s pouches are sent again in the carrier's next round.", count,
        )  # fmt: skip
        messages.success(request, said % {"count": count})
    return redirect("channel", partner.pk)


@require_POST
@for_roles(Role.ADMINISTRATOR, Role.DESK)
def note(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(ReturnedPouch, identifier, request.user, "partner")
    with told(request):
        returned.note(row=row, by=request.user, at=now())  # type: ignore[arg-type]
    return redirect("channel", row.partner_id)


def _act(
    request: HttpRequest, identifier: str, name: str, form: Form, act: Callable[..., object], field: str, done: str
) -> HttpResponse:
    """The page that says what an act brings about, and the act, which takes the fields of the form; a refusal stands
    at ``field``."""
    partner = partner_of(request, identifier)
    if form.is_valid():
        with refused_on(form, field):
            act(partner=partner, by=request.user, at=now(), **form.cleaned_data)
            messages.success(request, done)
            return redirect("channel", partner.pk)
    stands = seen(Channel, request.user).filter(partner=partner).first()
    return page(request, f"web/channel/{name}.html", {"form": form, "partner": partner, "channel": stands})


urlpatterns = [
    path("partners/<str:identifier>/channel/resume", resume, name="channel-resume"),
    path("partners/<str:identifier>/channel/epoch", epoch, name="channel-epoch"),
    path("partners/<str:identifier>/channel/address", address, name="channel-address"),
    path("partners/<str:identifier>/channel/send-again", send_again, name="channel-send-again"),
    path("partners/<str:identifier>/keys/statement", statement, name="keys-statement"),
    path("returned-pouches/<str:identifier>/seen-to", note, name="returned-seen-to"),
]
