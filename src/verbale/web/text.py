"""A text on which both sides agree: where it stands, its revisions, its whole history and its proof."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path

from verbale.domain.spine.text_history import history_of
from verbale.domain.spine.text_proof import check, package
from verbale.domain.spine.text_record import revision_of, standing_of, utc_day
from verbale.records.text import Revision, Text
from verbale.web.access import for_roles, one, seen
from verbale.web.moment import now
from verbale.web.text_openings import openings
from verbale.web.text_shown import READERS, about, of_hash, of_proposal, shown


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    in_force = standing.revision_in_force
    proposals = reversed(standing.standing_proposals)
    context = {
        **about(text, standing),
        "proposals": [of_proposal(text, standing, each.revision, each) for each in proposals],
        "in_force": shown(revision_of(text, in_force), standing) if in_force else None,
        "openings": openings(text, standing, request),
        "history": history_of(text, standing)[::-1],
    }
    return render(request, "web/text/text.html", context)


@for_roles(*READERS)
def revision(request: HttpRequest, identifier: str, hashed: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    standing = standing_of(text, utc_day(now()))
    context = {**about(text, standing), **of_hash(text, standing, hashed)}
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
    path("texts/<str:identifier>", show, name="text"),
    path("texts/<str:identifier>/print", whole, name="text-print"),
    path("texts/<str:identifier>/acts.json", acts_file, name="text-acts-file"),
    path("texts/<str:identifier>/proof.zip", proof_file, name="text-proof-file"),
    path("texts/<str:identifier>/revisions/<str:hashed>.json", revision_file, name="text-revision-file"),
    path("texts/<str:identifier>/revisions/<str:hashed>", revision, name="text-revision"),
]
