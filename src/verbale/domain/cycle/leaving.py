"""What leaves a partner's catalogue as the next takes its place: what is in no edition chosen for it."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from verbale.domain.cycle.descent import earlier
from verbale.domain.cycle.withdrawal import held_back, map_of
from verbale.records.holding import Edition, Offer
from verbale.records.party import Party


def before(partner: Party, offer: Offer | None = None) -> Offer | None:
    """The partner's newest catalogue, or the one before an offer, that the inspector did not hold back."""
    rows = Offer.objects.filter(partner=partner).exclude(pk__in=held_back()).order_by("-published_at")
    if offer is not None:
        rows = rows.exclude(pk=offer.pk).filter(published_at__lte=offer.published_at)
    return rows.first()


def would_leave(partner: Party, editions: Sequence[Edition]) -> int:
    """How many items of the partner's catalogue are of sources of which no edition is chosen."""
    newest = before(partner)
    if newest is None:
        return 0
    folders = sorted({one.folder for edition in editions for one in earlier(edition)})
    asked = "SELECT count(*) FROM read_parquet(?) WHERE edition NOT IN (SELECT unnest(?::VARCHAR[]))"
    return _counted(asked, [str(map_of(newest)), folders])


def gone_with(offer: Offer) -> int:
    """How many items of the catalogue before are not in this one, whatever the reason."""
    last = before(offer.partner, offer)
    if last is None:
        return 0
    asked = "SELECT count(*) FROM read_parquet(?) ANTI JOIN read_parquet(?) USING (identifier)"
    return _counted(asked, [str(map_of(last)), str(map_of(offer))])


def _counted(asked: str, values: Sequence[object]) -> int:
    with duckdb.connect() as base:
        return int(base.execute(asked, values).fetchall()[0][0])
