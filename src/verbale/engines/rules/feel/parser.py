"""FEEL text to a tree: operators and what binds them. Atoms and boxes are in `primary`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

from . import tree
from .builtins import BUILTINS
from .cursor import Cursor
from .members import MEMBER_NAMES
from .names import Names
from .primary import Primary
from .syntax import MAX_DEPTH, SyntaxFault
from .tree import Expression, Tests
from .types import Type

_BUILTINS = Names(BUILTINS)
_MEMBERS = Names(MEMBER_NAMES, members=True)
Read = TypeVar("Read", Expression, Tests)
Found = TypeVar("Found")
NO_TYPES: Mapping[str, Type] = MappingProxyType({})
_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_LEVELS: tuple[tuple[str, ...], ...] = (("or",), ("and",), _COMPARISONS, ("+", "-"), ("*", "/"), ("**",))
_COMPARING, _ADDING = 2, 3


class Parser(Primary):
    """Recursive descent; one object for one text."""

    def expression(self) -> Expression:
        """Anything that has a value."""
        with self.cursor.nested():
            return self._level(0)

    def operand(self) -> Expression:
        """What may stand beside a comparison sign."""
        return self._level(_ADDING)

    def _level(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._negation()
        left = self._level(level + 1)
        while True:
            if level == _COMPARING and self.cursor.sees("between", "in"):
                left = self._between(left) if self.cursor.take("between") else self._in(left)
            elif self.cursor.sees(*_LEVELS[level]):
                operator = self.cursor.next().text
                left = _operation(level, operator, left, self._level(level + 1))
            else:
                return left

    def _between(self, value: Expression) -> Expression:
        low = self.operand()
        self.cursor.need("and", "the lower limit of “between”")
        return tree.Between(value, low, self.operand())

    def _in(self, value: Expression) -> Expression:
        self.cursor.need("in", "the value")
        mark = self.cursor.mark()
        if self.cursor.take("("):
            try:
                tests = self.positive_tests()
                closed = self.cursor.take(")")
            except SyntaxFault:
                closed = False
            # "(1..5)" and "(a).b" begin with a bracket as well: read again as one test.
            if closed and not self.cursor.sees(".", "[", "("):
                return tree.In(value, Tests(tests))
            self.cursor.retry(mark)
        return tree.In(value, Tests((self.test(of_operand=True),)))

    def _negation(self) -> Expression:
        if self.cursor.sees("-") and self.cursor.ahead(1).kind != "number":
            self.cursor.next()
            with self.cursor.nested():
                operand = self._negation()
            return tree.Negation(operand)
        # The sign of a number belongs to it: -1 instance of number.
        negative = self.cursor.take("-")
        value = self.postfix()
        value = tree.Negation(value) if negative else value
        while self.cursor.sees("instance"):
            self.cursor.next()
            self.cursor.need("of", "“instance”")
            value = tree.InstanceOf(value, self.type())
        return value

    def cell(self) -> Tests:
        """The whole text of an input cell."""
        if self.cursor.token.kind == "end":
            return Tests((), anything=True)
        if self.cursor.sees("-") and self.cursor.ahead(1).kind == "end":
            self.cursor.next()
            return Tests((), anything=True)
        if self.cursor.sees("not") and self.cursor.ahead(1).text == "(":
            negated = self._negated()
            if negated is not None:
                return negated
        return Tests(self.positive_tests())

    def _negated(self) -> Tests | None:
        mark = self.cursor.at
        self.cursor.next()
        self.cursor.next()
        tests = self.positive_tests()
        self.cursor.need(")", "the tests of “not”")
        if self.cursor.token.kind == "end":
            return Tests(tests, negated=True)
        self.cursor.at = mark
        return None

    def positive_tests(self) -> tuple[tree.Test | Expression, ...]:
        """Tests between commas."""
        found = [self.test()]
        while self.cursor.take(","):
            found.append(self.test())
        return tuple(found)

    def test(self, *, of_operand: bool = False) -> tree.Test | Expression:
        """One test: a comparison with the value asked about, or an expression."""
        if self.cursor.sees(*_COMPARISONS):
            return tree.Test(self.cursor.next().text, self.operand())
        return self.operand() if of_operand else self.expression()


def _operation(level: int, operator: str, left: Expression, right: Expression) -> Expression:
    if level < _COMPARING:
        return tree.Logic(operator, left, right)
    if level == _COMPARING:
        return tree.Comparison(operator, left, right)
    return tree.Arithmetic(operator, left, right)


def parse_expression(
    text: str, names: Iterable[str] = (), members: Iterable[str] = (), types: Mapping[str, Type] = NO_TYPES
) -> Expression:
    """The tree of an expression. ``names`` are the variables in scope, ``members`` the names inside contexts,
    ``types`` the types of a model by name.

    Raises `SyntaxFault` with the character at which the text stops being FEEL.
    """
    return _read(_parser(text, names, members, types), Parser.expression)


def parse_unary_tests(
    text: str, names: Iterable[str] = (), members: Iterable[str] = (), types: Mapping[str, Type] = NO_TYPES
) -> Tests:
    """The tree of an input cell; empty and ``-`` let everything pass. Raises as `parse_expression` does."""
    return _read(_parser(text, names, members, types), Parser.cell)


def parse_type(text: str, types: Mapping[str, Type] = NO_TYPES) -> Type:
    """The type that a text names, such as `list<number>`. Raises `SyntaxFault`."""
    return _whole(_parser(text, (), (), types), Parser.type)


def _parser(text: str, names: Iterable[str], members: Iterable[str], types: Mapping[str, Type]) -> Parser:
    return Parser(Cursor(text, _variables(tuple(names)), _parts(frozenset(members))), types)


@lru_cache(maxsize=128)
def _variables(names: tuple[str, ...]) -> Names:
    return _BUILTINS.plus(names)


@lru_cache(maxsize=128)
def _parts(members: frozenset[str]) -> Names:
    return _MEMBERS.plus(members)


def _whole(parser: Parser, read: Callable[[Parser], Found]) -> Found:
    cursor = parser.cursor
    try:
        found = read(parser)
    except RecursionError:
        raise cursor.fault("the expression is nested too deeply") from None
    if cursor.token.kind != "end":
        raise cursor.fault("the expression should have ended before")
    return found


def _read(parser: Parser, whole: Callable[[Parser], Read]) -> Read:
    found = _whole(parser, whole)
    if tree.depth(found) > MAX_DEPTH:
        raise SyntaxFault(f"the expression is more than {MAX_DEPTH} levels deep", 1)
    return found
