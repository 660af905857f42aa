"""The account with a partner, from both directions: what we owe and delivered, what they owe and delivered (S28)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from verbale.domain.spine import party as parties
from verbale.engines.ledger import Obligation, Standing, standings
from verbale.kernel.quantity import Quantity
from verbale.records.need import NeedLine, NeedState
from verbale.records.party import Party
from verbale.records.person import Person
from verbale.records.request import LineState, OrderLine

UNIT = "items"

OWED = (LineState.SOURCING, LineState.READY, LineState.SHIPPED, LineState.DELIVERED)
PROMISED_TO_US = (NeedState.PROMISED, NeedState.ARRIVED, NeedState.RECEIPTED)
HERE = (NeedState.ARRIVED, NeedState.RECEIPTED)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the account: whose obligation, which paper, what, since when in which state, due by which day."""

    side: str
    reference: str
    what: str
    state: str
    state_label: str
    since: datetime
    due: date | None
    delivered: bool
    thing_kind: str
    thing_id: str


@dataclass(frozen=True, slots=True)
class Account:
    """The account with one partner as one person may see it on one day."""

    us: str
    partner: str
    standings: tuple[Standing, ...]
    rows: tuple[Row, ...]


def account(*, partner: Party, viewer: Person, today: date) -> Account:
    """What each side owes, delivered, and still owes, in items; from the rows this person may see.

    An item counts as ours to deliver from the decision and approvals on; as delivered once the partner confirmed
    receipt. An item counts as theirs from their promise on; as delivered once it is here.
    """
    us = parties.us()
    rows = tuple(_ours(us, partner, viewer)) + tuple(_theirs(partner, viewer))
    owed = [Obligation(row.side, Quantity.of(1, UNIT), Quantity.of(int(row.delivered), UNIT), row.due) for row in rows]
    return Account(us.code, partner.code, standings(owed, today=today), rows)


def _ours(us: Party, partner: Party, viewer: Person) -> Iterator[Row]:
    lines = OrderLine.objects.visible_to(viewer).filter(order__partner=partner, state__in=OWED)
    for line in lines.select_related("order").order_by("order__received_at", "order__number", "position"):
        yield Row(
            us.code, str(line), line.citation, line.state, line.get_state_display(), line.state_since,
            line.order.answer_due, line.state == LineState.DELIVERED, line.kind, line.pk,
        )  # fmt: skip


def _theirs(partner: Party, viewer: Person) -> Iterator[Row]:
    lines = NeedLine.objects.visible_to(viewer).filter(need__partner=partner, state__in=PROMISED_TO_US)
    for line in lines.select_related("need").order_by("need__opened_at", "position"):
        yield Row(
            partner.code, f"{line.need.number}/{line.position}", line.citation, line.state, line.get_state_display(),
            line.state_since, line.need.answer_due, line.state in HERE, line.kind, line.pk,
        )  # fmt: skip
