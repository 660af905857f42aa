"""Pouches returned: what a partner had sent and forgot when it was restored goes back to it, and ours comes back to us.

The clauses cited are those of docs/PROTOCOL.md, section 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from verbale.domain.spine import channel, dispatch, document, journal, party, party_keys
from verbale.domain.spine.person import check_role
from verbale.domain.spine.pouch_evidence import NAMESPACE
from verbale.engines.seal import Envelope, read_envelope, read_manifest, verify_bytes
from verbale.kernel.canonical import Json, digest, read_json
from verbale.kernel.errors import Faulty, Refused
from verbale.records import files
from verbale.records.channel import Channel, ReturnedPouch
from verbale.records.dispatch import ArrivedPouch, Pouch, PouchState
from verbale.records.document import StoredFile
from verbale.records.party import Party
from verbale.records.person import Person, Role

WHAT = "returned pouches"
MOST = 1000
"""Pouches of one message."""
LARGEST = 64 * 1024 * 1024
"""Bytes of the largest messages of one pouch."""


class NotOurs(Faulty):
    """A pouch that {partner} returned is not one of ours: {why}. It was kept and not believed; ask the partner."""


class NotedBefore(Refused):
    """What this pouch held was seen to before, by {person}."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A pouch of ours that came back: its row, the messages it told, and their files' hashes by path."""

    row: ReturnedPouch
    messages: list[Any]


def give_back(*, partner: Party, envelope: Envelope, at: datetime) -> None:
    """Queues, before all else, what the partner had sent and does not remember (7.4)."""
    rows = forgotten(partner=partner, envelope=envelope)
    for begin in range(0, len(rows), MOST):
        part = rows[begin : begin + MOST]
        stored: dict[str, StoredFile] = {}
        for row in part:
            stored |= _stored(row, at)
        body = {"pouches": [_proof(row) for row in part]}
        dispatch.queue(
            partner=partner, what=WHAT, body=body, thing=channel.of(partner), at=at, files=stored, ahead=True
        )


def forgotten(*, partner: Party, envelope: Envelope) -> list[ArrivedPouch]:
    """What a partner that begins an epoch had sent us before and does not remember (7.4), in order."""
    rows = channel.opened(partner).filter(epoch__lt=envelope.epoch).order_by("epoch", "number")
    return list(rows.filter(channel.after(envelope.previous.place)) if envelope.previous else rows)


def _proof(row: ArrivedPouch) -> dict[str, Json]:
    return {"envelope": row.envelope, "signature": row.signature, "manifest": row.manifest, "messages": row.told}


def _stored(row: ArrivedPouch, at: datetime) -> dict[str, StoredFile]:
    """The messages of a pouch, unless they were erased (14.4)."""
    path = files.path_of(row.told)
    if not row.told or not path.is_file():
        return {}
    return {f"{row.told}.json": document.known(row.told, path.stat().st_size, name="messages.json", at=at)}


@transaction.atomic
def take_back(
    *, partner: Party, told: Mapping[str, Any], stored: Mapping[str, StoredFile], at: datetime
) -> TakenBack | None:
    """Verifies and keeps one pouch of ours that came back; None if we remember it, or had it back before."""
    stands = channel.locked(partner)
    envelope = _ours(partner, stands, told)
    known = Pouch.objects.filter(partner=partner, epoch=envelope.epoch, number=envelope.number).first()
    if known is not None:
        _remembered(partner, known, envelope)
        return None
    place = {"partner": partner, "epoch": envelope.epoch, "number": envelope.number}
    if ReturnedPouch.objects.filter(**place).exists():
        return None
    messages = _messages(partner, told, stored)
    row = ReturnedPouch.objects.create(
        **place, envelope=told["envelope"], signature=told["signature"], manifest=told["manifest"],
        told=told["messages"], returned_at=at,
    )  # fmt: skip
    facts: dict[str, Json] = {"partner": partner.code, "epoch": envelope.epoch, "number": envelope.number}
    journal.record(act="pouch.returned", thing=row, by=None, at=at, facts=facts)
    return TakenBack(row, messages)


def _ours(partner: Party, stands: Channel, told: Mapping[str, Any]) -> Envelope:
    """The envelope, if we signed it for this partner in an epoch that ended."""
    texts = [told.get(key) for key in ("envelope", "signature", "manifest", "messages")]
    if not all(isinstance(text, str) for text in texts):
        raise NotOurs(partner=partner.code, why="it is not told whole")
    we, data = party.us(), str(told["envelope"]).encode()
    envelope = read_envelope(data)
    signer = verify_bytes(data, str(told["signature"]).encode(), NAMESPACE)
    if signer not in party_keys.signing_lines(we, revoked=True):
        raise NotOurs(partner=partner.code, why="none of our keys signed it")
    if (envelope.sender, envelope.recipient) != (we.code, partner.code) or envelope.epoch >= stands.epoch:
        raise NotOurs(partner=partner.code, why="it is of another channel, or of an epoch that has not ended")
    if digest(str(told["manifest"]).encode()) != envelope.manifest:
        raise NotOurs(partner=partner.code, why="its manifest is not the one that was signed")
    return envelope


def _remembered(partner: Party, known: Pouch, envelope: Envelope) -> None:
    if known.envelope_hash != envelope.hash:
        raise NotOurs(partner=partner.code, why="we remember another pouch in its place")
    if known.state == PouchState.VOID:
        known.state = PouchState.ACKNOWLEDGED
        known.save(update_fields=["state"])


def _messages(partner: Party, told: Mapping[str, Any], stored: Mapping[str, StoredFile]) -> list[Any]:
    """The messages of the pouch, whose bytes its signed manifest names; none where the partner erased them (14.4)."""
    listed = read_manifest(str(told["manifest"]).encode())
    name = f"{told['messages']}.json"
    if name not in stored and listed.get("messages.json") == told["messages"]:
        return []
    if listed.get("messages.json") != told["messages"] or name not in stored or stored[name].size > LARGEST:
        raise NotOurs(partner=partner.code, why="its messages are not those that were signed")
    with files.read(stored[name].sha256) as stream:
        read = read_json(stream.read(), "messages.json")
    return list(read["messages"])


@transaction.atomic
def note(*, row: ReturnedPouch, by: Person, at: datetime) -> None:
    """Says that what a returned pouch held was seen to: orders entered again, answers given again."""
    check_role(by, Role.DESK, Role.ADMINISTRATOR)
    locked = ReturnedPouch.objects.select_for_update().get(pk=row.pk)
    if locked.noted_by is not None:
        raise NotedBefore(person=locked.noted_by.name)
    locked.noted_by, locked.noted_at = by, at
    locked.save(update_fields=["noted_by", "noted_at"])
    journal.record(act="returned.noted", thing=locked, by=by, at=at)
