"""Tables of cases as people write them, CSV or Markdown: bytes become rows of cells that know where they stand.

The format is described in docs/rulebook.md. What the headings and values mean, `cases` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from verbale.kernel.errors import Unreadable

MAX_BYTES = 2 * 1024 * 1024
MAX_COLUMNS = 500
MARKS = ("→", "⇒", "=>", "->")
"""Before the first heading of what is expected stands one of these."""
_SHOWN = 10


class BadCases(Unreadable):
    """“{file}” cannot be used as a table of cases: {why}. Correct it and run the cases again."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A text of a table; ``line`` and ``column`` count from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; ``title`` is what stands before them, ``decision`` the decision they are about, if said."""

    title: str
    decision: Cell | None
    headings: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file of cases, and where; column 0 stands for the whole line, line 0 for the whole file."""

    line: int
    column: int
    heading: str
    why: str

    def __str__(self) -> str:
        if not self.line:
            return self.why
        column = f", column {self.column}" if self.column else ""
        heading = f" “{self.heading}”" if self.heading else ""
        return _visible(f"line {self.line}{column}{heading}: {self.why}")


def _visible(text: str) -> str:
    """The text without what would steer a terminal: it repeats what stands in the file."""
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in text)


def bad_cases(file: str, faults: Iterable[Fault]) -> BadCases:
    """One error for all faults of a file; ``facts["faults"]`` has them one by one."""
    found = tuple(faults)
    told = [str(each) for each in found[:_SHOWN]]
    if len(found) > _SHOWN:
        told.append(f"and {len(found) - _SHOWN} more")
    return BadCases(file=file, why="; ".join(told), faults=found)


def decoded(data: bytes, file: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises `BadCases`."""
    if len(data) > MAX_BYTES:
        raise bad_cases(file, [Fault(0, 0, "", f"it has more than {MAX_BYTES} bytes")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line, place = before.count(b"\n") + 1, fault.start - before.rfind(b"\n")
        why = f"byte {place} of this line is not UTF-8; save the file as UTF-8"
        raise bad_cases(file, [Fault(line, 0, "", why)]) from fault


def marked(text: str) -> str | None:
    """What stands after a mark; None where no mark begins the text."""
    return next((text[len(mark) :].strip() for mark in MARKS if text.startswith(mark)), None)


def named_decision(text: str) -> str:
    """The decision that a line names before a table, such as “Decision: price”; empty where it names none."""
    word, colon, name = text.strip().lstrip("#").partition(":")
    return name.strip(" *_`") if colon and word.strip(" *_").lower() == "decision" else ""
