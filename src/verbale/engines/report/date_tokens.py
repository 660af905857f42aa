"""A line cut into the words of dates, each with its place and its letter of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from verbale.engines.report.date_words import MONTHS, NUMBERED, WORDS
from verbale.engines.report.markers import cjk_value

_CJK = "〇零一二三四五六七八九十"
_ROMAN_MONTHS = "I II III IV V VI VII VIII IX X XI XII".split()
_ORDINAL = r"(?:st|nd|rd|th|-?(?:го|е|ое|й|я|го))?"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a date: its letter, its value (0 where it has none), its place in the line."""

    letter: str
    value: int
    start: int
    end: int
    day: date | None = None


def _word(pattern: str) -> str:
    """A word of letters must not be a part of a longer one; the scripts without spaces may touch anything."""
    return (
        rf"(?:(?<![a-zа-яёäöüß])(?:{pattern})(?![a-zа-яёäöüß])|(?:{_unspaced(pattern)}))"
        if _unspaced(pattern)
        else (rf"(?<![a-zа-яёäöüß])(?:{pattern})(?![a-zа-яёäöüß])")
    )


def _alternatives(pattern: str) -> list[str]:
    parts, depth, begin = [], 0, 0
    for at, char in enumerate(pattern):
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            parts.append(pattern[begin:at])
            begin = at + 1
    return [*parts, pattern[begin:]]


def _unspaced(pattern: str) -> str:
    return "|".join(
        part
        for part in _alternatives(pattern)
        if not re.search(r"[a-zа-яё]", part.replace(r"\s", "").replace(r"\b", ""))
    )


def _table() -> list[tuple[str, int, str]]:
    rows = [("M", number, rf"{_word('|'.join(names))}\.?") for number, names in enumerate(MONTHS, 1)]
    rows += [(letter, value, _word(text)) for letter, forms in NUMBERED.items() for value, text in forms]
    order = "JPXVWUFTEBCQH&"
    return rows + [(letter, 0, _word(WORDS[letter])) for letter in order]


