"""The words of the calendar in five languages, as patterns."""

from __future__ import annotations

import re

_RUSSIAN = (
    r"(?:январ(?:[ьяею]|ём|ем)|янв\.)", r"(?:феврал(?:[ьяею]|ём|ем)|февр?\.)", r"март(?:а|е|у|ом)?", r"(?:апрел(?:[ьяею]|ем)|апр\.)", r"ма(?:й|я|е|ю|ем)",  # noqa: E501
    r"июн(?:[ьяею]|ем)", r"июл(?:[ьяею]|ем)", r"(?:август(?:а|е|у|ом)?|авг\.)", r"(?:сентябр(?:[ьяею]|ём|ем)|сент?\.)",
    r"(?:октябр(?:[ьяею]|ём|ем)|окт\.)", r"(?:ноябр(?:[ьяею]|ём|ем)|нояб?\.)", r"(?:декабр(?:[ьяею]|ём|ем)|дек\.)",
)  # fmt: skip
_GERMAN = (
    r"(?:Januars?|Jänners?|Jan\.)", r"(?:Februars?|Febr?\.)", r"(?:März(?:es)?|Mrz\.)", r"(?:Aprils?|Apr\.)", r"Mai(?:es)?",  # noqa: E501
    r"(?:Juni(?:s)?|Juno|Jun\.)", r"(?:Julis?|Jul\.)", r"(?:Augusts?|Aug\.)", r"(?:Septembers?|Sept?\.)",
    r"(?:Oktobers?|Okt\.)", r"(?:Novembers?|Nov\.)", r"(?:Dezembers?|Dez\.)",
)  # fmt: skip
_ENGLISH = (
    r"(?:January|Jan\.?)", r"(?:February|Feb\.?)", r"(?:March|Mar\.)", r"(?:April|Apr\.?)", r"May", r"(?:June|Jun\.?)",
    r"(?:July|Jul\.?)", r"(?:August|Aug\.?)", r"(?:September|Sept?\.?)", r"(?:October|Oct\.?)",
    r"(?:November|Nov\.?)", r"(?:December|Dec\.?)",
)  # fmt: skip

_STEMS = {"ru": _RUSSIAN, "de": _GERMAN, "en": _ENGLISH}
MONTHS = {
    # English and German months are capitalised, or "may" and "march" would be months.
    language: ("(?i:" if language == "ru" else "(?:")
    + "|".join(f"(?P<m{number}>{stem})" for number, stem in enumerate(stems, 1))
    + r")(?!\w)"
    for language, stems in _STEMS.items()
}


def month_of(match: re.Match[str]) -> int:
    """The month that a match of ``MONTHS`` found."""
    groups = match.groupdict()
    return next(number for number in range(1, 13) if groups[f"m{number}"])


EARLY, MID, LATE, FIRST, SECOND = "early", "mid", "late", "H1", "H2"
BEFORE = {
    "ru": (
        (FIRST, r"<[cos]+1>(?:-\w+)?\s+(?:половин\w+|<[cf]s*1/2>)"), (SECOND, r"<[cos]+2>(?:-\w+)?\s+(?:половин\w+|<[cf]s*1/2>)"),  # noqa: E501
        (EARLY, r"(?:начал\w+|(?:<[cos]+1>|I) декад\w+)"), (MID, r"(?:середин\w+|<[cos]+2> декад\w+)"), (LATE, r"(?:кон(?:ец|ц\w+)|исход\w*|<[cos]+3> декад\w+|последн\w+ декад\w+)"),  # noqa: E501
    ),
    "de": (
        (FIRST, r"<[cos]+1>\.?\s+(?:Hälfte|<[cf]s*1/2>)"), (SECOND, r"<[cos]+2>\.?\s+(?:Hälfte|<[cf]s*1/2>)"),
        (EARLY, r"(?:Anfang|Beginn|Anfangs|(?:Jahres|Monats)(?:anfang|beginn)|"
                r"<[cos]+1>\.? (?:Dekade|Drittel|<[cf]s*1/3>|<[cos]+10> Tagen?))"),
        (MID, r"(?:Mitte|(?:Jahres|Monats)mitte|<[cos]+2>\.? (?:Dekade|Drittel|<[cf]s*1/3>))"),
        (LATE, r"(?:Ende|Ausgang|Schluss|(?:Jahres|Monats)(?:ende|schluss|ausgang)|"
               r"(?:<[cos]+3>\.?|letzten) (?:Dekade|Drittel|<[cf]s*1/3>|<[cos]+10> Tagen?))"),
    ),
    "en": (
        (FIRST, r"<[cos]+1>[\s-]+(?:half|<[cf]s*1/2>)(?: of)?"), (SECOND, r"<[cos]+2>[\s-]+(?:half|<[cf]s*1/2>)(?: of)?"),  # noqa: E501
        (EARLY, r"(?:early(?: in)?|(?:the )?(?:beginning|start) of|"
                r"<[cos]+1> (?:<[cos]+10> days|third|<[cofs]+(?:1/)?3>) of)"),
        (MID, r"(?:mid|(?:the )?middle of|(?:<[cos]+2>|middle|second) <[cos]+10> days of)"),
        (LATE, r"(?:late(?: in)?|(?:the )?(?:year|month)[ -]end|(?:the )?(?:very )?end of|(?:the )?close of|"
               r"(?:<[cos]+3>|last|final) (?:<[cos]+10> days|third|<[cofs]+(?:1/)?3>) of)"),
    ),
}  # fmt: skip
"""What stands before the date it narrows: the beginning, middle or end of it."""

