"""Whether a name stands for itself where it is said, or only within another name, an adjective, or a longer word.

«Воронежский заповедник», "Deutsche Bundespost", 北京大学 and 영국 국립도서관 are names of something else, which
the other version may name in its own manner; and 基尔 in 基尔诺斯 is no name at all.
"""

from __future__ import annotations

import re
from enum import IntEnum

from verbale.engines.parallel.naming import WRITES_SOUNDS


class Standing(IntEnum):
    """How a name stands: not at all, within other words, or for itself."""

    NOWHERE = 0
    WITHIN = 1
    ALONE = 2


_ADJECTIVE = {
    "ru": re.compile(
        r".*(?:[сц]к(?:ий|ая|ое|ие|ого|ой|ому|им|ом|ой|ую|их|ими|и)|[нв](?:ый|ая|ое|ые|ого|ых))", re.DOTALL
    ),
    "de": re.compile(r"[a-zäöü].*|.*(?:sch(?:e[rnms]?)?|.-.*)", re.DOTALL),
    "en": re.compile(r"[a-z].*|.*-.*", re.DOTALL),
}
_SIDE = {
    "ru": re.compile(r"\s(?:сторон|делегац|правительств|част|представител)\w*"),
    "de": re.compile(r"\s(?:Seite|Delegation|Regierung|Vertreter)\w*|s?eits"),
    "en": re.compile(r"\s(?:[Ss]ide|[Pp]arty|[Dd]elegation|[Gg]overnment|[Rr]epresentative)s?(?!\w)"),
    "zh": re.compile(r"(?:[一双]?方(?![法面案式])|政府|代表|方面)"),
    "ko": re.compile(r"\s?(?:측|정부|대표|쪽)"),
}
"""What stands behind the name of a country that takes part."""
_BODY = re.compile(
    r"(?<!\w)(?:(?:[Уу]ниверситет|[Ии]нститут|[Аа]кадеми|[Мм]узе[йя]|[Бб]иблиотек|[Зз]авод|[Мм]инистерств|[Кк]омитет|"
    r"[Оо]бществ|[Сс]овет(?!ск)|[Пп]осольств|[Тт]еатр|[Бб]анк|\w*[Uu]niversit|\w*[Hh]ochschule|\w*[Ii]nstitut|\w*[Aa]kademie|"
    r"\w*[Mm]useum|\w*[Bb]ibliothek|\w*[Ww]erk|\w*[Mm]inisterium|\w*[Gg]esellschaft|[Bb]otschaft|\w*[Bb]ank|Academy|Library|"
    r"Archive|Ministry|Society|Council|Embassy|Association)\w*|TH|TU)\s(?:\w+\s){0,3}$"
)
_NEAR_ZH = re.compile(
    r"[^\u4e00-\u9fff]|$|[的和与及或等在至到于以、参之间为则也将已市省州两去开签逗停出返启派有是同对还并各每因从由举召三四五六七八九十]|一(?!机)|"
    r"会[谈议晤]|工作|学习|考察|实习|访问|建立|建成|设立|进行|提供|方面"
)
_BODY_ZH = re.compile(
    r"(?!的)[\u4e00-\u9fff]{0,8}?(?:局|部|院|所|署|委|会(?![谈议晤])|大学|公司|银行|馆|社|厅|语|文|台|港|号|集团|联盟|厂|站|宫|剧|歌)"
)
_PARTICLE = re.compile(
    r"(?:특별시|광역시|시|주|도)?(?:에서|에게|에|의|과|와|은|는|이|가|을|를|로|으로|까지|부터|및|측|쪽|산|행|발)?(?![가-힣])"
)
_BODY_KO = re.compile(
    r"어(?![가-힣]{2})|\s?(?!(?:의|에서|와|과|은|는|이|가|을|를|에)\s)[가-힣]{0,12}?"
    r"(?:원|청|공사|은행|대학교?|연구소|협회|관|부|국|회|공장|역)(?![가-힣]{2})"
)
_WORD_AHEAD = re.compile(r"(?P<before>[^\W\d_]+|[.!?:;»“\"”])\s+$")
_CAPITAL_BEHIND = re.compile(r"\s+[A-ZÄÖÜА-ЯЁ][\w-]+")
_QUOTED = re.compile(r"[«„“\"「『《〈][^«„“\"」』》〉»”]{0,60}$")
_QUOTE_ENDS = re.compile(r"[^«„“\"「『《〈]{0,60}[»“”\"」』》〉]")


def standing(text: str, start: int, end: int, language: str) -> Standing:
    """How the name ``text[start:end]`` stands in a text."""
    if language in ("zh", "ko"):
        return _eastern(text, start, end, language)
    written = text[start:end]
    if re.match(r"-\w|\w", text[end : end + 2]) or re.search(r"\w-?$", text[max(0, start - 2) : start]):
        return Standing.WITHIN
    if _adjectival(written, language) or _in_quotes(text, start, end) or _joined(text, start, end, language):
        return Standing.WITHIN
    return Standing.ALONE


