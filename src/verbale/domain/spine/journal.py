"""Writing and verifying the journal: every act stands in its own transaction's entry."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from verbale.engines import chain
from verbale.kernel.canonical import Json
from verbale.kernel.clock import require_zone, stamp
from verbale.kernel.errors import Faulty, NotFound, Refused
from verbale.kernel.identifier import Randomness
from verbale.records.journal import JournalEntry, JournalErasure, JournalHead, JournalPayload
from verbale.records.person import Person
from verbale.records.record import Record


class OutsideTransaction(Refused):
    """The act “{act}” was to be recorded outside a transaction. This is a fault of the program; report it."""


ERASED = "journal.erased"


class UntoldErasure(Faulty):
    """The payload of entry {number} was erased, and no later entry tells of it. Compare with a backup."""


class AlreadyErased(Refused):
    """The payload of entry {number} was erased before."""


def record(
    *,
    act: str,
    thing: Record | tuple[str, str],
    by: Person | None,
    at: datetime,
    basis: str = "",
    facts: dict[str, Json] | None = None,
    random: Randomness = secrets.token_bytes,
) -> JournalEntry:
    """Writes one act into the chain, inside the transaction that does it.

    ``thing`` is what the act was done to; ``by`` is None for what the node itself or a partner did. Facts are
    JSON. The caller holds an open transaction, so that state and entry stand or fall together.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(act=act)
    kind, identifier = (thing.kind, thing.pk) if isinstance(thing, Record) else thing
    payload = JournalPayload(
        salt=random(chain.SALT_BYTES), at=require_zone(at), by=by.pk if by else "", by_name=by.name if by else "",
        act=act, thing_kind=kind, thing_id=identifier, basis=basis, facts=facts or {},
    )  # fmt: skip
    entry = _link(payload)
    payload.entry = entry
    payload.save(force_insert=True)
    return entry


def _link(payload: JournalPayload) -> JournalEntry:
    JournalHead.objects.get_or_create(pk=1, defaults={"hash": chain.GENESIS})
    head = JournalHead.objects.select_for_update().get(pk=1)
    number = head.number + 1
    digest = chain.body_digest(bytes(payload.salt), body(payload))
    entry = JournalEntry(number=number, previous=head.hash, digest=digest, hash=chain.link(number, head.hash, digest))
    entry.save(force_insert=True)
    head.number, head.hash = number, entry.hash
    head.save()
    return entry


def body(payload: JournalPayload) -> dict[str, Any]:
    """What the digest of a payload covers."""
    return {
        "at": stamp(payload.at),
        "by": payload.by,
        "name": payload.by_name,
        "act": payload.act,
        "thing": [payload.thing_kind, payload.thing_id],
        "basis": payload.basis,
        "facts": payload.facts,
    }


def verify() -> chain.Verification:
    """Walks the whole chain and names its first broken entry, if any."""
    found = chain.verify(_entries())
    found.demand()
    _check_erasures()
    return found


def _check_erasures() -> None:
    """An erasure must be told by a later entry that names what it erased."""
    for erasure in JournalErasure.objects.select_related("told_by__payload").order_by("erased"):
        told = getattr(erasure.told_by, "payload", None)
        named = (told.act, told.thing_id) if told else None
        if named != (ERASED, str(erasure.erased_id)) or erasure.told_by_id <= erasure.erased_id:
            raise UntoldErasure(number=erasure.erased_id)


def head() -> tuple[int, str]:
    """The number and hash of the last entry as it stands in the chain."""
    last = JournalEntry.objects.order_by("-number").values_list("number", "hash").first()
    return last or (0, chain.GENESIS)


def hash_at(number: int) -> str | None:
    """The hash of one entry, None where there is none; number 0 is the genesis."""
    if number == 0:
        return chain.GENESIS
    return JournalEntry.objects.filter(number=number).values_list("hash", flat=True).first()


def _entries() -> Iterator[chain.Kept]:
    rows = JournalEntry.objects.order_by("number").select_related("payload", "erasure")
    for row in rows.iterator(chunk_size=2000):
        payload = getattr(row, "payload", None)
        yield chain.Kept(
            entry=chain.Entry(row.number, row.previous, row.digest, row.hash),
            payload=chain.Payload(bytes(payload.salt), body(payload)) if payload else None,
            erased=hasattr(row, "erasure"),
        )


@transaction.atomic
def erase(*, number: int, reason: str, by: Person, at: datetime) -> None:
    """Erases one entry's payload, keeping its place in the chain; the erasing is itself an entry."""
    entry = JournalEntry.objects.filter(pk=number).first()
    if entry is None:
        raise NotFound(what="journal entry", which=number)
    if JournalErasure.objects.filter(erased=entry).exists():
        raise AlreadyErased(number=number)
    told = record(act=ERASED, thing=("journalentry", str(number)), by=by, at=at, facts={"reason": reason})
    JournalErasure.objects.create(erased=entry, told_by=told, reason=reason)
    JournalPayload.objects.filter(entry=entry).delete()
