"""Chinese rows of numbers with their count behind the last: 六、七两月, 五、六、七三个月, 第一、二两项."""

import re
from fractions import Fraction
from itertools import pairwise

from verbale.engines.parallel.numerals.chinese_spelling import DIGITS, MYRIADS, UNITS, spelt
from verbale.engines.parallel.numerals.numeral import Form, Numeral

_DIGIT = "[一二三四五六七八九]"
_ITEM = f"(?:十{_DIGIT}?|{_DIGIT}|[0-9]{{1,2}})"
#: Six at most, since no more are counted; without a bound a long row took the square of its length.
_ROW = re.compile(
    rf"(?P<items>(?:{_ITEM}[、,]){{0,4}}{_ITEM}[、,和与及]{_ITEM}|{_DIGIT}{{2}})(?P<count>[两二三四五六])"
    "(?=个?[月年日号项条章点款册卷期班次届])"
)
#: What stands before a figure that is a part of a larger number.
_PART_OF = (*UNITS, *MYRIADS, *DIGITS, "点")
_APART = re.compile(_ITEM)


def enumerated(text: str, place: int) -> list[Numeral]:
    """The numbers of the row that begins at the place, and softly their count; empty where there is none."""
    row = _ROW.match(text, place)
    if row is None:
        return []
    if text[row.start() - 1 : row.start()] in _PART_OF:
        return []
    items = list(_APART.finditer(text, place, row.end("items")))
    count = 2 if row["count"] == "两" else DIGITS[row["count"]]
    values = [_value(item) for item in items]
    if count != len(items) or any(second <= first for first, second in pairwise(values)):
        return []
    numbers = [
        Numeral(item.start(), item.end(), value, Form.CARDINAL, item[0].isdecimal())
        for item, value in zip(items, values, strict=True)
    ]
    return [*numbers, Numeral(*row.span("count"), Fraction(count), Form.CARDINAL, False, soft=True)]


def _value(item: re.Match[str]) -> Fraction:
    if item[0].isdecimal():
        return Fraction(int(item[0]))
    count = spelt(item[0], 0, DIGITS, UNITS)
    return count.value if count else Fraction(0)
