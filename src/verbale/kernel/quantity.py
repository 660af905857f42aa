"""Quantities with a unit. Units are never converted silently; adding unlike units is refused."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from verbale.kernel.errors import WrongUse


class NoNumber(WrongUse):
    """“{text}” is not a decimal number. Write it like 1250.50, without separators for thousands."""


class NoUnit(WrongUse):
    """The amount {amount} has no unit. Name one, for example pages, copies or CHF."""


class NotExact(WrongUse):
    """The amount {amount} cannot be kept exactly. Keep to 18 digits before the point and 9 after it."""


class UnlikeUnits(WrongUse):
    """{left} and {right} have different units, and nothing here converts one into the other."""


_WHOLE_DIGITS = 18
_DECIMALS = 9
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact decimal amount and its unit: a currency's code or a plain word.

    The digits are bounded so that a sum stays exact within the 28 digits of decimal arithmetic.
    """

    amount: Decimal
    unit: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise NoNumber(text=str(self.amount))
        if self.amount.adjusted() >= _WHOLE_DIGITS or self._decimals() > _DECIMALS:
            raise NotExact(amount=str(self.amount))
        if not self.unit or self.unit != self.unit.strip():
            raise NoUnit(amount=str(self.amount))

    @classmethod
    def of(cls, amount: str | int, unit: str) -> Quantity:
        """Reads the amount from text; a binary float is not taken, since it is not exact."""
        text = str(amount).strip()
        if not isinstance(amount, str | int) or not _NUMBER.fullmatch(text):
            raise NoNumber(text=text)
        return cls(Decimal(text), unit.strip())

    def _decimals(self) -> int:
        return -int(self.amount.as_tuple().exponent)

    def __add__(self, other: Quantity) -> Quantity:
        self._require_like(other)
        return Quantity(self.amount + other.amount, self.unit)

    def __sub__(self, other: Quantity) -> Quantity:
        self._require_like(other)
        return Quantity(self.amount - other.amount, self.unit)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"

    def _require_like(self, other: Quantity) -> None:
        if self.unit != other.unit:
            raise UnlikeUnits(left=str(self), right=str(other))
