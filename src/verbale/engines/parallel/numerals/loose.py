"""Numbers that a text may say where a careful reader sees none: they only bear out what another version says.

"오백 닢" has a counter nobody listed, "пятипольный" and "Fünffelderwirtschaft" a compound, "3.2" at the head of a
line looks like a list mark. Read alone, such places would yield false numbers; sought for a certain number, they bear
it out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from verbale.engines.parallel.numerals.chinese_spelling import DIGITS, UNITS, spelt
from verbale.engines.parallel.numerals.german_words import number_ahead
from verbale.engines.parallel.numerals.korean_spelling import SINO, run
from verbale.engines.parallel.numerals.korean_words import NATIVE_TENS, NATIVE_UNITS
from verbale.engines.parallel.numerals.roman import roman_value
from verbale.engines.parallel.numerals.russian_forms import stems

Said = tuple[int, int, Fraction]

_FIGURES = re.compile(r"[0-9]+(?:[.,'’ \u00a0\u2009\u202f][0-9]{3})*(?:[.,][0-9]+)?")
_WORD = re.compile(r"[^\W\d_]{3,60}")
_ROMAN = re.compile(r"(?<![^\W_])[IVXХІ]{1,6}(?![^\W_])")
_HAN = re.compile(r"[〇零一二三四五六七八九十百千万亿两]+")
_WEEKDAY = re.compile(r"(?:星期|礼拜|(?<![每一二三四五六七八九十0-9])周)[一二三四五六]")
_HANGUL = re.compile(rf"(?<![가-힣])[{SINO}]+")
_NATIVE_TEN = "|".join(sorted(NATIVE_TENS, key=len, reverse=True))
_NATIVE_UNIT = "|".join(sorted(NATIVE_UNITS, key=len, reverse=True))
_NATIVE = re.compile(rf"(?<![가-힣])(?:({_NATIVE_TEN})({_NATIVE_UNIT})?|({_NATIVE_UNIT}))")


def loose(text: str, language: str) -> Iterator[Said]:
    """Every number that may be meant somewhere in the text, with its place; the places overlap."""
    yield from _figures(text)
    for match in _ROMAN.finditer(text):
        yield match.start(), match.end(), Fraction(roman_value(match[0]))
    if language == "zh":
        yield from _chinese(text)
    elif language == "ko":
        yield from _korean(text)
    elif language in ("ru", "de"):
        yield from _compounds(text, language)


def _figures(text: str) -> Iterator[Said]:
    for match in _FIGURES.finditer(text):
        for plain in _spellings(match[0]):
            yield match.start(), match.end(), plain
        for part in re.finditer(r"[0-9]+", match[0]):
            yield match.start() + part.start(), match.start() + part.end(), Fraction(int(part[0][:30]))


def _spellings(written: str) -> Iterator[Fraction]:
    """What figures with separators may say: 1.234 is 1234 or 1.234."""
    yield Fraction(int(re.sub(r"\D", "", written)[:30]))
    if decimal := re.fullmatch(r"(.*)[.,]([0-9]{1,12})", written):
        whole = re.sub(r"\D", "", decimal[1])[:30]
        yield Fraction(int(whole + decimal[2]), 10 ** len(decimal[2]))


def _chinese(text: str) -> Iterator[Said]:
    for row in _HAN.finditer(_WEEKDAY.sub(lambda day: " " * len(day[0]), text)):
        for place in range(row.start(), row.end()):
            if count := spelt(text, place, DIGITS, UNITS):
                yield place, count.end, count.value
            elif text[place] in UNITS:
                yield place, place + 1, Fraction(UNITS[text[place]])
            elif text[place] in "万亿":
                yield place, place + 1, Fraction(10**4 if text[place] == "万" else 10**8)


def _korean(text: str) -> Iterator[Said]:
    for row in _HANGUL.finditer(text):
        # One syllable alone is a particle or half a word far more often than a number, but for the round ones.
        if (count := run(text, row.start())) and (count.end - row.start() > 1 or row[0][0] in "백천만억"):
            yield row.start(), count.end, count.value
    for match in _NATIVE.finditer(text):
        if len(match[0]) > 1:
            value = NATIVE_TENS.get(match[1] or "", 0) + NATIVE_UNITS.get(match[2] or match[3] or "", 0)
            yield match.start(), match.end(), Fraction(value)


def _compounds(text: str, language: str) -> Iterator[Said]:
    for match in _WORD.finditer(text):
        word = match[0].lower().replace("ё", "е")
        length, value = number_ahead(word) if language == "de" else _stem_ahead(word)
        if value > 1:
            yield match.start(), match.start() + length, Fraction(value)


def _stem_ahead(word: str) -> tuple[int, int]:
    for length in range(min(len(word) - 2, 40), 2, -1):
        if value := stems(word[:length]):
            return length, value
    return 0, 0
