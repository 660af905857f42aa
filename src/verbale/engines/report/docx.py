"""DOCX: its paragraphs and tables in their order, with the numbers that the reader sees.

The order is that of python-docx's ``iter_inner_content``; what stands in content controls and in accepted insertions
is read too, what is deleted, in footnotes or in text boxes is not.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from verbale.engines.report.errors import ReportTooBig, UnreadableReport
from verbale.engines.report.limits import DEFAULT_LIMITS, Limits
from verbale.engines.report.numbering import Numbering, W
from verbale.engines.report.package import check_package
from verbale.engines.report.source import Cell, Line, Source, Table

_TEXT = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}sym"}
_SKIPPED = {f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}txbxContent", f"{W}drawing", f"{W}pict"}
_THROUGH = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEVEL = re.compile(r"(?:heading|überschrift|berschrift|заголовок|标题|제목)\s*(\d)", re.IGNORECASE)
_MOST_NESTED = 40


def read_docx(content: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The text of a DOCX: a line for each paragraph, with its number; a row of a table has its cells parted by tabs."""
    check_package(content, name=name, limits=limits)
    try:
        document = docx.Document(io.BytesIO(content))
        return _Text(document, name, limits).source()
    except (
        OpcError,
        zipfile.BadZipFile,
        zlib.error,
        etree.LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        EOFError,
        RecursionError,
    ) as fault:
        raise UnreadableReport(name=name, why="it is damaged, or no DOCX") from fault


class _Styles:
    """What a paragraph's style says of lists and headings, along the styles that it is based on."""

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._styles = {one.get(f"{W}styleId", ""): one for one in root.iterfind(f"{W}style")}
        self._default = next(
            (
                name
                for name, one in self._styles.items()
                if one.get(f"{W}default") == "1" and one.get(f"{W}type") == "paragraph"
            ),
            "",
        )
        self._known: dict[str, tuple[Any, int]] = {}

    def of(self, style: str) -> tuple[Any, int]:
        """The list properties of a style or None, and its level as a heading or 0."""
        if style not in self._known:
            self._known[style] = self._look(style or self._default)
        return self._known[style]

    def _look(self, style: str) -> tuple[Any, int]:
        listed, level, seen = None, 0, set[str]()
        while (one := self._styles.get(style)) is not None and style not in seen:
            seen.add(style)
            properties = one.find(f"{W}pPr")
            if properties is not None:
                listed = properties.find(f"{W}numPr") if listed is None else listed
                level = level or _outline(properties)
            level = level or _named_level(one)
            based = one.find(f"{W}basedOn")
            style = based.get(f"{W}val", "") if based is not None else ""
        return listed, level


