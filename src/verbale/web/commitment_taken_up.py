"""The conclusions of agreed minutes, each with the adoption and the commitments it has; and taking them up (S17)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import ngettext

from verbale.domain.cycle import adoption, commitment_proposed
from verbale.domain.cycle.adoption import Stand
from verbale.records.commitment import Commitment
from verbale.records.person import Role
from verbale.records.text import Text
from verbale.web.access import for_roles, one, seen
from verbale.web.commitment_shown import READERS, may_act, text_place
from verbale.web.moment import now
from verbale.web.refusal import page, told


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    made: dict[str, list[Commitment]] = {}
    for row in seen(Commitment, request.user).filter(agreed=text):
        made.setdefault(row.article, []).append(row)
    stands = adoption.stands(text)
    context = {
        "text": text, "may_act": may_act(request.user),
        "left": any(one.article.identifier not in made for one in stands),
        "conclusions": [_shown(text, stand, made) for stand in stands],
    }  # fmt: skip
    return page(request, "web/commitment/taken_up.html", context)


def _shown(text: Text, stand: Stand, made: dict[str, list[Commitment]]) -> dict[str, Any]:
    name = stand.article.identifier
    said = [(language, str(words)) for language, words in stand.article.text.items()]
    return {"stand": stand, "said": said, "made": made.get(name, []), "place": text_place(text.pk, text.in_force, name)}


@for_roles(Role.DESK)
def take_up(request: HttpRequest, identifier: str) -> HttpResponse:
    text = one(Text, identifier, request.user, "partner")
    if request.method == "POST":
        with told(request):
            made = commitment_proposed.from_conclusions(text=text, by=request.user, at=now())  # type: ignore[arg-type]
            count = len(made)
            said = ngettext("%(n)d commitment is proposed.", "%(n)d commitments are proposed.", count)
            messages.success(request, said % {"n": count})
    return redirect("commitments-of", text.pk)


urlpatterns = [
    path("texts/<str:identifier>/commitments", show, name="commitments-of"),
    path("texts/<str:identifier>/commitments/take-up", take_up, name="commitments-take-up"),
]
