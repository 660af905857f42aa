"""Tables of cases in Markdown, with pipes. Other tables, text and code blocks are left alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .table import MAX_COLUMNS, Cell, Fault, Table, bad_cases, marked, named_decision

_LINE_END = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(r":?-+:?")
_PIPE = re.compile(r"(?<!\\)\|")
_FENCES = ("```", "~~~")
Row = tuple[Cell, ...]


def is_markdown(text: str) -> bool:
    """Whether a text has a table with pipes."""
    return any(map(_is_ruler, _LINE_END.split(text)))


def read_markdown(text: str, file: str) -> tuple[Table, ...]:
    """Every table of the text that has a mark among its headings; the last heading before it is its title.

    Raises `BadCases` where a table is too wide.
    """
    return tuple(_tables(_shown(_LINE_END.split(text)), file))


def _shown(lines: list[str]) -> list[str]:
    """The lines; those of comments and code blocks are empty."""
    shown: list[str] = []
    until = ""
    for line in lines:
        bare = line.strip()
        if until:
            until = "" if _ends(bare, until) else until
            shown.append("")
        elif bare.startswith(_FENCES):
            until = bare[:3]
            shown.append("")
        elif bare.startswith("<!--"):
            until = "" if "-->" in bare else "-->"
            shown.append("")
        else:
            shown.append(line)
    return shown


def _ends(line: str, block: str) -> bool:
    return block in line if block == "-->" else line.startswith(block)


def _tables(lines: list[str], file: str) -> Iterator[Table]:
    title, decision = "", None
    at = 0
    while at < len(lines):
        named = named_decision(lines[at])
        if named:
            decision = Cell(named, at + 1, 0)
        elif lines[at].startswith("#"):
            title = lines[at].strip("# \t")
        if "|" not in lines[at] or not _is_ruler("".join(lines[at + 1 : at + 2])):
            at += 1
            continue
        end = at + 2
        while end < len(lines) and "|" in lines[end]:
            end += 1
        headings, *rows = (_row(lines[each], each + 1, file) for each in (at, *range(at + 2, end)))
        if any(marked(cell.text) is not None for cell in headings):
            yield Table(title, decision, headings, tuple(row for row in rows if any(cell.text for cell in row)))
        at = end


def _is_ruler(line: str) -> bool:
    return "|" in line and "-" in line and all(_RULE.fullmatch(each.strip()) for each in _split(line))


def _split(line: str) -> list[str]:
    bare = line.strip()
    bare = bare[1:] if bare.startswith("|") else bare
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return _PIPE.split(bare)


def _row(line: str, number: int, file: str) -> Row:
    texts = _split(line)
    if len(texts) > MAX_COLUMNS:
        raise bad_cases(file, [Fault(number, 0, "", f"a table may have {MAX_COLUMNS} columns")])
    return tuple(Cell(_text(each), number, at) for at, each in enumerate(texts, 1))


def _text(cell: str) -> str:
    """The text of a cell; one that is code as a whole is its code."""
    text = cell.replace("\\|", "|").strip()
    whole = len(text) > 2 and text.startswith("`") and text.endswith("`") and "`" not in text[1:-1]
    return text[1:-1].strip() if whole else text
