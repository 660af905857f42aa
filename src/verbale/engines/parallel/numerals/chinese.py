"""Number expressions in Chinese text."""

import re
from fractions import Fraction

from verbale.engines.parallel.numerals.chinese_spelling import (
    DIGITS,
    FORMAL,
    FORMAL_START,
    FORMAL_UNITS,
    KILO,
    MYRIADS,
    UNITS,
    Count,
    spelt,
)
from verbale.engines.parallel.numerals.chinese_words import FIRST, NO_NUMBER
from verbale.engines.parallel.numerals.digits import LONGEST, end_of_digits, figure_at
from verbale.engines.parallel.numerals.enumerated import enumerated
from verbale.engines.parallel.numerals.numeral import Form, Numeral
from verbale.engines.parallel.numerals.powers import powers
from verbale.engines.parallel.numerals.reading import Reading

_START = re.compile(f"[0-9½¼¾⅓⅔一二三四五六七八九十百千万亿两兩〇零○半廿卅卌第数几上近整好成首{FIRST}{FORMAL_START}]")
_MEASURES = (
    "个個名位年月周天日小时時分秒吨公斤里台套种種份册本卷件项項期批组組家所座条條篇张張部届轮輪人次倍亩畝元块"
    "万亿千百号號路层層处處只艘辆架根头匹棵株艘米克升度类類方段章节點点门門代级院省市县成"
)
_MEASURES_AFTER = re.compile(f"[{_MEASURES}多余]")
#: 中、英两种, DIN 476和DIN 1301两项: what is counted was just told.
_LISTED_BEFORE = re.compile(r"[、和与及][^，。；：、和与及的]{1,12}\Z")
_BOTH_KINDS = re.compile(r"[种種](?:文字|语言|文本|語言)|个(?:代表团|委员会|政府|文本)")
_SOFT_THIRD = re.compile(r"国|方|者|世界|人|國")
_PART = re.compile(r"\s?分之\s?")
_SHARES = frozenset("百千万")
_HALF_AFTER = re.compile(
    r"(?:个小时|小时|个月|个星期|年|天|周|倍|吨|公里|公斤|斤|日|公顷|亩)半(?!年|径|导|岛|数|成|自|球|月|天|日|个|途)|个半(?=[月小星钟])"
)
#: 一米二, 三块五: the unit is told once and the tenth of it bare.
_TENTH_AFTER = re.compile(
    r"(?:米|块|元|丈|尺)([一二三四五六七八九])(?![一二三四五六七八九十百千万亿0-9个分角毛厘米寸丈尺人名次项种张间座条年月日倍级等类]|是|者|方|致|起|定|般|切)"
)
_DOZEN = re.compile("打(?![开开算击印破扫断通造乱下动交包猎架字听量])")
_IMPRECISE = re.compile(
    r"(?:数|几|上|近|成|好几|整)(?P<unit>[十百千]?[万亿]|[十百千])(?!分之|瓦|米|克|[一二三四五六七八九0-9])"
)
_FACTORS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


def chinese(reading: Reading) -> list[Numeral]:
    """All number expressions of a Chinese text but Roman numerals."""
    text, found, place = reading.lower, [], 0
    while match := _START.search(text, place):
        place = match.start()
        numerals, place = _at(text, place)
        found += numerals
    return found


def _at(text: str, place: int) -> tuple[list[Numeral], int]:
    if word := NO_NUMBER.match(text, place):
        bare = word[0] == "百分之" and text[word.end() : word.end() + 1] == "百"
        if bare:
            return [Numeral(word.end(), word.end() + 1, Fraction(100), Form.CARDINAL, False)], word.end() + 1
        if word[0] == "之一":
            return [Numeral(place + 1, place + 2, Fraction(1), Form.CARDINAL, False, soft=True)], word.end()
        return [], word.end()
    if text[place] == "第":
        return _ordinal(text, place)
    if vague := _IMPRECISE.match(text, place):
        value = Fraction(1)
        for unit in vague["unit"]:
            value *= {"十": 10, **_FACTORS}[unit]
        return [Numeral(place, vague.end(), value, Form.CARDINAL, False, soft=True)], vague.end()
    if text[place] == "首":
        first = text[place + 1 : place + 2] in tuple("次届批期个年轮付")
        return [Numeral(place, place + 1, Fraction(1), Form.ORDINAL, False, soft=True)] if first else [], place + 1
    if text[place] == "半":
        return _half(text, place)
    if row := enumerated(text, place):
        return row, row[-1].end
    count = _count(text, place)
    if count is None:
        return [], max(end_of_digits(text, place), place + 1)
    return _cardinal(text, place, count)


