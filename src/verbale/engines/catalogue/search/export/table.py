"""Items as a table in CSV that a spreadsheet program opens; what came from a partner is never taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields

from verbale.engines.catalogue.item import OfferItem
from verbale.kernel.cell import cell_text

_COLUMNS = tuple(one.name for one in fields(OfferItem))


def table(items: Iterable[OfferItem]) -> Iterator[bytes]:
    """A heading of the names of an item's facts, then a row an item; several values are joined by “; ”.

    In UTF-8 with the mark by which spreadsheet programs know it.
    """
    yield b"\xef\xbb\xbf" + _line(_COLUMNS)
    for item in items:
        yield _line([_told(getattr(item, name)) for name in _COLUMNS])


def _told(value: object) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    return cell_text(text)


def _line(cells: Iterable[str]) -> bytes:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue().encode()
