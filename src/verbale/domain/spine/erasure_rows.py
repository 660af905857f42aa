"""What an erasure does to the rows that hold a thing: texts go, hashes stay, and what must leave the disk is noted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from verbale.domain.spine import dispatch, journal
from verbale.domain.spine.erasure_scope import FREE_TEXTS, REPLACED, Scope, scrubbed
from verbale.kernel.canonical import Json
from verbale.records.dispatch import ArrivedPouch, Message, MessageState, Pouch, Release
from verbale.records.document import Document, FileState, StoredFile
from verbale.records.erasure import Erased, ErasureCopy
from verbale.records.holding import Edition, ReceivedCatalogue
from verbale.records.job import Job
from verbale.records.person import Person


def erase(row: Erased, found: Scope, *, basis: str, by: Person | None, at: datetime) -> None:
    """Erases one thing with all that holds it, and writes down what went; call it in the erasure's transaction."""
    _note_copies(row, found)
    for document in found.documents:
        document.title = document.file_name = REPLACED
        document.archive_reference, document.translators, document.erased_at = "", [], at
    Document.objects.bulk_update(
        found.documents, ["title", "file_name", "archive_reference", "translators", "erased_at"]
    )
    gone = {*found.hashes, *found.told}
    StoredFile.objects.filter(pk__in=gone).update(state=FileState.ERASED, findings=[])
    Pouch.objects.filter(pk__in=[one.pk for one in found.pouches]).update(erased_at=at)
    ArrivedPouch.objects.filter(pk__in=[one.pk for one in found.arrived]).update(erased_at=at)
    for message in found.messages:
        _take_back(message, at)
        message.body = scrubbed(message.body, found.texts)
        message.save(update_fields=["body"])
    for number in found.payloads:
        journal.erase_payload(number=number, reason=f"erasure {row.erasure_id}", by=by, at=at)
    _erase_thing(found)
    row.kept, row.erased_at, row.cleared = found.kept, at, _counted(found)
    row.save(update_fields=["kept", "erased_at", "cleared"])
    facts: dict[str, Json] = {"sha256": row.sha256, "erasure": row.erasure_id, "cleared": row.cleared}
    thing = (row.thing_kind, row.thing_id)
    journal.record(act="erased", thing=thing, by=by, at=at, basis=basis, facts=facts)


def _take_back(message: Message, at: datetime) -> None:
    """A restored node must not send again what it erases: the partner had it, and returns that pouch (7.4)."""
    if message.state != MessageState.QUEUED:
        return
    release = Release.objects.filter(message=message).first()
    if release is not None:
        dispatch.recall(act=release, by=None, at=at)
    message.state = MessageState.RECALLED
    message.save(update_fields=["state"])


def _note_copies(row: Erased, found: Scope) -> None:
    copies = [("store", sha256) for sha256 in sorted({*found.hashes, *found.told})]
    if isinstance(found.thing, ReceivedCatalogue):
        copies.append(("index", found.thing.folder))
    if isinstance(found.thing, Edition):
        copies.append(("edition", found.thing.folder))
    ErasureCopy.objects.bulk_create(ErasureCopy(erased=row, place=place, name=name) for place, name in copies)


def _erase_thing(found: Scope) -> None:
    thing: Any = found.thing
    if found.kind in FREE_TEXTS:
        for name in FREE_TEXTS[found.kind]:
            setattr(thing, name, REPLACED if getattr(thing, name) else "")
        thing.save(update_fields=list(FREE_TEXTS[found.kind]))
    elif found.kind == "edition":
        for job in Job.objects.filter(argument__sha256=thing.digest):
            job.argument = {"sha256": thing.digest}
            job.save(update_fields=["argument"])
        thing.delete()
    elif found.kind == "receivedcatalogue":
        thing.delete()


def _counted(found: Scope) -> Mapping[str, int]:
    """How many copies of each sort went with it, without those of which there were none."""
    counts = {
        "documents": len(found.documents),
        "files": len(found.hashes),
        "messages": len(found.messages) + len(found.told),
        "pouches": len(found.pouches) + len(found.arrived),
        "journal payloads": len(found.payloads),
    }
    return {name: count for name, count in counts.items() if count}