def _half(text: str, place: int) -> tuple[list[Numeral], int]:
    before = text[max(0, place - 1) : place]
    if _DOZEN.match(text, place + 1):
        return [Numeral(place, place + 2, Fraction(6), Form.CARDINAL, False)], place + 2
    if before == "点":
        return [], place + 1
    soft = before in ("上", "下", "前", "后", "过")
    return [Numeral(place, place + 1, Fraction(1, 2), Form.FRACTION, False, soft)], place + 1


def _ordinal(text: str, place: int) -> tuple[list[Numeral], int]:
    after = place + 1 + (text[place + 1 : place + 2] in (" ", "\u00a0"))
    count = _count(text, after)
    if count is None or count.value.denominator > 1:
        return [], place + 1
    third = count.value == 3 and _SOFT_THIRD.match(text, count.end)
    listed = (
        text[count.end : count.end + 1] in ("，", ",", "、", "：") and not text[count.end + 1 : count.end + 2].isdigit()
    )
    listed = listed and text[max(0, place - 1) : place] in ("", "。", "；", "，", "：", "\n", ";", ":", " ")
    return [Numeral(place, count.end, count.value, Form.ORDINAL, count.in_digits, bool(third or listed))], count.end


def _cardinal(text: str, place: int, count: Count) -> tuple[list[Numeral], int]:
    if isinstance(pair := _approximate(text, place), list):
        return pair, place + 2
    if part := _fraction(text, place, count):
        return [part], part.end
    if half := _HALF_AFTER.match(text, count.end):
        value = count.value + Fraction(1, 2)
        return [Numeral(place, half.end(), value, Form.CARDINAL, count.in_digits)], half.end()
    if tenth := _TENTH_AFTER.match(text, count.end):
        value = count.value + Fraction(DIGITS[tenth[1]], 10)
        return [Numeral(place, tenth.end(), value, Form.CARDINAL, count.in_digits)], tenth.end()
    if more := _approximate_end(text, place, count):
        return more
    if _DOZEN.match(text, count.end):
        return [Numeral(place, count.end + 1, count.value * 12, Form.CARDINAL, count.in_digits)], count.end + 1
    if text[place : place + 2] == "一半":
        return [Numeral(place, place + 2, Fraction(1, 2), Form.FRACTION, False)], place + 2
    form = Form.FRACTION if count.part else Form.CARDINAL
    soft = count.vague or _soft(text, place, count.end)
    return [Numeral(place, count.end, count.value, form, count.in_digits, soft)], count.end


def _soft(text: str, place: int, end: int) -> bool:
    word, after = text[place:end], text[end : end + 1]
    if word == "一":
        return text[max(0, place - 2) : place] != "分之"
    if word in ("两", "兩"):
        listed = _LISTED_BEFORE.search(text[max(0, place - 16) : place])
        return not after or after not in _MEASURES or bool(_BOTH_KINDS.match(text, end) or listed)
    return word in ("零", "〇", "○") or (after == "是" and text[max(0, place - 1) : place] in ("，", "；", "：", "。"))


def _approximate(text: str, place: int) -> list[Numeral] | None:
    """两三天, 七八个: two numbers side by side."""
    first = 2 if text[place] == "两" else DIGITS.get(text[place], 0)
    second = DIGITS.get(text[place + 1 : place + 2], 0)
    after, before = text[place + 2 : place + 3], text[max(0, place - 1) : place]
    if not first or second != first + 1 or after in DIGITS or after in UNITS or before in UNITS or before in DIGITS:
        return None
    if (after in ("", "年") and text[place] not in "两一二三") or not after or after not in _MEASURES:
        return None
    forms = (Fraction(first), Fraction(second))
    return [Numeral(place + i, place + i + 1, v, Form.CARDINAL, False, soft=v == 1) for i, v in enumerate(forms)]


