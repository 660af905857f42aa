"""Funds for a commitment: as written, reserved in which agreement, agreed by whom (S117)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from verbale.domain.cycle import words
from verbale.domain.spine import journal
from verbale.domain.spine.person import check_role
from verbale.kernel.canonical import Json
from verbale.kernel.errors import WrongUse
from verbale.kernel.quantity import Quantity
from verbale.records.commitment import Commitment, Fund
from verbale.records.person import Person, Role

LEAST_JOINTLY = 2
"""Who agree on an amount jointly, at least: S117 has two ministers."""
MOST_AGREED = 50
_LONGEST_CURRENCY = 40
_DECIMALS, _WHOLE_DIGITS = 2, 13
"""Together 15 digits: so many every database keeps exactly."""


class NoCurrency(WrongUse):
    """The amount {amount} has no currency. Name it as the paper does, or leave the amount in words."""


class NotKept(WrongUse):
    """The amount {amount} has more than 13 digits or two decimals, and cannot be kept exactly. Leave it in words."""


class TooFewAgreed(WrongUse):
    """Several agree on this amount jointly. Name at least two of them; {count} is named."""


@transaction.atomic
def reserve(
    *, commitment: Commitment, as_written: str, by: Person, at: datetime, amount: str = "", currency: str = "",
    reserved_in: str = "", agreed_by: Sequence[str] = (), jointly: bool = False,
) -> Fund:  # fmt: skip
    """Records funds for a commitment, in the paper's words; an amount only where the paper gives one.

    ``jointly`` says that several agree on the amount: then at least two are named.
    """
    check_role(by, Role.DESK)
    named = _named(agreed_by)
    if jointly and len(named) < LEAST_JOINTLY:
        raise TooFewAgreed(count=len(named))
    row = Fund.objects.create(
        commitment=commitment, as_written=words.line(as_written, what="the funds as written"),
        amount=_amount(amount, currency), agreed_by=named, recorded_by=by, recorded_at=at,
        currency=words.line(currency, what="the currency", longest=_LONGEST_CURRENCY, needed=False),
        reserved_in=words.line(reserved_in, what="the agreement", needed=False),
    )  # fmt: skip
    _record("commitment.funds", row, by, at)
    return row


@transaction.atomic
def agree(*, fund: Fund, agreed_by: Sequence[str], by: Person, at: datetime) -> Fund:
    """Names who agreed on an amount, beside those who did before."""
    check_role(by, Role.DESK)
    locked = Fund.objects.select_for_update(of=("self",)).select_related("commitment").get(pk=fund.pk)
    locked.agreed_by = _named([*locked.agreed_by, *agreed_by])
    locked.save(update_fields=["agreed_by"])
    _record("commitment.funds agreed", locked, by, at)
    return locked


def _amount(text: str, currency: str) -> Decimal | None:
    if not text.strip():
        return None
    if not currency.strip():
        raise NoCurrency(amount=text)
    amount = Quantity.of(text, currency).amount
    if -int(amount.as_tuple().exponent) > _DECIMALS or amount.adjusted() >= _WHOLE_DIGITS:
        raise NotKept(amount=text)
    return amount


def _named(names: Sequence[str]) -> list[str]:
    if len(names) > MOST_AGREED:
        raise words.BadWords(what="who agreed", why=f"they are more than {MOST_AGREED}")
    return list(dict.fromkeys(words.line(one, what="who agreed") for one in names))


def _record(act: str, row: Fund, by: Person, at: datetime) -> None:
    agreed: list[Json] = list(row.agreed_by)
    facts: dict[str, Json] = {"as written": row.as_written, "reserved in": row.reserved_in, "agreed by": agreed}
    journal.record(act=act, thing=row.commitment, by=by, at=at, facts=facts)