def _joined(text: str, start: int, end: int, language: str) -> bool:
    """Whether another capitalised word stands beside a name; German has too many of them to tell anything."""
    before = _WORD_AHEAD.search(text[max(0, start - 40) : start])
    capital = before is not None and before["before"][0].isupper() and len(before["before"]) > 3
    return language != "de" and (capital or bool(_CAPITAL_BEHIND.match(text, end)))


def of_body(text: str, start: int) -> bool:
    """Whether what stands before a name is an institution, which may be named otherwise: Universität Bonn."""
    return bool(_BODY.search(text[max(0, start - 60) : start]))


def _adjectival(written: str, language: str) -> bool:
    if language == "de" and re.search(r"er$", written) and not re.search(r"(?:Hannover|Münster)$", written):
        return True
    return bool(_ADJECTIVE[language].fullmatch(written)) if language in _ADJECTIVE else False


def _in_quotes(text: str, start: int, end: int) -> bool:
    return bool(_QUOTED.search(text[max(0, start - 61) : start]) and _QUOTE_ENDS.match(text[end : end + 61]))


def _eastern(text: str, start: int, end: int, language: str) -> Standing:
    behind = text[end : end + 16]
    if language == "zh":
        if _runs_on(text, start, end):
            return Standing.NOWHERE
        alone = _NEAR_ZH.match(behind) and not _BODY_ZH.match(behind)
    else:
        alone = _PARTICLE.match(behind) and not re.match(
            r"\s(?:국립|왕립|과학|중앙)|(?=\s?[가-힣])(?!\s)[가-힣]{4}", behind
        )
    return Standing.ALONE if alone and not _in_quotes(text, start, end) else Standing.WITHIN


def _runs_on(text: str, start: int, end: int) -> bool:
    """Whether a name in characters that write sounds goes on before or behind: 基尔诺斯, 门捷列夫."""
    written = text[start:end]
    if not all(character in WRITES_SOUNDS for character in written):
        return False
    before, behind = text[max(0, start - 2) : start], text[end : end + 2]
    goes_on = len(behind) == 2 and behind[0] in WRITES_SOUNDS and behind[0] not in "達达安海特西" and len(written) < 4
    began = len(before) == 2 and all(character in WRITES_SOUNDS for character in before)
    return goes_on or began


def national(text: str, start: int, end: int, language: str) -> bool:
    """Whether a country is named as one that takes part or acts: for itself, or as the Hungarian side."""
    behind = text[end : end + 40]
    if (side := _SIDE.get(language)) and side.match(behind):
        return True
    if language == "zh":
        return standing(text, start, end, language) > Standing.NOWHERE and not _BODY_ZH.match(behind)
    if language == "ko":
        return not _BODY_KO.match(behind) and not _in_quotes(text, start, end)
    return standing(text, start, end, language) is Standing.ALONE


_TONGUES = (
    r"язык|речь|текст|перевод|верси|словар|литератур|алфавит|фамили|слов|Sprach|Text|Fassung|Übersetz|Wörter|Literatur|"
    r"Wort|Name|language|text|version|translat|dictionar|literature|word|speak|name|and\b|or\b"
)
_BESIDE = {
    "ru": re.compile(rf"\s(?!{_TONGUES})[а-яё]{{3,}}"),
    "de": re.compile(rf"\s(?!{_TONGUES})[A-ZÄÖÜ][a-zäöüß]{{2,}}(?!\s[A-ZÄÖÜ])"),
    "en": re.compile(rf"\s(?!{_TONGUES})[a-z]{{3,}}"),
}


def beside_noun(text: str, start: int, end: int, language: str) -> bool:
    """Whether a country's adjective stands beside a person or a thing, which is no tongue and no body."""
    pattern = _BESIDE.get(language)
    if pattern is None or _in_quotes(text, start, end) or not _adjectival_of_country(text[start:end], language):
        return False
    begins = not text[:start].strip() or bool(re.search(r"[.!?:;]\s+$", text[:start]))
    return (language == "en" or begins or text[start].islower()) and bool(pattern.match(text, end))


def _adjectival_of_country(written: str, language: str) -> bool:
    endings = {"ru": r"[сц]к\w{1,3}$", "de": r"(?:isch|deutsch)(?:e[rnms]?)?$", "en": r"(?:an|ese|ish|[ck]h?|ss|i)$"}
    return bool(re.search(endings[language], written))


_LINK = re.compile(r"[-–—][A-ZА-ЯЁÄÖÜ\u4e00-\u9fff가-힣]|\s[–—]\s[A-ZА-ЯЁÄÖÜ][\w-]+(?=[\s»”\",.;)]|$)(?!\s[a-zа-яё])")
_LINKED = re.compile(r"(?:[^\W\d_a-zа-яё][^\W\d_]*)(?:[-–—]|\s[–—]\s)$")


def linked(text: str, start: int, end: int) -> bool:
    """Whether a dash joins a name to another: the line Moscow–Minsk, which the other version may abbreviate."""
    return bool(_LINK.match(text, end) or _LINKED.search(text[max(0, start - 30) : start]))
