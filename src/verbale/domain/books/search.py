"""Search over everything one person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from verbale.records.correspondence import Correspondence
from verbale.records.document import Document
from verbale.records.instrument import Instrument
from verbale.records.matching import with_all
from verbale.records.need import NeedLine
from verbale.records.person import Person
from verbale.records.request import Order, OrderLine
from verbale.records.talk import Talk, TalkEntry
from verbale.records.text import Text
from verbale.records.visit import Visit

LIMIT = 20
"""The most that is shown of one kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found: its kind, its identifier, a title, and the words around."""

    thing_kind: str
    thing_id: str
    title: str
    text: str


def search(*, text: str, viewer: Person) -> list[Found]:
    """Things in which every word occurs, letter case apart; nothing for nothing. At most ``LIMIT`` a kind."""
    return [found for find in _FINDERS for found in find(text, viewer)] if text.strip() else []


def _orders(text: str, viewer: Person) -> Iterator[Found]:
    matching = with_all(text, ("number", "partner_number", "purpose"))
    for order in Order.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(order.kind, order.pk, order.number, order.purpose)


def _lines(text: str, viewer: Person) -> Iterator[Found]:
    matching = with_all(text, ("citation", "note"))
    for line in OrderLine.objects.visible_to(viewer).filter(matching).select_related("order")[:LIMIT]:
        yield Found(line.kind, line.pk, str(line), line.citation)


def _needs(text: str, viewer: Person) -> Iterator[Found]:
    matching = with_all(text, ("citation", "told", "need__number"))
    for line in NeedLine.objects.visible_to(viewer).filter(matching).select_related("need")[:LIMIT]:
        yield Found(line.kind, line.pk, f"{line.need.number or '—'}/{line.position}", line.citation)


def _documents(text: str, viewer: Person) -> Iterator[Found]:
    matching = with_all(text, ("title", "archive_reference", "file_name"))
    for document in Document.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(document.kind, document.pk, document.title, document.archive_reference or document.file_name)


def _correspondence(text: str, viewer: Person) -> Iterator[Found]:
    matching = with_all(text, ("subject", "text", "said_by", "number"))
    for entry in Correspondence.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(entry.kind, entry.pk, entry.subject, entry.text[:200])


def _instruments(text: str, viewer: Person) -> Iterator[Found]:
    matching = with_all(text, ("title", "archive_reference", "order_to_implement"))
    for instrument in Instrument.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(instrument.kind, instrument.pk, instrument.title, instrument.archive_reference)


def _texts(text: str, viewer: Person) -> Iterator[Found]:
    # Titles are JSON, which escapes what is not ASCII: they are matched here, among the texts the viewer may see.
    words, found = text.casefold().split(), 0
    for one in Text.objects.visible_to(viewer).select_related("partner"):
        told = " ".join([one.pk, one.partner.code, one.in_force, *one.titles.values()]).casefold()
        if all(word in told for word in words) and found < LIMIT:
            found += 1
            yield Found(one.kind, one.pk, one.title(viewer.language), one.partner.code)


def _visits(text: str, viewer: Person) -> Iterator[Found]:
    for visit in Visit.objects.visible_to(viewer).filter(with_all(text, ("title", "leader", "place")))[:LIMIT]:
        yield Found(visit.kind, visit.pk, visit.title, visit.leader or visit.place)


def _talks(text: str, viewer: Person) -> Iterator[Found]:
    """Talks by their titles and places, and by what somebody said in them."""
    for talk in Talk.objects.visible_to(viewer).filter(with_all(text, ("title", "place")))[:LIMIT]:
        yield Found(talk.kind, talk.pk, talk.title, talk.place)
    entries = TalkEntry.objects.visible_to(viewer).filter(with_all(text, ("speaker", "text"))).select_related("talk")
    for entry in entries[:LIMIT]:
        yield Found(entry.talk.kind, entry.talk_id, entry.talk.title, f"{entry.speaker}: {entry.text[:200]}")


_FINDERS: tuple[Callable[[str, Person], Iterator[Found]], ...] = (
    _orders, _lines, _needs, _documents, _correspondence, _instruments, _texts, _visits, _talks,
)  # fmt: skip
