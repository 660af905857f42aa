"""The columns and cells of a table as they can be compiled, and what cannot, named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from ..feel import Scope, Value, tree
from ..feel.compiler import compile_unary_tests
from ..feel.free import free_names, mentioned
from ..feel.scope import Exhausted
from ..feel.unary import Check
from ..model import DecisionTable
from .axis import NULL, Axis
from .cell import Cell, cell
from .errors import Outside, Uncompiled
from .marks import Marks
from .names import Names
from .order import UNKNOWN, Edge, Unknown
from .reading import Reading, read
from .source import Source

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Part:
    """Of a cell: on the axis of that name, the classes that pass and those in doubt; without a name, of everything."""

    axis: str | None
    passes: int
    doubts: int


@dataclass
class Gathered:
    """A table's readings by column and checks by rule and column; None where they do not compile.

    A check is asked of the column's value; a `Cell` of the sources it reads itself.
    """

    table: DecisionTable
    names: Names
    owner: str
    readings: list[Reading | None] = field(default_factory=list)
    allowed: list[Check | Cell | None] = field(default_factory=list)
    cells: list[list[Check | Cell | None]] = field(default_factory=list)
    uncompiled: list[Uncompiled] = field(default_factory=list)
    own: dict[int, set[Edge]] = field(default_factory=dict)
    """By a cell's tests the edges that it made itself: between two of them it gives one answer."""

    def __post_init__(self) -> None:
        for column in self.table.inputs:
            self.readings.append(self._tried(0, column.label, partial(read, column.expression, self.names)))
        for at, column in enumerate(self.table.inputs):
            tests = column.allowed or tree.Tests((), anything=True)
            self.allowed.append(self._check(0, at, tests))
        for rule in self.table.rules:
            self.cells.append([self._check(rule.number, at, cell.tests) for at, cell in enumerate(rule.inputs)])

    def sources(self) -> dict[str, Source]:
        """All that columns and cells read, by name."""
        found = {each.source.name: each.source for each in self.readings if each and each.source}
        cells = (each for row in (*self.cells, self.allowed) for each in row if isinstance(each, Cell))
        return found | {each.source.name: each.source for each in cells}

    def _check(self, rule: int, at: int, tests: tree.Tests) -> Check | Cell | None:
        reading = self.readings[at]
        if reading is None or tests.anything:
            return compile_unary_tests(tests)
        return self._tried(rule, self.table.inputs[at].label, lambda: self._cell(tests, at, reading))

    def _cell(self, tests: tree.Tests, at: int, reading: Reading) -> Check | Cell:
        if self._is_closed(tests):
            if reading.source is None or not reading.direct or reading.source.is_finite:
                return compile_unary_tests(tests)
            own = replace(reading.source, edges=set())
            try:
                Marks(self.names, {}, own).of_tests(tests)
            except Outside:
                pass
            else:
                reading.source.edges |= own.edges
                self.own[id(tests)] = own.edges
                return compile_unary_tests(tests)
        return cell(tests, self.table.inputs[at].expression, reading, self.names)

    def _is_closed(self, tests: tree.Tests) -> bool:
        """Whether a cell reads nothing but its column and constants. Raises `Outside` where it needs the clock."""
        if self.names.needs_clock(tests):
            raise Outside("it needs the clock")
        others = mentioned(tests) & self.names.sources.keys()
        return not others and free_names(tests) <= self.names.constants.keys()

    def _tried(self, rule: int, column: str, make: Callable[[], Made]) -> Made | None:
        try:
            return make()
        except Outside as why:
            self.uncompiled.append(Uncompiled(self.owner, rule, column, str(why)))
            return None

    def cell(self, rule: int, at: int, axes: Mapping[str, Axis]) -> Part:
        """The classes that pass a cell, and those that have to be decided singly."""
        check, tests = self.cells[rule][at], self.table.rules[rule].inputs[at].tests
        if tests.anything:
            return Part(None, -1, 0)
        found = self._part(at, check, tests, axes)
        if found.doubts and check is not None:
            why = "a value that gives a fault, or that no column can tell"
            self.uncompiled.append(Uncompiled(self.owner, rule + 1, self.table.inputs[at].label, why))
        return found

    def refused(self, at: int, axes: Mapping[str, Axis]) -> int:
        """The classes of which a column is not read without a fault, or is not allowed to have."""
        axis = self._axis(at, axes)
        refused, check = self._unread(at, axis), self.allowed[at]
        allowed = self.table.inputs[at].allowed
        if allowed is not None:
            check = None if isinstance(check, Cell) else check
            found = self._part(at, check, allowed, axes)
            refused |= (found.doubts | ~found.passes) & ~self._nulls(at, axis)
        return refused

    def _axis(self, at: int, axes: Mapping[str, Axis]) -> Axis | None:
        reading = self.readings[at]
        return axes[reading.source.name] if reading and reading.source else None

    def _part(self, at: int, check: Check | Cell | None, tests: tree.Tests, axes: Mapping[str, Axis]) -> Part:
        axis = axes[check.source.name] if isinstance(check, Cell) else self._axis(at, axes)
        name = None if axis is None else axis.name
        if check is None:
            return Part(name, 0, -1)
        if isinstance(check, Cell):
            return Part(name, *self._own_bits(check, axes[check.source.name]))
        return Part(name, *self._bits(at, check, axis, tests))

    def _own_bits(self, check: Cell, axis: Axis) -> tuple[int, int]:
        passes = doubts = 0
        for bit, value in enumerate(axis.values):
            if bit or not axis.total:
                answer = check.answer(value if bit or not check.source.strict else UNKNOWN)
                passes |= (answer is True) << bit
                doubts |= (answer is None) << bit
        return passes, doubts

    def _bits(self, at: int, check: Check, axis: Axis | None, tests: tree.Tests) -> tuple[int, int]:
        reading = self.readings[at]
        passes = doubts = 0
        scope = self.names.scope()
        for bits, value in self._asked(axis, tests):
            found = _seen(reading, value, bits)
            answer = None if isinstance(found, Unknown) else _answer(check, found, scope)
            passes |= bits if answer is True else 0
            doubts |= bits if answer is None else 0
        return passes, doubts

    def _asked(self, axis: Axis | None, tests: tree.Tests) -> Iterator[tuple[int, Any]]:
        """Sets of classes of which a cell says one thing, each with a value to ask it of."""
        own = self.own.get(id(tests))
        if axis is None:
            yield 1, None
        elif own is None:
            yield from ((1 << bit, value) for bit, value in _classes(axis))
        else:
            if not axis.total:
                yield NULL, None
            for (low, high), value in axis.order.classes(own):
                first, end = (
                    axis.places[low],
                    len(axis.spans) if high is None else axis.places.get(high, len(axis.spans)),
                )
                yield (1 << end) - (1 << first), value

    def _unread(self, at: int, axis: Axis | None) -> int:
        """The classes of which the column cannot be read without a fault."""
        reading = self.readings[at]
        if reading is None:
            return 0 if _is_faultless(self.table.inputs[at].expression, self.names) else -1
        found = ((bit, value, _seen(reading, value, 1 << bit)) for bit, value in _classes(axis))
        return sum(1 << bit for bit, value, seen in found if seen is UNKNOWN and value is not UNKNOWN)

    def _nulls(self, at: int, axis: Axis | None) -> int:
        """The classes of which the column is null."""
        reading = self.readings[at]
        return sum(1 << bit for bit, value in _classes(axis) if _seen(reading, value, 1 << bit) is None)


def _classes(axis: Axis | None) -> list[tuple[int, Any]]:
    """The classes that records may have, by their bits."""
    if axis is None:
        return [(0, None)]
    return list(enumerate(axis.values))[1 if axis.total else 0 :]


def _is_faultless(node: tree.Node, names: Names) -> bool:
    """Whether an expression that does not compile can at least never give a fault."""
    match node:
        case tree.Name(name):
            return name in names.sources or name in names.constants
        case tree.Comparison(operator):
            plain = operator in ("=", "!=")
        case _:
            plain = isinstance(node, tree.Literal | tree.Logic | tree.If | tree.ListOf | tree.InstanceOf)
    return plain and all(_is_faultless(child, names) for child in tree.children(node))


def _seen(reading: Reading | None, value: Any, bits: int) -> Value | Unknown:
    if reading is None or value is UNKNOWN:
        return UNKNOWN
    if reading.source is not None and reading.source.strict and bits == NULL:
        return UNKNOWN
    return reading.of(value)


def _answer(check: Check, value: Value, scope: Scope) -> bool | None:
    try:
        answer = check(value, scope)
    except Exhausted:
        return None
    if scope.budget.faults:
        scope.budget.faults.clear()
        return None
    return answer
