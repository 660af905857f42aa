"""Sealing: what waits for a partner goes into one pouch, whose number and bytes are kept in one transaction."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from verbale.domain.spine import dispatch, party
from verbale.engines.seal import Envelope, PublicKeys, Sealed, address, seal_pouch
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys import departure
from verbale.kernel.home import Home
from verbale.records.dispatch import Message, Pouch
from verbale.records.files import settle
from verbale.records.party import Party


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next pouch to a partner would be: its messages, number, the envelope before it, and for whose keys."""

    partner: Party
    messages: list[Message]
    number: int
    previous: str | None
    recipient: PublicKeys

    @property
    def name(self) -> str:
        return f"{party.us().code}-{self.partner.code}-{self.number:06d}.pouch"


def seal_waiting(*, partner: Party, keys: NodeKeys, home: Home, at: datetime) -> Pouch | None:
    """Seals what waits for a partner and still may leave; None if nothing does.

    Sealing takes long, so the bytes are made without holding the database. Then, in one transaction, the same
    messages still may leave under the same number, or all is begun again; the bytes get their name on disk before the
    row that names them is written. If the process dies between the two, the number is not taken, and what was written
    is overwritten by the next sealing.
    """
    while (draft := _draft(partner, at)) is not None:
        passing = home.outbox / f".{secrets.token_hex(8)}.part"
        try:
            envelope, sealed = _seal(draft, keys, passing)
            pouch = _allot(draft, envelope, sealed, passing, home, at)
        finally:
            passing.unlink(missing_ok=True)
        if pouch is not None:
            return pouch
    return None


@transaction.atomic
def _draft(partner: Party, at: datetime) -> Draft | None:
    messages = departure.leaving(dispatch.waiting(partner), at=at)
    if not messages:
        return None
    return Draft(partner, messages, *dispatch.next_in_channel(partner), party.confirmed_keys(partner))


def _seal(draft: Draft, keys: NodeKeys, to: Path) -> tuple[Envelope, Sealed]:
    contents = departure.contents_of(draft.messages)
    envelope = address(
        contents, sender=party.us().code, recipient=draft.partner.code, number=draft.number, previous=draft.previous
    )
    recipient = draft.recipient.recipient
    with to.open("xb") as out:
        sealed = seal_pouch(out, envelope=envelope, contents=contents, signing_key=keys.signing, recipient=recipient)
        out.flush()
        os.fsync(out.fileno())
    return envelope, sealed


@transaction.atomic
def _allot(draft: Draft, envelope: Envelope, sealed: Sealed, passing: Path, home: Home, at: datetime) -> Pouch | None:
    """Gives the sealed bytes their number and name; None if what they were made of is no longer so."""
    if not _still_so(draft, at):
        return None
    settle(passing, home.outbox / draft.name)
    pouch = dispatch.sealed(
        partner=draft.partner, messages=draft.messages, number=draft.number, previous=draft.previous,
        envelope_hash=envelope.hash, sha256=sealed.sha256, size=sealed.size, file_name=draft.name, at=at,
    )  # fmt: skip
    departure.sealed(draft.messages, pouch=draft.number, at=at)
    return pouch


def _still_so(draft: Draft, at: datetime) -> bool:
    """Whether the messages still wait and may leave, to the same keys, under the same number."""
    sealed = {message.pk for message in draft.messages}
    waiting = [message for message in dispatch.waiting(draft.partner) if message.pk in sealed]
    return (
        [(one.pk, one.body) for one in departure.leaving(waiting, at=at)]
        == [(one.pk, one.body) for one in draft.messages]
        and dispatch.next_in_channel(draft.partner) == (draft.number, draft.previous)
        and party.confirmed_keys(draft.partner) == draft.recipient
    )
