"""A cell that reads more than its column compared with constants: functions of it, other facts, both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..feel import Scope, compile_expression, compile_unary_tests, tree
from ..feel.scope import Exhausted
from ..feel.unary import mentions_question_mark
from .errors import Outside
from .joint import Together, together
from .marks import Marks
from .names import Names
from .order import UNKNOWN
from .reading import Reading, rewrite, substituted
from .source import Source
from .star import Star

Ask = Callable[[Mapping[str, Any], Scope], bool]
"""Whether one test passes, by a value of each source and what an expression sees."""


class _NotKnown(Exception):
    """The column's own value cannot be told."""


@dataclass(frozen=True, slots=True)
class Cell:
    """``answer`` says whether a value of the source passes; None where only a decision one at a time can tell."""

    source: Source
    answer: Callable[[Any], bool | None]


def cell(tests: tree.Tests, column: tree.Expression, reading: Reading, names: Names) -> Cell:
    """The cell of a column with that expression. Raises `Outside`."""
    made = _Made(column, reading, names)
    asks = [made.asked(test) for test in tests.tests]
    both = together(made.found.values(), made.mark)
    names.keep(both.source)
    return Cell(both.source, lambda value: _answer(asks, tests.negated, both, value, names))


def _answer(asks: list[Ask], negated: bool, both: Together, value: Any, names: Names) -> bool | None:
    scope = names.scope(both.names(value))
    of = both.of(value)
    try:
        passed = any(ask(of, scope) for ask in asks)
    except (Exhausted, _NotKnown):
        return None
    return None if scope.budget.faults else passed is not negated


class _Made:
    """The tests of a cell with what they read; ``found`` gathers the sources."""

    def __init__(self, column: tree.Expression, reading: Reading, names: Names) -> None:
        self._column, self._reading, self._names = column, reading, names
        self.found: dict[str, Source] = {}
        self._marks: list[Callable[[Marks], None]] = []

    def asked(self, test: tree.Test | tree.Expression) -> Ask:
        """One test. Raises `Outside`."""
        if not isinstance(test, tree.Test) and mentions_question_mark(test):
            return self._of_itself(test)
        test = substituted(test, self._column)
        return self._beside(test) or self._against(test)

    def mark(self, parts: Mapping[str, Source]) -> None:
        """Notes on the sources what the tests compare them with."""
        reading = self._reading
        own = parts.get(reading.source.alias) if reading.source else None
        if own is not None and reading.source is not None and not reading.direct:
            own.edges |= reading.source.edges
        marks = Marks(self._names, parts, own if reading.direct else None)
        for each in self._marks:
            each(marks)

    def _of_itself(self, test: tree.Expression) -> Ask:
        node = rewrite(substituted(test, self._column), self._names, self.found)
        self._marks.append(lambda marks: marks.of_condition(node))
        run = compile_expression(node)
        return lambda _, scope: run(scope) is True

    def _beside(self, test: tree.Test | tree.Expression) -> Ask | None:
        """A test against other facts of the same kind."""
        if self._names.is_constant(test.operand if isinstance(test, tree.Test) else test):
            return None
        found: dict[str, Source] = {}
        star = Star(self._reading.source if self._reading.direct else None, self._names, found)
        made = star.test(test)
        if made is None:
            return None
        self.found.update(found)
        check, middle = compile_unary_tests(tree.Tests((made,))), star.middle
        return lambda _, scope: check(_known(scope.names.get(middle, UNKNOWN)), scope)

    def _against(self, test: tree.Test | tree.Expression) -> Ask:
        """A test that needs the column's value."""
        if isinstance(test, tree.Call) and not self._names.is_constant(test):
            raise Outside("a function of other facts stands for the value")
        tests = tree.Tests((rewrite(test, self._names, self.found),))
        check, reading = compile_unary_tests(tests), self._reading
        if reading.source is None:
            return lambda _, scope: check(_known(reading.of(None)), scope)
        alias = reading.source.alias
        self.found[alias] = reading.source
        self._marks.append(lambda marks: marks.of_tests(tests))
        return lambda of, scope: check(_known(_value(reading, of[alias])), scope)


def _value(reading: Reading, value: Any) -> Any:
    return UNKNOWN if value is UNKNOWN else reading.of(value)


def _known(value: Any) -> Any:
    if value is UNKNOWN:
        raise _NotKnown
    return value
