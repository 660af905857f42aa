"""That an expression reads its sources only by comparing them with constants, which become edges of their classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..feel import tree
from ..feel.free import ITSELF, mentioned
from .errors import Outside
from .names import Names
from .order import Texts
from .source import Opaque, Source

_MORE = "it does more than compare with constants"
_CONDITIONS = tree.Logic | tree.InstanceOf | tree.Comparison | tree.Between | tree.In
"""Tests that are true or false by themselves; any other is compared with the value."""
_COMPARING = frozenset(
    (
        *("list contains", "before", "after", "meets", "met by", "overlaps", "overlaps before", "overlaps after"),
        *("finishes", "finished by", "includes", "during", "starts", "started by", "coincides"),
    )
)
"""Functions whose answer depends on nothing but how a value lies to constants."""


class Marks:
    """Notes constants on the sources ``parts``, by alias; ``itself`` is what `?` and the tests of a cell speak of.

    Sources each of whose values is a class are let through as they are: any expression may read them.
    """

    def __init__(self, names: Names, parts: Mapping[str, Source], itself: Source | None = None) -> None:
        self._names = names
        self._parts = {alias: source for alias, source in parts.items() if not source.is_finite}
        self._itself = None if itself is None or itself.is_finite else itself
        self._words = frozenset((*self._parts, *((ITSELF,) if self._itself else ())))

    def of_tests(self, tests: tree.Tests) -> None:
        """The tests of a cell. Raises `Outside`."""
        for test in tests.tests:
            self._tested(test)

    def of_condition(self, node: tree.Node) -> None:
        """An expression that gives a truth, or values chosen by truths. Raises `Outside`."""
        if not self._reads(node):
            return
        match node:
            case tree.Comparison(_, one, two):
                self._compared((one, two))
            case tree.Between(value, low, high):
                self._compared((value, low, high))
            case tree.In(value, tests):
                self._within(value, tests)
            case tree.Logic(_, one, two):
                self.of_condition(one)
                self.of_condition(two)
            case tree.If(condition, then, otherwise):
                for part in (condition, then, otherwise):
                    self.of_condition(part)
            case tree.InstanceOf(value):
                if self._direct(value) is None:
                    self.of_condition(value)
            case tree.Call(tree.Name("not"), (operand,)):
                self.of_condition(operand)
            case tree.Call(tree.Name("starts with"), (value, prefix)):
                self._prefixed(value, prefix)
            case tree.Call(tree.Name(name), arguments) if name in _COMPARING and all(map(self._is_plain, arguments)):
                self._compared(arguments)
            case _:
                raise Outside(_MORE)

    def _tested(self, test: tree.Test | tree.Expression) -> None:
        if isinstance(test, tree.Test):
            self._against(test.operand)
        elif self._names.is_constant(test):
            self._against(test)
        elif self._reads(test):
            self.of_condition(test)
        elif self._itself is not None and not isinstance(test, _CONDITIONS):
            raise Outside(_MORE)

    def _against(self, node: tree.Expression) -> None:
        if self._itself is None:
            if self._reads(node):
                raise Outside(_MORE)
        elif self._names.is_constant(node):
            self._itself.mark(self._names.value(node))
        else:
            raise Outside(_MORE)

    def _reads(self, node: tree.Node) -> bool:
        """Whether a source, or what `?` speaks of, stands anywhere in a node."""
        return not self._words.isdisjoint(mentioned(node))

    def _is_plain(self, node: tree.Expression) -> bool:
        source = self._direct(node)
        return self._names.is_constant(node) or (source is not None and not isinstance(source.order, Opaque))

    def _direct(self, node: tree.Node) -> Source | None:
        if not isinstance(node, tree.Name):
            return None
        return self._itself if node.name == ITSELF else self._parts.get(node.name)

    def _compared(self, parts: Sequence[tree.Expression]) -> None:
        sources = {source.alias: source for part in parts if (source := self._direct(part)) is not None}
        if len(sources) > 1:
            raise Outside("it compares facts that no column can compare")
        for part in parts:
            if self._direct(part) is not None:
                continue
            if self._names.is_constant(part):
                for source in sources.values():
                    source.mark(self._names.value(part))
            elif sources:
                raise Outside(_MORE)
            else:
                self.of_condition(part)

    def _within(self, value: tree.Expression, tests: tree.Tests) -> None:
        source = self._direct(value)
        if source is None and self._reads(value):
            raise Outside(_MORE)
        Marks(self._names, self._parts, source).of_tests(tests)

    def _prefixed(self, value: tree.Expression, prefix: tree.Expression) -> None:
        source = self._direct(value)
        found = self._names.value(prefix) if self._names.is_constant(prefix) else None
        if source is None or not isinstance(source.order, Texts) or not isinstance(found, str):
            raise Outside(_MORE)
        source.mark_prefix(found)
