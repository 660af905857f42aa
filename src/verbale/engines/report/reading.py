"""Reads a report and proposes the commitments that its numbered conclusions make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from verbale.engines.report.blocks import body_of
from verbale.engines.report.commitment import DatedStep, Place, ProposedCommitment
from verbale.engines.report.conclusions import Item, items_of
from verbale.engines.report.dates import date_at_start, day_of
from verbale.engines.report.labels import BUILT_IN, Labels
from verbale.engines.report.language import language_of
from verbale.engines.report.limits import DEFAULT_LIMITS, Limits
from verbale.engines.report.markers import marker
from verbale.engines.report.opening import open_report
from verbale.engines.report.parts import Block, Body
from verbale.engines.report.sentences import Sentence, sentences_of
from verbale.engines.report.source import Line, Source, full_width
from verbale.engines.report.steps import steps_of
from verbale.engines.report.subjects import Read, read_body
from verbale.engines.report.tables import Row, rows_of
from verbale.engines.report.values import split_values, without_marks
from verbale.engines.report.words import Kind
from verbale.engines.report.wrapped import unwrapped

_HEAD_LINES = 25
_ISSUED = re.compile(
    r"(?:submitted|issued|dated|completed|as of|vorgelegt am|ausgefertigt am|abgeschlossen am"
    r"|представлен[оа]?|составлен[оа]?|от)(?:\s+on)?\s+|(?:提交|报告)(?:日期|时间)[:：]?\s*|(?:작성|보고|제출)일\s*[:：]?\s*",
    re.IGNORECASE,
)
"""What may stand before the day on which a report was written."""
_PARTED = re.compile(r"[ \u00a0\u3000]{3,}|\t+|[;；|]")
"""What parts a date from what stands before it in its line."""
_DATE = frozenset(("date", "datum", "дата", "日期", "날짜", "일자", "作成日", "stand"))


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as read: its text, its language (empty where unknown), its own date, what it proposes, its sentences.

    Places of commitments and sentences count characters of ``text``; ``pages`` are the places at which pages begin.
    """

    text: str
    language: str
    dated: date | None
    commitments: tuple[ProposedCommitment, ...]
    sentences: tuple[Sentence, ...]
    pages: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What is proposed, as ``verbale report import --json`` prints it."""
        return {"commitments": [commitment.as_json() for commitment in self.commitments]}


def read_report(
    report: Path | bytes, *, name: str, labels: Labels = BUILT_IN, limits: Limits = DEFAULT_LIMITS
) -> ReadReport:
    """Reads a report from a file or its bytes; ``name`` is for messages only, what it is its bytes say.

    Raises UnreadableReport, ReportTooBig, ReportLocked and HostileReport. A report without numbered conclusions is
    read with no commitments.
    """
    return read_source(open_report(report, name=name, limits=limits), labels=labels)


def read_source(source: Source, *, labels: Labels = BUILT_IN) -> ReadReport:
    """Reads a report that is already open."""
    rows, places = rows_of(source, labels)
    cut = _outside(source.lines, places)
    width = full_width(cut)
    lines = cut if source.pages else unwrapped(cut, labels, width)
    items = [_taken(item, labels, width) for item in items_of(lines, labels)]
    dated = _dated(lines, [place for _, _, place in items])
    found = [_proposed(number, read_body(body), place, dated) for number, body, place in items]
    found += [_from_row(row, labels, dated) for row in rows]
    return ReadReport(
        text=source.text,
        language=language_of(source.text),
        dated=dated,
        commitments=tuple(sorted(found, key=lambda commitment: commitment.source.start)),
        sentences=sentences_of(source.text),
        pages=source.pages,
    )


def _outside(lines: tuple[Line, ...], places: list[tuple[int, int]]) -> tuple[Line, ...]:
    """The lines that stand in none of the places, both in the order of the text."""
    kept: list[Line] = []
    ordered = sorted(places, reverse=True)
    for line in lines:
        while ordered and ordered[-1][1] <= line.start:
            ordered.pop()
        if not ordered or line.start < ordered[-1][0]:
            kept.append(line)
    return tuple(kept)


def _dated(lines: tuple[Line, ...], places: list[Place]) -> date | None:
    """The day in the report's head, else at its end, that stands on a line of its own, perhaps after a place."""
    begin = places[0].start if places else None
    head = [line for line in _before_numbers(lines[:_HEAD_LINES]) if begin is None or line.end <= begin]
    end = places[-1].end if places else None
    tail = [line for line in lines[-_HEAD_LINES:] if end is None or line.start >= end]
    days = [*(_day_on(line.text, headed=True) for line in head), *(_day_on(line.text) for line in reversed(tail))]
    return next((day for day in days if day), None)


