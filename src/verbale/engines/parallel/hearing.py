"""Whether a name sounds in a text of another language."""

from __future__ import annotations

import re
from functools import lru_cache

from verbale.engines.parallel.naming import WRITES_SOUNDS
from verbale.engines.parallel.sounds import Sound, begins_alike, skeleton, syllables
from verbale.engines.parallel.sounds.likeness import MOST

_EXACT = 0.16
"""What may differ where the other version is in ordinary Chinese characters, which sound like everything."""
_KOREAN = 0.28
"""What Korean readings of Chinese characters, which have kept old consonants, may differ from Mandarin."""
_CERTAIN = 0.1
"""What may differ where a name is sought of which a glossary knows other forms."""
_SILENT = 11
"""The place of ㅇ among the first letters of Korean syllables, where it has no sound."""
_SLAVIC = re.compile(r"(?:[oe][wv]a?|sk[iy]j?|skaja|skaya|ina?|tsch|ich|enko|uk|jan|yan|j\w*)$")


def heard(name: str, text: str, languages: tuple[str, str]) -> bool:
    """Whether every word of a name in the first language sounds in a text of the second."""
    own, other = languages
    words = [word for word in re.split(r"[\s·]+", name) if word not in ("von", "der")]
    whole = skeleton("".join(_uninflected(word, own) for word in words))
    if len(words) > 1 and (_in_characters(whole, text) if other == "zh" else _in_words(whole, text, other, joined=3)):
        return {own, other} != {"de", "en"} or all(_in_letters(word, text) for word in words)
    if other == "zh":
        most = _KOREAN if own == "ko" else MOST
        return all(_in_characters(skeleton(_uninflected(word, own)), text, most) for word in words)
    if own == "zh":
        return any(_in_words(skeleton(part), text, other, joined=3) for part in _cut(name))
    if {own, other} == {"de", "en"}:
        return all(_in_letters(word, text) for word in words)
    joined = 3 if own == "ko" else 1
    return all(_in_words(skeleton(_uninflected(word, own)), text, other, joined=joined) for word in words)


def _cut(name: str) -> list[str]:
    """A Chinese name, and what is left of it if a character at its edges belongs to the words around it."""
    chinese = len(name) == 3 and not all(character in WRITES_SOUNDS for character in name)
    parts = [name, name[:2]] if chinese else [name]
    return parts + [name[a : len(name) - b] for a, b in ((1, 0), (0, 1), (1, 1)) if len(name) - a - b >= 3]


def _uninflected(word: str, language: str) -> str:
    """A Russian or German name without what may be the ending of its case; endings without consonants do no harm."""
    if language == "ru":
        return re.sub(r"(?<=[а-яё]{3})(?:ым|ом|ем|ами|ого|ому|ой|ую|ей)$", "", word)
    return re.sub(r"(?<=[a-zäöüß]{3})s$", "", word) if language == "de" else word


def _light(sounds: tuple[Sound, ...]) -> bool:
    return sum(sound.weight for sound in sounds) < 1.0


def _in_characters(name: tuple[Sound, ...], text: str, most: float = MOST) -> bool:
    if _light(name):
        return True
    parts = _characters(text)
    for start, (character, sounds) in enumerate(parts):
        if not _may_begin(name, sounds):
            continue
        foreign = character in WRITES_SOUNDS and start + 1 < len(parts) and parts[start + 1][0] in WRITES_SOUNDS
        window = tuple(sound for _, part in parts[start : start + len(name) + 3] for sound in part)
        if begins_alike(name, window, most if foreign else min(most, _KOREAN if most == _KOREAN else _EXACT)):
            return True
    return False


@lru_cache(maxsize=64)
def _characters(text: str) -> tuple[tuple[str, tuple[Sound, ...]], ...]:
    return tuple((c, part) for c in text if "\u4e00" <= c <= "\u9fff" for part in syllables(c))


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text))


def _may_begin(name: tuple[Sound, ...], sounds: tuple[Sound, ...]) -> bool:
    """A look at the first sounds, which spares most comparisons."""
    if not sounds or name[0].weight < 1:
        return True
    return bool(set(name[0].classes) & set(sounds[0].classes)) or sounds[0].weight < 1


def _in_words(name: tuple[Sound, ...], text: str, language: str, most: float = MOST, joined: int = 1) -> bool:
    if _light(name):
        return True
    found = _words(text)
    for place, word in enumerate(found):
        if (language != "ko" and not word[0].isupper()) or not _may_begin(name, skeleton(word)):
            continue
        for count in range(1, joined + 1):
            if begins_alike(name, skeleton("".join(found[place : place + count]))[: len(name) + 3], most):
                return True
    return False


def _in_letters(word: str, text: str) -> bool:
    """In one script a name is written alike, but for a Slavic one, which each language spells by its own sounds."""
    plain = _plain(word)
    others = [_plain(one) for one in re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text)]
    if any(one in (plain, plain + "s") or one + "s" == plain for one in others):
        return True
    slavic = _SLAVIC.search(plain) or len(plain) < 4
    return bool(slavic) and _in_words(skeleton(word), text, "en")


def _plain(word: str) -> str:
    plain = word.lower().replace("’", "'").removesuffix("'s")
    for umlaut, letters in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}.items():
        plain = plain.replace(umlaut, letters)
    return re.sub(r"(?<=[aou])e", "", plain)


def sounds(name: str, text: str, languages: tuple[str, str]) -> bool:
    """Whether a name, long enough to tell it from the words of a text, sounds in it without any doubt."""
    own, other = languages
    words = name.split()
    row = skeleton("".join(_uninflected(word, own) for word in words))
    if sum(sound.weight for sound in row) < (3.0 if "zh" in languages else 2.4) or {own, other} == {"de", "en"}:
        return False
    if other == "zh":
        return _in_characters(row, text, _CERTAIN)
    alike = " ".join(word for word in _words(text) if own == "zh" or _opens(word) & _opens(name))
    return _in_words(row, alike if len(words) == 1 else text, other, _CERTAIN, joined=len(words))


def _opens(word: str) -> set[str]:
    """Whether a word begins with a vowel or a consonant; with both, where languages differ: Jena, Йена, 예나."""
    first = word[:1].lower()
    if "가" <= first <= "힣":
        return {"vowel"} if (ord(first) - ord("가")) // 588 == _SILENT else {"consonant"}
    return {"vowel", "consonant"} if first in "jywhйяюеё" else {"vowel"} if first in "aeiouäöüаиоуыэ" else {"consonant"}
