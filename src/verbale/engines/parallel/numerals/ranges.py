"""Ranges whose scale is said once: from 14 to 16 thousand, 5–6 млн, 两三千."""

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from verbale.engines.parallel.numerals.numeral import Form, Numeral

_UP_TO = re.compile(r"\s{0,2}(?:[-–—~～]|до|bis(?: zu)?|to|至|到|에서|내지)\s{0,2}")
_LETTER = re.compile(r"[^\W\d_]")
_SCALES = (10**12, 10**9, 10**8, 10**6, 10**4, 1000)
_SMALL = (*_SCALES, 100, 10)


def scaled(lower: str, found: list[Numeral]) -> list[Numeral]:
    """The numerals, with the scale of a range's end given to its beginning as well."""
    out = list(found)
    for place, (low, high) in enumerate(pairwise(found)):
        if factor := _factor(lower, low, high):
            out[place] = replace(low, value=low.value * factor)
    return out


def _factor(lower: str, low: Numeral, high: Numeral) -> int:
    """What the beginning is to be multiplied by, 0 where the two are no such range."""
    gap = lower[low.end : high.start] if high.start - low.end <= 8 else "?"
    side_by_side = not gap and not low.in_digits and not high.in_digits
    if not (side_by_side or _UP_TO.fullmatch(gap)) or low.form is not Form.CARDINAL or high.form is not Form.CARDINAL:
        return 0
    if low.value >= 1000 or not low.value or not _LETTER.search(lower, high.start, high.end):
        return 0
    for factor in _SMALL if side_by_side else _SCALES:
        leading = high.value / factor
        if leading.denominator <= 1000 and low.value < leading < 1000 and _whole(leading, high):
            return factor
    return 0


def _whole(leading: Fraction, high: Numeral) -> bool:
    """A scale that leaves a fraction is meant only where digits with decimals stand before it."""
    return leading.denominator == 1 or high.in_digits
