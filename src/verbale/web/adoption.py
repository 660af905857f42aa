"""Adoption of conclusions: each a reference until a government adopts it and names who implements it (S17).

Ours is recorded here, and told to the partner as far as we want; theirs is what the partner told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle import adoption as adoptions
from verbale.domain.spine import party
from verbale.domain.spine.text_record import revision_of
from verbale.engines import agreement
from verbale.records.instrument import Instrument
from verbale.records.minutes import Adoption
from verbale.records.person import Role
from verbale.records.text import Text
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.instrument import LinesField
from verbale.web.minutes_shown import minutes_text
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import own_name
from verbale.web.text_shown import READERS

YES, NO = "yes", "no"
CHOICES = ((YES, pgettext_lazy("a government", "adopts it")), (NO, pgettext_lazy("a government", "does not adopt it")))


class AdoptForm(Form):
    """Whether our government adopts a conclusion, by which paper, and who implements it."""

    adopted = forms.ChoiceField(
        label=_("Our government"), choices=CHOICES, widget=forms.RadioSelect
    )  # fmt: skip
    instrument = forms.ChoiceField(
        label=_("By which paper"),
        required=False,
        help_text=_("Recorded among the instruments; needed for an adoption."),
    )
    agencies = LinesField(
        label=_("Agencies that implement it"),
        max_length=40_000,
        help_text=_("One a line. They are then in charge of the commitment."),
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For us; the partner does not see this."),
    )  # fmt: skip

    def __init__(self, viewer: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        papers = seen(Instrument, viewer).values_list("pk", "title")
        self.fields["instrument"].choices = [("", "—"), *papers]  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What ``adopt`` takes."""
        given = self.cleaned_data
        paper = one(Instrument, given["instrument"], self.viewer) if given["instrument"] else None
        return {
            "adopted": given["adopted"] == YES, "instrument": paper, "agencies": given["agencies"],
            "note": given["note"],
        }  # fmt: skip


class TellForm(Form):
    """How much of our record the partner learns."""

    agencies = forms.MultipleChoiceField(
        label=_("Agencies that the partner learns"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The partner reads it. The note of our record is not told."),
    )  # fmt: skip

    def __init__(self, agencies: Iterable[str], *args: Any) -> None:
        named = list(agencies)
        super().__init__(*args, initial={"agencies": named})
        self.fields["agencies"].choices = [(one, one) for one in named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["agencies"]


@dataclass(frozen=True, slots=True)
class Row:
    """A conclusion as the page shows it: its words by language, how it binds, our record and the partner's word."""

    stand: adoptions.Stand
    words: list[tuple[str, str, str, str]]
    binds: str


@for_roles(*READERS)
def list_adoptions(request: HttpRequest, identifier: str) -> HttpResponse:
    text = minutes_text(identifier, request.user)
    context = {
        "text": text, "rows": _rows(text), "us": party.us().code,
        "may_record": Role.DESK in request.user.roles,  # type: ignore[union-attr]
    }  # fmt: skip
    return page(request, "web/adoption/list.html", context)


def _rows(text: Text) -> list[Row]:
    found = adoptions.stands(text)
    if not found:
        return []
    languages = revision_of(text, text.in_force).languages
    return [
        Row(each, _words(each.article, languages), str(each.article.facts.get(adoptions.BOUND, ""))) for each in found
    ]


def _words(article: agreement.Article, languages: Iterable[str]) -> list[tuple[str, str, str, str]]:
    """By language: its code, its name, heading and text."""
    return [(code, own_name(code), article.heading.get(code, ""), article.text.get(code, "")) for code in languages]


@for_roles(Role.DESK)
def record(request: HttpRequest, identifier: str, article: str) -> HttpResponse:
    """Records, or records anew, whether our government adopts a conclusion."""
    text = minutes_text(identifier, request.user)
    concluded = adoptions.conclusion(text, article)
    before = _ours(text, article, request)
    form = AdoptForm(request.user, request.POST or None, initial=_initial(before))
    if form.is_valid():
        with refused_on(form):
            adoptions.adopt(text=text, article=article, by=request.user, at=now(), **form.facts())  # type: ignore[arg-type]
            messages.success(request, _t("Recorded. The partner learns nothing of it until you tell it."))
            return redirect("adoptions", text.pk)
    context = {"form": form, "text": text, "article": article, "words": _said(text, concluded)}
    return page(request, "web/adoption/record.html", context)


def _said(text: Text, concluded: agreement.Article) -> list[tuple[str, str, str, str]]:
    return _words(concluded, revision_of(text, text.in_force).languages)


def _ours(text: Text, article: str, request: HttpRequest) -> Adoption | None:
    rows = seen(Adoption, request.user).filter(text=text, article=article, side=party.us().code)
    return rows.select_related("text__partner").first()


def _initial(before: Adoption | None) -> dict[str, Any]:
    if before is None:
        return {}
    return {
        "adopted": YES if before.adopted else NO, "instrument": before.instrument_id,
        "agencies": "\n".join(before.agencies), "note": before.note,
    }  # fmt: skip


@for_roles(Role.DESK)
def tell(request: HttpRequest, identifier: str, article: str) -> HttpResponse:
    text = minutes_text(identifier, request.user)
    ours = _ours(text, article, request)
    if ours is None:
        raise adoptions.NotRecorded(article=article)
    form = TellForm(ours.agencies, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refused_on(form):
            adoptions.tell(
                adoption=ours, agencies=form.cleaned_data.get("agencies", []), note=form.cleaned_data["note"],
                by=request.user, at=now(),  # type: ignore[arg-type]
            )  # fmt: skip
            messages.success(request, _t("It goes to the partner in the next pouch."))
            return redirect("adoptions", text.pk)
    context = {
        "form": form, "text": text, "article": article, "ours": ours,
        "words": _said(text, adoptions.conclusion(text, article)),
    }  # fmt: skip
    return page(request, "web/adoption/tell.html", context)


urlpatterns = [
    path("minutes/<str:identifier>/adoptions", list_adoptions, name="adoptions"),
    path("minutes/<str:identifier>/adoptions/<str:article>", record, name="adoption-record"),
    path("minutes/<str:identifier>/adoptions/<str:article>/tell", tell, name="adoption-tell"),
]