_DAY_FORMS = (
    ("dmy", re.compile(r"(?<!\d)(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?(\d{4}|\d{2})(?![\d.]*\d)")),
    ("ymd", re.compile(r"(?<!\d)(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?(?!\d)")),
    ("d/m/y", re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")),
    ("dRy", re.compile(r"(?<!\d)(\d{1,2})\.\s?([IVX]{1,4})\.\s?(\d{4})(?!\d)")),
)
_MONTH_FORMS = (
    ("my", re.compile(r"(?<![\d.])(0?[1-9]|1[0-2])[./]\s?(\d{4})(?!\d)")),
    ("ym", re.compile(r"(?<!\d)(\d{4})[-./]\s?(0[1-9]|1[0-2])(?![\d/-])")),
    ("ym", re.compile(r"(?<!\d)(\d{4})\.\s([1-9]|1[0-2])\.(?!\s?\d)")),
    ("Ry", re.compile(r"(?<![A-Za-z])([IVX]{1,4})[./]\s?(\d{4})(?!\d)")),
)
_EAST = (
    ("Y", re.compile(rf"(\d{{4}}|[{_CJK}]{{4}})\s?[年년]")),
    ("M", re.compile(rf"(\d{{1,2}}|[{_CJK}]{{1,3}})\s?(?:月份?|월)")),
    ("N", re.compile(rf"(\d{{1,2}}|[{_CJK}]{{1,3}})\s?[日号일]")),
)
_QUARTER = re.compile(
    r"([1-4])\s?/\s?4\s?(?=분기)|Q\s?([1-4])(?!\d)|([1-4])(?=\s?[Qq](?![a-z]))|([1-4])(?:-?(?:й|го|м|ый|ом))?\s?(?=кв)"
)
_HALF = re.compile(r"H\s?([12])(?!\d)|([12])(?:-?(?:е|го|ое|м))?\s?(?=полугод)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)(\d{4})\s?/\s?(\d{4}|\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(\d{4})(?![\d]|[.,]\d)")
_NUMBER = re.compile(rf"(?<![\d.,])(\d{{1,2}}){_ORDINAL}(?:\.(?!\d))?(?![\d])", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"['’](\d{2})(?!\d)")
_SPACE = re.compile(r"[\s\u00a0\u3000\-]*?(?=[^\s\u00a0\u3000])")
_OTHER = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
_GLUE = re.compile(r"[\s\u00a0\u3000]+")


@cache
def _word_forms() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """Each word with its letter and value, and last the words that say nothing; compiled when a date is first read."""
    filler = ("_", 0, _word(WORDS["_"]) + r"|[.,。，()（）]")
    return tuple((letter, value, re.compile(text, re.IGNORECASE)) for letter, value, text in [*_table(), filler])


@cache
def _any_word() -> re.Pattern[str]:
    """Whether any of the words stands here: most places have none, and need not be asked for each."""
    return re.compile("|".join(f"(?:{pattern.pattern})" for _, _, pattern in _word_forms()), re.IGNORECASE)


def tokens(line: str) -> Iterator[Token]:
    """The words of the line, those that mean nothing in dates with the letter “?”; white space is left out.

    One after another, since most lines begin with no date, and whoever asks for one need not read on.
    """
    at = 0
    while at < len(line):
        if space := _GLUE.match(line, at):
            at = space.end()
            continue
        more = _at(line, at)
        yield from more
        at = more[-1].end


def _at(line: str, at: int) -> list[Token]:
    figures = _figures(line, at) if line[at].isdigit() or line[at] in _CJK or line[at] in "IVXQHqh'’" else None
    if figures:
        return figures
    if _any_word().match(line, at):
        for letter, value, pattern in _word_forms():
            if found := pattern.match(line, at):
                return [Token(letter, value, at, found.end())]
    found = _OTHER.match(line, at)
    return [Token("?", 0, at, found.end() if found else at + 1)]


def _figures(line: str, at: int) -> list[Token] | None:
    for form, pattern in _DAY_FORMS:
        if found := pattern.match(line, at):
            return [_whole_day(form, found)]
    if found := _SCHOOL_YEAR.match(line, at):
        return _two_years(found)
    for form, pattern in _MONTH_FORMS:
        if found := pattern.match(line, at):
            return _month_of_year(form, found)
    for letter, pattern in _EAST:
        if found := pattern.match(line, at):
            return [Token(letter, _number(found[1]), at, found.end())]
    for letter, pattern in (("Q", _QUARTER), ("H", _HALF)):
        if found := pattern.match(line, at):
            return _ordinal(letter, found)
    if found := _YEAR.match(line, at):
        return [Token("Y", int(found[1]), at, found.end())] if 1000 <= int(found[1]) < 3000 else None
    if found := _NUMBER.match(line, at):
        return [Token("N" if 0 < int(found[1]) < 32 else "Z", int(found[1]), at, found.end())]
    if found := _SHORT_YEAR.match(line, at):
        return [Token("Z", int(found[1]), at, found.end())]
    return None


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else cjk_value(written)


def _ordinal(letter: str, found: re.Match[str]) -> list[Token]:
    value = next(int(group) for group in found.groups() if group)
    ordinal = Token("O", value, found.start(), found.end())
    alone = found[0][0] in "QH"
    return [ordinal, Token(letter, 0, found.end(), found.end())] if alone else [ordinal]


def _two_years(found: re.Match[str]) -> list[Token]:
    first = int(found[1])
    second = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
    if second != first + 1:
        # 1987/11 is a month of a year, and 1987/95 nothing that is known.
        return (
            _month_of_year("ym", found)
            if int(found[2]) in range(1, 13) and len(found[2]) == 2
            else [Token("?", 0, found.start(), found.end())]
        )
    return [
        Token("Y", first, found.start(), found.end(1)),
        Token("T", 0, found.end(1), found.start(2)),
        Token("Y", second, found.start(2), found.end()),
    ]


def _month_of_year(form: str, found: re.Match[str]) -> list[Token]:
    year, month = (found[1], found[2]) if form == "ym" else (found[2], found[1])
    number = _ROMAN_MONTHS.index(month) + 1 if month in _ROMAN_MONTHS else int(month) if month.isdecimal() else 0
    if not 0 < number < 13:
        return [Token("?", 0, found.start(), found.end())]
    return [Token("Y", int(year), found.start(), found.end()), Token("M", number, found.end(), found.end())]


def _whole_day(form: str, found: re.Match[str]) -> Token:
    day, month, year = found.groups() if form != "ymd" else found.groups()[::-1]
    number = _ROMAN_MONTHS.index(month) + 1 if month in _ROMAN_MONTHS else int(month) if month.isdecimal() else 0
    known = None
    if form == "d/m/y" and min(int(day), number) < 13 and int(day) != number:
        # 15/11 is a day and a month in one order only; 5/11 is one date here and another there.
        day, number = (day, number) if int(day) > 12 else (month, int(day)) if number > 12 else ("0", 0)
    try:
        known = date(int(year), number, int(day)) if len(year) == 4 else None
    except ValueError:
        known = None
    short = int(year) * 10_000 + number * 100 + int(day) if len(year) == 2 else 0
    return Token("A", short, found.start(), found.end(), known)
