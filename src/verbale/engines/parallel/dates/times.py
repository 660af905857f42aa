"""Times of day in words and with their hours: 上午九时三十分, halb neun Uhr, 9 ч 30 мин, 오후 2시 30분, 4 p.m."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from verbale.engines.parallel.dates.daytime import BEFORE, BEHIND, clock
from verbale.engines.parallel.dates.spans import Spanning
from verbale.engines.parallel.reduction import Reduced

_H = r"<[cos]+(?P<h>\d{1,2}(?:/2)?)>"
_M = r"<[cos]+(?P<min>\d{1,2})>"
_UNTIL = r"(?:-|–|—|~)"
_ZH_TOLD, _KO_TOLD = (rf"(?:(?P<told>{BEFORE[language]})\s*)" for language in ("zh", "ko"))
_RU_TOLD, _DE_TOLD, _EN_TOLD = (rf"(?:\s*(?P<told>{BEHIND[language]})(?!\w))" for language in ("ru", "de", "en"))
_ROW = r"<[cos]+(?P<row>(?:[01]?\d|2[0-3])[0-5]\d)>"
_RU_HOURS = r"\s*(?:ч\.?(?!\w)|час(?:\.|(?:а|ов|ам)?(?!\w)))"


def _first(until: str, told: str, hours: str = "") -> str:
    """The hour that begins a stretch whose end says what hours are meant: from two to four in the afternoon."""
    return rf"{_H}(?=\s*(?:{until})\s*<[cos]+(?P<end>\d{{1,2}})(?:/2)?>{hours}{told})"


_PATTERNS = {
    "zh": (
        rf"差\s*(?:<[cs]+(?P<q1>[13])>刻|{_M}分钟?)\s*{_H}点钟?",
        rf"{_ZH_TOLD}?{_first('至|到|' + _UNTIL, '', '')}(?=[^>]*>(?:时(?![段代期间])|点[钟半整，。；、]))",
        rf"{_ZH_TOLD}?{_H}(?:时(?!段|代|期|间)|(?(told)点钟?|点(?=[钟半整<至到—开前后差])钟?))"
        r"(?:(?P<half>半|<[cf]s?1/2>)|整|\s*<[cs]+(?P<q3>[13])>刻|\s*<[cs]+(?P<min>\d{1,2})>\s*分?(?!钟))?",
        # 同意以下三点 are three points.
        rf"(?<=[日号于在自从至到天间—–~-]){_H}点(?=[,，。；、\s]|$)",
        r"(?P<zero>零|午夜|子夜)(?:[时点](?:整|正)?|(?=[前后]))", r"(?P<told>正午)",
    ),
    "ko": (
        rf"{_KO_TOLD}?{_H}\s*시\s*{_M}\s*분\s*(?P<short>전)",
        rf"{_KO_TOLD}?{_first(_UNTIL, '', '')}(?=[^>]*>\s*시(?![간속]))",
        rf"{_KO_TOLD}?{_H}\s*시(?![간속])(?:\s*(?P<half>반|<[cf]s?1/2>)|\s*{_M}\s*분)?",
        r"(?P<told>정오)", r"(?P<zero>자정)",
    ),
    "ru": (
        rf"(?<=\b[вкс]\s)(?P<ahead><[cf]s*1/2>)\s+<o[s]*(?P<h>\d{{1,2}})>{_RU_TOLD}?",
        rf"(?:(?<=\bдо\s)|(?<=\bоколо\s)|(?<=\bпосле\s))(?P<ahead><[cf]s*1/2>)\s+<o[s]*(?P<h>\d{{1,2}})>{_RU_TOLD}?",
        rf"<[cf]s*(?P<q>1/4)>\s+<o[s]*(?P<nth>\d{{1,2}})>(?:\s+часа)?{_RU_TOLD}?",
        rf"без\s+(?P<until><[cf]s*1/4>)\s+{_H}{_RU_TOLD}?",
        rf"{_H}{_RU_HOURS}\s*{_M}\s*(?:мин(?:\.|\w*)|м\.){_RU_TOLD}?",
        rf"(?:(?<=\b[вкс]\s)|(?<=\bдо\s)){_H}\s*ч\.?\s*{_M}(?!\s*[^\W\d_])",
        rf"(?P<short>без)\s+{_M}(?:\s+мин(?:\.|\w*))?\s+{_H}{_RU_TOLD}?",
        rf"(?<=\bв\s){_H}\s{_M}{_RU_TOLD}",
        rf"(?<=\bс\s){_first('до|по', _RU_TOLD, f'(?:{_RU_HOURS})?')}(?:{_RU_HOURS})?",
        rf"{_first('до|' + _UNTIL, _RU_TOLD, f'(?:{_RU_HOURS})?')}",
        rf"(?<=\bс\s){_first('до', '', _RU_HOURS)}",
        rf"{_H}{_RU_HOURS}{_RU_TOLD}",
        rf"(?:(?<=\b[вкс]\s)|(?<=\bдо\s)|(?<=\bоколо\s)|(?<=\bпосле\s)){_H}\s+(?P<told>утра|вечера|ночи)(?!\w)",
        rf"(?:(?<=\bс\s)|(?<=\bдо\s)){_H}\s+(?P<told>дня)(?!\w)",
        rf"(?<=\b[вкс]\s){_H}\s*(?:ч\.|час(?:\.|а|ов|ам)?)(?!\s*в\s|\w)",
        rf"(?<=\bдо\s){_H}\s*(?:ч\.|час(?:\.|а|ов))(?!\w)",
        r"(?<!\w)(?<!>\s)(?P<one>час[ау]?)\s+(?P<told>дня|ночи|пополудни)(?!\w)",
        r"(?<=\b[Сс]\s)(?P<one>часу)(?=\s+до\s)",
        r"(?P<told>полдень|полудня|полудню)", r"(?<!\w)(?P<zero>полночь|полуночи|полночи)",
    ),
    "de": (
        rf"(?P<told>morgens|früh|vormittags|mittags|nachmittags|abends|nachts)\s+(?:um|gegen|ab|bis)\s+{_H}(?:\s+Uhr(?!\w))?",
        rf"(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}\s+Uhr(?!\w){_DE_TOLD}?",
        rf"(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}{_DE_TOLD}",
        rf"(?:(?<=um\s)|(?<=bis\s)|(?<=ab\s)|(?<=gegen\s)|(?<=seit\s)|(?<=und\s))(?P<ahead>halb|<[cf]s?1/2>)\s+{_H}(?!\s+\w*(?:dutzend|million))",
        rf"<[cf]s*(?P<q>1/4)>\s+(?P<rel>nach|vor)\s+{_H}(?:\s+Uhr)?{_DE_TOLD}?",
        rf"(?P<until><[cf]s*3/4>)\s+{_H}(?:\s+Uhr(?!\w))?{_DE_TOLD}?",
        rf"{_M}\s+(?:Minuten?\s+)?(?P<rel>nach|vor)\s+{_H}(?:\s+Uhr(?!\w)|(?=[.,;]|$)){_DE_TOLD}?",
        _first("bis|und|" + _UNTIL, rf"{_DE_TOLD}?", r"\s+Uhr(?!\w)"),
        rf"{_H}(?=\s+(?:bis|und|–|-)\s+\ufffc+\s+Uhr(?!\w))",
        rf"{_H}\s+Uhr(?!\w)(?:\s+{_M}(?:\s+Min(?:uten|\.)|(?!\s*(?-i:[A-ZÄÖÜ])|\w)))?{_DE_TOLD}?",
        rf"(?<=um\s){_H}{_DE_TOLD}",
        r"(?<=um\s)(?P<zero>Mitternacht)",
    ),
    "en": (
        rf"(?P<past>half[\s-]past|<[cf]s*1/2>[\s-]past)\s+{_H}{_EN_TOLD}?",
        rf"(?:<[cf]s*(?P<q>1/4)>|(?P<q2>quarter))\s+(?P<rel>past|to|before)\s+{_H}{_EN_TOLD}?",
        rf"{_M}\s+minutes?\s+(?P<rel>past|to)\s+{_H}(?:\s*o['’]clock)?{_EN_TOLD}?",
        rf"(?<=\bat\s){_M}\s+(?P<rel>past|to)\s+{_H}(?:\s*o['’]clock)?{_EN_TOLD}?",
        _first("to|and|until|till|" + _UNTIL, _EN_TOLD, r"(?:\s*o['’]clock)?"),
        rf"{_H}(?:\s*o['’]clock)?{_EN_TOLD}",
        rf"{_H}\s*(?:o['’]clock|hrs\b(?!\s*<))",
        rf"(?<=\bat\s){_H}\s<c[s]*(?P<min>15|30|45)>(?:{_EN_TOLD}|(?=\s*(?:[,.;)]|$)))",
        rf"{_ROW}(?=\s*(?:to|and|until|till|-|–)\s*{_ROW.replace('?P<row>', '?:')}\s*(?:hours|hrs?)\b)",
        r"\bat\s<[cos]+(?P<row>(?:[01]?\d|2[0-3])[0-5]\d)>h\b",
        r"\b(?:at|from|to|until|till|by|before|after|between|and)\s<[cos]+(?P<row>(?:[01]?\d|2[0-3])[0-5]\d)>\s*(?:hours|hrs?)\b",
        r"(?:(?:twelve|<[cs]+12>)\s)?(?<!after)(?<!after-)(?<!fore)\b(?P<told>noon)\b", r"(?P<zero>midnight)",
    ),
}  # fmt: skip

#: What is told before the hours holds for the first of them: 上午9—11时.
_BEFORE = re.compile(rf"{BEFORE['zh']}|{BEFORE['ko']}")
#: 早一点 and 晚一点 are a little earlier and later.
_RATHER = frozenset("早晚夜")


def times(reduced: Reduced) -> list[Spanning]:
    """The times of day of a text; what is found is taken out of it."""
    found: list[Spanning] = []
    for pattern in _patterns(reduced.language):
        some = list(_found(pattern, reduced.text))
        reduced.take_all([(one.start, one.end) for one in some])
        found += some
    return found


@cache
def _patterns(language: str) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in _PATTERNS[language]]


def _found(pattern: re.Pattern[str], text: str) -> Iterator[Spanning]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        hours, minute = _hours(groups)
        told = groups.get("told") or ""
        if (end := groups.get("end")) and hours % 12 > int(end) % 12 and told and not _BEFORE.search(told):
            # From nine to five in the afternoon: nine is before noon.
            told = "a.m."
        if 0 <= hours <= 24 and minute < 60 and not (told in _RATHER and hours == 1 and "点" in match[0]):
            yield Spanning(match.start(), match.end(), clock(hours, minute, told))


def _hours(groups: dict[str, str | None]) -> tuple[int, int]:
    if row := groups.get("row"):
        return divmod(int(row), 100)
    hour, _, half = (groups.get("h") or ("0" if groups.get("zero") else "1" if groups.get("one") else "12")).partition(
        "/"
    )
    hours, minute = int(hour), _minute(groups)
    if groups.get("nth"):
        hours = int(groups["nth"] or 0) - 1
    if half:
        hours, minute = hours // 2, 30 if hours % 2 else 0
    if groups.get("ahead") or groups.get("until") or _before(groups):
        hours, minute = hours - 1, 30 if groups.get("ahead") else 45 if groups.get("until") else 60 - minute
    return hours, minute


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