class _Text:
    """Writes the canonical text while it walks through the document."""

    def __init__(self, document: Document, name: str, limits: Limits) -> None:
        self._body = document.element.body
        self._styles = _Styles(document)
        numbering = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if not rel.is_external and rel.reltype.endswith("/numbering")
            ),
            None,
        )
        self._numbering = Numbering.read(getattr(numbering, "element", None))
        self._name, self._limits = name, limits
        self._written: list[str] = []
        self._length = 0
        self._gap = False
        self._lines: list[Line] = []
        self._tables: list[Table] = []

    def source(self) -> Source:
        for block in _blocks(self._body, 0):
            if block.tag == f"{W}p":
                self._paragraph(block)
                self._write("\n")
            else:
                self._table(block)
        return Source("".join(self._written), tuple(self._lines), tuple(self._tables))

    def _write(self, text: str) -> None:
        self._written.append(text)
        self._length += len(text)
        if self._length > self._limits.characters:
            raise ReportTooBig(name=self._name, limit=f"{self._limits.characters} characters")

    def _paragraph(self, paragraph: Any) -> list[Line]:
        """Writes a paragraph; its line breaks part lines, of which the first has the number."""
        listed, level, heading = self._properties(paragraph)
        words = _words(paragraph)
        number = self._numbering.next(listed, level) if listed else ""
        if number and words.strip():
            words = f"{number} {words.lstrip()}"
        lines: list[Line] = []
        for at, part in enumerate(words.split("\n")):
            if at:
                self._write("\n")
            if part.strip():
                depth = level if listed else None
                line = Line(self._length, self._length + len(part), part, self._gap, heading, depth)
                lines.append(line)
                self._gap = False
            else:
                self._gap = True
            self._write(part)
        self._lines += lines
        return lines

    def _properties(self, paragraph: Any) -> tuple[str, int, int]:
        """The paragraph's list or an empty text, its level in it, its level as a heading or 0."""
        properties = paragraph.find(f"{W}pPr")
        style = _child(properties, "pStyle")
        listed, heading = self._styles.of(style.get(f"{W}val", "") if style is not None else "")
        own = _child(properties, "numPr")
        level = _number(_child(own, "ilvl"), _number(_child(listed, "ilvl"), 0))
        named = _child(own, "numId") if _child(own, "numId") is not None else _child(listed, "numId")
        name = named.get(f"{W}val", "") if named is not None else ""
        outline = _outline(properties) if properties is not None else 0
        return ("" if name == "0" else name), level, outline or heading

    def _table(self, table: Any) -> None:
        start = self._length
        rows = [self._row(row) for row in _of(table, f"{W}tr", 0)]
        self._tables.append(Table(start, self._length, tuple(rows)))
        self._gap = True

    def _row(self, row: Any) -> tuple[Cell, ...]:
        cells: list[Cell] = []
        for at, cell in enumerate(_of(row, f"{W}tc", 0)):
            if at:
                self._write("\t")
            begin = self._length
            first = len(self._lines)
            for number, block in enumerate(_flat(cell, 0)):
                if number:
                    self._write("\n")
                self._paragraph(block)
            lines = tuple(self._lines[first:])
            properties = cell.find(f"{W}tcPr")
            merged = _child(properties, "vMerge")
            continued = merged is not None and merged.get(f"{W}val", "continue") == "continue"
            made = Cell(begin, self._length, lines, continued)
            cells += [made] + [Cell(self._length, self._length, ())] * (_number(_child(properties, "gridSpan"), 1) - 1)
        self._write("\n")
        self._join_row(cells)
        return tuple(cells)

    def _join_row(self, cells: list[Cell]) -> None:
        """A row whose cells have a line each is one line, as in a typed table: “Date”, tab, “June 1987”."""
        told = [cell for cell in cells if cell.lines]
        if len(told) > 1 and all(len(cell.lines) == 1 for cell in told):
            first, last = told[0].lines[0], told[-1].lines[0]
            words = "\t".join(cell.lines[0].text for cell in told)
            del self._lines[-len(told) :]
            self._lines.append(Line(first.start, last.end, words, first.after_gap, first.heading, first.depth))


def _blocks(parent: Any, nested: int) -> Iterator[Any]:
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _THROUGH and nested < _MOST_NESTED:
            yield from _blocks(child, nested + 1)


def _flat(cell: Any, nested: int) -> Iterator[Any]:
    """The paragraphs of a cell, those of tables within it too."""
    for block in _blocks(cell, 0):
        if block.tag == f"{W}p":
            yield block
        elif nested < _MOST_NESTED:
            for row in _of(block, f"{W}tr", 0):
                for inner in _of(row, f"{W}tc", 0):
                    yield from _flat(inner, nested + 1)


def _of(parent: Any, tag: str, nested: int) -> Iterator[Any]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _THROUGH and nested < _MOST_NESTED:
            yield from _of(child, tag, nested + 1)


def _words(paragraph: Any) -> str:
    """The visible text of a paragraph, in one pass, without what is deleted or drawn."""
    parts: list[str] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _TEXT:
            parts.append(_sign(element))
        elif element.tag not in _SKIPPED and element.tag != _FALLBACK:
            stack.extend(reversed(element))
    return "".join(parts)


def _sign(element: Any) -> str:
    if element.tag == f"{W}t":
        return (element.text or "").replace("\n", " ")
    return {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}sym": ""}.get(element.tag, "\n")


def _child(parent: Any, name: str) -> Any:
    return parent.find(f"{W}{name}") if parent is not None else None


def _number(element: Any, otherwise: int) -> int:
    written = element.get(f"{W}val", "") if element is not None else ""
    return min(int(written), 100) if written.isdecimal() and len(written) < 9 else otherwise


def _outline(properties: Any) -> int:
    level = _number(properties.find(f"{W}outlineLvl"), 9)
    return level + 1 if level < 9 else 0


def _named_level(style: Any) -> int:
    named = _child(style, "name")
    name = named.get(f"{W}val", "") if named is not None else ""
    found = _LEVEL.match(name)
    return int(found[1]) if found else 1 if name.casefold() == "title" else 0
