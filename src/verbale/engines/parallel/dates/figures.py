"""Dates and times written in figures alone, which must be read before their figures pass for numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from verbale.engines.parallel.dates.daytime import BEFORE, BEHIND, clock
from verbale.engines.parallel.dates.moment import Moment, quarter_of, year_of

_YEAR = r"(?P<y>1[4-9]\d\d|20\d\d|21\d\d)"
_MONTH, _DAY = r"(?P<m>0?[1-9]|1[0-2])", r"(?P<d>0?[1-9]|[12]\d|3[01])"
_ISO = rf"(?<![0-9A-Za-z-]){_YEAR}-{_MONTH}-{_DAY}(?![\d-]*\d)"
_POINTED = rf"(?<![\d.,]){_DAY}\.\s?{_MONTH}\.\s?(?:{_YEAR}|(?P<yy>\d\d))(?![\d.,]*\d)"
_ORIENTAL = rf"(?<![\d.]){_YEAR}\s?(?P<s>[./])\s?{_MONTH}\s?(?P=s)\s?{_DAY}(?![\d/]*\d)\.?"
_DAY_FIRST = rf"(?<![\d/]){_DAY}/{_MONTH}/{_YEAR}(?![\d/])"
_MONTH_FIRST = rf"(?<![\d/])(?P<m>0?[1-9]|1[0-2])/(?P<d>1[3-9]|2\d|3[01])/{_YEAR}(?![\d/])"
_MONTH_YEAR = rf"(?<![\d.,]){_MONTH}[./]{_YEAR}(?![\d.,/]*\d)"
_ROMAN_MONTH = r"(?P<r>XII|XI|IX|IV|VIII|VII|VI|V|III|II|I|X)"
#: 30.IV.1958, 15/III-58 г., 3–9/IV-1961; without a year only behind a preposition: до 15/X.
_ROMAN = re.compile(
    rf"(?<![\d.,])(?:(?P<first>\d\d?)\s?[-–—]\s?)?{_DAY}\s?[./]\s?{_ROMAN_MONTH}"
    rf"\s?(?:[./ -]\s?(?:{_YEAR}|(?P<yy>\d\d))(?!\d)|(?=[\s,;)]|$))"
)
_ROMAN_MONTHS = "I II III IV V VI VII VIII IX X XI XII".split()
#: "В 8.05." at the end of a sentence is a time of day.
_YEARLESS = re.compile(rf"(?<![\d.,])(?<![вВ] ){_DAY}\.\s?{_MONTH}\.(?!\s?\d)")
#: 3.–9.4.1961, and 1961.4.3~4.9.
_RANGED = re.compile(rf"(?<![\d.,])(?P<first>\d\d?)\.?\s?[-–—]\s?{_DAY}\.\s?{_MONTH}\.\s?{_YEAR}(?![\d.,]*\d)")
_EASTERN_RANGED = re.compile(
    rf"(?<![\d.]){_YEAR}\.\s?{_MONTH}\.\s?{_DAY}\.?\s?[~—–-]\s?(?:(?P<m2>\d\d?)\.\s?)?(?P<d2>\d\d?)(?![\d.,]*\d)\.?"
)
_QUARTER = re.compile(
    rf"(?<!\w)(?:(?P<early>beginning of )|(?P<late>end of ))?Q(?P<q>[1-4])[\s/-]{{1,2}}(?:of\s)?{_YEAR}(?!\d)"
)
_KOREAN_QUARTER = re.compile(
    rf"(?:{_YEAR}년(?:도)?\s?)?(?P<q>[1-4])\s?[./·]\s?4\s?분기(?:\s?(?:(?P<early>초)|(?P<late>말))(?=\s|까지|에|$))?"
)
_DATES = tuple(map(re.compile, (_ISO, _POINTED, _ORIENTAL, _MONTH_FIRST, _DAY_FIRST, _MONTH_YEAR)))
_YEARS = re.compile(
    rf"(?<![0-9A-Za-z/.-]){_YEAR}(?:\s?/\s?(?P<e>\d{{4}}|\d\d)(?![\d/])|\s?[-–—~]\s?(?P<e2>\d\d)(?:(?=\s?(?:гг|год|年|년|学年))|(?![\d.,/%-]*\d|\s?(?:%|[°а-яё一-龥가-힣]|[km]?[gmtWV]\b))))"
)
_CLOCK = r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])"
_DAYTIME = rf"(?:(?P<before>{BEFORE['zh']}|{BEFORE['ko']})\s?)?"
_COLON = re.compile(
    rf"(?<!比例尺)(?<!比例为)(?<!比例)(?<!масштабе )(?<!Maßstab )(?<!scale of )(?<!축척 )"
    rf"{_DAYTIME}{_CLOCK}[:：](?P<min>[0-5]\d)(?:[:：][0-5]\d)?(?![\d:：]|[ .,]\d{{3}}(?!\d))"
    rf"(?:\s?(?:Uhr\s)?(?P<after>{'|'.join(BEHIND.values())})(?!\w))?"
)
_CLOCK_MARK = re.compile(r"\d(?:[:：.-]|\s?h\s?)[0-5]\d")
_POINT = {
    "de": re.compile(
        rf"{_CLOCK}(?:[.:](?P<min>[0-5]\d)(?=\s?h\b)|\s?h\s?(?P<min2>[0-5]\d)(?!\d|\s?[Mm]in)|[.:](?P<min3>[0-5]\d)(?=\s?(?:Uhr|(?:bis|und|-|–)\s?\d{{1,2}}(?:[.:]\d\d)?\s?Uhr(?!\w))))"
    ),
    "en": re.compile(
        rf"{_CLOCK}\.(?P<min>[0-5]\d)(?:\s?(?P<after>[ap]\.?\s?m\b\.?|hrs?\b)|"
        r"(?=\s(?:to|and|until|till)\s\d\d?(?:[.:]\d\d)?\s?[ap]\.?m\b)|(?=\so['’]clock))",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        rf"(?<=[\s(])(?i:(?<=\bв\s)|(?<=\bк\s)|(?<=\bс\s)|(?<=\bдо\s)){_CLOCK}(?:\.(?P<min>[0-5]\d)|-(?P<min2>00))"
        r"(?!\d|\.\d|\s?(?:%|м|к|т|ц|г|р|л)\w*)"
    ),
}


@dataclass(frozen=True, slots=True)
class Figured:
    """``text[start:end]`` is a date, a range of years or a time of day, written ``value`` in EDTF."""

    start: int
    end: int
    value: str


def figured(text: str, language: str) -> list[Figured]:
    """All dates and times in figures, in order, not overlapping."""
    found = [*_dates(text), *_short(text, language), *_school_years(text), *_times(text, language)]
    kept: list[Figured] = []
    for one in sorted(found, key=lambda f: (f.start, -f.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _dates(text: str) -> Iterator[Figured]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            groups = match.groupdict()
            year = int(groups["y"]) if groups["y"] else year_of(int(groups["yy"]))
            moment = Moment(year, int(groups["m"]), int(groups["d"]) if groups.get("d") else None)
            if moment.possible:
                yield Figured(match.start(), match.end(), moment.edtf)


def _short(text: str, language: str) -> Iterator[Figured]:
    """Day and month as German and Russian write them, quarters as Korean does."""
    for match in _YEARLESS.finditer(text) if language in ("de", "ru") else ():
        moment = Moment(None, int(match["m"]), int(match["d"]))
        if moment.possible:
            yield Figured(match.start(), match.end(), moment.edtf)
    for match in _ROMAN.finditer(text):
        year = int(match["y"]) if match["y"] else year_of(int(match["yy"])) if match["yy"] else None
        if year or language == "ru":
            yield from _days(match, year, _ROMAN_MONTHS.index(match["r"]) + 1)
    for match in _RANGED.finditer(text):
        yield from _days(match, int(match["y"]), int(match["m"]))
    for match in _EASTERN_RANGED.finditer(text):
        first, last = (
            Moment(int(match["y"]), int(match[m] or match["m"]), int(match[d])) for m, d in ("md", ("m2", "d2"))
        )
        if first.possible and last.possible:
            yield Figured(match.start(), match.end(), f"{first.edtf}/{last.edtf}")
    for match in _QUARTER.finditer(text):
        yield Figured(match.start(), match.end(), quarter_of(int(match["y"]), int(match["q"])) + _part(match))
    for match in _KOREAN_QUARTER.finditer(text) if language == "ko" else ():
        yield Figured(
            match.start(),
            match.end(),
            quarter_of(int(match["y"]) if match["y"] else None, int(match["q"])) + _part(match),
        )


def _part(match: re.Match[str]) -> str:
    return " early" if match["early"] else " late" if match["late"] else ""


def _days(match: re.Match[str], year: int | None, month: int) -> Iterator[Figured]:
    """A day of a month, or two days with a dash between them."""
    last = Moment(year, month, int(match["d"]))
    first = Moment(year, month, int(match["first"])) if match["first"] else last
    if first.possible and last.possible:
        value = last.edtf if first == last else f"{first.edtf}/{last.edtf}"
        yield Figured(match.start(), match.end(), value)


def _school_years(text: str) -> Iterator[Figured]:
    for match in _YEARS.finditer(text):
        begin = int(match["y"])
        last = match["e"] or match["e2"]
        end = int(last) if len(last) == 4 else begin // 100 * 100 + int(last)
        if begin < end <= begin + 99:
            yield Figured(match.start(), match.end(), f"{begin}/{end}")


def _times(text: str, language: str) -> Iterator[Figured]:
    if not _CLOCK_MARK.search(text):
        return
    for pattern in (_COLON, *filter(None, [_POINT.get(language)])):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            told = f"{groups.get('before') or ''}{groups.get('after') or ''}"
            minute = next(int(groups[name] or 0) for name in ("min", "min2", "min3") if groups.get(name))
            yield Figured(match.start(), match.end(), clock(int(match["h"]), minute, told))
