"""Search over everything one person may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from verbale.records.correspondence import Correspondence
from verbale.records.document import Document
from verbale.records.instrument import Instrument
from verbale.records.need import NeedLine
from verbale.records.person import Person
from verbale.records.request import Order, OrderLine

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
    words = text.split()[:10]
    return [found for find in _FINDERS for found in find(words, viewer)] if words else []


def _all_in(words: list[str], *fields: str) -> Q:
    wanted = Q()
    for word in words:
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        wanted &= anywhere
    return wanted


def _orders(words: list[str], viewer: Person) -> Iterator[Found]:
    matching = _all_in(words, "number", "partner_number", "purpose")
    for order in Order.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(order.kind, order.pk, order.number, order.purpose)


def _lines(words: list[str], viewer: Person) -> Iterator[Found]:
    matching = _all_in(words, "citation", "note")
    for line in OrderLine.objects.visible_to(viewer).filter(matching).select_related("order")[:LIMIT]:
        yield Found(line.kind, line.pk, str(line), line.citation)


def _needs(words: list[str], viewer: Person) -> Iterator[Found]:
    matching = _all_in(words, "citation", "told", "need__number")
    for line in NeedLine.objects.visible_to(viewer).filter(matching).select_related("need")[:LIMIT]:
        yield Found(line.kind, line.pk, f"{line.need.number or '—'}/{line.position}", line.citation)


def _documents(words: list[str], viewer: Person) -> Iterator[Found]:
    matching = _all_in(words, "title", "archive_reference", "file_name")
    for document in Document.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(document.kind, document.pk, document.title, document.archive_reference or document.file_name)


def _correspondence(words: list[str], viewer: Person) -> Iterator[Found]:
    matching = _all_in(words, "subject", "text", "said_by", "number")
    for entry in Correspondence.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(entry.kind, entry.pk, entry.subject, entry.text[:200])


def _instruments(words: list[str], viewer: Person) -> Iterator[Found]:
    matching = _all_in(words, "title", "archive_reference", "order_to_implement")
    for instrument in Instrument.objects.visible_to(viewer).filter(matching)[:LIMIT]:
        yield Found(instrument.kind, instrument.pk, instrument.title, instrument.archive_reference)


_FINDERS: tuple[Callable[[list[str], Person], Iterator[Found]], ...] = (
    _orders, _lines, _needs, _documents, _correspondence, _instruments,
)  # fmt: skip
