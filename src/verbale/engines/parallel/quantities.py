"""Percentages, and quantities: a number with a unit of measure or time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from verbale.engines.parallel.fact import FactKind
from verbale.engines.parallel.reading import Read
from verbale.engines.parallel.reduction import Reduced, plain, value_of
from verbale.engines.parallel.units import UNITS, measured, unit_of

_N = r"<(?P<form>[cofts]+)(?P<n>[0-9/]+)>"
_PERCENT = re.compile(
    rf"(?P<of>百分之|千分之|(?<!百)万分之|(?:백|100)분의\s?|천분의\s?)?{_N}(?P<also>[余多여]?)\s?-?(?:(?P<points>个?百分点|процентн\w+ пункт\w*|Prozentpunkt\w*|퍼센트\s?포인트|프로\s?포인트|%\s?포인트|%p|p\.p\.|"  # noqa: E501
    r"per\s?cent(?:age)?[\s-]points?)|(?P<tenth>成(?:<[cs]+(?P<fifth>\d)>|(?P<halftenth>半|<fs?1/2>))?(?!立|为|果|员|功|本|套|人|熟|绩|交|就|分|品|都|份|册|效|型)|할(?:\s?<[cs]+(?P<pun>\d)>\s?푼)?(?=[\s,.을를이가은는의로에]|$))|"
    r"(?P<mille>‰|промилле|Promille|퍼밀|per\s?mil(?:le)?(?!\w)|v\.\s?T\.|vom\s+(?:Tausend|<[cs]+1000>)|per\s+(?:thousand|<[cs]+1000>))|(?P<cent>%|процент\w*|Prozent(?:ig\w*|s)?|v\.\s?H\.|vom\s+(?:Hundert|<[cs]+100>)|퍼센트|프로(?=[\s,.를의로가에]|$)|per\s?cent(?:age)?|percent))?",
    re.IGNORECASE,
)
_WORDS = {
    "zh": ((r"双月(?=刊)", "2", "mo"),),
    "ru": ((r"пол(?:у)?год[аиоуе]\w*", "6", "mo"), (r"получаса|полчаса", "30", "min"), (r"полдня", "1/2", "d"), (r"полтора\s+года", "18", "mo"), (r"полмесяца", "1/2", "mo"), (r"полвека", "50", "a"), (r"десятилети[еюя]м?(?!\w)", "1", "dec")),  # noqa: E501
    "de": ((r"(?<!<)Vierteljahr(?:e?s)?(?!\w)", "3", "mo"), (r"Halbjahr(?:e?s)?(?!\w)", "6", "mo"), (r"Jahrzehnte?(?:s|n)?(?!\w)", "1", "dec")),  # noqa: E501
    "ko": (
        *((f"열{day}", str(10 + n), "d") for n, day in enumerate("하루 이틀 사흘 나흘 닷새 엿새 이레".split(), 1)),
        (r"하루(?!빨)", "1", "d"), (r"이틀", "2", "d"), (r"사흘", "3", "d"), (r"나흘", "4", "d"), (r"닷새", "5", "d"), (r"엿새", "6", "d"),  # noqa: E501
        (r"이레(?!적)", "7", "d"), (r"여드레", "8", "d"), (r"아흐레", "9", "d"), (r"열흘", "10", "d"), (r"보름", "15", "d"),  # noqa: E501
        (r"석\s?달\s?반(?![가-힣])", "7/2", "mo"), (r"넉\s?달\s?반(?![가-힣])", "9/2", "mo"), (r"석\s?달(?!\s?반(?![가-힣]))", "3", "mo"), (r"넉\s?달(?!\s?반(?![가-힣]))", "4", "mo"), (r"반년", "6", "mo"), (r"반나절|반일", "1/2", "d"), (r"일주일", "1", "wk"), (r"이주일", "2", "wk"),  # noqa: E501
    ),
    "en": ((r"fortnights?(?!\w)", "2", "wk"), (r"decades?(?!\w)", "1", "dec")),
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
    r"(?:(?:每|/)\s?(?P<east>公顷|英亩|亩)[^<，。,;；]{0,8}|(?P<yield>亩|公顷)产量?[^<，。,;；]{0,6}|(?P<ko>헥타르|정보|에이커|무)\s?당\s?)$"
)


@cache  # compiled when a language is first read: all together take a tenth of a second
def _pattern(language: str) -> re.Pattern[str]:
    start = r"(?P<hour>시속\s?|时速\s?|每小时\s?)?"
    minus = r"(?P<minus>零下|[영령]하\s?|минус\s|minus\s|(?<![\w\d])-)?(?:섭씨\s?|摄氏\s?)?"
    many = r"(?:余|多|여)?"
    joint = r"\s?" if language in ("zh", "ko") else r"(?:\s|-|\s-)?"
    if language == "en":
        # Half an hour, a quarter of a century; but "5 a day" is no quantity of days.
        joint = rf"(?:(?<=[0-9]/[0-9]>)\s(?:of\s)?an?\s|{joint})"
    # Words between a number and its unit: "two full years", "einen weiteren Monat".
    return re.compile(
        rf"{start}{minus}{_N}{many}{joint}(?:{UNITS[language]})(?P<half>半|<fs?1/2>|\s반(?=[\s,.의에]))?", re.IGNORECASE
    )


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
            more = int(match["fifth"] or match["pun"] or (5 if match["halftenth"] else 0))
            yield Read(FactKind.PERCENT, f"{plain(value * 10 + more)}%", match.start(), match.end())
        elif match["cent"] or match["of"]:
            yield Read(FactKind.PERCENT, f"{plain(value)}%", match.start(), match.end())


def quantities(reduced: Reduced) -> Iterator[Read]:
    """The quantities of a text; one told in two units, "1 m 40 cm", is one quantity in the smaller."""
    last: tuple[Read, Fraction, str] | None = None
    for one in _each(reduced):
        joined = _joined(last, one, reduced.text) if last else None
        if last and joined is None:
            yield last[0]
        last = joined or one
    if last:
        yield last[0]


def _each(reduced: Reduced) -> Iterator[tuple[Read, Fraction, str]]:
    text = reduced.text
    for match in _pattern(reduced.language).finditer(text):
        if "o" in match["form"] and match["n"] == "1":
            # The first year is no length of time.
            continue
        value, unit = measured(value_of(match["n"]) + _half(match), unit_of(match))
        if unit == "km" and match["hour"]:
            unit = "km/h"
        start, end, unit = _per(text, match.start(), match.end(), unit)
        soft = "s" in match["form"] or (value == 1 and unit in _OF_TIME)
        value = -value if unit in ("°C", "°") and (match["minus"] or _BELOW.match(text, end)) else value
        if unit == "°C" and value >= _NO_HEAT and reduced.language == "zh":
            # So many 度 are kilowatt-hours.
            unit = "kWh"
        yield Read(FactKind.QUANTITY, f"{plain(value)} {unit}", start, end, soft), value, unit


_BELOW = re.compile(
    r"\s(?:мороза|ниже нуля|Kälte|unter Null|unter <[cs]+0>|below zero|below <[cs]+0>|of frost)", re.IGNORECASE
)
_NO_HEAT = 10_000
_TWO_UNITS = re.compile(r"\s?(?:零|又|и|und|and|,)?\s?")


def _joined(
    last: tuple[Read, Fraction, str], one: tuple[Read, Fraction, str], text: str
) -> tuple[Read, Fraction, str] | None:
    (before, value, unit), (after, more, smaller) = last, one
    times = next((times for name, times in _PARTS_OF.get(unit, ()) if name == smaller), None)
    if (
        times is None
        or value.denominator > 1
        or more >= times
        or not _TWO_UNITS.fullmatch(text, before.end, after.start)
    ):
        return None
    total = value * times + more
    return Read(FactKind.QUANTITY, f"{plain(total)} {smaller}", before.start, after.end), total, smaller


_PARTS_OF = {
    "km": (("m", 1000),), "m": (("cm", 100), ("mm", 1000)), "t": (("kg", 1000),), "kg": (("g", 1000),),
    "h": (("min", 60),), "min": (("s", 60),), "a": (("mo", 12),), "ft": (("in", 12),), "cm": (("mm", 10),),
}  # fmt: skip
_OF_TIME = frozenset({"s", "min", "h", "d", "wk", "mo", "a", "sem", "dec"})


def _half(match: re.Match[str]) -> Fraction:
    """A half said behind the unit, unless the number holds it already."""
    return Fraction(1, 2) if match["half"] and "/" not in match["n"] else Fraction(0)


def _per(text: str, start: int, end: int, unit: str) -> tuple[int, int, str]:
    if match := _PER_AFTER.match(text, end):
        area = next(name for name in _AREA if match[name])
        return start, match.end(), f"{unit}/{area}"
    if match := _PER_BEFORE.search(text[max(0, start - 16) : start]):
        areas = {"公顷": "ha", "亩": "mu", "英亩": "acre", "헥타르": "ha", "정보": "ha", "무": "mu", "에이커": "acre"}
        name = str(match["east"] or match["yield"] or match["ko"])
        return start - len(match[0]), end, f"{unit}/{areas[name]}"
    return start, end, unit


def spoken(reduced: Reduced) -> Iterator[Read]:
    """Quantities that are one word: полгода, 사흘, fortnight."""
    for pattern, value, unit in _COMPILED_WORDS[reduced.language]:
        for match in pattern.finditer(reduced.text):
            soft = value == 1 or unit in ("dec", "century")
            value, unit = measured(value, unit)
            yield Read(FactKind.QUANTITY, f"{plain(value)} {unit}", match.start(), match.end(), soft)
