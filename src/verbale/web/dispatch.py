"""What leaves and what arrives: messages that wait, pouches out and in, releases. The carrier does the carrying."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from verbale.domain.spine.clauses import explained
from verbale.domain.spine.pouch_evidence import checks
from verbale.engines.seal import read_envelope, read_manifest
from verbale.kernel.errors import VerbaleError
from verbale.records.decision import Decision
from verbale.records.dispatch import (
    ArrivalState,
    ArrivedPouch,
    Message,
    MessageState,
    Pouch,
    PouchState,
    Release,
)
from verbale.records.document import Document
from verbale.records.person import Role
from verbale.web import channel
from verbale.web.access import for_roles, one, seen
from verbale.web.by_letter import letters_on, may_acknowledge
from verbale.web.form import Form, partner_choices
from verbale.web.message_names import called
from verbale.web.refusal import page
from verbale.web.timeline import timeline

A_PAGE = 25
READERS = (Role.DESK, Role.AUDITOR)
"""Of what was told and released; administrators see the pouches, not what was told in them."""
ALL = (*READERS, Role.ADMINISTRATOR)


class PouchFilter(Form):
    """Which pouches are wanted. What cannot be understood is passed over."""

    partner = forms.ChoiceField(label=_("Partner"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, viewer: Any, states: list[tuple[str, Any]]) -> None:
        super().__init__(data)
        self.fields["partner"].choices = [("", _("Any")), *partner_choices(viewer)]  # type: ignore[attr-defined]
        self.fields["state"].choices = [("", _("Any")), *states]  # type: ignore[attr-defined]

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        self.is_valid()
        return rows.filter(**{name: value for name, value in self.cleaned_data.items() if value})


@for_roles(*ALL)
def pouches(request: HttpRequest) -> HttpResponse:
    wanted = PouchFilter(request.GET, viewer=request.user, states=PouchState.choices)
    found = wanted.narrowed(seen(Pouch, request.user).select_related("partner"))
    out = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    inside: dict[str, list[str]] = {}
    for pouch, what in (
        seen(Message, request.user).filter(pouch__in=[sealed.pk for sealed in out]).values_list("pouch", "what")
    ):
        inside.setdefault(pouch, []).append(called(what))
    waiting = seen(Message, request.user).filter(state=MessageState.QUEUED).select_related("partner")
    context = {
        "page": out,
        "rows": [(pouch, sorted(set(inside.get(pouch.pk, [])))) for pouch in out],
        "waiting": [(message, called(message.what)) for message in waiting],
        "filter": wanted, **_moving(request), "reads": _reads(request),
    }  # fmt: skip
    return page(request, "web/dispatch/pouches.html", context)


@for_roles(*ALL)
def pouch(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Pouch, identifier, request.user, "partner")
    messages = seen(Message, request.user).filter(pouch=shown).prefetch_related("files__file")
    context = {
        "pouch": shown,
        "contents": [(message, called(message.what), list(message.files.all())) for message in messages],
        "timeline": timeline(shown, request.user),
        "letters": letters_on(shown, request.user), "may_record": may_acknowledge(shown, request.user),
        "reads": _reads(request), **_said(shown),
    }  # fmt: skip
    return page(request, "web/dispatch/pouch.html", context)


@for_roles(*ALL)
def arrivals(request: HttpRequest) -> HttpResponse:
    wanted = PouchFilter(request.GET, viewer=request.user, states=ArrivalState.choices)
    came = wanted.narrowed(seen(ArrivedPouch, request.user).select_related("partner"))
    context = {
        "page": Paginator(came, A_PAGE).get_page(request.GET.get("page")), "filter": wanted, **_moving(request),
        "reads": _reads(request),
    }  # fmt: skip
    return page(request, "web/dispatch/arrivals.html", context)


@for_roles(*ALL)
def arrived(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(ArrivedPouch, identifier, request.user, "partner")
    context = {
        "pouch": shown, "timeline": timeline(shown, request.user), "why": explained(shown), **_said(shown),
    }  # fmt: skip
    return page(request, "web/dispatch/arrived.html", context)


def _reads(request: HttpRequest) -> bool:
    """Whether the reader may see what is told in pouches."""
    return bool(frozenset(READERS) & request.user.roles)  # type: ignore[union-attr]


def _moving(request: HttpRequest) -> dict[str, Any]:
    return {"transfers": channel.moving(request), "following": channel.following(request), "of": None}


def _said(row: Pouch | ArrivedPouch) -> dict[str, Any]:
    """What the envelope of a pouch says, what its manifest lists, and what proves both."""
    envelope = _read(read_envelope, row.envelope)
    listed = _read(read_manifest, row.manifest)
    return {"envelope": envelope, "listed": listed or {}, "checks": checks(row) if row.signature else []}


def _read(read: Callable[[bytes], Any], text: str) -> Any:
    """What was altered is not shown as if it were said; the checks tell it."""
    try:
        return read(text.encode()) if text else None
    except VerbaleError:
        return None


@for_roles(*READERS)
def releases(request: HttpRequest) -> HttpResponse:
    found = seen(Release, request.user).select_related("partner", "released_by", "recalled_by", "message__pouch")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    papers: dict[str, list[Document]] = {}
    leaving = seen(Document, request.user).filter(releases__in=[release.pk for release in shown])
    for document in leaving.annotate(release=F("releases")):
        papers.setdefault(document.release, []).append(document)
    clauses = _clauses(list(shown), request.user)
    rows = [(release, papers.get(release.pk, []), clauses.get(release.pk, "")) for release in shown]
    return page(request, "web/dispatch/releases.html", {"page": shown, "rows": rows})


def _clauses(shown: list[Release], viewer: Any) -> dict[str, str]:
    """The clause of the agreement that each release rests on: that of the decision it was released by (S66)."""
    decided = seen(Decision, viewer).filter(line__in=[release.thing_id for release in shown]).order_by("decided_at")
    decisions = list(decided.values_list("line_id", "decided_at", "agreement_clause"))
    return {
        release.pk: clause
        for release in shown
        for line, at, clause in decisions
        if line == release.thing_id and at <= release.released_at
    }


urlpatterns = [
    path("pouches", pouches, name="pouches"),
    path("pouches/<str:identifier>", pouch, name="pouch"),
    path("arrivals", arrivals, name="arrivals"),
    path("arrivals/<str:identifier>", arrived, name="arrived-pouch"),
    path("releases", releases, name="releases"),
]
