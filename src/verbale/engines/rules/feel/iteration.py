"""Loops over lists and ranges, as closures of closures: `for`, `some`, `every`, and filters."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from .compare import order
from .scope import Run, Scope
from .temporal import Date
from .values import Failure, Range, Value, integer, number

Iterators: TypeAlias = tuple[tuple[str, Run, Run | None], ...]
"""Name, source, and the end of a range where one is given."""


def _rounds(iterators: Iterators, scope: Scope) -> Iterator[Scope]:
    if not iterators:
        yield scope
        return
    (name, source, end), rest = iterators[0], iterators[1:]
    items = _span(source(scope), end(scope)) if end else _items(source(scope))
    for item in items:
        scope.budget.step()
        yield from _rounds(rest, scope.within({name: item}))


def _items(value: Value) -> Iterator[Value]:
    if isinstance(value, Range):
        if value.low is None or value.high is None:
            raise Failure("a range without both ends cannot be counted through")
        if order(value.low, value.high) > 0:
            raise Failure("the range ends before it starts")
        for item in _span(value.low, value.high):
            outside = (not value.low_included and item == value.low) or (not value.high_included and item == value.high)
            if not outside:
                yield item
    elif isinstance(value, tuple):
        yield from value
    elif value is None:
        raise Failure("there is no list to go through: it is null")
    else:
        yield value


def _span(low: Value, high: Value) -> Iterator[Value]:
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        first, last = integer(low, "the start of the range"), integer(high, "the end of the range")
        yield from map(number, _counted(first, last))
    elif isinstance(low, Date) and isinstance(high, Date):
        yield from map(Date.of_ordinal, _counted(low.ordinal, high.ordinal))
    else:
        raise Failure("only whole numbers and dates can be counted through")


def _counted(first: int, last: int) -> range:
    return range(first, last + 1) if first <= last else range(first, last - 1, -1)


def for_each(iterators: Iterators, body: Run, *, partial: bool = True, cost: int = 1) -> Run:
    """`for`: what each turn gives. A turn takes ``cost`` steps; ``partial``: it may ask for the list so far."""

    def loop(scope: Scope) -> Value:
        made: list[Value] = []
        for inner in _rounds(iterators, scope):
            scope.budget.step(cost + (len(made) >> 6 if partial else 0))
            made.append(body(inner.within({"partial": tuple(made)}) if partial else inner))
        return tuple(made)

    return loop


def some_or_every(iterators: Iterators, condition: Run, *, every: bool, strict: bool = False, cost: int = 1) -> Run:
    """`some` and `every`, in three-valued logic; ``strict``: a condition that is no boolean gives null."""

    def quantified(scope: Scope) -> Value:
        unsure = False
        for inner in _rounds(iterators, scope):
            scope.budget.step(cost)
            verdict = condition(inner)
            if verdict is (not every):
                return not every
            unsure = unsure or not isinstance(verdict, bool)
            if strict and unsure:
                raise Failure("the condition is not true or false")
        if unsure:
            scope.fault("a condition is neither true nor false")
        return None if unsure else every

    return quantified


def filtering(
    source: Run, condition: Run, *, position: bool = False, cost: int = 1, names: frozenset[str] | None = None
) -> Run:
    """`list[3]`, `list[-1]`, `list[item > 3]`; a single value is a list of one.

    ``position``: the condition is surely a number; ``names`` are all that it may ask for.

    Items for which the condition is null are left out; what is neither true nor false nor null gives null for all.
    """

    def filtered(scope: Scope) -> Value:
        value = source(scope)
        if value is None:
            scope.fault("what is filtered is null")
            return None if position else ()
        items = value if isinstance(value, tuple) else (value,)
        if position:
            return _pick(items, condition(scope))
        scope.budget.step(cost)
        if not items:
            return _of_none(condition, scope)
        if not _depends(names, items):
            return _all_or_one(items, condition(scope))
        scope.budget.step(len(items) * cost)
        found = condition(_inside(scope, items[0]))
        if isinstance(found, Decimal):
            return _pick(items, condition(scope))
        verdicts = (found, *(condition(_inside(scope, item)) for item in items[1:]))
        if not all(verdict is None or isinstance(verdict, bool) for verdict in verdicts):
            raise Failure("the condition is not true or false")
        return tuple(item for item, verdict in zip(items, verdicts, strict=True) if verdict is True)

    return filtered


def _depends(names: frozenset[str] | None, items: tuple[Value, ...]) -> bool:
    """Whether a condition may say something else of each item."""
    return (
        names is None or "item" in names or any(isinstance(item, dict) and not names.isdisjoint(item) for item in items)
    )


def _of_none(condition: Run, scope: Scope) -> Value:
    """A filter of no items: what the condition lacks, without an item, is no fault."""
    known = len(scope.budget.faults)
    found = condition(scope)
    del scope.budget.faults[known:]
    return _all_or_one((), found)


def _all_or_one(items: tuple[Value, ...], found: Value) -> Value:
    """What a condition picks that is the same for all items."""
    if found is None or isinstance(found, bool):
        return items if found else ()
    return _pick(items, found)


def _inside(scope: Scope, item: Value) -> Scope:
    members = item if isinstance(item, dict) else {}
    return scope.within({"item": item, **members})


def _pick(items: tuple[Value, ...], position: Value) -> Value:
    at = integer(position, "a position in a list")
    if at == 0 or abs(at) > len(items):
        raise Failure(f"the list has {len(items)} items, there is no item {at}")
    return items[at - 1 if at > 0 else at]
