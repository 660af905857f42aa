"""The report of a review: outcomes by rule and collection, and what moved since the partner's catalogue before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.domain.cycle import offer_review
from verbale.engines.catalogue import COLLECTIONS
from verbale.records.holding import Offer
from verbale.records.person import Role
from verbale.web import words
from verbale.web.access import for_roles, one, seen
from verbale.web.offer import OUTCOMES
from verbale.web.refusal import page

CALLED: dict[str, Any] = {
    "source": _("Source"), "kind": _("Kind"), "field": _("Field"), "series": _("Series"),
}  # fmt: skip
"""How pages call the collections of a report."""
NEW, GONE = pgettext_lazy("record", "new"), pgettext_lazy("record", "held no longer")


@dataclass(frozen=True, slots=True)
class Collection:
    """One way to part the records; its rows are value, outcome, records."""

    name: str
    called: str
    rows: list[tuple[str, str, int]]


@for_roles(Role.DESK, Role.AUDITOR)
def offer_reviewed(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Offer, identifier, request.user, "partner", "version__policy")
    told = offer_review.kept(shown)
    before = seen(Offer, request.user).filter(pk=told["against"]).select_related("version__policy").first()
    context = {
        "offer": shown,
        "before": before,
        "reviewed": told["reviewed"],
        "groups": [{**each, "outcome": _outcome(each["outcome"])} for each in told["groups"]],
        "by_edition": _moves(told["moves"]["edition"]),
        "by_policy": _moves(told["moves"]["policy"]),
        "same_rules": before is not None and before.version_id == shown.version_id,
        "collections": [_collection(name, told["shares"]) for name in COLLECTIONS],
    }
    return page(request, "web/holding/review.html", context)


def _outcome(name: str) -> str:
    return OUTCOMES.get(name, name)


def _moves(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Only what is otherwise than before."""
    return [
        {**each, "before": _outcome(each["before"]) or NEW, "after": _outcome(each["after"]) or GONE}
        for each in told
        if each["before"] != each["after"]
    ]


def _collection(name: str, shares: Sequence[Mapping[str, Any]]) -> Collection:
    rows = [
        (words.VALUES.get(each["value"], each["value"]), _outcome(each["outcome"]), each["records"])
        for each in shares
        if each["collection"] == name
    ]
    return Collection(name, CALLED[name], rows)


urlpatterns = [path("offers/<str:identifier>/review", offer_reviewed, name="offer-review")]