AFTER = {
    "zh": (
        (FIRST, r"[上前](?:半|<[cf]s*1/2>)月"),
        (SECOND, r"[下后](?:半|<[cf]s*1/2>)月"),
        (EARLY, r"(?:年?初期?|上旬|前期|初叶)"),
        (MID, r"(?:年中|中旬|中期|中叶|中)"),
        (LATE, r"(?:年?底|年?末期?|下旬|后期|月底|月末)"),
    ),
    "ko": (
        (EARLY, r"(?:초순|상순|초반|초엽|[연년월]초|초)"),
        (MID, r"(?:중순|중반|중엽)"),
        (LATE, r"(?:하순|말엽|말경|[연년월]말|말|후반)"),
    ),
}
"""What stands behind it."""

ARTICLES = {
    "ru": r"(?:\s+(?:года|месяца))?\s+",
    "de": r"(?:\s+(?:des|der|de[mn])(?:\s+(?:Jahres|Monats))?)?\s+",
    "en": r"(?:\s+the|\s+the\s+(?:year|month)(?:\s+of)?)?[\s-]+",
}

SEASONS = {
    "zh": (r"春", r"夏", r"秋", r"冬"),
    "ko": (r"봄", r"여름", r"가을", r"겨울"),
    "ru": (r"весн(?:а|ы|е|у|ой)", r"лет(?:ом|о)", r"осен(?:ь|и|ью)", r"зим(?:а|ы|е|у|ой)"),
    "de": (r"(?:Frühjahrs?|Frühlings?)", r"Sommers?", r"Herbst(?:e?s)?", r"Winters?"),
    "en": (r"spring", r"summer", r"(?:autumn|fall)", r"winter"),
}

SEASON_STEMS = {
    "zh": (r"春", r"夏", r"秋", r"冬"),
    "ko": (r"봄|춘계|춘기", r"여름|하계|하기(?!로|를|에)", r"가을|추계|추기", r"겨울|동계|동기(?!생|를)"),
    "ru": (r"вес(?:н|ен)", r"\bлет(?:о|ом|н)", r"осен", r"\bзим"),
    "de": (r"frühjahr|frühling|lenz", r"sommer", r"herbst", r"winter"),
    "en": (r"\bspring", r"summer", r"autumn|\bfall\b", r"winter"),
}
"""What tells a season in words of any kind: весенний сев, 춘계, the autumn term."""

_NATIVE = {"하루": 1, "이틀": 2, "사흘": 3, "나흘": 4, "닷새": 5, "엿새": 6, "이레": 7, "여드레": 8, "아흐레": 9}
KOREAN_DAYS = {
    **{
        ahead + word: tens + day
        for ahead, tens in {"": 0, "초": 0, "열": 10, "스무": 20}.items()
        for word, day in _NATIVE.items()
    },
    "초열흘": 10, "열흘": 10, "보름날": 15, "스무날": 20,
}  # fmt: skip
"""Days of the month that Korean tells by names of their own: 초하루, 열이틀, 스무날."""

CONNECTION = r"(?:至|到|—|–|-|~|부터|에서|по|до|bis(?:\s+zum)?|to|until|till|through|и|and|und|和|与|、|,|/|·|및|와|과|或|oder|or|или)"  # noqa: E501
RANGE = re.compile(r"至|到|—|–|-|~|부터|에서|по|до|bis|to|until|till|through")
