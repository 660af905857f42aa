"""Type errors that can be seen without facts: cells that no value of their column can pass, outputs that the table
would refuse, expressions whose parts do not go together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..feel import Scope, compile_unary_tests, tree
from ..feel.constant import constant
from ..feel.free import free_names
from ..feel.types import ANY, Constrained, Type, coerce
from ..feel.values import Value
from ..feel.write import literal
from ..finding import Finding, Spot
from ..model import DecisionTable, InputColumn
from ..table import output_check
from .kinds import classes, disjoint, kinds, named, operands, unfit
from .mismatch import mismatches
from .spots import Box, Found, Site, spots

TYPE_ERROR = "type error"
UNKNOWN_VALUE = "unknown value"


def type_errors(box: Box, site: Site) -> Iterator[Finding]:
    """Findings on a literal expression or a table, at most one for each expression."""
    seen: set[Spot] = set()
    for one in (*_of_table(box, site), *_of_expressions(box, site)):
        if one.spot not in seen:
            seen.add(one.spot)
            yield one


def _of_table(box: Box, site: Site) -> Iterator[Finding]:
    if not isinstance(box, DecisionTable):
        return
    columns = [_Column(column, site.types) for column in box.inputs]
    for column in columns:
        yield from column.head(site.decision)
    for rule in box.rules:
        for known, cell in zip(columns, rule.inputs, strict=True):
            yield from known.cell(Spot(site.decision, rule.number, known.label, cell.text), cell.tests)
    yield from _listed(box, site)


def _of_expressions(box: Box, site: Site) -> Iterator[Finding]:
    for each in spots(box, site):
        why = next(mismatches(each.node, each.types), "") or _unwanted(each)
        if why:
            yield each.spot.finding(TYPE_ERROR, why)


def _unwanted(found: Found) -> str:
    """Why an expression can never be of the type that is wanted of it, if so."""
    if isinstance(found.node, tree.Tests | tree.Test | tree.Iterator):
        return ""
    known = constant(found.node)
    given = kinds(found.node, found.types)
    if known is not None and known[0] is not None and coerce(known[0], found.wanted) is None:
        return f"{literal(known[0])} is not of the type that is declared here"
    if unfit(given, classes(found.wanted)):
        return f"it gives {named(given)}, and {named(classes(found.wanted))} is declared here"
    return ""


class _Column:
    """An input column, with the classes of values that it can have; none where that is not known."""

    def __init__(self, column: InputColumn, types: Mapping[str, Type]) -> None:
        own = types.get(column.text, ANY)
        self.label = column.label
        self._text = column.text
        self._types = types
        self._declared = classes(column.type)
        self._made = kinds(column.expression, types)
        self._classes = self._declared or self._made
        self._allowed = [column.allowed] if column.allowed is not None and not free_names(column.allowed) else []
        self._listed = column.allowed_text
        self._constraints = [each for each in (column.type, own) if isinstance(each, Constrained)]

    def head(self, decision: str) -> Iterator[Finding]:
        """A column that is declared as one type and asks for another."""
        if disjoint(self._declared, self._made):
            why = f"the column is {named(self._declared)}, and what it asks for is {named(self._made)}"
            yield Spot(decision, 0, self.label, self._text).finding(TYPE_ERROR, why)

    def cell(self, spot: Spot, tests: tree.Tests) -> Iterator[Finding]:
        """The first test of a cell that waits for what the column never has."""
        for test in tests.tests:
            for operand in (*operands(test), *_made(test, self._types)):
                why = self._type_fault(operand)
                if why:
                    yield spot.finding(TYPE_ERROR, why)
                    return
            for value in _asked(test):
                if not self._may_be(value):
                    yield spot.finding(UNKNOWN_VALUE, f"{literal(value)} is not allowed here{self._those()}")
                    return

    def _type_fault(self, operand: tree.Expression) -> str:
        found = kinds(operand, self._types)
        told = f"the column is {named(self._classes)}, and the cell compares it with {named(found)}"
        return told if disjoint(found, self._classes) else ""

    def _may_be(self, value: Value) -> bool:
        listed = all(compile_unary_tests(each)(value, Scope({})) for each in self._allowed)
        return listed and all(each.allows(value, None) for each in self._constraints)

    def _those(self) -> str:
        told = self._listed or next((each.text for each in self._constraints), "")
        return f"; allowed are {told}" if told else ""


def _made(test: tree.Test | tree.Expression, types: Mapping[str, Type]) -> Iterator[tree.Expression]:
    """A test that makes the value it waits for; one that gives true or false is a condition of its own."""
    if isinstance(test, tree.Call | tree.Arithmetic | tree.If) and bool not in kinds(test, types):
        yield test


def _asked(test: tree.Test | tree.Expression) -> Iterator[Value]:
    """The values that a test waits for, null aside."""
    if isinstance(test, tree.Test) and test.operator != "=":
        return
    for each in operands(test):
        if isinstance(each, tree.Literal) and each.value is not None and not isinstance(test, tree.Interval):
            yield each.value


def _listed(table: DecisionTable, site: Site) -> Iterator[Finding]:
    """Outputs that are none of the values listed for their column."""
    columns = [(column, output_check(column)) for column in table.outputs if column.allowed is not None]
    for rule in table.rules:
        cells = dict(zip(table.outputs, rule.outputs, strict=True))
        for column, check in columns:
            known = constant(cells[column].expression)
            if known is not None and known[0] is not None and not check(known[0], Scope({})):
                why = f"{literal(known[0])} is not allowed here; allowed are {column.allowed_text}"
                spot = Spot(site.decision, rule.number, column.label, cells[column].text)
                yield spot.finding(UNKNOWN_VALUE, why)
