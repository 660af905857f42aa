"""The consonants of a name, in classes that survive every transliteration: Курск and 库尔斯克 are both K L S K.

Vowels differ too much to tell anything, and so do voiced and voiceless consonants. A sound that some scripts leave out
(h, w, a final r) weighs little.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from verbale.engines.parallel.sounds.mandarin import syllable

LIGHT = 0.35


@dataclass(frozen=True, slots=True)
class Sound:
    """One consonant: the classes it may belong to, and what it costs to leave it out."""

    classes: str
    weight: float = 1.0


_CYRILLIC = {
    **dict.fromkeys("бпф", Sound("P")), "в": Sound("P", 0.5), "м": Sound("M"), **dict.fromkeys("дт", Sound("T")),
    "н": Sound("N"), "л": Sound("L"), "р": Sound("L", 0.7), **dict.fromkeys("гк", Sound("K")), "х": Sound("K", LIGHT),
    **dict.fromkeys("зсцчшщ", Sound("S")), "ж": Sound("SL"),
}  # fmt: skip
_LATIN = {
    **dict.fromkeys("bpf", Sound("P")), "v": Sound("P", 0.5), "w": Sound("P", LIGHT), "m": Sound("M"), "n": Sound("N"),
    **dict.fromkeys("dt", Sound("T")), "l": Sound("L"), "r": Sound("LS", 0.5), **dict.fromkeys("kq", Sound("KS")),
    "g": Sound("KS"), "h": Sound("K", LIGHT), "c": Sound("KS"), "s": Sound("S"), "z": Sound("S"), "x": Sound("KS"),
    "j": Sound("S", LIGHT), "1": Sound("S"), "2": Sound("KS"), "3": Sound("TS"), "4": Sound("N"), "5": Sound("S", LIGHT), "6": Sound("LS", 0.3),  # noqa: E501
}  # fmt: skip
_DIGRAPHS = (
    ("tsch", "1"), ("dsch", "1"), ("sch", "1"), ("tch", "1"), ("ts", "1"), ("tz", "1"), ("zh", "1"), ("sh", "1"),
    ("dj", "1"), ("dz", "1"), ("cz", "1"), ("kh", "k"), ("ch", "2"), ("ph", "p"), ("th", "3"), ("ck", "k"),
    ("ng", "4"), ("x", "x5"), ("ds", "1"), ("gh", "h"), ("qu", "k"),
)  # fmt: skip
_INITIALS = {
    **dict.fromkeys(("b", "p", "f"), Sound("P")), "m": Sound("M"), **dict.fromkeys(("d", "t"), Sound("T")),
    "n": Sound("N"), "l": Sound("L"), "r": Sound("LS"), **dict.fromkeys(("g", "k"), Sound("K")), "h": Sound("K", 0.5), "hu": Sound("KP", 0.5),  # noqa: E501
    **dict.fromkeys(("j", "q", "x"), Sound("SKT")), **dict.fromkeys(("zh", "ch", "sh", "z", "c", "s"), Sound("S")),
    "w": Sound("P", LIGHT), "y": Sound("S", 0.1),
}  # fmt: skip
_PINYIN = re.compile(r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)([a-zêü]*?)(ng|n|r)?")
_HEADS = (
    "K", "K", "N", "T", "T", "L", "M", "P", "P", "S", "S", "", "S", "S", "S", "K", "T", "P", "h",
)  # fmt: skip
#: Finals by their classes; the combined ones sound as their first.
_TAILS = (
    "", "K", "K", "K", "N", "N", "N", "TS", "L", "L", "L", "L", "L", "L", "L", "L", "MN", "P", "P", "TS", "TS", "N",
    "TS", "TS", "K", "TS", "P", "",
)  # fmt: skip


@lru_cache(maxsize=20_000)
def skeleton(word: str) -> tuple[Sound, ...]:
    """The consonants of a word in whatever script it is; one that ends a syllable and begins the next is one."""
    row: list[Sound] = []
    for part in syllables(word):
        last = row[-1].classes if row and row[-1].weight < 1 else ""
        doubled = bool(part) and last in ("L", "N", "MN") and part[0].classes in last
        row += part[1:] if doubled else part
    return tuple(row)


def syllables(word: str) -> list[tuple[Sound, ...]]:
    """The consonants of each character of a Chinese or Korean word, of any other word as a whole."""
    parts: list[tuple[Sound, ...]] = []
    letters = ""
    for character in [*word, " "]:
        if "\uac00" <= character <= "\ud7a3":
            parts.append(_hangul(character))
        elif "\u4e00" <= character <= "\u9fff":
            parts.append(_han(character))
        elif character.isalpha():
            letters += character
            continue
        if letters:
            parts.append(_letters(letters))
            letters = ""
    return parts


def _letters(word: str) -> tuple[Sound, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower().replace("ß", "ss")) if c.isalpha())
    plain = re.sub(r"(.)\1", r"\1", plain)
    if re.search("[а-я]", plain):
        plain = re.sub(r"дж|жд(?=ж)", "ж", re.sub(r"т[сцч]|дз|ц[зс]|ч[жш]|[сз][чщ]|щ", "ц", plain))
        return tuple(_CYRILLIC[c] for c in plain if c in _CYRILLIC)
    for written, sign in _DIGRAPHS:
        plain = plain.replace(written, sign)
    plain = re.sub("r(?![aeiouy])", "6", plain)
    return tuple(_LATIN[c] for c in plain if c in _LATIN)


def _hangul(character: str) -> tuple[Sound, ...]:
    number = ord(character) - 0xAC00
    head, tail = _HEADS[number // 588], _TAILS[number % 28]
    sounds = [Sound("K", LIGHT)] if head == "h" else [Sound(head)] if head else []
    return (*sounds, Sound(tail, 0.7)) if tail else tuple(sounds)


def _han(character: str) -> tuple[Sound, ...]:
    read = _PINYIN.fullmatch(syllable(character))
    if read is None or not read[0]:
        return (Sound("?"),)
    if read[0] == "er":
        return (Sound("L", 0.5),)
    initial = "hu" if read[0].startswith("hu") else read[1]
    sounds = [_INITIALS[initial]] if initial else []
    return (*sounds, Sound("N", 0.5)) if read[3] in ("n", "ng") else tuple(sounds)
