"""The channels with a partner: epochs, acknowledgements, stopping and going on.

The clauses cited are those of docs/PROTOCOL.md. A verb that opens no transaction is called in that of what brought it
about.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from verbale.domain.spine import acceptance, journal, party_keys
from verbale.domain.spine.person import check_role
from verbale.engines.seal import Envelope, Judgement, Position
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.channel import Channel
from verbale.records.dispatch import ArrivedPouch, Message, MessageState, Pouch, PouchState
from verbale.records.document import Document
from verbale.records.party import Party
from verbale.records.person import Person, Role

RESTORED = "node.restored"
"""The act by which the journal tells of a restore."""


class NoEpochAsked(Refused):
    """{partner} asks for no new epoch, or for another one than {epoch}. Read the page again."""


class NotStopped(Refused):
    """The channel with {partner} is not stopped."""


class HasANode(Refused):
    """{partner} runs a node, and acknowledges pouches itself. Only of a partner without one a letter is recorded."""


class NoReason(Refused):
    """Say why the channel may go on: what both sides found when they spoke."""


class Stopped(Refused):
    """The channel with {partner} is stopped, so nothing is sealed for it: {why}"""


def of(partner: Party) -> Channel:
    """How the channels with a partner stand; made when first asked for."""
    return Channel.objects.filter(partner=partner).order_by("pk").first() or _made(partner)


@transaction.atomic
def _made(partner: Party) -> Channel:
    """A node that was restored may have used this channel after its backup, and does not know it (7.1)."""
    made, fresh = Channel.objects.get_or_create(partner=partner)
    restored = journal.moment_of_last(RESTORED)
    if fresh and restored is not None:
        begin_epoch(made, restored)
    return made


def locked(partner: Party) -> Channel:
    """The same, locked until the transaction ends, and by its own order nothing of the partner's row beside it."""
    rows = Channel.objects.select_for_update().filter(partner=partner).order_by("pk")
    return rows.first() or rows.get(pk=_made(partner).pk)


def judge(*, partner: Party, we: Party, envelope: Envelope, signer: str = "") -> Judgement:
    """What is to be done with an envelope that came from a partner, signed by this key (section 5)."""
    return acceptance.of(of(partner), we=we).judge(
        envelope,
        held=partial(acceptance.hash_held, partner),
        ours=partial(acceptance.hash_sent, partner),
        retired=party_keys.retired_at(partner, signer) if signer else None,
    )


def opened(partner: Party) -> QuerySet[ArrivedPouch]:
    """The pouches accepted from a partner."""
    return ArrivedPouch.objects.opened().filter(partner=partner)


def next_place(channel: Channel) -> tuple[int, int, Position | None]:
    """Epoch and number of the next pouch to a partner, and the position that it must name as previous (3.2)."""
    last = _sent(channel.partner).exclude(state=PouchState.VOID).order_by("-epoch", "-number").first()
    if last is None or last.epoch != channel.epoch:
        return channel.epoch, 1, acceptance.position_of(last)
    return channel.epoch, last.number + 1, acceptance.position_of(last)


def acknowledgement(partner: Party) -> Position | None:
    """What the next pouch to a partner acknowledges: the last one accepted (3.3)."""
    return acceptance.position_of(acceptance.last_opened(partner))


def heard(*, channel: Channel, envelope: Envelope, at: datetime) -> None:
    """Takes in what an accepted envelope acknowledges of ours, and whether it begins an epoch (7.3, 7.5)."""
    begins = envelope.number == 1 and envelope.epoch > 1
    said = envelope.acknowledged.place if envelope.acknowledged else (1, 0)
    if begins:
        channel.asks_epoch = None
        _send_from(channel, said, at)
    channel.acknowledged_epoch, channel.acknowledged_number = said
    if channel.catching_up and said >= (channel.epoch, 1):
        channel.catching_up = False
        journal.record(act="channel.caught up", thing=channel, by=None, at=at, facts={"epoch": channel.epoch})
    channel.save()
    open_ones(channel.partner).exclude(after(said)).update(state=PouchState.ACKNOWLEDGED, acknowledged_at=at)


