"""Labels: the words that announce who is in charge, who participates, by when; a table that an office can extend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from verbale.engines.report.words import END_WORDS, HEADING_WORDS, LABEL_WORDS, TASK_NUMBER_WORDS, Kind
from verbale.kernel.errors import WrongUse

_TABLE_ONLY = (Kind.NUMBER, Kind.TASK)
_LONGEST_LINE = 20_000
_LONGEST_LABEL = 130
_PARTED = re.compile(r"[:：\t–—]|\s-\s")
_EMPHASIS = r"[*_]{0,3}"
_BEFORE = (
    r"(?:(?:中|我|对|對|外|双|雙|苏|蘇|俄|德|朝|韩|英|美|日|两|乙|甲)方的?"
    r"|(?:우리|상대|중국|독일|러시아|조선|한국)\s?측\s*)?"
)
_BETWEEN = (
    r"(?:\s*[(（][^()（）\n]{1,60}[)）]"
    r"|\s*\(?\s?(?:[rnse]|in|en|innen|r/s|ый|ая|ое|ые|е|и|s)\)"
    r"|/(?:r|n|in|innen|e)\b"
    r"|\s+(?:on|from|for)\s+(?:the|our|their|its)\s+(?:[\w-]+\s+){0,2}side"
    r"|\s+(?:for|of)\s+(?:the\s+)?(?:implementation|execution|completion|fulfil?lment|submission)"
    r"|\s+(?:auf|von|seitens|der|für)\s+(?:der\s+)?[\w-]+\s+Seite"
    r"|\s+(?:für|der)\s+(?:die\s+)?(?:Durchführung|Ausführung|Umsetzung|Realisierung|Erledigung|Fertigstellung)"
    r"|\s+(?:с|со|от)\s+(?:[\w-]+\s+){1,2}стороны"
    r"|\s+за\s+(?:исполнение|выполнение|реализацию))?"
)
_AFTER = rf"\.?{_EMPHASIS}\s{{0,4}}[:：]{_EMPHASIS}"
_BOUNDARY = (
    r"(?:(?<=[.;,!?)\]|。；，、！？）】—–])|(?<=[(（\[【|\t])|(?<= [-–—])|(?<=  )|(?<=\u3000)"
    r"|(?<=[.;)]\*\*)|(?<=[.;)][*_])"
    r"|(?<=[\u4e00-\u9fff] )(?=[\u4e00-\u9fff]))\s{0,4}[(（\[【]?\s{0,2}"
)


class NoLabel(WrongUse):
    """“{word}” cannot be a label: a label is one to sixty characters on one line, without a colon."""


@dataclass(frozen=True, slots=True)
class Found:
    """A label in a line: what it announces, where it begins, where its value begins."""

    kind: Kind
    start: int
    end: int


class _Patterns:
    """The patterns of a table of labels. They take long to compile: made when the first line is looked at."""

    def __init__(self, words: Mapping[Kind, tuple[str, ...]]) -> None:
        kinds = [kind for kind in words if kind in LABEL_WORDS]
        self.kinds = [kind for kind in kinds if kind not in _TABLE_ONLY]
        choice = "|".join(f"({_either(words[kind])})" for kind in self.kinds)
        opening = rf"\s*{_EMPHASIS}\s*{_BEFORE}(?:{choice}){_BETWEEN}"
        parted = rf"(?:{_AFTER}|\.?{_EMPHASIS}[ \u00a0]*\t\s*|\s+[–—-]\s+)"
        self.opening = _compiled(opening + parted)
        self.alone = _compiled(rf"{opening}\.?{_EMPHASIS}\s*[:：]?{_EMPHASIS}\s*$")
        label = rf"{_EMPHASIS}{_BEFORE}(?:{choice}){_BETWEEN}{_AFTER}"
        capital = r"(?=(?-i:[*_]*[A-ZА-ЯЁ]))"
        dashed = rf"{capital}(?:{choice}){_BETWEEN}\.?\s+[–—]\s+"
        self.inside = _compiled(rf"{_BOUNDARY}{label}")
        self.dashed = _compiled(rf"(?<=[.;)])\s{{1,4}}{dashed}")
        self.further = _compiled(rf"(?:{_BOUNDARY}|(?<=\s){capital})(?:{label})|(?<=[.;)])\s{{1,4}}{dashed}")
        column = {kind: rf"{_BEFORE}(?:{_either(words[kind])}){_BETWEEN}[.:：]?" for kind in kinds}
        self.column = {kind: _compiled(pattern) for kind, pattern in column.items()}


@dataclass(frozen=True, slots=True)
class Labels:
    """Which words announce what. ``with_words`` gives a table with an office's own words on top."""

    words: Mapping[Kind, tuple[str, ...]]
    _made: list[_Patterns] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def _patterns(self) -> _Patterns:
        if not self._made:
            self._made.append(_Patterns(self.words))
        return self._made[0]

    def with_words(self, kind: Kind, *words: str) -> Labels:
        """This table with more words of one kind."""
        for word in words:
            if not 0 < len(word.strip()) <= 60 or re.search(r"[\n\r:：]", word):
                raise NoLabel(word=word)
        return Labels({**self.words, kind: (*self.words.get(kind, ()), *words)})

    def at_start(self, line: str) -> Found | None:
        """The label with which a line begins, or of which alone it consists."""
        head = line[:300]
        if not _PARTED.search(head) and len(head.strip()) > _LONGEST_LABEL:
            return None
        if found := self._patterns.opening.match(head):
            return self._found(found)
        alone = self._patterns.alone.match(line) if 2 < len(line.strip(" .*_")) < 300 else None
        label = self._found(alone) if alone else None
        # “Leiterin der Delegation” and “Head” sign a report: without a colon they announce nobody.
        return None if label and label.kind is Kind.LEAD and not line.rstrip("* _").endswith((":", "：")) else label

    def within(self, line: str) -> list[Found]:
        """All labels of a line, in order: at its start, after an end of sentence, a bracket or a semicolon, and once
        there is one, every further one in capitals."""
        if len(line) > _LONGEST_LINE:
            return []
        first = self.at_start(line)
        if not first and (":" in line or "：" in line) and (found := self._patterns.inside.search(line)):
            first = self._found(found)
        if not first and ("–" in line or "—" in line) and (found := self._patterns.dashed.search(line)):
            first = self._found(found)
        return [first, *map(self._found, self._patterns.further.finditer(line, first.end))] if first else []

    def column(self, cell: str) -> Kind | None:
        """What a column is headed with; those that a table of tasks cannot do without go first."""
        words = " ".join(cell.replace("*", " ").split())
        if not words or len(words) > 80:
            return None
        order = (Kind.IN_CHARGE, Kind.PARTICIPATION, Kind.DATE, Kind.NUMBER, Kind.TASK)
        kinds = [kind for kind in (*order, *self._patterns.column) if kind in self._patterns.column]
        return next((kind for kind in kinds if self._patterns.column[kind].fullmatch(words)), None) or self._joined(
            words, kinds
        )

    def _joined(self, words: str, kinds: list[Kind]) -> Kind | None:
        """“Responsible / participating”, “Task and measures”: the first word counts."""
        first = re.split(r"\s*(?:/|,|\s(?:and|und|и)\s|与|和|및)\s*", words, maxsplit=1)[0]
        return next((kind for kind in kinds if first != words and self._patterns.column[kind].fullmatch(first)), None)

    def _found(self, found: re.Match[str]) -> Found:
        at = next(index for index, text in enumerate(found.groups()) if text is not None)
        return Found(self._patterns.kinds[at % len(self._patterns.kinds)], found.start(), found.end())


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _either(words: Iterable[str]) -> str:
    """One pattern for many words, the longest first, so that “responsible body” is not read as “responsible”."""
    ordered = sorted({word.strip() for word in words}, key=lambda word: (-len(word), word))
    return "|".join(_pattern(word) for word in ordered)


def _pattern(word: str) -> str:
    if len(word) <= 4 and all(char > "\u3000" for char in word):
        # Short Eastern words are often set wide: 期　限.
        return "[ \u3000]{0,2}".join(word)
    written = re.escape(word.rstrip("*")).replace(r"\*", r"\w*").replace(r"\ ", r"\.?\s+").replace(r"\?", r"\w")
    ending = r"\w*" if word.endswith("*") else r"\b" if word[-1].isalnum() and word[-1].isascii() else ""
    return written + ending


BUILT_IN = Labels({**LABEL_WORDS, **HEADING_WORDS})
"""The words of the five languages that every office starts with."""

END_PATTERN = re.compile(
    rf"(?:{_either(END_WORDS)})(?:\s*(?:№|No\.?|Nr\.?|#)?\s*[\dIVXA-Z一二三四五六七八九十]*)?", re.IGNORECASE
)
ANNEX_PATTERN = re.compile(rf"\s*(?:{_either(END_WORDS)})\s*[:：]", re.IGNORECASE)
"""A line that names annexes or receivers behind a colon."""
TASK_NUMBER = _either(TASK_NUMBER_WORDS)
