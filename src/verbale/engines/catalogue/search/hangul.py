"""Korean words: the noun under a particle, and the spelling of the South beside that of the North.

A particle is taken off only where it can stand: 을, 은, 이, 과 and 으로 after a final consonant, 를, 는, 가, 와 and 로
without one (로 also after ㄹ). The word as it stands is always kept beside it, since 회의 is no particle on 회.
"""

from __future__ import annotations

import re

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


_NORTHERN = {
    "콤퓨터": "컴퓨터", "프로그람": "프로그램", "에네르기": "에너지", "뜨락또르": "트랙터", "로케트": "로켓",
    "텔레비죤": "텔레비전", "라지오": "라디오", "비루스": "바이러스", "뽐프": "펌프", "땅크": "탱크",
    "그라프": "그래프", "베아링": "베어링", "알루미니움": "알루미늄", "우라니움": "우라늄",
    "나트리움": "나트륨", "칼리움": "칼륨", "칼시움": "칼슘", "티탄": "티타늄", "플루토니움": "플루토늄",
    "헬리움": "헬륨", "게르마니움": "게르마늄", "마그네시움": "마그네슘", "쎄멘트": "시멘트",
    "세멘트": "시멘트", "콩크리트": "콘크리트", "뻐스": "버스", "씨리즈": "시리즈", "씨스템": "시스템",
    "쎈서": "센서", "쎈터": "센터", "레이자": "레이저", "트란지스터": "트랜지스터", "메터": "미터",
    "발브": "밸브", "까벨": "케이블", "쏘련": "소련", "로씨야": "러시아", "웽그리아": "헝가리",
    "뽈스까": "폴란드", "타빈": "터빈",
}  # fmt: skip
"""Words that the North borrowed otherwise, and how the South writes them."""
_BORROWED = re.compile("|".join(_NORTHERN))


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
    if borrowed := _BORROWED.search(word):
        return word.replace(borrowed[0], _NORTHERN[borrowed[0]])
    number = ord(word[0]) - _FIRST
    if not 0 <= number < _SYLLABLES:
        return word
    first, rest = divmod(number, _VOWELS * _FINALS)
    soft = rest // _FINALS in _BEFORE_I
    if first not in (_NIEUN_FIRST, _RIEUL_FIRST) or (first == _NIEUN_FIRST and not soft):
        return word
    return chr(_FIRST + (_IEUNG_FIRST if soft else _NIEUN_FIRST) * _VOWELS * _FINALS + rest) + word[1:]
