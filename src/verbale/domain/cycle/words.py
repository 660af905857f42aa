"""Words that people or a partner give: one spelling, nothing that nobody could read, of a length that is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from verbale.kernel.errors import WrongUse

LONGEST_LINE = 300
"""Characters of a title, a name, an office."""
LONGEST_TEXT = 2_000
"""Characters of an item's words in one language."""
LONGEST_ENTRY = 20_000
"""Characters of what was said, assigned, remarked or answered."""
MOST_LANGUAGES = 8
LONGEST_CODE = 12

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Signs that show letters in another order than they stand."""


class BadWords(WrongUse):
    """“{what}” cannot be kept so: {why}."""


def line(text: object, *, what: str, longest: int = LONGEST_LINE, needed: bool = True) -> str:
    """One line, NFC, without blanks around it; refuses another type, a line break and what nobody could read."""
    kept = entry(text, what=what, longest=longest, needed=needed)
    if "\n" in kept or "\t" in kept:
        raise BadWords(what=what, why="it has more than one line")
    return kept


def entry(text: object, *, what: str, longest: int = LONGEST_ENTRY, needed: bool = True) -> str:
    """Words of one or more lines, NFC, lines ended by one sign, without blanks around them."""
    if not isinstance(text, str):
        raise BadWords(what=what, why="it is no text")
    if len(text) > 2 * longest:
        raise BadWords(what=what, why=f"it is longer than {longest} characters")
    kept = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(kept) > longest:
        raise BadWords(what=what, why=f"it is longer than {longest} characters")
    if bad := next(filter(_unreadable, kept), None):
        raise BadWords(what=what, why=f"it holds the sign U+{ord(bad):04X}, which nobody can read")
    if needed and not kept:
        raise BadWords(what=what, why="it is empty")
    return kept


def language(code: object, *, what: str = "language", needed: bool = False) -> str:
    """The code of a language, such as ``zh`` or ``sr-Latn``."""
    kept = line(code, what=what, longest=LONGEST_CODE, needed=needed)
    if kept and not _LANGUAGE.fullmatch(kept):
        raise BadWords(what=what, why=f"“{kept}” is no code of a language")
    return kept


def by_language(words: object, *, what: str, longest: int = LONGEST_TEXT, needed: bool = True) -> dict[str, str]:
    """Words by language; a language with empty words is refused, and so are none at all where some are needed."""
    if not isinstance(words, Mapping):
        raise BadWords(what=what, why="it is not given by language")
    if len(words) > MOST_LANGUAGES:
        raise BadWords(what=what, why=f"it has more than {MOST_LANGUAGES} languages")
    for code in words:
        if not (isinstance(code, str) and _LANGUAGE.fullmatch(code)):
            raise BadWords(what=what, why=f"“{str(code)[:20]}” is no code of a language")
    if needed and not words:
        raise BadWords(what=what, why="it is empty")
    return {code: entry(said, what=f"{what}, {code}", longest=longest) for code, said in words.items()}


def _unreadable(sign: str) -> bool:
    return (unicodedata.category(sign) in ("Cc", "Co", "Cs") and sign not in "\n\t") or sign in _TURNING
