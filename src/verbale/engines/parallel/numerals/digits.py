"""Numbers written in digits, with the separators of each language."""

import re
from dataclasses import dataclass
from fractions import Fraction
from unicodedata import numeric

#: Longer rows of digits are codes and keys, not numbers.
LONGEST = 30
_SPACE = "[ \u00a0\u2009\u202f]"
_VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅛⅜⅝⅞"
_PART = re.compile(
    rf"(?<![\d/.,:-])(?:(?P<whole>[0-9]{{1,3}}){_SPACE})?(?P<above>[0-9]{{1,2}})[/⁄](?P<below>[0-9]{{1,3}})(?![\d/⁄.,-]*\d)"
)
_NUMBERED = re.compile(r"(?:№|nr\.?|no\.?|n°)\s?\Z")


@dataclass(frozen=True, slots=True)
class Figure:
    """``lower[start:end]`` is a number in digits; ``part`` where it is a fraction such as 2/3 or ½."""

    start: int
    end: int
    value: Fraction
    part: bool = False


def _forms(group: str, point: str) -> tuple[str, ...]:
    g, p = re.escape(group), re.escape(point)
    return (
        rf"(?P<vulgar>[0-9]{{0,6}}[{_VULGAR}])",
        rf"(?P<grouped>[1-9][0-9]{{0,2}}(?:{g}[0-9]{{3}}){{1,8}}(?!{g}?[0-9]))(?:{p}(?P<d1>[0-9]{{1,12}})(?!{p}?[0-9]))?",
        rf"(?P<spaced>[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}}){{1,8}}(?![0-9]))(?:[.,](?P<d2>[0-9]{{1,12}})(?![.,]?[0-9]))?",
        r"(?P<marked>[1-9][0-9]{0,2}(?:['’][0-9]{3}){1,8}(?![0-9]))(?:[.,](?P<d3>[0-9]{1,12})(?![.,]?[0-9]))?",
        rf"(?P<foreign>[1-9][0-9]{{0,2}}(?:{p}[0-9]{{3}}){{2,8}}(?![.,]?[0-9]))",
        rf"(?P<both>[1-9][0-9]{{0,2}}(?:{p}[0-9]{{3}}){{1,8}}){g}(?P<d4>[0-9]{{1,12}})(?![.,]?[0-9])",
    )


def _pattern(group: str, point: str, decimals: str, months: str) -> re.Pattern[str]:
    whole = "|".join(_forms(group, point))
    decimal = rf"(?P<whole>[0-9]{{1,{LONGEST}}})(?:{decimals})(?P<d5>[0-9]{{1,12}})(?![.,]?[0-9])"
    return re.compile(
        rf"(?<![0-9])(?:(?<![0-9][.,])(?!{months})(?:{whole}|{decimal})|(?P<bare>[0-9]++))",
    )


#: Month and year, or year and month, are two numbers whatever stands between them.
_MONTH_YEAR = (
    r"(?:0?[1-9]|1[0-2])\.(?:1[89]|20)[0-9]{2}(?![0-9])|"
    r"[0-3]?[0-9]\.(?:0?[1-9]|1[0-2])\.(?![0-9])|[0-2]?[0-9]\.[0-5][0-9](?=\s?(?:uhr|час))"
)
_YEAR_MONTH = r"(?:1[89]|20)[0-9]{2}\.(?:0?[1-9]|1[0-2])(?![0-9])"
_POINT = _pattern(",", ".", r"\.|(?<=^0),|(?<=[^0-9]0),", _YEAR_MONTH)
#: So are hours and minutes.
_TIME = r"[0-2]?[0-9]\.[0-5][0-9](?=\s?[ap]\.?m\b)"
_ENGLISH = _pattern(",", ".", r"\.|(?<=^0),|(?<=[^0-9]0),", _TIME)
_COMMA = _pattern(".", ",", r"[.,]", _MONTH_YEAR)
_STYLES = {"de": _COMMA, "ru": _COMMA, "zh": _POINT, "ko": _POINT}


def figure_at(lower: str, place: int, language: str) -> Figure | None:
    """The number in digits that begins at the place, or None; a row of more than 30 digits has no value."""
    found = _STYLES.get(language, _ENGLISH).match(lower, place)
    if not found:
        return None
    part = _PART.match(lower, place)
    if part and (figure := _part(part, lower)):
        return figure
    kind = found.lastgroup if not (found.lastgroup or "").startswith("d") else None
    if kind == "vulgar":
        return _vulgar(found)
    if kind == "bare" and len(found[0]) > LONGEST:
        return None
    return Figure(found.start(), found.end(), _value(found))


def end_of_digits(lower: str, place: int) -> int:
    """Where the row of digits that begins at the place ends."""
    while place < len(lower) and lower[place] in "0123456789":
        place += 1
    return place


def _value(found: re.Match[str]) -> Fraction:
    groups = found.groupdict()
    decimals = next((text for name, text in groups.items() if name in {"d1", "d2", "d3", "d4", "d5"} and text), "")
    digits = re.sub(r"[^0-9]", "", found[0])
    return Fraction(int(digits), 10 ** len(decimals))


def _vulgar(found: re.Match[str]) -> Figure:
    whole, part = found[0][:-1], Fraction(numeric(found[0][-1])).limit_denominator(10)
    return Figure(found.start(), found.end(), int(whole or 0) + part, part=not whole)


def _part(found: re.Match[str], lower: str) -> Figure | None:
    above, below = int(found["above"]), int(found["below"])
    before = lower[max(0, found.start() - 5) : found.start()]
    if not 0 < above < below <= 1000 or found["below"].startswith("0") or _NUMBERED.search(before):
        return None
    whole = int(found["whole"] or 0)
    return Figure(found.start(), found.end(), whole + Fraction(above, below), part=not whole)
