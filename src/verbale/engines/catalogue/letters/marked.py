"""Latin letters with marks as libraries wrote them before Unicode: the mark's byte stands before its letter.

MARC-8 (ANSEL) has its marks at 0xE0-0xFE, ISO 5426 at 0xC0-0xDF; other letters of Latin stand elsewhere beyond ASCII.
"""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(rb"[\x80-\xff]+[ -~]?")
_STRANGE, _OTHER, _LETTER, _CHAIN, _COMPOSED, _VOWEL, _LOOSE = -9.0, -5.0, -3.5, -5.0, -3.6, -2.6, -7.0


def likelihood_of_marked(raw: bytes, marks: dict[int, str]) -> float:
    """The logarithm of how likely the bytes beyond ASCII are, if ``marks`` (byte → combining mark) are used so."""
    return sum(_run(run, marks) for run in _RUN.findall(raw))


def _run(run: bytes, marks: dict[int, str]) -> float:
    total = 0.0
    for at, byte in enumerate(run):
        if byte < 0x80:
            break
        following = run[at + 1] if at + 1 < len(run) else 0
        if byte in _NOT_SORTED:
            total += _OTHER
        elif byte not in marks:
            total += _LETTER if byte in _LETTERS else _OTHER if byte > 0xA0 else _STRANGE
            total += _CHAIN if at and run[at - 1] not in marks and run[at - 1] not in _NOT_SORTED else 0.0
        elif chr(following).isascii() and chr(following).isalpha():
            composed = len(unicodedata.normalize("NFC", chr(following) + marks[byte])) == 1
            vowel = chr(following) in "aeiouAEIOU"
            total += _VOWEL if composed and vowel else _COMPOSED if composed else _OTHER if byte in _ALONE else _LOOSE
        else:
            total += _OTHER if following in marks and at < 1 else _STRANGE
    return total


_LETTERS = frozenset((0xA1, 0xA2, 0xA5, 0xA7, 0xA8, 0xAE, 0xB0, 0xB1, 0xB2, 0xB5, 0xB8, 0xBA, 0xC0, 0xC2, 0xC3, 0xC7))
"""In MARC-8 the letters and signs that are not seldom: Ł Ø Æ ʹ · ʼ ʻ ł ø æ ı ð ° ℗ © ß."""

_NOT_SORTED = frozenset((0x88, 0x89, 0x98, 0x9C))
"""Where what is passed over in sorting begins and ends."""

_ALONE = frozenset((0xEB, 0xEC, 0xF2, 0xFA, 0xFB))
"""Halves of ties over two letters, and the dot below, for which few letters are composed."""
