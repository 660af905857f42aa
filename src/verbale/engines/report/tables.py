"""Tables whose columns are headed with labels: each row is a conclusion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from verbale.engines.report.labels import Labels
from verbale.engines.report.markers import marker
from verbale.engines.report.source import Cell, Line, Source, Table
from verbale.engines.report.words import Kind

_PEOPLE = (Kind.IN_CHARGE, Kind.PARTICIPATION, Kind.CONTROL)
_CUTS = (re.compile(r"\t"), re.compile(r"\s*\t+\s*"), re.compile(r"\s*[|｜]\s*"), re.compile(r" {2,}|\u3000+|\s*\t\s*"))
_RULE = re.compile(r"[\s|+:=–—_-]+$")


@dataclass(slots=True)
class Row:
    """A conclusion of a table: its number as written, its words, and by kind the lines of its other cells."""

    start: int
    end: int
    number: str = ""
    words: list[str] = field(default_factory=list)
    blocks: list[tuple[Kind, list[str]]] = field(default_factory=list)


def rows_of(source: Source, labels: Labels) -> tuple[list[Row], list[tuple[int, int]]]:
    """The conclusions in a report's tables, and the places of those tables, which are not read as lines.

    A table counts where a column of its header is headed with a word for who is in charge, participates or controls,
    and another one with a word for a task, or a number beside a column with no such word.
    """
    rows: list[Row] = []
    places: list[tuple[int, int]] = []
    for table in [*source.tables, *_typed(source, labels)]:
        if found := _conclusions(table, labels):
            rows += found
            places.append((table.start, table.end))
    return rows, places


def _conclusions(table: Table, labels: Labels) -> list[Row]:
    for at, cells in enumerate(table.rows[:3]):
        if columns := _columns([cell.text for cell in cells], labels):
            return list(_rows(table.rows[at + 1 :], columns))
    return []


def _columns(header: list[str], labels: Labels) -> list[Kind | None] | None:
    kinds = [labels.column(text) for text in header]
    if not any(kind in _PEOPLE for kind in kinds) or len(kinds) < 2:
        return None
    if Kind.NUMBER not in kinds and Kind.DATE in kinds[: kinds.index(Kind.TASK) if Kind.TASK in kinds else 0]:
        return None  # what begins with a date is the programme of a visit
    if Kind.TASK not in kinds:
        unnamed = [at for at, kind in enumerate(kinds) if kind is None]
        if Kind.NUMBER not in kinds or not unnamed:
            return None
        kinds[unnamed[0]] = Kind.TASK
    return kinds


def _rows(cells: tuple[tuple[Cell, ...], ...], columns: list[Kind | None]) -> Iterator[Row]:
    row: Row | None = None
    for line in cells:
        by_kind = [(kind, cell) for kind, cell in zip(columns, line, strict=False) if kind]
        told = [cell for _, cell in by_kind if cell.text and not cell.continued]
        if not told:
            continue
        begins = any(kind in (Kind.TASK, Kind.NUMBER) and cell.text and not cell.continued for kind, cell in by_kind)
        if row is None or begins:
            if row:
                yield row
            row = Row(told[0].start, told[0].end)
        _fill(row, by_kind)
    if row:
        yield row


def _fill(row: Row, by_kind: list[tuple[Kind, Cell]]) -> None:
    for kind, cell in by_kind:
        lines = [line.text.strip() for line in cell.lines if line.text.strip()]
        if not lines or cell.continued:
            continue
        row.end = max(row.end, cell.end)
        if kind is Kind.NUMBER:
            row.number = row.number or cell.text.strip(" .)(、．）（:：")
        elif kind is Kind.TASK:
            row.words += lines
        else:
            row.blocks.append((kind, lines))
    if not row.number and row.words and (found := marker(row.words[0])) and not found.bullet:
        row.number, row.words[0] = found.number, row.words[0][found.end :].strip()


def _typed(source: Source, labels: Labels) -> Iterator[Table]:
    """Tables typed in plain text, their cells parted by tabs, bars or wide gaps."""
    taken = 0
    for at, line in enumerate(source.lines):
        if at < taken or len(line.text) > 400 or any(table.start <= line.start < table.end for table in source.tables):
            continue
        for cut in _CUTS:
            header = _cells(line, cut)
            if len(header) > 1 and _columns([cell.text for cell in header], labels):
                rows = list(_below(source.lines, at, cut, len(header)))
                if rows:
                    taken = at + 1 + len(rows)
                    yield Table(line.start, rows[-1][-1].end, (tuple(header), *rows))
                    break


def _below(lines: tuple[Line, ...], at: int, cut: re.Pattern[str], width: int) -> Iterator[tuple[Cell, ...]]:
    for line in lines[at + 1 :]:
        if _RULE.fullmatch(line.text):
            yield (Cell(line.start, line.end, ()),)
            continue
        cells = _cells(line, cut)
        if not 1 < len(cells) <= width:
            return
        yield tuple(cells)


def _cells(line: Line, cut: re.Pattern[str]) -> list[Cell]:
    """The cells of a line; bars at its edges are no cells."""
    words = line.text.rstrip().rstrip("|｜") if "|" in cut.pattern else line.text.rstrip("\r\n ")
    begin = len(words) - len(words.lstrip("|｜ ")) if "|" in cut.pattern else 0
    cells: list[Cell] = []
    for found in [*cut.finditer(words, begin), None]:
        end = found.start() if found else len(words)
        part = Line(line.start + begin, line.start + end, words[begin:end])
        cells.append(Cell(part.start, part.end, (part,)))
        begin = found.end() if found else end
    return cells
