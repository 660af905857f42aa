"""Number expressions in Korean text."""

import re
from fractions import Fraction

from verbale.engines.parallel.numerals.digits import end_of_digits, figure_at
from verbale.engines.parallel.numerals.korean_spelling import DIGITS, MYRIADS, SINO, UNITS, Count, run
from verbale.engines.parallel.numerals.korean_words import (
    COUNTER,
    DAY_WORDS,
    DAYS,
    NATIVE_PAIRS,
    NATIVE_TENS,
    NATIVE_UNITS,
    NO_NUMBER,
    PARTICLE,
    SINO_COUNTER,
)
from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.powers import powers
from verbale.engines.parallel.numerals.reading import Reading

_START = re.compile(
    rf"[0-9½¼¾⅓⅔]|(?<![가-힣0-9])(?:[{SINO}수제첫반절하한둘두셋세넷네너대다여일아열스서마쉰예나닷엿엳보]|[상하전후]반[기년]|(?:유월|시월)(?![가-힣]{3}))|번째"
)
_NATIVE_UNIT = "|".join(sorted(NATIVE_UNITS, key=len, reverse=True))
_NATIVE = re.compile(
    rf"(?:(?P<hundreds>[이삼사오육칠팔구]?백)?(?P<tens>{'|'.join(NATIVE_TENS)})(?P<unit>{_NATIVE_UNIT})?|(?P<alone>{_NATIVE_UNIT}))"
)
_SHORT = frozenset("한 두 세 네 열 쉰 석 넉 하나".split())
_BOTH = re.compile(r"\s?(?:나라|언어|국가|측|당사자|당사국|위원회|대표단|문건|본|부|정부|판)")
_TIME = re.compile(r"\s?번째|째(?![가-힣]{2})")
_LISTED = re.compile(r"\s?,")
_NTH_FRONT = re.compile(r"제\s?")
_SOFT_THIRD = re.compile(r"국|자|세계|당사|측")
_NTH_BACK = re.compile(r"\s?(?:차(?!례|량|이|관|원|등|별|후)|기(?=\s회의|\s총회)|번째|세기)")
_FACTORS = {**UNITS, **MYRIADS}
_NATIVE_PAIR = re.compile(rf"(?:{'|'.join(sorted(NATIVE_PAIRS, key=len, reverse=True))})(?=\s?[가-힣])")
_SINO_PAIR = re.compile(
    r"(?:일이|이삼|삼사|사오|오륙|육칠|칠팔|팔구)(?P<unit>[십백천]?[만억]?)"
    r"(?=\s?(?:일(?![본반])|년|개월|개|명|인|주|차례|회|배|퍼센트|톤|여|미터|킬로|시간|분(?!기)|원|달러|건|종|대|곳|가지))"
)
_ONLY = re.compile(r"([0-9]{1,3}|[일이삼사오육칠팔구])만")
_SHARE_BEHIND = re.compile(r"\s?분의\s?[0-9일이삼사오육칠팔구십]")
_PART = re.compile(r"\s?분의\s?")
_HALF_AFTER = re.compile(
    r"\s?(?:년|달|시간|개월|주일|주|배|세기|일)\s?반(?![가-힣])|\s?(?:년|달|시간|개월|배|세기)\s?반(?=(?:쯤|정도|씩|가량|남짓|동안|만에|간|이상|이하|이내|후|짜리|[의이을에은과이으로])+(?![가-힣]{3}))"
)
_HALF = re.compile(r"절반|반(?=\s?(?:년|달|시간|세기|개월|나절|일)(?!\w*[도반])|수(?:의|가|를|\s))")
_POINT = re.compile(rf"\s?점\s?([{''.join(DIGITS)}]{{1,12}})(?![가-힣]*분의)")


def korean(reading: Reading) -> list[Numeral]:
    """All number expressions of a Korean text but Roman numerals."""
    text, found, place = reading.lower, [], 0
    while match := _START.search(text, place):
        one, place = _at(text, match.start())
        found += one if isinstance(one, list) else [one] if one else []
    return found


def _at(text: str, place: int) -> tuple[Numeral | list[Numeral] | None, int]:
    if pair := _approximate(text, place):
        return pair, pair[-1].end
    for rule in (_month, _front, _half, _first, _vague):
        if one := rule(text, place):
            return one, one.end
    if days := DAYS.match(text, place):
        value = Fraction(DAY_WORDS[days[0]])
        return Numeral(place, days.end(), value, Form.CARDINAL, False), days.end()
    count = _digits(text, place) or _native(text, place) or _sino(text, place)
    if count is None:
        return None, max(end_of_digits(text, place), place + 1)
    found = _finished(text, place, count)
    return found, found.end


