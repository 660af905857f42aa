"""Which identifiers a partner may see: those it gave us, was told before, or is told here about its own business."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from verbale.domain.cycle import holding
from verbale.engines import catalogue
from verbale.kernel.canonical import Json
from verbale.kernel.errors import VerbaleError
from verbale.kernel.identifier import ALPHABET, LENGTH
from verbale.records.dispatch import ArrivedMessage, Message, MessageState
from verbale.records.erasure import ErasureAsked
from verbale.records.holding import Offer, ReceivedCatalogue
from verbale.records.memorandum import Memorandum
from verbale.records.need import Need, NeedLine, NeedState
from verbale.records.party import Party
from verbale.records.request import Order, OrderLine
from verbale.records.text import Text

_IDENTIFIER = re.compile(rf"[0-7][{ALPHABET}]{{25}}", re.IGNORECASE)


def known_to(partner: Party, bodies: Sequence[Json]) -> frozenset[str]:
    """Of all identifiers and references that stand in the bodies, those that are this partner's to see."""
    left = {word for body in bodies for word in _words(body)}
    known: set[str] = set()
    for look in _PLACES:
        known |= look(partner, left - known) if left - known else set()
    return frozenset(known)


def _words(value: Json) -> Iterator[str]:
    """Every text that could be a reference, and every identifier within a longer one."""
    if isinstance(value, str):
        if 0 < len(value) <= LENGTH:
            yield value
        yield from _IDENTIFIER.findall(value)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _words(key)
            yield from _words(one)
    elif isinstance(value, list):
        for one in value:
            yield from _words(one)


def _in(rows: QuerySet[Any], field: str, words: set[str]) -> set[str]:
    found: set[str] = set()
    listed = sorted(words)
    for begin in range(0, len(listed), 500):
        part = listed[begin : begin + 500]
        found |= set(rows.filter(**{f"{field}__in": part}).values_list(field, flat=True))
    return found


def _theirs(partner: Party, words: set[str]) -> set[str]:
    """Orders and lines of the partner under its names, and a line under ours where the partner gave it none."""
    lines, orders = OrderLine.objects.filter(order__partner=partner), Order.objects.filter(partner=partner)
    return (
        _in(lines, "partner_line", words) | _in(orders, "partner_order", words)
        | _in(lines.filter(partner_line=""), "pk", words)
    )  # fmt: skip


def _ours(partner: Party, words: set[str]) -> set[str]:
    """Our orders to the partner that were sent, their lines, and our offers to it."""
    lines = NeedLine.objects.filter(need__partner=partner, need__sent_at__isnull=False).exclude(state=NeedState.DRAFT)
    return (
        _in(lines, "pk", words) | _in(Need.objects.filter(partner=partner, sent_at__isnull=False), "pk", words)
        | _in(Offer.objects.filter(partner=partner), "pk", words)
    )  # fmt: skip


def _shared(partner: Party, words: set[str]) -> set[str]:
    """Texts, requests to erase, and messages that went either way."""
    sealed = Message.objects.filter(partner=partner, state=MessageState.SEALED)
    return (
        _in(Text.objects.filter(partner=partner), "pk", words)
        | _in(ErasureAsked.objects.filter(partner=partner), "asked", words)
        | _in(ArrivedMessage.objects.filter(partner=partner), "message", words) | _in(sealed, "pk", words)
    )  # fmt: skip


def _items_of_theirs(partner: Party, words: set[str]) -> set[str]:
    """Items of the catalogues that came from the partner, also of those that it withdrew."""
    wanted = {word for word in words if _IDENTIFIER.fullmatch(word)}
    found = holding.withdrawn_by(partner, wanted)
    for received in ReceivedCatalogue.objects.filter(partner=partner).order_by("-received_at"):
        for word in sorted(wanted - found):
            try:
                found.add(catalogue.read_offer_item(holding.index_of(received), word).identifier)
            except (VerbaleError, OSError):
                continue
    return found


def _items_of_ours(partner: Party, words: set[str]) -> set[str]:
    """Items of the catalogues that we published for the partner."""
    wanted = {word for word in words if _IDENTIFIER.fullmatch(word)}
    if not wanted or not Offer.objects.filter(partner=partner).exists():
        return set()
    return set(holding.records_offered(partner, wanted))


def _agenda_items(partner: Party, words: set[str]) -> set[str]:
    """Items of the agendas that one side has told the other (COMMISSION.md, 4.1)."""
    told = Memorandum.objects.filter(session__commission__partner=partner, told_at__isnull=False)
    return words & {str(item["id"]) for agenda in told.values_list("agenda", flat=True) for item in agenda}


_PLACES: tuple[Callable[[Party, set[str]], set[str]], ...] = (
    _theirs, _ours, _shared, _agenda_items, _items_of_theirs, _items_of_ours,
)  # fmt: skip
