"""A report as lines with places in one text, whatever file it came in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph: characters ``start`` to ``end`` of the text.

    ``heading``: its level where the file says that it is a heading, else 0. ``after_gap``: an empty line,
    or a gap as wide as one, stands before it. ``depth``: its level in a list,
    None where the file does not say.
    """

    start: int
    end: int
    text: str
    after_gap: bool = False
    heading: int = 0
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its characters, and its paragraphs as lines."""

    start: int
    end: int
    lines: tuple[Line, ...]
    continued: bool = False
    """It goes on from the cell above."""

    @property
    def text(self) -> str:
        return " ".join(line.text.strip() for line in self.lines if line.text.strip())


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the file, between ``start`` and ``end`` of the text."""

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a report, its lines that are not empty, its tables (their lines are among ``lines`` too).

    ``pages`` are the places at which its pages begin, where the file has pages. Places count characters of ``text``;
    for plain text that is the text of the file, unaltered.
    """

    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...] = ()
    pages: tuple[int, ...] = ()


def full_width(lines: tuple[Line, ...]) -> int:
    """The length of a full line where lines are cut to one, as in typed text and PDF; 0 where paragraphs are whole."""
    going_on = [len(one.text.rstrip()) for one, other in pairwise(lines) if not other.after_gap]
    longest = max(going_on, default=0)
    full = sum(length >= 0.8 * longest for length in going_on)
    return longest if longest <= 140 and full >= 3 else 0


def lines_of(text: str) -> Iterator[Line]:
    """The lines of a text that are not empty, with their places; ends of lines of every kind."""
    last = 0
    gap = False
    for found in _LINE.finditer(text):
        if not found[0].strip():
            gap = True
            continue
        breaks = text.count("\n", last, found.start()) or text.count("\r", last, found.start())
        yield Line(found.start(), found.end(), found[0], after_gap=gap or breaks > 1)
        last, gap = found.end(), False
