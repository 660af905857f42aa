"""Plain text as paragraphs and lists, so that a page and a screen reader show a list as one. Nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_CHINESE = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list: each item with its mark as it was written (“2)”, “（二）”, “–”) and its text."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """A way of marking the items of a list, and the place in it that a mark means, from 1; none for a bullet."""

    shape: re.Pattern[str]
    place: Callable[[str], int | None]


def prose(text: str) -> list[Paragraph | Items]:
    """The paragraphs and lists of a text in their order. Every line is a paragraph of its own, or an item.

    Lines are a list only where at least two in a row are marked alike and, if numbered, count up from one: a line
    that begins with a date is no item.
    """
    lines = [line.strip() for line in re.split(r"[\n\u2028\u2029]", text) if line.strip()]
    found: list[Paragraph | Items] = []
    at = 0
    while at < len(lines):
        items = _list_at(lines[at:])
        found.append(Items(items) if items else Paragraph(lines[at]))
        at += len(items) or 1
    return found


def _list_at(lines: Sequence[str]) -> tuple[tuple[str, str], ...]:
    for mark in _MARKS:
        items: list[tuple[str, str]] = []
        for place, line in enumerate(lines, 1):
            read = mark.shape.fullmatch(line)
            if not (read and mark.place(read["place"]) in (None, place)):
                break
            items.append((read["mark"], read["text"]))
        if len(items) > 1:
            return tuple(items)
    return ()


def _figure(written: str) -> int | None:
    return int(written)


def _chinese(written: str) -> int:
    """1 to 99 as 一, 十, 十二, 二十, 三十四."""
    tens, ten, ones = written.rpartition("十")
    return (10 * (_digit(tens) or 1) if ten else 0) + _digit(ones)


def _digit(written: str) -> int:
    return _CHINESE.find(written) + 1 if written else 0


def _within(letters: str) -> Callable[[str], int]:
    return lambda written: letters.find(written.lower()) + 1


def _shape(place: str, *, before: str = "", after: str, gap: str = r"\s+") -> re.Pattern[str]:
    return re.compile(rf"(?P<mark>{before}(?P<place>{place}){after}){gap}(?P<text>\S.*)")


_LATIN, _CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзиклмнопрстуфхцчшщэюя"
_HANGUL, _CIRCLED = "가나다라마바사아자차카타파하", "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MARKS = (
    *(_Mark(_shape(rf"\{sign}", after=""), lambda _: None) for sign in "-–—•·*"),
    _Mark(_shape(r"[0-9]{1,3}", after=r"[.)]"), _figure),
    _Mark(_shape(r"[0-9]{1,3}", before=r"[(（]", after=r"[)）]", gap=r"\s*"), _figure),
    _Mark(_shape(r"[0-9]{1,3}", after=r"[、．）]", gap=r"\s*"), _figure),
    _Mark(_shape(rf"[{_CHINESE}十]{{1,3}}", after="、", gap=r"\s*"), _chinese),
    _Mark(_shape(rf"[{_CHINESE}十]{{1,3}}", before=r"[(（]", after=r"[)）]", gap=r"\s*"), _chinese),
    _Mark(_shape(f"[{_CIRCLED}]", after="", gap=r"\s*"), _within(_CIRCLED)),
    *(
        _Mark(_shape(f"[{letters}]", before=before, after=after), _within(letters))
        for letters in (_LATIN, _CYRILLIC, _HANGUL)
        for before, after in (("", r"[.)]"), (r"\(", r"\)"))
    ),
)
"""In Chinese no blank need follow the mark."""
