"""How the channels with a partner stand: in words, keys, checkpoints, transfers, and what came back of ours."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from verbale.domain.spine import party_keys
from verbale.domain.spine.channel import of
from verbale.domain.spine.channel_replay import replay
from verbale.domain.spine.channel_standing import stands
from verbale.engines.chain import Checkpoint
from verbale.engines.seal import write_signers
from verbale.kernel.errors import NotFound
from verbale.records.channel import Channel, ReturnedPouch, Transfer
from verbale.records.dispatch import ArrivalState, ArrivedPouch, Pouch, PouchState
from verbale.records.party import Party, PartyKeys
from verbale.records.person import Role
from verbale.web.access import for_everybody, for_roles, one, seen
from verbale.web.message_names import called
from verbale.web.moment import now
from verbale.web.timeline import timeline

READERS = (Role.DESK, Role.AUDITOR, Role.ADMINISTRATOR)
NEWEST = 5
"""Transfers that a page shows."""
STALE = timedelta(minutes=5)
"""How long after a transfer last moved a page still asks for news of it."""


@for_roles(*READERS)
def show(request: HttpRequest, identifier: str) -> HttpResponse:
    partner = partner_of(request, identifier)
    found = seen(Channel, request.user).filter(partner=partner).select_related("partner").first() or of(partner)
    keys = list(seen(PartyKeys, request.user).filter(party=partner).select_related("confirmed_by"))
    roles = request.user.roles  # type: ignore[union-attr]
    facts = {
        "partner": partner, "channel": found, "stands": stands(found), "keys": [(row, grouped(row)) for row in keys],
        "ours": checkpoint(found.countersigned), "theirs": checkpoint(found.theirs),
        "sent": found.our_log[0] if found.our_log else 0, "held": found.their_log[0] if found.their_log else 0,
        "returned": _returned(request, partner), "counts": _counts(request, partner), "following": following(request),
        "transfers": moving(request, partner),
        "timeline": timeline(found, request.user),
        "may_change": Role.ADMINISTRATOR in roles, "may_send": bool({Role.ADMINISTRATOR, Role.DESK} & roles),
    }  # fmt: skip
    return render(request, "web/channel/channel.html", facts)


def grouped(row: PartyKeys) -> list[str]:
    """A fingerprint in groups of four signs, as it is read out by telephone; the first says what it is."""
    kind, _sign, signs = row.fingerprint.partition(":")
    return [f"{kind}:", *(signs[start : start + 4] for start in range(0, len(signs), 4))]


def checkpoint(note: str) -> Checkpoint | None:
    """The checkpoint in a note that was verified when it was kept."""
    return Checkpoint.read(note.partition("\n\n")[0] + "\n") if note else None


def following(request: HttpRequest) -> bool:
    """Whether the reader's page asks for itself while something moves."""
    return seen(Transfer, request.user).filter(ended_at__isnull=True, moved_at__gt=now() - STALE).exists()


def partner_of(request: HttpRequest, identifier: str) -> Party:
    """A partner; NotFound for ourselves, since we have no channel to ourselves."""
    found = one(Party, identifier, request.user)
    if found.is_us:
        raise NotFound(what="partner", which=identifier)
    return found


def moving(request: HttpRequest, partner: Party | None = None) -> list[tuple[Transfer, int]]:
    """The transfers that moved last, each with how many hundredths are there."""
    rows = seen(Transfer, request.user).select_related("partner")
    rows = rows.filter(partner=partner) if partner else rows
    return [(row, 100 * row.done // row.size if row.size else 100) for row in rows[:NEWEST]]


def _returned(request: HttpRequest, partner: Party) -> list[tuple[ReturnedPouch, list[str]]]:
    rows = seen(ReturnedPouch, request.user).filter(partner=partner).select_related("noted_by")
    return [(row, sorted({called(act["what"]) for act in row.acts})) for row in rows]


def _counts(request: HttpRequest, partner: Party) -> dict[str, int]:
    """How many pouches of each way wait for what."""
    viewer = request.user
    out, came = seen(Pouch, viewer).filter(partner=partner), seen(ArrivedPouch, viewer).filter(partner=partner)
    return {
        "unacknowledged": out.filter(state__in=(PouchState.SEALED, PouchState.CARRIED)).count(),
        "held": came.filter(state=ArrivalState.WAITING).count(),
        "refused": came.filter(state=ArrivalState.REFUSED).count(),
    }


@for_roles(*READERS)
def transfers(request: HttpRequest) -> HttpResponse:
    """The part of a page that shows transfers and asks for itself while one is under way."""
    partner = one(Party, request.GET["partner"], request.user) if request.GET.get("partner") else None
    context = {"transfers": moving(request, partner), "following": following(request), "of": partner}
    return render(request, "web/channel/transfers.html", context)


@for_everybody
def signers(request: HttpRequest, identifier: str) -> HttpResponse:
    """Who may sign for a party, for ``ssh-keygen -Y verify``."""
    party = one(Party, identifier, request.user)
    response = HttpResponse(write_signers(party_keys.signers(party)), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="allowed_signers-{party.code}.txt"'
    return response


@for_roles(*READERS)
def check(request: HttpRequest, identifier: str) -> HttpResponse:
    """The channel worked out anew from the envelopes that are kept."""
    partner = partner_of(request, identifier)
    context: dict[str, Any] = {"partner": partner, "replay": replay(partner)}
    return render(request, "web/channel/check.html", context)


urlpatterns = [
    path("transfers", transfers, name="transfers"),
    path("partners/<str:identifier>/channel", show, name="channel"),
    path("partners/<str:identifier>/channel/check", check, name="channel-check"),
    path("partners/<str:identifier>/allowed-signers", signers, name="allowed-signers"),
]
