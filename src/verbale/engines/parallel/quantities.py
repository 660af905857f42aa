"""Percentages, and quantities: a number with a unit of measure or time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from verbale.engines.parallel.fact import FactKind
from verbale.engines.parallel.reading import Read
from verbale.engines.parallel.reduction import Reduced, plain, value_of
from verbale.engines.parallel.units import LANGUAGES, UNITS, measured, unit_of

_N = r"<(?P<form>[cofts]+)(?P<n>[0-9/]+)>"
_PERCENT = re.compile(
    rf"(?P<of>百分之|千分之|(?<!百)万分之|백분의\s?|천분의\s?)?{_N}(?P<also>[余多여]?)\s?-?(?:(?P<points>个?百分点|процентн\w+ пункт\w*|Prozentpunkt\w*|퍼센트\s?포인트|프로\s?포인트|%\s?포인트|%p|p\.p\.|"  # noqa: E501
    r"per\s?cent(?:age)?[\s-]points?)|(?P<tenth>成(?!立|为|果|员|功|本|套|人|熟|绩|交|就|分|品|都|份|册|效|型)|할(?=[\s,.을이의로]|$))|"
    r"(?P<mille>‰|промилле|Promille)|(?P<cent>%|процент\w*|Prozent(?:ig\w*|s)?|v\.\s?H\.|퍼센트|프로(?=[\s,.를의로가에]|$)|per\s?cent(?:age)?|percent))?",
    re.IGNORECASE,
)
_WORDS = {
    "zh": ((r"双月(?=刊)", "2", "mo"),),
    "ru": ((r"пол(?:у)?год[аиуе]\w*", "6", "mo"), (r"получаса|полчаса", "30", "min"), (r"полдня", "1/2", "d"), (r"полтора\s+года", "18", "mo")),  # noqa: E501
    "de": ((r"(?<!<)Vierteljahr(?:e?s)?(?!\w)", "3", "mo"), (r"Halbjahr(?:e?s)?(?!\w)", "6", "mo")),
    "ko": (
        (r"하루(?!빨)", "1", "d"), (r"이틀", "2", "d"), (r"사흘", "3", "d"), (r"나흘", "4", "d"), (r"닷새", "5", "d"), (r"엿새", "6", "d"),  # noqa: E501
        (r"이레(?!적)", "7", "d"), (r"여드레", "8", "d"), (r"아흐레", "9", "d"), (r"열흘", "10", "d"), (r"보름", "15", "d"),  # noqa: E501
        (r"석\s?달", "3", "mo"), (r"넉\s?달", "4", "mo"), (r"반년", "6", "mo"), (r"반나절|반일", "1/2", "d"), (r"일주일", "1", "wk"), (r"이주일", "2", "wk"),  # noqa: E501
    ),
    "en": ((r"fortnight(?!ly)", "2", "wk"),),
}  # fmt: skip
_COMPILED_WORDS = {
    language: [
        (re.compile(rf"(?<![\w>]){word}" if language != "zh" else word, re.IGNORECASE), Fraction(value), unit)
        for word, value, unit in rows
    ]
    for language, rows in _WORDS.items()
}
_AREA = {
    "ha": r"ha|га|Hektar|hectare|гектар\w*|公顷|헥타르",
    "mu": r"му|Mu|mu|亩|무",
    "acre": r"acre|акр\w*|英亩|에이커",
}
_PER_AFTER = re.compile(
    r"\s?(?:/\s?|per\s|an?\s|pro\s|je\s|на\s|с\s|от\s)(?:один\s|одного\s)?(?:"
    + "|".join(f"(?P<{k}>{v})" for k, v in _AREA.items())
    + r")(?!\w)",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(
    r"(?:(?:每|/)\s?(?P<east>公顷|英亩|亩)[^<，。,;；]{0,8}|(?P<yield>亩|公顷)产量?[^<，。,;；]{0,6}|(?P<ko>헥타르|에이커|무)\s?당\s?)$"
)


def _pattern(language: str) -> re.Pattern[str]:
    start = r"(?P<hour>시속\s?|时速\s?|每小时\s?)?"
    minus = r"(?P<minus>零下|영하\s?|минус\s|minus\s|(?<![\w\d])-)?(?:섭씨\s?|摄氏\s?)?"
    many = r"(?:余|多|여)?"
    joint = r"\s?" if language in ("zh", "ko") else r"(?:\s|-|\s-)?"
    # Words between a number and its unit: "two full years", "einen weiteren Monat".
    return re.compile(
        rf"{start}{minus}{_N}{many}{joint}(?:{UNITS[language]})(?P<half>半|<fs?1/2>|\s반(?=[\s,.의에]))?", re.IGNORECASE
    )


_PATTERNS = {language: _pattern(language) for language in LANGUAGES}


def percentages(reduced: Reduced) -> Iterator[Read]:
    """The percentages of a text (千分之, 成 and 할 among them), and percentage points apart from them."""
    for match in _PERCENT.finditer(reduced.text):
        value = value_of(match["n"])
        if match["points"]:
            yield Read(FactKind.PERCENT, f"{plain(value)}%p", match.start(), match.end())
        elif match["mille"] or (match["of"] or "").startswith(("千", "천")):
            yield Read(FactKind.PERCENT, f"{plain(value / 10)}%", match.start(), match.end())
        elif (match["of"] or "").startswith("万"):
            yield Read(FactKind.PERCENT, f"{plain(value / 100)}%", match.start(), match.end())
        elif match["tenth"] and value <= 10:
            yield Read(FactKind.PERCENT, f"{plain(value * 10)}%", match.start(), match.end())
        elif match["cent"] or match["of"]:
            yield Read(FactKind.PERCENT, f"{plain(value)}%", match.start(), match.end())


def quantities(reduced: Reduced) -> Iterator[Read]:
    """The quantities of a text."""
    text = reduced.text
    for match in _PATTERNS[reduced.language].finditer(text):
        value, unit = measured(value_of(match["n"]) + _half(match), unit_of(match))
        if unit == "km" and match["hour"]:
            unit = "km/h"
        start, end, unit = _per(text, match.start(), match.end(), unit)
        soft = "s" in match["form"] or (value == 1 and unit in _OF_TIME)
        sign = "-" if match["minus"] and unit in ("°C", "°") else ""
        yield Read(FactKind.QUANTITY, f"{sign}{plain(value)} {unit}", start, end, soft)


_OF_TIME = frozenset({"s", "min", "h", "d", "wk", "mo", "a", "sem", "dec"})


def _half(match: re.Match[str]) -> Fraction:
    """A half said behind the unit, unless the number holds it already."""
    return Fraction(1, 2) if match["half"] and "/" not in match["n"] else Fraction(0)


def _per(text: str, start: int, end: int, unit: str) -> tuple[int, int, str]:
    if match := _PER_AFTER.match(text, end):
        area = next(name for name in _AREA if match[name])
        return start, match.end(), f"{unit}/{area}"
    if match := _PER_BEFORE.search(text[max(0, start - 16) : start]):
        areas = {"公顷": "ha", "亩": "mu", "英亩": "acre", "헥타르": "ha", "무": "mu", "에이커": "acre"}
        name = str(match["east"] or match["yield"] or match["ko"])
        return start - len(match[0]), end, f"{unit}/{areas[name]}"
    return start, end, unit


def spoken(reduced: Reduced) -> Iterator[Read]:
    """Quantities that are one word: полгода, 사흘, fortnight."""
    for pattern, value, unit in _COMPILED_WORDS[reduced.language]:
        for match in pattern.finditer(reduced.text):
            yield Read(FactKind.QUANTITY, f"{plain(value)} {unit}", match.start(), match.end(), soft=value == 1)
