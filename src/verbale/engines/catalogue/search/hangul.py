"""Korean words: the noun under a particle, and the spelling of the South beside that of the North.

A particle is taken off only where it can stand: 을, 은, 이, 과 and 으로 after a final consonant, 를, 는, 가, 와 and 로
without one (로 also after ㄹ). The word as it stands is always kept beside it, since 회의 is no particle on 회.
"""

from __future__ import annotations

_ANY = (
    "에서의",
    "으로서",
    "으로써",
    "로부터",
    "에서",
    "에게",
    "부터",
    "까지",
    "보다",
    "처럼",
    "에의",
    "의",
    "에",
    "도",
    "만",
)
_AFTER_CONSONANT = ("으로의", "으로", "을", "은", "이", "과")
_AFTER_VOWEL = ("로의", "로", "를", "는", "가", "와")
_RIEUL = 8
_FIRST, _SYLLABLES, _VOWELS, _FINALS = 0xAC00, 11172, 21, 28
_NIEUN_FIRST, _RIEUL_FIRST, _IEUNG_FIRST = 2, 5, 11
_BEFORE_I = frozenset((2, 3, 6, 7, 12, 17, 20))
_LEAST = 2


def noun_of(word: str) -> str:
    """The word without its particle; the word itself if it has none."""
    for particle in sorted((*_ANY, *_AFTER_CONSONANT, *_AFTER_VOWEL), key=len, reverse=True):
        rest = word.removesuffix(particle)
        least = 1 if len(particle) > 1 or particle in ("의", "를", "을") else _LEAST
        if rest != word and len(rest) >= least and _may_stand(particle, rest[-1]):
            return rest
    return word


def _may_stand(particle: str, before: str) -> bool:
    if particle in _ANY:
        return True
    final = (ord(before) - _FIRST) % _FINALS if "가" <= before <= "힣" else 0
    if particle in ("로", "로의") and final == _RIEUL:
        return True
    return bool(final) is (particle in _AFTER_CONSONANT)


def southern(word: str) -> str:
    """A word as the South spells it, where ㄹ and ㄴ do not begin one: 력사 is 역사, 로동 is 노동, 녀성 is 여성."""
    number = ord(word[0]) - _FIRST
    if not 0 <= number < _SYLLABLES:
        return word
    first, rest = divmod(number, _VOWELS * _FINALS)
    soft = rest // _FINALS in _BEFORE_I
    if first not in (_NIEUN_FIRST, _RIEUL_FIRST) or (first == _NIEUN_FIRST and not soft):
        return word
    return chr(_FIRST + (_IEUNG_FIRST if soft else _NIEUN_FIRST) * _VOWELS * _FINALS + rest) + word[1:]
