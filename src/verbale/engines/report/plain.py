"""Plain text: which encoding it is in, said only where it is sure."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from verbale.engines.report.errors import ReportTooBig, UnreadableReport
from verbale.engines.report.limits import DEFAULT_LIMITS, Limits
from verbale.engines.report.source import Source, lines_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WHITE = frozenset("\t\n\r\x0b\x0c\x1b\x85")
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпу")
_SAMPLE = 200_000


def read_plain(content: bytes, *, name: str, limits: Limits = DEFAULT_LIMITS) -> Source:
    """The text as the file has it: ends of lines, tabs and no-break spaces stay; a byte order mark is no text."""
    text = decode(content, name=name)
    if len(text) > limits.characters:
        raise ReportTooBig(name=name, limit=f"{limits.characters} characters")
    return Source(text, tuple(lines_of(text)))


def decode(content: bytes, *, name: str) -> str:
    """UTF-8, UTF-16, GB18030, CP949, KOI8-R, CP1251 or CP1252; refuses what is no text or not surely one of these."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _as_text(_decoded(content[len(mark) :], encoding), name)
    if (text := _decoded(content, "utf-8")) is not None:
        return _as_text(text, name)
    if b"\0" in content[:4096]:
        return _as_text(_sixteen(content), name)
    for encoding, fits in _OLD:
        if (text := _decoded(content, encoding)) is not None and _clean(text) and fits(text[:_SAMPLE]):
            return text
    raise UnreadableReport(name=name, why="its encoding is not known; save it as UTF-8")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _as_text(text: str | None, name: str) -> str:
    if text is None or not _clean(text):
        raise UnreadableReport(name=name, why="it is no text")
    return text


def _clean(text: str) -> bool:
    """A text has no control characters except white space; a few strays of old programs are let pass."""
    strays = sum(text.count(chr(code)) for code in range(32) if chr(code) not in _WHITE)
    return "\0" not in text and strays * 1000 <= len(text)


def _sixteen(content: bytes) -> str | None:
    """UTF-16 without a mark: the bytes that are zero stand on one side of each pair."""
    sample = content[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < 8 * max(1, min(even, odd)):
        return None
    return _decoded(content, "utf-16-be" if even > odd else "utf-16-le")


def _high(text: str) -> list[str]:
    return [char for char in text if ord(char) > 127]


def _is_chinese(text: str) -> bool:
    """Most of what is not ASCII is of the first level of GB 2312, the characters in daily use, or its signs."""
    high = _high(text)
    daily = sum(_gb_lead(char) in range(0xA1, 0xD8) for char in high)
    return daily >= 0.9 * len(high) and sum("\u4e00" <= char <= "\u9fff" for char in high) >= 0.6 * len(high)


def _gb_lead(char: str) -> int:
    try:
        return char.encode("gb2312")[0]
    except UnicodeEncodeError:
        return 0


def _is_korean(text: str) -> bool:
    """Nearly all letters are syllables: Chinese read as Korean is half Chinese characters."""
    high = [char for char in _high(text) if char.isalpha()]
    return sum("\uac00" <= char <= "\ud7a3" for char in high) >= 0.85 * len(high) > 0


def _is_russian(text: str) -> bool:
    """Small letters prevail and the commonest are common: the wrong one of two Cyrillic encodings fails in both."""
    high = _high(text)
    if len(high) < sum(char.isascii() and char.isalpha() for char in text):
        return False
    small = sum("а" <= char <= "я" or char == "ё" for char in high)
    common = sum(char in _COMMON_CYRILLIC for char in high)
    return small >= 0.6 * len(high) and common >= 0.55 * len(high)


def _is_german(text: str) -> bool:
    high = _high(text)
    letters = sum(char in "äöüÄÖÜßéèáà–—„“”‚‘’«»…•§°²³·\xa0×µ" for char in high)
    return letters >= 0.95 * len(high) and len(high) <= 0.1 * len(text)


_OLD: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("koi8-r", _is_russian),
    ("cp1251", _is_russian),
    ("cp949", _is_korean),
    ("gb18030", _is_chinese),
    ("cp1252", _is_german),
)
