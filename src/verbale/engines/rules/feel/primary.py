"""The atoms of FEEL: literals, names, brackets, calls, filters, paths, contexts, functions."""

from __future__ import annotations

from collections.abc import Mapping

from . import tree
from .cursor import Cursor
from .lexer import unquote
from .loops import Loops
from .names import IN_NAMES
from .syntax import SyntaxFault
from .timetext import function_for, read_temporal
from .tree import Expression
from .types import Type
from .values import Value, number

_CONSTANTS: dict[str, Value] = {"null": None, "true": True, "false": False}


class Primary(Loops):
    """Reads what binds closest."""

    _in_range = False

    def __init__(self, cursor: Cursor, types: Mapping[str, Type]) -> None:
        super().__init__(cursor, types)
        self._forms = {"for": self.for_loop, "if": self.branch, "some": self.quantified, "every": self.quantified}

    def postfix(self) -> Expression:
        """An atom and the paths, filters and calls that follow it."""
        value = self._atom()
        while True:
            if self.cursor.take("."):
                value = tree.Path(value, self.cursor.name(member=True))
            elif self.cursor.sees("["):
                filtered = self._filter_or_end(value)
                if filtered is None:
                    return value
                value = filtered
            elif self.cursor.take("("):
                value = self._call(value)
            else:
                return value

    def _filter_or_end(self, source: Expression) -> Expression | None:
        """A filter; or None where the bracket closes a range, as in `]1..3[`."""
        if not self._in_range:
            return self._filter(source)
        mark, self._in_range = self.cursor.mark(), False
        try:
            return self._filter(source)
        except SyntaxFault:
            self.cursor.retry(mark)
            return None
        finally:
            self._in_range = True

    def _filter(self, source: Expression) -> Expression:
        self.cursor.next()
        names, loose = self.cursor.names, self.cursor.loose
        # Inside a filter the members of an item are variables.
        self.cursor.names, self.cursor.loose = names.plus(["item"]).joined(self.cursor.members), True
        condition = self.expression()
        self.cursor.names, self.cursor.loose = names, loose
        self.cursor.need("]", "the filter")
        return tree.Filter(source, condition)

    def _atom(self) -> Expression:
        token = self.cursor.token
        if token.kind == "number":
            self.cursor.next()
            return _number(token.text)
        if token.kind == "string":
            return tree.Literal(unquote(self.cursor.next()))
        if self.cursor.take("@"):
            return self._temporal()
        if self.cursor.sees("(", "[", "]"):
            return self._bracket()
        if self.cursor.take("{"):
            return self._context()
        return self._word()

    def _word(self) -> Expression:
        known = self.cursor.names.match(self.cursor.run, self.cursor.at)
        text = self.cursor.token.text
        if known is None or known[1] == 1:
            if text in _CONSTANTS:
                self.cursor.next()
                return tree.Literal(_CONSTANTS[text])
            if text == "function" and self.cursor.ahead(1).text == "(":
                return self._function()
        # Anywhere in an expression, and as far as it goes: a and some x in y satisfies x or b.
        if text in self._forms and (known is None or known[0] == text):
            return self._forms[text]()
        if known is None and self.cursor.token.kind != "name":
            raise self.cursor.fault("a value must stand here")
        name = self.cursor.name()
        return tree.Name(name, builtin=self.cursor.names.is_own(name))

    def _temporal(self) -> Expression:
        token = self.cursor.token
        if token.kind != "string":
            raise self.cursor.fault("a text must follow the @")
        text = unquote(self.cursor.next())
        try:
            return tree.Literal(read_temporal(text))
        except ValueError:
            # The standard gives null for a temporal literal that does not exist; the function says why.
            return tree.Call(tree.Name(function_for(text), builtin=True), (tree.Literal(text),))

    def _bracket(self) -> Expression:
        opening = self.cursor.next()
        if opening.text == "(" and self.cursor.sees("<", "<=", ">", ">=", "=", "!="):
            return self._open_interval()
        if opening.text == "[" and self.cursor.take("]"):
            return tree.ListOf(())
        first = self.expression()
        if self.cursor.take(".."):
            return self._interval(opening.text, first)
        if opening.text == "(":
            self.cursor.need(")", "the expression in brackets")
            return first
        if opening.text == "]":
            raise SyntaxFault("“]” opens a range, so “..” must follow its lower limit", opening.start + 1)
        items = [first]
        while self.cursor.take(","):
            items.append(self.expression())
        self.cursor.need("]", "the items of the list")
        return tree.ListOf(tuple(items))

    def _interval(self, opening: str, low: Expression) -> Expression:
        outer, self._in_range = self._in_range, True
        high = self.expression()
        self._in_range = outer
        if not self.cursor.sees("]", ")", "["):
            raise self.cursor.fault("the range is never closed")
        return tree.Interval(low, opening == "[", high, self.cursor.next().text == "]")

    def _open_interval(self) -> Expression:
        operator = self.cursor.next().text
        limit = self.expression()
        self.cursor.need(")", "the limit of the range")
        if operator in ("=", "!="):
            return tree.Interval(limit, operator == "=", limit, operator == "=", operator)
        included = operator.endswith("=")
        if operator.startswith("<"):
            return tree.Interval(None, False, limit, included)
        return tree.Interval(limit, included, None, False)

    def _call(self, function: Expression) -> Expression:
        if self.cursor.take(")"):
            return tree.Call(function, ())
        names: list[str] = []
        arguments: list[Expression] = []
        while True:
            named = self._named_argument()
            if bool(names) != (named is not None) and arguments:
                raise self.cursor.fault("name all arguments or none")
            if named is not None:
                names.append(named)
            arguments.append(self.expression())
            if not self.cursor.take(","):
                break
        self.cursor.need(")", "the arguments")
        return tree.Call(function, tuple(arguments), tuple(names) or None)

    def _named_argument(self) -> str | None:
        steps = 0
        while self.cursor.ahead(steps).kind in ("name", "number", "other") or self.cursor.ahead(steps).text in IN_NAMES:
            steps += 1
        if steps == 0 or self.cursor.ahead(steps).text != ":" or self.cursor.token.kind != "name":
            return None
        name = self.cursor.free_name(":")
        self.cursor.next()
        return name

    def _context(self) -> Expression:
        entries: list[tuple[str, Expression]] = []
        names = self.cursor.names
        while not self.cursor.take("}"):
            if entries:
                self.cursor.need(",", "an entry of the context")
            token = self.cursor.token
            key = unquote(self.cursor.next()) if token.kind == "string" else self.cursor.free_name(":")
            self.cursor.need(":", "the name of the entry")
            entries.append((key, self.expression()))
            self.cursor.names = self.cursor.names.plus([key])
            self.cursor.members = self.cursor.members.plus([key])
        self.cursor.names = names
        return tree.ContextOf(tuple(entries))

    def _function(self) -> Expression:
        self.cursor.next()
        self.cursor.next()
        parameters = self.parameters()
        external = self.cursor.take("external")
        with self.cursor.knowing(name for name, _ in parameters):
            body = self.expression()
        return tree.FunctionOf(parameters, body, external)


def _number(text: str) -> Expression:
    try:
        return tree.Literal(number(text))
    except ArithmeticError:
        # A number beyond the range of numbers is null, with the reason that the function gives.
        return tree.Call(tree.Name("number", builtin=True), (tree.Literal(text),))
