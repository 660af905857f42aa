"""Whether a text is in the language it claims: by its script, and German and English by their small words."""

from __future__ import annotations

import re

from verbale.engines.parallel.sentences import sentences

_SCRIPTS = {
    "han": re.compile(r"[\u3400-\u9fff\uf900-\ufaff]"),
    "hangul": re.compile(r"[\uac00-\ud7a3\u1100-\u11ff]"),
    "cyrillic": re.compile(r"[\u0400-\u04ff]"),
    "latin": re.compile(r"[A-Za-z\u00c0-\u024f]"),
}
_OWN = {"zh": "han", "ko": "hangul", "ru": "cyrillic", "de": "latin", "en": "latin"}
#: A character of Chinese says as much as some letters.
_WEIGHT = {"han": 3.0, "hangul": 2.0, "cyrillic": 1.0, "latin": 1.0}
LEAST = 15.0
"""Letters (Chinese characters count three) below which a sentence may be a name or a title."""
_WORD = re.compile(r"[a-zäöüß]+")
_SMALL = {
    "de": frozenset(
        "der die das den dem des und ist sind wird werden wurde wurden ein eine einer eines einem einen zu zum zur von vom mit für auf "  # noqa: E501
        "im am bei nach über aus an als sich nicht auch bis durch unter beide beiden seite seiten hat haben oder sowie".split()  # noqa: E501
    ),
    "en": frozenset(
        "the of and to is are was were be been by for with on at from that this shall will its it their which or as has have had "  # noqa: E501
        "not both side sides between during each an into per".split()
    ),
}
_LEAST_SMALL = 2


def says_nothing(text: str) -> bool:
    """Whether a text is blank, or only a list mark and stops."""
    return not re.search(r"[^\W_]", re.sub(r"^\s*(?:[(（]?\w{1,3}[)）.、．]|第\w{1,4}条|№)\s*$", "", text))


def foreign(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences that are not in the language, neighbours together."""
    own = language.lower()[:2]
    if own not in _OWN:
        return []
    found: list[tuple[int, int]] = []
    for start, end in sentences(text):
        if not _is_foreign(text[start:end], own):
            continue
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _is_foreign(said: str, language: str) -> bool:
    weights = {name: _WEIGHT[name] * len(pattern.findall(said)) for name, pattern in _SCRIPTS.items()}
    own = weights.pop(_OWN[language])
    most = max(weights.values())
    if most >= LEAST and most > 3 * own:
        return True
    if language == "ko" and weights["han"] > 2 * own and weights["han"] >= LEAST:
        return True
    return language in _SMALL and own >= LEAST and _in_other_words(said, language)


def _in_other_words(said: str, language: str) -> bool:
    words = _WORD.findall(said.lower())
    own = sum(word in _SMALL[language] for word in words)
    other = sum(word in small for name, small in _SMALL.items() if name != language for word in words)
    return other >= _LEAST_SMALL and other > 2 * own
