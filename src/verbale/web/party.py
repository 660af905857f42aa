"""Partners: adding them, their folders, their keys, and the contact units we set up with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import party, party_keys
from verbale.domain.spine.channel_standing import Stand, stands
from verbale.engines.seal import PublicKeys
from verbale.records.channel import Channel
from verbale.records.party import ContactUnit, Party, PartyKeys
from verbale.records.person import Role
from verbale.web.access import for_everybody, for_roles, one, seen
from verbale.web.channel import READERS as CHANNEL_READERS
from verbale.web.channel import grouped
from verbale.web.form import DateField, Form, add_texts, texts
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on
from verbale.web.shell import LANGUAGE_NAMES, languages_of
from verbale.web.text_shown import READERS as TEXT_READERS
from verbale.web.timeline import timeline


class FoldersForm(Form):
    carry_to = forms.CharField(
        label=_("Folder to put their pouches in"),
        max_length=500,
        required=False,
        help_text=_(
            "A folder on the machine of this node, for example a mounted disk. The carrier puts pouches there."
        ),
    )
    carry_from = forms.CharField(label=_("Folder their pouches come from"), max_length=500, required=False)


class PartnerForm(FoldersForm):
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Capital letters, digits and hyphens, for example FI-NHI.")
    )
    country = forms.CharField(label=_("Country"), max_length=60, required=False)
    language = forms.ChoiceField(
        label=_("Language of letters"),
        choices=[(code, LANGUAGE_NAMES[code]) for code in ("en", "zh", "ru", "de", "ko")],
    )

    address = forms.CharField(
        label=_("Address of their node"),
        max_length=500,
        required=False,
        help_text=_("Where it takes pouches by HTTPS."),
    )
    by_letter = forms.BooleanField(
        label=_("Runs no node"), required=False, help_text=_("Papers go out by disk; answers come by letter.")
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, "names", _t("Name"), languages)
        names = [name for name in self.fields if name.startswith("names_")]
        self.order_fields(["code", *names, "country", "language", "by_letter", "address", "carry_to", "carry_from"])

    def facts(self) -> dict[str, Any]:
        """What ``introduce`` takes."""
        own = ("code", "country", "language", "carry_to", "carry_from", "address", "by_letter")
        return {name: self.cleaned_data[name] for name in own} | {"names": texts(self, "names")}


class KeysForm(Form):
    keys = forms.CharField(
        label=_("Their public keys"),
        max_length=2000,
        help_text=_("One line as their office shows it: ssh-ed25519 AAAA… age1…"),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )


class FingerprintForm(Form):
    fingerprint = forms.CharField(
        label=_("Fingerprint"),
        max_length=160,
        help_text=_(
            "As the partner read it to you by telephone, or wrote it in a letter. Do not copy it from this page."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ContactForm(Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    reach = forms.CharField(label=_("How to reach it"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    since = DateField(label=_("From"))
    until = DateField(label=_("Until"), required=False)


@for_everybody
def partners(request: HttpRequest) -> HttpResponse:
    found = seen(Party, request.user).filter(is_us=False).prefetch_related("keys")
    rows = [(partner, keys_state(list(partner.keys.all()))) for partner in found]
    return render(request, "web/partners.html", {"rows": rows})


def keys_state(keys: list[PartyKeys]) -> str:
    """``confirmed``, ``unconfirmed`` or ``none``: whether anything can be sealed for a partner."""
    valid = [row for row in keys if row.revoked_at is None]
    if any(row.confirmed_at for row in valid):
        return "confirmed"
    return "unconfirmed" if valid else "none"


@for_everybody
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    keys = list(seen(PartyKeys, request.user).filter(party=partner).select_related("confirmed_by"))
    units = list(seen(ContactUnit, request.user).filter(party=partner))
    facts = {
        "partner": partner,
        "letters_in": LANGUAGE_NAMES.get(partner.language, partner.language),
        "keys": [(row, grouped(row)) for row in keys],
        "stands": _stands(request, partner),
        "may_see_channel": bool(frozenset(CHANNEL_READERS) & request.user.roles),  # type: ignore[union-attr]
        "may_see_certificates": bool(frozenset(TEXT_READERS) & request.user.roles),  # type: ignore[union-attr]
        "keys_state": keys_state(keys),
        "units": units,
        "today": today(),
        "timeline": timeline(partner, request.user, also=[*(row for row in keys if row.confirmed_at), *units]),
        "may_change": Role.ADMINISTRATOR in request.user.roles,  # type: ignore[union-attr]
        "may_meet": bool({Role.ADMINISTRATOR, Role.DESK} & request.user.roles),  # type: ignore[union-attr]
    }
    return render(request, "web/partner.html", facts)


def _stands(request: HttpRequest, partner: Party) -> list[Stand]:
    """How the channel stands, to whoever may see it; nothing where it was never used."""
    found = seen(Channel, request.user).filter(partner=partner).select_related("partner").first()
    return stands(found) if found else []


@for_roles(Role.ADMINISTRATOR)
def introduce(request: HttpRequest) -> HttpResponse:
    form = PartnerForm(request.POST or None, languages=languages_of(request))
    if form.is_valid():
        with refused_on(form, "code"):
            partner = party.introduce(**form.facts(), by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("%(partner)s was added. Now add its keys.") % {"partner": partner.code})
            return redirect("party", partner.pk)
    return page(request, "web/partner_add.html", {"form": form})


@for_roles(Role.ADMINISTRATOR)
def folders(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    form = FoldersForm(request.POST or None, initial={"carry_to": partner.carry_to, "carry_from": partner.carry_from})
    if form.is_valid():
        with refused_on(form):
            party.set_folders(party=partner, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("party", partner.pk)
    return page(request, "web/partner_folders.html", {"form": form, "partner": partner})


@for_roles(Role.ADMINISTRATOR)
def add_keys(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    form = KeysForm(request.POST or None)
    if form.is_valid():
        with refused_on(form, "keys"):
            keys = PublicKeys.read(form.cleaned_data["keys"])
            party_keys.add(party=partner, keys=keys, by=request.user, at=now())  # type: ignore[arg-type]
            return redirect("party", partner.pk)
    return page(request, "web/partner_keys.html", {"form": form, "partner": partner})


@for_roles(Role.ADMINISTRATOR)
def confirm_keys(request: HttpRequest, identifier: str) -> HttpResponse:
    keys = one(PartyKeys, identifier, request.user, "party")
    form = FingerprintForm(request.POST or None)
    if form.is_valid():
        with refused_on(form, "fingerprint"):
            given = "".join(form.cleaned_data["fingerprint"].split())
            party_keys.confirm(keys=keys, fingerprint=given, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The keys are confirmed. Pouches can be sealed for this partner."))
            return redirect("party", keys.party_id)
    return page(request, "web/partner_confirm.html", {"form": form, "keys": keys, "partner": keys.party})


@for_roles(Role.ADMINISTRATOR, Role.DESK)
def add_contact(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    form = ContactForm(request.POST or None, initial={"since": today()})
    if form.is_valid():
        with refused_on(form):
            party.set_up_contact_unit(party=partner, by=request.user, at=now(), **form.cleaned_data)  # type: ignore[arg-type]
            return redirect("party", partner.pk)
    return page(request, "web/partner_contact.html", {"form": form, "partner": partner})


urlpatterns = [
    path("partners", partners, name="partners"),
    path("partners/add", introduce, name="party-add"),
    path("partners/keys/<str:identifier>", confirm_keys, name="keys-confirm"),
    path("partners/<str:identifier>", show, name="party"),
    path("partners/<str:identifier>/folders", folders, name="party-folders"),
    path("partners/<str:identifier>/keys", add_keys, name="keys-add"),
    path("partners/<str:identifier>/contact-unit", add_contact, name="contact-unit-add"),
]
