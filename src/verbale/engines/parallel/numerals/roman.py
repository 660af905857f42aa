"""Roman numerals that stand for a place in a row: XIV сессия, XIV. Tagung, Session XIV, XX век."""

import re
from fractions import Fraction

from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.reading import Reading

_ROMAN = re.compile(r"(?<![^\W_\u4e00-\u9fff])[IVXLCDMХІ]{1,15}(?:(?![^\W_])|(?=(?:st|nd|rd|th)\b))(?!['’][a-z])")
_VALID = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_LETTERS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
#: The Cyrillic letters that are typed in place of Roman ones.
_LATIN = str.maketrans("ХІ", "XI")
_ABBREVIATIONS = frozenset("CD DM CM MM ML DC MD CV CC MC DI CI LI LV MI XL DL CL DIV MIX".split())
_NOUNS = (
    r"сесси\w*|век\w{0,3}|вв?\.|съезд\w*|квартал\w*|полугоди\w*|том\w{0,3}|раздел\w*|глав\w{1,3}|част\w{1,4}|класс\w{0,3}|этап\w*|декад\w*|кв\."
    r"|категори\w*|конференци\w*|заседани\w*|совещани\w*|пленум\w*|пятилет\w*|степен\w*|групп\w*|столети\w*|курс\w{0,3}"
    r"|конгресс\w*|созыв\w*|очеред\w*|международн\w*|всемирн\w*|всесоюзн\w*"
    r"|(?:jahres)?tagung\w*|sitzung\w*|quartal\w*|jahrhundert\w*|jh\.|halbjahr\w*|band\w{0,3}|teil\w{0,2}|kapitel\w*|abschnitt\w*|kongre(?:ss|ß)\w*"
    r"|parteitag\w*|klasse\w?|phase\w?|etappe\w?|stufe\w?|fünfjahr\w*|five-year|weltkrieg\w*|konferenz\w*|internationale\w?|gemeinsame\w?|ordentliche\w?"
    r"|sessions?|centur\w*|quarters?|volumes?|part|chapters?|congress\w*|stages?|sections?|meetings?|conferences?"
    r"|次|届|世纪|季度|期|卷|章|차|회|세기|분기|장|부|권"
)
_NAMED = (
    r"приложени\w*|стать\w*|тип\w{0,2}|форм\w{1,2}|anlage\w?|anhang\w?|artikel\w?|typ|formular|annex\w*|appendi\w*|articles?"
    r"|type|table|world war|titles?|附件|附录|第|부속서|별첨|부록|제"
)
_AFTER = re.compile(rf"\.?[\s\u00a0-]{{0,2}}(?:{_NOUNS})(?!\w)", re.IGNORECASE)
_AFTER_CJK = re.compile(r"\s?(?:次|届|世纪|季度|期|卷|章|차|회|세기|분기|장|부|권)")
_BEFORE = re.compile(rf"(?:(?<!\w)(?:{_NOUNS}|{_NAMED})|第|附件|附录|제)[\s\u00a0-]{{0,2}}\Z", re.IGNORECASE)
_HALF_YEAR = re.compile(r"\.?\s(?:полугоди|Halbjahr|half)")
_REACH = 24


def romans(reading: Reading, language: str) -> list[Numeral]:
    """The Roman numerals of the text; they say an ordinal and hold no digit."""
    found = []
    for match in _ROMAN.finditer(reading.plain):
        value = roman_value(match[0])
        if value and _counts(reading.plain, match, language):
            soft = bool(_HALF_YEAR.match(reading.plain, match.end()))
            found.append(_numeral(reading.plain, match, value, soft))
    return found


def named(plain: str, place: int) -> bool:
    """What follows the place (perhaps after a full stop) is a noun counted by ordinals: a session, a century."""
    return bool(_AFTER.match(plain, place) or _AFTER_CJK.match(plain, place))


def roman_value(letters: str) -> int:
    """The number these letters say, 0 where they say none."""
    latin = letters.translate(_LATIN)
    if latin != letters and not set(latin) <= set("IVX"):
        return 0
    if not _VALID.fullmatch(latin):
        return 0
    values = [_LETTERS[letter] for letter in latin]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _counts(plain: str, match: re.Match[str], language: str) -> bool:
    letters = match[0].translate(_LATIN)
    before = bool(_BEFORE.search(plain[max(0, match.start() - _REACH) : match.start()]))
    after = named(plain, match.end())
    if len(letters) == 1:
        english_i = letters == "I" and language == "en"
        return letters in "IVX" and (before or (after and not english_i))
    if set(letters) <= set("IVX"):
        return True
    return len(letters) >= 5 or (letters not in _ABBREVIATIONS and (before or after))


def _numeral(plain: str, match: re.Match[str], value: int, soft: bool) -> Numeral:
    start = match.start()
    while start > match.start() - 2 and start and plain[start - 1] in "第제 ":
        start -= 1
    if plain[start] not in "第제":
        start = match.start()
    return Numeral(start, match.end(), Fraction(value), Form.ORDINAL, in_digits=False, soft=soft)
