"""The numbers that a word processor computes for the paragraphs of a DOCX.

Numbering is not in the paragraphs but in a part of its own: a paragraph names a list and a level, a list names its
pattern and may begin anew; all lists of one pattern count on together, so that an interrupted list goes on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LEVELS = 9
_LETTERS = {
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "ganada": "가나다라마바사아자차카타파하",
}
_CHINESE = frozenset(
    "chineseCounting chineseCountingThousand japaneseCounting ideographDigital taiwaneseCounting "
    "taiwaneseCountingThousand "
    "koreanCounting koreanDigital koreanDigital2 ideographTraditional japaneseDigitalTenThousand".split()
)


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str
    restart: bool


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counted along its paragraphs in their order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """By pattern."""
    patterns: dict[str, str] = field(default_factory=dict)
    """Of each list."""
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where a list begins anew, by list and level."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, part: Any) -> Numbering:
        """From the root of the part of numbering; None gives a document without lists."""
        numbering = cls()
        if part is None:
            return numbering
        for pattern in part.iterfind(f"{W}abstractNum"):
            levels = {_whole(one.get(f"{W}ilvl"), 0): _level(one) for one in pattern.iterfind(f"{W}lvl")}
            numbering.levels[pattern.get(f"{W}abstractNumId", "")] = levels
        for listed in part.iterfind(f"{W}num"):
            name = listed.get(f"{W}numId", "")
            numbering.patterns[name] = _value(listed, "abstractNumId")
            for override in listed.iterfind(f"{W}lvlOverride"):
                if begin := _value(override, "startOverride"):
                    numbering.overrides[name, _whole(override.get(f"{W}ilvl"), 0)] = _whole(begin, 1)
        return numbering

    def next(self, listed: str, level: int) -> str:
        """The number of the next paragraph of a list at a level, as the reader sees it; “-” for any bullet."""
        pattern = self.patterns.get(listed, "")
        levels = self.levels.get(pattern, {})
        if level not in levels or not 0 <= level < _MOST_LEVELS:
            return ""
        counts = self._counts.setdefault(pattern, {})
        begin = self.overrides.get((listed, level))
        if begin is not None and (listed, level) not in self._begun:
            counts[level] = begin
        else:
            counts[level] = counts.get(level, levels[level].start - 1) + 1
        self._begun.add((listed, level))
        for deeper in [one for one in counts if one > level and one in levels and levels[one].restart]:
            del counts[deeper]
        return _written(levels, counts, level)


def _level(element: Any) -> _Level:
    return _Level(
        start=_whole(_value(element, "start"), 1),
        form=_value(element, "numFmt") or "decimal",
        pattern=_value(element, "lvlText"),
        restart=_value(element, "lvlRestart") != "0",
    )


def _value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return str(child.get(f"{W}val", "")) if child is not None else ""


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isdecimal() and len(written) < 10 else otherwise


def _written(levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
    this = levels[level]
    if this.form == "bullet":
        return "-"
    if this.form == "none":
        return ""

    def one(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        known = levels.get(at)
        if known is None or at > level:
            return ""
        return number_as(counts.get(at, known.start), known.form)

    return re.sub(r"%([1-9])", one, this.pattern).strip()


def number_as(value: int, form: str) -> str:
    """A number in one of the forms of word processors; decimal where the form is not known."""
    if letters := _LETTERS.get(form):
        return letters[(value - 1) % len(letters)] * min(1 + (value - 1) // len(letters), 20) if value > 0 else ""
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        return _roman(value) if form == "upperRoman" else _roman(value).lower()
    if form in _CHINESE and 0 < value < 100:
        return _chinese(value)
    if form == "decimalZero":
        return f"{value:02}"
    if form == "decimalEnclosedCircle" and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    return f"({value})" if form == "decimalEnclosedParen" else str(value)


def _roman(value: int) -> str:
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
    written = ""
    for worth, sign in (*signs, (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        count, value = divmod(value, worth)
        written += sign * count
    return written


def _chinese(value: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十") + (
        digits[ones] if ones or not tens else ""
    )