def _approximate(text: str, place: int) -> list[Numeral] | None:
    """서너 개, 두세 명, 이삼십 톤: two numbers, of which the word takes both."""
    if native := _NATIVE_PAIR.match(text, place):
        low, high = NATIVE_PAIRS[native[0]]
        factor = Fraction(1)
    elif sino := _SINO_PAIR.match(text, place):
        low, high = DIGITS[sino[0][0]], DIGITS[sino[0][1]]
        factor = _factor(sino["unit"] or "")
        if high != low + 1:
            return None
        native = sino
    else:
        return None
    half, end = place + 1, native.end()
    first = Numeral(place, half, low * factor, Form.CARDINAL, False, soft=low == 1)
    return [first, Numeral(half, end, high * factor, Form.CARDINAL, False)]


def _finished(text: str, place: int, count: Count) -> Numeral:
    if part := _fraction(text, place, count):
        return part
    if half := _HALF_AFTER.match(text, count.end):
        end = half.end()
        return Numeral(place, end, count.value + Fraction(1, 2), Form.CARDINAL, count.in_digits)
    if text.startswith((" 다스", "다스"), count.end):
        end = text.index("다스", count.end) + 2
        return Numeral(place, end, count.value * 12, Form.CARDINAL, count.in_digits)
    if time := _TIME.match(text, count.end):
        soft = bool(_LISTED.match(text, time.end())) and "번" not in time[0]
        return Numeral(place, time.end(), count.value, Form.ORDINAL, count.in_digits, soft)
    nth = (
        _NTH_BACK.match(text, count.end)
        and count.value.denominator == 1
        and "세기" not in text[count.end : count.end + 3]
    )
    form = Form.ORDINAL if nth else Form.FRACTION if count.part else Form.CARDINAL
    return Numeral(place, count.end, count.value, form, count.in_digits, count.soft)


def _front(text: str, place: int) -> Numeral | None:
    """제14차, 제십사차; 제3국 is soft."""
    front = _NTH_FRONT.match(text, place)
    if front is None:
        return None
    count = _digits(text, front.end()) or run(text, front.end())
    if count is None or count.value.denominator > 1:
        return None
    if not count.in_digits and text[count.end - 1] == "조" and count.value >= MYRIADS["조"]:
        # 제칠조 is the seventh article, and no seven trillion.
        count = Count(count.end - 1, count.value / MYRIADS["조"])
    words = not count.in_digits
    if words and not re.compile(
        r"\s?(?:차|회|조(?:(?![가-힣])|(?=[에의를와는은로가]))|항|장|호|기|권|부|절|대|국|자|세계|분기|판)"
    ).match(text, count.end):
        return None
    soft = bool(count.value == 3 and _SOFT_THIRD.match(text, count.end))
    return Numeral(place, count.end, count.value, Form.ORDINAL, count.in_digits, soft)


def _month(text: str, place: int) -> Numeral | None:
    """유월 and 시월, which are six and ten before the word for a month alone."""
    if not text.startswith(("유월", "시월"), place):
        return None
    return Numeral(place, place + 1, Fraction(6 if text[place] == "유" else 10), Form.CARDINAL, False)


def _half(text: str, place: int) -> Numeral | None:
    if re.compile(r"[상하전후]반[기년]").match(text, place):
        return Numeral(place + 1, place + 2, Fraction(1, 2), Form.FRACTION, False, soft=True)
    if dozen := re.compile(r"반\s?다스").match(text, place):
        return Numeral(place, dozen.end(), Fraction(6), Form.CARDINAL, False)
    half = _HALF.match(text, place)
    return Numeral(place, half.end(), Fraction(1, 2), Form.FRACTION, False) if half else None


def _first(text: str, place: int) -> Numeral | None:
    first = re.compile(r"첫(?P<time>\s?번째|째)?(?P<bare>\s[가-힣]|해|날|달|회|차)?").match(text, place)
    if first is None or not (first["time"] or first["bare"]):
        return None
    end = first.end("time") if first["time"] else place + 1
    soft = not first["time"] or (first["time"] == "째" and bool(_LISTED.match(text, end)))
    return Numeral(place, end, Fraction(1), Form.ORDINAL, False, soft)


def _vague(text: str, place: int) -> Numeral | None:
    """수십 명, 수백만 톤."""
    vague = re.compile(r"수(?P<unit>[십백천]?[만억]|[십백천])(?=\s|[명개])").match(text, place)
    if vague is None:
        return None
    return Numeral(place, vague.end(), _factor(vague["unit"]), Form.CARDINAL, False, soft=True)


