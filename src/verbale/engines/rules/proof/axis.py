"""The values of one source, cut into classes within which no expression of the question tells two values apart.

A set of classes is the bits of an integer; bit 0 stands for null. Each class has a value that stands for it, so that
the closures which decide single records say of a whole class what they say of that value.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice, pairwise
from typing import Any

from ..feel import Value
from ..feel.compare import same
from ..feel.temporal import Date
from ..feel.write import literal
from .limits import Limits
from .natural import is_ordered, key, line, near, zoned

NULL = 1
_THEMSELVES = (str, Decimal, Date)
MOST_ITEMS = 10
"""Classes of items of a list that are told apart."""


class Unknown:
    """Stands for values of which nothing can be said."""

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN = Unknown()


class TooManyClasses(Exception):
    """A source has more classes than the limits let it have."""

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” has more kinds of values than can be told apart")


@dataclass(frozen=True, slots=True)
class Class:
    """``exact``: it has this one value. ``start``: the constant at which it begins and whether it is part of it."""

    value: Any
    exact: bool
    start: tuple[Any, bool] | None = None


@dataclass
class Axis:
    """The classes of a source, null first; ``outcomes``: what a decision gives, in no order."""

    key: str
    classes: list[Class]
    admitted: int = -1
    lists: Lists | None = None
    outcomes: bool = False
    _points: dict[tuple[type, Any], int] = field(default_factory=dict)
    _ladders: dict[object, tuple[list[Any], list[int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.full = (1 << len(self.classes)) - 1
        self.admitted &= self.full
        for at, each in enumerate(self.classes):
            if each.exact:
                self._points[_identity(each.value)] = at
        lines = {line(each.start[0]) for each in self.classes if each.start}
        for kind in lines:
            own = [(at, each) for at, each in enumerate(self.classes) if each.start and line(each.start[0]) == kind]
            ends = [(key(each.start[0]), not each.start[1]) for _, each in own if each.start]
            self._ladders[kind] = (ends, [at for at, _ in own])

    @cached_property
    def _marks(self) -> dict[object, int]:
        told = [(at, each.value) for at, each in enumerate(self.classes) if not each.exact]
        return {self.lists.mark(value): at for at, value in told if self.lists and isinstance(value, tuple)}

    def place(self, value: Any) -> int | None:
        """The class of a value; None where it has none here."""
        if value is None:
            return 0
        point = self._points.get(_identity(value))
        if point is not None:
            return point
        if isinstance(value, tuple) and self.lists is not None:
            return self._marks.get(self.lists.mark(value))
        if line(value) in self._ladders:
            starts, places = self._ladders[line(value)]
            at = bisect_right(starts, (key(value), False)) - 1
            if at >= 0:
                return places[at]
        return next((at for at, each in enumerate(self.classes) if _others(each, value)), None)

    def asked(self, constants: Sequence[Value] | None) -> Iterator[tuple[int, Any]]:
        """Sets of admitted classes of which an expression says one thing, each with a value: one that only compares
        with these constants; None: any expression.
        """
        for bits in self._segments(constants):
            admitted = bits & self.admitted
            if admitted:
                yield admitted, self.classes[(admitted & -admitted).bit_length() - 1].value

    @cached_property
    def _cuts(self) -> frozenset[int]:
        """Places at which other values begin, whatever they are compared with: of another kind, or without an order."""
        kinds = [line(each.value) for each in self.classes]
        apart = (at for at, each in enumerate(self.classes) if _is_loose(each) or kinds[at] != kinds[at - 1])
        return frozenset((0, 1, len(self.classes), *apart))

    def _segments(self, constants: Sequence[Value] | None) -> Iterator[int]:
        if constants is None or len(self.classes) <= 6 or self.outcomes:
            yield from (1 << at for at in range(len(self.classes)))
            return
        cuts = set(self._cuts)
        for constant in constants:
            at = self.place(constant) if constant is not None else None
            if at is not None and self.classes[at].exact:
                cuts.update((at, at + 1))
        for low, high in pairwise(sorted(cuts)):
            yield (1 << high) - (1 << low)


def _is_loose(each: Class) -> bool:
    return isinstance(each.value, tuple | bool | Unknown) or not is_ordered(type(each.value))


def _identity(value: Any) -> tuple[type, Any]:
    """The same for values that are one; writing them takes longer than looking them up."""
    if type(value) in _THEMSELVES:
        return type(value), value
    return type(value), literal(value) if not isinstance(value, Unknown) else ""


def _others(each: Class, value: Any) -> bool:
    return not each.exact and each.start is None and line(each.value) == line(value)


def scalar_classes(kind: type, constants: Iterable[Value], *, ordered: bool = True) -> list[Class]:
    """The classes of one kind of values that these constants make."""
    if kind is bool:
        return [Class(True, True), Class(False, True)]
    if kind is dict:
        return [Class({"entry": Decimal(1)}, False)]
    found = {_identity(each): each for each in constants if type(each) is kind}
    elsewhere = zoned(kind)
    if elsewhere is not None:
        local = [each for each in found.values() if not line(each)[1]]
        return [
            *_ladder(kind, local, None),
            *_ladder(kind, [each for each in found.values() if line(each)[1]], elsewhere),
        ]
    if not is_ordered(kind) or (kind is str and not ordered):
        points = [Class(each, True) for each in found.values()]
        return [*points, Class(_unlike(found.values()), False)] if kind is str else points
    return _ladder(kind, found.values(), None)


def _ladder(kind: type, constants: Iterable[Value], usual: Value) -> list[Class]:
    """The classes of values that have an order; ``usual`` is one of them where there are no constants."""
    steps = sorted({key(each): each for each in constants}.items())
    if not steps and usual is not None:
        return [Class(usual, False)]
    made: list[Class] = []
    ends = [None, *(each for _, each in steps), None]
    for low, high in pairwise(ends):
        if low is not None:
            made.append(Class(low, True, (low, True)))
        between = near(kind, low, high)
        if between is not None:
            made.append(Class(between, False, (low, False) if low is not None else None))
    return made


def _unlike(known: Iterable[Any]) -> str:
    taken = set(known)
    names = ("other", *(f"other {at}" for at in range(2, len(taken) + 3)))
    return next(each for each in names if each not in taken)


@dataclass(frozen=True)
class Lists:
    """How lists are told apart: by the classes of their items, by their length up to ``longest`` and one more (0: not
    at all), and by whether they are one of those that are ``named``.
    """

    items: Axis
    longest: int
    named: tuple[tuple[Value, ...], ...]

    def mark(self, value: tuple[Value, ...]) -> tuple[frozenset[int | None], int]:
        """What two lists of one class have in common."""
        length = min(len(value), self.longest + 1) if self.longest else min(len(value), 1)
        return frozenset(map(self.items.place, value)), length

    def classes(self, limits: Limits, name: str) -> list[Class]:
        """The classes, the empty list first, then the named lists. Raises `TooManyClasses`."""
        chosen = [each for at, each in enumerate(self.items.classes) if self.items.admitted >> at & 1]
        chosen = [
            *(each for each in chosen if each.value is not None),
            *(each for each in chosen if each.value is None),
        ]
        if len(chosen) > MOST_ITEMS or 2 ** len(chosen) * (self.longest + 1) > limits.classes:
            raise TooManyClasses(name)
        found = [Class((), True), *(Class(each, True) for each in self.named)]
        for size in range(1, len(chosen) + 1):
            for items in combinations(chosen, size):
                own = tuple(each.value for each in items)
                for more in range(max(self.longest + 2 - size, 1) if self.longest else 1):
                    found += self._unnamed(own + own[:1] * more)
        return found

    def _unnamed(self, wanted: tuple[Value, ...]) -> list[Class]:
        """A class by one of its lists that is not named, if it has one."""
        mark = self.mark(wanted)
        tried = (wanted, tuple(reversed(wanted)), (*wanted, wanted[-1]), (*wanted[1:], wanted[0]))
        found = (each for each in tried if self.mark(each) == mark and not any(same(each, one) for one in self.named))
        return [Class(each, False) for each in islice(found, 1)]
