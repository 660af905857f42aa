"""A case: what a row of a table says of the facts, of the outputs and of the rules that fire."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..engine import Prepared
from ..facts import to_value
from ..feel import Value
from .csvtext import read_csv
from .heading import Column, Headings, read_headings
from .markdown import is_markdown, read_markdown
from .table import Cell, Fault, Table, bad_cases, decoded
from .value import NoValue, read_value

MAX_CASES = 10_000
_LEFT_OPEN = ("", "-")


@dataclass(frozen=True, slots=True)
class Case:
    """What is given and expected; ``rules`` are the numbers that must fire, or None where that is not said."""

    file: str
    line: int
    name: str
    title: str
    decision: str
    facts: Mapping[str, Value] = field(default_factory=dict)
    expected: tuple[tuple[Column, Value], ...] = ()
    rules: tuple[int, ...] | None = None


def read_cases(data: bytes, prepared: Prepared, *, file: str, decision: str | None = None) -> tuple[Case, ...]:
    """The cases of a file in CSV or Markdown; ``decision`` is the one they are about where a table does not say.

    Raises `BadCases` with every fault that a whole reading finds.
    """
    text = decoded(data, file)
    tables = read_markdown(text, file) if is_markdown(text) else read_csv(text, file)
    if not tables:
        why = "no row of headings has the mark → before its first expected output"
        raise bad_cases(file, [Fault(0, 0, "", why)])
    found = [each for table in tables for each in _table(table, prepared, file, decision)]
    cases = [each for each in found if isinstance(each, Case)]
    faults = [each for each in found if isinstance(each, Fault)]
    if faults:
        raise bad_cases(file, faults)
    if not cases:
        raise bad_cases(file, [Fault(tables[0].headings[0].line, 0, "", "no case stands below the headings")])
    if len(cases) > MAX_CASES:
        raise bad_cases(file, [Fault(cases[MAX_CASES].line, 0, "", f"a file may have {MAX_CASES} cases")])
    return tuple(cases)


def _table(table: Table, prepared: Prepared, file: str, decision: str | None) -> Iterator[Case | Fault]:
    headings = read_headings(table, prepared, decision)
    if headings.faults:
        yield from headings.faults
        return
    for row in table.rows:
        reading = _Row(row, headings)
        case = reading.case(file, table.title)
        yield from reading.faults or (case,)


class _Row:
    """One row being read; what is wrong with it gathers in ``faults``."""

    def __init__(self, row: tuple[Cell, ...], headings: Headings) -> None:
        self.row = row
        self.headings = headings
        self.faults: list[Fault] = []

    def case(self, file: str, title: str) -> Case:
        """The case, worth something only where no fault was found."""
        cells = {cell.column: cell for cell in self.row}
        self._unheaded()
        head = self.headings
        name = cells[head.name].text if head.name in cells else ""
        facts = self._facts(cells)
        expected = tuple(self._pairs(head.outputs, cells))
        rules = self._rules(cells)
        if not expected and rules is None:
            self._fault(self.row[0].line, 0, "", "the case expects nothing; give an output or a rule after the mark")
        return Case(file, self.row[0].line, name, title, head.decision, facts, expected, rules)

    def _fault(self, line: int, column: int, heading: str, why: str) -> None:
        self.faults.append(Fault(line, column, heading, why))

    def _unheaded(self) -> None:
        known = self.headings.known
        for cell in self.row:
            if cell.text not in _LEFT_OPEN and cell.column not in known:
                self._fault(cell.line, cell.column, "", f"“{cell.text}” stands under no heading")

    def _facts(self, cells: Mapping[int, Cell]) -> dict[str, Value]:
        facts: dict[str, Value] = {}
        for column, value in self._pairs(self.headings.inputs, cells):
            if not _put(facts, (column.of, *column.path), value):
                cell = cells[column.at]
                self._fault(cell.line, cell.column, column.name, "another column gives this fact as well")
        types = self.headings.types
        # A member that no column gives is null.
        return {name: to_value(each, types[name]) if isinstance(each, dict) else each for name, each in facts.items()}

    def _pairs(self, columns: tuple[Column, ...], cells: Mapping[int, Cell]) -> Iterator[tuple[Column, Value]]:
        for column in columns:
            cell = cells.get(column.at)
            if cell is None or cell.text in _LEFT_OPEN:
                continue
            try:
                yield column, read_value(cell.text, column.type)
            except NoValue as fault:
                self._fault(cell.line, cell.column, column.name, str(fault))

    def _rules(self, cells: Mapping[int, Cell]) -> tuple[int, ...] | None:
        cell = cells.get(self.headings.rule)
        if cell is None or cell.text in _LEFT_OPEN:
            return None
        if cell.text.lower() == "none":
            return ()
        numbers = [each.strip() for each in cell.text.split(",")]
        if not all(each.isascii() and each.isdecimal() and len(each) < 7 for each in numbers):
            why = f"{cell.text} is no rule; write 7, or 2, 3, or none"
            self._fault(cell.line, cell.column, "rule", why)
            return None
        found = tuple(sorted({int(each) for each in numbers}))
        if not self.headings.rules:
            self._fault(cell.line, cell.column, "rule", "the decision is no table, so it has no rules")
        elif found[-1] > self.headings.rules or found[0] < 1:
            self._fault(cell.line, cell.column, "rule", f"the table has rules 1 to {self.headings.rules}")
        return found


def _put(facts: dict[str, Value], path: tuple[str, ...], value: Value) -> bool:
    """Puts a value into a context of contexts; False where one stands there already."""
    *outer, last = path
    for name in outer:
        inner = facts.setdefault(name, {})
        if not isinstance(inner, dict):
            return False
        facts = inner
    if last in facts:
        return False
    facts[last] = value
    return True
