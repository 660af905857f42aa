"""Rows written as a table that spreadsheets open: CSV or XLSX. Text is never taken for a formula."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from verbale.cli.output import as_json
from verbale.kernel.clock import stamp

FORMATS = ("csv", "xlsx", "json")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], form: str, to: str) -> None:
    """Writes rows to a file, ``-`` for standard output. CSV is UTF-8 with a mark, as spreadsheets want it."""
    made = {"csv": _csv, "xlsx": _xlsx, "json": _json}[form](list(rows), columns)
    if to == "-":
        sys.stdout.buffer.write(made)
        sys.stdout.buffer.flush()
    else:
        Path(to).write_bytes(made)


def _json(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    return (as_json([{name: row.get(name) for name in columns} for row in rows]) + "\n").encode()


def _csv(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([plain(row.get(name)) for name in columns])
    return out.getvalue().encode("utf-8-sig")


def plain(value: Any) -> str:
    """A cell of a CSV that no spreadsheet takes for a formula."""
    text = _text(value)
    return "'" + text if text.startswith(_FORMULA) else text


def _xlsx(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Verbale")
    sheet.append(list(columns))
    for row in rows:
        sheet.append([_typed(sheet, row.get(name)) for name in columns])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(sheet: Any, value: Any) -> Any:
    if value is None or (isinstance(value, bool | int | date) and not isinstance(value, datetime)):
        return value
    text = "".join(sign for sign in _text(value) if sign >= " " or sign in "\n\t")
    cell = openpyxl.cell.WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, list | tuple):
        return "; ".join(map(_text, value))
    return str(value)
