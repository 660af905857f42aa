"""Sealing: what waits for a partner goes into one pouch, whose number and bytes are kept in one transaction."""

from __future__ import annotations

import os
import secrets
from datetime import datetime
from pathlib import Path

from django.db import transaction

from verbale.carrier.carrying import settle
from verbale.domain.spine import dispatch, party
from verbale.engines.seal import Envelope, Sealed, address, seal_pouch
from verbale.engines.seal.keys import NodeKeys
from verbale.journeys import departure
from verbale.kernel.home import Home
from verbale.records.dispatch import Message, Pouch
from verbale.records.party import Party


def seal_waiting(*, partner: Party, keys: NodeKeys, home: Home, at: datetime) -> Pouch | None:
    """Seals what waits for a partner and still may leave; None if nothing does.

    The bytes are on disk before the row that names them; if the process dies between the two, the number is not
    taken, and what was written is overwritten by the next sealing.
    """
    with transaction.atomic():
        messages = departure.leaving(dispatch.waiting(partner), at=at)
        if not messages:
            return None
        trusted = party.confirmed_keys(partner)
        number, previous = dispatch.next_in_channel(partner)
        name = f"{party.us().code}-{partner.code}-{number:06d}.pouch"
        envelope, sealed = _seal(messages, partner, number, previous, keys, trusted.recipient, home.outbox / name)
        pouch = dispatch.sealed(
            partner=partner, messages=messages, number=number, previous=previous, envelope_hash=envelope.hash,
            sha256=sealed.sha256, size=sealed.size, file_name=name, at=at,
        )  # fmt: skip
        departure.sealed(messages, pouch=number, at=at)
    return pouch


def _seal(
    messages: list[Message], partner: Party, number: int, previous: str | None, keys: NodeKeys, recipient: str, to: Path
) -> tuple[Envelope, Sealed]:
    contents = departure.contents_of(messages)
    envelope = address(contents, sender=party.us().code, recipient=partner.code, number=number, previous=previous)
    passing = to.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with passing.open("xb") as out:
            sealed = seal_pouch(
                out, envelope=envelope, contents=contents, signing_key=keys.signing, recipient=recipient
            )
            out.flush()
            os.fsync(out.fileno())
        settle(passing, to)
    finally:
        passing.unlink(missing_ok=True)
    return envelope, sealed
