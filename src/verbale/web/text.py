"""Texts on which both sides agree: their list, where one stands, its revisions, its whole history and its proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine import party
from verbale.domain.spine.text_awaited import awaited
from verbale.domain.spine.text_history import history_of
from verbale.domain.spine.text_proof import check, package
from verbale.domain.spine.text_record import revision_of, standing_of, utc_day
from verbale.engines import agreement
from verbale.engines.agreement import State
from verbale.records.party import Party
from verbale.records.person import Role
from verbale.records.text import Revision, Text, TextKind
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form
from verbale.web.moment import now, today
from verbale.web.shell import LANGUAGE_NAMES
from verbale.web.text_openings import openings
from verbale.web.text_words import STATES

READERS = (Role.DESK, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR)
A_PAGE = 25
ANY = ("", _("Any"))


class TextFilter(Form):
    """What of the list is wanted. What cannot be understood is passed over."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *TextKind.choices])
    state = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[ANY, ("overdue", _("Answer overdue")), *((one.value, STATES[one]) for one in State if one in STATES)],
    )  # fmt: skip

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        partners = seen(Party, viewer).filter(is_us=False).values_list("pk", "code")
        self.fields["partner"].choices = [ANY, *partners]  # type: ignore[attr-defined]

    def wanted(self, rows: QuerySet[Text], day: date) -> QuerySet[Text]:
        """The rows asked for, those whose answer is overdue first."""
        self.is_valid()
        late = Q(respond_by__lt=day) & ~Q(change="")
        partner, kind, state = (self.cleaned_data.get(name) for name in ("partner", "kind", "state"))
        rows = rows.filter(partner=partner) if partner else rows
        rows = rows.filter(text_kind=kind) if kind else rows
        if state:
            rows = rows.filter(late if state == "overdue" else Q(state=state) | Q(change=state))
        return rows.annotate(late=Case(When(late, then=Value(1)), default=Value(0))).order_by(
            "-late", "respond_by", "-moved_at"
        )


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision as a page shows it: whether it is in force, and its languages by their names."""

    revision: agreement.Revision
    in_force: bool
    languages: tuple[tuple[str, str], ...]

    @property
    def hash(self) -> str:
        return self.revision.hash


def shown(revision: agreement.Revision, standing: agreement.Standing) -> Shown:
    languages = tuple((one, LANGUAGE_NAMES.get(one.lower(), one)) for one in revision.languages)
    return Shown(revision, revision.hash == standing.revision_in_force, languages)


@for_roles(*READERS)
def list_texts(request: HttpRequest) -> HttpResponse:
    asked = TextFilter(request.GET, viewer=request.user)
    rows = asked.wanted(seen(Text, request.user).select_related("partner"), today())
    late = seen(Text, request.user).filter(respond_by__lt=today()).exclude(change="").count()
    context = {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "filter": asked,
        "today": today(),
        "late": late,
    }
    return render(request, "web/text/list.html", context)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    newest = standing.standing_proposals[-1] if standing.standing_proposals else None
    in_force = standing.revision_in_force
    context = {
        **about(text, standing),
        "proposals": [_proposal(text, standing, each) for each in reversed(standing.standing_proposals)],
        "in_force": shown(revision_of(text, in_force), standing) if in_force else None,
        "newest": newest,
        "openings": openings(text, standing, request),
        "history": history_of(text, standing)[::-1],
    }
    return render(request, "web/text/text.html", context)


def about(text: Text, standing: agreement.Standing) -> dict[str, Any]:
    """What every page about a text says at its top."""
    return {
        "text": text,
        "standing": standing,
        "us": party.us().code,
        "today": today(),
        "awaited": [(each, each.overdue(today())) for each in awaited(text, standing)],
    }


def _proposal(text: Text, standing: agreement.Standing, found: agreement.Proposal) -> dict[str, Any]:
    revision = revision_of(text, found.revision)
    return {"proposal": found, "shown": shown(revision, standing), "differences": differences(text, standing, found)}


def differences(text: Text, standing: agreement.Standing, found: agreement.Proposal) -> list[tuple[str, Any]]:
    """How a proposal differs from the text in force, and from the proposal that it answers."""
    revision = revision_of(text, found.revision)
    told = []
    in_force = standing.revision_in_force
    if in_force:
        told.append(("in force", agreement.difference(revision_of(text, in_force), revision)))
    before = next((each for each in standing.proposals if each.act == found.answers), None)
    if before is not None and before.revision != in_force:
        told.append(("before", agreement.difference(revision_of(text, before.revision), revision)))
    return told


@for_roles(*READERS)
def revision(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    read = revision_of(text, hashed)
    proposal = next((each for each in reversed(standing.proposals) if each.revision == hashed), None)
    context = {
        **about(text, standing),
        "shown": shown(read, standing),
        "proposal": proposal,
        "differences": differences(text, standing, proposal) if proposal else [],
    }
    return render(request, "web/text/revision.html", context)


@for_roles(*READERS)
def revision_file(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    text = one(Text, identifier, request.user)
    response = HttpResponse(revision_of(text, hashed).as_bytes(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{hashed}.json"'
    return response


@for_roles(*READERS)
def whole(request: HttpRequest, identifier: str) -> HttpResponse:
    """The whole history on one page, to be printed."""
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    entries = history_of(text, standing)
    hashes = dict.fromkeys(entry.act.revision for entry in entries)
    kept = set(seen(Revision, request.user).filter(text=text).values_list("hash", flat=True))
    revisions = [shown(revision_of(text, each), standing) for each in hashes if each in kept]
    context = {**about(text, standing), "history": entries, "revisions": revisions, "checked": check(text)}
    return render(request, "web/text/whole.html", context)


@for_roles(*READERS)
def acts_file(request: HttpRequest, identifier: str) -> HttpResponse:
    """Every act with its signature, as JSON."""
    text = one(Text, identifier, request.user, "partner")
    entries = history_of(text, standing_of(text, utc_day(now())))
    told = [
        {"act": each.row.body, "hash": each.row.hash, "signature": each.row.signature, "signer": each.row.signer}
        for each in entries
    ]
    response = JsonResponse(told, safe=False, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{text.pk}-acts.json"'
    return response


@for_roles(*READERS)
def proof_file(request: HttpRequest, identifier: str) -> HttpResponse:
    """All acts, signatures and revisions in a ZIP that ``ssh-keygen`` proves."""
    text = one(Text, identifier, request.user, "partner")
    response = HttpResponse(package(text), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{text.pk}.zip"'
    return response


urlpatterns = [
    path("texts", list_texts, name="texts"),
    path("texts/<str:identifier>", show, name="text"),
    path("texts/<str:identifier>/print", whole, name="text-print"),
    path("texts/<str:identifier>/acts.json", acts_file, name="text-acts-file"),
    path("texts/<str:identifier>/proof.zip", proof_file, name="text-proof-file"),
    path("texts/<str:identifier>/revisions/<str:hashed>.json", revision_file, name="text-revision-file"),
    path("texts/<str:identifier>/revisions/<str:hashed>", revision, name="text-revision"),
]
