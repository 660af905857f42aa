"""The sentences of a text, by their ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"[。！？]+[”」』）)]*|[.!?]+[”“»\")]*(?=\s+[^\W\d_a-zа-яё]|\s*$|\s+\d(?!\d?\.\s?\d))|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«„])(?:[^\W\d_]|Dr|Prof|Nr|No|St|Mio|Mrd|Mill?|Tsd|Art|Abs|bzw|vgl|etc|Std|Bd|Aufl|Ziff|Jan|Febr?|Apr|Jun|Jul|Aug|Sept?|Okt|Oct|Nov|Dez|Dec|Mon|vol|ed|para|pp?|проф|акад|гг?|им|ст|стр|тыс|руб|т|д|п|пп|ч|м|час|мин|сек|кв|изд|вып|экз|чел|окт|янв|февр?|апр|авг|сент?|нояб?|дек|коп|долл|дол|engl|Mr|Mrs|\d{1,2}|\d{1,2}\.\s?[IVX]{1,4}|(?:de[sr]|dem|im|am)\s[IVX]{1,5})\.$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, without the space around it."""
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith(".") and _ABBREVIATION.search(text[max(0, match.end() - 12) : match.start() + 1]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    if said.strip():
        yield start + len(said) - len(said.lstrip()), start + len(said.rstrip())