def _send_from(channel: Channel, said: tuple[int, int], at: datetime) -> None:
    """Sends again, as it was sealed, all that a restored partner does not remember (7.5).

    Where the sealed bytes of some of it were erased by a rule, its numbers could never be filled: then we begin an
    epoch too, and what was not erased is sealed again in it (14.5).
    """
    later = _sent(channel.partner).filter(after(said)).exclude(state=PouchState.VOID)
    if later.filter(erased_at__isnull=False).exists():
        later.update(state=PouchState.VOID, acknowledged_at=None)
        begin_epoch(channel, at)
    else:
        later.update(state=PouchState.SEALED, acknowledged_at=None)


def owes(channel: Channel) -> None:
    """The next pouch is due even if nothing else waits: something is to be acknowledged (4.4)."""
    channel.owes_acknowledgement = True
    channel.save(update_fields=["owes_acknowledgement"])


@transaction.atomic
def repeated(*, partner: Party, envelope: Envelope) -> None:
    """A pouch that asks for an acknowledgement came again: ours was lost, so it is sent again (4.4)."""
    came = opened(partner).filter(epoch=envelope.epoch, number=envelope.number).first()
    if came is None or not came.asks:
        return
    waiting = open_ones(partner)
    if waiting.exists():
        waiting.update(state=PouchState.SEALED)
    else:
        owes(locked(partner))


def to_send(partner: Party, at: datetime) -> list[Pouch]:
    """The sealed pouches that are to be handed to the carriers now, in the order of their numbers (4.2, 4.3).

    All that is not acknowledged is sent again when one with messages waited longer than was agreed.
    """
    if of(partner).stopped_at is not None:
        return []
    waiting = open_ones(partner)
    # What was carried later than now, was carried before the clock was put right.
    late = Q(carried_at__lte=at - timedelta(minutes=partner.resend_after)) | Q(carried_at__gt=at)
    overdue = Q(state=PouchState.CARRIED) & late
    if not partner.by_letter and waiting.filter(overdue, asks=True).exists():
        return list(waiting.filter(Q(state=PouchState.SEALED) | overdue).order_by("epoch", "number"))
    return list(waiting.filter(state=PouchState.SEALED).order_by("epoch", "number"))


@transaction.atomic
def acknowledged_by_letter(*, pouch: Pouch, letter: Document, by: Person, at: datetime) -> int:
    """Records the letter by which a partner without a node says that a pouch reached it, and all before it (13.3).

    How many pouches that acknowledges.
    """
    check_role(by, Role.DESK)
    if not pouch.partner.by_letter:
        raise HasANode(partner=pouch.partner.code)
    channel = locked(pouch.partner)
    place = (pouch.epoch, pouch.number)
    count = open_ones(pouch.partner).exclude(after(place)).update(state=PouchState.ACKNOWLEDGED, acknowledged_at=at)
    if place > (channel.acknowledged_epoch, channel.acknowledged_number):
        channel.acknowledged_epoch, channel.acknowledged_number = place
        channel.save(update_fields=["acknowledged_epoch", "acknowledged_number"])
    facts: dict[str, Json] = {"epoch": pouch.epoch, "number": pouch.number, "letter": letter.pk}
    journal.record(act="pouch.acknowledged by letter", thing=pouch, by=by, at=at, facts=facts)
    return count


