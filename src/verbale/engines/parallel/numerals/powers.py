"""Digits before the powers that Chinese and Korean count by: 3亿2千5百万, 2만 6천, 3천5백만."""

import re
from fractions import Fraction

from verbale.engines.parallel.numerals.digits import Figure, figure_at

MYRIAD = 10**4
_FACTORS = {
    letter: factor
    for letters, factor in (
        ("十십", 10), ("百백", 100), ("千천", 1000),
        ("万萬만", MYRIAD), ("亿億억", MYRIAD**2), ("조兆", MYRIAD**3),
    )
    for letter in letters
}  # fmt: skip
_UNIT = {
    "zh": re.compile(
        r"\s?[多余]?(?P<unit>[万萬亿億]|十(?=[万萬亿億])|[百千](?!瓦|米|克|卡|伏|赫|帕|焦|牛|兆|安|字节|周))"
    ),
    "ko": re.compile(
        r"\s?(?P<unit>[만억万萬億]|[십백천十百千](?=[만억万萬億])|[십백천百千](?![가-힣]*?연)(?=\s|[가-힣0-9]|$)|"
        r"[조兆](?=\s?(?:원|달러|유로|위안|루블|엔|[0-9][0-9,]*[천백]?[억만])))"
    ),
}
_GAP = {"zh": re.compile(""), "ko": re.compile(r" ?")}


def powers(text: str, figure: Figure, language: str) -> tuple[int, Fraction]:
    """Where the number that begins with a figure ends, and its value: each power is smaller than the one before it.

    千, 百 and 十 count within the myriad that follows them: 3천5백만 are 3500 times 만.
    """
    total = group = Fraction(0)
    value, end, small, large = figure.value, figure.end, MYRIAD, MYRIAD**4
    while unit := _UNIT[language].match(text, end):
        factor = _FACTORS[unit["unit"]]
        if factor >= (large if factor >= MYRIAD else small) or not (group + value if factor >= MYRIAD else value):
            break
        if factor >= MYRIAD:
            end, factor = _myriads(text, unit.end(), factor)
            total, group, small, large = total + (group + value) * factor, Fraction(0), MYRIAD, factor
        else:
            group, end, small = group + value * factor, unit.end(), factor
        value = Fraction(0)
        if after := _figure(text, end, language, small if group else large, large):
            value, end = after.value, after.end
    return end, total + group + value


def _myriads(text: str, end: int, factor: int) -> tuple[int, int]:
    """万亿 is one power."""
    if factor == MYRIAD and text[end : end + 1] in ("亿", "億"):
        return end + 1, MYRIAD**3
    return end, factor


def _figure(text: str, place: int, language: str, below: int, large: int) -> Figure | None:
    """The figure that goes on with the number, if no power behind it is as large as one that has been told."""
    gap = _GAP[language].match(text, place)
    start = gap.end() if gap else place
    figure = figure_at(text, start, language) if text[start : start + 1].isdecimal() else None
    if figure is None or figure.part or figure.value >= below:
        return None
    unit = _UNIT[language].match(text, figure.end)
    if unit and _FACTORS[unit["unit"]] >= (large if _FACTORS[unit["unit"]] >= MYRIAD else below):
        return None
    return figure
