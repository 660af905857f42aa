"""One spelling of words that are hashed: NFC, lines ended by one sign, nothing invisible that changes what is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from verbale.engines.agreement.errors import BadRevision

LONGEST_LINE = 1_000
"""Characters of a title or a heading in one language."""
LONGEST_TEXT = 200_000
"""Characters of an article's text in one language."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that make a page show letters in another order than they stand: one would sign what one did not read."""


def clean(text: object, *, where: str, longest: int = LONGEST_TEXT) -> str:
    """The text in its one spelling, without blanks around it; refuses what nobody could read, and nothing at all."""
    if not isinstance(text, str):
        raise BadRevision(where=where, why="it is no text")
    if len(text) > 2 * longest:
        raise BadRevision(where=where, why=f"it is longer than {longest} characters")
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise BadRevision(where=where, why="it is empty; leave the language out instead")
    if len(text) > longest:
        raise BadRevision(where=where, why=f"it is longer than {longest} characters")
    if bad := unreadable(text):
        raise BadRevision(where=where, why=f"it holds the sign U+{ord(bad):04X}, which nobody can read")
    return text


def unreadable(text: str) -> str | None:
    """The first sign that may stand in no text: control signs but a new line and a tab, halves of pairs, signs that
    turn the direction."""
    for sign in text:
        if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t":
            return sign
    turning = _TURNING.search(text)
    return turning.group() if turning else None


def by_language(words: object, languages: Iterable[str], *, where: str, longest: int) -> Mapping[str, str]:
    """Words in some of the languages, cleaned, in the order of the languages; refuses any other language."""
    if not isinstance(words, Mapping):
        raise BadRevision(where=where, why="it is not given by language")
    known = tuple(languages)
    if foreign := sorted(str(language)[:20] for language in words if language not in known):
        raise BadRevision(where=where, why=f"it has the language {', '.join(foreign)}, which the text has not")
    return MappingProxyType(
        {
            language: clean(words[language], where=f"{where}, {language}", longest=longest)
            for language in known
            if language in words
        }
    )
