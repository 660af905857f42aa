"""Times of day in words and with their hours: 上午九时三十分, halb neun Uhr, 9 ч 30 мин, 오후 2시 30분, 4 p.m."""

from __future__ import annotations

import re
from collections.abc import Iterator

from verbale.engines.parallel.dates.figures import clock
from verbale.engines.parallel.dates.spans import Spanning
from verbale.engines.parallel.reduction import Reduced

_H = r"<[cos]+(?P<h>\d{1,2}(?:/2)?)>"
_M = r"<[cos]+(?P<min>\d{1,2})>"
_DAYTIME = {
    "zh": r"(?P<told>上午|下午|晚上?|早上?|凌晨|中午|清晨|傍晚)",
    "ko": r"(?P<told>오전|오후|저녁|밤|새벽|아침|낮)",
}
_DE_TOLD = r"(?:\s+(?P<told>morgens|vormittags|mittags|nachmittags|abends|nachts|früh))?"
_EN_TOLD = r"(?:\s*(?:in the\s+)?(?P<told>[ap]\.?\s?m\b\.?|morning|afternoon|evening))?"
_RU_TOLD = r"(?:\s+(?P<told>утра|дня|вечера|ночи)(?!\w))?"
_PATTERNS = {
    "zh": (
        rf"差\s*(?:<[cs]+(?P<q1>[13])>刻|{_M}分钟?)\s*{_H}点钟?",
        rf"(?:{_DAYTIME['zh']}\s*)?{_H}(?:时(?!段|代|期|间)|点钟?(?![^半整<,，。；、至到—开前后钟差\s]))"
        r"(?:(?P<half>半|<[cf]s?1/2>)|整|\s*<[cs]+(?P<q3>[13])>刻|\s*<[cs]+(?P<min>\d{1,2})>\s*分?(?!钟))?",
        r"(?P<zero>零|午夜|子夜)(?:[时点](?:整|正)?|(?=[前后]))", r"(?P<told>正午)",
    ),
    "ko": (
        rf"(?:{_DAYTIME['ko']}\s*)?{_H}\s*시\s*{_M}\s*분\s*(?P<short>전)",
        rf"(?:{_DAYTIME['ko']}\s*)?{_H}\s*시(?![간속])(?:\s*(?P<half>반|<[cf]s?1/2>)|\s*{_M}\s*분)?",
        r"(?P<told>정오)", r"(?P<zero>자정)",
    ),
    "ru": (
        rf"(?<=\b[вкс]\s)(?P<ahead><[cf]s*1/2>)\s+<o[s]*(?P<h>\d{{1,2}})>{_RU_TOLD}",
        rf"(?:(?<=\bдо\s)|(?<=\bоколо\s)|(?<=\bпосле\s))(?P<ahead><[cf]s*1/2>)\s+<o[s]*(?P<h>\d{{1,2}})>{_RU_TOLD}",
        rf"<[cf]s*(?P<q>1/4)>\s+<o[s]*(?P<nth>\d{{1,2}})>(?:\s+часа)?{_RU_TOLD}",
        rf"без\s+(?P<until><[cf]s*1/4>)\s+{_H}{_RU_TOLD}",
        rf"{_H}\s*(?:ч\.?|час(?:а|ов|ам)?)\s*{_M}\s*мин(?:\.|\w*)(?:\s+(?P<told>утра|дня|вечера|ночи))?",
        rf"{_H}\s*(?:ч\.?|час(?:а|ов|ам)?)\s+(?P<told>утра|дня|вечера|ночи)(?!\w)",
        rf"(?<=\b[вкс]\s){_H}\s+(?P<told>утра|вечера|ночи)(?!\w)",
        rf"(?<=\b[вкс]\s){_H}\s*(?:ч\.|час(?:а|ов|ам)?)(?!\s*в\s|\w)",
        rf"(?<=\bдо\s){_H}\s*(?:ч\.|час(?:а|ов))(?!\w)",
        r"(?P<told>полдень|полудня|полудню)", r"(?<!\w)(?P<zero>полночь|полуночи|полночи)",
    ),
    "de": (
        rf"(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}\s+Uhr(?!\w){_DE_TOLD}",
        rf"(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}\s+(?P<told>morgens|vormittags|mittags|nachmittags|abends|nachts|früh)",
        rf"(?:(?<=um\s)|(?<=bis\s)|(?<=ab\s)|(?<=gegen\s)|(?<=seit\s)|(?<=und\s))(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}(?!\s+\w*(?:dutzend|million))",
        rf"<[cf]s*(?P<q>1/4)>\s+(?P<rel>nach|vor)\s+{_H}(?:\s+Uhr)?{_DE_TOLD}",
        rf"(?P<until><[cf]s*3/4>)\s+{_H}(?:\s+Uhr(?!\w))?{_DE_TOLD}",
        rf"{_M}\s+(?:Minuten?\s+)?(?P<rel>nach|vor)\s+{_H}(?:\s+Uhr(?!\w)|(?=[.,;]|$)){_DE_TOLD}",
        rf"{_H}\s+Uhr(?!\w)(?:\s+{_M}(?!\s*\w))?{_DE_TOLD}",
        rf"{_H}(?=\s+(?:bis|und|–|-)\s+<[cos]+\d{{1,2}}(?:/2)?>\s+Uhr(?!\w))",
        r"(?<=um\s)(?P<zero>Mitternacht)",
    ),
    "en": (
        rf"(?P<past>half[\s-]past|<[cf]s*1/2>[\s-]past)\s+{_H}{_EN_TOLD}",
        rf"(?:<[cf]s*(?P<q>1/4)>|(?P<q2>quarter))\s+(?P<rel>past|to|before)\s+{_H}{_EN_TOLD}",
        rf"{_M}\s+minutes?\s+(?P<rel>past|to)\s+{_H}(?:\s*o['’]clock)?{_EN_TOLD}",
        rf"(?<=\bat\s){_M}\s+(?P<rel>past|to)\s+{_H}(?:\s*o['’]clock)?{_EN_TOLD}",
        rf"{_H}\s*(?:o['’]clock)?\s*(?:in the\s+)?(?P<told>[ap]\.?\s?m\b\.?|morning|afternoon|evening)",
        rf"{_H}\s*(?:o['’]clock|hrs\b)",
        r"(?:(?:twelve|<[cs]+12>)\s)?(?<!after)(?<!after-)(?<!fore)\b(?P<told>noon)\b", r"(?P<zero>midnight)",
    ),
}  # fmt: skip
_COMPILED = {language: [re.compile(p, re.IGNORECASE) for p in patterns] for language, patterns in _PATTERNS.items()}
_LATER = re.compile(
    r"下午|晚|傍晚|오후|저녁|밤|낮|дня|вечера|nachmittags|abends|p\.?\s?m|afternoon|evening", re.IGNORECASE
)
_EARLIER = re.compile(r"上午|早|凌晨|清晨|오전|새벽|아침|утра|morgens|vormittags|a\.?\s?m|morning", re.IGNORECASE)


