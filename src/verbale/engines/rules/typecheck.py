"""Type errors of a decision table that can be seen without facts: cells that no value of their column can pass, and
outputs that the table would refuse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .feel import Scope, compile_unary_tests, tree
from .feel.compiler import constant
from .feel.free import free_names
from .feel.types import ANY, NAMES, Constrained, Simple, Type, coerce
from .feel.values import Value
from .feel.write import literal
from .finding import Finding, Spot
from .model import Decision, DecisionTable, Hit, InputColumn
from .table import output_check

TYPE_ERROR = "type error"
UNKNOWN_VALUE = "unknown value"
_ONE = (Hit.UNIQUE, Hit.ANY, Hit.FIRST, Hit.PRIORITY)
_MAKERS = ("date", "time", "date and time", "number", "string")
_TRUTHS = (tree.Comparison, tree.Logic, tree.Between, tree.In, tree.InstanceOf, tree.Quantified)


def type_errors(decision: Decision, table: DecisionTable, types: Mapping[str, Type]) -> Iterator[Finding]:
    """Findings on one table; ``types`` are those of the names it can see."""
    columns = [_Column(column, types) for column in table.inputs]
    for column in columns:
        yield from column.head(decision.name)
    for rule in table.rules:
        for known, cell in zip(columns, rule.inputs, strict=True):
            yield from known.cell(Spot(decision.name, rule.number, known.label, cell.text), cell.tests)
    yield from _outputs(decision, table)


class _Column:
    """An input column, with the classes of values that it can have; none where that is not known."""

    def __init__(self, column: InputColumn, types: Mapping[str, Type]) -> None:
        own = types.get(column.text, ANY)
        self.label = column.label
        self._text = column.text
        self._types = types
        self._declared = _classes(column.type)
        self._made = kinds(column.expression, types)
        self._classes = self._declared or self._made
        self._allowed = [column.allowed] if column.allowed is not None and not free_names(column.allowed) else []
        self._listed = column.allowed_text
        self._constraints = [each for each in (column.type, own) if isinstance(each, Constrained)]

    def head(self, decision: str) -> Iterator[Finding]:
        """A column that is declared as one type and asks for another."""
        if self._declared and self._made and not set(self._declared) & set(self._made):
            why = f"the column is {_named(self._declared)}, and what it asks for is {_named(self._made)}"
            yield Spot(decision, 0, self.label, self._text).finding(TYPE_ERROR, why)

    def cell(self, spot: Spot, tests: tree.Tests) -> Iterator[Finding]:
        """The first test of a cell that waits for what the column never has."""
        for test in tests.tests:
            for operand in _operands(test):
                why = self._type_fault(operand)
                if why:
                    yield spot.finding(TYPE_ERROR, why)
                    return
            if isinstance(test, tree.Literal) and test.value is not None and not self._may_be(test.value):
                yield spot.finding(UNKNOWN_VALUE, f"{literal(test.value)} is not allowed here{self._those()}")
                return

    def _type_fault(self, operand: tree.Expression) -> str:
        found = kinds(operand, self._types)
        if not found or not self._classes or set(found) & set(self._classes):
            return ""
        return f"the column is {_named(self._classes)}, and the cell compares it with {_named(found)}"

    def _may_be(self, value: Value) -> bool:
        listed = all(compile_unary_tests(each)(value, Scope({})) for each in self._allowed)
        return listed and all(each.allows(value) for each in self._constraints)

    def _those(self) -> str:
        told = self._listed or next((each.text for each in self._constraints), "")
        return f"; allowed are {told}" if told else ""


def _operands(test: tree.Test | tree.Expression) -> tuple[tree.Expression, ...]:
    match test:
        case tree.Test(_, operand):
            return (operand,)
        case tree.Interval(low, _, high, _):
            return tuple(end for end in (low, high) if end is not None)
        case tree.ListOf(items):
            return items
        case tree.Literal() | tree.Negation() | tree.Name():
            return (test,)
    return ()


def kinds(node: tree.Expression, types: Mapping[str, Type]) -> tuple[type, ...]:
    """The Python classes of what an expression gives besides null; empty where that cannot be said, or for lists,
    contexts and functions, whose items count as well."""
    match node:
        case tree.Literal(value):
            return () if value is None else (type(value),)
        case tree.Negation(operand):
            return kinds(operand, types)
        case tree.Name(name):
            return _classes(types.get(name, ANY))
        case tree.Call(tree.Name(name), _, _) if name in _MAKERS and name not in types:
            return NAMES[name]
    return (bool,) if isinstance(node, _TRUTHS) else ()


def _classes(of: Type) -> tuple[type, ...]:
    if isinstance(of, Constrained):
        return _classes(of.base)
    plain = isinstance(of, Simple) and of.name not in ("list", "context", "function", "range")
    return NAMES.get(of.name, ()) if isinstance(of, Simple) and plain else ()


def _named(classes: tuple[type, ...]) -> str:
    names = dict.fromkeys(name for name, own in NAMES.items() if set(own) <= set(classes) and name.islower())
    return " or ".join(names) or "something else"


def _outputs(decision: Decision, table: DecisionTable) -> Iterator[Finding]:
    checks = [output_check(column) for column in table.outputs]
    whole = decision.type if len(table.outputs) == 1 and table.hit in _ONE else ANY
    for rule in table.rules:
        for column, check, cell in zip(table.outputs, checks, rule.outputs, strict=True):
            known = constant(cell.expression)
            if known is None or known[0] is None:
                continue
            spot, told = Spot(decision.name, rule.number, column.label, cell.text), literal(known[0])
            if not check(known[0], Scope({})):
                listed = f"{told} is not allowed here; allowed are {column.allowed_text}"
                kind, why = (UNKNOWN_VALUE, listed) if column.allowed else (TYPE_ERROR, f"{told} is of another type")
                yield spot.finding(kind, why)
            elif coerce(known[0], whole) is None:
                yield spot.finding(TYPE_ERROR, f"{told} is not of the type that the decision declares")
