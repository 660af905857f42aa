"""Functions of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from decimal import Decimal
from functools import cmp_to_key, reduce
from itertools import islice

from ..arithmetic import calculate
from ..calling import bind, called
from ..compare import key, likeness, order
from ..scope import Scope
from ..temporal import DaysDuration, MonthsDuration
from ..values import DECIMAL, MAX_ITEMS, Failure, Function, Value, kind, number, sized, weigh
from .registry import Table, decimal, declare, declare_scoped, items, single, spread, whole_number

LISTS: Table = {}


@declare(LISTS, "list contains", "list, element")
def contains(values: Value, element: Value) -> Value:
    """Whether the element is in the list; null can be."""
    return any(map(likeness(element), items(values)))


@declare(LISTS, "count", "list")
def count(values: Value) -> Value:
    """How many items."""
    return number(len(items(values)))


def _extreme(sign: int) -> Callable[..., Value]:
    def extreme(*values: Value) -> Value:
        """The least or greatest item."""
        given = spread(values)
        if not given:
            return None
        order(given[0], given[0])
        return reduce(lambda best, item: item if order(item, best) == sign else best, given)

    return extreme


declare(LISTS, "min", "list", variadic=True)(_extreme(-1))
declare(LISTS, "max", "list", variadic=True)(_extreme(1))


def total(values: tuple[Value, ...]) -> Value:
    """The sum of numbers or durations; null of an empty list."""
    if not values:
        return None
    if isinstance(values[0], str):
        raise Failure("texts cannot be summed")
    if not isinstance(values[0], Decimal | DaysDuration | MonthsDuration):
        raise Failure(f"only numbers and durations are summed, not {kind(values[0])}")
    return reduce(lambda one, two: calculate("+", one, two), values)


@declare(LISTS, "sum", "list", variadic=True)
def sum_of(*values: Value) -> Value:
    """The sum."""
    return total(spread(values))


@declare(LISTS, "mean", "list", variadic=True)
def mean(*values: Value) -> Value:
    """The arithmetic mean."""
    given = spread(values)
    return calculate("/", total(given), Decimal(len(given))) if given else None


@declare(LISTS, "product", "list", variadic=True)
def product(*values: Value) -> Value:
    """The product of numbers."""
    given = [decimal(item) for item in spread(values)]
    return DECIMAL.plus(reduce(DECIMAL.multiply, given)) if given else None


@declare(LISTS, "median", "list", variadic=True)
def median(*values: Value) -> Value:
    """The middle number, or the mean of the two in the middle."""
    given = sorted(decimal(item) for item in spread(values))
    if not given:
        return None
    half = len(given) // 2
    return given[half] if len(given) % 2 else DECIMAL.divide(DECIMAL.add(given[half - 1], given[half]), Decimal(2))


@declare(LISTS, "stddev", "list", variadic=True)
def deviation(*values: Value) -> Value:
    """The sample standard deviation; null of fewer than two numbers."""
    given = [decimal(item) for item in spread(values)]
    if len(given) < 2:
        return None
    middle = DECIMAL.divide(reduce(DECIMAL.add, given), Decimal(len(given)))
    squares = [DECIMAL.power(DECIMAL.subtract(item, middle), 2) for item in given]
    return DECIMAL.sqrt(DECIMAL.divide(reduce(DECIMAL.add, squares), Decimal(len(given) - 1)))


@declare(LISTS, "mode", "list", variadic=True)
def mode(*values: Value) -> Value:
    """The most frequent numbers, in ascending order."""
    counts = Counter(decimal(item) for item in spread(values))
    most = max(counts.values(), default=0)
    return tuple(sorted(item for item, count in counts.items() if count == most))


def _truth(values: tuple[Value, ...], decisive: bool) -> Value:
    given = spread(values)
    if any(item is decisive for item in given):
        return decisive
    odd = next((item for item in given if item is not None and not isinstance(item, bool)), None)
    if odd is not None:
        raise Failure(f"only true, false and null are wanted, not {kind(odd)}")
    return None if None in given else not decisive


@declare(LISTS, "all", "list", variadic=True)
def every(*values: Value) -> Value:
    """Conjunction of a list."""
    return _truth(values, False)


@declare(LISTS, "any", "list", variadic=True)
def some(*values: Value) -> Value:
    """Disjunction of a list."""
    return _truth(values, True)


LISTS["and"], LISTS["or"] = LISTS["all"], LISTS["any"]


@declare(LISTS, "sublist", "list, start position, length", optional=1)
def sublist(values: Value, start: Value, length: Value = None) -> Value:
    """Items from a position on, counted from 1 or from the end by -1."""
    given, at = items(values), whole_number(start, "the start position")
    if at == 0 or abs(at) > len(given):
        raise Failure(f"the list has no position {at}")
    first = at - 1 if at > 0 else len(given) + at
    if length is None:
        return given[first:]
    taken = whole_number(length, "the length")
    if taken < 1 or first + taken > len(given):
        raise Failure(f"the list has not {taken} items there")
    return given[first : first + taken]


@declare(LISTS, "append", "list, item", variadic=True)
def append(values: Value, *more: Value) -> Value:
    """The list and more items."""
    return ((None,) if values is None else items(values)) + more


@declare(LISTS, "concatenate", "list", variadic=True)
def concatenate(*lists: Value) -> Value:
    """Several lists in one."""
    return _limited(item for each in lists for item in items(each))


@declare(LISTS, "insert before", "list, position, newItem")
def insert(values: Value, position: Value, item: Value) -> Value:
    """The list with an item put in."""
    given = items(values)
    at = _index(position, len(given))
    return (*given[:at], item, *given[at:])


@declare(LISTS, "remove", "list, position")
def remove(values: Value, position: Value) -> Value:
    """The list without one item."""
    given = items(values)
    at = _index(position, len(given))
    return given[:at] + given[at + 1 :]


def _index(position: Value, size: int) -> int:
    at = whole_number(position, "the position")
    if at == 0 or abs(at) > size:
        raise Failure(f"the list has no position {at}")
    return at - 1 if at > 0 else size + at


@declare_scoped(LISTS, "list replace", "list, position, newItem", "list, match, newItem")
def replaced(scope: Scope, values: Value, position: Value, item: Value) -> Value:
    """The list with other items: at a position, or where a function says so."""
    given, position = items(values), single(position)
    if isinstance(position, Function):
        chosen = [called(position, bind(position, (each, item), None), scope) for each in given]
        if not all(isinstance(each, bool) for each in chosen):
            raise Failure("the function must answer true or false")
        return tuple(item if yes else each for each, yes in zip(given, chosen, strict=True))
    at = _index(position, len(given))
    return (*given[:at], item, *given[at + 1 :])


@declare(LISTS, "reverse", "list")
def reverse(values: Value) -> Value:
    """The items from last to first."""
    return items(values)[::-1]


@declare(LISTS, "index of", "list, match")
def positions(values: Value, match: Value) -> Value:
    """Where an item stands, counted from 1."""
    is_match = likeness(match)
    return tuple(number(at) for at, item in enumerate(items(values), 1) if is_match(item))


@declare(LISTS, "union", "list", variadic=True)
def union(*lists: Value) -> Value:
    """All items of several lists, each once."""
    return _distinct(_limited(item for each in lists for item in items(each)))


@declare(LISTS, "distinct values", "list")
def distinct(values: Value) -> Value:
    """Each item once."""
    return _distinct(items(values))


def _limited(found: Iterator[Value]) -> tuple[Value, ...]:
    """A list of what is found; `Failure` as soon as it is too long."""
    made = tuple(islice(found, MAX_ITEMS + 1))
    sized(made)
    return made


def _distinct(values: tuple[Value, ...]) -> tuple[Value, ...]:
    weigh(values)
    kept: dict[Hashable, Value] = {}
    for item in values:
        kept.setdefault(key(item), item)
    return tuple(kept.values())


@declare(LISTS, "duplicate values", "list")
def duplicates(values: Value) -> Value:
    """Items that stand more than once, each once."""
    weigh(items(values))
    keys = Counter(map(key, items(values)))
    return _distinct(tuple(item for item in items(values) if keys[key(item)] > 1))


@declare(LISTS, "flatten", "list")
def flatten(values: Value) -> Value:
    """Lists in lists made one list."""
    made: list[Value] = []
    waiting, looked = list(items(values))[::-1], 0
    while waiting:
        item = waiting.pop()
        looked += 1
        if looked > 2 * MAX_ITEMS:
            raise Failure(f"more than {2 * MAX_ITEMS} lists and items")
        if isinstance(item, tuple):
            waiting.extend(reversed(item))
        else:
            made.append(item)
    return tuple(made)


@declare_scoped(LISTS, "sort", "list, precedes", optional=1)
def sort(scope: Scope, values: Value, precedes: Value = None) -> Value:
    """The items in order, or as a function says that one precedes another."""
    precedes = single(precedes)
    if precedes is None:
        return tuple(sorted(items(values), key=cmp_to_key(order)))
    if not isinstance(precedes, Function):
        raise Failure("the order must be a function")

    def compare(one: Value, two: Value) -> int:
        # Sorting asks only what comes first.
        found = called(precedes, bind(precedes, (one, two), None), scope)
        if not isinstance(found, bool):
            raise Failure("the order must answer true or false")
        return -1 if found else 0

    return tuple(sorted(items(values), key=cmp_to_key(compare)))
