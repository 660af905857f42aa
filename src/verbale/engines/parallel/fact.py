"""What a text says, as single facts that can be held against those of its other version."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """What a fact is about."""

    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    ORDINAL = "ordinal"
    AMOUNT = "amount"
    QUANTITY = "quantity"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: ``text[start:end]`` is ``as_written`` and says ``value``.

    ``value`` is the same in every language: a date in EDTF (``1957-12-14``, ``../1987-12-31``, ``198X``; without a
    year ``--10-05``; with ``early``, ``mid`` or ``late`` behind it where only a part is meant; ``T14:30`` for a
    time of day), a number ``33`` or ``1/3``, a percentage ``30%`` (points ``30%p``), an ordinal ``14.``, an amount
    ``12000000 USD``, a quantity ``5 km`` (a rate ``300 km/h``), a name in English where there is one. ``soft``: it
    may match the same fact of the other version but need not.
    """

    kind: FactKind
    value: str
    as_written: str
    start: int
    end: int
    soft: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a fact takes up room in a text, not {self.start}:{self.end}")
        if not self.value:
            raise ValueError("a fact says something")
