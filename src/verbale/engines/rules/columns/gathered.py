"""The columns and cells of a table as they can be compiled, and what cannot, named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from ..feel import Scope, Value, tree
from ..feel.scope import Exhausted
from ..feel.unary import Check, compile_unary_tests
from ..model import DecisionTable
from .axis import NULL, Axis
from .errors import Outside, Uncompiled
from .order import Edge
from .reading import Names, Reading, mark_tests, read, require_closed
from .source import UNKNOWN, Unknown

Made = TypeVar("Made")


@dataclass
class Gathered:
    """A table's readings by column and checks by rule and column; None where they do not compile."""

    table: DecisionTable
    names: Names
    owner: str
    readings: list[Reading | None] = field(default_factory=list)
    allowed: list[Check | None] = field(default_factory=list)
    cells: list[list[Check | None]] = field(default_factory=list)
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

    def _check(self, rule: int, at: int, tests: tree.Tests) -> Check | None:
        reading = self.readings[at]
        if reading is None or tests.anything:
            return compile_unary_tests(tests)
        return self._tried(rule, self.table.inputs[at].label, lambda: self._cell(tests, reading))

    def _cell(self, tests: tree.Tests, reading: Reading) -> Check:
        require_closed(tests, self.names)
        if reading.direct and reading.source is not None and not reading.source.is_finite:
            own = replace(reading.source, edges=set())
            mark_tests(tests, self.names, own)
            reading.source.edges |= own.edges
            self.own[id(tests)] = own.edges
        return compile_unary_tests(tests)

    def _tried(self, rule: int, column: str, make: Callable[[], Made]) -> Made | None:
        try:
            return make()
        except Outside as why:
            self.uncompiled.append(Uncompiled(self.owner, rule, column, str(why)))
            return None

    def cell(self, rule: int, at: int, axis: Axis | None) -> tuple[int, int]:
        """The classes of a column's axis that pass a cell, and those that have to be decided singly.

        Without an axis the column is a constant, and the one class stands for everything.
        """
        check = self.cells[rule][at]
        if self.table.rules[rule].inputs[at].tests.anything:
            return -1, 0
        passes, doubts = (
            (0, -1) if check is None else self._bits(at, check, axis, self.table.rules[rule].inputs[at].tests)
        )
        if doubts and check is not None:
            why = "a value that gives a fault, or that no column can tell"
            self.uncompiled.append(Uncompiled(self.owner, rule + 1, self.table.inputs[at].label, why))
        return passes, doubts

    def refused(self, at: int, axis: Axis | None) -> int:
        """The classes of which a column is not read without a fault, or is not allowed to have."""
        refused, check = self._unread(at, axis), self.allowed[at]
        allowed = self.table.inputs[at].allowed
        if allowed is not None:
            passes, doubts = (0, -1) if check is None else self._bits(at, check, axis, allowed)
            refused |= (doubts | ~passes) & ~self._nulls(at, axis)
        return refused

    def _bits(self, at: int, check: Check, axis: Axis | None, tests: tree.Tests) -> tuple[int, int]:
        reading = self.readings[at]
        passes = doubts = 0
        scope = Scope(self.names.constants)
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
            yield from ((1 << bit, value) for bit, value in enumerate(axis.values))
        else:
            yield NULL, None
            for (low, high), value in axis.order.classes(own):
                first, end = axis.places[low], axis.places.get(high, len(axis.spans))
                yield (1 << end) - (1 << first), value

    def _unread(self, at: int, axis: Axis | None) -> int:
        """The classes of which the column cannot be read without a fault."""
        reading = self.readings[at]
        if reading is None:
            return 0 if _is_faultless(self.table.inputs[at].expression, self.names) else -1
        values = axis.values if axis else (None,)
        found = ((bit, value, _seen(reading, value, 1 << bit)) for bit, value in enumerate(values))
        return sum(1 << bit for bit, value, seen in found if seen is UNKNOWN and value is not UNKNOWN)

    def _nulls(self, at: int, axis: Axis | None) -> int:
        """The classes of which the column is null."""
        reading = self.readings[at]
        values = axis.values if axis else (None,)
        return sum(1 << bit for bit, value in enumerate(values) if _seen(reading, value, 1 << bit) is None)


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
