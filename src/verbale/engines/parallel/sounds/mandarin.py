"""The Mandarin syllable of a Chinese character.

GB 2312 orders the 3755 characters of its first level by their syllables (and the corpora of the Unicode consortium give
the same readings), so the first character of each syllable tells all; of its second level a few are used in names.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import lru_cache
from importlib.resources import files

_ROW = re.compile(r"([a-zêü]+)([^a-zêü ]+)")
_FIRST, _LAST = 0xB0A1, 0xD7F9


def _code(character: str) -> int:
    return int.from_bytes(character.encode("gb2312", errors="ignore"), "big")


@lru_cache(maxsize=1)
def _table() -> tuple[list[int], list[str], dict[str, str]]:
    rows: dict[str, str] = json.loads((files(__package__) / "syllables.json").read_text(encoding="utf-8"))
    begins = [(_code(character), syllable) for syllable, character in _ROW.findall(rows["begins"])]
    beside = {one: syllable for syllable, characters in _ROW.findall(rows["beside"]) for one in characters}
    return [code for code, _ in begins], [syllable for _, syllable in begins], beside


@lru_cache(maxsize=8192)
def syllable(character: str) -> str:
    """The syllable in pinyin without its tone, empty where it is not known."""
    codes, names, beside = _table()
    code = _code(character)
    if _FIRST <= code <= _LAST:
        return names[bisect_right(codes, code) - 1]
    return beside.get(character, "")


#: Characters that names read in more than one manner.
_READ_TWICE = (
    "重长厦乐朝阿都六蚌浚解单尉台泊番什大行曲朴铅涡莘柏泌堡铺车宿盛藏会蔚那色率绿石调传弹降仇区曾查盖华任宁应种"
)
_CHINESE_SOUND = re.compile(r"zh|[xq]|[aiou]ng|i[ae]n|uan|iao|uai")


def in_pinyin(word: str) -> bool:
    """Whether a word in Latin letters is surely a Chinese name: all of it syllables, two or more, one unlike others."""
    plain = re.sub(r"['’\s-]", "", word.lower())
    return bool(_CHINESE_SOUND.search(plain)) and any(len(cut) > 1 for cut in _cuts(plain))


def contradicts(characters: str, word: str) -> bool:
    """Whether the characters, each of them read in one manner only, say nowhere what a word in pinyin says."""
    read = [syllable(character) for character in characters]
    if not all(read) or set(characters) & set(_READ_TWICE):
        return False
    cuts = _cuts(re.sub(r"['’\s-]", "", word.lower()))
    return not any(read[at : at + len(cut)] == cut for cut in cuts for at in range(len(read)))


def _cuts(word: str) -> list[list[str]]:
    """All the manners of cutting a word into syllables."""
    if not word:
        return [[]]
    known = set(_table()[1])
    heads = (word[:length] for length in range(1, min(6, len(word)) + 1))
    return [[head, *rest] for head in heads if head in known for rest in _cuts(word[len(head) :])]
