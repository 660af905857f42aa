"""Where each side stands: fulfilment is delivered ÷ due, a ratio that needs no unit; units are never converted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from verbale.kernel.errors import WrongUse
from verbale.kernel.quantity import Quantity


class Negative(WrongUse):
    """Nobody owes or delivers less than nothing: {quantity}. Record what is owed the other way as theirs."""


class Overdelivered(WrongUse):
    """{delivered} cannot have been delivered of {due} that were due. Record what came beyond it as an obligation."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one side owes: how much, how much of it was delivered, by when (None: no day was agreed)."""

    side: str
    owed: Quantity
    delivered: Quantity
    due_on: date | None = None

    def __post_init__(self) -> None:
        for quantity in (self.owed, self.delivered):
            if quantity.amount < 0:
                raise Negative(quantity=quantity)
        if (self.owed - self.delivered).amount < 0:
            raise Overdelivered(delivered=self.delivered, due=self.owed)

    @property
    def open(self) -> Quantity:
        """What is still to be delivered."""
        return self.owed - self.delivered


@dataclass(frozen=True, slots=True)
class Standing:
    """One side's sums in one unit: due = delivered + open; overdue is the part of open whose day has passed."""

    side: str
    unit: str
    due: Decimal
    delivered: Decimal
    open: Decimal
    overdue: Decimal

    @property
    def fulfilment(self) -> Fraction | None:
        """Delivered ÷ due; None where nothing is due."""
        return Fraction(self.delivered) / Fraction(self.due) if self.due else None


def standings(obligations: Iterable[Obligation], *, today: date) -> tuple[Standing, ...]:
    """The sums of each side in each unit, sorted by both. An obligation due today is not overdue."""
    sums: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [Decimal(0)] * 4)
    for one in obligations:
        late = one.due_on is not None and one.due_on < today
        parts = (one.owed.amount, one.delivered.amount, one.open.amount, one.open.amount if late else Decimal(0))
        kept = sums[one.side, one.owed.unit]
        sums[one.side, one.owed.unit] = [total + part for total, part in zip(kept, parts, strict=True)]
    return tuple(Standing(side, unit, *sums[side, unit]) for side, unit in sorted(sums))
