"""Parts of dates and moments, days between them, and days before and after."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.datatypes as dt

from ..feel import tree
from ..feel.builtins import BUILTINS
from ..feel.scope import Scope
from ..feel.temporal import DAY, SECOND, Date, DaysDuration, MonthsDuration
from . import civil
from .days import EPOCH, Days, Lengths, Moments
from .names import Names
from .order import Listed, Numbers
from .source import Render, Source

_DATE = {"year": (-9999, 9999), "month": (1, 12), "day": (1, 31), "weekday": (1, 7)}
_CLOCK = {"hour": (0, 23), "minute": (0, 59)}
_COUNTS = {
    "day of year": ("day_of_year", 1, 366),
    "week of year": ("week_of_year", 1, 53),
}
_NAMED = {
    # 1 January 2024 was a Monday.
    "day of week": ("weekday", [Date(2024, 1, at) for at in range(1, 8)]),
    "month of year": ("month", [Date(2024, at, 1) for at in range(1, 13)]),
}
_LENGTH: dict[str, dict[str, tuple[int, int | None]]] = {
    "months": {"years": (12, None), "months": (1, 12)},
    "days": {"days": (1, None)},
}
"""By unit of a length and name of its part: how many there are to one, and from how many they begin anew."""
FUNCTIONS = frozenset((*_COUNTS, *_NAMED, "date"))
_WHOLE = "int32"
_MOST_MONTHS = 12 * 10_000


@dataclass(frozen=True, slots=True)
class Day:
    """A day as a number since 1970; ``render`` gives it as such."""

    order: Days
    render: Render


def day(node: tree.Expression, names: Names) -> Day | None:
    """The day that a node gives; None where it gives none in columns."""
    if names.is_constant(node):
        value = names.value(node)
        return _constant(value) if type(value) is Date else None
    found = names.source(node)
    if found is None or not isinstance(found.order, Days):
        return None
    return Day(found.order, counted(found))


def counted(source: Source) -> Render:
    """The days of a source as numbers since 1970."""
    if isinstance(source.order, Days) and source.order.counted:
        return source.render
    return lambda table: source.render(table).epoch_days().cast(_WHOLE)


def _constant(value: Date) -> Day:
    at = value.ordinal - EPOCH
    return Day(Days(at, at, counted=True), lambda table: ibis.literal(at, type=_WHOLE))


def part(node: tree.Path, names: Names) -> Source | None:
    """`.year` and the like, of a column of dates or moments."""
    length = names.source(node.source)
    if length is not None and isinstance(length.order, Lengths):
        return _of_length(length, length.order, node.name)
    of = _plain(node.source, names)
    ends = _DATE.get(node.name)
    if ends is None and of is not None and isinstance(of.order, Moments):
        ends = _CLOCK.get(node.name)
    if of is None or ends is None:
        return None
    return Source("", Numbers(0, *ends, dt.int32), _part_of(of, node.name), strict=True)


def _of_length(of: Source, order: Lengths, name: str) -> Source | None:
    """Whole years and the months left, or days; towards zero."""
    if name not in _LENGTH[order.unit]:
        return None
    unit, modulus = _LENGTH[order.unit][name]
    most = max(abs(order.lowest), abs(order.highest)) // unit if modulus is None else modulus - 1

    def render(table: ibis.Table) -> Any:
        column = of.render(table)
        count = (column.abs() // unit).cast(_WHOLE)
        count = count if modulus is None else (count % modulus).cast(_WHOLE)
        return (column < 0).ifelse((-count).cast(_WHOLE), count)

    return Source("", Numbers(0, -most, most, dt.int32), render, strict=True)


def _plain(node: tree.Expression, names: Names) -> Source | None:
    """A source whose column is of the engine's own dates or moments."""
    of = None if names.is_constant(node) else names.source(node)
    if of is None or not isinstance(of.order, Days | Moments):
        return None
    is_own = not of.order.counted if isinstance(of.order, Days) else not of.order.later
    return of if is_own else None


def _part_of(of: Source, name: str) -> Render:
    if name == "weekday":
        return lambda table: (of.render(table).day_of_week.index() + 1).cast(_WHOLE)
    return lambda table: getattr(of.render(table), name)().cast(_WHOLE)


def between(node: tree.Arithmetic, names: Names) -> Source | None:
    """The days from one day to another, or a day or moment so much before or after."""
    moved = _moment(node, names)
    if moved is not None:
        return moved
    one = day(node.left, names)
    if one is not None and node.operator == "-":
        two = day(node.right, names)
        if two is not None:
            ends = one.order.lowest - two.order.highest, one.order.highest - two.order.lowest
            return Source("", Lengths("days", *ends), _taken(one, two), strict=True)
    if one is not None and node.operator in ("+", "-") and names.is_constant(node.right):
        by, sign = names.value(node.right), -1 if node.operator == "-" else 1
        return _moved(one, by, sign) if type(by) is DaysDuration else _moved_months(node.left, by, sign, names)
    if node.operator == "+" and names.is_constant(node.left):
        return between(tree.Arithmetic("+", node.right, node.left), names)
    return None


