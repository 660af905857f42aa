"""Headings of sections of conclusions, and lines with which such a section ends."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from verbale.engines.report.labels import END_PATTERN, Labels
from verbale.engines.report.markers import Marker, marker
from verbale.engines.report.source import Line
from verbale.engines.report.values import like_sentence, without_marks
from verbale.engines.report.words import HEADING_WORDS, Kind

_LONGEST = 110
_MOST_WORDS = 12
_FEW_WORDS = 5
_FOOTNOTE = re.compile(r"\s*(?:\[bookmark:|\[\d{1,3}\]\s|_{5,}|\*{3,}\s*$|-{5,}\s*$)")
_CJK = re.compile(r"[\u4e00-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of conclusions: at which line, of which kind, with which number of its own."""

    at: int
    kind: Kind
    number: Marker | None
    level: int


@dataclass(frozen=True, slots=True)
class Headings:
    """Finds headings by the words of a table of labels."""

    labels: Labels
    _patterns: dict[Kind, re.Pattern[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        patterns = {kind: _pattern(self.labels.words[kind]) for kind in HEADING_WORDS if kind in self.labels.words}
        object.__setattr__(self, "_patterns", patterns)

    def at(self, lines: tuple[Line, ...], index: int) -> Heading | None:
        """The heading of conclusions at a line: short, no sentence, not followed by the label of a block."""
        line = lines[index]
        if len(line.text) > _LONGEST + 40 or not (short(line.text) or self._stopped(line.text)):
            return None
        found = marker(line.text)
        words = line.text[found.end :] if found and not found.bullet else line.text
        kind = next((kind for kind, pattern in self._patterns.items() if pattern.search(words)), None)
        if kind is None or (found and found.bullet) or "\t" in words.strip():
            return None
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if self.labels.at_start(following) or _value_behind(words):
            return None
        return Heading(index, kind, found, line.heading)

    def _stopped(self, text: str) -> bool:
        """“3. Conclusions and recommendations.”: a heading with a full stop, of few words of which the first tells."""
        found = marker(text)
        words = text[found.end if found else 0 :].strip("#*_ ")
        if not words.endswith((".", "。")) or len(words.split()) > _FEW_WORDS or not short(words[:-1]):
            return False
        return any(pattern.match(words) for pattern in self._patterns.values())


def short(text: str) -> bool:
    """Whether a line may be a heading: few words, no end of sentence."""
    words = without_marks(text).strip("#*_ ")
    if not words or len(words) > _LONGEST or words[-1] in ".!?;,。！？；，、":
        return False
    eastern = len(_CJK.findall(words))
    return eastern <= 30 if eastern > len(words) / 3 else len(words.split()) <= _MOST_WORDS


def ends_section(line: Line) -> bool:
    """Annexes, distribution, signatures, footnotes: what follows the conclusions of a report."""
    if _FOOTNOTE.match(line.text):
        return True
    words = line.text.strip(" \t\u00a0*#_:：")
    return len(words) <= 60 and not like_sentence(words) and bool(END_PATTERN.fullmatch(words))


def _value_behind(words: str) -> bool:
    """“Conclusions: the visit was useful” is no heading; “Conclusions:” is one."""
    _, colon, behind = words.strip("*_ ").replace("：", ":").partition(":")
    return bool(colon and behind.strip("*_ "))


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(
        re.escape(word) if _CJK.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)"
        for word in sorted(words, key=len, reverse=True)
    )
    return re.compile(choice, re.IGNORECASE)
