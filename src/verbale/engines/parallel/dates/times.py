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
    "ko": r"(?P<told>오전|오후|저녁|밤|새벽|아침)",
}
_PATTERNS = {
    "zh": (rf"(?:{_DAYTIME['zh']}\s*)?{_H}(?:时(?!段|代|期|间)|点钟?(?![^半整<,，。；、至到—开前后钟\s]))(?:(?P<half>半|<[cf]s?1/2>)|整|\s*{_M}\s*分?)?", r"(?P<zero>零)[时点](?:整|正)?"),  # noqa: E501
    "ko": (rf"(?:{_DAYTIME['ko']}\s*)?{_H}\s*시(?![간속])(?:\s*(?P<half>반|<[cf]s?1/2>)|\s*{_M}\s*분)?",),
    "ru": (
        rf"{_H}\s*(?:ч\.?|час(?:а|ов|ам)?)\s*{_M}\s*мин(?:\.|\w*)(?:\s+(?P<told>утра|дня|вечера|ночи))?",
        rf"{_H}\s*(?:ч\.?|час(?:а|ов|ам)?)\s+(?P<told>утра|дня|вечера|ночи)(?!\w)",
        rf"(?<=\b[вкс]\s){_H}\s*(?:ч\.|час(?:а|ов|ам)?)(?!\s*в\s|\w)",
        rf"(?<=\bдо\s){_H}\s*(?:ч\.|час(?:а|ов))(?!\w)",
        r"в\s+(?P<told>полдень)",
    ),
    "de": (
        rf"(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}(?:\s+Uhr)?(?:\s+(?P<told>morgens|vormittags|nachmittags|abends|nachts))?",
        rf"{_H}\s+Uhr(?:\s+{_M}(?!\s*\w))?(?:\s+(?P<told>morgens|vormittags|nachmittags|abends|nachts))?",
        rf"{_H}(?=\s+(?:bis|und|–|-)\s+<[cos]+\d{{1,2}}(?:/2)?>\s+Uhr)",
    ),
    "en": (
        rf"(?P<past>half[\s-]past)\s+{_H}(?:\s+(?:in the\s+)?(?P<told>morning|afternoon|evening))?",
        rf"{_H}\s*(?:o['’]clock)?\s*(?:in the\s+)?(?P<told>[ap]\.?\s?m\b\.?|morning|afternoon|evening)",
        rf"{_H}\s*(?:o['’]clock|hrs\b)",
    ),
}  # fmt: skip
_COMPILED = {language: [re.compile(p, re.IGNORECASE) for p in patterns] for language, patterns in _PATTERNS.items()}
_LATER = re.compile(
    r"下午|晚|傍晚|오후|저녁|밤|дня|вечера|nachmittags|abends|p\.?\s?m|afternoon|evening", re.IGNORECASE
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
        hours, minute = int(hour), int(groups.get("min") or 0)
        if half:
            hours, minute = hours // 2, 30 if hours % 2 else 0
        if groups.get("ahead"):
            hours, minute = hours - 1, 30
        if groups.get("half"):
            minute = 30
        minute = 30 if groups.get("past") else minute
        if 0 <= hours <= 24 and minute < 60:
            yield Spanning(match.start(), match.end(), clock(hours, minute, _told(groups.get("told") or "")))


def _told(word: str) -> str:
    if _LATER.search(word):
        return "p"
    return "a" if _EARLIER.search(word) else ""
