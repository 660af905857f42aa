"""A table with a heading (CSV and its kin), row by row.

Cells are parted by commas, semicolons, tabs or bars, whichever the heading has most of.
"""

from __future__ import annotations

from collections.abc import Iterator

from verbale.engines.catalogue.entry import Entry
from verbale.engines.catalogue.errors import NoMapping, NoMarc
from verbale.engines.catalogue.forms.rows import Row, Rows
from verbale.engines.catalogue.forms.said import described, restricting
from verbale.engines.catalogue.mapping import LISTS, ColumnMapping
from verbale.engines.catalogue.record import Fault
from verbale.engines.catalogue.window import Window


def read_table(window: Window, name: str, mapping: ColumnMapping) -> Iterator[Entry | Fault]:
    """The rows below the heading. Raises ``NoMapping`` if the mapping names a column that is not there."""
    rows = iter(Rows(window))
    heading = next(rows, None)
    if heading is None or isinstance(heading, Fault):
        raise NoMarc(name=name, why="its first line is no heading of a table")
    columns = _places(heading.cells, mapping)
    for row in rows:
        yield row if isinstance(row, Fault) else _entry(row, columns, mapping.separator, len(heading.cells))


def head_of(window: Window, count: int) -> list[list[str]]:
    """The heading and the first rows, as they stand."""
    shown: list[list[str]] = []
    for row in Rows(window):
        if isinstance(row, Row):
            shown.append([cell.replace("\0", "").strip() for cell in row.cells])
        if len(shown) > count:
            break
    return shown


def folded(heading: str) -> str:
    """A heading as it is compared: without marks of order, blanks and case."""
    return " ".join(heading.replace("\ufeff", "").replace("\0", "").split()).casefold()


def _places(heading: list[str], mapping: ColumnMapping) -> dict[str, list[int]]:
    """Our names → numbers of columns. A heading that stands twice: both."""
    known: dict[str, list[int]] = {}
    for at, text in enumerate(heading):
        known.setdefault(folded(text), []).append(at)
    for column in (column for columns in mapping.columns.values() for column in columns):
        if folded(column) not in known:
            has = ", ".join(f"“{text.strip()[:100]}”" for text in heading[:50])
            raise NoMapping(why=f"the table has no column “{column}”; it has {has}")
    return {
        name: [at for column in columns for at in known[folded(column)]] for name, columns in mapping.columns.items()
    }


def _entry(row: Row, columns: dict[str, list[int]], separator: str, width: int) -> Entry | Fault:
    if any(cell.strip() for cell in row.cells[width:]):
        return row.fault(f"it has {len(row.cells)} cells, and the heading has {width}")
    cells = row.cells + [""] * (width - len(row.cells))
    said = {
        name: [part for at in places for part in _values(cells[at], name, separator)]
        for name, places in columns.items()
    }
    used = {at for places in columns.values() for at in places}
    unused = restricting(cell for at, cell in enumerate(cells) if cell and at not in used)
    found = described(said | {"restriction": [*said.get("restriction", ()), *unused]})
    if found is None:
        return row.fault("it has no title")
    raw = row.raw
    remarks = ("a zero byte stands inside a cell",) if b"\0" in raw else ()
    return Entry(row.lines[0].offset, raw, found, "", row.encoding, remarks)


def _values(cell: str, name: str, separator: str) -> list[str]:
    return cell.split(separator) if separator and name in LISTS else [cell]
