"""Chinese and Korean, decoded from two bytes a letter: frequent letters are likely, those of the far planes are not.

Text in one of the two sets of two-byte codes is mostly valid in the other too, as letters of any frequency.
"""

from __future__ import annotations

import re

from verbale.engines.catalogue.letters.tables import HAN, HANGUL

_BEYOND = re.compile(r"[^\x00-\x7f]")
_MARKS = frozenset("，。、：；？！“”‘’（）《》〈〉【】「」『』·…—－～　×％℃№〔〕［］．／＝＋")
_MARK, _STRANGE = -6.0, -14.0


def likelihood_of_chinese(text: str) -> float:
    """The logarithm of how likely the letters beyond ASCII are, if the text is Chinese of either script."""
    return sum(HAN.get(letter) or _seldom_in_chinese(letter) for letter in _BEYOND.findall(text))


def likelihood_of_korean(text: str) -> float:
    """The same if the text is Korean, with Hangul and some Han."""
    return sum(HANGUL.get(letter) or _seldom_in_korean(letter) for letter in _BEYOND.findall(text))


def _seldom_in_chinese(letter: str) -> float:
    if "一" <= letter <= "龥":
        first = _place(letter, "gb2312")
        return -13.0 if not first else -9.8 if first < _SECOND_LEVEL else -11.8
    return _MARK if letter in _MARKS else _common(letter)


def _seldom_in_korean(letter: str) -> float:
    if "가" <= letter <= "힣":
        return -10.0 if _place(letter, "euc_kr") else -13.0
    if "一" <= letter <= "龥":
        return HAN.get(letter, -11.0) - 4.0
    return _MARK if letter in _MARKS else _common(letter)


_SECOND_LEVEL = 0xD8


def _place(letter: str, codec: str) -> int:
    """The first byte in the smaller set; 0 if the letter is not in it, or only put together from parts."""
    try:
        raw = letter.encode(codec)
    except UnicodeEncodeError:
        return 0
    return raw[0] if len(raw) == 2 else 0


def _common(letter: str) -> float:
    """Letters of Europe and of Japan, which both sets have among their signs."""
    if "Α" <= letter <= "ω" or "А" <= letter <= "я" or "ぁ" <= letter <= "ヿ" or "！" <= letter <= "～":
        return -10.5
    return _STRANGE
