"""Sino-Korean numbers in letters: 삼억 이천만, 이공이사."""

import re
from dataclasses import dataclass
from fractions import Fraction

from verbale.engines.parallel.numerals.korean_words import COUNTER, PARTICLE

DIGITS = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
UNITS = {"십": 10, "백": 100, "천": 1000}
MYRIADS = {"만": 10**4, "억": 10**8, "조": 10**12}
SINO = "".join([*DIGITS, *UNITS, *MYRIADS])


@dataclass(frozen=True, slots=True)
class Count:
    """A number that ends at ``end``."""

    end: int
    value: Fraction
    in_digits: bool = False
    soft: bool = False
    part: bool = False


def run(text: str, place: int) -> Count | None:
    """The longest Sino-Korean number that begins at the place; blanks only behind 만, 억 and 조."""
    total = section = 0
    digit: int | None = None
    unit, myriad, start = 10**4, 10**16, place
    row = _row(text, place)
    if row:
        return row
    while place < len(text):
        letter = text[place]
        if letter in DIGITS and digit is None and (unit > 1) and (DIGITS[letter] or place == start):
            digit = DIGITS[letter]
        elif letter in UNITS and UNITS[letter] < unit and digit != 0:
            section, unit, digit = section + (digit or 1) * UNITS[letter], UNITS[letter], None
        elif letter in MYRIADS and MYRIADS[letter] < myriad and digit != 0 and _large(text, place, start):
            group = section + (digit or 0) or (1 if place == start or text[place - 1] == " " else 0)
            if not group:
                break
            total, section, digit, unit, myriad = total + group * MYRIADS[letter], 0, None, 10**4, MYRIADS[letter]
            place += text[place + 1 : place + 2] == " " and _goes_on(text, place + 2)
        else:
            break
        place += 1
    if place == start:
        return None
    return Count(place, Fraction(total + section + (digit or 0)))


def _large(text: str, place: int, start: int) -> bool:
    """조 is a trillion only behind other number words or before money: else it is an article or a group."""
    return text[place] != "조" or place > start or bool(re.compile(r"\s?(?:원|달러)").match(text, place + 1))


def _goes_on(text: str, place: int) -> bool:
    """Behind the blank stands a further number word of two letters and more, or a number before its counter."""
    found = re.compile(rf"[{SINO}]{{1,16}}").match(text, place)
    if found is None:
        return False
    return (len(found[0]) > 1 or bool(COUNTER.match(text, found.end()))) and found[0][0] not in MYRIADS


def _row(text: str, place: int) -> Count | None:
    """이공이사: a row of three to eight digits."""
    row = re.compile(rf"[{''.join(DIGITS)}]{{3,8}}(?![{SINO}])").match(text, place)
    if row is None or not (COUNTER.match(text, row.end()) or PARTICLE.match(text, row.end())):
        return None
    return Count(row.end(), Fraction(int("".join(str(DIGITS[c]) for c in row[0]))))
