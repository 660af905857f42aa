"""Chinese numbers spelt with units: digits, 十百千 and the myriads 万 and 亿."""

import re
from dataclasses import dataclass
from fractions import Fraction

DIGITS = {c: i for i, row in enumerate(("〇零○◯", "一", "二", "三", "四", "五", "六", "七", "八", "九")) for c in row}
FORMAL = dict(zip("零壹贰叁肆伍陆柒捌玖貳參陸", (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 6), strict=True))
UNITS = {"十": 10, "百": 100, "千": 1000}
FORMAL_UNITS = {"拾": 10, "佰": 100, "仟": 1000, "百": 100, "千": 1000}
_SPECIAL = {"廿": 20, "卅": 30, "卌": 40}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
FORMAL_START = "壹贰叁肆伍陆柒捌玖拾貳陸"
#: Units of a thousand watts, metres, grams: the 千 is theirs.
KILO = re.compile(r"千(?:瓦|米|克|卡|伏|赫|帕|焦|字节|牛|兆|安|周|吨级)")


@dataclass(frozen=True, slots=True)
class Count:
    """A number that ends at ``end``; ``vague`` where more may be meant."""

    end: int
    value: Fraction
    in_digits: bool = False
    vague: bool = False
    part: bool = False


def spelt(text: str, place: int, digits: dict[str, int], units: dict[str, int]) -> Count | None:
    """The longest number written with units that begins at the place."""
    state = _Spelling()
    best, vague = place, False
    while place < len(text) and place - best < 2:
        letter = text[place]
        if letter == "几" and state.section % 100 == 10 and state.digit is None and state.section:
            best, vague = place + 1, True
            break
        if not _step(state, text, place, digits, units):
            break
        place += 1
        if not state.open:
            best = place
    return Count(best, Fraction(state.closed), vague=vague) if state.taken else None


def _step(state: "_Spelling", text: str, place: int, digits: dict[str, int], units: dict[str, int]) -> bool:
    letter = text[place]
    if letter in digits or letter in "两兩〇零":
        return state.take_digit(digits.get(letter, 2 if letter in "两兩" else 0))
    if letter in units:
        return not KILO.match(text, place) and state.take_unit(units[letter])
    if letter in _SPECIAL:
        return state.take_tens(_SPECIAL[letter])
    return letter in MYRIADS and state.take_myriad(MYRIADS[letter])


class _Spelling:
    """Takes digits and units from large to small; ``closed`` is the value up to the last sensible end."""

    def __init__(self) -> None:
        self.total = 0
        self.section = 0
        self.digit: int | None = None
        self.unit = 10**4  #: the last unit of the section
        self.last = 0  #: the last unit or myriad, for 三百五
        self.myriad = 10**12
        self.zero = False
        self.begun = self.taken = self.open = False
        self.closed = 0

    def take_digit(self, digit: int) -> bool:
        if self.digit is not None or (self.begun and self.unit == 1):
            return False
        if digit == 0:
            return self._take_zero()
        if self.unit == 10 and self.zero:
            return False
        self.digit, self.begun = digit, True
        small = not self.zero and self.last >= 100
        self._close(digit * (self.last // 10 if small else 1))
        return True

    def _take_zero(self) -> bool:
        if self.zero or (self.begun and not self.last):
            return False
        if not self.begun:
            self.digit, self.begun = 0, True
            self._close(0)
            return True
        self.zero = self.open = True
        return True

    def take_unit(self, unit: int) -> bool:
        if unit >= self.unit or self.digit == 0 or (self.digit is None and unit != 10):
            return False
        self.section += (self.digit or 1) * unit
        self.digit, self.unit, self.last, self.zero, self.begun = None, unit, unit, False, True
        self._close(0)
        return True

    def take_tens(self, tens: int) -> bool:
        if self.digit is not None or self.unit <= 10:
            return False
        self.section += tens
        self.unit = self.last = 10
        self.zero, self.begun = False, True
        self._close(0)
        return True

    def take_myriad(self, myriad: int) -> bool:
        section = self.section + (self.digit or 0)
        if myriad == 10**8 and self.myriad == 10**4 and not self.zero:
            value = (self.total + section) * myriad
            self.total = value
        elif section and myriad < self.myriad and not self.open:
            self.total += section * myriad
        else:
            return False
        self.section, self.digit, self.unit, self.last, self.zero = 0, None, 10**4, myriad, False
        self.myriad = myriad
        self._close(0)
        return True

    def _close(self, digit: int) -> None:
        self.closed, self.open, self.taken = self.total + self.section + digit, False, True
