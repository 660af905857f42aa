"""Text as runs of one script, folded: what is indexed and what is asked are cut into tokens from there."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from verbale.engines.catalogue.search.han import SIMPLIFIED

LONGEST = 64
"""Letters of a word that count; the rest is passed over."""

_HAN = "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HANGUL = "\uac00-\ud7af\u1100-\u11ff"
_INNER = "'’‘ʹʺʻʼʾʿ`´\u0300-\u036f\ufe20-\ufe2f"
_WORD = rf"[^\W_{_HAN}{_HANGUL}]"
_RUN = re.compile(
    rf"(?P<signed>(?<!{_WORD})[a-z](?:\+\+|#)(?!{_WORD}))|(?P<han>[{_HAN}]+)|(?P<hangul>[{_HANGUL}]+)|(?P<word>{_WORD}+(?:[{_INNER}]+(?:{_WORD}+|(?=\W|$)))*)"
)
_MARKS = re.compile(rf"[{_INNER}]")
_POSSESSIVE = re.compile(r"['’]s?$")
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "ng", "ё": "е"}
)


class Script(Enum):
    """What a run is written in: Han with kana, Hangul, Cyrillic, Latin (and all else); or a number, letters or not."""

    HAN = "han"
    HANGUL = "hangul"
    CYRILLIC = "cyrillic"
    LATIN = "latin"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Run:
    """A folded run: ``marked`` still has the marks on its letters (ä), ``plain`` has not (a)."""

    script: Script
    marked: str
    plain: str

    def __hash__(self) -> int:
        return hash(self.marked)

    @property
    def pieces(self) -> tuple[str, ...]:
        """A number cut where digits meet letters: GB18030 is GB and 18030."""
        return tuple(_PIECES.findall(self.plain)) if self.script is Script.NUMBER else (self.plain,)


def runs_of(text: str) -> list[Run]:
    """The runs of a text, in order; compatibility forms (full width, ligatures), case and variants of Han folded.

    One letter keeps ++ or # after it: C++ and C# are words of their own.
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(SIMPLIFIED)
    return [run for match in _RUN.finditer(folded) if (run := _run(match.lastgroup or "", match[0])) is not None]


@lru_cache(maxsize=65536)
def _run(kind: str, text: str) -> Run | None:
    if kind == "han":
        return Run(Script.HAN, text, text)
    if kind == "signed":
        return Run(Script.LATIN, text, text)
    if kind == "hangul":
        return Run(Script.HANGUL, text[:LONGEST], text[:LONGEST])
    marked = _POSSESSIVE.sub("", text.translate(_LETTERS)[:LONGEST])
    plain = plain_of(marked)
    if not plain:
        return None
    if any(letter.isdigit() for letter in plain):
        return Run(Script.NUMBER, plain, plain)
    return Run(Script.CYRILLIC if _CYRILLIC.search(plain) else Script.LATIN, marked, plain)


def plain_of(word: str) -> str:
    """A folded word without marks and apostrophes; й stays what it is, being a letter of its own."""
    kept = word.replace("й", "\x00")
    return _MARKS.sub("", unicodedata.normalize("NFKD", kept)).replace("\x00", "й")


def sort_key(text: str) -> str:
    """By what a text is put in order: folded, without marks and punctuation."""
    return " ".join(run.plain for run in runs_of(text))[:120]
