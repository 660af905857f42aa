"""Partners that run no node: what they say by letter is recorded here, each act on a page that says what it does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from verbale.domain.spine import by_letter, channel, document, party
from verbale.domain.spine.text_record import standing_of, utc_day
from verbale.engines import agreement
from verbale.engines.agreement import Kind
from verbale.records.dispatch import Pouch, PouchState
from verbale.records.document import Document, DocumentRole
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.text import Text
from verbale.web.access import for_roles, one, seen
from verbale.web.form import DateField, Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.revision_file import RevisionField, revision_in
from verbale.web.text_shown import about
from verbale.web.text_words import KINDS

NEEDED = {Kind.PROPOSE: "file", Kind.APPROVE: "approves", Kind.GIVE_NOTICE: "last_day"}
"""The field without which a letter of this kind says nothing."""


class ScanForm(Form):
    """The letter itself."""

    scan = forms.FileField(
        label=_("Scan of the letter"), max_length=200,
        help_text=_("A PDF. It is looked into before it is kept; an encrypted or broken PDF is refused."),
    )  # fmt: skip

    def brought(self) -> by_letter.Scan:
        """The scan, kept and examined."""
        given = self.cleaned_data["scan"]
        file = document.examine(document.store(given, name=given.name, at=now()))
        return by_letter.Scan(file, given.name)


class FirstForm(ScanForm):
    """A letter by which the partner proposes a text: who signed it, and the revision."""

    file = RevisionField(
        label=_("The revision proposed"), max_length=200,
        help_text=_("As a file: JSON, or the plain form, typed from the letter."),
    )  # fmt: skip
    name = forms.CharField(label=_("Who signed the letter"), max_length=200)
    authority = forms.CharField(
        label=_("By which right"), max_length=200, help_text=_("Such as the president, or the committee.")
    )
    office = forms.CharField(label=_("Of which office"), max_length=200)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the letter says beside it."),
    )  # fmt: skip
    compared = forms.BooleanField(
        label=_("I compared this with the letter"), help_text=_("What was recorded is taken back by a letter alone.")
    )

    def said(self) -> dict[str, Any]:
        """What the letter says, as ``by_letter.record`` takes it."""
        given = self.cleaned_data
        return {
            "kind": Kind.PROPOSE, "revision": revision_in(given["file"].read()), "note": given["note"],
            "said_by": agreement.Signatory(given["name"], given["authority"], given["office"]),
        }  # fmt: skip


class LetterForm(FirstForm):
    """A letter about a text that is known: any act but a conclusion, which the depositary's node makes."""

    kind = forms.ChoiceField(
        label=_("What the letter does"), choices=[(kind.value, KINDS[kind]) for kind in Kind if kind != Kind.CONCLUDE]
    )
    approves = forms.ChoiceField(label=_("The revision approved"), required=False, help_text=_("For an approval."))
    last_day = DateField(label=_("Last day in force"), required=False, help_text=_("For a notice. In UTC."))
    field_order = ["kind", "file", "approves", "last_day", "name", "authority", "office", "note", "scan", "compared"]

    def __init__(self, standing: agreement.Standing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].help_text = _(
            "For a proposal: a file as JSON, or in the plain form, typed from the letter."
        )
        proposals = {each.revision: f"{each.side}: {each.revision}" for each in reversed(standing.standing_proposals)}
        self.fields["approves"].choices = [("", "—"), *proposals.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        needed = NEEDED.get(given.get("kind", ""), "")
        if needed and needed not in self.errors and not given.get(needed):
            self.add_error(needed, _t("A letter of this kind is not recorded without this."))
        return given

    def said(self) -> dict[str, Any]:
        given, kind = self.cleaned_data, Kind(self.cleaned_data["kind"])
        if kind is Kind.PROPOSE:
            return super().said()
        return {
            "kind": kind, "note": given["note"],
            "approves": given["approves"] if kind is Kind.APPROVE else None,
            "last_day": given["last_day"] if kind is Kind.GIVE_NOTICE else None,
            "said_by": agreement.Signatory(given["name"], given["authority"], given["office"]),
        }  # fmt: skip


class NodeForm(Form):
    by_letter = forms.BooleanField(
        label=_("Runs no node"), required=False, help_text=_("Papers go out by disk; answers come by letter.")
    )


def may_acknowledge(pouch: Pouch, viewer: Any) -> bool:
    """Whether this reader may record the letter that acknowledges a pouch."""
    waits = pouch.state in (PouchState.SEALED, PouchState.CARRIED)
    return waits and pouch.partner.by_letter and Role.DESK in viewer.roles


def letters_on(pouch: Pouch, viewer: Any) -> Iterable[Document]:
    """The letters kept on a pouch that the viewer may see."""
    return seen(Document, viewer).filter(thing_kind=pouch.kind, thing_id=pouch.pk, role=DocumentRole.SCAN)


@for_roles(Role.DESK)
def acknowledge(request: HttpRequest, identifier: str) -> HttpResponse:
    pouch = one(Pouch, identifier, request.user, "partner")
    form = ScanForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refused_on(form, "scan"):
            who: Any = request.user
            _letter, count = by_letter.acknowledge(pouch=pouch, scan=form.brought(), by=who, at=now())
            said = ngettext("%(n)s pouch is acknowledged.", "%(n)s pouches are acknowledged.", count)
            messages.success(request, said % {"n": count})
            return redirect("pouch", pouch.pk)
    before = channel.open_ones(pouch.partner).exclude(channel.after((pouch.epoch, pouch.number))).order_by("number")
    return page(request, "web/by_letter/pouch.html", {"form": form, "pouch": pouch, "before": before})


@for_roles(Role.DESK)
def act(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    form = LetterForm(standing, request.POST or None, request.FILES or None)
    recorded = _recorded(request, form, text.partner, text)
    return recorded or page(request, "web/by_letter/text.html", {**about(text, standing), "form": form})


@for_roles(Role.DESK)
def first(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    form = FirstForm(request.POST or None, request.FILES or None)
    form.order_fields(["file", "name", "authority", "office", "note", "scan", "compared"])
    recorded = _recorded(request, form, partner, None)
    return recorded or page(request, "web/by_letter/first.html", {"form": form, "partner": partner})


def _recorded(request: HttpRequest, form: FirstForm, partner: Party, text: Text | None) -> HttpResponse | None:
    """The way on, once the letter is recorded; None while it is not."""
    if form.is_valid():
        with refused_on(form):
            who: Any = request.user
            said = form.said()
            row = by_letter.record(partner=partner, about=text, scan=form.brought(), by=who, at=now(), **said)
            told = _t("Recorded as an act of %(partner)s, by letter and without a signature.")
            messages.success(request, told % {"partner": partner.code})
            return redirect("text", row.text_id)
    return None


@for_roles(Role.ADMINISTRATOR)
def node(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = one(Party, identifier, request.user)
    form = NodeForm(request.POST if request.method == "POST" else None, initial={"by_letter": partner.by_letter})
    if form.is_valid():
        with refused_on(form):
            who: Any = request.user
            party.set_by_letter(party=partner, by_letter=form.cleaned_data["by_letter"], by=who, at=now())
            return redirect("party", partner.pk)
    return page(request, "web/by_letter/partner.html", {"form": form, "partner": partner})


urlpatterns = [
    path("pouches/<str:identifier>/letter", acknowledge, name="pouch-letter"),
    path("texts/<str:identifier>/letter", act, name="text-letter"),
    path("partners/<str:identifier>/letter", first, name="party-letter"),
    path("partners/<str:identifier>/by-letter", node, name="party-by-letter"),
]
