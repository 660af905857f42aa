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
