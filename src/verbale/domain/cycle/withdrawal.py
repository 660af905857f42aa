"""Records that a new edition withdraws: each partner is told of those that it was shown, and of nothing else (4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from verbale.domain.cycle import descent
from verbale.domain.spine import dispatch, journal
from verbale.engines import catalogue
from verbale.records import files
from verbale.records.dispatch import Message, MessageState
from verbale.records.holding import Edition, Offer

WHAT = "catalogue withdrawal"
MOST_ITEMS = 5000
"""Items that one message names; more go with further ones."""


def tell(*, edition: Edition, at: datetime) -> int:
    """Queues for each partner what of its catalogues the edition withdrew; call it in the transaction of the import.

    An item is told once, under the newest offer that shows it and is not held back. A partner that saw none of the
    withdrawn records is sent nothing. Returns how many items were told, over all partners.
    """
    chain = [descent.folder_of(one) for one in descent.earlier(edition)]
    told: dict[str, set[str]] = {}
    offers = Offer.objects.filter(editions__in=[one.pk for one in descent.earlier(edition)]).distinct()
    newest_first, held = offers.select_related("partner").order_by("-published_at"), held_back()
    for offer in sorted(newest_first, key=lambda offer: offer.pk in held):
        before = told.setdefault(offer.partner_id, set())
        found = catalogue.withdrawn_items(map_of(offer), chain, files.home().offers)
        gone = [item for item in found if item not in before]
        before.update(gone)
        for items in _batches(gone):
            body = {"offer": offer.pk, "items": items}
            dispatch.queue(partner=offer.partner, what=WHAT, thing=offer, at=at, body=body)
        if gone:
            facts = {"edition": edition.pk, "items": len(gone)}
            journal.record(act="offer.withdrawal", thing=offer, by=None, at=at, facts=facts)
    return sum(map(len, told.values()))


def held_back() -> set[str]:
    """The offers that the inspector did not let leave, so that nobody was shown them yet."""
    rows = Message.objects.filter(what="catalogue", state=MessageState.QUEUED, held_at__isnull=False)
    return set(rows.values_list("thing_id", flat=True))


def map_of(offer: Offer) -> Path:
    """Where it stands which item of an offer is which record."""
    return files.home().offers / offer.folder / catalogue.MAP_FILE


def _batches(items: list[str]) -> Iterator[list[str]]:
    for begin in range(0, len(items), MOST_ITEMS):
        yield items[begin : begin + MOST_ITEMS]
