"""What leaves: messages queue for a pouch, documents only by a release act; what the inspector finds is held back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from verbale.domain.spine import channel_log, journal, marking
from verbale.domain.spine.person import check_role
from verbale.engines.seal import Envelope, Sealed
from verbale.kernel.canonical import Json
from verbale.kernel.errors import Refused
from verbale.records.channel import Channel
from verbale.records.dispatch import Message, MessageFile, MessageState, Pouch, PouchState, Release
from verbale.records.document import Document, StoredFile
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.record import Record


class NoBasis(Refused):
    """Nothing leaves without a rule: this release names no basis clause."""


class NothingToRelease(Refused):
    """There is no document to release. Attach one and mark it first."""


class NotOfRelease(Refused):
    """“{name}” belongs to none of the documents that are released, so it may not go with them."""


class TooLate(Refused):
    """This left in pouch {number} and cannot be called back unseen. Send a recall notice instead."""


class NotHeld(Refused):
    """No message to {partner} is held back, so there is none to try again."""


class AlreadyRecalled(Refused):
    """This release was recalled before."""


def queue(
    *, partner: Party, what: str, body: Mapping[str, Json], thing: Record, at: datetime,
    files: Mapping[str, StoredFile] | None = None, ahead: bool = False,
) -> Message:  # fmt: skip
    """Queues an act to be told to a partner in the next pouch; call it in the transaction of the act.

    ``ahead`` lets it go before what was queued earlier.
    """
    last = Message.objects.filter(partner=partner).aggregate(place=Max("place"))["place"] or 0
    message = Message.objects.create(
        partner=partner, what=what, body=dict(body), thing_kind=thing.kind, thing_id=thing.pk, queued_at=at,
        place=last + 1, ahead=ahead,
    )  # fmt: skip
    MessageFile.objects.bulk_create(
        MessageFile(message=message, name=name, file=file) for name, file in sorted((files or {}).items())
    )
    return message


@transaction.atomic
def release(
    *, partner: Party, thing: Record, documents: Sequence[Document], basis: str, caveat: str, body: Mapping[str, Json],
    files: Mapping[str, StoredFile], what: str, by: Person, at: datetime,
) -> Release:  # fmt: skip
    """Lets marked documents of one thing leave, under a basis clause and a marking, in one journal entry."""
    if not basis.strip():
        raise NoBasis()
    if not documents:
        raise NothingToRelease()
    marking.check_may_leave(documents=documents, partner=partner, caveat=caveat)
    _check_files(files, documents)
    message = queue(partner=partner, what=what, body=body, thing=thing, files=files, at=at)
    act = Release.objects.create(
        partner=partner, thing_kind=thing.kind, thing_id=thing.pk, basis=basis, marking=caveat, message=message,
        released_by=by, released_at=at,
    )  # fmt: skip
    act.documents.set(documents)
    facts = {"documents": [document.file_id for document in documents], "marking": caveat, "partner": partner.code}
    journal.record(act="released", thing=thing, by=by, at=at, basis=basis, facts=facts)
    return act


def _check_files(files: Mapping[str, StoredFile], documents: Sequence[Document]) -> None:
    """Refuses a file that would leave unjudged beside the documents that were."""
    judged = {document.file_id for document in documents}
    for name, file in files.items():
        if file.pk not in judged:
            raise NotOfRelease(name=name)


@transaction.atomic
def recall(*, act: Release, by: Person | None, at: datetime) -> None:
    """Takes a release back before its pouch is sealed; refuses afterwards."""
    message = Message.objects.select_for_update().get(pk=act.message_id)
    if message.state == MessageState.RECALLED:
        raise AlreadyRecalled()
    if message.pouch is not None:
        raise TooLate(number=message.pouch.number)
    message.state = MessageState.RECALLED
    message.save(update_fields=["state"])
    act.recalled_by, act.recalled_at = by, at
    act.save(update_fields=["recalled_by", "recalled_at"])
    journal.record(act="release.recalled", thing=(act.thing_kind, act.thing_id), by=by, at=at)


def release_of(thing: Record) -> Release | None:
    """The release of a thing that stands, the newest first."""
    return (
        Release.objects.filter(thing_kind=thing.kind, thing_id=thing.pk, recalled_at__isnull=True)
        .select_related("message__pouch")
        .order_by("-released_at")
        .first()
    )


def files_sent(thing: Record, what: str) -> set[str]:
    """The hashes of the files that left with a thing's sealed messages of one kind."""
    sealed = {"message__state": MessageState.SEALED, "message__what": what}
    of_thing = MessageFile.objects.filter(message__thing_kind=thing.kind, message__thing_id=thing.pk, **sealed)
    return set(of_thing.values_list("file_id", flat=True))


