"""The complexes of a programme from a file: CSV with a heading, or JSON; every fault is named by its line.

CSV has the columns ``number``, ``sector``, ``title`` (in English) or ``title-zh``, ``title-de`` …, and, where bodies
are named, ``ours`` and ``theirs``, the names parted by semicolons. JSON is a list of
``{"number": 1, "sector": "…", "titles": {"en": "…"}, "ours": ["…"], "theirs": ["…"]}``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from verbale.domain.cycle import words
from verbale.kernel.canonical import read_json
from verbale.kernel.errors import Faulty, Unreadable, VerbaleError

SIZE_LIMIT = 4 * 1024 * 1024
MOST = 500
MOST_NUMBER = 9_999
MOST_BODIES = 100
LONGEST_SECTOR = 200
_SHOWN = 20


class NotASheet(Unreadable):
    """“{name}” cannot be read as a list of complexes: {why}. Send CSV in UTF-8 with a heading, or JSON."""


class BadComplexes(Faulty):
    """“{name}” was not taken, {count} lines are wrong: {faults}. Correct them and send it again."""


@dataclass(frozen=True, slots=True)
class ComplexLine:
    """One complex of a file: its number, sector, title by language, and the bodies of both sides."""

    number: int
    sector: str
    titles: Mapping[str, str]
    ours: tuple[str, ...] = ()
    theirs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if type(self.number) is not int or not 1 <= self.number <= MOST_NUMBER:
            raise words.BadWords(what="number", why=f"it is not a number from 1 to {MOST_NUMBER}")
        object.__setattr__(self, "sector", words.line(self.sector, what="sector", longest=LONGEST_SECTOR))
        titles = words.by_language(self.titles, what="title", longest=words.LONGEST_LINE)
        object.__setattr__(self, "titles", titles)
        for name in ("ours", "theirs"):
            named = getattr(self, name)
            if not isinstance(named, tuple) or len(named) > MOST_BODIES:
                raise words.BadWords(what=name, why=f"it is no list of at most {MOST_BODIES} names")
            object.__setattr__(self, name, tuple(dict.fromkeys(words.line(one, what=name) for one in named)))


def read_complexes(data: bytes, *, name: str, taken: frozenset[int] = frozenset()) -> tuple[ComplexLine, ...]:
    """Reads a file whole or not at all; ``taken`` are the numbers that the programme has.

    Raises NotASheet, and BadComplexes that names every wrong line.
    """
    if len(data) > SIZE_LIMIT:
        raise NotASheet(name=name, why=f"it is larger than {SIZE_LIMIT} bytes")
    rows = _json(data, name) if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"[", b"{") else _csv(data, name)
    found: list[ComplexLine] = []
    faults: list[str] = []
    seen = set(taken)
    for place, told in rows:
        try:
            line = _line(told)
            if line.number in seen:
                raise words.BadWords(what="number", why=f"complex {line.number} stands already")
        except VerbaleError as fault:
            faults.append(f"{place}: {fault.sentence()}")
            continue
        seen.add(line.number)
        found.append(line)
        if len(found) > MOST:
            raise NotASheet(name=name, why=f"it has more than {MOST} complexes")
    if faults:
        shown = " ".join(faults[:_SHOWN])
        raise BadComplexes(name=name, count=len(faults), faults=shown, lines=faults)
    if not found:
        raise NotASheet(name=name, why="it has no complex")
    return tuple(found)


def _line(told: Mapping[str, Any]) -> ComplexLine:
    known = {"number", "sector", "titles", "ours", "theirs"}
    if foreign := sorted(set(told) - known):
        raise words.BadWords(what=str(foreign[0])[:40], why=f"it is none of {', '.join(sorted(known))}")
    lists = {name: told.get(name, ()) for name in ("ours", "theirs")}
    bodies = {name: tuple(value) if isinstance(value, list | tuple) else value for name, value in lists.items()}
    return ComplexLine(told.get("number", 0), told.get("sector", ""), told.get("titles", {}), **bodies)


def _json(data: bytes, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        read = read_json(data.removeprefix(b"\xef\xbb\xbf"), name)
    except VerbaleError as fault:
        raise NotASheet(name=name, why=fault.sentence()) from fault
    if not isinstance(read, list) or not all(isinstance(one, dict) for one in read):
        raise NotASheet(name=name, why="it is no list of objects")
    for number, one in enumerate(read, start=1):
        assert isinstance(one, dict)
        yield f"entry {number}", one


def _csv(data: bytes, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotASheet(name=name, why="it is not UTF-8") from fault
    first = text.split("\n", 1)[0]
    parting = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=parting, strict=True)
    try:
        heading = [cell.strip().casefold() for cell in next(rows, [])]
        if not {"number", "sector"} <= set(heading):
            raise NotASheet(name=name, why="its first line does not name the columns number and sector")
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield f"line {rows.line_num}", _cells(heading, [cell.strip() for cell in cells])
    except csv.Error as fault:
        raise NotASheet(name=name, why=f"line {rows.line_num}: {fault}") from fault


def _cells(heading: list[str], cells: list[str]) -> Mapping[str, Any]:
    told: dict[str, Any] = {"titles": {}}
    if len(cells) > len(heading):
        return {"a further cell": ""}
    for column, cell in zip(heading, cells, strict=False):
        base, _, language = column.partition("-")
        if column == "number":
            told["number"] = int(cell) if cell.isascii() and cell.isdecimal() and len(cell) < 10 else 0
        elif base == "title":
            told["titles"] |= {language or "en": cell} if cell else {}
        elif column in ("ours", "theirs"):
            told[column] = tuple(one.strip() for one in cell.split(";") if one.strip())
        elif column:
            told[column] = cell
    return told
