"""`if`, `for`, `some`, `every`, and the types that are written in expressions."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping

from . import tree
from .cursor import Cursor
from .names import Names
from .tree import Expression
from .types import ANY, NAMES, ContextType, FunctionType, ListType, RangeType, Simple, Type

_TYPE_NAMES = sorted((tuple(name.split()) for name in NAMES), key=len, reverse=True)


class Loops(ABC):
    """Reads the forms that begin with a keyword."""

    def __init__(self, cursor: Cursor, types: Mapping[str, Type]) -> None:
        self.cursor = cursor
        self.types = types

    @abstractmethod
    def expression(self) -> Expression:
        """Anything that has a value."""

    def branch(self) -> Expression:
        """`if … then … else …`"""
        self.cursor.next()
        condition = self.expression()
        self.cursor.need("then", "the condition")
        then = self.expression()
        self.cursor.need("else", "what follows “then”")
        return tree.If(condition, then, self.expression())

    def for_loop(self) -> Expression:
        """`for … in … return …`"""
        self.cursor.next()
        names = self.cursor.names
        iterators = self._iterators()
        self.cursor.need("return", "the lists of “for”")
        self.cursor.names = self.cursor.names.plus(["partial"])
        body = self.expression()
        self.cursor.names = names
        return tree.For(iterators, body)

    def quantified(self) -> Expression:
        """`some … in … satisfies …` and `every …`"""
        every = self.cursor.next().text == "every"
        names = self.cursor.names
        iterators = self._iterators()
        self.cursor.need("satisfies", "the lists")
        condition = self.expression()
        self.cursor.names = names
        return tree.Quantified(every, iterators, condition)

    def _iterators(self) -> tuple[tree.Iterator, ...]:
        found: list[tree.Iterator] = []
        while not found or self.cursor.take(","):
            name = self.cursor.free_name("in")
            self.cursor.need("in", f"“{name}”")
            source = self.expression()
            end = self.expression() if self.cursor.take("..") else None
            found.append(tree.Iterator(name, source, end))
            self.cursor.names = self.cursor.names.plus([name])
        return tuple(found)

    def parameters(self) -> tuple[tuple[str, Type], ...]:
        """The parameters of a function up to the closing bracket."""
        found: list[tuple[str, Type]] = []
        while not self.cursor.take(")"):
            if found:
                self.cursor.need(",", "a parameter")
            name = self.cursor.free_name(",", ":", ")")
            found.append((name, self.type() if self.cursor.take(":") else ANY))
        return tuple(found)

    def type(self) -> Type:
        """A type, built-in or one of the model's by name."""
        with self.cursor.nested():
            if self.cursor.ahead(1).text == "<" and self.cursor.sees("list", "range", "context", "function"):
                return self._generic()
            built_in = next((words for words in _TYPE_NAMES if self._reads(words)), ())
            known = Names(self.types).match(self.cursor.run, self.cursor.at)
            # One of the model's may begin like one of FEEL's: “date of birth”.
            if known is not None and known[1] > len(built_in):
                self.cursor.at += known[1]
                return self.types[known[0]]
            if built_in:
                self.cursor.at += len(built_in)
                return Simple(" ".join(built_in))
            name = self.cursor.name()
            while self.cursor.take("."):
                name += "." + self.cursor.name(member=True)
            return self.types.get(name, Simple(name))

    def _reads(self, words: tuple[str, ...]) -> bool:
        return all(self.cursor.ahead(index).text == word for index, word in enumerate(words))

    def _generic(self) -> Type:
        kind = self.cursor.next().text
        self.cursor.next()
        if kind == "context":
            return ContextType(self._members())
        if kind == "function":
            return self._function_type()
        inner = self.type()
        self.cursor.need(">", "the type")
        return ListType(inner) if kind == "list" else RangeType(inner)

    def _members(self) -> tuple[tuple[str, Type], ...]:
        members: list[tuple[str, Type]] = []
        while not self.cursor.take(">"):
            if members:
                self.cursor.need(",", "a member")
            name = self.cursor.free_name(":")
            self.cursor.need(":", f"“{name}”")
            members.append((name, self.type()))
        return tuple(members)

    def _function_type(self) -> Type:
        parameters: list[Type] = []
        while not self.cursor.take(">"):
            if parameters:
                self.cursor.need(",", "a type")
            parameters.append(self.type())
        self.cursor.need("->", "the parameters")
        return FunctionType(tuple(parameters), self.type())
