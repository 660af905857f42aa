"""Languages of western Europe, decoded from one byte a letter: a letter beyond ASCII stands among Latin letters."""

from __future__ import annotations

import re

_RUN = re.compile(r"[A-Za-z]?[^\x00-\x7f]+[A-Za-z]?")
_OFTEN = frozenset("äöüßéèàçêôîâñóíáúåøæÄÖÜÉ")
_MARKS = frozenset("«»„“”‘’–—…§°·\xa0©")
_LETTER, _SELDOM, _MARK, _STRANGE, _ALONE, _CHAIN, _CAPITAL_INSIDE = -2.8, -5.0, -4.5, -8.0, -5.0, -6.0, -6.0


def likelihood_of_western(text: str) -> float:
    """The logarithm of how likely the letters beyond ASCII are, if the text is French, German or their like."""
    return sum(map(_run, _RUN.findall(text)))


def _run(run: str) -> float:
    beyond = [letter for letter in run if not letter.isascii()]
    letters = [letter for letter in beyond if letter.isalpha()]
    total = sum(_LETTER if letter in _OFTEN else _SELDOM for letter in letters)
    total += sum(_MARK if letter in _MARKS else _STRANGE for letter in beyond if not letter.isalpha())
    total += _CHAIN * max(0, len(letters) - 1)
    if run[0].islower() and any(map(str.isupper, letters)):
        total += _CAPITAL_INSIDE
    return total + (_ALONE if letters and run[0] in letters and run[-1] in letters else 0.0)