@transaction.atomic
def send_again(*, partner: Party, by: Person, at: datetime) -> int:
    """Lets the carriers send all that is not acknowledged in the next round; how many pouches those are."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    count = open_ones(partner).update(state=PouchState.SEALED)
    journal.record(act="pouches.sent again", thing=of(partner), by=by, at=at, facts={"pouches": count})
    return count


@transaction.atomic
def stop(*, partner: Party, why: str, clause: str, at: datetime) -> None:
    """Stops the channel in both directions and says so (5.12); stopping it again changes nothing."""
    channel = locked(partner)
    if channel.stopped_at is not None:
        return
    channel.stopped_at, channel.stopped_why = at, why
    channel.save(update_fields=["stopped_at", "stopped_why"])
    facts: dict[str, Json] = {"partner": partner.code, "clause": clause, "why": why}
    journal.record(act="channel.stopped", thing=channel, by=None, at=at, facts=facts)


@transaction.atomic
def go_on(*, partner: Party, reason: str, by: Person, at: datetime) -> None:
    """Lets a stopped channel go on with what we hold, once both sides have spoken."""
    check_role(by, Role.ADMINISTRATOR)
    channel = locked(partner)
    if channel.stopped_at is None:
        raise NotStopped(partner=partner.code)
    if not reason.strip():
        raise NoReason()
    channel.stopped_at, channel.stopped_why = None, ""
    channel.save(update_fields=["stopped_at", "stopped_why"])
    facts: dict[str, Json] = {"partner": partner.code, "reason": reason.strip()}
    journal.record(act="channel.goes on", thing=channel, by=by, at=at, facts=facts)


@transaction.atomic
def ask_epoch(*, partner: Party, epoch: int, at: datetime, begins: str = "") -> None:
    """Remembers that the partner begins an epoch, with the envelope that has this hash, which an administrator must
    confirm (5.10)."""
    channel = locked(partner)
    if channel.asks_epoch != epoch and epoch > channel.confirmed:
        channel.asks_epoch, channel.begins = epoch, begins
        channel.save(update_fields=["asks_epoch", "begins"])
        facts: dict[str, Json] = {"partner": partner.code, "epoch": epoch}
        journal.record(act="epoch.asked", thing=channel, by=None, at=at, facts=facts)


@transaction.atomic
def confirm_epoch(*, partner: Party, epoch: int, by: Person, at: datetime) -> None:
    """Confirms that a partner was restored and begins this epoch (7.3)."""
    check_role(by, Role.ADMINISTRATOR)
    channel = locked(partner)
    if channel.asks_epoch is None or channel.asks_epoch != epoch:
        raise NoEpochAsked(partner=partner.code, epoch=epoch)
    channel.confirmed = epoch
    channel.save(update_fields=["confirmed"])
    facts: dict[str, Json] = {"partner": partner.code, "epoch": epoch}
    journal.record(act="epoch.confirmed", thing=channel, by=by, at=at, facts=facts)


@transaction.atomic
def begin_epochs(*, at: datetime) -> dict[str, int]:
    """Begins a new epoch in every channel, since the node was restored (7.1); the epochs by partner.

    Also where the backup remembers no pouch and no keys, since one may have left after it. What was remembered as not
    acknowledged is sent again at once, as it was sealed (7.2).
    """
    begun = {}
    for partner in Party.objects.partners():
        channel, _ = Channel.objects.select_for_update().get_or_create(partner=partner)
        begin_epoch(channel, at)
        open_ones(partner).update(state=PouchState.SEALED)
        begun[partner.code] = channel.epoch
    return begun


def begin_epoch(channel: Channel, at: datetime) -> None:
    """Begins a new epoch in one channel; the journal keeps the last checkpoint of the old one that both signed."""
    channel.epoch = max(channel.epoch + 1, int(at.timestamp()))
    # Who runs no node confirms nothing and returns nothing.
    channel.catching_up = channel.owes_acknowledgement = not channel.partner.by_letter
    facts: dict[str, Json] = {"partner": channel.partner.code, "epoch": channel.epoch}
    if channel.countersigned:
        facts["checkpoint"] = channel.countersigned
    channel.our_log, channel.countersigned = [], ""
    channel.save()
    journal.record(act="epoch.begun", thing=channel, by=None, at=at, facts=facts)


def seal_void_again(channel: Channel) -> None:
    """Queues again what was void and did not come back, once the partner has confirmed the new epoch (1.7)."""
    if channel.catching_up:
        return
    void = _sent(channel.partner).filter(state=PouchState.VOID, erased_at__isnull=True)
    Message.objects.filter(pouch__in=void).update(state=MessageState.QUEUED, pouch=None)


def check_open(partner: Party) -> None:
    """Refuses while the channel is stopped."""
    channel = of(partner)
    if channel.stopped_at is not None:
        raise Stopped(partner=partner.code, why=channel.stopped_why)


def after(place: tuple[int, int]) -> Q:
    """The pouches after a place."""
    return Q(epoch__gt=place[0]) | Q(epoch=place[0], number__gt=place[1])


def open_ones(partner: Party) -> QuerySet[Pouch]:
    """What we sealed, still have, and must send until it is acknowledged."""
    return _sent(partner).filter(state__in=(PouchState.SEALED, PouchState.CARRIED), erased_at__isnull=True)


def _sent(partner: Party) -> QuerySet[Pouch]:
    return Pouch.objects.filter(partner=partner)
