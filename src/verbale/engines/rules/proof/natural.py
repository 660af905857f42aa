"""Values that stand for all those between two constants, as a person would choose them: near, round, short."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from ..feel import Value
from ..feel.compare import ORDERED_BY
from ..feel.temporal import DAY, SECOND, Date, DateTime, DaysDuration, MonthsDuration, Time
from ..feel.values import DECIMAL

_ONE = Decimal(1)
_SOME_DAY = Date(2000, 1, 1)


def key(value: Any) -> Any:
    """What values of one kind are ordered by, as FEEL compares them; None for a kind without an order."""
    return ORDERED_BY[type(value)](value) if type(value) in ORDERED_BY else None


def near(kind: type, low: Any, high: Any) -> Value:
    """A value between two others of its kind, both left out; an end that is None has no limit. None: there is none."""
    return _NEAR[kind](low, high)


def line(value: Any) -> tuple[type, bool]:
    """What two values have in common that have an order among them: their kind, and for times whether they are local.

    A local time and one of a zone are not compared: nobody knows which comes first.
    """
    time = value.time if isinstance(value, DateTime) else value
    return type(value), isinstance(time, Time) and not time.is_local


def zoned(kind: type) -> Value:
    """Some time or moment of a zone; null for any other kind."""
    noon = Time(12, 0, 0, 0, 0)
    return noon if kind is Time else DateTime(_SOME_DAY, noon) if kind is DateTime else None


def is_ordered(kind: type) -> bool:
    """Whether values of this kind have an order among them."""
    return kind in ORDERED_BY


def _number(low: Decimal | None, high: Decimal | None) -> Value:
    if low is None and high is None:
        return _ONE
    if low is None and high is not None:
        floor = high.to_integral_value(ROUND_FLOOR)
        return floor if floor < high else DECIMAL.subtract(floor, _ONE)
    after = DECIMAL.add((low or Decimal(0)).to_integral_value(ROUND_FLOOR), _ONE)
    if high is None or after < high:
        return after
    return DECIMAL.divide(DECIMAL.add(low or Decimal(0), high), Decimal(2))


def _text(low: str | None, high: str | None) -> Value:
    if low is None:
        return "other" if high is None or high > "other" else "" if high else None
    found = (low + more for more in ("a", " ", "\0"))
    return next((each for each in found if high is None or each < high), None)


def _stepping(plus: Callable[[Any, int], Value], steps: tuple[int, ...], usual: Value) -> Callable[[Any, Any], Value]:
    """The values of a kind whose keys are whole numbers."""

    def found(low: Any, high: Any) -> Value:
        if low is None and high is None:
            return usual
        for step in steps:
            made = _tried(plus, high, -step) if low is None else _tried(plus, low, step)
            if made is not None and (low is None or key(made) > key(low)) and (high is None or key(made) < key(high)):
                return made
        return None

    return found


def _tried(plus: Callable[[Any, int], Value], value: Any, step: int) -> Value:
    try:
        return plus(value, step)
    except (ValueError, OverflowError):
        return None


def _later_time(value: Time, seconds: int) -> Value:
    whole = value.nanos // SECOND + seconds
    return value.at_nanos(whole * SECOND) if 0 <= whole < DAY // SECOND else None


_NEAR: dict[type, Callable[[Any, Any], Value]] = {
    Decimal: _number,
    str: _text,
    Date: _stepping(lambda value, step: Date.of_ordinal(value.ordinal + step), (1,), _SOME_DAY),
    Time: _stepping(_later_time, (3600, 60, 1), Time(12, 0, 0)),
    DateTime: _stepping(
        lambda value, step: value.plus_nanos(step * SECOND), (86_400, 3600, 60, 1), DateTime(_SOME_DAY, Time(12, 0, 0))
    ),
    DaysDuration: _stepping(
        lambda value, step: DaysDuration(value.nanos + step), (DAY, 3600 * SECOND, SECOND, 1), DaysDuration(DAY)
    ),
    MonthsDuration: _stepping(lambda value, step: MonthsDuration(value.months + step), (1,), MonthsDuration(1)),
}
