"""What leaves and what arrives: messages that wait, pouches out and in, releases. The carrier does the carrying."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import pgettext_lazy

from verbale.records.dispatch import ArrivedPouch, Message, MessageState, Pouch, Release
from verbale.records.document import Document
from verbale.records.person import Role
from verbale.web.access import for_roles, one, seen
from verbale.web.refusal import page
from verbale.web.timeline import timeline

A_PAGE = 25
READERS = (Role.DESK, Role.AUDITOR)

MESSAGES: dict[str, str] = {
    "catalogue": pgettext_lazy("message", "Catalogue"),
    "order": pgettext_lazy("message", "Order of ours"),
    "order acknowledged": pgettext_lazy("message", "Order acknowledged"),
    "answer": pgettext_lazy("message", "Answer to an order"),
    "clarification asked": pgettext_lazy("message", "Question about a line"),
    "clarification given": pgettext_lazy("message", "Answer to a question"),
    "line cancelled": pgettext_lazy("message", "Line cancelled"),
    "delivery": pgettext_lazy("message", "Delivery of documents"),
    "receipt": pgettext_lazy("message", "Receipt"),
    "recall": pgettext_lazy("message", "Recall notice"),
    "returned": pgettext_lazy("message", "Return of an item"),
}
"""What each kind of message is called."""


def called(what: str) -> str:
    """What a kind of message is called; as it is written, where it has no name here."""
    return str(MESSAGES.get(what, what))


@for_roles(*READERS)
def pouches(request: HttpRequest) -> HttpResponse:
    out = Paginator(seen(Pouch, request.user).select_related("partner"), A_PAGE).get_page(request.GET.get("page"))
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
    }
    return page(request, "web/dispatch/pouches.html", context)


@for_roles(*READERS)
def pouch(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(Pouch, identifier, request.user, "partner")
    messages = seen(Message, request.user).filter(pouch=shown).prefetch_related("files__file")
    context = {
        "pouch": shown,
        "contents": [(message, called(message.what), list(message.files.all())) for message in messages],
        "timeline": timeline(shown, request.user),
    }
    return page(request, "web/dispatch/pouch.html", context)


@for_roles(*READERS)
def arrivals(request: HttpRequest) -> HttpResponse:
    came = seen(ArrivedPouch, request.user).select_related("partner")
    context = {"page": Paginator(came, A_PAGE).get_page(request.GET.get("page"))}
    return page(request, "web/dispatch/arrivals.html", context)


@for_roles(*READERS, Role.ADMINISTRATOR)
def arrived(request: HttpRequest, identifier: str) -> HttpResponse:
    shown = one(ArrivedPouch, identifier, request.user, "partner")
    context = {"pouch": shown, "timeline": timeline(shown, request.user)}
    return page(request, "web/dispatch/arrived.html", context)


@for_roles(*READERS)
def releases(request: HttpRequest) -> HttpResponse:
    found = seen(Release, request.user).select_related("partner", "released_by", "recalled_by", "message__pouch")
    shown = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    papers: dict[str, list[Document]] = {}
    leaving = seen(Document, request.user).filter(releases__in=[release.pk for release in shown])
    for document in leaving.annotate(release=F("releases")):
        papers.setdefault(document.release, []).append(document)
    context = {"page": shown, "rows": [(release, papers.get(release.pk, [])) for release in shown]}
    return page(request, "web/dispatch/releases.html", context)


urlpatterns = [
    path("pouches", pouches, name="pouches"),
    path("pouches/<str:identifier>", pouch, name="pouch"),
    path("arrivals", arrivals, name="arrivals"),
    path("arrivals/<str:identifier>", arrived, name="arrived-pouch"),
    path("releases", releases, name="releases"),
]
