"""PDF: its text in reading order, read in a process of its own, so that a hostile one breaks that and nothing else."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from dataclasses import asdict
from typing import Any

from verbale.engines.report.dates import date_at_start
from verbale.engines.report.errors import ReportLocked, ReportTooBig, UnreadableReport
from verbale.engines.report.labels import BUILT_IN
from verbale.engines.report.limits import DEFAULT_LIMITS, Limits
from verbale.engines.report.markers import marker
from verbale.engines.report.source import Source, lines_of
from verbale.engines.report.values import joined
from verbale.kernel import confinement

_CHILD = "verbale.engines.report.child"
_LONGEST_ANSWER = 256 * 1024**2
_EDGE_LINES = 2
_HYPHENS = "-\u00ad\u2010"

Page = list[tuple[str, bool, bool]]


def read_pdf(content: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The text of a PDF with its pages; words cut at the end of a line joined, repeated heads and feet left out."""
    answer = _ask(content, name, limits)
    if "locked" in answer:
        raise ReportLocked(name=name)
    if "limit" in answer:
        raise ReportTooBig(name=name, limit=str(answer["limit"]))
    pages = answer.get("pages")
    if not isinstance(pages, list):
        raise UnreadableReport(name=name, why="it is damaged")
    text, begins = _written([[(str(words), bool(gap), bool(on)) for words, gap, on in page] for page in pages])
    if not text.strip():
        raise UnreadableReport(name=name, why="it has pictures of text, and no text")
    return Source(text, tuple(lines_of(text)), pages=begins)


def _written(pages: list[Page]) -> tuple[str, tuple[int, ...]]:
    """The canonical text and where its pages begin."""
    repeated = _repeated(pages)
    if all(_left_out(page, at, repeated) for page in pages for at in range(len(page))):
        repeated = frozenset()
    pen = _Pen()
    begins: list[int] = []
    for page in pages:
        kept = [line for at, line in enumerate(page) if not _left_out(page, at, repeated)]
        places = [pen.write(line, first=not number) for number, line in enumerate(kept)]
        begins.append(places[0] if places else pen.length)
    pen.flush()
    return "".join(pen.parts), tuple(begins)


class _Pen:
    """Writes paragraphs: a full line goes on in the next; a hyphen before lower case is the typesetter's."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self._open = ""

    def write(self, line: tuple[str, bool, bool], *, first: bool) -> int:
        """Writes a line, the ``first`` of its page or not; gives the place where it begins."""
        words, gap, goes_on = line
        gap = gap and not first
        written, before = words.strip(), self._open
        small = written[:1].islower()
        if before.endswith(tuple(_HYPHENS)) and small and before[-2:-1].isalpha():
            self._open = before[:-1] + written
        elif before and (goes_on or (first and small)) and before[-1] not in ":：;；" and not _begins(written):
            self._open = joined(_with_hyphen(before), written)
        else:
            self.flush()
            if gap and self.parts:
                self._put("\n")
            self._open = written
        return self.length + len(self._open) - len(written)

    def flush(self) -> None:
        """Ends the paragraph that is open."""
        if self._open:
            self._put(f"{_with_hyphen(self._open)}\n")
        self._open = ""

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _begins(line: str) -> bool:
    """Whether a line begins something of its own, however full the one before it is: a number, a label, “what: …”."""
    return bool(
        (marker(line) and not date_at_start(line))
        or BUILT_IN.at_start(line)
        or re.match(r"[^:：;,.；，。、]{1,40}[:：]", line)
    )


def _with_hyphen(text: str) -> str:
    return text[:-1] + "-" if text.endswith("\u00ad") else text


def _repeated(pages: list[Page]) -> frozenset[tuple[bool, str]]:
    """Heads and feet: lines at the edge of most pages that are equal but for figures."""
    if len(pages) < 2:
        return frozenset()
    count = Counter(key for page in pages for key in {_key(page, at) for at in _edges(page)})
    most = max(2, (len(pages) + 1) // 2)
    return frozenset(key for key, times in count.items() if times >= most)


def _edges(page: Page) -> list[int]:
    return sorted({*range(min(_EDGE_LINES, len(page))), *range(max(0, len(page) - _EDGE_LINES), len(page))})


def _key(page: Page, at: int) -> tuple[bool, str]:
    return at < _EDGE_LINES, re.sub(r"\d+", "#", page[at][0]).strip()


def _left_out(page: Page, at: int, repeated: frozenset[tuple[bool, str]]) -> bool:
    return (at < _EDGE_LINES or at >= len(page) - _EDGE_LINES) and _key(page, at) in repeated


def _ask(content: bytes, name: str, limits: Limits) -> dict[str, Any]:
    """What the process tells of a PDF; nothing, if it broke or told nonsense."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        request = {"source": file.name, "limits": asdict(limits)}
        try:
            told = confinement.ask(_CHILD, request, limits.bounds, longest=_LONGEST_ANSWER)
        except confinement.Overran as fault:
            raise ReportTooBig(name=name, limit=fault.limit) from fault
        except confinement.Broke:
            return {}
        return told if isinstance(told, dict) else {}
