"""The office's glossary: names and terms with their forms by language, and the differences that each of them causes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import minutes_check
from verbale.domain.cycle import term as terms
from verbale.domain.spine.text_record import newest_revision, standing_of, utc_day
from verbale.kernel.errors import NotFound
from verbale.records.person import Role
from verbale.records.term import Term
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.instrument import LinesField
from verbale.web.minutes_words import sentence
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.shell import LANGUAGE_NAMES, languages_of, own_name
from verbale.web.text_shown import READERS

A_PAGE = 25
LOOKED_AT = 5
"""Minutes in which the differences that a term causes are sought: those that moved last."""


class TermForm(Form):
    """Forms by language, one a line; the languages of our office first, then those that the pages know."""

    def __init__(self, languages: list[str], *args: Any) -> None:
        super().__init__(*args)
        self.languages = list(dict.fromkeys([*languages, *(code for code in LANGUAGE_NAMES if "-" not in code)]))
        for code in self.languages:
            self.fields[f"forms_{code}"] = LinesField(
                label=_t("Forms in %(language)s") % {"language": own_name(code)},
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )
        self.fields["note"] = forms.CharField(
            label=_("Note"), max_length=300, required=False, help_text=_("Where the term comes from, or what it means.")
        )
        first = self.fields[f"forms_{self.languages[0]}"]
        first.help_text = _("One form a line, at least in two languages. The first form is the one to write.")

    def by_language(self) -> dict[str, list[str]]:
        found = {code: self.cleaned_data[f"forms_{code}"] for code in self.languages}
        return {code: said for code, said in found.items() if said}


@dataclass(frozen=True, slots=True)
class Caused:
    """A difference that a term causes: in which minutes and article, and whether it was accepted."""

    text: Text
    article: str
    sentence: str
    accepted: bool


@for_roles(*READERS)
def list_terms(request: HttpRequest) -> HttpResponse:
    dropped = request.GET.get("dropped") == "1"
    rows = seen(Term, request.user).filter(dropped_at__isnull=not dropped).order_by("recorded_at", "pk")
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": shown, "terms": [(row, _forms(row)) for row in shown], "dropped": dropped,
        "may_write": Role.DESK in request.user.roles,  # type: ignore[union-attr]
    }  # fmt: skip
    return page(request, "web/term/list.html", context)


def _forms(row: Term) -> list[tuple[str, str, list[str]]]:
    """By language: its code, its name, and the forms, of which the first is the one to write."""
    return [(code, own_name(code), list(said)) for code, said in row.forms.items()]


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """A term, and the differences that it causes in the minutes that moved last."""
    row = one(Term, identifier, request.user, "recorded_by")
    context = {
        "term": row, "forms": _forms(row), "caused": [] if row.dropped_at else list(_caused(row, request)),
        "looked_at": LOOKED_AT,
        "may_write": Role.DESK in request.user.roles,  # type: ignore[union-attr]
    }  # fmt: skip
    return page(request, "web/term/term.html", context)


def _caused(row: Term, request: HttpRequest) -> Iterator[Caused]:
    texts = seen(Text, request.user).filter(text_kind=TextKind.MINUTES).select_related("minutes")
    for text in texts.order_by("-moved_at")[:LOOKED_AT]:
        try:
            revision = newest_revision(text, standing_of(text, utc_day(now())))
        except NotFound:
            continue  # What was proposed was withdrawn.
        for each in minutes_check.check(revision, getattr(text, "minutes", None)):
            if terms.causes(row, each.finding):
                yield Caused(text, each.article, sentence(each.finding), each.accepted is not None)


@for_roles(Role.DESK)
def add(request: HttpRequest) -> HttpResponse:
    form = TermForm(languages_of(request), request.POST or None)
    if form.is_valid():
        with refused_on(form):
            row = terms.add(forms=form.by_language(), note=form.cleaned_data["note"], by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The term is in the glossary. Every check of minutes uses it from now on."))
            return redirect("term", row.pk)
    return page(request, "web/term/add.html", {"form": form})


@for_roles(Role.DESK)
def drop(request: HttpRequest, identifier: str) -> HttpResponse:
    row = one(Term, identifier, request.user)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refused_on(form):
            terms.drop(term=row, by=request.user, at=now())  # type: ignore[arg-type]
            messages.success(request, _t("The term is dropped. What was checked with it stays as it was."))
            return redirect("terms")
    return page(request, "web/term/drop.html", {"form": form, "term": row, "forms": _forms(row)})


urlpatterns = [
    path("terms", list_terms, name="terms"),
    path("terms/add", add, name="term-add"),
    path("terms/<str:identifier>", show, name="term"),
    path("terms/<str:identifier>/drop", drop, name="term-drop"),
]
