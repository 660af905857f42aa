"""Russian, decoded from one byte a letter.

Read in the wrong one of two Cyrillic encodings a text is Cyrillic again, but with other letters and mostly with
capitals and small letters exchanged: hence pairs of letters, and capitals only where capitals stand.
"""

from __future__ import annotations

import re

from verbale.engines.catalogue.letters.tables import RUSSIAN, RUSSIAN_PAIRS

_RUN = re.compile(r"[A-Za-z]?[^\x00-\x7f]+[A-Za-z]?")
_MARKS = frozenset("«»„“”‘’–—…№§°·\xa0")
_OTHER_CYRILLIC = frozenset("іїєґўјљњћџђѓѕќәғқңөұүһІЇЄҐЎЈЉЊЋЏЂЃЅЌ")
_STRANGE, _SELDOM, _MARK, _LIKE_LATIN = -9.0, -7.5, -4.5, -6.0
_AFTER = {True: 0.8, False: -1.0}
_CAPITAL_INSIDE, _SMALL_IN_CAPITALS, _CAPITALS, _CAPITAL, _NO_BEGINNING = -6.0, -3.0, -0.4, -0.7, -5.0


def likelihood_of_russian(text: str) -> float:
    """The logarithm of how likely the letters beyond ASCII are, if the text is Russian."""
    return sum(_run(run) for run in _RUN.findall(text))


def _run(run: str) -> float:
    total, before = 0.0, " "
    capitals = 0
    for at, letter in enumerate(run):
        low = letter.lower()
        if low in RUSSIAN:
            total += RUSSIAN[low] + _in_place(letter, low, before, capitals)
            capitals = capitals + 1 if letter != low else -99
        elif letter.isascii():
            total += _LIKE_LATIN if at else 0.0
        else:
            total += _MARK if letter in _MARKS else _SELDOM if letter in _OTHER_CYRILLIC else _STRANGE
            capitals = 0 if letter in _MARKS else capitals
        before = letter
    return total


def _in_place(letter: str, low: str, before: str, capitals: int) -> float:
    """What the letter before and the case of both add."""
    if before.isascii() and before.isalpha():
        return _LIKE_LATIN
    if before.lower() not in RUSSIAN:
        return (_CAPITAL if letter != low else 0.0) + (_NO_BEGINNING if low in "ьъы" else 0.0)
    paired = _AFTER[(before.lower() + low).replace("ё", "е") in RUSSIAN_PAIRS]
    if letter != low:
        return paired + (_CAPITALS if before.isupper() else _CAPITAL_INSIDE)
    return paired + (_SMALL_IN_CAPITALS if before.isupper() and capitals > 1 else 0.0)
