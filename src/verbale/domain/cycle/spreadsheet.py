"""Orders from a spreadsheet: CSV or XLSX, a row a line; broken rows are named and the rest kept."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from verbale.domain.cycle.request import Wanted
from verbale.kernel.errors import Unreadable, VerbaleError

SIZE_LIMIT = 20 * 1024 * 1024
ROW_LIMIT = 5000
UNPACKED_LIMIT = 64 * 1024 * 1024
COLUMNS = ("citation", "item", "form", "copies", "line")


class NotASpreadsheet(Unreadable):
    """“{name}” cannot be read as a spreadsheet: {why}. Send CSV in UTF-8, or XLSX."""


class NoHeading(Unreadable):
    """“{name}” has no column “citation” or “item” in its first row. The columns are: citation, item, form, copies,
    line; at least one of the first two."""


class TooManyRows(Unreadable):
    """“{name}” has more than {limit} rows. Split it."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is no line of an order: its number in the sheet, counted from 1 with the heading, and why."""

    row: int
    why: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a spreadsheet holds: the lines that can be ordered, and the rows that cannot."""

    lines: tuple[Wanted, ...]
    broken: tuple[BrokenRow, ...]


def read_sheet(data: bytes, *, name: str) -> Sheet:
    """Reads the lines of an order. Empty rows are passed over."""
    if len(data) > SIZE_LIMIT:
        raise NotASpreadsheet(name=name, why=f"it is larger than {SIZE_LIMIT} bytes")
    rows = _xlsx(data, name) if data[:2] == b"PK" else _csv(data, name)
    heading = [str(cell).strip().casefold() for cell in next(rows, [])]
    if not {"citation", "item"} & set(heading):
        raise NoHeading(name=name)
    lines: list[Wanted] = []
    broken: list[BrokenRow] = []
    for number, cells in enumerate(rows, start=2):
        if number > ROW_LIMIT:
            raise TooManyRows(name=name, limit=ROW_LIMIT)
        if any(cell.strip() for cell in cells):
            _take(number, dict(zip(heading, cells, strict=False)), lines, broken)
    return Sheet(tuple(lines), tuple(broken))


def _take(number: int, row: dict[str, str], lines: list[Wanted], broken: list[BrokenRow]) -> None:
    told = {column: row.get(column, "").strip() for column in COLUMNS}
    if not (told["citation"] or told["item"]):
        broken.append(BrokenRow(number, "it names neither a citation nor an item"))
        return
    try:
        lines.append(
            Wanted(
                citation=told["citation"],
                item=told["item"],
                form=told["form"] or "photocopy",
                copies=int(told["copies"] or 1),
                partner_line=told["line"],
            )
        )
    except ValueError:
        broken.append(BrokenRow(number, f"“{told['copies']}” is no number of copies"))
    except VerbaleError as fault:
        broken.append(BrokenRow(number, fault.sentence()))


def _csv(data: bytes, name: str) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8-sig")
        dialect = csv.Sniffer().sniff(text.split("\n", 1)[0], delimiters=",;\t") if text.strip() else csv.excel
    except UnicodeDecodeError as fault:
        raise NotASpreadsheet(name=name, why="it is not UTF-8") from fault
    except csv.Error:
        dialect = csv.excel
    try:
        yield from csv.reader(io.StringIO(text, newline=""), dialect)
    except csv.Error as fault:
        raise NotASpreadsheet(name=name, why=str(fault)) from fault


def _xlsx(data: bytes, name: str) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED_LIMIT:
                raise NotASpreadsheet(name=name, why="it unpacks to more than is taken")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield [_shown(cell) for cell in row]
    except _DAMAGE as fault:
        raise NotASpreadsheet(name=name, why=str(fault) or "it is damaged") from fault


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, InvalidFileException, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, OSError, EOFError, RuntimeError,
)  # fmt: skip
"""What the libraries raise at a damaged, locked or malicious workbook; XML that is none is a SyntaxError."""


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
