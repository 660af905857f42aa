"""Talks: their list, and one with what each speaker of both sides said, in order (S77, S112)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.cycle import talk as talks
from verbale.domain.spine import party
from verbale.records.matching import with_all
from verbale.records.talk import Said, Talk, TalkEntry
from verbale.web.access import for_roles, one, seen
from verbale.web.form import Form, partner_choices
from verbale.web.text_shown import READERS
from verbale.web.timeline import timeline
from verbale.web.visit import may_act

A_PAGE = 25


class TalkFilter(Form):
    """Which talks are wanted. What cannot be understood is passed over."""

    q = forms.CharField(
        label=_("Title, speaker or words"), required=False, max_length=200, widget=forms.TextInput({"type": "search"})
    )
    partner = forms.ChoiceField(label=_("Partner"), required=False)
    said = forms.ChoiceField(label=_("With the kind"), required=False, choices=[("", _("Any")), *Said.choices])

    def __init__(self, data: Any, *, viewer: Any) -> None:
        super().__init__(data)
        self.fields["partner"].choices = [("", _("Any")), *partner_choices(viewer)]  # type: ignore[attr-defined]
        self.is_valid()

    def wanted(self, rows: QuerySet[Talk], entries: QuerySet[TalkEntry]) -> QuerySet[Talk]:
        words, partner, said = (self.cleaned_data.get(name, "") for name in ("q", "partner", "said"))
        rows = rows.filter(partner=partner) if partner else rows
        rows = rows.filter(pk__in=entries.filter(said=said).values("talk")) if said else rows
        if words:
            spoken = entries.filter(with_all(words, ("speaker", "text"))).values("talk")
            rows = rows.filter(with_all(words, ("title", "place")) | Q(pk__in=spoken))
        nothing = Count("entries", filter=Q(entries__said=Said.NO_PROMISE))
        found = rows.annotate(said_in_all=Count("entries"), no_promises=nothing).select_related("partner")
        return found.order_by("-on", "-recorded_at")


@for_roles(*READERS)
def list_talks(request: HttpRequest) -> HttpResponse:
    asked = TalkFilter(request.GET, viewer=request.user)
    found = asked.wanted(seen(Talk, request.user), seen(TalkEntry, request.user))
    context = {
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")), "filter": asked,
        "may_act": may_act(request),
    }  # fmt: skip
    return render(request, "web/talk/list.html", context)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    talk = one(Talk, identifier, request.user, "partner", "session__commission", "visit", "recorded_by")
    entries = list(seen(TalkEntry, request.user).filter(talk=talk).select_related("by"))
    whose = request.GET.get("speaker", "")
    context = {
        "talk": talk, "us": party.us().code, "may_act": may_act(request), "whose": whose,
        "speakers": speakers(entries), "nothing": talks.promised_nothing(talk),
        "entries": [entry for entry in entries if not whose or key(entry) == whose],
        "last": entries[-1] if entries else None, "timeline": timeline(talk, request.user),
    }  # fmt: skip
    return render(request, "web/talk/talk.html", context)


def key(entry: TalkEntry) -> str:
    """What names a speaker of a talk: the same name may be on both sides."""
    return f"{entry.side}/{entry.speaker}"


def speakers(entries: Iterable[TalkEntry]) -> list[dict[str, Any]]:
    """Who spoke, in the order of their first words, with the office of that day and how often."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        told = {"key": key(entry), "side": entry.side, "name": entry.speaker, "office": "", "count": 0}
        one = found.setdefault(key(entry), told)
        one["count"] += 1
        one["office"] = one["office"] or entry.office
    return list(found.values())


urlpatterns = [
    path("talks", list_talks, name="talks"),
    path("talks/<str:identifier>", show, name="talk"),
]
