"""Joint commissions: those both sides founded, with their delegates; and proposing to found one (S1)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.spine import commission as commissions
from verbale.domain.spine import party
from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import newest_revision, standing_of, utc_day
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, one, seen
from verbale.web.form import DateField, Form, partner_choices
from verbale.web.instrument import LinesField
from verbale.web.moment import now, today
from verbale.web.refusal import page, refused_on
from verbale.web.shell import languages_of, own_name
from verbale.web.text_shown import READERS

HEADINGS = {
    commissions.FOUNDING: pgettext_lazy("heading of an article", "Founding"),
    commissions.DELEGATES: pgettext_lazy("heading of an article", "Delegates"),
}


class DelegatesForm(Form):
    """The delegates of our side, and a word that goes with the proposal."""

    ours = LinesField(
        label=_("Delegates of our side"), required=True, help_text=_("One a line, with their office; at least two.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The partner reads it; it is signed with the proposal."),
    )  # fmt: skip


class FoundForm(DelegatesForm):
    """A commission's title and founding words by language, and the delegates of each side."""

    theirs = LinesField(
        label=_("Delegates of their side"),
        help_text=_("Leave it empty: each side names its own, with its answer. Or propose some, one a line."),
    )
    respond_by = DateField(label=_("Answer awaited by"), required=False, help_text=_("Without a day: in 30 days."))

    def __init__(self, languages: list[str], viewer: Any, *args: Any) -> None:
        super().__init__(*args)
        self.fields["partner"] = forms.ChoiceField(label=_("Partner"), choices=partner_choices(viewer))
        self.languages = languages
        for code in languages:
            told = {"language": own_name(code)}
            self.fields[f"title_{code}"] = forms.CharField(
                label=_t("Name of the commission, %(language)s") % told, max_length=300,
                widget=forms.TextInput({"lang": code}),
            )  # fmt: skip
            self.fields[f"founding_{code}"] = forms.CharField(
                label=_t("What it is founded for, %(language)s") % told, max_length=20_000,
                widget=forms.Textarea({"lang": code, "rows": 4}),
            )  # fmt: skip
        named = [f"{part}_{code}" for part in ("title", "founding") for code in languages]
        self.order_fields(["partner", *named, "ours", "theirs", "respond_by", "note"])

    def by_language(self, part: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{part}_{code}"] for code in self.languages}


@for_roles(*READERS)
def list_commissions(request: HttpRequest) -> HttpResponse:
    rows = seen(Text, request.user).filter(text_kind=TextKind.COMMISSION).select_related("partner")
    under_way = list(rows.exclude(change=""))
    visible = set(rows.values_list("pk", flat=True))
    partners = seen(Party, request.user).filter(is_us=False)
    found = [each for partner in partners for each in commissions.in_force(partner) if each.text.pk in visible]
    context = {"commissions": found, "under_way": under_way, "today": today()}
    return render(request, "web/commission/list.html", context)


@for_roles(Role.DESK)
def found(request: HttpRequest) -> HttpResponse:
    form = FoundForm(languages_of(request), request.user, request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        with refused_on(form):
            partner = one(Party, given["partner"], request.user)
            revision = commissions.draft(
                titles=form.by_language("title"), founding=form.by_language("founding"),
                delegates={party.us().code: given["ours"], partner.code: given["theirs"]},
                headings={each: _in_each(heading, form.languages) for each, heading in HEADINGS.items()},
            )  # fmt: skip
            made = texts.open_text(
                partner=partner, revision=revision, by=request.user, at=now(), note=given["note"],  # type: ignore[arg-type]
                respond_by=given["respond_by"],
            )  # fmt: skip
            messages.success(request, _t("Proposed. The commission exists once both sides have concluded it."))
            return redirect("text", made.pk)
    return page(request, "web/commission/found.html", {"form": form})


@for_roles(Role.DESK)
def name_delegates(request: HttpRequest, identifier: str) -> HttpResponse:
    """Proposes the commission as it stands with other delegates of ours: the answer to its founding, or a change."""
    text = one(Text, identifier, request.user, "partner")
    revision = newest_revision(text, standing_of(text, utc_day(now())))
    us = party.us().code
    named = "\n".join(commissions.delegates_in(revision).get(us, ()))
    form = DelegatesForm(request.POST or None, initial={"ours": named})
    if form.is_valid():
        with refused_on(form):
            changed = commissions.with_delegates(revision, us, form.cleaned_data["ours"])
            texts.propose(text=text, revision=changed, by=request.user, at=now(), note=form.cleaned_data["note"])  # type: ignore[arg-type]
            messages.success(
                request, _t("Proposed. It is not in force until both sides approve it and it is concluded.")
            )
            return redirect("text", text.pk)
    return page(request, "web/commission/delegates.html", {"form": form, "text": text})


def _in_each(heading: str, languages: list[str]) -> dict[str, str]:
    """A heading of ours in each language that the pages have, and in English elsewhere."""
    found = {}
    for code in languages:
        with translation.override({"zh": "zh-hans"}.get(code, code)):
            found[code] = str(heading)
    return found


urlpatterns = [
    path("commissions", list_commissions, name="commissions"),
    path("commissions/found", found, name="commission-found"),
    path("commissions/<str:identifier>/delegates", name_delegates, name="commission-delegates"),
]