def _before_numbers(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The head of a report: what stands before its first numbered heading."""
    for at, line in enumerate(lines):
        if (found := marker(line.text)) and not found.subordinate and not date_at_start(line.text):
            return lines[:at]
    return lines


def _day_on(text: str, *, headed: bool = False) -> date | None:
    """The day on a line, or on the part of it at the other edge of the page, or behind the author's name."""
    parts = [text, *_PARTED.split(text.strip())[-1:]] if _PARTED.search(text.strip()) else [text]
    return next((day for part in parts if (day := _day_in(part, headed=headed))), None)


def _day_in(text: str, *, headed: bool) -> date | None:
    words = without_marks(text).strip(" #*_")
    if issued := _ISSUED.match(words):
        words = words[issued.end() :]
    if not 6 <= len(words) <= 60:
        return None
    behind_commas = [words[found.end() :] for found in re.finditer(",", words)]
    before, colon, value = words.replace("：", ":").partition(":")
    return (
        day_of(words)
        or next((day for after in behind_commas if (day := day_of(after))), None)
        or (day_of(value) if headed and colon and before.strip().casefold() in _DATE else None)
    )


def _taken(item: Item, labels: Labels, width: int) -> tuple[str, Body, Place]:
    """A conclusion's number, parts and place."""
    first = item.lines[0]
    body = body_of(item.lines, item.number.end, labels, last=item.last, width=width)
    place = Place(first.start + item.number.start, max(body.end, first.start + item.number.end))
    return item.number.number, body, place


def _from_row(row: Row, labels: Labels, dated: date | None) -> ProposedCommitment:
    lines = tuple(Line(0, 0, words) for words in row.words)
    body = body_of(lines, 0, labels, last=False) if lines else Body()
    read = read_body(body)
    read.blocks += [Block(kind, list(values)) for kind, values in row.blocks]
    return _proposed(row.number, read, Place(row.start, row.end), dated)


def _proposed(number: str, read: Read, place: Place, dated: date | None) -> ProposedCommitment:
    people = {kind: split_values(_lines(read, kind)) for kind in Kind}
    return ProposedCommitment(
        number=number,
        text="\n".join(part for part in read.text if part),
        source=place,
        in_charge=people[Kind.IN_CHARGE] or people[Kind.LEAD],
        participation=people[Kind.PARTICIPATION],
        subjects=tuple(read.subjects),
        dates=_steps(read, dated),
        coordination=people[Kind.COORDINATION],
        control=people[Kind.CONTROL],
    )


def _lines(read: Read, kind: Kind) -> list[str]:
    return [line for block in read.blocks if block.kind is kind for line in block.written()]


def _steps(read: Read, dated: date | None) -> tuple[DatedStep, ...]:
    """The conclusion's dates, then those of its subjects, which are for the subject."""
    own = steps_of(_lines(read, Kind.DATE), dated)
    named = [(name, step) for name, block in read.dated for step in steps_of(block.written(), dated)]
    return own + tuple(
        DatedStep(f"{name}: {step.what}" if step.what else name, step.as_written, step.edtf) for name, step in named
    )
