"""Proposing a revision: a new text, a change, a counter-proposal, a correction; shown with its hash, then proposed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import text as texts
from verbale.domain.spine.text_record import newest_revision, revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.text import Text
from verbale.web.access import for_roles, one
from verbale.web.form import DateField, Form
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on
from verbale.web.text_form import Writing
from verbale.web.text_rows import MOST, MOST_LANGUAGES
from verbale.web.text_shown import about, differences, shown


@for_roles(Role.DESK)
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None, None)


@for_roles(Role.DESK)
def propose(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    asked = request.GET.get("from", "")
    first = revision_of(text, asked) if asked else newest_revision(text, standing)
    return _write(request, text, first)


def _write(request: HttpRequest, text: Text | None, first: agreement.Revision | None) -> HttpResponse:
    writing = Writing(request, text, first)
    if writing.do == "propose":
        return _propose(request, text, writing)
    head, rows = writing.head(), writing.rows()
    if writing.do == "review":
        from_file = bool(request.FILES.get("file"))
        sound = [row.is_valid() for row in rows] if not from_file else []
        if head.is_valid() and all(sound):
            with refused_on(head):
                return _review(request, text, writing.written(head, rows), head, head.cleaned_data)
        elif head.is_valid():
            head.add_error(None, _t("Some articles cannot be taken; each says why."))
    context: dict[str, Any] = {"form": head, "rows": rows, "full": len(rows) >= MOST, "most": MOST}
    context["cancel"] = reverse("text", args=[text.pk]) if text else reverse("texts")
    if text is not None:
        context |= about(text, standing_of(text, utc_day(now())))
        context["cut"] = first is not None and (len(first.articles) > MOST or len(first.languages) > MOST_LANGUAGES)
    return page(request, "web/text/write.html", context)


class ReviewForm(Form):
    """What is kept between writing and proposing."""

    partner = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    respond_by = DateField(label=_("Answer awaited by"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}))


def _review(
    request: HttpRequest, text: Text | None, revision: agreement.Revision, form: Form, given: dict[str, Any]
) -> HttpResponse:
    """The revision as it would be proposed, with its hash and what it changes."""
    context: dict[str, Any] = {
        "form": form, "given": given, "content": revision.as_bytes().decode(),
        "missing": revision.untranslated(), "differences": [],
        "cancel": reverse("text", args=[text.pk]) if text else reverse("texts"),
    }  # fmt: skip
    if text is None:
        context |= {"partner": one(Party, str(given["partner"]), request.user), "shown": shown(revision)}
    else:
        standing = standing_of(text, utc_day(now()))
        context |= {**about(text, standing), "shown": shown(revision, standing)}
        newest = standing.standing_proposals[-1].revision if standing.standing_proposals else None
        context["differences"] = differences(text, standing, revision, newest)
    return page(request, "web/text/review.html", context)


def _propose(request: HttpRequest, text: Text | None, writing: Writing) -> HttpResponse:
    form = ReviewForm(request.POST)
    assert writing.revision is not None
    if form.is_valid():
        given = form.cleaned_data
        told = {"respond_by": given["respond_by"], "note": given["note"], "by": request.user, "at": now()}
        with refused_on(form):
            if text is None:
                partner = one(Party, given["partner"], request.user)
                made = texts.open_text(partner=partner, revision=writing.revision, **told)
            else:
                made = texts.propose(text=text, revision=writing.revision, **told).text
            messages.success(
                request, _t("Proposed. It is not in force until both sides approve it and it is concluded.")
            )
            return redirect("text", made.pk)
    return _review(request, text, writing.revision, form, {**request.POST.dict(), **form.cleaned_data})


urlpatterns = [
    path("texts/new", new, name="text-new"),
    path("texts/<str:identifier>/propose", propose, name="text-propose"),
]
