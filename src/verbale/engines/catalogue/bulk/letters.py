"""Which letters need no look at all: they are composed, seen, and in no compatibility form."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np

_MARK = "\x1f"


def _classes(plain: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """By byte: 0 for ASCII, 1 for what only stands in plain letters, 2 for others."""
    table = np.full(256, 2, np.uint8)
    table[:0x80], table[0x80:0xC0] = 0, 1
    table[list(plain)] = 1
    return table


_CYRILLIC, _HAN, _HANGUL = (0xD0, 0xD1), tuple(range(0xE4, 0xEA)), (0xEB, 0xEC)

COMPOSED = _classes((*range(0xC3, 0xCC), *_CYRILLIC, *_HAN, *_HANGUL))
"""The first bytes of letters that NFC leaves as they are, whatever stands beside them, and that are printable: Latin
(U+00C0 to U+02FF), Cyrillic (to U+047F), Han (U+4000 to U+9FFF), Hangul (U+B000 to U+CFFF)."""

FOLDED = _classes((0xC3, *_CYRILLIC, *_HAN, *_HANGUL))
"""Those of them that NFKC leaves as they are too."""


def composed(texts: Sequence[bytes]) -> tuple[list[bytes], list[int]]:
    """Texts in UTF-8 composed (NFC), and the places of those with letters that are not seen."""
    whole = unicodedata.normalize("NFC", b"\x1f".join(texts).decode())
    parts = whole.split(_MARK)
    unseen = []
    if not whole.replace(_MARK, "").isprintable():
        unseen = [place for place, part in enumerate(parts) if not part.isprintable()]
    return whole.encode().split(b"\x1f"), unseen


def folded_all(texts: Sequence[bytes], *, plain: bool = False) -> list[bytes]:
    """``folded`` of texts that are clean and hold no mark of a subfield; ``plain``: NFKC leaves them as they are."""
    whole = b"\x1f".join(texts).decode()
    whole = (whole if plain else unicodedata.normalize("NFKC", whole)).casefold()
    if "  " in whole or f" {_MARK}" in whole or f"{_MARK} " in whole or whole != whole.strip(" "):
        whole = _MARK.join(" ".join(part.split()) for part in whole.split(_MARK))
    return whole.encode().split(b"\x1f")
