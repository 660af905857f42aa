"""What the columns of a table hold, for a compiler that must know it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import ibis
import ibis.expr.datatypes as dt

from ..feel.types import ANY, Constrained, Simple, Type, checker
from .days import Days, Moments
from .doubles import Doubles
from .errors import NoColumn
from .order import BOOLEANS, UNKNOWN, Numbers, Order, Texts

MAX_DIGITS = 34
"""Of a FEEL number; a column with more would be rounded one at a time."""


@dataclass(frozen=True, slots=True)
class Holds:
    """A column: its name in the table, its type, and all the texts it may hold where that is known."""

    column: str
    type: dt.DataType
    values: tuple[str, ...] | None = None


Schema: TypeAlias = Mapping[str, Holds]
"""By name of a model's input, the column that gives it."""


def schema_of(table: ibis.Table, columns: Mapping[str, str] | None = None) -> dict[str, Holds]:
    """A table's columns, by name of the input each gives: ``columns`` maps inputs to columns, else each is its own.

    Raises `NoColumn`.
    """
    named = columns if columns is not None else {name: name for name in table.columns}
    kinds = table.schema()
    for name, column in named.items():
        if column not in kinds:
            raise NoColumn(column=column, name=name, known=", ".join(kinds) or "none")
    return {name: Holds(column, kinds[column]) for name, column in named.items()}


def order_of(holds: Holds) -> Order | None:
    """How the values of a column are ordered; None where nothing exact can be said of it."""
    match holds.type:
        case dt.Boolean():
            return BOOLEANS
        case dt.String():
            return Texts(holds.values)
        case dt.Date():
            return Days()
        case dt.Timestamp(timezone=None | "UTC" as zone):
            return Moments(zone is not None)
        case dt.Integer() as kind:
            bounds = kind.bounds
            return Numbers(0, bounds.lower, bounds.upper, kind)
        case dt.Decimal(precision=int(digits), scale=int(scale)) as kind if digits <= MAX_DIGITS:
            most = 10**digits - 1
            return Numbers(scale, -most, most, kind)
        case dt.Float32() | dt.Float64():
            return Doubles()
    return None


_TAKEN: dict[str, type[object] | tuple[type[object], ...]] = {
    "string": Texts,
    "number": (Numbers, Doubles),
    "date": Days,
    "date and time": Moments,
    "dateTime": Moments,
}


def admits(order: Order, declared: Type) -> Callable[[Any], bool]:
    """Whether an input of the declared type takes a value as it stands in a column of that order."""
    base = declared.base if isinstance(declared, Constrained) else declared
    if base != ANY and not (isinstance(base, Simple) and fits(order, base.name)):
        return lambda value: False
    allows = checker(declared)
    return lambda value: value is not UNKNOWN and allows(value)


def fits(order: Order, name: str) -> bool:
    """Whether the values of a column are of the simple type of that name."""
    return order is BOOLEANS if name == "boolean" else isinstance(order, _TAKEN.get(name, ()))
