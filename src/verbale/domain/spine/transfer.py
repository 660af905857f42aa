"""Pouches on their way by HTTPS: what waits for a partner, how far each has come, how often a partner calls.

The clauses cited are those of docs/PROTOCOL.md, section 10.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from verbale.domain.spine import channel, dispatch
from verbale.domain.spine.party_keys import NoKeys
from verbale.engines.seal import read_envelope
from verbale.kernel.errors import NotFound, Refused
from verbale.records.channel import CarrierCalls, Transfer, Way
from verbale.records.dispatch import ArrivalState, ArrivedPouch, Message, MessageState, Pouch, PouchState
from verbale.records.party import Party, PartyKeys
from verbale.records.person import Person

SELDOM = timedelta(seconds=2)
"""How far a transfer has come is written at most this often."""
_CALLS_KEPT = timedelta(hours=1)


class NoSuchPouch(NotFound):
    """No pouch {sha256} waits for you here. Ask which ones do."""


class TooOften(Refused):
    """You called {limit} times in this minute, which is the most that is answered. Call again in {wait} seconds."""

    http_status = 429


def partner_named(code: str) -> Party | None:
    """The partner with a code."""
    return Party.objects.partners().filter(code=code).first()


@transaction.atomic
def count_call(*, partner: Party, limit: int, at: datetime) -> None:
    """Counts a call of a partner's carrier in its minute; raises TooOften beyond the limit (10.5)."""
    minute = at.replace(second=0, microsecond=0)
    row, begun = CarrierCalls.objects.get_or_create(partner=partner, minute=minute)
    if begun:
        CarrierCalls.objects.filter(minute__lt=minute - _CALLS_KEPT).delete()
    if not CarrierCalls.objects.filter(pk=row.pk, calls__lt=limit).update(calls=F("calls") + 1):
        raise TooOften(limit=limit, wait=60 - at.second)


def waiting_for(partner: Party, at: datetime) -> list[tuple[Pouch, bool]]:
    """What a partner may fetch, in order: all it has not acknowledged, and whether each is to be sent now (4.3)."""
    if channel.of(partner).stopped_at is not None:
        return []
    due = {pouch.pk for pouch in channel.to_send(partner, at)}
    return [(pouch, pouch.pk in due) for pouch in channel.open_ones(partner).order_by("epoch", "number")]


def waiting_one(partner: Party, sha256: str) -> Pouch:
    """One of them; raises NoSuchPouch for any other."""
    found = channel.open_ones(partner).filter(sha256=sha256).first()
    if found is None or channel.of(partner).stopped_at is not None:
        raise NoSuchPouch(sha256=sha256, what="pouch", which=sha256)
    return found


def handed_over(*, partner: Party, sha256: str, at: datetime) -> None:
    """Records that a partner has fetched a pouch whole."""
    pouch = waiting_one(partner, sha256)
    dispatch.carried(pouch=pouch, at=at)


def known(partner: Party, sha256: str) -> bool:
    """Whether a pouch of the partner with these bytes was opened, or is held until another came."""
    kept = (ArrivalState.OPENED, ArrivalState.WAITING)
    return ArrivedPouch.objects.filter(partner=partner, sha256=sha256, state__in=kept).exists()


def came_again(*, partner: Party, sha256: str) -> None:
    """A partner offers again what we opened: if it asks for an acknowledgement, ours was lost (4.4)."""
    row = ArrivedPouch.objects.opened().filter(partner=partner, sha256=sha256).first()
    if row is not None:
        channel.repeated(partner=partner, envelope=read_envelope(row.envelope.encode()))


def arrived_whole(partner: Party, sha256: str) -> str | None:
    """The name under which a pouch came whole by HTTPS, whether or not it was opened since."""
    found = Transfer.objects.filter(partner=partner, way=Way.IN, sha256=sha256, ended_at__isnull=False, fault="")
    return found.values_list("file_name", flat=True).first()


def begin(*, partner: Party, way: Way, sha256: str, file_name: str, size: int, at: datetime) -> Transfer:
    """The transfer of a pouch, begun or gone on with."""
    transfer, _ = Transfer.objects.get_or_create(
        partner=partner, way=way, sha256=sha256,
        defaults={"file_name": file_name, "size": size, "begun_at": at, "moved_at": at},
    )  # fmt: skip
    return transfer


def moved(*, transfer: Transfer, done: int, at: datetime) -> None:
    """So many bytes are there. Written seldom, except for the last of them and for going back."""
    if transfer.done < done < transfer.size and timedelta(0) <= at - transfer.moved_at < SELDOM and not transfer.fault:
        transfer.done = done
        return
    transfer.done, transfer.moved_at, transfer.fault = done, at, ""
    transfer.ended_at = at if done == transfer.size else None
    transfer.save(update_fields=["file_name", "done", "moved_at", "fault", "ended_at"])


def paused(*, transfer: Transfer, at: datetime) -> None:
    """The transfer is gone on with in a later round."""
    transfer.moved_at = at
    transfer.save(update_fields=["done", "moved_at"])


def failed(*, transfer: Transfer, why: str, at: datetime) -> None:
    """The transfer stopped for a reason, and is gone on with later."""
    transfer.fault, transfer.moved_at = why, at
    transfer.save(update_fields=["done", "fault", "moved_at"])


def to_bring(partner: Party, at: datetime) -> list[Pouch]:
    """The pouches that our carrier is to bring to a partner's node now: those to be sent, and those that another
    carrier took and this one has not brought whole yet, in order."""
    if channel.of(partner).stopped_at is not None:
        return []
    due = [pouch.pk for pouch in channel.to_send(partner, at)]
    brought = Transfer.objects.filter(partner=partner, way=Way.OUT, ended_at__isnull=False).values("sha256")
    wanted = Q(pk__in=due) | ~Q(sha256__in=brought)
    return list(channel.open_ones(partner).filter(wanted).order_by("epoch", "number"))


def listed(viewer: Person, partner: Party | None = None) -> QuerySet[Transfer]:
    """The transfers that a person may see, the one that moved last first: ``done`` of ``size`` bytes, ``way``,
    ``ended_at``, and in ``fault`` why it stopped."""
    rows = Transfer.objects.visible_to(viewer).select_related("partner")
    return rows if partner is None else rows.filter(partner=partner)


def key_for_calls(partner: Party) -> str:
    """The fingerprint of our newest keys that a partner is known to have: those announced count from when it
    acknowledged the pouch that announced them, since until then it cannot know them."""
    rows = PartyKeys.objects.filter(party__is_us=True, confirmed_at__isnull=False, revoked_at__isnull=True)
    told = {"state": MessageState.SEALED, "pouch__state": PouchState.ACKNOWLEDGED}
    newest_first = list(rows.order_by("-statement", "-confirmed_at"))
    for row in newest_first:
        if row.statement == 0 or Message.objects.filter(partner=partner, thing_id=row.pk, **told).exists():
            return row.fingerprint
    if not newest_first:
        raise NoKeys(partner="us")
    return newest_first[-1].fingerprint
