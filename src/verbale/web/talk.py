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
from django.utils.translation import pgettext_lazy

from verbale.domain.spine import party
from verbale.records.delegation import Delegate
from verbale.records.matching import with_all
from verbale.records.talk import Said, Talk, TalkEntry
from verbale.web.access import for_roles, one, seen
from verbale.web.export import paths, response
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


HEADING = (
    _("Talk"), _("Partner"), _("Date"), _("Place"), pgettext_lazy("in an order", "Place"), _("Side"), _("Speaker"),
    _("Office held on that day"), _("Kind"), _("What was said"),
)  # fmt: skip


@for_roles(*READERS)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """The list as a file, a row for each entry; dates as they were given."""
    entries = seen(TalkEntry, request.user)
    wanted = TalkFilter(request.GET, viewer=request.user).wanted(seen(Talk, request.user), entries)
    found = entries.filter(talk__in=wanted.values("pk")).select_related("talk__partner")
    rows = (
        (
            entry.talk.title, entry.talk.partner.code, entry.talk.on, entry.talk.place, entry.place, entry.side,
            entry.speaker, entry.office, entry.get_said_display(), entry.text,
        )
        for entry in found.order_by("-talk__on", "-talk__recorded_at", "place")
    )  # fmt: skip
    return response(form, "talks", HEADING, rows)


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    talk = one(Talk, identifier, request.user, "partner", "session__commission", "visit", "recorded_by")
    entries = list(seen(TalkEntry, request.user).filter(talk=talk))
    whose = request.GET.get("speaker", "")
    context = {
        "talk": talk, "us": party.us().code, "may_act": may_act(request), "whose": whose,
        "speakers": [*speakers(entries), *silent(talk, entries, request.user)],
        "nothing": [entry for entry in entries if entry.said == Said.NO_PROMISE],
        "entries": [entry for entry in entries if not whose or key(entry) == whose],
        "timeline": timeline(talk, request.user),
    }  # fmt: skip
    return render(request, "web/talk/talk.html", context)


def key(entry: TalkEntry) -> str:
    """What names a speaker of a talk: the same name may be on both sides."""
    return f"{entry.side}/{entry.speaker}"


def speakers(entries: Iterable[TalkEntry]) -> list[dict[str, Any]]:
    """Who spoke, in the order of their first words, with the office of that day and how often."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        told = {
            "key": key(entry), "side": entry.side, "name": entry.speaker, "office": "", "count": 0,
            "goes_on": f"after={entry.place}",
        }  # fmt: skip
        one = found.setdefault(key(entry), told)
        one["count"] += 1
        one["office"] = one["office"] or entry.office
    return list(found.values())


def silent(talk: Talk, entries: Iterable[TalkEntry], viewer: Any) -> list[dict[str, Any]]:
    """Who of the delegations to the talk's session and on its visit did not speak yet, with the office of that day."""
    at = Q(delegation__session__isnull=False, delegation__session=talk.session_id)
    at |= Q(delegation__visit__isnull=False, delegation__visit=talk.visit_id)
    spoke = {(entry.side, entry.speaker) for entry in entries}
    rows = seen(Delegate, viewer).filter(at).select_related("delegation").order_by("delegation__side", "place")
    return [
        {"side": row.delegation.side, "name": row.name, "office": row.office, "count": 0,
         "goes_on": f"delegate={row.pk}"}
        for row in rows if (row.delegation.side, row.name) not in spoke
    ]  # fmt: skip


urlpatterns = [
    path("talks", list_talks, name="talks"),
    *paths("talks", export, "talks"),
    path("talks/<str:identifier>", show, name="talk"),
]
