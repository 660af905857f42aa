"""Tables as files that a spreadsheet opens: CSV and XLSX. What came from outside is never taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal

import openpyxl
from django.http import HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from verbale.kernel.cell import cell_text

Cell = str | int | Decimal | date | datetime | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_response(name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A CSV file in UTF-8, with the mark by which spreadsheet programs know it."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(heading)
    writer.writerows([_spelled(cell) for cell in row] for row in rows)
    return _file(written.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")


def xlsx_response(name: str, heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """An XLSX file of one sheet; dates stay dates and numbers stay numbers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.append(list(heading))
    for row in rows:
        sheet.append([_typed(cell) for cell in row])
    written = io.BytesIO()
    book.save(written)
    return _file(written.getvalue(), XLSX, f"{name}.xlsx")


FORMS = {"csv": csv_response, "xlsx": xlsx_response}


def response(form: str, name: str, heading: Iterable[object], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A table as a file of the form asked for, a key of ``FORMS``; its heading in the reader's language."""
    return FORMS[form](name, [str(title) for title in heading], rows)


def paths(address: str, view: Callable[..., HttpResponseBase], name: str) -> list[URLPattern]:
    """The addresses of a list's files, below its own, as ``web/parts/files.html`` links them.

    They stand before addresses that take what follows for an identifier.
    """
    return [path(f"{address}/export.{form}", view, {"form": form}, name=f"{name}-{form}") for form in FORMS]


def _spelled(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return timezone.localtime(cell).isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell_text(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _typed(cell: Cell) -> Cell:
    if isinstance(cell, datetime):
        # A sheet knows no time zones: the office's own time stands there, as on the page.
        return timezone.localtime(cell).replace(tzinfo=None)
    return cell_text(ILLEGAL_CHARACTERS_RE.sub("", cell)) if isinstance(cell, str) else cell


def _file(data: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(data, content_type=media_type, headers=headers)
