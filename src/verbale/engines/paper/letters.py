"""Letters of an office in one language or two: answer, cover note, receipt; and for a partner without a node, order
form, proposed text, cover note and list of a pouch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from verbale.engines.paper.errors import BadLetter
from verbale.engines.paper.phrases import Text, day_in_each, in_each, phrase, require_languages
from verbale.engines.paper.stamp import Marking
from verbale.engines.paper.typesetting import typeset


class LetterKind(StrEnum):
    """Which letter it is."""

    ANSWER = "answer"
    COVER_NOTE = "cover_note"
    RECEIPT = "receipt"
    ORDER_FORM = "order_form"
    TEXT = "text"
    POUCH_NOTE = "pouch_note"
    LIST = "list"


class Layout(StrEnum):
    """How two languages share the sheet: next to each other, or one below the other."""

    SIDE_BY_SIDE = "side by side"
    STACKED = "stacked"


class Outcome(StrEnum):
    """What became of a line. There is one neutral word for all that is not available, whatever the reason."""

    SUPPLIED = "supplied"
    FOLLOWS = "follows"
    REFERRED = "referred"
    UNCLEAR = "unclear"
    UNAVAILABLE = "unavailable"
    RECEIVED = "received"
    DAMAGED = "damaged"
    MISSING = "missing"


ANSWERS = frozenset({Outcome.SUPPLIED, Outcome.FOLLOWS, Outcome.REFERRED, Outcome.UNCLEAR, Outcome.UNAVAILABLE})
STATES = frozenset({Outcome.RECEIVED, Outcome.DAMAGED, Outcome.MISSING})


@dataclass(frozen=True, slots=True)
class Office:
    """A letterhead or an addressee: its name, its address, and how to reach it."""

    name: Text
    address: Text = ""
    contact: Text = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the order, or a document of the delivery, as the partner knows it (``text``).

    Answers and receipts need an ``outcome``; a line that is not available takes no remark, so that it cannot tell why.
    """

    number: str
    text: Text
    outcome: Outcome | None = None
    remark: Text = ""
    pages: int | None = None
    marking: Text = ""
    form: Text = ""
    copies: int | None = None

    def __post_init__(self) -> None:
        if self.outcome is Outcome.UNAVAILABLE and self.remark:
            raise BadLetter(why=f"line {self.number} is not available and must not say more")


@dataclass(frozen=True, slots=True)
class Letter:
    """The facts of a letter: from and to, both sides' numbers, its day, its lines, who signs."""

    sender: Office
    recipient: Office
    number: str
    day: date
    lines: tuple[Line, ...]
    signatory: Text
    post: Text = ""
    your_number: str = ""
    your_day: date | None = None
    subject: Text = ""
    basis: Text = ""
    remark: Text = ""
    marking: Marking | None = None

    def __post_init__(self) -> None:
        if not self.number.strip() or not self.lines:
            raise BadLetter(why="it needs a number and at least one line")


def letter(kind: LetterKind, facts: Letter, languages: Sequence[str], *, layout: Layout = Layout.SIDE_BY_SIDE) -> bytes:
    """The letter as PDF/A-2a, dated with its day; equal facts give equal bytes.

    Raises NoPhrases for a language without phrases, BadLetter for lines that do not suit the kind, MissingFont or
    NoGlyph.
    """
    languages = require_languages(languages)
    _require_outcomes(kind, facts)
    data = {
        **_head(facts, languages),
        **_body(kind, facts, languages),
        "side": layout is Layout.SIDE_BY_SIDE,
    }
    return typeset("letter", data, languages=languages, day=facts.day)


def _require_outcomes(kind: LetterKind, facts: Letter) -> None:
    allowed: dict[LetterKind, frozenset[Outcome | None]] = {
        LetterKind.ANSWER: frozenset(ANSWERS),
        LetterKind.RECEIPT: frozenset(STATES),
    }
    for line in facts.lines:
        if line.outcome not in allowed.get(kind, {None}):
            raise BadLetter(why=f"line {line.number} says “{line.outcome}”, which does not belong in this kind")


def _head(facts: Letter, languages: Sequence[str]) -> dict[str, Any]:
    references = [
        ("our_number", [facts.number]),
        ("date", day_in_each(facts.day, languages)),
        ("your_number", _your_number(facts, languages)),
    ]
    return {
        "caveat": [caveat.text for caveat in facts.marking.caveats] if facts.marking else [],
        "sender": _office(facts.sender, languages),
        "recipient": _office(facts.recipient, languages),
        "references": [{"name": phrase(languages, key), "texts": texts} for key, texts in references if any(texts)],
        "subject": _given(facts.subject, languages),
        "signature": phrase(languages, "signature"),
        "signatory": in_each(facts.signatory, languages),
        "post": in_each(facts.post, languages),
    }


def _body(kind: LetterKind, facts: Letter, languages: Sequence[str]) -> dict[str, Any]:
    columns = _COLUMNS[kind]
    remarks = [_given(facts.basis, languages), _given(facts.remark, languages)]
    return {
        "title": phrase(languages, f"{kind}_title"),
        "opening": phrase(languages, f"{kind}_opening"),
        "closing": phrase(languages, f"{kind}_closing"),
        "columns": [{"name": phrase(languages, key), "wide": key in _WIDE} for key in columns],
        "rows": [[_cell(key, line, languages) for key in columns] for line in facts.lines],
        "total": phrase(languages, "total", count=len(facts.lines)),
        "remarks": [remark for remark in remarks if remark],
    }


_COLUMNS = {
    LetterKind.ANSWER: ("number", "requested", "outcome", "remark"),
    LetterKind.COVER_NOTE: ("number", "document", "form", "pages", "caveat"),
    LetterKind.RECEIPT: ("number", "document", "pages", "state", "remark"),
    LetterKind.ORDER_FORM: ("number", "requested", "form", "copies"),
    LetterKind.TEXT: ("number", "words"),
    LetterKind.POUCH_NOTE: ("number", "item", "content"),
    LetterKind.LIST: ("number", "item", "content"),
}
_WIDE = frozenset({"requested", "document", "remark", "words", "content"})


def _cell(key: str, line: Line, languages: Sequence[str]) -> list[str]:
    match key:
        case "number":
            return [line.number]
        case "requested" | "document" | "words" | "item":
            return in_each(line.text, languages)
        case "outcome" | "state":
            return phrase(languages, f"outcome_{line.outcome}")
        case "pages":
            return [str(line.pages) if line.pages is not None else "–"]
        case "copies":
            return [str(line.copies) if line.copies is not None else "–"]
        case "caveat":
            return in_each(line.marking or "–", languages)
        case "form":
            return in_each(line.form or "–", languages)
        case _:
            return in_each(line.remark, languages)


def _your_number(facts: Letter, languages: Sequence[str]) -> list[str]:
    if facts.your_day is None:
        return [facts.your_number]
    days = day_in_each(facts.your_day, languages)
    return [f"{facts.your_number}, {day}" if facts.your_number else day for day in days]


def _office(office: Office, languages: Sequence[str]) -> list[list[str]]:
    return [in_each(text, languages) if text else [] for text in (office.name, office.address, office.contact)]


def _given(text: Text, languages: Sequence[str]) -> list[str]:
    return in_each(text, languages) if text else []
