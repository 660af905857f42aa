"""The marking as a drawing: the caveat in several shapes, from one long line to many short ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from verbale.engines.paper.errors import NoCaveat
from verbale.engines.paper.typesetting import PLAIN, shown, typeset

LONGEST = 120
_EPOCH = date(1970, 1, 1)
"""A stamp is a part of another document and bears no date of its own."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """One language's text of a marking, on one line; ``language`` is an IETF tag such as en, ru, zh or ko."""

    language: str
    text: str

    def __post_init__(self) -> None:
        why = _fault(self.text)
        if why or not self.language.strip():
            raise NoCaveat(text=self.text, why=why or "it names no language")


@dataclass(frozen=True, slots=True)
class Marking:
    """The caveat that stands on every page, in one language or two."""

    caveats: tuple[Caveat, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.caveats) <= 2 or len({c.language for c in self.caveats}) < len(self.caveats):
            raise NoCaveat(text=str(self), why=f"it has {len(self.caveats)} texts, or two in one language")

    @classmethod
    def of(cls, **texts: str) -> Marking:
        """``Marking.of(en="OFFICIAL USE", zh="内部使用")``."""
        return cls(tuple(Caveat(language, text) for language, text in texts.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(caveat.language for caveat in self.caveats)

    def __str__(self) -> str:
        return " · ".join(caveat.text for caveat in self.caveats)


def draw_stamp(marking: Marking) -> bytes:
    """A PDF with the marking once a page: first all on one line, then one line a language, then broken further."""
    variants = list(dict.fromkeys(_variants(marking)))
    facts = {"variants": [[{"language": tag, "text": text} for tag, text in lines] for lines in variants]}
    return typeset("stamp", facts, languages=marking.languages, day=_EPOCH, standard=PLAIN)


Lines = tuple[tuple[str, str], ...]


def _variants(marking: Marking) -> Iterator[Lines]:
    yield ((marking.languages[0], str(marking)),)
    longest = max(_width(caveat.text) for caveat in marking.caveats)
    for parts in (1, 2, 3, 5, 8):
        width = -(-longest // parts)
        yield tuple((c.language, line) for c in marking.caveats for line in _broken(c.text, width))


def _broken(text: str, width: int) -> list[str]:
    """The text in lines of at most this width where a break is possible: at spaces, or between Han and the like."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and _width(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    piece = ""
    for character in text:
        piece += character
        if character == " " or unicodedata.east_asian_width(character) in "WF":
            yield piece
            piece = ""
    if piece:
        yield piece


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _fault(text: str) -> str:
    if not text.strip():
        return "it is empty"
    if len(text) > LONGEST:
        return f"it has {len(text)} characters"
    if shown(text) != unicodedata.normalize("NFC", text) or "\n" in text:
        return "it has characters that no page shows, or more than one line"
    return ""
