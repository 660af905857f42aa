"""What may leave in a pouch, told by the database's release acts; and what is done where the inspector finds more.

Nothing here asks the room that seals (``journeys.departure``): each message, file, name and note is looked up anew, so
that a fault there shows as a difference here (docs/PROTOCOL.md, 4.5).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from pyrage import x25519

from verbale.domain.spine import channel, dispatch, party, party_keys
from verbale.engines.inspection import (
    Allowance,
    AllowedBytes,
    AllowedMessage,
    Inspection,
    Kind,
    inspect,
)
from verbale.engines.seal import Position
from verbale.journeys.inspection_bodies import body_of
from verbale.journeys.inspection_files import files_of
from verbale.journeys.inspection_known import known_to
from verbale.journeys.inspection_notes import is_sound
from verbale.journeys.papers import papers_of
from verbale.kernel.canonical import digest, digest_of
from verbale.records.channel import Channel
from verbale.records.dispatch import Message, MessageState
from verbale.records.party import Party, PartyKeys

OF_MESSAGES = frozenset(
    {
        Kind.BODY, Kind.FIELD, Kind.IDENTIFIER, Kind.MESSAGE, Kind.RELEASE, Kind.LABEL, Kind.CATALOGUE, Kind.PDF,
        Kind.ATTACHMENT, Kind.METADATA, Kind.UNMARKED, Kind.UNSEEN,
    }
)  # fmt: skip
"""What can be wrong with one message though the sealing is right; all else is wrong with the whole pouch."""

_MESSAGES, _FILES = "messages.json/", "files/"


def inspected(
    sealed: Path, *, partner: Party, messages: Sequence[str], notes: Mapping[str, bytes], identity: x25519.Identity,
    workspace: Path, day: date,
) -> Inspection:  # fmt: skip
    """Opens the sealed file with our own ``identity`` and measures it by what these messages may say.

    ``messages`` are identifiers, ``notes`` the bytes that the caller gives by name, which are held to the channel's
    logs here; ``day`` is the day that papers for a partner without a node bear, and ``workspace`` a folder with room
    for the pouch.
    """
    allowance = allowance_of(partner=partner, messages=messages, notes=notes, day=day)
    return inspect(sealed, identity=identity, allowance=allowance, workspace=workspace)


def allowance_of(*, partner: Party, messages: Sequence[str], notes: Mapping[str, bytes], day: date) -> Allowance:
    """What may leave, as the database says now: of these messages those that wait for this partner, in their order."""
    stands, us = channel.of(partner), party.us()
    epoch, number, previous = channel.next_place(stands)
    rows = list(
        Message.objects.filter(pk__in=messages, partner=partner, state=MessageState.QUEUED, held_at__isnull=True)
        .select_related("partner")
        .order_by("-ahead", "place", "queued_at", "id")
    )
    bodies = {row.pk: body_of(row) for row in rows}
    return Allowance(
        sender=us.code, recipient=partner.code, epoch=epoch, number=number, previous=_told(previous),
        acknowledged=_told(channel.acknowledgement(partner)), signer=_signer(us, partner),
        messages=tuple(
            AllowedMessage(row.pk, row.what, digest_of(bodies[row.pk]), tuple(files_of(row))) for row in rows
        ),
        notes=tuple(_bytes(name, data) for name, data in notes.items() if is_sound(name, data, stands)),
        papers=tuple(
            _bytes(name, data)
            for name, data in papers_of(
                partner=partner, messages=rows, number=f"{us.code}-{partner.code}-{epoch}-{number:06d}", day=day
            ).items()
        ),
        known=known_to(partner, [row.body for row in rows]),
    )  # fmt: skip


def withhold(*, stands: Channel, messages: Sequence[Message], found: Inspection, at: datetime) -> bool:
    """Records why a pouch does not leave; True if single messages are at fault, which are held back from now on.

    Call it in a transaction in which what was sealed still is as it was. What is held takes all that came later about
    the same thing with it (``departure.leaving``), so that acts reach the partner in their order.
    """
    why = " ".join(finding.sentence() for finding in found.findings[:5])
    dispatch.withheld(channel=stands, why=why, at=at)
    blamed = at_fault(found, messages)
    for message in messages:
        if message.pk in blamed:
            dispatch.hold(message=message, why=" ".join(blamed[message.pk][:5]), at=at)
    return bool(blamed)


def at_fault(found: Inspection, messages: Sequence[Message]) -> dict[str, list[str]]:
    """By message, what was found in it; nothing if anything else is wrong too, or with what has to go first."""
    blamed: dict[str, list[str]] = {}
    listed = {message.pk: message for message in messages}
    order = list(listed)
    for finding in found.findings:
        which = _which(finding.where, order)
        if finding.kind not in OF_MESSAGES or which is None or listed[which].ahead:
            return {}
        if finding.kind is Kind.BODY and listed[which].body == body_of(listed[which]):
            return {}  # The message is as it ought to be; the sealing altered it.
        blamed.setdefault(which, []).append(finding.sentence())
    return blamed


def _which(where: str, order: Sequence[str]) -> str | None:
    """The message within which this place of the pouch lies."""
    if where.startswith(_FILES):
        named = where.split("/")[1]
        return named if named in order else None
    place = where.removeprefix(_MESSAGES).partition("/")[0]
    if where.startswith(_MESSAGES) and place.isdecimal() and int(place) < len(order):
        return order[int(place)]
    return None


def _told(position: Position | None) -> dict[str, str | int] | None:
    return {"epoch": position.epoch, "number": position.number, "hash": position.hash} if position else None


def _signer(us: Party, partner: Party) -> str:
    return PartyKeys.objects.get(party=us, fingerprint=party_keys.ours_for(partner)).signing


def _bytes(name: str, data: bytes) -> AllowedBytes:
    return AllowedBytes(name, digest(data), len(data))
