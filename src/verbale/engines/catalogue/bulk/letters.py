"""What is known of letters by the bytes that they begin with in UTF-8, so that most texts need no closer look.

Known are all letters of two bytes (Latin, Greek, Cyrillic, Hebrew, Arabic …), Han from U+4000 to U+9FFF, Hangul from
U+B000 to U+CFFF, and the punctuation from U+2000 to U+203F; of them it is known whether composing (NFC) or folding
(NFKC) would change them, whether they are seen, and whether words are made of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from verbale.engines.catalogue.bulk.scan import Flags, Ints, Octets

_MARK = "\x1f"
_TWO, _PUNCTUATION = range(0xC2, 0xE0), b"\xe2\x80"
_LETTERS = np.isin(np.arange(256), [*range(0xE4, 0xEA), 0xEB, 0xEC])
"""First bytes of Han and Hangul, which are composed, folded and letters."""


def _table(known: Callable[[str], bool]) -> Flags:
    """By first byte (or E2 for what begins with E2 80) and last byte."""
    table = np.zeros((256, 256), bool)
    table[:0x80], table[_LETTERS] = True, True
    for last in range(0x80, 0xC0):
        for first in _TWO:
            table[first, last] = known(bytes((first, last)).decode())
        table[_PUNCTUATION[0], last] = known((_PUNCTUATION + bytes((last,))).decode())
    return table


def _is_composed(letter: str) -> bool:
    return unicodedata.is_normalized("NFC", letter) and not unicodedata.combining(letter) and letter.isprintable()


def _is_foldable(letter: str) -> bool:
    """Whether folding gives one letter of as many bytes."""
    return unicodedata.is_normalized("NFKC", letter) and len(letter.casefold().encode()) == len(letter.encode())


def _is_known(letter: str) -> bool:
    return not letter.isdecimal()


COMPOSED, KNOWN, _FOLDABLE, _WORDS = map(_table, (_is_composed, _is_known, _is_foldable, str.isalnum))
"""Letters that NFC leaves as they are, whatever stands beside them, and that are seen; those of which it is known
whether words are made of them."""
_CASE = np.zeros((2, 256, 256), np.uint8)
for _first in _TWO:
    for _last in range(0x80, 0xC0):
        _letter = bytes((_first, _last)).decode()
        if _FOLDABLE[_first, _last]:
            _CASE[:, _first, _last] = list(_letter.casefold().encode())
_HEXAGRAMS = (0xE4, 0xB7)


def beginnings(octets: Octets) -> tuple[Ints, Octets, Octets]:
    """Where letters beyond ASCII begin, their first bytes, and the bytes to look up beside these."""
    at = np.flatnonzero(octets >= _TWO[0])
    first, last = octets[at], octets[at + 1]
    general = np.flatnonzero(first == _PUNCTUATION[0])
    third = octets[at[general] + 2]
    third[last[general] != _PUNCTUATION[1]] = 0
    last[general] = third
    return at, first, last


def texts_outside(table: Flags, octets: Octets, bounds: Ints) -> Ints:
    """The texts, one behind another within these bounds, that have letters which are not in the table."""
    at, first, last = beginnings(octets)
    return np.unique(np.searchsorted(bounds, at[~table[first, last]], "right") - 1)


def fold(octets: Octets, bounds: Ints) -> tuple[Octets, Ints, Ints]:
    """The bytes of texts with every letter folded, as many bytes; the texts that must be folded one by one, and those
    with letters that are not known."""
    lower = np.frombuffer(bytearray(octets.tobytes().lower()), np.uint8)
    at, first, last = beginnings(octets)
    plain = _FOLDABLE[first, last]
    two = np.flatnonzero(plain & (first < 0xE0))
    lower[at[two]], lower[at[two] + 1] = _CASE[:, first[two], last[two]]
    odd, unknown = at[~plain], at[~KNOWN[first, last]]
    return lower, *(np.unique(np.searchsorted(bounds, places, "right") - 1) for places in (odd, unknown))


def composed(texts: Sequence[bytes]) -> tuple[list[bytes], list[int]]:
    """Texts in UTF-8 composed (NFC), and the places of those with letters that are not seen."""
    whole = unicodedata.normalize("NFC", b"\x1f".join(texts).decode())
    unseen = []
    if not whole.replace(_MARK, "").isprintable():
        unseen = [place for place, part in enumerate(whole.split(_MARK)) if not part.isprintable()]
    return whole.encode().split(b"\x1f"), unseen


def folded_all(texts: Sequence[bytes]) -> list[bytes]:
    """``folded`` of texts that are clean and hold no mark of a subfield."""
    whole = unicodedata.normalize("NFKC", b"\x1f".join(texts).decode()).casefold()
    if "  " in whole or f" {_MARK}" in whole or f"{_MARK} " in whole or whole != whole.strip(" "):
        whole = _MARK.join(" ".join(part.split()) for part in whole.split(_MARK))
    return whole.encode().split(b"\x1f")


def in_words(octets: Octets) -> Flags:
    """Which bytes of folded texts belong to letters and figures that words are made of."""
    found = _ASCII_WORD[octets]
    at, first, last = beginnings(octets)
    no_word = ~_WORDS[first, last] | ((first == _HEXAGRAMS[0]) & (last == _HEXAGRAMS[1]))
    outside, wide = at[no_word], at[no_word & (first >= 0xE0)]
    found[outside] = found[outside + 1] = False
    found[wide + 2] = False
    return found


_ASCII_WORD = np.array([chr(byte).isalnum() or byte >= 0x80 for byte in range(256)])
