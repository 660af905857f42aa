"""Rows of a table: lines put together where a quotation mark is open, and cut into cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.engines.catalogue.forms.decoding import UNDECODABLE, LineDecoder
from verbale.engines.catalogue.forms.lines import TOO_LONG, Line, Lines
from verbale.engines.catalogue.record import Fault
from verbale.engines.catalogue.window import Window

CELL_LIMIT = 1024 * 1024
"""Letters that one cell may have."""

_SIGNS = ",;\t|"
_MOST_LINES = 5000
_CLOSING = re.compile(r'(?:[^"]|"")*+"(?!")')
_NEVER_CLOSED = "its quotation mark is never closed"
csv.field_size_limit(max(csv.field_size_limit(), 4 * CELL_LIMIT))


@dataclass(frozen=True, slots=True)
class Row:
    """The lines of a row, its cells, its encoding."""

    lines: list[Line]
    cells: list[str]
    encoding: str

    @property
    def raw(self) -> bytes:
        """Its bytes as they stood."""
        return b"".join(line.raw for line in self.lines)

    def fault(self, why: str) -> Fault:
        """This row as what is no usable record."""
        raw = self.raw
        return Fault(self.lines[0].offset, why, raw, len(raw))


class Rows:
    """The rows of a table and the faults between them; ``width`` is how many cells its heading has, once it is read.

    A quotation mark that is never closed would swallow the rest of the file: only its line is a fault then, and the
    next lines are read anew; so where the lines put together have not as many cells as the heading.
    """

    def __init__(self, window: Window) -> None:
        self._decoder = LineDecoder(window.data)
        self._lines = Lines(window)
        self._sign: str | None = None
        self.width: int | None = None

    def __iter__(self) -> Iterator[Row | Fault]:
        for line in self._lines:
            if not line.is_whole:
                yield line.fault(TOO_LONG)
            elif line.raw.strip(b"\r\n\t ,;|"):
                row = self._row(line)
                if isinstance(row, Row) and self.width is None:
                    self.width = len(row.cells)
                yield row

    def _row(self, line: Line) -> Row | Fault:
        found = self._decoder.decode(line.raw)
        if found is None:
            return line.fault(UNDECODABLE)
        text, encoding = found
        sign = self._sign = self._sign or max(_SIGNS, key=text.count)
        used, texts, size, is_open = [line], [text], len(text), _is_open(text, sign, before=False)
        while is_open:
            following = next(self._lines, None) if size < 2 * CELL_LIMIT else None
            more = self._decoder.decode(following.raw) if following and following.is_whole else None
            if following:
                used.append(following)
            if more is None or len(used) > _MOST_LINES:
                return self._given_up(used)
            texts.append(more[0])
            size += len(more[0])
            is_open = _is_open(more[0], sign, before=True)
        try:
            cells = next(csv.reader((text.replace("\r", "") for text in texts), delimiter=sign), [])
        except csv.Error as fault:
            return self._given_up(used, f"it is no row of a table: {fault}")
        if len(used) > 1 and self.width is not None and len(cells) != self.width:
            return self._given_up(used)
        row = Row(used, cells, encoding)
        return row.fault("it has a cell of more than a million letters") if max(map(len, cells)) > CELL_LIMIT else row

    def _given_up(self, used: list[Line], why: str = _NEVER_CLOSED) -> Fault:
        self._lines.take_back(used[1:])
        return used[0].fault(why)


def _is_open(text: str, sign: str, *, before: bool) -> bool:
    """Whether a quoted cell is open at the end of a line, if one was (or was not) open before it."""
    at = 0
    while True:
        if before:
            closed = _CLOSING.match(text, at)
            if closed is None:
                return True
            at = closed.end()
        elif at == 0 and text.startswith('"'):
            at, before = 1, True
            continue
        begin = text.find(sign + '"', at)
        if begin < 0:
            return False
        at, before = begin + 2, True
