"""The five operations, on numbers, texts, dates, times and durations."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from .temporal import DAY, Date, DateTime, DaysDuration, MonthsDuration, Time
from .values import DECIMAL, Failure, Value, kind, sized

Operation: TypeAlias = Callable[[Decimal, Decimal], Decimal]


def calculate(operator: str, left: Value, right: Value) -> Value:
    """``left operator right``; `Failure` where it has no meaning."""
    if left is None or right is None:
        raise Failure(f"null cannot be used with “{operator}”")
    try:
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return _NUMBERS[operator](left, right)
        return _OTHERS[operator](left, right)
    except KeyError:
        raise Failure(f"“{operator}” has no meaning between {kind(left)} and {kind(right)}") from None
    except (ArithmeticError, ValueError) as fault:
        raise Failure(f"“{operator}” gives no value here ({_why(fault)})") from None


def _why(fault: Exception) -> str:
    return str(fault) if isinstance(fault, ValueError) else "division by zero, or beyond the range of numbers"


def _no(operator: str, left: Value, right: Value) -> Failure:
    return Failure(f"“{operator}” has no meaning between {kind(left)} and {kind(right)}")


_NUMBERS: dict[str, Operation] = {
    "+": DECIMAL.add,
    "-": DECIMAL.subtract,
    # Numbers of FEEL have one zero: 0 * -1 is 0, not -0.
    "*": lambda left, right: DECIMAL.plus(DECIMAL.multiply(left, right)),
    "/": lambda left, right: DECIMAL.plus(DECIMAL.divide(left, right)),
    "**": lambda base, exponent: DECIMAL.plus(_power(base, exponent)),
}


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if exponent == 0:
        return Decimal(1)
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    return DECIMAL.power(base, exponent)


def negate(value: Value) -> Value:
    """`-value` of a number or duration."""
    match value:
        case Decimal():
            return DECIMAL.minus(value)
        case DaysDuration():
            return DaysDuration(-value.nanos)
        case MonthsDuration():
            return MonthsDuration(-value.months)
    raise Failure(f"“-” has no meaning before {kind(value)}")


def _add(left: Value, right: Value) -> Value:
    match left, right:
        case (str(), str()):
            return sized(left + right)
        case (DaysDuration(), DaysDuration()):
            return DaysDuration(left.nanos + right.nanos)
        case (MonthsDuration(), MonthsDuration()):
            return MonthsDuration(left.months + right.months)
        case (Date() | DateTime() | Time(), DaysDuration() | MonthsDuration()):
            return _later(left, right)
        case (DaysDuration() | MonthsDuration(), Date() | DateTime() | Time()):
            return _later(right, left)
    raise _no("+", left, right)


def _later(moment: Date | DateTime | Time, by: DaysDuration | MonthsDuration) -> Value:
    match moment, by:
        case (Time(), DaysDuration()):
            return moment.at_nanos(moment.nanos + by.nanos)
        case (Date(), DaysDuration()):
            return Date.of_ordinal(moment.ordinal + by.nanos // DAY)
        case (DateTime(), DaysDuration()):
            return moment.plus_nanos(by.nanos)
        case (Date(), MonthsDuration()):
            return moment.plus_months(by.months)
        case (DateTime(), MonthsDuration()):
            return DateTime(moment.date.plus_months(by.months), moment.time)
    raise _no("+", moment, by)


def _subtract(left: Value, right: Value) -> Value:
    match left, right:
        case (DaysDuration(), DaysDuration()):
            return DaysDuration(left.nanos - right.nanos)
        case (MonthsDuration(), MonthsDuration()):
            return MonthsDuration(left.months - right.months)
        case (Time(), Time()) if left.is_local == right.is_local:
            return DaysDuration(left.nanos - right.nanos - _shift(left) + _shift(right))
        case (Date() | DateTime(), Date() | DateTime()):
            return _apart(left, right)
        case (Date() | DateTime() | Time(), DaysDuration()):
            return _later(left, DaysDuration(-right.nanos))
        case (Date() | DateTime() | Time(), MonthsDuration()):
            return _later(left, MonthsDuration(-right.months))
    raise _no("-", left, right)


def _shift(time: Time) -> int:
    return (time.usual_offset or 0) * 10**9


def _apart(left: Date | DateTime, right: Date | DateTime) -> Value:
    one, two = _moment(left), _moment(right)
    if one.time.is_local != two.time.is_local:
        raise Failure("a local moment cannot be subtracted from one with a time zone, nor the other way round")
    return DaysDuration(one.instant - two.instant)


def _moment(value: Date | DateTime) -> DateTime:
    return value if isinstance(value, DateTime) else DateTime(value, Time(0, 0, 0, 0, 0))


def _multiply(left: Value, right: Value) -> Value:
    match left, right:
        case (DaysDuration() | MonthsDuration(), Decimal()):
            return _scaled(DECIMAL.multiply, left, right)
        case (Decimal(), DaysDuration() | MonthsDuration()):
            return _scaled(DECIMAL.multiply, right, left)
    raise _no("*", left, right)


def _scaled(operation: Operation, duration: DaysDuration | MonthsDuration, by: Decimal) -> Value:
    if isinstance(duration, DaysDuration):
        return DaysDuration(int(operation(Decimal(duration.nanos), by)))
    return MonthsDuration(int(operation(Decimal(duration.months), by)))


def _divide(left: Value, right: Value) -> Value:
    match left, right:
        case (DaysDuration(), DaysDuration()):
            return DECIMAL.divide(Decimal(left.nanos), Decimal(right.nanos))
        case (MonthsDuration(), MonthsDuration()):
            return DECIMAL.divide(Decimal(left.months), Decimal(right.months))
        case (DaysDuration() | MonthsDuration(), Decimal()):
            return _scaled(DECIMAL.divide, left, right)
    raise _no("/", left, right)


_OTHERS: dict[str, Callable[[Value, Value], Value]] = {"+": _add, "-": _subtract, "*": _multiply, "/": _divide}
