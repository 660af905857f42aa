"""What a command says: one JSON document, or text laid out for people; progress goes to standard error."""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import click

from verbale.cli.group import JSON
from verbale.kernel.clock import stamp

WIDEST = 72
"""Columns a cell of a table may take; the JSON has the whole text."""
WIDEST_TABLE = 8
"""Columns of a table within a card; wider rows are cards themselves."""
_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What JSON may hold as it is and a terminal would obey; it is written as an escape, which says the same."""
_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def wants_json() -> bool:
    """Whether --json was asked for."""
    return bool(click.get_current_context().meta.get(JSON))


def say(data: Any, *lines: str, columns: Sequence[str] = ()) -> None:
    """Prints the data as JSON, or the lines; without lines the data laid out, of a table the named columns."""
    if wants_json():
        sys.stdout.write(as_json(data) + "\n")
    elif lines:
        sys.stdout.writelines(printable(line) + "\n" for line in lines)
    else:
        sys.stdout.writelines(line + "\n" for line in laid_out(data, columns) or ["None."])
    sys.stdout.flush()


def as_json(data: Any) -> str:
    """The data as JSON; moments and days as RFC 3339 writes them, exact numbers as text."""
    written = json.dumps(data, ensure_ascii=False, indent=2, default=_plain)
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", written)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def laid_out(data: Any, columns: Sequence[str] = ()) -> list[str]:
    """Rows as a table, a mapping as lines of name and value."""
    if isinstance(data, Mapping):
        return _card(data, "")
    rows = list(data)
    if rows and isinstance(rows[0], Mapping):
        return _table(rows, columns or list(rows[0]))
    return [_cell(row) for row in rows]


def _card(data: Mapping[str, Any], indent: str) -> list[str]:
    lines = []
    for name, value in data.items():
        label = f"{indent}{name.replace('_', ' ')}:"
        if isinstance(value, Mapping) and value:
            lines += [label, *_card(value, indent + "  ")]
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            lines += [label, *_rows(value, indent + "  ")]
        elif value not in (None, "", [], {}, ()):
            lines.append(f"{label} {_cell(value)}")
    return lines


def _rows(rows: Sequence[Mapping[str, Any]], indent: str) -> list[str]:
    if len(rows[0]) <= WIDEST_TABLE:
        return [indent + line for line in _table(rows, list(rows[0]))]
    return [line for row in rows for line in [*_card(row, indent), ""]][:-1]


def _table(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    cells = [[name.replace("_", " ") for name in columns]]
    cells += [[shortened(_cell(row.get(name))) for name in columns] for row in rows]
    widths = [max(_width(line[place]) for line in cells) for place in range(len(columns))]
    return [
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells
    ]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(_cell(one) for one in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_cell(one)}" for name, one in value.items())
    return printable(str(value))


def shortened(text: str, width: int = WIDEST) -> str:
    """A text cut to so many columns of a terminal, with … where something is left out."""
    if _width(text) <= width:
        return text
    while _width(text) > width - 1:
        text = text[:-1]
    return text.rstrip() + "…"


def _width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def printable(text: str) -> str:
    """Text from elsewhere without what would steer a terminal: line breaks become spaces, control characters go."""
    return "".join(" " if sign in "\n\t\r" else sign for sign in text if sign in "\n\t\r" or _harmless(sign))


def _harmless(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cs") and sign not in _BIDI


def progress(unit: str) -> Callable[[int], None]:
    """Tells on standard error how far long work is: every second to a terminal, every ten to a file."""
    live = sys.stderr.isatty()
    last = time.monotonic()

    def told(done: int) -> None:
        nonlocal last
        if time.monotonic() - last >= (1 if live else 10):
            last = time.monotonic()
            sys.stderr.write(f"\r{done:,} {unit}" if live else f"{done:,} {unit}\n")
            sys.stderr.flush()

    return told
