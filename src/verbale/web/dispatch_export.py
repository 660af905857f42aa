"""The lists of what leaves and arrives, as files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from verbale.records.dispatch import ArrivalState, ArrivedPouch, Message, Pouch, PouchState, Release
from verbale.records.document import Document
from verbale.web.access import for_roles, seen
from verbale.web.dispatch import ALL, READERS, PouchFilter
from verbale.web.export import Cell, paths, response
from verbale.web.message_names import called

POUCHES = (
    _("Epoch"), _("Number"), _("Partner"), _("In it"), _("State"), _("Sealed"), _("Handed over"), _("Acknowledged"),
    _("File"), _("Size in bytes"), _("Digest of the file"), _("Hash of the envelope"),
)  # fmt: skip
ARRIVALS = (
    _("File"), pgettext_lazy("sender", "From"), _("Epoch"), _("Number"), _("State"), _("Clause"), _("Arrived"),
    _("Why"), _("Size in bytes"), _("Digest of the file"), _("Hash of the envelope"),
)  # fmt: skip
RELEASES = (
    _("Released"), _("Partner"), _("Documents"), _("Basis"), _("Marking"), _("By"), _("Pouch"), _("Recalled"),
    _("Recalled by"),
)  # fmt: skip


@for_roles(*ALL)
def pouches(request: HttpRequest, form: str) -> HttpResponse:
    wanted = PouchFilter(request.GET, viewer=request.user, states=PouchState.choices)
    inside = _gathered(seen(Message, request.user).exclude(pouch=None).values_list("pouch", "what"))
    rows: Iterable[tuple[Cell, ...]] = (
        (
            pouch.epoch, pouch.number, pouch.partner.code,
            ", ".join(sorted({called(what) for what in inside.get(pouch.pk, [])})),
            pouch.get_state_display(), pouch.sealed_at, pouch.carried_at, pouch.acknowledged_at,
            pouch.file_name, pouch.size, pouch.sha256,
            pouch.envelope_hash,
        )
        for pouch in wanted.narrowed(seen(Pouch, request.user).select_related("partner")).iterator()
    )  # fmt: skip
    return response(form, "pouches", POUCHES, rows)


@for_roles(*ALL)
def arrivals(request: HttpRequest, form: str) -> HttpResponse:
    wanted = PouchFilter(request.GET, viewer=request.user, states=ArrivalState.choices)
    rows: Iterable[tuple[Cell, ...]] = (
        (
            pouch.file_name, pouch.partner.code if pouch.partner else "", pouch.epoch, pouch.number,
            pouch.get_state_display(), pouch.clause, pouch.arrived_at, pouch.refusal, pouch.size, pouch.sha256,
            pouch.envelope_hash,
        )
        for pouch in wanted.narrowed(seen(ArrivedPouch, request.user).select_related("partner")).iterator()
    )  # fmt: skip
    return response(form, "arrivals", ARRIVALS, rows)


@for_roles(*READERS)
def releases(request: HttpRequest, form: str) -> HttpResponse:
    found = seen(Release, request.user).select_related("partner", "released_by", "recalled_by", "message__pouch")
    leaving = seen(Document, request.user).exclude(releases=None).annotate(release=F("releases"))
    papers = _gathered(leaving.values_list("release", "title"))
    rows: Iterable[tuple[Cell, ...]] = (
        (
            release.released_at, release.partner.code, "; ".join(papers.get(release.pk, [])), release.basis,
            release.marking, release.released_by.name,
            release.message.pouch.number if release.message.pouch else None, release.recalled_at,
            release.recalled_by.name if release.recalled_by else "",
        )
        for release in found.iterator()
    )  # fmt: skip
    return response(form, "releases", RELEASES, rows)


def _gathered(pairs: Iterable[tuple[Any, str]]) -> dict[Any, list[str]]:
    """What belongs to each thing, in the order in which it came."""
    gathered: dict[Any, list[str]] = {}
    for thing, one in pairs:
        gathered.setdefault(thing, []).append(one)
    return gathered


urlpatterns = [
    *paths("pouches", pouches, "pouches"),
    *paths("arrivals", arrivals, "arrivals"),
    *paths("releases", releases, "releases"),
]
