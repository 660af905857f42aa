"""Names that stand in no glossary: persons by their titles and initials, places by what stands before them.

A name whose sounds are nowhere in the other version is missing there, or another stands in its place. A short name, and
one that may be a word of the language, is left alone: better a name missed than a name invented.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from verbale.engines.parallel.naming import (
    LISTED,
    NO_KOREAN_NAME,
    NO_NAME,
    NO_PERSON,
    PATTERNS,
    TITLE_AHEAD,
    TITLE_BEHIND,
    TITLED,
    TITLES,
)
from verbale.engines.parallel.sounds import skeleton

Span = tuple[int, int]
_LEAST_FOREIGN = 3
"""Characters of a foreign name, without which what stands behind a title may be any word."""
LEAST = 1.9
"""Consonants (by weight) below which a name sounds like too many words."""
_ADJECTIVAL = re.compile(r"(?:ое|ая|ый|ий|ого|ому|ую|ые|ых|ыми|ым)$")
_ADJECTIVE = re.compile(r"(?<![цсв]к)(?:ое|ая|ый|ие|ые|ых|их|ную|ного|ному)$")
"""A Russian adjective is translated, unless it is a surname, which ends in -ский more often than not."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """``text[start:end]`` is a name that stands in no glossary; ``sure``: what stands before or behind it tells so."""

    start: int
    end: int
    written: str
    sure: bool = False


def strangers(text: str, language: str, known: Iterable[Span], named: Iterable[Span]) -> list[Stranger]:
    """The names of a text outside the ``known`` spans, each once, in order; ``named`` are those of known names."""
    known = sorted(known)
    found: dict[str, Stranger] = {}
    listed = ((start, end, False) for start, end in _listed(text, language, named))
    for start, end, sure in (*_told(text, language), *listed):
        start += _titles(text[start:end], language)
        written = text[start:end]
        if not any(start < last and end > first for first, last in known) and _is_name(written, language, sure):
            sure = (sure and _surely(written, language)) or _titled(text, start, end, language)
            found.setdefault(written, Stranger(start, end, written, sure))
    return sorted(found.values(), key=lambda one: one.start)


def _titles(written: str, language: str) -> int:
    """How long the titles before a name are: Oberstudienrat Weidner."""
    titles = TITLES.match(written) if language in ("de", "en") else None
    return titles.end() if titles else 0


def _told(text: str, language: str) -> Iterator[tuple[int, int, bool]]:
    for place, pattern in enumerate(PATTERNS.get(language, ())):
        for match in pattern.finditer(text):
            yield *match.span("name"), place < TITLED.get(language, 0)


def _surely(written: str, language: str) -> bool:
    """Whether nothing but a name stands beside a title so: 高级工程师 and 石油工程师 are no persons."""
    return language != "zh" or (len(written) == 3 and not NO_PERSON.search(written))


def _listed(text: str, language: str, named: Iterable[Span]) -> Iterator[Span]:
    """A capitalised word beside a known place in a list: "Саратов, Воронеж и Курск"."""
    if language not in ("ru", "de", "en"):
        return
    for _, end in named:
        while match := LISTED.match(text, end):
            if not _ADJECTIVAL.search(match["name"]):
                yield match.span("name")
            end = match.end()


def _titled(text: str, start: int, end: int, language: str) -> bool:
    """Whether a title stands beside a name in Chinese characters that write sounds: 霍夫曼博士, 工程师彼得连科."""
    if language != "zh" or NO_PERSON.search(text[start:end]):
        return False
    ahead = end - start >= _LEAST_FOREIGN and TITLE_AHEAD.search(text[max(0, start - 6) : start])
    return bool(TITLE_BEHIND.match(text, end) or ahead)


def _is_name(written: str, language: str, titled: bool) -> bool:
    if language == "ru" and _ADJECTIVE.search(written):
        return False
    if titled and language == "en":
        return _weight(written) >= LEAST
    if language in NO_NAME and any(NO_NAME[language].match(word) for word in written.split()):
        return False
    if language == "ko" and NO_KOREAN_NAME.match(written):
        return False
    return _weight(written) >= LEAST


def _weight(written: str) -> float:
    return sum(sound.weight for sound in skeleton(written))
