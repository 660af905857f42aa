"""Sealing: what waits for a partner goes into one pouch, whose number and bytes are kept in one transaction.

The clauses cited are those of docs/PROTOCOL.md, section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from verbale.carrier.signing import sign_for
from verbale.domain.spine import channel, channel_log, dispatch, office, party, party_keys, returned
from verbale.engines.inspection import Inspection
from verbale.engines.seal import (
    POUCH_SUFFIX,
    Content,
    Envelope,
    Position,
    PublicKeys,
    Sealed,
    address,
    pouch_stem,
    seal_pouch,
)
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys import departure, inspection, papers
from verbale.kernel.home import Home
from verbale.kernel.whole_file import passing_in, settle, written
from verbale.records.channel import Channel
from verbale.records.dispatch import Message, Pouch
from verbale.records.party import Party

PAPERS = "papers"
"""The folder of a pouch in which readable papers lie (2.4)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next pouch to a partner would be: its messages, its place, what it acknowledges, its checkpoints."""

    channel: Channel
    we: Party
    messages: list[Message]
    place: tuple[int, int, Position | None]
    acknowledged: Position | None
    checkpoint: str
    countersigned: str
    signer: str
    recipient: PublicKeys

    @property
    def stem(self) -> str:
        """The pouch's name without its ending."""
        epoch, number, _ = self.place
        return pouch_stem(self.we.code, self.channel.partner.code, epoch, number)

    @property
    def name(self) -> str:
        return f"{self.stem}{POUCH_SUFFIX}"


def seal_waiting(*, partner: Party, keys: NodeKeys, home: Home, at: datetime) -> Pouch | None:
    """Seals what waits for a partner and still may leave; None if nothing does, nor is anything to be acknowledged.

    Sealing takes long, so the bytes are made and inspected without holding the database. Then, in one transaction,
    the same messages still may leave at the same place, or all is begun again; the bytes get their name on disk before
    the row that names them is written. If the process dies between the two, the number is not taken, and what was
    written is overwritten by the next sealing.

    Raises MayNotLeave where the inspector finds that the pouch may not leave (4.5), which is recorded. Where single
    messages are at fault, these alone are held back and the rest is sealed.
    """
    while (draft := _draft(partner, keys, at)) is not None:
        with passing_in(home.outbox) as passing:
            envelope, sealed = _seal(draft, keys, passing, at)
            found = _inspected(draft, keys, passing, home, at)
            if not found.passed:
                _withhold(draft, keys, found, at)
                continue
            pouch = _allot(draft, keys, envelope, sealed, passing, home, at)
        if pouch is not None:
            return pouch
    return None


@transaction.atomic
def _draft(partner: Party, keys: NodeKeys, at: datetime) -> Draft | None:
    stands = channel.of(partner)
    if stands.stopped_at is not None:
        return None
    waiting = dispatch.waiting(partner)
    if stands.catching_up:
        # Acts wait until it is known which were done already; what the partner itself forgot does not (7.6).
        waiting = [message for message in waiting if message.what == returned.WHAT]
    messages = departure.leaving(waiting, at=at)
    if not messages and not (stands.owes_acknowledgement and party_keys.present(partner)):
        return None
    we = party.us()
    revoked = frozenset(party_keys.revoked(we))
    return _drafted(stands, we, departure.signed(messages, sign=sign_for(partner, keys), revoked=revoked), keys)


def _drafted(stands: Channel, we: Party, messages: list[Message], keys: NodeKeys) -> Draft:
    partner = stands.partner
    signer = party_keys.ours_for(partner)
    key = keys.signing_for(signer)
    return Draft(
        stands, we, messages, channel.next_place(stands), channel.acknowledgement(partner),
        channel_log.checkpoint(channel=stands, we=we, key=key),
        channel_log.countersigned(channel=stands, we=we, key=key),
        signer, party_keys.confirmed(partner),
    )  # fmt: skip


def _notes(draft: Draft) -> dict[str, bytes]:
    notes = {departure.CHECKPOINT: draft.checkpoint.encode()}
    return notes | ({departure.COUNTERSIGNED: draft.countersigned.encode()} if draft.countersigned else {})


def _papers(draft: Draft, at: datetime) -> dict[str, bytes]:
    partner = draft.channel.partner
    return papers.papers_of(partner=partner, messages=draft.messages, number=draft.stem, day=office.day_of(at))


def _seal(draft: Draft, keys: NodeKeys, to: Path, at: datetime) -> tuple[Envelope, Sealed]:
    beside = _notes(draft) | {f"{PAPERS}/{name}": data for name, data in _papers(draft, at).items()}
    contents = [
        *departure.contents_of(draft.messages),
        *(Content.of_bytes(name, data) for name, data in beside.items()),
    ]
    epoch, number, previous = draft.place
    envelope = address(
        contents, sender=draft.we.code, recipient=draft.channel.partner.code, epoch=epoch, number=number,
        previous=previous, acknowledged=draft.acknowledged,
    )  # fmt: skip
    with written(to) as out:
        sealed = seal_pouch(
            out, envelope=envelope, contents=contents, signing_key=keys.signing_for(draft.signer),
            recipients=[draft.recipient.recipient, keys.public.recipient],
        )  # fmt: skip
    return envelope, sealed


def _inspected(draft: Draft, keys: NodeKeys, sealed: Path, home: Home, at: datetime) -> Inspection:
    return inspection.inspected(
        sealed, partner=draft.channel.partner, messages=[message.pk for message in draft.messages],
        notes=_notes(draft), identity=keys.identity, workspace=home.quarantine, day=office.day_of(at),
    )  # fmt: skip


def _withhold(draft: Draft, keys: NodeKeys, found: Inspection, at: datetime) -> None:
    """Records what the inspector found, unless what was sealed is no longer so and is to be sealed anew."""
    with transaction.atomic():
        stands = channel.locked(draft.channel.partner)
        if not _still_so(draft, stands, keys, at):
            return
        go_on = inspection.withhold(stands=stands, messages=draft.messages, found=found, at=at)
    if not go_on:
        found.demand()


@transaction.atomic
def _allot(
    draft: Draft, keys: NodeKeys, envelope: Envelope, sealed: Sealed, passing: Path, home: Home, at: datetime
) -> Pouch | None:
    """Gives the sealed bytes their number and name; None if what they were made of is no longer so (4.1)."""
    stands = channel.locked(draft.channel.partner)
    if stands.stopped_at is not None or not _still_so(draft, stands, keys, at):
        return None
    settle(passing, home.outbox / draft.name)
    pouch = dispatch.sealed(
        channel=stands, messages=draft.messages, envelope=envelope, made=sealed, checkpoint=draft.checkpoint,
        file_name=draft.name, at=at,
    )  # fmt: skip
    departure.sealed(draft.messages, pouch=pouch, at=at)
    return pouch


def _still_so(draft: Draft, stands: Channel, keys: NodeKeys, at: datetime) -> bool:
    """Whether the messages still wait and may leave, at the same place, to and under the same keys."""
    sealed = {message.pk for message in draft.messages}
    waiting = [message for message in dispatch.waiting(stands.partner) if message.pk in sealed]
    now = _drafted(stands, draft.we, departure.leaving(waiting, at=at), keys)
    return _facts(now) == _facts(draft)


def _facts(draft: Draft) -> tuple[object, ...]:
    told = [(one.pk, one.body) for one in draft.messages]
    return (
        told, draft.place, draft.acknowledged, draft.checkpoint, draft.countersigned, draft.signer, draft.recipient,
    )  # fmt: skip
