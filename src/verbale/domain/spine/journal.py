"""Writing and verifying the journal: every act stands in its own transaction's entry."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from verbale.engines import chain
from verbale.kernel.canonical import Json
from verbale.kernel.clock import require_zone, stamp
from verbale.kernel.errors import Faulty, NotAllowed, NotFound, Refused
from verbale.kernel.identifier import Randomness
from verbale.records.journal import JournalEntry, JournalErasure, JournalHead, JournalPayload
from verbale.records.person import Person, Role
from verbale.records.record import Record


class OutsideTransaction(Refused):
    """The act “{act}” was to be recorded outside a transaction. This is a fault of the program; report it."""


ERASED = "journal.erased"
PAGE = 2000
"""How many entries are read at once."""


class UntoldErasure(Faulty):
    """The payload of entry {number} was erased, and no later entry tells of it. Compare with a backup."""


class AlreadyErased(Refused):
    """The payload of entry {number} was erased before."""


class TellsOfErasure(Refused):
    """Entry {number} tells that another one was erased. It stays, for otherwise nobody would know."""


class NotEraser(NotAllowed):
    """{person} may not erase what the journal says: only an administrator may. Ask one, and give the reason."""


class CutOff(Faulty):
    """The journal ends with entry {last}, but {number} entries were written, or its last hash was altered. Compare
    with a backup and with the signed heads that were exported."""


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
    heads = JournalHead.objects.select_for_update().filter(pk=1)
    head = heads.first() or _begun(heads)
    number = head.number + 1
    digest = chain.body_digest(bytes(payload.salt), body(payload))
    entry = JournalEntry(number=number, previous=head.hash, digest=digest, hash=chain.link(number, head.hash, digest))
    entry.save(force_insert=True)
    head.number, head.hash = number, entry.hash
    head.save()
    return entry


def _begun(heads: QuerySet[JournalHead]) -> JournalHead:
    """The head of an empty journal, which another process may be making at the same time."""
    JournalHead.objects.get_or_create(pk=1, defaults={"hash": chain.GENESIS})
    return heads.get()


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
    """Walks the whole chain and names its first broken entry, if any.

    It may run while others write: the head is read before and after, and the chain must end between the two.
    """
    written = _written()
    found = chain.verify(_entries())
    found.demand()
    _check_end(found.count, written, _written())
    _check_erasures()
    return found


def _written() -> tuple[int, str]:
    """What the row that is locked for writing says of the last entry."""
    return JournalHead.objects.values_list("number", "hash").first() or (0, chain.GENESIS)


def _check_end(count: int, before: tuple[int, str], after: tuple[int, str]) -> None:
    if not before[0] <= count <= after[0] or any(hash_at(number) != hash for number, hash in (before, after)):
        raise CutOff(last=count, number=after[0])


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


def moment_of_last(act: str) -> datetime | None:
    """When the last entry that tells of an act says that it was done; None if none does."""
    return JournalPayload.objects.filter(act=act).order_by("-entry").values_list("at", flat=True).first()


def each_of(act: str) -> list[tuple[str, dict[str, Any]]]:
    """What every entry that tells of an act was done to, by its identifier, and its facts, in their order."""
    return list(JournalPayload.objects.filter(act=act).order_by("entry").values_list("thing_id", "facts"))


def hash_at(number: int) -> str | None:
    """The hash of one entry, None where there is none; number 0 is the genesis."""
    if number == 0:
        return chain.GENESIS
    return JournalEntry.objects.filter(number=number).values_list("hash", flat=True).first()


def _entries() -> Iterator[chain.Kept]:
    """Every entry, page by page, so that nobody who writes waits for the end of the walk."""
    page = _page(-1, PAGE)
    while page:
        yield from page
        page = _page(page[-1].entry.number, PAGE)


def _page(after: int, size: int) -> list[chain.Kept]:
    rows = JournalEntry.objects.filter(number__gt=after).order_by("number").select_related("payload", "erasure")
    try:
        return [_kept(row) for row in rows[:size]]
    except (ValueError, TypeError, AttributeError) as fault:
        # What cannot even be read as a date or as JSON is no longer what was entered. Smaller pages find which it is.
        if size == 1:
            good = max(after, 0)
            raise chain.BrokenChain(number=good + 1, why=chain.Why.DIGEST, good=good) from fault
        return _page(after, size // 2)


def _kept(row: JournalEntry) -> chain.Kept:
    payload = getattr(row, "payload", None)
    return chain.Kept(
        entry=chain.Entry(row.number, row.previous, row.digest, row.hash),
        payload=chain.Payload(bytes(payload.salt), body(payload)) if payload else None,
        erased=hasattr(row, "erasure"),
    )


@transaction.atomic
def erase(*, number: int, reason: str, by: Person, at: datetime) -> None:
    """Erases one entry's payload, keeping its place in the chain; the erasing is itself an entry."""
    if Role.ADMINISTRATOR not in by.roles:
        raise NotEraser(person=by.name)
    erase_payload(number=number, reason=reason, by=by, at=at)


def erase_payload(*, number: int, reason: str, by: Person | None, at: datetime) -> None:
    """The same as part of a larger act that two people did, or that the node does again; in that act's transaction."""
    entry = JournalEntry.objects.filter(pk=number).first()
    if entry is None:
        raise NotFound(what="journal entry", which=number)
    # Writing the entry locks the head, so that two who erase at once come one after the other.
    told = record(act=ERASED, thing=("journalentry", str(number)), by=by, at=at, facts={"reason": reason})
    if JournalErasure.objects.filter(erased=entry).exists():
        raise AlreadyErased(number=number)
    if JournalErasure.objects.filter(told_by=entry).exists():
        raise TellsOfErasure(number=number)
    JournalErasure.objects.create(erased=entry, told_by=told, reason=reason)
    JournalPayload.objects.filter(entry=entry).delete()
