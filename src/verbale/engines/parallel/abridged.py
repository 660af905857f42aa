"""Names told by one character each: the sides 新方 and 한측, the pairs 中苏 and 한·독, the routes 京广线 and 경부선."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from verbale.engines.parallel.glossary import SOFT, Glossary

_SIGNS = {
    "zh": {
        "中": ("China",), "苏": ("Soviet Union",), "俄": ("Russia",), "德": ("Germany", "East Germany", "West Germany"),
        "英": ("United Kingdom", "England"), "美": ("United States",), "法": ("France",), "日": ("Japan",),
        "韩": ("South Korea", "Korea"), "朝": ("North Korea", "Korea"), "蒙": ("Mongolia",), "越": ("Vietnam",),
        "波": ("Poland",), "匈": ("Hungary",), "捷": ("Czechoslovakia", "Czech Republic"), "欧": ("Europe",),
        "印": ("India",), "意": ("Italy",), "奥": ("Austria",), "瑞": ("Switzerland", "Sweden"), "罗": ("Romania",),
        "保": ("Bulgaria",), "哈": ("Kazakhstan",), "白": ("Belarus",), "乌": ("Ukraine", "Uzbekistan"),
    },
    "ko": {
        "한": ("South Korea", "Korea"), "조": ("North Korea", "Korea"), "북": ("North Korea",), "중": ("China",),
        "소": ("Soviet Union",), "쏘": ("Soviet Union",), "러": ("Russia",), "로": ("Russia",),
        "독": ("Germany", "East Germany", "West Germany"), "남": ("South Korea",),
        "일": ("Japan",), "미": ("United States",), "영": ("United Kingdom",), "불": ("France",), "몽": ("Mongolia",),
        "유": ("Europe",), "구": ("Europe",), "월": ("Vietnam",), "베": ("Vietnam",), "인": ("India",),
        "호": ("Australia",),
    },
}  # fmt: skip
_ROWS = {
    language: re.compile(rf"[{''.join(signs)}](?:[·—–-]?[{''.join(signs)}])+") for language, signs in _SIGNS.items()
}
_BESIDE_NAME = {
    language: re.compile(
        rf"(?<![가-힣])[{''.join(signs)}](?=[·—–-]\ufffc)|(?<=\ufffc[·—–-])[{''.join(signs)}](?![가-힣]{{2}})"
    )
    for language, signs in _SIGNS.items()
}
_SIDE = {
    "zh": re.compile(r"[\u4e00-\u9fff](?=方(?![面法案式可能才便向针位形格言略程]))"),
    "ko": re.compile(r"(?<![가-힣])[가-힣](?=[측방](?!정|량|면|법|근|안))"),
}
_PAIR = re.compile(
    r"中(?P<with>[\u4e00-\u9fff])(?=两|双|合作|联合|混合|混委|科|友|关系|贸易|边|政府|共同|协定|间|文化|经济)"
)
_ROUTE = {
    "zh": re.compile(
        r"(?P<ends>[\u4e00-\u9fff]{2})(?=(?:铁路|高铁|高速|客运|专线|城际|公路|航线|运河|输油|输气|干线|沿线|线|段|间|两地|两市|特快|快车|直达|列车))"
    ),
    "ko": re.compile(r"(?P<ends>[가-힣]{2})(?=(?:고속|본)?(?:선|철도|도로|축|간선|운하)(?![가-힣]{3}))"),
}
_ENDS = {
    "zh": {
        "京": "Beijing", "沪": "Shanghai", "津": "Tianjin", "渝": "Chongqing", "穗": "Guangzhou", "蓉": "Chengdu",
        "宁": "Nanjing", "甬": "Ningbo", "汉": "Wuhan", "杭": "Hangzhou", "邕": "Nanning", "榕": "Fuzhou",
    },
    "ko": {"경": "Seoul", "부": "Busan", "인": "Incheon", "의": "Sinuiju", "원": "Wonsan", "평": "Pyongyang"},
}  # fmt: skip


def abridged(text: str, language: str, glossary: Glossary) -> Set[str]:
    """The countries and places that one character each may name in a text whose names in full are blanked out."""
    if language not in _SIGNS:
        return frozenset()
    signs = {sign for row in _ROWS[language].findall(text) for sign in row} | {*_BESIDE_NAME[language].findall(text)}
    if language == "zh" and re.search("中科院|中央|我国", text):
        signs.add("中")
    sides = {*_SIDE[language].findall(text), *(_PAIR.findall(text) if language == "zh" else ())}
    ends = {sign for route in _ROUTE[language].findall(text) for sign in route}
    if not (signs or sides or ends):
        return frozenset()
    countries, places = _first(glossary, language, "country"), _any(glossary, language)
    return {
        *(value for sign in signs | sides for value in _SIGNS[language].get(sign, ())),
        *(value for sign in sides for value in countries.get(sign, ())),
        *(value for sign in ends for value in (*places.get(sign, ()), _ENDS[language].get(sign, "")) if value),
    }


@lru_cache(maxsize=8)
def _first(glossary: Glossary, language: str, sort: str) -> dict[str, frozenset[str]]:
    """The names of a sort by their first character."""
    return _by_character(glossary, language, (sort,), 1)


@lru_cache(maxsize=8)
def _any(glossary: Glossary, language: str) -> dict[str, frozenset[str]]:
    """The places and regions by each character of their names."""
    return _by_character(glossary, language, ("place", "feature"), 4)


def _by_character(glossary: Glossary, language: str, sorts: tuple[str, ...], length: int) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for entry in glossary.entries:
        for form in entry.forms.get(language, ()) if entry.sort in sorts else ():
            for character in form.partition("(?")[0][:length] if not form.startswith(SOFT) else "":
                table.setdefault(character, set()).add(entry.value)
    return {character: frozenset(values) for character, values in table.items()}
