"""The door itself: a call under ``/channel/v1/`` is judged and answered here, and reaches nothing made for people."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from verbale.api import moment
from verbale.api.answering import Reply
from verbale.api.caller import Caller, Unknown, admit, caller
from verbale.api.strangers import Strangers
from verbale.domain.spine.transfer import TooOften
from verbale.engines.seal.calls import ROOT
from verbale.kernel.errors import NotFound, Refused, VerbaleError
from verbale.kernel.whole_file import FULL

_STRANGERS = Strangers()


class NoRoom(Refused):
    """There is no room left on this node's disk. Send the rest later."""

    http_status = 507


class Unwell(Refused):
    """This node cannot read or write what it must just now. Call again in a minute."""

    http_status = 503


class Door:
    """Middleware that stands before sessions, languages and everything else that is there for people."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return _answered(request) if request.path_info.startswith(ROOT) else self.get_response(request)


def _answered(request: HttpRequest) -> HttpResponse:
    at = moment.now()
    try:
        known = caller(request)
    except Unknown as refusal:
        return _to_stranger(request, refusal)
    except (VerbaleError, DatabaseError):
        return Reply.refusal(Unwell()).unsigned()
    try:
        return _reply(known).signed(known, at)
    except VerbaleError as refusal:
        return Reply.refusal(refusal).unsigned()


def _to_stranger(request: HttpRequest, refusal: Unknown) -> HttpResponse:
    at, limit = moment.now(), settings.CHANNEL_STRANGERS
    if _STRANGERS.count(request.META.get("REMOTE_ADDR") or "", at) > limit:
        return Reply.refusal(TooOften(limit=limit, wait=60 - at.second)).unsigned()
    return Reply.refusal(refusal).unsigned()


def _reply(known: Caller) -> Reply:
    try:
        admit(known, moment.now())
        view, _, places = resolve(known.request.path_info)
        reply: Reply = view(known, **places)
        return reply
    except Resolver404:
        return Reply.refusal(NotFound(what="address", which=known.request.path_info))
    except VerbaleError as refusal:
        return Reply.refusal(refusal)
    except OSError as fault:
        return Reply.refusal(NoRoom() if fault.errno in FULL else Unwell())
    except DatabaseError:
        return Reply.refusal(Unwell())
