"""From a list of hits to an order of ours with many lines: all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from verbale.domain.cycle import holding, need
from verbale.domain.spine.person import check_role
from verbale.engines import catalogue
from verbale.kernel.errors import WrongUse
from verbale.records.need import Need, NeedLine, NeedState
from verbale.records.party import Party
from verbale.records.person import Person, Role
from verbale.records.request import MOST_LINES, Form


class NothingChosen(WrongUse):
    """No item is chosen. Mark those that you want."""


@transaction.atomic
def add(
    *, order: Need, items: Sequence[str], by: Person, at: datetime, form: str = Form.PHOTOCOPY, copies: int = 1
) -> list[NeedLine]:
    """Adds a line for each item of the partner's newest catalogue; gives the lines that were added.

    What is on the order already is not added again. An item that the partner no longer offers refuses all of them, as
    ``NotFound``; more lines than an order takes, as ``OrderFull``.
    """
    check_role(by, Role.LIBRARIAN, Role.DESK)
    order = Need.objects.select_for_update().get(pk=order.pk)
    if order.sent_at is not None:
        raise need.AlreadySent(day=order.sent_at.date().isoformat())
    if not items:
        raise NothingChosen()
    lines = order.lines.exclude(state=NeedState.CANCELLED)
    there = set(lines.values_list("item", flat=True))
    new = [item for item in dict.fromkeys(items) if item not in there]
    if lines.count() + len(new) > MOST_LINES:
        raise need.OrderFull(limit=MOST_LINES)
    index = holding.index_of(holding.newest_catalogue(order.partner))
    citations = [holding.cite(catalogue.read_offer_item(index, item))[:1000] for item in new]
    return NeedLine.objects.bulk_create(
        NeedLine(
            need=order, position=position, item=item, citation=citation, form=Form(form), copies=copies,
            state_since=at,
        )
        for position, (item, citation) in enumerate(zip(new, citations, strict=True), order.lines.count() + 1)
    )  # fmt: skip


@transaction.atomic
def begin(
    *, partner: Party, route: str, purpose: str, items: Sequence[str], by: Person, at: datetime,
    form: str = Form.PHOTOCOPY, copies: int = 1,
) -> tuple[Need, list[NeedLine]]:  # fmt: skip
    """Begins an order with a line for each item; there is no order if one of them cannot be added."""
    order = need.open_order(partner=partner, route=route, purpose=purpose, by=by, at=at)
    return order, add(order=order, items=items, form=form, copies=copies, by=by, at=at)
