"""A commission's statute: its settings in words and its numbered duties, as in force and as proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from verbale.domain.cycle import statute_change
from verbale.domain.cycle.statute import DUTY, TERMS, NoStatute, Terms
from verbale.domain.spine.text_record import revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.records.person import Role
from verbale.records.text import Text, TextKind
from verbale.web.access import for_roles, one
from verbale.web.moment import now
from verbale.web.refusal import sentence
from verbale.web.shell import own_name
from verbale.web.statute_words import LABELS, settings, value
from verbale.web.text_shown import READERS


@dataclass(frozen=True, slots=True)
class Said:
    """A revision of a statute as a reader reads it."""

    revision: agreement.Revision
    settings: list[tuple[str, str, str]]
    fault: str
    languages: list[tuple[str, str]]
    words: list[agreement.Article]
    duties: list[agreement.Article]
    others: list[agreement.Article]


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    """The statute of a commission, or one statute by itself."""
    asked = one(Text, identifier, request.user, "partner")
    if asked.text_kind == TextKind.COMMISSION:
        commission, text = asked, statute_change.standing_text(asked)
    else:
        text = asked
        commission = statute_change.commission_of(statute_change.newest(text, now()), text.partner)
    context: dict[str, Any] = {
        "commission": commission, "text": text, "may_propose": Role.DESK in request.user.roles,  # type: ignore[union-attr]
        "others": [each for each in statute_change.texts_of(commission) if text is None or each.pk != text.pk],
        "founded": bool(commission.in_force), **(_standing(text) if text else {}),
    }  # fmt: skip
    return render(request, "web/statute/statute.html", context)


def _standing(text: Text) -> dict[str, Any]:
    """What is in force, and what each standing proposal says and changes."""
    standing = standing_of(text, utc_day(now()))
    hashed = standing.revision_in_force
    in_force = said(revision_of(text, hashed)) if hashed else None
    proposals = [
        (each, proposed := said(revision_of(text, each.revision)), _changes(in_force, proposed))
        for each in reversed(standing.standing_proposals)
    ]
    return {"in_force": in_force, "proposals": proposals, "standing": standing}


def said(revision: agreement.Revision) -> Said:
    """A revision with its settings in words, or why they cannot be read."""
    terms = statute_change.terms_in(revision)
    readable = isinstance(terms, Terms)
    return Said(
        revision, settings(terms) if isinstance(terms, Terms) else [],
        "" if readable else sentence(terms) if isinstance(terms, NoStatute) else "",
        [(code, own_name(code)) for code in revision.languages], list(revision.with_role(TERMS)),
        list(revision.with_role(DUTY)),
        [each for each in revision.articles if not {TERMS, DUTY} & set(each.roles)],
    )  # fmt: skip


def _changes(before: Said | None, after: Said) -> list[tuple[str, str, str]]:
    """The settings that a proposal changes against what is in force: label, before, after."""
    if before is None:
        return []
    old, new = statute_change.terms_in(before.revision), statute_change.terms_in(after.revision)
    if not isinstance(old, Terms) or not isinstance(new, Terms):
        return []
    return [
        (LABELS[name], value(old, name), value(new, name))
        for name in statute_change.changed(old, new)
        if name in LABELS
    ]  # fmt: skip


urlpatterns = [path("statutes/<str:identifier>", show, name="statute")]
