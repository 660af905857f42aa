"""Tables of cases in CSV, with commas, semicolons or tabs, as spreadsheets write them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from ..feel.syntax import MAX_LENGTH
from .table import MAX_COLUMNS, Cell, Fault, Table, bad_cases, marked, named_decision

_DELIMITERS = (",", ";", "\t")
_TOO_LONG = f"a cell may have {MAX_LENGTH} characters"
_WORDS = {
    "unexpected end": "a quotation mark is opened here or below and never closed",
    "field limit": _TOO_LONG,
}
"""What the reader of the standard library says, in words of ours."""
Row = tuple[Cell, ...]


def read_csv(text: str, file: str) -> tuple[Table, ...]:
    """Every table of the text. A row with a mark is one of headings; rows before it are titles, and rows that begin
    with “#” are remarks. Raises `BadCases` where a quotation mark is never closed or a cell is too long."""
    return tuple(_tables(_rows(text, file)))


def _rows(text: str, file: str) -> list[Row]:
    """The rows with the delimiter that gives the headings the most cells."""
    found: list[list[Row]] = []
    faults: list[Fault] = []
    for delimiter in _DELIMITERS:
        try:
            found.append(list(_split(text, delimiter)))
        except _Broken as fault:
            faults.append(fault.fault)
    if not found:
        raise bad_cases(file, faults[:1])
    best = max(found, key=_widest)
    if faults and not _widest(best):
        raise bad_cases(file, faults[:1])
    return best


class _Broken(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


def _split(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for texts in reader:
            if len(texts) > MAX_COLUMNS:
                raise csv.Error(f"a table may have {MAX_COLUMNS} columns")
            if max(map(len, texts), default=0) > MAX_LENGTH:
                raise csv.Error(_TOO_LONG)
            yield tuple(Cell(each.strip(), line, at) for at, each in enumerate(texts, 1))
            line = reader.line_num + 1
    except csv.Error as fault:
        why = next((ours for theirs, ours in _WORDS.items() if theirs in str(fault)), str(fault))
        raise _Broken(Fault(line, 0, "", why)) from fault


def _widest(rows: list[Row]) -> int:
    return max((len(row) for row in rows if _is_heading(row)), default=0)


def _is_heading(row: Row) -> bool:
    return any(marked(cell.text) is not None for cell in row) and not _is_remark(row)


def _is_remark(row: Row) -> bool:
    return row[0].text.startswith("#")


def _tables(rows: list[Row]) -> Iterator[Table]:
    title, decision = "", None
    headings: Row = ()
    below: list[Row] = []
    for row in (row for row in rows if any(cell.text for cell in row)):
        named = named_decision(row[0].text)
        starts = bool(named) or _is_heading(row)
        if starts and headings:
            yield Table(title, decision, headings, tuple(below))
            title, headings, below = "", (), []
        if named:
            decision = Cell(named, row[0].line, row[0].column)
        elif _is_heading(row):
            headings = row
        elif headings and not _is_remark(row):
            below.append(row)
        elif not headings and not row[0].text.startswith("sep="):
            title = title or " ".join(cell.text for cell in row if cell.text).lstrip("# ")
    if headings:
        yield Table(title, decision, headings, tuple(below))
