"""What is known of letters by their bytes in UTF-8, so that most texts need no closer look.

Known are all letters of two bytes (Latin, Greek, Cyrillic, Hebrew, Arabic …), some blocks of letters of three bytes,
and Han and Hangul. Of them it is known whether composing (NFC) or folding (NFKC, lower case) would change them, whether
they are seen, and whether words are made of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from verbale.engines.catalogue.bulk.scan import Flags, Ints, Octets

_MARK = "\x1f"
_TWO = range(0xC2, 0xE0)
_BLOCKS = tuple(
    bytes((first, second))
    for first, seconds in (
        (0xE0, (0xA4, 0xA5)),
        (0xE1, range(0xB8, 0xBC)),
        (0xE2, (0x80, 0x88, 0x89, 0x8A, 0x8B)),
        (0xE3, range(0x80, 0x84)),
        (0xEF, (0xB8,)),
    )
    for second in seconds
)
"""How letters of three bytes begin: Devanagari, marked Latin, punctuation, signs of mathematics, kana, half marks."""

_HAN = ((0xE3, range(0x90, 0xC0)), *((first, range(0x80, 0xC0)) for first in (*range(0xE4, 0xEA), 0xEB, 0xEC)))
_HEXAGRAMS = (0xE4, 0xB7)
_UNKNOWN, _PLAIN, _FIRST_BLOCK = 0, 1, 2
_CAPITAL, _CAPITALS, _SMALL = np.uint8(ord("A")), 26, np.uint8(5)
"""The first capital, how many there are, and the bit that makes small letters of them."""
_Of = TypeVar("_Of", bound=np.generic)

_ROWS = np.zeros((256, 256), np.uint8)
"""By the first two bytes: the row in which to look up the last."""
for _one in _TWO:
    _ROWS[_one] = _one
for _one, _twos in _HAN:
    _ROWS[_one, list(_twos)] = _PLAIN
_ROWS[_HEXAGRAMS] = _UNKNOWN
for _row, (_one, _two) in enumerate(_BLOCKS, _FIRST_BLOCK):
    _ROWS[_one, _two] = _row


def _known_letters() -> Iterable[tuple[int, int, str]]:
    """Row, last byte and letter of all that is in a row of its own."""
    starts = [(row, block) for row, block in enumerate(_BLOCKS, _FIRST_BLOCK)] + [(one, bytes((one,))) for one in _TWO]
    return ((row, last, (start + bytes((last,))).decode()) for row, start in starts for last in range(0x80, 0xC0))


def _table(holds: Callable[[str], bool]) -> Flags:
    """By row and last byte."""
    table = np.zeros((256, 256), bool)
    table[_PLAIN] = True
    for row, last, letter in _known_letters():
        table[row, last] = holds(letter)
    return table


def _is_composed(letter: str) -> bool:
    return unicodedata.is_normalized("NFC", letter) and not unicodedata.combining(letter) and letter.isprintable()


def _is_foldable(letter: str) -> bool:
    """Whether folding gives one letter of the same row, or of two bytes too."""
    folded, before = letter.casefold().encode(), letter.encode()
    same = len(folded) == len(before) and (len(before) == 2 or folded[:2] == before[:2])
    return unicodedata.is_normalized("NFKC", letter) and same


def _is_known(letter: str) -> bool:
    """Whether folding makes neither figures nor commas of it."""
    folded = unicodedata.normalize("NFKC", letter)
    return not any(part == "," or (part.isdecimal() and not part.isascii()) for part in folded)


COMPOSED, KNOWN, _FOLDABLE, _WORDS = map(_table, (_is_composed, _is_known, _is_foldable, str.isalnum))
"""Letters that NFC leaves as they are, whatever stands beside them, and that are seen; those of which it is known
whether words are made of them."""
_CASE = np.tile(np.arange(256, dtype=np.uint8), (256, 1))
_CASE_OF_TWO = np.arange(256, dtype=np.uint8)[:, None].repeat(256, 1)
for _row, _last, _letter in _known_letters():
    if _FOLDABLE[_row, _last]:
        _CASE[_row, _last] = _letter.casefold().encode()[-1]
        _CASE_OF_TWO[_row, _last] = _letter.casefold().encode()[0]
_ASCII_WORD = np.array([chr(byte).isalnum() or byte >= 0x80 for byte in range(256)])


def _found(octets: Octets) -> tuple[Ints, Octets, Ints]:
    """Where letters beyond ASCII begin, their rows, and where their last bytes to look up stand."""
    at = np.flatnonzero(octets >= _TWO[0])
    first = octets.take(at)
    last = at + 1
    row = _ROWS.take(first.astype(np.int64) << 8 | octets.take(last, mode="clip"))
    last += first >= 0xE0
    return at, row, np.minimum(last, len(octets) - 1)


def _looked_up(table: npt.NDArray[_Of], row: Octets, letter: Octets) -> npt.NDArray[_Of]:
    return table.take(row.astype(np.int64) << 8 | letter)


def _texts(bounds: Ints, places: Ints) -> Ints:
    return np.unique(np.searchsorted(bounds, places, "right") - 1)


def letters_outside(table: Flags, octets: Octets) -> Ints:
    """Where letters begin that are not in the table."""
    at, row, last = _found(octets)
    return at.take(np.flatnonzero(~_looked_up(table, row, octets.take(last))))


def fold(octets: Octets, bounds: Ints) -> tuple[Octets, Ints, Ints]:
    """The bytes of texts with every letter folded, as many bytes; the texts that must be folded one by one, and those
    with letters that are not known."""
    lower = octets + ((octets - _CAPITAL < _CAPITALS).view(np.uint8) << _SMALL)
    at, row, last = _found(octets)
    letter = octets.take(last)
    odd, unknown = (at.take(np.flatnonzero(~_looked_up(table, row, letter))) for table in (_FOLDABLE, KNOWN))
    lower[last] = _looked_up(_CASE, row, letter)
    two = np.flatnonzero(row >= _TWO[0])
    lower[at.take(two)] = _looked_up(_CASE_OF_TWO, row.take(two), letter.take(two))
    return lower, _texts(bounds, odd), _texts(bounds, unknown)


def in_words(octets: Octets) -> Flags:
    """Which bytes of folded texts belong to letters and figures that words are made of."""
    found = _ASCII_WORD.take(octets)
    at, row, last = _found(octets)
    outside = np.flatnonzero(~_looked_up(_WORDS, row, octets.take(last)))
    at, last = at.take(outside), last.take(outside)
    found[at] = found[at + 1] = found[last] = False
    return found


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
