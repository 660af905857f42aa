"""A text in one spelling, every character of which knows where it stood in the text as written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SETTLED = r"\n !-;=?-_a-~À-ÖØ-öø-ÿ\u0400-\u04ff\u3001\u3002\u4e00-\u9fff\uac00-\ud7a3“”„‘’«»–—"
"""Characters that are in that spelling already; most of every text is made of them, and passed over at once."""
_CLUSTER = re.compile(
    rf"(?P<settled>(?:[{_SETTLED}](?![\u0300-\u036f]))+)|[\u1100-\u11ff]+|.[\u0300-\u036f]*", re.DOTALL
)
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301\u0300")
_SPACES = frozenset("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t")
#: What compatibility decomposition would spoil: list marks, powers, fractions, the full-width marks that end clauses.
_KEPT = frozenset("，。；、？！：．²³½¼¾⅓⅔⅕⅖⅗⅘⅙⅛⅜⅝⅞№℃…％") | frozenset(map(chr, range(0x2460, 0x2500)))
_MAPPED = {
    "％": "%", "‑": "-", "‐": "-", "−": "-", "～": "~", "〜": "~", "∼": "~", "℃": "°C", "㎡": "m²", "㎥": "m³",
    "㎢": "km²", "㎠": "cm²", "㎤": "cm³", "<": "‹", ">": "›", "＜": "‹", "＞": "›", "《": "《", "`": "'", "´": "'",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spelled:
    """``text`` in one spelling; ``places[i]`` is where ``text[i]`` stands as written, with the length at the end."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the text as written."""
        first = self.places[start]
        return first, max(self.places[end], first + 1)


def spelled(text: str) -> Spelled:
    """The text in one spelling: composed, plain digits and spaces, no invisible marks. It holds no ``<`` or ``>``."""
    characters: list[str] = []
    places: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        if cluster.lastgroup:
            characters.append(cluster[0])
            places += range(*cluster.span())
            continue
        plain = _plain(cluster[0]) if len(cluster[0]) <= 8 else cluster[0][:1]
        characters.append(plain)
        places += [cluster.start()] * len(plain)
    return Spelled("".join(characters), (*places, len(text)))


@lru_cache(maxsize=8192)
def _plain(cluster: str) -> str:
    if cluster in _MAPPED:
        return _MAPPED[cluster]
    if cluster in _SPACES:
        return " "
    if cluster in _KEPT:
        return cluster
    plain = unicodedata.normalize("NFKC", "".join(c for c in cluster if c not in _DROPPED))
    return plain.replace("<", "‹").replace(">", "›")
