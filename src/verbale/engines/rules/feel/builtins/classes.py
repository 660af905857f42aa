"""Sets of characters: those that a pattern writes, Unicode's general categories, and blocks."""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..values import Failure


@dataclass(frozen=True, slots=True)
class Characters:
    """Code points as ranges, ascending and apart."""

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, letters: str) -> Characters:
        """These characters."""
        return _joined((ord(letter), ord(letter)) for letter in letters)

    @property
    def single(self) -> int | None:
        """The only code point, if there is only one."""
        return self.ranges[0][0] if len(self.ranges) == 1 and self.ranges[0][0] == self.ranges[0][1] else None

    def other(self) -> Characters:
        """All characters but these."""
        made, start = [], 0
        for low, high in self.ranges:
            if low > start:
                made.append((start, low - 1))
            start = high + 1
        return Characters((*made, (start, sys.maxunicode)) if start <= sys.maxunicode else tuple(made))

    def joined(self, more: Characters) -> Characters:
        """These and more."""
        return _joined((*self.ranges, *more.ranges))

    def without(self, less: Characters) -> Characters:
        """These without some."""
        return self.other().joined(less).other()

    def folded(self) -> Characters:
        """These, with the capitals of small letters and the small letters of capitals."""
        more = (ord(other) for letter, others in _cases().items() if self.has(letter) for other in others)
        return _joined((*self.ranges, *((code, code) for code in more)))

    def has(self, letter: str) -> bool:
        """Whether a character is one of these."""
        at = bisect_right(self.ranges, (ord(letter), sys.maxunicode + 1)) - 1
        return at >= 0 and ord(letter) <= self.ranges[at][1]

    def python(self) -> str:
        """The set as Python's patterns write it."""
        if self.single is not None:
            return re.escape(chr(self.single))
        if not self.ranges:
            return r"[^\s\S]"
        made = (f"\\U{low:08x}-\\U{high:08x}" for low, high in self.ranges)
        return f"[{''.join(made)}]"


def _joined(ranges: Iterable[tuple[int, int]]) -> Characters:
    made: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if made and low <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(high, made[-1][1]))
        else:
            made.append((low, high))
    return Characters(tuple(made))


_CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn".split()
)
_BLOCKS = {
    "BasicLatin": (0x0, 0x7F),
    "Latin-1Supplement": (0x80, 0xFF),
    "LatinExtended-A": (0x100, 0x17F),
    "LatinExtended-B": (0x180, 0x24F),
    "IPAExtensions": (0x250, 0x2AF),
    "SpacingModifierLetters": (0x2B0, 0x2FF),
    "CombiningDiacriticalMarks": (0x300, 0x36F),
    "Greek": (0x370, 0x3FF),
    "GreekandCoptic": (0x370, 0x3FF),
    "Cyrillic": (0x400, 0x4FF),
    "Armenian": (0x530, 0x58F),
    "Hebrew": (0x590, 0x5FF),
    "Arabic": (0x600, 0x6FF),
    "Devanagari": (0x900, 0x97F),
    "Thai": (0xE00, 0xE7F),
    "Georgian": (0x10A0, 0x10FF),
    "HangulJamo": (0x1100, 0x11FF),
    "LatinExtendedAdditional": (0x1E00, 0x1EFF),
    "GreekExtended": (0x1F00, 0x1FFF),
    "GeneralPunctuation": (0x2000, 0x206F),
    "CurrencySymbols": (0x20A0, 0x20CF),
    "LetterlikeSymbols": (0x2100, 0x214F),
    "NumberForms": (0x2150, 0x218F),
    "Arrows": (0x2190, 0x21FF),
    "MathematicalOperators": (0x2200, 0x22FF),
    "CJKSymbolsandPunctuation": (0x3000, 0x303F),
    "Hiragana": (0x3040, 0x309F),
    "Katakana": (0x30A0, 0x30FF),
    "CJKUnifiedIdeographs": (0x4E00, 0x9FFF),
    "HangulSyllables": (0xAC00, 0xD7A3),
}


@lru_cache(maxsize=1)
def _cases() -> dict[str, str]:
    """Letters with those that have the same capital or the same small letter (XPath functions, 5.6.2)."""
    cased = [letter for letter in map(chr, range(_LAST_CASED)) if not letter == letter.lower() == letter.upper()]
    small: dict[str, str] = {}
    capital: dict[str, str] = {}
    for letter in cased:
        small[letter.lower()] = small.get(letter.lower(), "") + letter
        capital[letter.upper()] = capital.get(letter.upper(), "") + letter
    return {letter: small[letter.lower()] + capital[letter.upper()] for letter in cased}


@lru_cache(maxsize=64)
def class_of(name: str) -> Characters:
    """The characters of `\\p{name}`; `Failure` for a name that is not known."""
    if name in _CATEGORIES:
        found = _by_category()
        return _joined(each for category in found if category.startswith(name) for each in found[category])
    if name.startswith("Is") and name[2:] in _BLOCKS:
        return Characters((_BLOCKS[name[2:]],))
    raise Failure(f"there is no class of characters “{name}”")


@lru_cache(maxsize=1)
def _by_category() -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    last, start = "", 0
    for code in range(sys.maxunicode + 2):
        category = unicodedata.category(chr(code)) if code <= sys.maxunicode else ""
        if category != last:
            found.setdefault(last, []).append((start, code - 1))
            last, start = category, code
    del found[""]
    return found


_LAST_CASED = 0x1E944
_INITIAL = (
    (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF), (0x370, 0x37D),
    (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
_NAME = ((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))


@lru_cache(maxsize=8)
def named(letter: str) -> Characters:
    """`\\d`, `\\s`, `\\w`, `\\i` and `\\c` as XML Schema defines them: punctuation is no word, `_` neither."""
    match letter:
        case "d":
            return class_of("Nd")
        case "s":
            return Characters.of(" \t\n\r")
        case "w":
            return class_of("P").joined(class_of("Z")).joined(class_of("C")).other()
        case "i":
            return Characters(_INITIAL)
    return _joined((*_INITIAL, *_NAME))
