"""A text made even for reading: composed characters, plain digits, no stress marks; every place traceable."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import is_normalized, normalize

from verbale.engines.parallel.numerals.numeral import Numeral

#: Stress marks, soft hyphens and joiners: seen or not seen by a reader, but never part of a word.
_SILENT = "\u0300\u0301\u00ad\u200b\u200c\u200d\u2060"
_EVEN = str.maketrans("０１２３４５６７８９．％／（）", "0123456789.%/()")
_UNEVEN = re.compile(f"[{_SILENT}]")
#: A character with what is composed with it: marks that follow, or the parts of one Korean syllable.
_CLUSTER = re.compile(r"[\u1100-\u11ff]+|.[\u0300-\u036f]*", re.DOTALL)
_BLANK = "\ufffc"


@dataclass(frozen=True, slots=True)
class Reading:
    """``plain`` is the evened text, ``lower`` the same in small letters, of the same length; ``places[i]`` is where
    ``plain[i]`` stands in the text (None: at the same place), with the text's length at the end."""

    plain: str
    lower: str
    places: tuple[int, ...] | None

    def without(self, spans: Iterable[tuple[int, int]]) -> "Reading":
        """The same reading with the spans blanked out."""
        pieces, done = [], 0
        for start, end in sorted(spans):
            if start >= done:
                pieces += [self.plain[done:start], _BLANK * (end - start)]
                done = end
        return _reading("".join([*pieces, self.plain[done:]]), self.places)

    def placed(self, numeral: Numeral) -> Numeral:
        """The numeral at its place in the text itself."""
        if self.places is None:
            return numeral
        start, last = self.places[numeral.start], self.places[numeral.end - 1]
        return replace(numeral, start=start, end=max(self.places[numeral.end], last + 1))


def read(text: str) -> Reading:
    """The reading of a text."""
    if is_normalized("NFC", text) and not _UNEVEN.search(text):
        return _reading(text.translate(_EVEN), None)
    characters: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        composed = [c for c in normalize("NFC", cluster[0]) if c not in _SILENT]
        characters += composed
        places += [cluster.start()] * len(composed)
    return _reading("".join(characters).translate(_EVEN), (*places, len(text)))


def _reading(plain: str, places: tuple[int, ...] | None) -> Reading:
    lower = plain.lower()
    if len(lower) != len(plain):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
    return Reading(plain, lower, places)
