"""Proposing a statute: from an example, or as a change of the one that stands, a counter-proposal if theirs does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import statute, statute_change, statute_example
from verbale.domain.cycle.statute import NoStatute, Terms
from verbale.domain.spine import party
from verbale.domain.spine import text as texts
from verbale.engines import agreement
from verbale.records.person import Role
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, one
from verbale.web.moment import now
from verbale.web.refusal import page, refused_on, sentence
from verbale.web.shell import languages_of
from verbale.web.statute_form import StatuteForm, initial_of

EXAMPLES = {"ten-duties": _("Ten duties, as proposed in 1957"), "today": _("A statute of today")}


@for_roles(Role.DESK)
def propose(request: HttpRequest, identifier: str) -> HttpResponse:
    asked = one(Text, identifier, request.user, "partner")
    if asked.text_kind == TextKind.COMMISSION:
        statute_change.check_founded(asked)
        commission, text = asked, statute_change.standing_text(asked)
    else:
        text = asked
        commission = statute_change.commission_of(statute_change.newest(text, now()), text.partner)
    before = statute_change.newest(text, now()) if text else None
    example = request.GET.get("example", "" if before else "today")
    start = _example(request, example, commission, before) or before
    assert start is not None
    terms = statute_change.terms_in(start)
    fault = sentence(terms) if isinstance(terms, NoStatute) else ""
    readable = terms if isinstance(terms, Terms) else Terms(commission.pk)
    sides = (party.us().code, commission.partner.code)
    form = StatuteForm(start.languages, sides, request.POST or None, initial=initial_of(start, readable))
    if form.is_valid():
        with refused_on(form):
            made = _proposed(request, form, commission, text, before)
            messages.success(
                request, _t("Proposed. It is not in force until both sides approve it and it is concluded.")
            )
            return redirect("text", made.pk)
    context: dict[str, Any] = {
        "form": form, "commission": commission, "text": text, "fault": fault, "example": example,
        "examples": EXAMPLES.items(),
    }  # fmt: skip
    return page(request, "web/statute/propose.html", context)


def _example(
    request: HttpRequest, name: str, commission: Text, before: agreement.Revision | None
) -> agreement.Revision | None:
    """The example asked for, in the languages of what stands, or in those of our office that it is written in."""
    if name not in statute_example.EXAMPLES:
        return None
    wanted = before.languages if before else languages_of(request)
    languages = [code for code in wanted if code in statute_example.LANGUAGES] or ["en"]
    return statute_example.example(name, commission=commission.pk, languages=languages)


def _proposed(
    request: HttpRequest, form: StatuteForm, commission: Text, text: Text | None, before: agreement.Revision | None
) -> Text:
    given, person = form.cleaned_data, request.user
    told: Any = {"respond_by": given["respond_by"], "note": given["note"], "by": person, "at": now()}
    said: Any = {
        "titles": form.by_language("title"), "terms": form.terms(commission.pk), "words": form.by_language("words"),
        "duties": form.duties(),
    }  # fmt: skip
    base = before or _example(request, "today", commission, None)
    assert base is not None
    revision = statute_change.redrafted(base, **said)
    statute.read(Text(titles=said["titles"]), revision)
    if text is None:
        return texts.open_text(partner=commission.partner, revision=revision, **told)
    return texts.propose(text=text, revision=revision, **told).text


urlpatterns = [path("statutes/<str:identifier>/propose", propose, name="statute-propose")]
