"""What an erasure reaches: the rows, files, messages, pouches and journal payloads that hold one thing.

Nothing is written here. What stands in the way is told as sentences, so that people see all of it at once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from verbale.domain.spine.journal import ERASED
from verbale.kernel.canonical import Json
from verbale.kernel.errors import NotFound
from verbale.records import files
from verbale.records.dispatch import ArrivedPouch, Message, MessageFile, MessageState, Pouch, PouchState
from verbale.records.document import Document, FileState, StoredFile
from verbale.records.erasure import Erased
from verbale.records.holding import Edition, Offer, ReceivedCatalogue
from verbale.records.journal import JournalErasure, JournalPayload

FREE_TEXTS: Mapping[str, tuple[str, ...]] = {
    "correspondence": ("subject", "text", "said_by", "said_to", "source"),
    "order": ("purpose",),
    "orderline": ("citation", "note"),
    "need": ("purpose",),
    "needline": ("citation", "told"),
    "contactunit": ("name", "reach"),
    "approvalstep": ("remark",),
}
"""The kinds of things of which the free texts alone are erased, and which these are."""
KINDS = ("document", "storedfile", "receivedcatalogue", "edition", "journalentry", *sorted(FREE_TEXTS))
"""Everything that can be erased."""
SHORTEST = 4
"""Signs of the shortest text that is looked for inside others; a shorter one must be the whole text."""


@dataclass(slots=True)
class Scope:
    """All that holds one thing; ``hindrances`` say why it cannot be erased now, ``kept`` why some bytes will stay."""

    kind: str
    thing: Model | int
    texts: tuple[str, ...] = ()
    documents: list[Document] = field(default_factory=list)
    hashes: set[str] = field(default_factory=set)
    kept: str = ""
    pouches: list[Pouch] = field(default_factory=list)
    arrived: list[ArrivedPouch] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """The stored messages of pouches that came, which say something of it."""
    payloads: list[int] = field(default_factory=list)
    hindrances: list[str] = field(default_factory=list)
    gone: bool = False
    """Whether it was erased before, which hinders too."""

    def was_erased(self, sentence: str = "It was erased before.") -> None:
        """Notes that nothing of it is left to erase."""
        self.gone = True
        self.hindrances.append(sentence)


def scope(kind: str, identifier: str) -> Scope:
    """What erasing one thing reaches; NotFound where there is no such thing, or none of that kind can be erased."""
    if kind not in KINDS:
        raise NotFound(what=f"kind that can be erased ({', '.join(KINDS)})", which=kind)
    if kind == "journalentry":
        return _payload(identifier)
    thing: Any = apps.get_model("records", kind)._default_manager.filter(pk=identifier).first()
    if thing is None:
        raise NotFound(what=kind, which=identifier)
    found = Scope(kind, thing)
    if kind in FREE_TEXTS:
        found.texts = _texts(getattr(thing, name) for name in FREE_TEXTS[kind])
        _reach(found, {(kind, identifier)})
        erased = Erased.objects.filter(thing_kind=kind, thing_id=identifier, erased_at__isnull=False)
        if not found.texts and erased.exists():
            found.was_erased()
    else:
        _OF_FILES[kind](found, thing)
    return found


def _payload(identifier: str) -> Scope:
    number = int(identifier) if identifier.isascii() and identifier.isdigit() and len(identifier) < 16 else 0
    payload = JournalPayload.objects.filter(entry=number).first()
    if payload is None and not JournalErasure.objects.filter(erased=number).exists():
        raise NotFound(what="journal entry", which=identifier)
    found = Scope("journalentry", number, payloads=[number])
    if payload is None:
        found.was_erased(f"The payload of entry {number} was erased before.")
    elif payload.act == ERASED:
        found.hindrances.append(f"Entry {number} tells that another one was erased. It stays.")
    return found


def _document(found: Scope, document: Document) -> None:
    if document.erased_at is not None:
        found.was_erased()
    family = [document, *_derived(document)]
    wanted = {one.file_id for one in family}
    # What was withdrawn counts no more: another wrongly attached copy of the same bytes goes with it.
    twins = Document.objects.filter(file__in=wanted, withdrawn_at__isnull=False, erased_at__isnull=True)
    family += [one for one in twins if one.pk not in {known.pk for known in family}]
    found.documents = family
    found.texts = _texts(text for one in family for text in _document_texts(one))
    _take_hashes(found, wanted)
    _reach(found, {(one.thing_kind, one.thing_id) for one in family} | {("document", one.pk) for one in family})


def _derived(document: Document) -> list[Document]:
    made = list(Document.objects.filter(made_from=document, erased_at__isnull=True))
    return made + [deeper for one in made for deeper in _derived(one)]


def _document_texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.file_name, document.archive_reference)
    yield from map(str, document.translators)


def _stored_file(found: Scope, file: StoredFile) -> None:
    if file.state == FileState.ERASED:
        found.was_erased()
    standing = Document.objects.filter(file=file, erased_at__isnull=True).count()
    if standing:
        found.hindrances.append(f"It hangs on {standing} documents. Erase those.")
    _take_hashes(found, {file.pk})
    _reach(found, set())


def _catalogue(found: Scope, received: ReceivedCatalogue) -> None:
    _take_hashes(found, {received.file_id}, but=received.pk)
    _reach(found, {(received.kind, received.pk)})


def _edition(found: Scope, edition: Edition) -> None:
    offers = Offer.objects.filter(editions=edition).count()
    if offers:
        found.hindrances.append(f"{offers} partners' catalogues were published from it, which quote it.")
    if edition.followers.exists():
        found.hindrances.append("Another edition follows it and tells what changed in it. Erase that one first.")
    found.texts = _texts((edition.name, edition.source_name))
    _take_hashes(found, {edition.digest}, but=edition.pk)
    _reach(found, {(edition.kind, edition.pk)})


_OF_FILES: Mapping[str, Any] = {
    "document": _document, "storedfile": _stored_file, "receivedcatalogue": _catalogue, "edition": _edition,
}  # fmt: skip


def _take_hashes(found: Scope, wanted: Collection[str], but: str = "") -> None:
    """The hashes whose bytes can go: those that nothing else needs which stands."""
    mine = [one.pk for one in found.documents]
    others = Document.objects.filter(file__in=wanted, erased_at__isnull=True).exclude(pk__in=mine)
    needed = set(others.values_list("file_id", flat=True))
    needed |= set(Offer.objects.filter(file__in=wanted).values_list("file_id", flat=True))
    received = ReceivedCatalogue.objects.filter(file__in=wanted).exclude(pk=but)
    needed |= set(received.values_list("file_id", flat=True))
    needed |= set(Edition.objects.filter(digest__in=wanted).exclude(pk=but).values_list("digest", flat=True))
    if found.kind != "storedfile" and needed:
        found.kept = f"{len(needed)} of its files stay, since other things that stand are the same bytes."
    elif needed and not found.hindrances:
        found.hindrances.append("Other things that stand are the same bytes. Erase those.")
    found.hashes = set(wanted) - needed


def _reach(found: Scope, things: Collection[tuple[str, str]]) -> None:
    """Finds the messages, pouches and journal payloads that hold the files or tell the texts."""
    found.messages = _messages(found, things)
    found.payloads = [
        payload.entry_id
        for kind, identifier in sorted(things)
        for payload in JournalPayload.objects.of(kind, identifier).exclude(act=ERASED)
        if mentions(payload.facts, found.texts)
    ]
    holding = reduce(or_, (Q(manifest__contains=one) for one in sorted(found.hashes)), Q(pk__in=[]))
    told_in = Q(pk__in=[one.pouch_id for one in found.messages if one.pouch_id])
    found.pouches = list(Pouch.objects.filter(holding | told_in, erased_at__isnull=True).select_related("partner"))
    opened = ArrivedPouch.objects.opened()
    for pouch in opened.filter(holding) if found.hashes else opened.exclude(told=""):
        tells = pouch.told and _tells(pouch.told, {*found.texts, *found.hashes})
        found.told |= {pouch.told} if tells else set()
        if (found.hashes or tells) and pouch.erased_at is None:
            found.arrived.append(pouch)
    found.hindrances += [*_not_left(found.messages), *_not_acknowledged(found.pouches)]


def _messages(found: Scope, things: Collection[tuple[str, str]]) -> list[Message]:
    carrying = MessageFile.objects.filter(file__in=found.hashes).values("message")
    about = reduce(or_, (Q(thing_kind=kind, thing_id=pk) for kind, pk in sorted(things)), Q(pk__in=carrying))
    rows = Message.objects.filter(about).select_related("pouch", "partner").order_by("queued_at", "id")
    with_files = set(rows.filter(pk__in=carrying).values_list("pk", flat=True))
    return [row for row in rows if row.pk in with_files or mentions(row.body, found.texts)]


def _not_left(messages: Iterable[Message]) -> Iterator[str]:
    for message in messages:
        if message.state == MessageState.QUEUED:
            code, what = message.partner.code, message.what
            yield f"It waits to leave for {code} in a message “{what}”. Recall that, or let it go."


def _not_acknowledged(pouches: Iterable[Pouch]) -> Iterator[str]:
    for pouch in pouches:
        if pouch.state != PouchState.ACKNOWLEDGED:
            yield (
                f"Pouch {pouch.number} of epoch {pouch.epoch} to {pouch.partner.code} is not acknowledged yet, and must"
                " be sent again as it was sealed until it is."
            )


def _texts(found: Iterable[str]) -> tuple[str, ...]:
    """The texts worth looking for, the longest first, so that one which holds another goes whole."""
    return tuple(sorted({text for text in found if text.strip() and text != REPLACED}, key=lambda t: (-len(t), t)))


REPLACED = "[erased]"
"""What stands in the place of an erased text."""


def mentions(value: Json, texts: Collection[str]) -> bool:
    """Whether any text within a JSON value is, or holds, one of the texts."""
    return bool(texts) and scrubbed(value, texts) != value


def scrubbed(value: Json, texts: Collection[str]) -> Json:
    """The value with every text erased that is one of the texts, or holds one of at least ``SHORTEST`` signs."""
    if isinstance(value, dict):
        return {key: scrubbed(one, texts) for key, one in value.items()}
    if isinstance(value, list):
        return [scrubbed(one, texts) for one in value]
    if isinstance(value, str):
        held = any(value == text or (len(text) >= SHORTEST and text in value) for text in texts)
        return REPLACED if held else value
    return value


def _tells(sha256: str, texts: Collection[str]) -> bool:
    """Whether the kept messages of a pouch say one of the texts, as canonical JSON spells it."""
    path = files.path_of(sha256)
    if not path.is_file():
        return False
    data = path.read_bytes()
    long = (json.dumps(text, ensure_ascii=False)[1:-1].encode() for text in texts if len(text) >= SHORTEST)
    return any(text in data for text in long)