def _taken(one: Day, two: Day) -> Render:
    return lambda table: (one.render(table) - two.render(table)).cast(_WHOLE)


def _moved(of: Day, by: DaysDuration, sign: int) -> Source:
    days = sign * by.nanos // DAY
    order = Days(of.order.lowest + days, of.order.highest + days, counted=True)
    return Source("", order, lambda table: (of.render(table) + days).cast(_WHOLE), strict=True)


def _moment(node: tree.Arithmetic, names: Names) -> Source | None:
    """A moment so many seconds before or after: nothing is calculated, what it is compared with is moved."""
    of, by = node.left, node.right
    if node.operator == "+" and names.is_constant(of):
        of, by = by, of
    found = None if names.is_constant(of) or not names.is_constant(by) else names.source(of)
    if found is None or not isinstance(found.order, Moments) or node.operator not in ("+", "-"):
        return None
    value = names.value(by)
    if type(value) is not DaysDuration or value.nanos % SECOND or abs(value.nanos) > _MOST_MONTHS * 31 * DAY:
        return None
    seconds = value.nanos // SECOND * (-1 if node.operator == "-" else 1)
    return Source("", replace(found.order, later=found.order.later + seconds), found.render, strict=True)


def _moved_months(node: tree.Expression, by: Any, sign: int, names: Names) -> Source | None:
    """The same day of another month, or the last day of a shorter one."""
    parts = None if type(by) is not MonthsDuration or names.is_constant(node) else _parts(node, names)
    if parts is None or abs(by.months) > _MOST_MONTHS:
        return None
    months = sign * by.months
    low, high = (Date(*ends).plus_months(months).ordinal - EPOCH for ends in ((1, 1, 1), (9999, 12, 31)))
    order = Days(low, high, counted=True)
    year, month, day_of = parts
    return Source("", order, lambda table: civil.later(year(table), month(table), day_of(table), months), strict=True)


def called(name: str, node: tree.Expression, names: Names) -> Source | None:
    """`day of week` and its like, and `date` of a moment."""
    of = _plain(node, names)
    if of is None:
        return None
    if name == "date":
        found = Days()
        return Source("", found, of.render if isinstance(of.order, Days) else _date_of(of), strict=True)
    if name in _COUNTS:
        function, low, high = _COUNTS[name]
        return Source("", Numbers(0, low, high, dt.int32), _part_of(of, function), strict=True)
    return _listed(name, of)


def _date_of(of: Source) -> Render:
    return lambda table: of.render(table).date()


def _listed(name: str, of: Source) -> Source:
    """The names of days and months, as FEEL's own function gives them."""
    part, days = _NAMED[name]
    values = tuple((at, BUILTINS[name].call(Scope({}), (day,))) for at, day in enumerate(days, 1))
    return Source("", Listed(values), _part_of(of, part), strict=True)


def months_between(start: tree.Expression, end: tree.Expression, names: Names) -> Source | None:
    """Whole months between two days of columns, one of which may be a constant."""
    one, two = _parts(start, names), _parts(end, names)
    if one is None or two is None:
        return None
    return Source("", Lengths("months", -12 * 10_000, 12 * 10_000), lambda table: _months(one, two, table), strict=True)


_Parts = tuple[Render, Render, Render]


def _parts(node: tree.Expression, names: Names) -> _Parts | None:
    if names.is_constant(node):
        value = names.value(node)
        if type(value) is not Date or not 1 <= value.year <= 9999:
            return None
        return _fixed(value.year), _fixed(value.month), _fixed(value.day)
    of = _plain(node, names)
    return None if of is None else (_part_of(of, "year"), _part_of(of, "month"), _part_of(of, "day"))


def _fixed(value: int) -> Render:
    return lambda table: ibis.literal(value, type=_WHOLE)


def _months(one: _Parts, two: _Parts, table: ibis.Table) -> Any:
    (year, month, first), (later_year, later_month, last) = ([each(table) for each in parts] for parts in (one, two))
    months = ((later_year - year) * 12 + later_month - month).cast(_WHOLE)
    less = ((months > 0) & (last < first)).ifelse(ibis.literal(1, _WHOLE), ibis.literal(0, _WHOLE))
    more = ((months < 0) & (last > first)).ifelse(ibis.literal(1, _WHOLE), ibis.literal(0, _WHOLE))
    return (months - less + more).cast(_WHOLE)