def times(reduced: Reduced) -> list[Spanning]:
    """The times of day of a text; what is found is taken out of it."""
    found: list[Spanning] = []
    for pattern in _COMPILED[reduced.language]:
        some = list(_found(pattern, reduced.text))
        reduced.take_all([(one.start, one.end) for one in some])
        found += some
    return found


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Spanning]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        hour, _, half = (groups.get("h") or ("0" if groups.get("zero") else "12")).partition("/")
        hours, minute = int(hour), _minute(groups)
        if groups.get("nth"):
            hours = int(groups["nth"] or 0) - 1
        if half:
            hours, minute = hours // 2, 30 if hours % 2 else 0
        if groups.get("ahead") or groups.get("until") or _before(groups):
            hours, minute = hours - 1, 30 if groups.get("ahead") else 45 if groups.get("until") else 60 - minute
        if 0 <= hours <= 24 and minute < 60:
            yield Spanning(match.start(), match.end(), clock(hours, minute, _told(groups.get("told") or "")))


def _minute(groups: dict[str, str | None]) -> int:
    """The minutes that are told past the hour, or before it."""
    if groups.get("half") or groups.get("past"):
        return 30
    if quarters := next((groups[name] for name in ("q", "q1", "q2", "q3") if groups.get(name)), None):
        return 15 * int(quarters[0]) if quarters[0].isdecimal() else 15
    return int(groups.get("min") or 0)


def _before(groups: dict[str, str | None]) -> bool:
    """Ten minutes to nine; a quarter of the tenth hour has begun after nine."""
    told_before = groups.get("rel") in ("vor", "to", "before") or groups.get("short") or "q1" in groups
    return bool(told_before)


def _told(word: str) -> str:
    if _LATER.search(word):
        return "p"
    return "a" if _EARLIER.search(word) else ""