def _approximate_end(text: str, place: int, count: Count) -> tuple[list[Numeral], int] | None:
    """一百二三十 (120 or 130), 三十五六 (35 or 36), 四百五六十: the last figure is two."""
    written = text[place : count.end]
    if len(written) < 2 or written[-1] not in DIGITS or count.in_digits:
        return None
    low, high = DIGITS[written[-1]], DIGITS.get(text[count.end : count.end + 1], 0)
    if low < 1 or high != low + 1 or (written[-2] not in UNITS and written[-2] not in MYRIADS):
        return None
    second = spelt(text, count.end, DIGITS, UNITS)
    if second is None or (second.end - count.end > 2):
        return None
    unit = second.value / high
    base = count.value - low * (UNITS.get(written[-2], 10) // 10 if count.value % 10 == 0 else 1)
    values = (base + low * unit, base + second.value)
    ends = (count.end, second.end)
    if not _MEASURES_AFTER.match(text, second.end):
        return None
    first = Numeral(place, ends[0], values[0], Form.CARDINAL, False)
    return [first, Numeral(ends[0], ends[1], values[1], Form.CARDINAL, False)], second.end


def _fraction(text: str, place: int, below: Count) -> Numeral | None:
    """三分之二, 一又二分之一."""
    start, whole = place, Fraction(0)
    if text[below.end : below.end + 1] == "又":
        whole, place = below.value, below.end + 1
        inner = _count(text, place)
        if inner is None:
            return None
        below = inner
    part = _PART.match(text, below.end)
    above = _count(text, part.end()) if part and text[place : below.end] not in _SHARES else None
    if above is None or not below.value:
        return None
    form = Form.CARDINAL if whole else Form.FRACTION
    digits = below.in_digits or above.in_digits
    return Numeral(start, above.end, whole + above.value / below.value, form, digits)


def _count(text: str, place: int) -> Count | None:
    """The cardinal or decimal that begins at the place."""
    character = text[place : place + 1]
    if not character:
        return None
    if character in "0123456789½¼¾⅓⅔":
        figure = figure_at(text, place, "zh")
        if figure is None or _designation(text, place):
            return None
        if figure.part:
            return Count(figure.end, figure.value, True, part=True)
        end, value = powers(text, figure, "zh")
        return Count(end, value, True)
    if character in FORMAL_START:
        count = spelt(text, place, FORMAL, FORMAL_UNITS)
        return count if count and count.end - place > 1 and text[place] not in "百千" else None
    row = _row(text, place)
    if row:
        return row
    count = spelt(text, place, DIGITS, UNITS)
    return _decimal(text, _over(text, count)) if count else None


def _over(text: str, count: Count) -> Count:
    """一百多万: more than a hundred myriads."""
    factor = MYRIADS.get(text[count.end + 1 : count.end + 2])
    if factor is None or text[count.end] not in "多余" or count.value >= factor:
        return count
    return Count(count.end + 2, count.value * factor)


def _designation(text: str, place: int) -> bool:
    """CO2, H2O, A4: the digit belongs to the letters before it."""
    before = text[max(0, place - 3) : place]
    return bool(re.search(r"(?<![a-z])[a-z]{1,2}\Z", before)) and not before.endswith(("dm", "rm", "us", "no", "nr"))


def _row(text: str, place: int) -> Count | None:
    """A row of digits such as 二〇二四 or 五七: of one digit and more, without units."""
    end = place
    while end < len(text) and (text[end] in DIGITS or (text[end] == "0" and end > place)):
        end += 1
    if end - place < 2 or end - place > LONGEST:
        return Count(end, Fraction(0)) if end - place > LONGEST else None
    if text[end : end + 1] in UNITS and text[end - 1] not in "零〇" and not KILO.match(text, end):
        return None
    digits = "".join(str(DIGITS.get(c, 0)) for c in text[place:end])
    if text[place] == "零" and end - place == 2 and digits[1] == "0":
        return None
    count = Count(end, Fraction(int(digits)))
    factor = MYRIADS.get(text[end : end + 1])
    return Count(end + 1, count.value * factor) if factor else _decimal(text, count)


def _decimal(text: str, count: Count) -> Count:
    """一点五, 二点五万; but not the time 三点五分."""
    end = count.end + 1
    if text[count.end : end] != "点":
        return count
    digits = ""
    while text[end : end + 1] in DIGITS and text[end : end + 1] and len(digits) < LONGEST:
        digits, end = digits + str(DIGITS[text[end]]), end + 1
    if not digits or (text[end : end + 1] in ("十", "分", "刻") and text[end : end + 2] != "分之"):
        return count
    value = count.value + Fraction(int(digits), 10 ** len(digits))
    while factor := {**MYRIADS, "百": 100, "千": 1000}.get(text[end : end + 1]):
        if KILO.match(text, end):
            break
        value, end = value * factor, end + 1
        if factor == 10**8:
            break
    return Count(end, value)
