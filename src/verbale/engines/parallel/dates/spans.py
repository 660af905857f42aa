"""Decades, centuries, quarters, halves and seasons of a year."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from verbale.engines.parallel.dates.decades import DECADES, decade_year
from verbale.engines.parallel.dates.moment import half_of, quarter_of, year_of
from verbale.engines.parallel.dates.words import AFTER, ARTICLES, BEFORE, SEASONS
from verbale.engines.parallel.reduction import Reduced

_Y = r"<[cos]+(?P<y>1[4-9]\d\d|20\d\d|21\d\d)>"
_Y_EAST = r"<[cos]+(?P<y>\d\d|1[4-9]\d\d|20\d\d|21\d\d)>"
_N = r"<[cos]+(?P<n>\d{1,2})>"
_YEAR_BEHIND = {
    "ru": rf"(?:\s+{_Y}\s*(?:г\.|год\w*)?)?",
    "de": rf"(?:\s+(?:(?:des|im)\s+(?:Jahre?s?\s+)?)?{_Y})?",
    "en": rf"(?:,?\s+(?:of\s+)?(?:the\s+year\s+)?{_Y})?",
}
_YEAR_AHEAD = {"zh": rf"(?:{_Y_EAST}\s*年度?\s*的?)?", "ko": rf"(?:{_Y_EAST}\s*년(?:도)?\s*)?"}

_QUARTERS = {
    "zh": r"(?:季度|(?<=<o\d>)季)", "ko": r"\s*(?:사)?분기", "ru": r"(?:-\w{1,3})?\s+(?:квартал\w*|кв\.(?!\s?к?м))", "de": r"\.?\s+(?:Quartals?|(?:(?<=<o\d> )|(?<=<os\d> ))(?:Viertel|<[cf]s*1/4>)jahre?s?)", "en": r"\s+quarters?",  # noqa: E501
}  # fmt: skip
_HALVES = {
    "zh": r"(?P<h1>[上前](?:半|<[cf]s*1/2>)年)|(?P<h2>[下后](?:半|<[cf]s*1/2>)年)",
    "ko": r"(?P<h1>[상전](?:반|<[cf]s*1/2>)[기년])|(?P<h2>[하후](?:반|<[cf]s*1/2>)[기년])",
    "ru": r"<[cos]+(?P<n>[12])>(?:-\w{1,3})?\s+(?:полугоди\w+|<[cf]s*1/2>\s?годи\w+|(?:половин\w+|<[cf]s*1/2>)(?:\s+года)?)",  # noqa: E501
    "de": r"<[cos]+(?P<n>[12])>\.?\s+(?:Halbjahre?s?|Jahreshälfte|Hälfte|<[cf]s*1/2>(?:jahre?s?)?)",
    "en": r"<[cos]+(?P<n>[12])>[\s-]+(?:half|<[cf]s*1/2>)(?:[\s-]+year)?",
}
_CENTURIES = {
    "zh": r"世纪", "ko": r"\s*세기", "ru": r"(?:-\w{1,3})?\s*(?:век\w*|столети\w+|<[cos]+100>лети\w+|вв?\.)",
    "de": r"\.?\s*(?:Jahrhunderts?|Jh\.)", "en": r"[\s-]+centur(?:y|ies)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spanning:
    """A stretch of time found in a reduced text, with its value."""

    start: int
    end: int
    value: str


def spanning(reduced: Reduced) -> list[Spanning]:
    """The stretches of time a text names; what is found is taken out of it."""
    found: list[Spanning] = []
    for reader in (_decades, _centuries, _quarters, _halves, _seasons):
        some = list(reader(reduced))
        reduced.take_all([(one.start, one.end) for one in some])
        found += some
    return found


def _each(kind: str, make: Callable[[str], str | None], reduced: Reduced) -> Iterator[re.Match[str]]:
    if not _HEADS[kind].search(reduced.text):
        return iter(())
    key = f"{kind}:{reduced.language}"
    pattern = _COMPILED.get(key)
    if pattern is None and (source := make(reduced.language)):
        pattern = _COMPILED[key] = re.compile(source, re.IGNORECASE)
    return pattern.finditer(reduced.text) if pattern else iter(())


#: A look for the words of each kind, which spares most texts its patterns.
_HEADS = {
    "decade": re.compile(r"<[cos]+(?:\d?\d?\d0|[2-9]\d)>|(?i:(?:ie|ti)s|(?:z|ß|ss)iger)"),
    "century": re.compile(r"世纪|세기|(?i:век|столет|100>лети|Jahrhundert|Jh\.|centur)|>(?:-\w{1,3})?\s*вв?\."),
    "quarter": re.compile(r"季|분기|(?i:кв(?:артал|\.)|Quartal|Vierteljahr|1/4>jahr|quarter)"),
    "half": re.compile(r"[上前下后상전하후]|<[cos]+[12]>"),
    "season": re.compile("|".join(words for row in SEASONS.values() for words in row), re.IGNORECASE),
}
_COMPILED: dict[str, re.Pattern[str]] = {}


def _narrowed(language: str, core: str) -> str:
    early, mid, late = (
        "|".join(
            f"(?P<{part}{side}>{words})"
            for side, table in (("a", BEFORE), ("b", AFTER))
            for words in _words(table, language, part)
        )
        or "(?!)"
        for part in ("early", "mid", "late")
    )
    halves = _HALVES[language] if language in BEFORE else ""
    halves = halves.replace("(?P<n>", "(?P<part>").replace("(?:\\s+года)?", "")
    if language in BEFORE:
        return rf"(?:(?:{early}|{mid}|{late}|{halves}){ARTICLES[language]})?{core}"
    later = r"(?P<h1>[上前](?:半|<[cf]s*1/2>)期|前(?:半|<[cf]s*1/2>)|전반)|(?P<h2>[下后](?:半|<[cf]s*1/2>)期|后(?:半|<[cf]s*1/2>)|후반)"  # noqa: E501
    return rf"{core}\s*(?:的\s*)?(?:{later}|{early}|{mid}|{late})?"


def _words(table: Mapping[str, tuple[tuple[str, str], ...]], language: str, part: str) -> list[str]:
    return [words for name, words in table.get(language, ()) if name == part]


def _part(groups: dict[str, str | None]) -> str:
    if groups.get("h1") or groups.get("part") == "1":
        return " H1"
    if groups.get("h2") or groups.get("part") == "2":
        return " H2"
    named = next((part for part in ("early", "mid", "late") for side in "ab" if groups.get(part + side)), "")
    return f" {named}" if named else ""


def _decades(reduced: Reduced) -> Iterator[Spanning]:
    def make(language: str) -> str:
        core = f"(?:{DECADES[language]})"
        century = r"<[cos]+(?P<c>\d{1,2})>"
        if language == "zh":
            return _narrowed(language, rf"(?:{century}世纪\s*)?{core}")
        if language == "ko":
            return _narrowed(language, rf"(?:{century}\s*세기\s*)?{core}")
        behind = {
            "ru": rf"(?:\s+{century}(?:-го)?\s+(?:века|столетия|в\.))?",
            "de": rf"(?:\s+des\s+{century}\s+Jahrhunderts)?",
        }
        return _narrowed(language, core + behind.get(language, rf"(?:\s+of\s+the\s+{century}\s+century)?"))

    for match in _each("decade", make, reduced):
        if (year := decade_year(match, reduced)) is not None:
            yield Spanning(match.start(), match.end(), f"{year // 10}X{_part(match.groupdict())}")


def _centuries(reduced: Reduced) -> Iterator[Spanning]:
    for match in _each("century", lambda lang: _narrowed(lang, rf"{_N}{_CENTURIES[lang]}"), reduced):
        if 0 < int(match["n"]) <= 25:
            yield Spanning(match.start(), match.end(), f"{int(match['n']) - 1:02}XX{_part(match.groupdict())}")


def _placed(language: str, core: str) -> str:
    return f"{_YEAR_AHEAD.get(language, '')}{core}{_YEAR_BEHIND.get(language, '')}"


def _quarters(reduced: Reduced) -> Iterator[Spanning]:
    for match in _each("quarter", lambda lang: _narrowed(lang, _placed(lang, rf"{_N}{_QUARTERS[lang]}")), reduced):
        if match["n"] in "1234":
            part = _part(match.groupdict())
            yield Spanning(match.start(), match.end(), quarter_of(_year(match), int(match["n"])) + part)


def _halves(reduced: Reduced) -> Iterator[Spanning]:
    for match in _each("half", lambda lang: _placed(lang, f"(?:{_HALVES[lang]})"), reduced):
        groups = match.groupdict()
        # "The first half" of anything but a year is no date.
        if groups.get("n") and not groups["y"] and re.search(r"(?:половин|Hälfte$|half$|1/2>)", match[0].strip()):
            continue
        half = 2 if groups.get("h2") or groups.get("n") == "2" else 1
        yield Spanning(match.start(), match.end(), half_of(_year(match), half))


def _seasons(reduced: Reduced) -> Iterator[Spanning]:
    def make(language: str) -> str:
        named = "|".join(f"(?P<s{n}>{words})" for n, words in enumerate(SEASONS[language], 1))
        ahead, behind = _YEAR_AHEAD.get(language, ""), _YEAR_BEHIND.get(language, "")
        return (
            f"{ahead.removesuffix('?')}(?:{named})[季天]?(?!\\s?(?:学期|학기))"
            if ahead
            else rf"(?<!\w)(?:{named}){behind.removesuffix('?')}"
        )

    for match in _each("season", make, reduced):
        season = next(n for n in range(1, 5) if match[f"s{n}"])
        yield Spanning(match.start(), match.end(), f"{_year(match)}-{20 + season}")


def _year(match: re.Match[str]) -> int | None:
    return year_of(int(match["y"])) if match["y"] else None