def waiting(partner: Party) -> list[Message]:
    """What the next pouch to a partner takes, locked until the transaction ends."""
    queued = Message.objects.select_for_update().filter(partner=partner, state=MessageState.QUEUED)
    return list(queued.order_by("-ahead", "place", "queued_at", "id"))


@transaction.atomic
def sealed(
    *, channel: Channel, messages: Sequence[Message], envelope: Envelope, made: Sealed, checkpoint: str,
    file_name: str, at: datetime,
) -> Pouch:  # fmt: skip
    """Records a sealed pouch and that its messages are in it, with the number allotted, in one transaction."""
    partner = channel.partner
    asks = bool(messages) or (envelope.number == 1 and envelope.epoch > 1)
    pouch = Pouch.objects.create(
        partner=partner, epoch=envelope.epoch, number=envelope.number, envelope=envelope.as_bytes().decode("ascii"),
        envelope_hash=envelope.hash, signature=made.signature.decode("ascii"), manifest=made.manifest.decode(),
        checkpoint=checkpoint, sha256=made.sha256, size=made.size, file_name=file_name, asks=asks, sealed_at=at,
    )  # fmt: skip
    for message in messages:
        message.state, message.pouch = MessageState.SEALED, pouch
        message.save(update_fields=["state", "pouch"])
    channel.owes_acknowledgement, channel.withheld_at, channel.withheld_why = False, None, ""
    channel.our_log = channel_log.grown(channel.our_log, envelope)
    channel.save()
    facts: dict[str, Json] = {
        "partner": partner.code, "epoch": pouch.epoch, "number": pouch.number, "sha256": made.sha256,
        "messages": len(messages),
    }  # fmt: skip
    journal.record(act="pouch.sealed", thing=pouch, by=None, at=at, facts=facts)
    return pouch


@transaction.atomic
def carried(*, pouch: Pouch, at: datetime) -> None:
    """Records that the sealed bytes were handed to a carrier; only the first time is an act of the journal."""
    first = pouch.carried_at is None
    Pouch.objects.filter(pk=pouch.pk, state=PouchState.SEALED).update(state=PouchState.CARRIED)
    Pouch.objects.filter(pk=pouch.pk).update(carried_at=at)
    pouch.refresh_from_db()
    if first:
        facts: dict[str, Json] = {"epoch": pouch.epoch, "number": pouch.number}
        journal.record(act="pouch.carried", thing=pouch, by=None, at=at, facts=facts)


@transaction.atomic
def withheld(*, channel: Channel, why: str, at: datetime) -> None:
    """Records that the inspector let a sealed pouch not leave; the same finding is recorded once."""
    if channel.withheld_why == why:
        return
    channel.withheld_at, channel.withheld_why = at, why
    channel.save(update_fields=["withheld_at", "withheld_why"])
    journal.record(act="pouch.withheld", thing=channel, by=None, at=at, facts={"why": why})


@transaction.atomic
def hold(*, message: Message, why: str, at: datetime) -> None:
    """Holds one message back, in which the inspector found what may not leave; the others go on."""
    message.held_at, message.held_why = at, why
    message.save(update_fields=["held_at", "held_why"])
    facts: dict[str, Json] = {"message": message.pk, "what": message.what, "why": why}
    journal.record(act="message.held", thing=(message.thing_kind, message.thing_id), by=None, at=at, facts=facts)


@transaction.atomic
def try_again(*, partner: Party, by: Person, at: datetime) -> int:
    """Lets the inspector judge again what it held back, once its cause was seen to; how many messages those are."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    rows = held(partner)
    if not rows:
        raise NotHeld(partner=partner.code)
    for message in rows:
        message.held_at, message.held_why = None, ""
        message.save(update_fields=["held_at", "held_why"])
        facts: dict[str, Json] = {"message": message.pk, "what": message.what}
        journal.record(
            act="message.tried again", thing=(message.thing_kind, message.thing_id), by=by, at=at, facts=facts
        )
    return len(rows)


def held(partner: Party) -> list[Message]:
    """The messages to a partner that the inspector held back and that still wait."""
    rows = Message.objects.filter(partner=partner, state=MessageState.QUEUED, held_at__isnull=False)
    return list(rows.order_by("held_at", "id"))