def _factor(units: str) -> Fraction:
    value = Fraction(1)
    for unit in units:
        value *= _FACTORS[unit]
    return value


def _fraction(text: str, place: int, below: Count) -> Numeral | None:
    """3분의 2, 삼분의 일; shares out of a hundred are told by what is counted of them."""
    part = _PART.match(text, below.end)
    above = _above(text, part.end()) if part else None
    if above is None or not below.value:
        return None
    if below.value == 100 or (below.value == 1000 and not below.in_digits):
        return Numeral(part.end() if part else place, above.end, above.value, Form.CARDINAL, above.in_digits)
    digits = below.in_digits or above.in_digits
    return Numeral(place, above.end, above.value / below.value, Form.FRACTION, digits)


def _above(text: str, place: int) -> Count | None:
    """What stands behind 분의; a 만 behind it is the particle "only" and no myriad."""
    if only := _ONLY.match(text, place):
        figure = only[1]
        return Count(only.end(1), Fraction(DIGITS[figure] if figure in DIGITS else int(figure)), figure.isdecimal())
    return _digits(text, place) or run(text, place)


def _digits(text: str, place: int) -> Count | None:
    if text[place : place + 1] not in tuple("0123456789½¼¾⅓⅔"):
        return None
    figure = figure_at(text, place, "ko")
    if figure is None or re.search(r"(?<![a-z])[a-z]{1,2}\Z", text[max(0, place - 3) : place]):
        return None
    if figure.part:
        return Count(figure.end, figure.value, True, part=True)
    end, value = powers(text, figure, "ko")
    return Count(end, value, True)


def _native(text: str, place: int) -> Count | None:
    found = _NATIVE.match(text, place)
    if found is None or NO_NUMBER.match(text, place):
        return None
    unit = NATIVE_UNITS.get(found["unit"] or found["alone"] or "", 0)
    value, end = NATIVE_TENS.get(found["tens"] or "", 0) + unit, found.end()
    if found["hundreds"]:
        value += 100 * DIGITS.get(found["hundreds"][:-1] or "일", 1)
    counted = COUNTER.match(text, end) or _TIME.match(text, end)
    if not (counted or _free(text, found[0], end)):
        return None
    both = value == 2 and (not counted or bool(_BOTH.match(text, end)))
    return Count(end, Fraction(value), soft=value == 1 or both)


def _free(text: str, word: str, end: int) -> bool:
    """The native numeral stands for itself: before a blank and a noun, or with a particle."""
    if word == "한":
        return False
    if word in ("두", "세", "네"):
        return bool(re.compile(r"\s[가-힣]").match(text, end))
    if word in _SHORT and word != "하나":
        return False
    return bool(PARTICLE.match(text, end))


def _sino(text: str, place: int) -> Count | None:
    """Sino-Korean words: a compound that stands free, or any number before its counter."""
    count = run(text, place)
    if count and _SHARE_BEHIND.match(text, count.end):
        return count
    word = NO_NUMBER.match(text, place)
    if count is None or (word and not (count.end >= word.end() and COUNTER.match(text, count.end))):
        return None
    return _bounded(text, place, count)


def _bounded(text: str, place: int, count: Count) -> Count | None:
    """The number, if what stands behind it lets it be one."""
    word = text[place : count.end]
    if point := _POINT.match(text, count.end):
        digits = "".join(str(DIGITS[c]) for c in point[1])
        return Count(point.end(), count.value + Fraction(int(digits), 10 ** len(digits)))
    if len(word) == 1:
        return _single(text, word, count)
    if (
        word.endswith("일")
        and len(word) > 1
        and word[-2] in "십"
        and re.search(r"월\s?\Z", text[max(0, place - 2) : place])
    ):
        return Count(count.end - 1, count.value - 1)
    free = PARTICLE.match(text, count.end) and len(word) > 2
    pair = (len(word) == 2 and word[0] in DIGITS and word[1] == "십") or (len(word) == 2 and word[0] == "십")
    if COUNTER.match(text, count.end) or free or (pair and PARTICLE.match(text, count.end)):
        return count
    return None


def _single(text: str, word: str, count: Count) -> Count | None:
    counter = SINO_COUNTER.match(text, count.end)
    if word in "백천만억조" and COUNTER.match(text, count.end):
        return count
    if counter is None or (word in "이일" and counter[0].startswith(" ")):
        return None
    return Count(count.end, count.value, soft=count.value == 1)
