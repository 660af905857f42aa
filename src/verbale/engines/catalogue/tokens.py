"""The words by which a catalogue is searched, the same for what is indexed and for what is asked.

Text is brought to its compatibility form (NFKC) and case-folded. Han, kana and Hangul become single characters and
pairs of neighbours, so that one character and any part of a compound are found. Russian words become their Snowball
stem (ё as е); words in Latin letters become their English and their German stem, without accents, since nothing tells
which language a word in a query is in.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

_EAST = (
    "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\uac00-\ud7af\u1100-\u11ff"
)
_RUN = re.compile(rf"[{_EAST}]+|[^\W_{_EAST}]+(?:['’ʹʺʼ\u0300-\u036f\ufe20-\ufe2f][^\W_{_EAST}]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_MARKS = re.compile(r"['’ʹʺʼ\u0300-\u036f\ufe20-\ufe2f]")
_LONGEST = 64

_ENGLISH, _GERMAN, _RUSSIAN = (snowballstemmer.stemmer(name) for name in ("english", "german", "russian"))


def words_of(text: str) -> list[str]:
    """The runs of letters or digits of one script in a text, folded."""
    return [run[:_LONGEST] for run in _RUN.findall(unicodedata.normalize("NFKC", text).casefold())]


def index_tokens(text: str) -> list[str]:
    """Every token under which a text is found, in order, with repetition."""
    return [token for word in words_of(text) for token in (_pieces(word) if _is_east(word) else stems(word))]


def query_groups(text: str) -> list[tuple[str, ...]]:
    """What a query asks for: every group must be found, by any token in it."""
    groups: list[tuple[str, ...]] = []
    for word in words_of(text):
        groups += [(pair,) for pair in _pairs(word)] if _is_east(word) else [stems(word)]
    return list(dict.fromkeys(groups))


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """The stems of one folded word, without repetition; a number stands for itself."""
    if word.isdigit():
        return (word,)
    if _CYRILLIC.search(word):
        return (_RUSSIAN.stemWord(word.replace("ё", "е")),)
    word = word.replace("’", "'")
    return tuple(
        dict.fromkeys(_plain(stem) for stem in (_ENGLISH.stemWord(word), _GERMAN.stemWord(word)) if _plain(stem))
    )


def _plain(stem: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", stem))


def _is_east(word: str) -> bool:
    return re.match(rf"[{_EAST}]", word) is not None


def _pairs(word: str) -> list[str]:
    return [word[at : at + 2] for at in range(len(word) - 1)] or [word]


def _pieces(word: str) -> list[str]:
    return [*word, *(word[at : at + 2] for at in range(len(word) - 1))]
